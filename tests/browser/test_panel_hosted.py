"""The panel in the founder's page: who may command it, who logs out, and where the focus goes."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Route, expect

from tests.browser.axe import violations
from tests.browser.visitors import SECONDS, Guests, Visits

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

COST = "What does a single session cost?"


def test_axe_finds_nothing_in_the_frame_nor_around_it(guest: Guests) -> None:
    visitor = guest()
    visitor.button.wait_for()
    assert [v for v in violations(visitor.page) if "coach-chat" in v] == [], "closed"
    visitor.open()
    visitor.ask(COST)
    inside = next(frame for frame in visitor.page.frames if "/widget/" in frame.url)
    assert violations(inside) == []
    assert [v for v in violations(visitor.page) if "coach-chat" in v] == [], "open"


def test_on_a_touch_screen_the_keyboard_waits_to_be_asked_for(guest: Guests) -> None:
    visitor = guest(width=390, height=780, phone=True)
    visitor.button.tap()
    expect(visitor.panel.get_by_role("dialog")).to_be_focused()
    expect(visitor.panel.get_by_label("Your message")).not_to_be_focused()


def test_calls_before_the_panel_is_ready_run_in_their_order(guest: Guests) -> None:
    visitor = guest()
    visitor.button.wait_for()
    visitor.page.evaluate(
        """questions => {
          CoachChat.sendMessage('Whatever came before');
          CoachChat.reset();
          for (const question of questions) CoachChat.sendMessage(question);
          CoachChat.setInput('And what');
        }""",
        [COST, "Do you work online?"],
    )
    said = visitor.panel.locator(".chat-said")
    expect(said).to_have_text(
        [f"You said: {COST}", "You said: Do you work online?"], timeout=15 * SECONDS
    )
    visitor.answered()
    expect(visitor.panel.locator(".chat-reply")).to_have_count(3)
    expect(visitor.panel.get_by_label("Your message")).to_have_value("And what")


def test_what_was_asked_before_logging_out_is_not_answered_afterwards(
    guest: Guests,
) -> None:
    visitor = guest(complains=("net::ERR",))
    visitor.open()
    visitor.ask(COST)
    held: list[Route] = []
    visitor.page.route("**/messages/", lambda route: held.append(route))
    field = visitor.panel.get_by_label("Your message")
    field.fill("My secret question")
    field.press("Enter")
    visitor.panel.locator(".chat-caret").wait_for()
    field.fill("A draft")
    visitor.page.evaluate("CoachChat.reset()")
    expect(visitor.panel.locator(".chat-said")).to_have_count(0)
    expect(field).to_have_value("")
    for route in held:
        route.abort()
    # Longer than the pause before a lost message is asked for again.
    visitor.page.wait_for_timeout(2000)
    visitor.page.unroute("**/messages/")
    expect(visitor.panel.locator(".chat-said")).to_have_count(0)
    expect(visitor.panel.locator(".chat-failed")).to_have_count(0)
    kept = json.dumps(visitor.stored())
    assert "token" not in kept and "secret" not in kept
    # Whoever comes next is answered, in a conversation of their own.
    visitor.ask(COST)
    expect(visitor.panel.locator(".chat-reply").last).to_contain_text("150")
    expect(visitor.panel.locator(".chat-said")).to_have_count(1)


def test_the_next_one_in_another_tab_does_not_send_what_was_left_there(visit: Visits) -> None:
    visitor = visit("/widget/", complains=("net::ERR",))
    visitor.ask(COST)
    visitor.answered()
    visitor.page.route("**/messages/", lambda route: route.abort())
    visitor.ask("My secret question")
    visitor.page.locator(".chat-failed").wait_for()
    other = visitor.context.new_page()
    other.goto(visitor.page.url)
    expect(other.locator(".chat-said").first).to_contain_text(COST)
    visitor.page.unroute("**/messages/")
    other.get_by_role("button", name="Options").click()
    other.get_by_role("button", name="Clear this conversation").click()
    other.get_by_role("button", name="Delete it").click()
    for page in (other, visitor.page):
        expect(page.locator(".chat-said")).to_have_count(0)
    visitor.page.wait_for_timeout(1500)
    expect(visitor.page.locator(".chat-said")).to_have_count(0)
    assert "secret" not in json.dumps(visitor.kept())
