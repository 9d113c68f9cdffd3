"""One conversation in several tabs, and what the browser keeps of it."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.visitors import SECONDS, Visit, Visits, pasted

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

COST = "What does a single session cost?"
ONLINE = "Do you work online?"


def second_tab(visitor: Visit) -> Visit:
    """The same person opens the page once more."""
    page: Page = visitor.context.new_page()
    visitor.watch.listen(page)
    page.goto(f"{visitor.site.url}/widget/")
    return Visit(visitor.site, visitor.context, page, visitor.watch)


def test_a_second_tab_shows_the_conversation_and_each_what_the_other_says(visit: Visits) -> None:
    first = visit("/widget/")
    first.ask(COST)
    first.answered()
    second = second_tab(first)
    expect(second.page.locator(".chat-reply").last).to_contain_text("150")
    second.ask(ONLINE)
    second.answered()
    expect(first.page.locator(".chat-said")).to_have_count(2)
    expect(first.page.locator(".chat-said").last).to_contain_text(ONLINE)
    first.ask("Can I get my money back?")
    first.answered()
    expect(second.page.locator(".chat-said")).to_have_count(3)
    for tab in (first, second):
        expect(tab.page.locator(".chat-reply")).to_have_count(4)
        expect(tab.page.locator(".chat-failed")).to_have_count(0)
    starts = [path for path in first.watch.paths("POST") if path == "/api/v1/conversations/"]
    assert len(starts) == 1


def test_two_tabs_that_begin_at_once_begin_one_conversation(visit: Visits) -> None:
    first = visit("/")
    second = second_tab(first)
    second.page.wait_for_timeout(300)
    first.page.bring_to_front()
    first.open_chat()
    first.ask(COST)
    second.ask(ONLINE)
    first.answered()
    second.answered()
    for tab in (first, second):
        expect(tab.page.locator(".chat-said")).to_have_count(2, timeout=10 * SECONDS)
    starts = [path for path in first.watch.paths("POST") if path == "/api/v1/conversations/"]
    assert len(starts) == 1


def test_a_slow_tab_shows_once_what_another_says_meanwhile(visit: Visits) -> None:
    first = visit("/widget/")
    second = second_tab(first)

    def slowly(route: Route) -> None:
        answer = route.fetch()
        second.page.wait_for_timeout(1500)
        route.fulfill(response=answer)

    second.page.route(
        "**/messages/**", lambda r: slowly(r) if r.request.method == "GET" else r.continue_()
    )
    for question in (COST, ONLINE):
        first.ask(question)
        first.answered()
    second.page.wait_for_timeout(4000)
    expect(second.page.locator(".chat-said")).to_have_count(2)
    expect(second.page.locator(".chat-reply")).to_have_count(3)


def test_a_tab_opened_while_the_other_is_answered_waits_for_that_answer(visit: Visits) -> None:
    first = visit("/widget/")
    first.ask(COST)
    first.page.locator(".chat-caret").wait_for()
    second = second_tab(first)
    first.answered()
    expect(second.page.locator(".chat-reply").last).to_contain_text("150")
    expect(second.page.locator(".chat-said")).to_have_count(1)
    expect(second.page.locator(".chat-failed")).to_have_count(0)


def test_deleting_in_one_tab_deletes_in_all_and_leaves_nothing_behind(visit: Visits) -> None:
    first = visit("/widget/?utm_source=news")
    first.ask(COST)
    first.answered()
    second = second_tab(first)
    expect(second.page.locator(".chat-said")).to_have_count(1)
    first.page.get_by_role("button", name="Options").click()
    first.page.get_by_role("button", name="Clear this conversation").click()
    first.page.get_by_role("button", name="Delete it").click()
    for tab in (first, second):
        expect(tab.page.locator(".chat-said")).to_have_count(0)
    kept = first.kept()
    assert not kept.keys() - {"open", "used", "pending"}, kept


def test_what_was_kept_for_more_than_a_month_is_forgotten(visit: Visits) -> None:
    visitor = visit("/widget/")
    visitor.ask(COST)
    visitor.answered()
    visitor.page.evaluate(
        """() => { const kept = JSON.parse(localStorage['slipway-chat']);
          kept.used = Date.now() - 31 * 24 * 3600 * 1000;
          localStorage['slipway-chat'] = JSON.stringify(kept) }"""
    )
    visitor.page.reload()
    visitor.page.get_by_label("Your message").wait_for()
    visitor.page.wait_for_timeout(500)
    expect(visitor.page.locator(".chat-said")).to_have_count(0)


def test_the_conversation_can_be_copied(visit: Visits) -> None:
    visitor = visit("/widget/", permissions=["clipboard-read", "clipboard-write"])
    visitor.ask(COST)
    visitor.answered()
    visitor.page.get_by_role("button", name="Options").click()
    visitor.page.get_by_role("button", name="Copy this conversation").click()
    expect(visitor.page.locator('[data-chat="spoken"]')).to_have_text(
        "This conversation has been copied."
    )
    text = pasted(visitor.page.get_by_label("Your message"))
    assert f"You said: {COST}" in text and "150" in text


def test_without_a_clipboard_the_text_is_there_to_be_copied(visit: Visits) -> None:
    deny = (
        "Object.defineProperty(navigator, 'clipboard',"
        " {value: {writeText: () => Promise.reject(new Error('no'))}})"
    )
    visitor = visit("/widget/", prepare=deny)
    visitor.ask(COST)
    visitor.answered()
    visitor.page.get_by_role("button", name="Options").click()
    visitor.page.get_by_role("button", name="Copy this conversation").click()
    field = visitor.page.get_by_label("Copy the conversation from here")
    expect(field).to_be_focused()
    assert COST in field.input_value()
    selected = field.evaluate("node => node.value.slice(node.selectionStart, node.selectionEnd)")
    assert selected == field.input_value()


def test_junk_in_storage_is_no_obstacle(visit: Visits) -> None:
    junk = "localStorage['slipway-chat'] = '{{{'; sessionStorage['slipway-chat'] = '[1'"
    visitor = visit("/widget/", prepare=f"if (!localStorage['slipway-chat']) {{ {junk} }}")
    visitor.ask(COST)
    visitor.answered()
    expect(visitor.page.locator(".chat-reply").last).to_contain_text("150")
    assert json.dumps(visitor.kept())
