"""The admin page that puts the chat on another website: the tag, its copy, and the live preview."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, FrameLocator, Page, expect

from tests.browser.axe import axe_source
from tests.browser.visitors import SECONDS, Watch, pasted
from tests.live_site import LiveSite
from tests.staff_session import staff_cookie

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

COUNTS = (
    "from chatbot.models import Conversation as C; from leads.models import Lead; "
    "print(C.objects.filter(is_test=False).count(), C.objects.filter(is_test=True).count(), "
    "Lead.objects.filter(is_test=False).count())"
)
UNDO = (
    "from chatbot.models import Embedding, Business; Embedding.objects.all().delete(); "
    "from chatbot.demo.load import load_demo; load_demo()"
)


#: What is wrong for people with other eyes and hands, in what is ours of the page.
AXE = """async () => {
  const found = await axe.run("#content-main", {
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], iframes: false,
  });
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html)}`);
}"""


@pytest.fixture(scope="module")
def signed_in(site: LiveSite, chromium: Browser) -> Iterator[Any]:
    """The cookies of somebody who may do everything; what they changed is undone."""
    context = chromium.new_context()
    page = context.new_page()
    context.add_cookies([staff_cookie(site, "embed")])
    page.goto(f"{site.url}/admin/")
    yield context.storage_state()
    context.close()
    site.manage("shell", "-c", UNDO)


Open = Callable[..., Page]


@pytest.fixture
def admin(site: LiveSite, chromium: Browser, signed_in: Any) -> Iterator[Open]:
    """Open the page, signed in; nothing on it may complain."""
    watch = Watch()
    opened = []

    def open_page(width: int = 1280, height: int = 900, **options: object) -> Page:
        context = chromium.new_context(
            viewport={"width": width, "height": height},
            reduced_motion="reduce",
            permissions=["clipboard-read", "clipboard-write"],
            storage_state=signed_in,
            **options,  # type: ignore[arg-type]
        )
        context.set_default_timeout(10 * SECONDS)
        opened.append(context)
        page = context.new_page()
        watch.listen(page)
        page.goto(f"{site.url}/admin/chatbot/embedding/")
        expect(panel(page).get_by_label("Your message")).to_be_visible()
        return page

    yield open_page
    for context in opened:
        context.close()
    assert watch.complaints == []
    assert {r.url for r in watch.requests if not r.url.startswith(f"{site.url}/")} == set()


def shown(page: Page) -> FrameLocator:
    """The website in the preview."""
    return page.frame_locator("#embed-frame")


def panel(page: Page) -> FrameLocator:
    """The panel on it."""
    return shown(page).frame_locator("coach-chat iframe")


def counts(site: LiveSite) -> list[int]:
    """Real conversations, test conversations, real leads."""
    return [int(word) for word in site.manage("shell", "-c", COUNTS).split()[-3:]]


def pick(page: Page, colour: str) -> None:
    """Choose a colour, as the browser's picker does."""
    page.locator("#id_colour").evaluate(
        "(node, value) => { node.value = value;"
        " node.dispatchEvent(new Event('input', {bubbles: true})) }",
        colour,
    )


def test_the_preview_follows_the_form_and_stores_nothing(admin: Open, site: LiveSite) -> None:
    before = counts(site)
    page = admin()
    button = shown(page).locator("coach-chat button")
    expect(button).to_have_text("Ask a question")
    page.get_by_label("Words on the button").fill('Ask "Maya" & co')
    page.get_by_label("Greeting").fill("Hello from the <b>form</b>.")
    expect(button).to_have_text('Ask "Maya" & co')
    expect(panel(page).locator(".chat-log")).to_contain_text("Hello from the <b>form</b>.")
    # Whoever types keeps the focus.
    expect(page.get_by_label("Greeting")).to_be_focused()
    pick(page, "#b3261e")
    expect(button).to_have_css("background-color", "rgb(179, 38, 30)")
    expect(panel(page).locator(".chat-send")).to_have_css("background-color", "rgb(179, 38, 30)")
    page.get_by_label("Bottom left").check()
    # The far side of the preview is at the far side of the page, whatever its scale.
    expect(button).to_have_css("left", "20px")
    page.get_by_label("Language").select_option("de")
    expect(panel(page).get_by_label("Ihre Nachricht")).to_be_visible()
    tag = page.get_by_role("textbox", name="The line to paste").input_value()
    assert tag == (
        f'<script async src="{site.url}/embed.js" data-position="left" data-color="#b3261e" '
        'data-locale="de" data-label="Ask &quot;Maya&quot; &amp; co"></script>'
    )
    page.get_by_label("Words on the button").fill("")
    expect(button).to_have_text("Frage stellen")
    assert counts(site) == before
    # Nothing of it is left for the landing page of the same browser.
    page.goto(f"{site.url}/")
    assert page.evaluate("localStorage.getItem('slipway-chat')") is None


def test_chatting_in_it_works_and_counts_as_a_test(admin: Open, site: LiveSite) -> None:
    real, tests, leads = counts(site)
    page = admin()
    inside = panel(page)
    inside.get_by_label("Your message").fill("What does a single session cost?")
    inside.get_by_label("Your message").press("Enter")
    expect(inside.locator(".chat-log")).to_contain_text("US$150", timeout=15 * SECONDS)
    inside.get_by_label("Your message").fill("maya@example.org")
    inside.get_by_label("Your message").press("Enter")
    inside.locator('[data-chat="log"][aria-busy="false"]').wait_for(timeout=15 * SECONDS)
    assert counts(site) == [real, tests + 1, leads]
    inside.get_by_role("button", name="Options").click()
    inside.get_by_role("button", name="Clear this conversation").click()
    inside.get_by_role("button", name="Delete it").click()
    expect(inside.locator(".chat-said")).to_have_count(0)
    assert counts(site) == [real, tests, leads]


def test_the_tag_is_copied(admin: Open, site: LiveSite) -> None:
    page = admin()
    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_role("status").filter(has_text="Copied")).to_be_visible()
    line = f'<script async src="{site.url}/embed.js"></script>'
    assert pasted(page.get_by_label("Greeting")) == line
    expect(page.get_by_role("textbox", name="The line to paste")).to_have_attribute("readonly", "")


def test_it_is_saved_and_the_line_is_short_again(admin: Open, site: LiveSite) -> None:
    page = admin()
    page.get_by_label("Your websites").fill("coach example")
    page.get_by_label("Words on the button").fill("Ask Maya")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("coach example: write it like")).to_be_visible()
    # What was typed is still there, in the preview too.
    expect(shown(page).locator("coach-chat button")).to_have_text("Ask Maya")
    page.get_by_label("Your websites").fill("www.example.org")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved. Visitors see it")).to_be_visible()
    expect(page.get_by_role("textbox", name="The line to paste")).to_have_value(
        f'<script async src="{site.url}/embed.js"></script>'
    )
    script = page.request.get(f"{site.url}/embed.js").text()
    assert "Ask Maya" in script and re.search(r"https://www\\+\.example\\+\.org", script)


def test_a_phone_in_the_preview_and_the_page_on_a_phone(admin: Open) -> None:
    page = admin()
    page.get_by_label("Phone").check()
    frame = page.locator("#embed-frame")
    expect(frame).to_have_css("width", "390px")
    panel(page).get_by_role("button", name="Close the chat").click()
    expect(shown(page).locator("coach-chat button")).to_be_visible()
    small = admin(width=390, height=800)
    assert small.evaluate("document.documentElement.scrollWidth") <= 390
    expect(small.get_by_label("Phone")).to_be_checked()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_is_in_the_way_of_anybody(admin: Open, scheme: str) -> None:
    page = admin(color_scheme=scheme)
    for entry in page.locator("details.embed-builder").all():
        entry.evaluate("node => node.open = true")
    page.evaluate(axe_source())
    assert page.evaluate(AXE) == []


def test_without_javascript_the_tag_is_there(
    site: LiveSite, chromium: Browser, signed_in: Any
) -> None:
    context = chromium.new_context(java_script_enabled=False, storage_state=signed_in)
    page = context.new_page()
    page.goto(f"{site.url}/admin/chatbot/embedding/")
    expect(page.get_by_role("textbox", name="The line to paste")).to_have_value(
        f'<script async src="{site.url}/embed.js"></script>'
    )
    expect(page.get_by_role("heading", name="Preview")).to_be_hidden()
    expect(page.get_by_role("button", name="Copy")).to_be_hidden()
    context.close()
