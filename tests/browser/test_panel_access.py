"""WCAG 2.2 AA: axe in every state of the panel, the keyboard alone, and what is spoken."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import Route, expect

from tests.browser.axe import violations
from tests.browser.visitors import Visit, Visits

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

COST = "What does a single session cost?"
UNKNOWN = "Who won the league in 1974?"
LOOKS: dict[str, dict[str, Any]] = {
    "light": {},
    "dark": {"color_scheme": "dark"},
    "phone": {"width": 390, "height": 844, "phone": True},
    "zoomed to 400 %": {"width": 320, "height": 256},
    "high contrast": {"forced_colors": "active"},
}


def choose(visitor: Visit, name: str) -> None:
    """One of the options."""
    visitor.page.get_by_role("button", name="Options").click()
    visitor.page.get_by_role("button", name=name).click()


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing_while_open_and_written_and_filled_in(visit: Visits, look: str) -> None:
    visitor = visit("/widget/", **LOOKS[look])
    page = visitor.page
    page.locator(".chat-chip").first.wait_for()
    assert violations(page) == [], "open"

    visitor.ask(COST)
    page.locator(".chat-caret").wait_for()
    assert violations(page) == [], "streaming"
    visitor.answered()
    assert violations(page) == [], "answered, with a source and a booking card"

    visitor.ask(UNKNOWN)
    visitor.answered()
    form = page.get_by_role("form", name="Leave your email")
    form.get_by_text("Add your name or a note").click()
    assert violations(page) == [], "form"
    form.get_by_role("button", name="Send").click()
    form.locator(".chat-error").first.wait_for()
    assert violations(page) == [], "form with errors"

    page.get_by_role("button", name="Options").click()
    assert violations(page) == [], "menu"
    page.keyboard.press("Escape")
    choose(visitor, "Email me this conversation")
    choose(visitor, "Clear this conversation")
    assert violations(page) == [], "the other two forms"


@pytest.mark.parametrize("look", ["light", "dark"])
def test_axe_finds_nothing_in_an_error(visit: Visits, look: str) -> None:
    deny = "Object.defineProperty(navigator, 'clipboard', {value: undefined})"
    visitor = visit("/widget/", complains=("429",), prepare=deny, **LOOKS[look])
    visitor.page.route("**/messages/", refuse)
    visitor.ask(COST)
    visitor.page.locator(".chat-failed").wait_for()
    assert violations(visitor.page) == []
    choose(visitor, "Copy this conversation")
    visitor.page.get_by_label("Copy the conversation from here").wait_for()
    assert violations(visitor.page) == []


def refuse(route: Route) -> None:
    """As a server that has had enough of us."""
    body = json.dumps({"status": 429, "detail": "That was quick. Please wait a moment."})
    route.fulfill(status=429, headers={"Retry-After": "75"}, body=body)


def test_axe_finds_nothing_from_right_to_left(visit: Visits) -> None:
    visitor = visit("/widget/?locale=ar")
    assert visitor.page.evaluate("document.documentElement.dir") == "rtl"
    visitor.ask(COST)
    visitor.answered()
    assert violations(visitor.page) == []


def test_axe_finds_nothing_on_the_page_with_the_panel_closed_and_open(visit: Visits) -> None:
    visitor = visit("/")
    visitor.open_chat()
    visitor.answered()
    assert [v for v in violations(visitor.page) if "chat" in v] == []
    visitor.page.keyboard.press("Escape")
    expect(visitor.page.get_by_role("dialog")).to_be_hidden()
    assert [v for v in violations(visitor.page) if "chat" in v] == []


def test_the_options_go_with_arrow_keys_and_close_when_left(visit: Visits) -> None:
    visitor = visit("/widget/")
    page = visitor.page
    options = page.get_by_role("button", name="Options")
    options.focus()
    page.keyboard.press("ArrowDown")
    expect(options).to_have_attribute("aria-expanded", "true")
    names = ["Talk to Maya Lindqvist", "Copy this", "Email me this", "Clear this"]
    for name in names:
        expect(page.get_by_role("button", name=name)).to_be_focused()
        page.keyboard.press("ArrowDown")
    expect(page.get_by_role("button", name=names[0])).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("button", name=names[-1])).to_be_focused()
    page.keyboard.press("Home")
    expect(page.get_by_role("button", name=names[0])).to_be_focused()
    page.keyboard.press("End")
    page.keyboard.press("Escape")
    expect(options).to_be_focused()
    expect(options).to_have_attribute("aria-expanded", "false")
    # Tab goes through it and out of it, which closes it.
    page.keyboard.press("Enter")
    for _ in range(5):
        page.keyboard.press("Tab")
    expect(options).to_have_attribute("aria-expanded", "false")


def test_every_control_has_a_name_and_is_seen_when_focused(visit: Visits) -> None:
    visitor = visit("/widget/")
    page = visitor.page
    visitor.ask(COST)
    visitor.answered()
    page.evaluate("document.activeElement.blur()")
    page.locator(".chat-head").click(position={"x": 5, "y": 5})
    seen = []
    for _ in range(12):
        page.keyboard.press("Tab")
        found = page.evaluate(
            """() => {
              const node = document.activeElement;
              if (node === document.body) return null;
              const { outlineStyle, outlineWidth } = getComputedStyle(node);
              const { width, height } = node.getBoundingClientRect();
              return {
                name: node.ariaLabel || node.labels?.[0]?.textContent || node.textContent,
                ring: outlineStyle !== 'none' && outlineWidth !== '0px',
                least: Math.min(width, height),
                inline: getComputedStyle(node).display === 'inline',
              };
            }"""
        )
        if found is None:
            break
        seen.append(found)
    assert len(seen) >= 6
    for control in seen:
        assert control["name"].strip(), control
        assert control["ring"], control
        assert control["least"] >= 24 or control["inline"], control


def test_how_long_to_wait_is_counted_down_in_words_and_spoken_once(visit: Visits) -> None:
    visitor = visit("/widget/", complains=("429",))
    page = visitor.page
    page.evaluate(
        """() => {
          window.spoken = [];
          const region = document.querySelector('[data-chat="spoken"]');
          new MutationObserver(() => region.textContent && window.spoken.push(region.textContent))
            .observe(region, {childList: true, characterData: true, subtree: true});
        }"""
    )
    page.route(
        "**/messages/", lambda route: route.fulfill(status=429, headers={"Retry-After": "3"})
    )
    visitor.ask(COST)
    failed = page.locator(".chat-failed")
    expect(failed).to_contain_text("You can try again in 3 seconds.")
    expect(failed).to_contain_text("You can try again in 1 second.")
    again = failed.get_by_role("button", name="Try again")
    expect(again).to_be_disabled()
    expect(again).to_be_enabled(timeout=5000)
    expect(failed).not_to_contain_text("You can try again")
    assert page.evaluate("spoken.length") == 1
