"""Booking a time inside the conversation, on pages that stand in for Calendly and Cal.com."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.axe import violations
from tests.browser.visitors import SECONDS
from tests.live_site import LiveSite

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

COST = "What does a single session cost?"
CALENDLY = "https://calendly.com/northbound/intro"
CAL = "https://cal.com/northbound/intro"
ELSEWHERE = "https://book.example.com/northbound"
#: Where each takes the reference of the conversation.
REFERENCE = {CALENDLY: "salesforce_uuid", CAL: "metadata[conversation]"}
#: What both do once somebody has booked, and what nobody else may say.
BOOKED = {
    CALENDLY: "{event: 'calendly.event_scheduled', payload: {invitee: {uri: 'https://x/1'}}}",
    CAL: "{originator: 'CAL', type: 'bookingSuccessfulV2', data: {uid: 'abc'}}",
}
STAND_IN = """<!doctype html><title>Pick a time</title><p>Pick a time<script>
addEventListener('message', ({data}) => { document.body.dataset.heard = data.method || '' });
parent.postMessage({originator: 'CAL', type: '__iframeReady', data: {}}, '*');
</script>"""


@dataclass(slots=True)
class Booking:
    """A visitor in front of a business that books elsewhere."""

    page: Page
    asked: list[str]

    def offered(self) -> None:
        """Ask for what the booking card follows."""
        self.page.get_by_label("Your message").fill(COST)
        self.page.get_by_label("Your message").press("Enter")
        expect(self.card).to_be_visible(timeout=15 * SECONDS)

    @property
    def card(self) -> Any:
        """The newest one."""
        return self.page.get_by_role("link", name="Book a time").last

    @property
    def inside(self) -> Any:
        """The frame with the booking page."""
        return next(frame for frame in self.page.frames if "/northbound" in frame.url)

    def query(self) -> dict[str, str]:
        """What the booking page was told in its address."""
        return dict(parse_qsl(urlsplit(self.asked[-1]).query))


Open = Callable[..., Booking]


@pytest.fixture
def booking(site: LiveSite, chromium: Browser) -> Iterator[Open]:
    """``booking(link, path)``; what lies outside is answered here."""
    contexts = []

    def set_link(link: str) -> None:
        site.manage(
            "shell",
            "-c",
            f"from chatbot.models import Business; Business.objects.update(booking_url={link!r})",
        )

    before = site.manage(
        "shell", "-c", "from chatbot.models import Business; print(Business.current().booking_url)"
    ).split()[-1]

    def open_page(link: str, path: str = "/widget/", *, late: float = 0, **options: Any) -> Booking:
        set_link(link)
        context = chromium.new_context(reduced_motion="reduce", **options)
        context.set_default_timeout(10 * SECONDS)
        contexts.append(context)
        asked: list[str] = []

        def answer(route: Route) -> None:
            if not route.request.url.startswith(site.url):
                asked.append(route.request.url)
                time.sleep(late)
                route.fulfill(body=STAND_IN, content_type="text/html")
            else:
                route.continue_()

        context.route("**/*", answer)
        page = context.new_page()
        page.goto(f"{site.url}{path}")
        return Booking(page, asked)

    yield open_page
    for context in contexts:
        context.close()
    set_link(before)


@pytest.mark.parametrize("link", [CALENDLY, CAL])
def test_a_time_is_booked_without_leaving_the_conversation(booking: Open, link: str) -> None:
    visitor = booking(link, "/widget/?utm_source=news&utm_campaign=spring&gclid=abc")
    page = visitor.page
    visitor.offered()
    assert visitor.asked == []
    visitor.card.click()
    view = page.get_by_role("region", name="Book a time")
    expect(view.get_by_role("button", name="Back", exact=True)).to_be_focused()
    expect(page.frame_locator("iframe").get_by_text("Pick a time")).to_be_visible()
    expect(page.get_by_label("Your message")).to_be_hidden()
    assert visitor.query()["utm_source"] == "news"
    assert visitor.query()["utm_campaign"] == "spring"
    assert "gclid" not in visitor.query()
    # What the booking finds its conversation by: signed, and unlike its token it opens nothing.
    kept = page.evaluate("JSON.parse(localStorage.getItem('slipway-chat'))")
    assert visitor.query()[REFERENCE[link]].startswith(kept["id"].replace("-", "") + ":")
    assert kept["token"] not in visitor.asked[-1]
    assert violations(page) == []

    if link == CAL:
        assert urlsplit(visitor.asked[-1]).path == "/northbound/intro/embed"
        assert visitor.query()["embed"]
        # It keeps its page hidden until it is answered.
        expect(page.frame_locator("iframe").locator("body")).to_have_attribute(
            "data-heard", "parentKnowsIframeReady"
        )
    else:
        assert visitor.query()["embed_type"] == "Inline"
        assert visitor.query()["embed_domain"] == urlsplit(page.url).netloc

    for _ in range(2):
        visitor.inside.evaluate(f"parent.postMessage({BOOKED[link]}, '*')")
    spoken = page.locator('[data-chat="spoken"]')
    expect(spoken).to_contain_text("Your time is booked")
    page.keyboard.press("Escape")
    expect(view).to_have_count(0)
    expect(visitor.card).to_be_focused()
    expect(page.locator(".chat-note")).to_have_count(1)
    expect(page.get_by_label("Your message")).to_be_visible()


def test_a_slow_booking_page_is_waited_for_in_words_and_can_be_opened_outside(
    booking: Open,
) -> None:
    visitor = booking(CALENDLY, late=6)
    visitor.offered()
    visitor.card.click()
    page = visitor.page
    wait = page.get_by_text("The booking page is on its way.").first
    expect(wait).to_be_visible()
    out = page.get_by_role("link", name="Open in a new tab")
    expect(out).to_have_attribute("href", re.compile(rf"^{re.escape(CALENDLY)}\?salesforce_uuid="))
    expect(out).to_have_attribute("target", "_blank")
    expect(wait).to_be_hidden(timeout=15 * SECONDS)


def test_nobody_else_can_say_that_a_time_was_booked(booking: Open) -> None:
    visitor = booking(CALENDLY)
    visitor.offered()
    visitor.card.click()
    page = visitor.page
    expect(page.frame_locator("iframe").get_by_text("Pick a time")).to_be_visible()
    page.evaluate(f"postMessage({BOOKED[CALENDLY]}, '*')")
    # Nor a frame inside of theirs, although it has their origin.
    visitor.inside.evaluate(
        "said => { const other = document.createElement('iframe');"
        " other.srcdoc = `<script>top.postMessage(${said}, '*')</script>`;"
        " document.body.append(other) }",
        BOOKED[CALENDLY],
    )
    page.wait_for_timeout(400)
    expect(page.locator(".chat-note", has_text="booked")).to_have_count(0)


def test_a_campaign_of_the_link_itself_is_left_as_it_is(booking: Open) -> None:
    visitor = booking(f"{CALENDLY}?utm_source=site", "/widget/?utm_source=news&utm_medium=email")
    visitor.offered()
    href = visitor.card.get_attribute("href")
    assert href.startswith(f"{CALENDLY}?utm_source=site&salesforce_uuid=")
    assert "utm_medium" not in href


def test_what_was_written_in_the_form_need_not_be_written_again(booking: Open) -> None:
    visitor = booking(CALENDLY)
    page = visitor.page
    page.get_by_label("Your message").fill("Who won the league in 1974?")
    page.get_by_label("Your message").press("Enter")
    form = page.get_by_role("form", name="Leave your email")
    form.get_by_label("Email").fill("ada@example.com")
    form.get_by_text("Add your name or a note").click()
    form.get_by_label("Name").fill("Ada Byron")
    form.get_by_role("checkbox").check()
    form.get_by_role("button", name="Send").click()
    expect(page.locator(".chat-done")).to_be_visible()
    visitor.offered()
    visitor.card.click()
    expect(page.frame_locator("iframe").get_by_text("Pick a time")).to_be_visible()
    assert visitor.query()["email"] == "ada@example.com"
    assert visitor.query()["name"] == "Ada Byron"
    stored = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    assert "ada@example.com" not in stored


@pytest.mark.parametrize(("link", "path"), [(ELSEWHERE, "/widget/"), (CALENDLY, "/")])
def test_any_other_booking_page_opens_in_a_tab_of_its_own_with_the_campaign(
    booking: Open, link: str, path: str
) -> None:
    visitor = booking(link, f"{path}?utm_source=news")
    page = visitor.page
    if path == "/":
        page.mouse.wheel(0, 3000)
        page.get_by_role("button", name="Ask a question").click()
    visitor.offered()
    expect(visitor.card).to_contain_text("opens in a new tab")
    with page.expect_popup() as opened:
        visitor.card.click()
    opened.value.wait_for_load_state()
    told = dict(parse_qsl(urlsplit(opened.value.url).query))
    assert opened.value.url.startswith(f"{link}?utm_source=news")
    # Nobody but these two is given more.
    assert set(told) - {"utm_source"} == ({"salesforce_uuid"} if link == CALENDLY else set())


def test_the_pages_own_button_says_which_campaign_led_here(booking: Open) -> None:
    page = booking(CALENDLY, "/?utm_source=news&utm_campaign=spring&gclid=abc&email=a@b.org").page
    button = page.get_by_role("link", name="Book a first call").first
    expect(button).to_have_attribute("href", f"{CALENDLY}?utm_source=news&utm_campaign=spring")
    page = booking(f"{CALENDLY}?utm_source=site", "/?utm_source=news").page
    button = page.get_by_role("link", name="Book a first call").first
    expect(button).to_have_attribute("href", f"{CALENDLY}?utm_source=site")
