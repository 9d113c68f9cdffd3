"""The landing page as visitors meet it, with and without JavaScript, at every size."""

from __future__ import annotations

import re
import uuid
from typing import Any

import pytest
from playwright.sync_api import expect

from chatbot.colour import contrast
from tests.browser.axe import violations
from tests.browser.visitors import Visit, Visits, email_on_disk, from_elsewhere

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


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


def test_the_page_answers_the_six_questions_in_order(visit: Visits) -> None:
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
    visit: Visits,
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
def test_the_page_never_scrolls_sideways(visit: Visits, width: int) -> None:
    page = visit(width=width, height=700, phone=width < 700).page
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_on_the_page_can_be_read(visit: Visits, scheme: str) -> None:
    visitor = visit(color_scheme=scheme)
    visitor.page.locator("summary").first.click()
    assert_readable(visitor)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_in_the_panel_can_be_read(visit: Visits, scheme: str) -> None:
    visitor = visit(color_scheme=scheme)
    visitor.open_chat()
    visitor.ask("What does a single session cost?")
    visitor.answered()
    visitor.ask("Who won the league in 1974?")
    visitor.answered()
    expect(visitor.page.get_by_role("form", name="Leave your email")).to_be_visible()
    assert_readable(visitor)


def test_inputs_are_large_enough_that_no_phone_zooms_in(visit: Visits) -> None:
    visitor = visit(width=390, height=844, phone=True)
    sizes = visitor.page.evaluate(
        "[...document.querySelectorAll('input[type=text], input[type=email], input[type=tel],"
        " textarea')].map((field) => parseFloat(getComputedStyle(field).fontSize))"
    )
    assert len(sizes) >= 5
    assert min(sizes) >= 16


def test_the_contact_form_works_without_javascript(visit: Visits) -> None:
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
    visit: Visits,
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


def test_an_address_that_does_not_exist_has_a_page_with_a_way_back(visit: Visits) -> None:
    page = visit("/no/such/page", complains=("404",)).page
    expect(page.get_by_role("heading", level=1)).to_have_text("There is no page at this address.")
    page.get_by_role("link", name="To the front page").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Work that fits the person you have become"
    )


def test_search_engines_data_is_read_and_run_by_nobody(visit: Visits) -> None:
    """A data block is no script: the policy lets it stand, as the watch on complaints proves."""
    page = visit().page
    data = page.evaluate(
        "JSON.parse(document.querySelector('script[type=\"application/ld+json\"]').textContent)"
    )
    assert {part["@type"] for part in data["@graph"]} == {"ProfessionalService", "FAQPage"}


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_on_the_page_moves_by_itself(visit: Visits, width: int) -> None:
    watch = """
      window.shifts = 0;
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) shifts += entry.value;
      }).observe({type: "layout-shift", buffered: true});
    """
    page = visit(width=width, height=800, phone=width < 700, prepare=watch).page
    page.wait_for_load_state("networkidle")
    page.mouse.wheel(0, 4000)
    page.wait_for_timeout(400)
    assert page.evaluate("shifts") == 0


def test_the_first_visit_is_light(visit: Visits) -> None:
    page = visit().page
    page.wait_for_load_state("networkidle")
    entries = page.evaluate(
        "performance.getEntries().filter((entry) => 'transferSize' in entry)"
        ".map((entry) => [entry.name, entry.transferSize, entry.encodedBodySize])"
    )
    assert sum(size for _, size, _ in entries) < 40_000
    sizes = {name.rpartition("/")[2].partition(".")[0]: body for name, _, body in entries}
    assert 0 < sizes["report"] < 1024


def test_the_installed_page_has_a_name_and_icons(visit: Visits) -> None:
    visitor = visit()
    session = visitor.context.new_cdp_session(visitor.page)
    manifest = session.send("Page.getAppManifest")
    assert manifest["errors"] == []
    assert manifest["url"].endswith("/site.webmanifest")


