"""Sizes, writing directions and messages that no designer draws."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import Route, expect

from tests.browser.visitors import Visit, Visits

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

SIZES = [(280, 300), (320, 256), (320, 568), (408, 704), (844, 390), (3840, 2160)]
ROWS = "\n".join(f"- Row {row} of the list" for row in range(1, 61))
URL = "https://example.com/" + "a-very-long-path/" * 30
WORD = "Donaudampfschifffahrtsgesellschaftskapitän" * 12


def answers(visitor: Visit, text: str) -> None:
    """From now on every message is answered with this."""
    reply = {
        "id": "5f0c9d4e-6a0b-4b1e-9a53-2f6b7c8d9e01",
        "role": "assistant",
        "text": text,
        "status": "complete",
        "sources": [{"title": WORD, "url": ""}],
        "actions": [{"type": "link", "label": WORD, "url": URL}],
        "outcome": "answered",
        "feedback": None,
    }

    def answer(route: Route) -> None:
        if route.request.method == "POST":
            route.fulfill(status=201, json=reply)
        else:
            route.continue_()

    visitor.page.route("**/messages/", answer)


def fits(visitor: Visit) -> dict[str, Any]:
    """Where things are; nothing may be wider than its place."""
    found: dict[str, Any] = visitor.page.evaluate(
        """() => {
          const box = (node) => node.getBoundingClientRect();
          const log = document.querySelector('.chat-log');
          const field = document.querySelector('.chat-text');
          return {
            wide: document.documentElement.scrollWidth > innerWidth
              || log.scrollWidth > log.clientWidth,
            log: box(log).height,
            bottom: box(field).bottom,
            top: box(field).top,
            newest: box(log.lastElementChild).bottom - box(log).bottom,
            height: innerHeight,
          };
        }"""
    )
    return found


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_log_and_composer_are_usable_at_any_size(visit: Visits, width: int, height: int) -> None:
    visitor = visit("/widget/", width=width, height=height)
    greeting = visitor.page.locator(".chat-words").first
    expect(greeting).to_be_in_viewport()
    answers(visitor, f"**Here** it is: {URL}\n\n{WORD}\n\n{ROWS}")
    visitor.ask(f"{WORD} {URL}")
    visitor.answered()
    place = fits(visitor)
    assert not place["wide"]
    assert place["bottom"] <= place["height"]
    assert place["log"] >= min(120, height / 3), place
    assert place["newest"] <= 0, "the end of the newest message is in sight"
    expect(visitor.page.locator(".chat-words li")).to_have_count(60)


def test_a_message_of_4000_characters_is_sent_whole_and_no_longer_one_is(visit: Visits) -> None:
    visitor = visit("/widget/", width=320, height=568)
    answers(visitor, "Noted.")
    field = visitor.page.get_by_label("Your message")
    assert field.get_attribute("maxlength") == "4000"
    text = ("word " * 800)[:3999] + "!"
    with visitor.page.expect_request("**/messages/") as sent:
        visitor.ask(text)
    assert json.loads(sent.value.post_data or "{}")["text"] == text
    visitor.answered()
    assert not fits(visitor)["wide"]


def test_arabic_and_hebrew_read_from_the_right_on_a_page_that_does_not(visit: Visits) -> None:
    visitor = visit("/widget/")
    answers(visitor, "السعر هو 150 دولارًا.\n\n- واحد\n- اثنان")
    visitor.ask("מה המחיר?")
    visitor.answered()
    for place in (".chat-bubble p", ".chat-reply:last-child p", ".chat-reply:last-child li"):
        direction = visitor.page.locator(place).first.evaluate("n => getComputedStyle(n).direction")
        assert direction == "rtl", place
    assert visitor.page.evaluate("getComputedStyle(document.documentElement).direction") == "ltr"


@pytest.mark.parametrize("locale", ["ar", "he", "fa-IR", "ur_PK"])
def test_a_locale_from_the_right_turns_the_layout_round(visit: Visits, locale: str) -> None:
    page = visit(f"/widget/?locale={locale}").page
    assert page.evaluate("document.documentElement.dir") == "rtl"
    send, field = page.locator(".chat-send").bounding_box(), page.locator(".chat-text")
    box = field.bounding_box()
    assert send and box and send["x"] < box["x"]


def test_every_field_is_large_enough_not_to_be_zoomed_into(visit: Visits) -> None:
    visitor = visit("/widget/", width=390, height=844, phone=True)
    page = visitor.page
    visitor.ask("Who won the league in 1974?")
    visitor.answered()
    for name in ("Email me this conversation", "Clear this conversation"):
        page.get_by_role("button", name="Options").click()
        page.get_by_role("button", name=name).click()
    page.locator(".chat-more summary").click()
    fields = page.locator("input:not([type=checkbox]):visible, textarea:visible")
    assert fields.count() >= 4
    sizes = fields.evaluate_all("all => all.map((n) => parseFloat(getComputedStyle(n).fontSize))")
    assert min(sizes) >= 16
    # Two fingers may still zoom.
    view = page.locator("meta[name=viewport]").get_attribute("content") or ""
    assert "user-scalable" not in view and "maximum-scale" not in view


def test_nothing_moves_for_those_who_asked_for_less_motion(visit: Visits) -> None:
    visitor = visit("/")
    visitor.open_chat()
    moving = visitor.page.evaluate("document.getAnimations().length")
    assert moving == 0
