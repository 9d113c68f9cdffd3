"""What the panel does when the network, the server or the browser does not play along."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import Route, expect

from tests.browser.visitors import Visits, email_on_disk

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

COST = "What does a single session cost?"
MESSAGES = "**/messages/"
CUT = 'event: started\ndata: {}\n\nevent: delta\ndata: {"text": "The first half"}\n\n'

#: The events of a stream that is cut in two at every place.
EVENTS = """async (text) => {
  const { EventReader } = await import('/static/chatbot/stream.js');
  const all = [];
  for (let cut = 0; cut <= text.length; cut += 1) {
    const reader = new EventReader();
    all.push([...reader.push(text.slice(0, cut)), ...reader.push(text.slice(cut))]);
  }
  return all;
}"""


def test_an_interrupted_answer_keeps_what_came_and_is_asked_for_again_under_one_id(
    visit: Visits,
) -> None:
    visitor = visit()
    sent: list[str] = []

    def cut_off(route: Route) -> None:
        if route.request.method != "POST" or len(sent) > 2:
            return route.continue_()
        sent.append(json.loads(route.request.post_data or "{}")["client_message_id"])
        if len(sent) > 2:
            return route.continue_()
        return route.fulfill(status=201, content_type="text/event-stream", body=CUT)

    visitor.page.route(MESSAGES, cut_off)
    visitor.open_chat()
    visitor.ask(COST)
    failed = visitor.page.locator(".chat-failed")
    expect(failed).to_contain_text("That was interrupted. Nothing you wrote is lost.")
    expect(visitor.page.locator(".chat-reply").last).to_contain_text("The first half")
    # Once by itself, and no more before the visitor says so.
    visitor.page.wait_for_timeout(2000)
    assert len(sent) == 2

    visitor.page.get_by_role("button", name="Try again").click()
    visitor.answered()
    expect(visitor.page.locator(".chat-reply").last).to_contain_text("150")
    expect(failed).to_have_count(0)
    assert len(set(sent)) == 1
    expect(visitor.page.locator(".chat-said")).to_have_count(1)


def test_without_a_network_the_question_is_kept_and_sent_when_it_is_back(visit: Visits) -> None:
    visitor = visit(complains=("net::ERR_INTERNET_DISCONNECTED",))
    visitor.open_chat()
    visitor.context.set_offline(True)
    visitor.ask(COST)
    visitor.page.get_by_role("button", name="Try again").wait_for()
    # Nobody has to press anything.
    visitor.context.set_offline(False)
    expect(visitor.page.locator(".chat-reply").last).to_contain_text("150")
    expect(visitor.page.locator(".chat-said")).to_have_count(1)


def test_a_refused_rate_is_said_in_the_servers_words_with_another_way(visit: Visits) -> None:
    visitor = visit(complains=("429",))
    body = {"status": 429, "detail": "That was quick. Please wait a moment."}
    answer: dict[str, Any] = {
        "status": 429,
        "content_type": "application/problem+json",
        "headers": {"Retry-After": "2"},
        "body": json.dumps(body),
    }
    visitor.page.route(MESSAGES, lambda route: route.fulfill(**answer))
    visitor.open_chat()
    visitor.ask(COST)
    failed = visitor.page.locator(".chat-failed")
    expect(failed).to_contain_text(str(body["detail"]))
    expect(failed.get_by_role("link")).to_have_attribute(
        "href", "mailto:hello@northbound.example.com"
    )
    again = failed.get_by_role("button", name="Try again")
    expect(again).to_be_disabled()
    expect(again).to_be_enabled(timeout=5000)


def test_a_reload_brings_the_same_conversation_back(visit: Visits) -> None:
    visitor = visit()
    visitor.open_chat()
    visitor.ask(COST)
    visitor.answered()
    before = visitor.kept()["id"]
    visitor.page.reload()
    expect(visitor.page.locator(".chat-said")).to_have_text([f"You said: {COST}"])
    expect(visitor.page.locator(".chat-reply").last).to_contain_text("150")
    assert visitor.kept()["id"] == before
    assert visitor.watch.paths("POST").count("/api/v1/conversations/") == 1


def test_a_reload_in_the_middle_of_an_answer_ends_with_the_whole_answer(visit: Visits) -> None:
    visitor = visit()
    visitor.open_chat()
    # The page itself reloads at the first word: from here, the moment might be missed.
    with visitor.page.expect_navigation():
        visitor.page.evaluate(
            "new MutationObserver((_, watch) => {"
            " if (!document.querySelector('.chat-words .chat-caret')) return;"
            " watch.disconnect(); location.reload();"
            " }).observe(document.body, { subtree: true, childList: true })"
        )
        visitor.ask(COST)
    visitor.answered()
    expect(visitor.page.locator(".chat-said")).to_have_count(1)
    reply = visitor.page.locator(".chat-reply").last
    expect(reply.locator(".chat-sources")).to_contain_text("Single session")
    expect(visitor.page.locator(".chat-reply")).to_have_count(2)


def test_a_question_asked_just_before_a_reload_is_not_lost(visit: Visits) -> None:
    visitor = visit()
    page = visitor.page
    page.evaluate(
        "sessionStorage.setItem('slipway-chat', JSON.stringify({ open: true, pending: "
        "{ id: '0f5c9d4e-6a0b-4b1e-9a53-2f6b7c8d9e01', text: 'Do you work online?' } }))"
    )
    page.reload()
    expect(page.locator(".chat-said")).to_have_text(["You said: Do you work online?"])
    expect(page.locator(".chat-sources")).to_be_visible()
    assert visitor.kept()["pending"] is None


def test_a_conversation_the_server_has_forgotten_begins_anew_without_a_word(visit: Visits) -> None:
    visitor = visit(complains=("404",))
    visitor.open_chat()
    visitor.ask("Do you work online?")
    visitor.answered()
    kept = visitor.kept()
    gone = visitor.page.request.delete(
        f"{visitor.site.url}/api/v1/conversations/{kept['id']}/",
        headers={"Authorization": f"Bearer {kept['token']}"},
    )
    assert gone.status == 204
    visitor.ask(COST)
    visitor.answered()
    expect(visitor.page.locator(".chat-reply").last).to_contain_text("150")
    assert visitor.kept()["id"] != kept["id"]


def test_the_chat_works_where_storage_is_denied(visit: Visits) -> None:
    denied = (
        "Object.defineProperty(window, 'sessionStorage',"
        " {get() { throw new DOMException('denied', 'SecurityError'); }});"
    )
    visitor = visit(prepare=denied)
    visitor.open_chat()
    for question in (COST, "Can my employer pay?"):
        visitor.ask(question)
        visitor.answered()
    expect(visitor.page.locator(".chat-reply").last).to_contain_text("invoice")
    assert visitor.watch.paths("POST").count("/api/v1/conversations/") == 1


def test_clearing_deletes_the_conversation_on_the_server_too(visit: Visits) -> None:
    visitor = visit()
    visitor.open_chat()
    visitor.ask(COST)
    visitor.answered()
    kept = visitor.kept()
    visitor.page.get_by_role("button", name="Options").click()
    visitor.page.get_by_role("button", name="Clear this conversation").click()
    visitor.page.get_by_role("button", name="Delete it").click()
    expect(visitor.page.locator(".chat-said")).to_have_count(0)
    assert "id" not in visitor.kept()
    left = visitor.page.request.get(
        f"{visitor.site.url}/api/v1/conversations/{kept['id']}/messages/",
        headers={"Authorization": f"Bearer {kept['token']}"},
    )
    assert left.status == 404


def test_a_person_can_be_asked_for_and_a_copy_be_sent(visit: Visits) -> None:
    visitor = visit()
    visitor.open_chat()
    visitor.ask(COST)
    visitor.answered()
    visitor.page.get_by_role("button", name="Options").click()
    visitor.page.get_by_role("button", name="Talk to Maya Lindqvist").click()
    visitor.answered()
    expect(visitor.page.locator(".chat-reply").last).to_contain_text("Maya Lindqvist")
    visitor.page.get_by_role("button", name="Options").click()
    visitor.page.get_by_role("button", name="Email me this conversation").click()
    visitor.page.get_by_label("Send a copy to").fill("copy@example.com")
    visitor.page.get_by_role("button", name="Send the copy").click()
    note = visitor.page.locator(".chat-note")
    expect(note).to_contain_text("A copy of this conversation is on its way")
    email_on_disk(visitor.site, "To: copy@example.com")


def test_events_are_read_right_wherever_the_stream_is_cut(visit: Visits) -> None:
    page = visit().page
    text = (
        "\ufeff: a comment\r\n\r\nevent: delta\r\ndata: one\r\ndata: two\r\n\r\n"
        "data: plain\n\n: beat\n\nevent: done\rdata:{}\r\r"
    )
    expected = [
        {"event": "delta", "data": "one\ntwo"},
        {"event": "message", "data": "plain"},
        {"event": "done", "data": "{}"},
    ]
    # The last blank line ends with a carriage return, which is held until more comes.
    for events in page.evaluate(EVENTS, text + "\n"):
        assert events == expected


def test_a_reply_can_hold_links_and_lists_but_never_markup(visit: Visits) -> None:
    page = visit().page
    made = page.evaluate(
        """async (text) => {
          const { rich } = await import('/static/chatbot/text.js');
          const box = document.createElement('div');
          box.append(rich(text));
          return {
            names: [...box.querySelectorAll('*')].map((node) => node.localName),
            links: [...box.querySelectorAll('a')].map((node) => node.getAttribute('href')),
            text: box.textContent,
          };
        }""",
        "Here is **what** <b>you</b> get:\n- one\n- two (see https://example.com/a_(b)).\n\n"
        "[ours](https://example.com/x) [bad](javascript:alert(1)) javascript:alert(2) "
        "mailto:a@example.com <img src=x onerror=alert(3)> tel:+4685550 "
        "Write to b.c+d@mail.example.co.uk. Not @here or a@b",
    )
    assert set(made["names"]) == {"p", "ul", "li", "strong", "a"}
    assert made["links"] == [
        "https://example.com/a_(b)",
        "https://example.com/x",
        "mailto:a@example.com",
        "tel:+4685550",
        "mailto:b.c+d@mail.example.co.uk",
    ]
    assert "<img src=x onerror=alert(3)>" in made["text"]
    assert "[bad](javascript:alert(1)) javascript:alert(2)" in made["text"]