def test_from_the_page_to_the_thanks_without_javascript_there_is_no_cookie(visit: Visits) -> None:
    visitor = visit(java_script_enabled=False)
    page = visitor.page
    page.get_by_role("link", name="What is kept, and for how long").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("What is kept about you")
    page.go_back()
    page.get_by_label("Email").fill(f"eve+{uuid.uuid4().hex[:8]}@example.com")
    page.get_by_role("checkbox").check()
    page.wait_for_timeout(2500)
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Thank you")
    assert visitor.context.cookies() == []


@pytest.mark.parametrize("path", ["/privacy/", "/thanks/", "/no/such/page"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_short_pages_can_be_read_at_every_width(visit: Visits, path: str, scheme: str) -> None:
    for width in (320, 1280):
        visitor = visit(path, width=width, color_scheme=scheme, complains=("404",))
        assert visitor.page.evaluate("document.documentElement.scrollWidth") <= width
        assert_readable(visitor)


def reports(visitor: Visit) -> list[Any]:
    """What the page has told of its errors."""
    visitor.page.wait_for_timeout(400)
    sent = [r for r in visitor.watch.requests if r.url.endswith("/api/v1/client-errors/")]
    return [request.post_data_json for request in sent]


#: As a module of our own would fail, with our address in its stack.
FAIL = """(words) => {
  const error = new TypeError(words);
  error.stack = `TypeError: ${words}\\n    at f (${location.origin}/static/chatbot/page.js:1:2)`;
  reportError(error);
}"""


def test_an_error_of_ours_is_told_once_and_only_to_us(visit: Visits) -> None:
    visitor = visit("/?utm_source=news", complains=("boom",))
    with visitor.page.expect_response("**/api/v1/client-errors/") as told:
        visitor.page.evaluate(FAIL, "boom")
    assert told.value.status == 204
    visitor.page.evaluate(FAIL, "boom")
    (report,) = reports(visitor)
    assert "boom" in str(report["message"])
    assert report["page"] == "/"
    assert "page.js:1:2" in str(report["stack"])
    assert "news" not in str(report)


def test_a_page_that_fails_all_the_time_tells_five_times(visit: Visits) -> None:
    visitor = visit(complains=("boom",), **from_elsewhere("203.0.113.21"))
    for number in range(9):
        visitor.page.evaluate(FAIL, f"boom {number}")
    assert len(reports(visitor)) == 5


def test_what_others_do_on_the_page_is_not_told(visit: Visits) -> None:
    visitor = visit(complains=("boom", "Script error."))
    visitor.page.evaluate(
        """() => {
          const foreign = new Error("boom");
          foreign.stack = "Error: boom\\n    at https://cdn.example.com/x.js:1:1";
          reportError(foreign);
          const extension = new Error("boom");
          extension.stack = `Error\\n at chrome-extension://abc/x.js:1:1\\n at ${location.origin}/`;
          reportError(extension);
          dispatchEvent(new ErrorEvent("error", {message: "Script error."}));
          Promise.reject("boom");
        }"""
    )
    assert reports(visitor) == []


def test_a_panel_that_cannot_be_fetched_is_told_and_the_form_is_there(visit: Visits) -> None:
    visitor = visit(complains=("panel", "Failed to load", "fetch"))
    visitor.page.route("**/panel.*.js", lambda route: route.abort())
    visitor.page.mouse.wheel(0, 3000)
    visitor.page.get_by_role("button", name="Ask a question").click()
    visitor.page.wait_for_url("**/#contact")
    (report,) = reports(visitor)
    assert "panel" in str(report["message"])


@pytest.mark.parametrize("path", ["/", "/privacy/", "/thanks/", "/no/such/page"])
@pytest.mark.parametrize(("scheme", "width"), [("light", 390), ("dark", 1280)])
def test_the_pages_shut_nobody_out(visit: Visits, path: str, scheme: str, width: int) -> None:
    visitor = visit(path, width=width, phone=width < 700, color_scheme=scheme, complains=("404",))
    assert violations(visitor.page) == []


def test_a_form_that_came_back_shuts_nobody_out(visit: Visits) -> None:
    page = visit(complains=("422",)).page
    page.get_by_label("Email").fill("ann at example")
    page.wait_for_timeout(2500)
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.get_by_role("alert")).to_be_focused()
    assert violations(page) == []
