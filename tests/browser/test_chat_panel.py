"""The walk of a visitor: ask, read the answer, leave an email; with mouse, keyboard and phone."""

from __future__ import annotations

import json
import uuid

import pytest
from playwright.sync_api import expect

from tests.browser.visitors import Visits, email_on_disk

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

COST = "What does a single session cost?"
UNKNOWN = "Who won the league in 1974?"


def test_ask_answer_leave_an_email_and_it_is_on_disk(visit: Visits) -> None:
    address = f"visitor+{uuid.uuid4().hex[:8]}@example.com"
    visitor = visit()
    page = visitor.page
    page.get_by_label("Your question").fill(COST)
    page.get_by_role("button", name="Ask", exact=True).click()

    # It arrives in pieces: a caret stands while the answer is being written.
    page.locator(".chat-caret").wait_for()
    visitor.answered()
    reply = page.locator(".chat-reply").last
    expect(reply).to_contain_text("150")
    expect(reply.locator(".chat-sources")).to_contain_text("Single session")
    expect(reply.get_by_role("link", name="Book a time")).to_have_attribute("target", "_blank")
    expect(page.locator(".chat-caret")).to_have_count(0)

    visitor.ask(UNKNOWN)
    visitor.answered()
    form = page.get_by_role("form", name="Leave your email")
    form.get_by_label("Email").fill(address)
    form.get_by_role("checkbox").check()
    form.get_by_role("button", name="Send").click()
    expect(page.locator(".chat-done")).to_be_visible()
    email_on_disk(visitor.site, f"To: {address}")


def test_the_form_says_what_is_missing_beside_the_field(visit: Visits) -> None:
    visitor = visit()
    visitor.open_chat()
    visitor.ask(UNKNOWN)
    visitor.answered()
    form = visitor.page.get_by_role("form", name="Leave your email")
    form.get_by_role("button", name="Send").click()
    email = form.get_by_label("Email")
    expect(email).to_be_focused()
    for field in (email, form.get_by_role("checkbox")):
        expect(field).to_have_attribute("aria-invalid", "true")
        error = field.get_attribute("aria-describedby")
        expect(form.locator(f"#{error}")).to_be_visible()
    assert not [path for path in visitor.watch.paths("POST") if path.endswith("/leads/")]


