"""Emails as a reader sees them, and the page on which the founder writes them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from chatbot.colour import DARK, LIGHT, contrast
from chatbot.letters import palette
from ops.letters.kinds import Words, all_kinds, kind_of
from ops.letters.letterhead import Letterhead
from ops.letters.writing import compose, samples
from tests.browser.axe import axe_source
from tests.browser.visitors import SECONDS, Watch
from tests.live_site import LiveSite
from tests.staff_session import staff_cookie

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

KINDS = [kind.name for kind in all_kinds()]
LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
#: Every word that is seen: its colour, what lies behind it, its size and where it stands.
WORDS = """() => {
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const element = node.parentElement;
    if (!node.data.trim() || !element.checkVisibility({ opacityProperty: true })) continue;
    let under = element;
    while (under && getComputedStyle(under).backgroundColor === "rgba(0, 0, 0, 0)")
      under = under.parentElement;
    const range = document.createRange();
    range.selectNodeContents(node);
    const box = range.getBoundingClientRect();
    const style = getComputedStyle(element);
    found.push({
      text: node.data.trim().slice(0, 60), color: style.color, size: parseFloat(style.fontSize),
      under: under ? getComputedStyle(under).backgroundColor : "rgb(255, 255, 255)",
      left: box.left, right: box.right,
    });
  }
  return found;
}"""
AXE = """async () => {
  const found = await axe.run("#content-main", {
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], iframes: false,
  });
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html)}`);
}"""


def head(colour: str = "#1f5f5b", name: str = "Northbound Coaching") -> Letterhead:
    return Letterhead(
        business_name=name,
        person="Maya Lindqvist",
        site_url="https://chat.northbound-coaching.example.com",
        light=palette(colour, LIGHT),
        dark=palette(colour, DARK),
    )


def html(name: str, words: Words | None = None, **values: Any) -> str:
    kind = kind_of(name)
    colour, business = values.pop("colour", "#1f5f5b"), values.pop("business", "Northbound")
    return compose(
        kind,
        words or kind.default("en"),
        language="en",
        values=samples(kind) | values,
        head=head(colour, business),
    ).html


def hexed(colour: str) -> str:
    parts = re.findall(r"\d+", colour)[:3]
    return "#" + "".join(f"{int(part):02x}" for part in parts)


def shown(chromium: Browser, text: str, width: int, scheme: str) -> Iterator[Page]:
    context = chromium.new_context(
        viewport={"width": width, "height": 800},
        color_scheme=scheme,  # type: ignore[arg-type]
    )
    asked: list[str] = []
    page = context.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.set_content(text)
    yield page
    assert not [url for url in asked if not url.startswith(("about:", "data:"))]
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 390, 600, 1024])
def test_every_email_fits_and_can_be_read(chromium: Browser, width: int, scheme: str) -> None:
    for name in KINDS:
        for page in shown(chromium, html(name), width, scheme):
            words = page.evaluate(WORDS)
            assert len(words) > 5, name
            for word in words:
                ratio = contrast(hexed(word["color"]), hexed(word["under"]))
                assert ratio >= 4.5, (name, word)
                assert word["size"] >= 13, (name, word)
                assert word["left"] >= -0.5 and word["right"] <= width + 0.5, (name, word)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, name
            dark = scheme == "dark"
            sheet = page.locator(".sheet").evaluate("e => getComputedStyle(e).backgroundColor")
            assert hexed(sheet) == (DARK if dark else LIGHT).sheet
            assert page.locator(".sheet").evaluate("e => e.offsetWidth") == min(width, 600) - (
                24 if 480 < width < 624 else 0
            )


@pytest.mark.parametrize("colour", ["#ffff00", "#ffffff", "#000000", "#808080"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_awkward_colour_can_be_read(chromium: Browser, colour: str, scheme: str) -> None:
    for page in shown(chromium, html("lead_notice", colour=colour), 390, scheme):
        for word in page.evaluate(WORDS):
            assert contrast(hexed(word["color"]), hexed(word["under"])) >= 4.5, word


def test_a_button_is_large_enough_for_a_thumb(chromium: Browser) -> None:
    for page in shown(chromium, html("handoff_notice"), 390, "light"):
        box = page.get_by_role("link", name="Open the conversation").bounding_box()
        assert box and box["height"] >= 44 and box["x"] >= 16 and box["x"] + box["width"] <= 374


def test_long_words_and_long_messages_stay_inside(chromium: Browser) -> None:
    text = html(
        "lead_notice",
        business=LONG,
        visitor_name=LONG * 2,
        message=f"{LONG * 3}\nhttps://example.com/{'a' * 400}",
        details=[("Page", f"https://example.com/{'b' * 500}"), ("Email", f"{'c' * 60}@{LONG}.de")],
    )
    for page in shown(chromium, text, 390, "light"):
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        assert all(word["right"] <= 390 for word in page.evaluate(WORDS))


def test_what_an_inbox_shows_is_not_in_the_email(chromium: Browser) -> None:
    for page in shown(chromium, html("lead_confirmation"), 390, "light"):
        line = page.get_by_text(re.compile("^Your details have arrived, and Maya")).first
        expect(line).to_be_hidden()
        assert page.title() == "Thank you for writing to Northbound"


def test_from_right_to_left_the_letter_begins_at_the_right(chromium: Browser) -> None:
    words = Words(
        subject="سلام",
        preheader="سلام",
        body="سلام،\n\nپیام شما رسید.\n\n- یک\n\n[رزرو]({booking_url})",
    )
    text = html("lead_confirmation", words, business="مشاوره شمال")
    for page in shown(chromium, text, 390, "light"):
        first = page.evaluate(WORDS)[0]
        assert first["text"] == "مشاوره شمال" and first["right"] > 350
        button = page.get_by_role("link", name="رزرو").bounding_box()
        assert button and button["x"] + button["width"] > 340
        bullet = next(word for word in page.evaluate(WORDS) if word["text"] == "•")
        assert bullet["left"] > 330


# The page in the admin ---------------------------------------------------------------------------


@pytest.fixture
def admin(site: LiveSite, chromium: Browser, request: Any) -> Iterator[Page]:
    """The page of one email, signed in; nothing on it may complain."""
    watch = Watch()
    width = request.param
    context = chromium.new_context(
        viewport={"width": width, "height": 900}, reduced_motion="reduce"
    )
    context.set_default_timeout(10 * SECONDS)
    context.add_cookies([staff_cookie(site, f"emails{width}")])
    page = context.new_page()
    watch.listen(page)
    page.goto(f"{site.url}/admin/ops/emailwords/")
    page.get_by_role("link", name="Thank you for writing: English").click()
    yield page
    context.close()
    # A browser notes each answer that refuses what was typed.
    assert watch.unexpected(("status of 422",)) == []
    assert {r.url for r in watch.requests if not r.url.startswith(f"{site.url}/")} == set()


def fits(page: Page) -> bool:
    return bool(
        page.evaluate(
            "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
        )
    )


@pytest.mark.parametrize("admin", [390, 1280], indirect=True)
def test_what_is_typed_is_seen_at_once_and_stored_when_it_is_saved(admin: Page) -> None:
    frame = admin.frame_locator("#letters-frame")
    expect(frame.get_by_text("Thank you for writing to", exact=False).first).to_be_visible()
    assert fits(admin)
    steps = admin.evaluate("history.length")
    admin.get_by_label("Text", exact=True).fill(
        "Ahoy from {person}\n\n[Book a call]({booking_url})"
    )
    expect(frame.get_by_text("Ahoy from", exact=False)).to_be_visible()
    expect(frame.get_by_role("link", name="Book a call")).to_be_visible()
    assert admin.evaluate("history.length") == steps, "each look would be a step of Back"
    admin.get_by_label("Dark").check()
    dark = frame.locator(".sheet")
    expect(dark).to_have_css("background-color", "rgb(34, 31, 28)")
    admin.get_by_label("As text").check()
    expect(frame.locator("pre")).to_contain_text("Book a call:")
    admin.get_by_label("Text", exact=True).fill("Ahoy {persn}")
    expect(frame.get_by_text("Did you mean {person}?", exact=False)).to_be_visible()
    admin.get_by_role("button", name="Save").click()
    expect(admin.get_by_text("There is no value {persn} here", exact=False).first).to_be_visible()
    admin.get_by_label("Text", exact=True).fill("Ahoy from {person}")
    admin.get_by_role("button", name="Save").click()
    expect(admin.get_by_text("Saved. The next email says it so.")).to_be_visible()
    expect(admin.get_by_role("link", name="English yours")).to_be_visible()
    admin.get_by_role("button", name="Back to the words that come with it").click()
    expect(admin.get_by_text("This email says again what comes with it.")).to_be_visible()
    assert "Ahoy" not in admin.get_by_label("Text", exact=True).input_value()
    assert fits(admin)


@pytest.mark.parametrize("admin", [390, 1280], indirect=True)
def test_nobody_is_shut_out_of_the_page(admin: Page) -> None:
    admin.evaluate(axe_source())
    assert admin.evaluate(AXE) == []


@pytest.mark.parametrize("admin", [390], indirect=True)
def test_a_phone_sees_the_email_at_its_own_width(admin: Page) -> None:
    assert admin.locator("#letters-frame").evaluate("e => e.offsetWidth") <= 390
    assert fits(admin)
