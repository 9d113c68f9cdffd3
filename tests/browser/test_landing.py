"""The landing page as visitors meet it, with and without JavaScript, at every size."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from chatbot.colour import contrast
from tests.browser.conftest import Visit, email_on_disk

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

Open = Callable[..., Visit]

#: For every piece of visible text: its colour, what lies under it, its size, and the words.
TEXTS = """() => {
  const found = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const solid = (node) => {
    for (let at = node; at; at = at.parentElement) {
      const colour = getComputedStyle(at).backgroundColor;
      if (!/, 0\\)$|transparent/.test(colour)) return colour;
    }
    return "rgb(255, 255, 255)";
  };
  while (walk.nextNode()) {
    const node = walk.currentNode.parentElement;
    const words = walk.currentNode.data.trim();
    if (!words || !node.checkVisibility({visibilityProperty: true})) continue;
    if (node.matches("script, style, .unseen, .unseen *")) continue;
    found.push([getComputedStyle(node).color, solid(node), words]);
  }
  return found;
}"""


def hexed(colour: str) -> str:
    """``rgb(…)`` of the browser as ``#rrggbb``."""
    return "#" + "".join(f"{int(part):02x}" for part in re.findall(r"\d+", colour)[:3])


def assert_readable(visit: Visit) -> None:
    texts = visit.page.evaluate(TEXTS)
    assert texts
    for colour, under, words in texts:
        assert contrast(hexed(colour), hexed(under)) >= 4.5, (words, colour, under)


def test_the_page_answers_the_six_questions_in_order(visit: Open) -> None:
    page = visit().page
    headings = page.locator("main > section :is(h1, h2.part-title)").all_inner_texts()
    assert headings == [
        "Work that fits the person you have become",
        "What it costs",
        "What clients say",
        "What happens in a first call",
        "Common questions",
        "Write to Maya Lindqvist",
    ]
    expect(page.get_by_text("US$1,200")).to_be_visible()


def test_nothing_is_asked_for_and_nothing_is_stored_before_the_visitor_wants_to_talk(
    visit: Open,
) -> None:
    visitor = visit()
    visitor.page.wait_for_load_state("networkidle")
    visitor.page.mouse.wheel(0, 4000)
    visitor.page.wait_for_timeout(300)
    assert not [path for path in visitor.watch.paths() if path.startswith("/api/")]
    assert not [path for path in visitor.watch.paths() if "panel" in path]
    assert visitor.page.evaluate("sessionStorage.length + localStorage.length") == 0
    assert visitor.context.cookies() == []


@pytest.mark.parametrize("width", [320, 390, 768, 1280, 3840])
def test_the_page_never_scrolls_sideways(visit: Open, width: int) -> None:
    page = visit(width=width, height=700, phone=width < 700).page
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_on_the_page_can_be_read(visit: Open, scheme: str) -> None:
    visitor = visit(color_scheme=scheme)
    visitor.page.locator("summary").first.click()
    assert_readable(visitor)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_in_the_panel_can_be_read(visit: Open, scheme: str) -> None:
    visitor = visit(color_scheme=scheme)
    visitor.open_chat()
    visitor.ask("What does a single session cost?")
    visitor.answered()
    visitor.ask("Who won the league in 1974?")
    visitor.answered()
    expect(visitor.page.get_by_role("form", name="Leave your email")).to_be_visible()
    assert_readable(visitor)


def test_inputs_are_large_enough_that_no_phone_zooms_in(visit: Open) -> None:
    visitor = visit(width=390, height=844, phone=True)
    sizes = visitor.page.evaluate(
        "[...document.querySelectorAll('input[type=text], input[type=email], input[type=tel],"
        " textarea')].map((field) => parseFloat(getComputedStyle(field).fontSize))"
    )
    assert len(sizes) >= 5
    assert min(sizes) >= 16


def test_the_contact_form_works_without_javascript(visit: Open) -> None:
    address = f"ann+{uuid.uuid4().hex[:8]}@example.com"
    visitor = visit(java_script_enabled=False)
    page = visitor.page
    expect(page.get_by_role("button", name="Ask a question")).to_be_hidden()
    expect(page.locator("[data-ask]")).to_be_hidden()
    page.locator("summary").first.click()
    expect(page.locator(".answer").first).to_be_visible()
    page.get_by_label("Name").fill("Ann Lee")
    page.get_by_label("Email").fill(address)
    page.get_by_label("What is on your mind?").fill("Could we talk in May?")
    page.get_by_role("checkbox").check()
    page.wait_for_timeout(4000)
    page.get_by_role("button", name="Send").click()
    assert page.url.split("#")[0] == f"{visitor.site.url}/thanks/"
    expect(page.get_by_role("heading", level=1)).to_contain_text("Thank you")
    email_on_disk(visitor.site, f"To: {address}")


def test_a_mistake_in_the_form_is_said_beside_the_field_and_nothing_typed_is_lost(
    visit: Open,
) -> None:
    page = visit(java_script_enabled=False, complains=("422",)).page
    page.get_by_label("Email").fill("ann at example")
    page.get_by_label("What is on your mind?").fill("A long letter")
    page.wait_for_timeout(4000)
    page.get_by_role("button", name="Send").click()
    email = page.get_by_label("Email")
    assert email.get_attribute("aria-invalid") == "true"
    error = page.locator(f"#{email.get_attribute('aria-describedby')}")
    expect(error).to_be_visible()
    expect(email).to_have_value("ann at example")
    expect(page.get_by_label("What is on your mind?")).to_have_value("A long letter")
    expect(page.get_by_role("alert")).to_be_visible()


def test_an_address_that_does_not_exist_has_a_page_with_a_way_back(visit: Open) -> None:
    page = visit("/no/such/page", complains=("404",)).page
    expect(page.get_by_role("heading", level=1)).to_have_text("There is no page at this address.")
    page.get_by_role("link", name="To the front page").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Work that fits the person you have become"
    )
