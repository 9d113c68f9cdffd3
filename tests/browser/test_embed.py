"""The script on the founder's own site: ordinary, strict and hostile pages."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.host_site import HostSite
from tests.browser.visitors import SECONDS, Guests

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

COST = "What does a single session cost?"


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/strict",
        "/trusted-types",
        "/small-root",
        "/hides-empty",
        "/twice",
        "/old-doctype",
        "/rtl",
        "/dark",
    ],
)
def test_one_named_button_of_the_same_size_on_any_page_and_a_chat_that_answers(
    guest: Guests, path: str
) -> None:
    visitor = guest(path)
    expect(visitor.button).to_have_count(1)
    expect(visitor.page.get_by_role("button", name="Ask a question")).to_be_visible()
    box = visitor.button.bounding_box()
    assert box and 46 <= box["height"] <= 52 and 150 <= box["width"] <= 220
    assert abs(box["x"] + box["width"] - 1260) < 2
    assert abs(box["y"] + box["height"] - 780) < 2
    assert visitor.button.evaluate("node => getComputedStyle(node).opacity") == "1"
    visitor.open()
    visitor.ask(COST)
    expect(visitor.panel.locator(".chat-reply").last).to_contain_text("150")


def test_nothing_is_asked_or_kept_before_somebody_wants_it(guest: Guests) -> None:
    visitor = guest("/?utm_source=news&gclid=abc", referer="https://www.google.com/")
    visitor.button.wait_for()
    visitor.page.mouse.wheel(0, 2000)
    visitor.page.wait_for_timeout(1500)
    assert visitor.asked_us() == ["/embed.js"]
    assert visitor.stored() == {}
    assert visitor.context.cookies() == []
    assert visitor.page.locator("iframe").count() == 0
    visitor.button.hover()
    assert visitor.page.locator(f'link[rel=preconnect][href="{visitor.site.url}"]').count() == 1
    assert visitor.asked_us() == ["/embed.js"]
    visitor.open()
    assert visitor.context.cookies() == []


def test_the_keyboard_alone_opens_closes_and_comes_back(guest: Guests) -> None:
    visitor = guest()
    page = visitor.page
    page.get_by_role("link", name="Other").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.localName") == "coach-chat"
    expect(visitor.button).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("Enter")
    field = visitor.panel.get_by_label("Your message")
    expect(field).to_be_focused()
    expect(visitor.button).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Escape")
    expect(page.locator("coach-chat iframe")).to_be_hidden()
    assert page.evaluate("document.activeElement.localName") == "coach-chat"
    expect(visitor.button).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("Enter")
    expect(field).to_be_focused()


def test_a_site_that_is_not_listed_is_told_the_line_to_add(guest: Guests, host: HostSite) -> None:
    told: list[str] = []
    visitor = guest("/", at=host.stranger, complains=("EMBED_ORIGINS",))
    told += visitor.watch.complaints
    assert any("EMBED_ORIGINS" in text and host.stranger in text for text in told)
    expect(visitor.page.locator("coach-chat")).to_have_count(0)
    for call in ("open()", "toggle()", "setLocale('de')", "reset()", "destroy()"):
        visitor.page.evaluate(f"CoachChat.{call}")


def test_the_browser_holds_the_list_too(guest: Guests, host: HostSite) -> None:
    visitor = guest(
        "/", at=host.stranger, complains=("EMBED_ORIGINS", "frame-ancestors", "violates")
    )
    visitor.page.evaluate(
        """url => { const frame = document.createElement('iframe'); frame.src = url;
          document.body.append(frame) }""",
        f"{visitor.site.url}/widget/?embed=1#{host.stranger}",
    )
    visitor.page.wait_for_timeout(1500)
    assert visitor.page.frame_locator("body > iframe").get_by_label("Your message").count() == 0


def test_a_site_that_swaps_its_body_keeps_button_and_running_chat(guest: Guests) -> None:
    visitor = guest()
    visitor.open()
    visitor.ask(COST)
    visitor.page.evaluate(
        """document.body.replaceWith(
          Object.assign(document.createElement('body'), {textContent: 'New page'}))"""
    )
    expect(visitor.button).to_have_count(1)
    expect(visitor.panel.locator(".chat-reply").last).to_contain_text("150")
    visitor.page.evaluate("document.querySelector('coach-chat').remove()")
    expect(visitor.button).to_be_visible()
    expect(visitor.panel.locator(".chat-reply").last).to_contain_text("150")


def test_the_chat_goes_on_after_a_reload_and_on_the_next_page(guest: Guests) -> None:
    visitor = guest()
    visitor.open()
    visitor.ask(COST)
    visitor.page.reload()
    expect(visitor.panel.locator(".chat-reply").last).to_contain_text("150")
    visitor.page.get_by_role("link", name="Other").click()
    expect(visitor.panel.locator(".chat-reply").last).to_contain_text("150")
    assert len([path for path in visitor.asked_us() if path == "/api/v1/conversations/"]) == 1


def test_denied_storage_breaks_nothing(guest: Guests) -> None:
    deny = (
        "for (const name of ['localStorage', 'sessionStorage'])"
        " Object.defineProperty(window, name,"
        " {get() { throw new DOMException('no', 'SecurityError') }})"
    )
    visitor = guest(prepare=deny)
    visitor.open()
    visitor.ask(COST)
    expect(visitor.panel.locator(".chat-reply").last).to_contain_text("150")


def test_attributes_and_the_pages_language_are_followed(guest: Guests) -> None:
    visitor = guest("/attributes")
    expect(visitor.page.get_by_role("button", name="Pregunte")).to_be_visible()
    box = visitor.button.bounding_box()
    assert box and abs(box["x"] - 20) < 2
    assert (
        visitor.button.evaluate("node => getComputedStyle(node).backgroundColor")
        == "rgb(0, 170, 119)"
    )
    visitor.button.click()
    expect(
        visitor.panel.get_by_label("Tu mensaje").or_(visitor.panel.get_by_label("Su mensaje"))
    ).to_be_visible()
    german = guest("/german")
    assert "question" not in german.button.inner_text()


def test_calls_before_the_script_has_come_are_kept(guest: Guests) -> None:
    visitor = guest("/early")
    expect(visitor.panel.get_by_label("Your message")).to_be_visible()
    assert visitor.page.evaluate("document.documentElement.dataset.heard") == "ready"


def test_the_interface_does_what_its_names_say_and_events_hold_no_personal_data(
    guest: Guests,
) -> None:
    visitor = guest()
    page = visitor.page
    page.evaluate(
        """() => {
          window.heard = [];
          for (const name of ['ready', 'opened', 'closed', 'message:sent', 'message:received',
            'conversation:started', 'lead:captured', 'handoff:requested', 'error'])
            document.addEventListener('coachchat:' + name, e => heard.push([name, e.detail]));
          CoachChat.setInput('Hello there');
        }"""
    )
    expect(page.locator("coach-chat iframe")).to_be_hidden()
    page.evaluate("CoachChat.open()")
    expect(visitor.panel.get_by_label("Your message")).to_have_value("Hello there")
    page.evaluate("CoachChat.toggle()")
    expect(page.locator("coach-chat iframe")).to_be_hidden()
    page.evaluate("CoachChat.hide()")
    expect(visitor.button).to_be_hidden()
    page.evaluate("CoachChat.show()")
    expect(visitor.button).to_be_visible()
    page.evaluate("text => CoachChat.sendMessage(text)", COST)
    expect(visitor.panel.locator(".chat-reply").last).to_contain_text("150")
    visitor.ask("I would like to talk to a person")
    visitor.ask("ada.private@example.com")
    page.wait_for_function(
        "heard.some(([name]) => ['lead:captured', 'handoff:requested'].includes(name))"
    )
    heard = page.evaluate("heard")
    names = [name for name, _detail in heard]
    for name in ("opened", "closed", "message:sent", "message:received", "conversation:started"):
        assert name in names
    assert "ada.private" not in json.dumps(heard) and COST not in json.dumps(heard)
    page.evaluate("CoachChat.setLocale('de')")
    expect(
        visitor.panel.get_by_label("Ihre Nachricht").or_(
            visitor.panel.get_by_label("Deine Nachricht")
        )
    ).to_be_visible()
    page.evaluate("CoachChat.destroy()")
    expect(page.locator("coach-chat")).to_have_count(0)
    assert page.evaluate("window.CoachChat === undefined")


def test_reset_forgets_the_chat_of_whoever_was_there(guest: Guests) -> None:
    visitor = guest()
    visitor.open()
    visitor.ask(COST)
    visitor.page.evaluate("CoachChat.reset()")
    expect(visitor.panel.locator(".chat-said")).to_have_count(0)
    visitor.page.reload()
    visitor.page.evaluate("CoachChat.open()")
    visitor.panel.get_by_label("Your message").wait_for()
    visitor.page.wait_for_timeout(500)
    expect(visitor.panel.locator(".chat-said")).to_have_count(0)


def test_messages_from_anybody_else_are_not_believed(guest: Guests) -> None:
    visitor = guest()
    visitor.open()
    visitor.page.evaluate("postMessage({coachchat: 1, type: 'close'}, '*')")
    visitor.page.evaluate(
        """() => { const frame = document.createElement('iframe'); document.body.append(frame);
          frame.contentWindow.eval("parent.postMessage({coachchat: 1, type: 'close'}, '*')") }"""
    )
    visitor.page.wait_for_timeout(300)
    expect(visitor.page.locator("coach-chat iframe")).to_be_visible()
    # Nor does the panel believe another window than its parent.
    inside = next(frame for frame in visitor.page.frames if "/widget/" in frame.url)
    inside.evaluate("postMessage({coachchat: 1, type: 'send', text: 'forged'}, '*')")
    visitor.page.wait_for_timeout(500)
    expect(visitor.panel.locator(".chat-said")).to_have_count(0)


def test_on_a_phone_it_fills_the_screen_and_gives_the_page_back(guest: Guests) -> None:
    visitor = guest(width=390, height=780, phone=True)
    visitor.button.tap()
    frame = visitor.page.locator("coach-chat iframe")
    expect(visitor.panel.get_by_role("button", name="Close the chat")).to_be_visible()
    box = frame.bounding_box()
    assert box == {"x": 0, "y": 0, "width": 390, "height": 780}
    assert visitor.page.evaluate("getComputedStyle(document.documentElement).overflow") == "hidden"
    visitor.panel.get_by_role("button", name="Close the chat").tap()
    expect(frame).to_be_hidden()
    expect(visitor.button).to_be_visible()
    assert visitor.page.evaluate("document.documentElement.style.overflow") == ""


def test_the_page_beside_the_panel_stays_usable(guest: Guests) -> None:
    visitor = guest()
    visitor.open()
    visitor.page.get_by_role("link", name="Other").click()
    visitor.page.wait_for_url("**/other")


def test_first_and_last_touch_reach_the_lead_without_storage(guest: Guests, host: HostSite) -> None:
    visitor = guest(
        "/?utm_source=news&utm_campaign=spring&gclid=abc123&email=me@example.com#top",
        referer="https://www.google.com/search?q=secret",
    )
    page = visitor.page
    visitor.button.wait_for()
    page.get_by_role("link", name="Other").click()
    page.wait_for_url("**/other")
    visitor.button.wait_for()
    page.goto(f"{host.url}/strict?page_id=7")
    assert visitor.stored() == {}
    with page.expect_request("**/api/v1/conversations/") as started:
        visitor.open()
    sent: Any = started.value.post_data_json
    assert sent["page_url"] == f"{host.url}/strict?page_id=7"
    assert sent["utm"] == {"utm_source": "news", "utm_campaign": "spring", "gclid": "abc123"}
    assert sent["referrer"] == "https://www.google.com/search"
    first = sent["first_touch"]
    assert first["utm"]["utm_source"] == "news" and first["referrer"] == sent["referrer"]
    assert first["page_url"] == f"{host.url}/"


def test_when_our_server_does_not_answer_the_button_says_so(guest: Guests) -> None:
    visitor = guest(complains=("Failed to load", "net::ERR"))
    visitor.button.wait_for()
    visitor.page.route("**/widget/**", lambda route: route.abort())
    visitor.button.click()
    expect(visitor.page.get_by_role("button", name="Not available right now")).to_be_visible(
        timeout=15 * SECONDS
    )
    visitor.page.unroute("**/widget/**")
    visitor.open()
