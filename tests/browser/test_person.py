"""A visitor and a founder, each in a real browser: the chat on one side, the desk on the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.axe import axe_source
from tests.browser.visitors import SECONDS, Guests, Visit, Visits, Watch
from tests.live_site import LiveSite
from tests.staff_session import staff_cookie

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

ASK = "I want to talk to a human"
ONLINE = "Do you work online?"
NASTY = "<img src=x onerror=alert(1)> & so on"
AXE = """async () => {
  const found = await axe.run("#content-main", {
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], iframes: false,
  });
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html)}`);
}"""

Sit = Callable[..., Page]


@pytest.fixture
def sit(site: LiveSite, chromium: Browser) -> Iterator[Sit]:
    """Open the desk of a conversation: ``sit(id, "maya", width=390)``; nothing may complain."""
    watch, contexts = Watch(), []

    def open_desk(conversation: str, name: str = "maya", width: int = 1280) -> Page:
        context = chromium.new_context(viewport={"width": width, "height": 844})
        context.add_cookies([staff_cookie(site, name)])
        contexts.append(context)
        page = context.new_page()
        watch.listen(page)
        page.goto(f"{site.url}/admin/chatbot/conversation/{conversation}/change/")
        return page

    yield open_desk
    for context in contexts:
        context.close()
    # Somebody else has it, or it is gone: browsers report the status.
    assert watch.unexpected(("409 (Conflict)", "410 (Gone)")) == []


def waiting(visitor: Visit) -> str:
    """The visitor asks for a person; gives the conversation's id."""
    visitor.ask(ASK)
    visitor.answered()
    return str(visitor.kept()["id"])


def reply(desk: Page, text: str) -> None:
    desk.get_by_label("Your answer").fill(text)
    desk.get_by_role("button", name="Send", exact=True).click()
    expect(desk.get_by_label("Your answer")).to_have_value("")


def test_a_conversation_from_the_wish_to_the_assistant_again(visit: Visits, sit: Sit) -> None:
    visitor = visit("/widget/")
    page = visitor.page
    desk = sit(waiting(visitor), width=390)
    expect(desk.get_by_text("The visitor asked for you.")).to_be_visible()
    reply(desk, f"Hello, Maya here. {NASTY}")
    said = page.locator(".chat-reply").last
    expect(said).to_contain_text("Maya Lindqvist", timeout=10 * SECONDS)
    expect(said).to_contain_text(NASTY)
    expect(page.locator("#chat-about")).to_have_text("Maya Lindqvist, in person")
    expect(desk.get_by_text("You have this conversation.")).to_be_visible()

    visitor.ask("Can you call me tomorrow?")
    visitor.answered()
    expect(desk.locator(".talk-visitor").last).to_contain_text(
        "Can you call me tomorrow?", timeout=10 * SECONDS
    )
    expect(page.locator(".chat-said")).to_have_count(2)
    expect(page.locator(".chat-failed")).to_have_count(0)
    replies = page.locator(".chat-reply").count()

    # Whoever comes back finds it as it was, and nothing is asked for again.
    page.reload()
    expect(page.locator(".chat-said")).to_have_count(2)
    expect(page.locator(".chat-reply")).to_have_count(replies)
    expect(page.locator("#chat-about")).to_have_text(
        "Maya Lindqvist, in person", timeout=10 * SECONDS
    )
    expect(page.locator(".chat-failed")).to_have_count(0)
    reply(desk, "At nine.")
    expect(page.locator(".chat-reply").last).to_contain_text("At nine.", timeout=10 * SECONDS)
    expect(desk.get_by_text("They have seen your answer.")).to_be_visible(timeout=15 * SECONDS)

    desk.get_by_role("button", name="Hand back to the assistant").click()
    expect(page.get_by_text("The automated assistant answers again.").last).to_be_visible(
        timeout=15 * SECONDS
    )
    expect(page.locator("#chat-about")).to_have_text("Automated assistant")
    visitor.ask(ONLINE)
    visitor.answered()
    expect(page.locator(".chat-reply").last).to_contain_text("video")


def test_nothing_is_asked_while_no_person_is_wanted(visit: Visits) -> None:
    visitor = visit("/widget/")
    visitor.ask(ONLINE)
    visitor.answered()
    visitor.page.wait_for_timeout(3500)
    assert not [path for path in visitor.watch.paths() if "/live" in path]
    assert visitor.page.locator('[data-chat="hours"]').inner_text() != ""


def test_what_comes_while_the_panel_is_closed_is_counted(
    visit: Visits, sit: Sit, site: LiveSite
) -> None:
    visitor = visit("/")
    visitor.open_chat()
    conversation = waiting(visitor)
    visitor.page.get_by_role("button", name="Close the chat").click()
    desk = sit(conversation)
    reply(desk, "Are you still there?")
    launcher = visitor.page.locator("[data-chat-open]")
    expect(launcher).to_have_attribute("data-unread", "1", timeout=20 * SECONDS)
    visitor.page.mouse.wheel(0, 3000)
    launcher.click()
    expect(launcher).to_have_attribute("data-unread", "")
    expect(visitor.page.locator(".chat-reply").last).to_contain_text("Are you still there?")


def test_the_founders_own_site_hears_how_many_are_unread(guest: Guests, sit: Sit) -> None:
    visitor = guest()
    visitor.open()
    visitor.page.evaluate(
        "document.addEventListener('coachchat:unread:changed',"
        " ({ detail }) => { (window.counts ??= []).push(detail.count); })"
    )
    visitor.ask(ASK)
    asked = next(path for path in visitor.asked_us() if path.endswith("/messages/"))
    conversation = asked.split("/")[-3]
    visitor.page.evaluate("CoachChat.close()")
    reply(sit(conversation), "Hello from Maya.")
    visitor.page.wait_for_function("window.counts?.at(-1) === 1", timeout=30 * SECONDS)
    expect(visitor.button).to_have_attribute("data-n", " (1)")
    visitor.page.evaluate("CoachChat.open()")
    visitor.page.wait_for_function("window.counts.at(-1) === 0", timeout=30 * SECONDS)
    expect(visitor.panel.locator(".chat-reply").last).to_contain_text("Hello from Maya.")


def test_two_at_the_desk_see_who_has_it(visit: Visits, sit: Sit) -> None:
    conversation = waiting(visit("/widget/"))
    maya, lena = sit(conversation, "maya"), sit(conversation, "lena")
    reply(maya, "Hello.")
    expect(lena.get_by_text("maya has this conversation.")).to_be_visible(timeout=15 * SECONDS)
    lena.get_by_label("Your answer").fill("And me.")
    lena.get_by_role("button", name="Send", exact=True).click()
    expect(lena.get_by_role("alert")).to_contain_text("has not been sent")
    expect(lena.get_by_label("Your answer")).to_have_value("And me.")
    lena.get_by_role("button", name="Take over from maya").click()
    expect(lena.get_by_text("You have this conversation.")).to_be_visible(timeout=10 * SECONDS)
    expect(maya.get_by_text("lena has this conversation.")).to_be_visible(timeout=20 * SECONDS)


def test_first_words_are_put_into_the_field(visit: Visits, sit: Sit) -> None:
    desk = sit(waiting(visit("/widget/")), width=390)
    desk.get_by_role("button", name="Hello, this is Maya Lindqvist. How can I help?").click()
    expect(desk.get_by_label("Your answer")).to_have_value(
        "Hello, this is Maya Lindqvist. How can I help?"
    )
    desk.keyboard.press("Control+Enter")
    expect(desk.locator(".talk-person")).to_have_count(1)


def test_a_conversation_deleted_meanwhile_is_said_to_be(
    visit: Visits, sit: Sit, site: LiveSite
) -> None:
    conversation = waiting(visit("/widget/", complains=("404",)))
    context_desk = sit(conversation)
    site.manage(
        "shell",
        "-c",
        "from chatbot.models import Conversation as C; "
        f"C.objects.filter(pk='{conversation}').delete()",
    )
    expect(context_desk.get_by_role("alert")).to_contain_text(
        "The visitor has deleted this conversation", timeout=20 * SECONDS
    )
    expect(context_desk.get_by_role("button", name="Send", exact=True)).to_be_disabled()


@pytest.mark.parametrize("width", [390, 1280])
def test_the_desk_fits_and_can_be_used_by_everybody(visit: Visits, sit: Sit, width: int) -> None:
    desk = sit(waiting(visit("/widget/")), width=width)
    assert desk.evaluate("document.documentElement.scrollWidth <= innerWidth")
    desk.evaluate(axe_source())
    assert desk.evaluate(AXE) == []
    sizes: Any = desk.evaluate(
        "[...document.querySelectorAll('#desk button')].filter(b => b.offsetParent)"
        ".map(b => b.getBoundingClientRect().height)"
    )
    assert min(sizes) >= 40