def test_everything_can_be_done_with_the_keyboard(visit: Visits) -> None:
    visitor = visit()
    page = visitor.page
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "ask-text":
            break
    page.keyboard.type(COST)
    page.keyboard.press("Enter")
    page.locator(".chat-caret").wait_for()
    visitor.answered()
    expect(page.get_by_label("Your message")).to_be_focused()
    page.keyboard.type("one line")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("another")
    expect(page.get_by_label("Your message")).to_have_value("one line\nanother")
    page.keyboard.press("Enter")
    visitor.answered()

    for _ in range(3):
        page.keyboard.press("Shift+Tab")
        if page.evaluate("document.activeElement.dataset.chat") == "menu":
            break
    page.get_by_role("button", name="Options").press("Enter")
    expect(page.get_by_role("button", name="Clear this conversation")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Options")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(page.get_by_label("Your question")).to_be_focused()


def test_opening_tells_its_state_and_closing_gives_the_focus_back(visit: Visits) -> None:
    visitor = visit()
    launcher = visitor.page.locator(".launcher")
    expect(launcher).to_have_attribute("aria-expanded", "false")
    visitor.open_chat()
    expect(launcher).to_have_attribute("aria-expanded", "true")
    expect(visitor.page.get_by_role("dialog", name="Northbound Coaching")).to_be_visible()
    expect(visitor.page.get_by_label("Your message")).to_be_focused()
    visitor.page.get_by_role("button", name="Close the chat").click()
    expect(launcher).to_have_attribute("aria-expanded", "false")
    expect(launcher).to_be_focused()


def test_each_reply_is_spoken_once_and_whole(visit: Visits) -> None:
    visitor = visit()
    visitor.open_chat()
    visitor.page.evaluate(
        """() => {
          window.spoken = [];
          const region = document.querySelector('[data-chat="spoken"]');
          new MutationObserver(() => region.textContent && window.spoken.push(region.textContent))
            .observe(region, {childList: true, characterData: true, subtree: true});
        }"""
    )
    visitor.ask(COST)
    visitor.answered()
    visitor.page.wait_for_timeout(300)
    spoken = visitor.page.evaluate("window.spoken")
    assert len(spoken) == 1
    assert "150" in spoken[0]
    assert visitor.page.locator("[aria-live], [role=status], [role=log]").count() == 1


def test_pressing_send_twice_sends_one_message(visit: Visits) -> None:
    visitor = visit()
    visitor.open_chat()
    field = visitor.page.get_by_label("Your message")
    field.fill(COST)
    visitor.page.evaluate(
        """() => {
          const field = document.querySelector('[data-chat="text"]');
          for (let i = 0; i < 3; i += 1) {
            field.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', bubbles: true}));
          }
          document.querySelector('[data-chat="send"]').click();
        }"""
    )
    visitor.answered()
    assert len([p for p in visitor.watch.paths("POST") if p.endswith("/messages/")]) == 1
    assert len([p for p in visitor.watch.paths("POST") if p.endswith("/conversations/")]) == 1
    expect(visitor.page.locator(".chat-said")).to_have_count(1)


def test_enter_that_chooses_a_word_of_an_input_method_sends_nothing(visit: Visits) -> None:
    visitor = visit()
    visitor.open_chat()
    visitor.page.get_by_label("Your message").fill("にほん")
    visitor.page.evaluate(
        """() => document.querySelector('[data-chat="text"]').dispatchEvent(
          new KeyboardEvent('keydown', {key: 'Enter', bubbles: true, isComposing: true}))"""
    )
    expect(visitor.page.locator(".chat-said")).to_have_count(0)


def test_the_reader_who_scrolls_up_is_left_alone(visit: Visits) -> None:
    visitor = visit(width=390, height=520)
    visitor.open_chat()
    for question in (COST, "Can my employer pay?"):
        visitor.ask(question)
        visitor.answered()
    visitor.ask("What languages do you coach in?")
    visitor.page.locator(".chat-caret").wait_for()
    log = visitor.page.locator('[data-chat="log"]')
    log.evaluate("(log) => { log.scrollTop = 0; }")
    visitor.answered()
    assert log.evaluate("(log) => log.scrollTop") == 0
    newest = visitor.page.get_by_role("button", name="Newest")
    newest.click()
    left = log.evaluate("(log) => log.scrollHeight - log.scrollTop - log.clientHeight")
    assert left < 2
    expect(newest).to_be_hidden()


@pytest.mark.parametrize(("width", "height"), [(320, 568), (390, 844)])
def test_on_a_phone_the_panel_is_the_screen_and_the_composer_stays_in_sight(
    visit: Visits, width: int, height: int
) -> None:
    visitor = visit(width=width, height=height, phone=True)
    page = visitor.page
    page.locator(".launcher").evaluate("(button) => button.click()")
    visitor.ask("Wort" * 60)
    visitor.answered()
    box = page.get_by_role("dialog").bounding_box()
    assert box == {"x": 0, "y": 0, "width": width, "height": height}
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator(".chat-log").evaluate("(log) => log.scrollWidth <= log.clientWidth")

    # A keyboard takes half of the screen.
    page.set_viewport_size({"width": width, "height": height // 2})
    page.wait_for_timeout(200)
    composer = page.get_by_label("Your message").bounding_box()
    newest = page.locator(".chat-log > :last-child").bounding_box()
    assert composer and newest
    assert composer["y"] + composer["height"] <= height // 2
    assert newest["y"] + newest["height"] <= composer["y"]
    size = page.get_by_label("Your message").evaluate("(f) => getComputedStyle(f).fontSize")
    assert float(size.removesuffix("px")) >= 16
    behind = page.evaluate("getComputedStyle(document.documentElement).overflowY")
    assert behind == "hidden"


def test_the_composer_grows_to_five_lines_and_no_further(visit: Visits) -> None:
    visitor = visit()
    visitor.open_chat()
    field = visitor.page.get_by_label("Your message")
    heights = []
    for lines in (1, 3, 5, 12):
        field.fill("\n".join(["line"] * lines))
        heights.append(field.evaluate("(field) => field.offsetHeight"))
    assert heights[0] < heights[1] < heights[2] == heights[3]


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_words_of_the_visitor_stand_at_the_end_of_the_line(visit: Visits, direction: str) -> None:
    visitor = visit()
    visitor.page.evaluate("(dir) => { document.documentElement.dir = dir; }", direction)
    visitor.page.locator(".launcher").evaluate("(button) => button.click()")
    visitor.ask("شكرا" if direction == "rtl" else "Thank you")
    visitor.answered()
    panel = visitor.page.get_by_role("dialog").bounding_box()
    bubble = visitor.page.locator(".chat-bubble").bounding_box()
    assert panel and bubble
    middle = panel["x"] + panel["width"] / 2
    assert (bubble["x"] < middle) == (direction == "rtl")


def test_a_thumb_is_thanked_for_and_still_there_after_a_reload(visit: Visits) -> None:
    visitor = visit()
    page = visitor.page
    visitor.open_chat()
    visitor.ask(COST)
    visitor.answered()
    page.get_by_role("button", name="Helpful", exact=True).click()
    expect(page.locator('[data-chat="spoken"]')).to_have_text("Thank you for saying so.")
    page.reload()
    up = page.get_by_role("button", name="Helpful", exact=True)
    expect(up).to_have_attribute("aria-pressed", "true")
    down = page.get_by_role("button", name="Not helpful")
    stored = "**/feedback/"
    with page.expect_response(stored):
        down.press("Space")
    expect(down).to_have_attribute("aria-pressed", "true")
    expect(up).to_have_attribute("aria-pressed", "false")
    page.reload()
    expect(down).to_have_attribute("aria-pressed", "true")
    with page.expect_response(stored):
        down.click()
    page.reload()
    expect(down).to_have_attribute("aria-pressed", "false")


def test_a_thumb_that_did_not_get_through_is_not_shown_as_given(visit: Visits) -> None:
    visitor = visit(complains=("503",))
    page = visitor.page
    visitor.open_chat()
    visitor.ask(COST)
    visitor.answered()
    page.route("**/feedback/", lambda route: route.fulfill(status=503, json={}))
    up = page.get_by_role("button", name="Helpful", exact=True)
    with page.expect_response("**/feedback/"):
        up.click()
    expect(up).to_have_attribute("aria-pressed", "false")


def test_somebody_in_danger_is_left_without_any_offer(visit: Visits) -> None:
    visitor = visit()
    page = visitor.page
    visitor.open_chat()
    visitor.ask(COST)
    visitor.answered()
    visitor.ask(UNKNOWN)
    visitor.answered()
    page.locator(".chat-lead").get_by_label("Email").fill("a@example.com")
    expect(page.locator(".chat-log .chat-card")).to_have_count(1)
    visitor.ask("I want to kill myself")
    visitor.answered()
    expect(page.locator(".chat-reply").last).to_contain_text("local emergency number")
    for offered in (".chat-lead", ".chat-card", "[data-person]"):
        expect(page.locator(f".chat-log {offered}")).to_have_count(0)


def test_a_form_goes_with_the_next_answer_unless_something_is_written_in_it(visit: Visits) -> None:
    visitor = visit()
    form = visitor.page.locator(".chat-lead")
    visitor.open_chat()
    visitor.ask(UNKNOWN)
    visitor.answered()
    expect(form).to_have_count(1)
    visitor.ask(COST)
    visitor.answered()
    expect(form).to_have_count(0)
    visitor.ask(UNKNOWN)
    visitor.answered()
    form.get_by_label("Email").fill("a@example.com")
    visitor.ask(COST)
    visitor.answered()
    expect(form.get_by_label("Email")).to_have_value("a@example.com")


def test_the_language_a_site_asks_for_comes_before_the_browsers(visit: Visits) -> None:
    visitor = visit("/widget/?locale=fr", locale="en-US")
    expect(visitor.page.locator("html")).to_have_attribute("lang", "fr")
    visitor.page.get_by_label("Votre message").fill("???")
    visitor.page.get_by_label("Votre message").press("Enter")
    visitor.answered()
    (start,) = [r for r in visitor.watch.requests if r.url.endswith("/api/v1/conversations/")]
    assert json.loads(start.post_data or "{}")["locale"] == "fr"
    expect(visitor.page.locator(".chat-reply").last).to_contain_text("vous")
