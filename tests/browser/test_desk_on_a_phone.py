"""The desk under a thumb: nothing runs off the screen, and what is pressed is large enough."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.visitors import Watch
from tests.live_site import LiveSite
from tests.staff_session import staff_cookie

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

WIDTH, THUMB = 390, 40
LONG = "Ludwig" * 25
FILL = f"""
from django.utils import timezone
from chatbot.models import Conversation, Handoff, Message
from leads.models import Enquiry, Lead
from ops.models import WebhookDelivery, WebhookEndpoint
talk, _ = Conversation.start(handoff_requested_at=timezone.now())
Handoff.objects.create(conversation=talk, asked_at=timezone.now())
Message.objects.create(conversation=talk, role="visitor", text="{LONG}", client_message_id="1")
for number, name in enumerate(("{LONG}", "<b>Bo</b>", "\u0644\u064a\u0644\u0649", "\U0001f389")):
    email = f"phone{{number}}@example.org"
    lead = Lead.objects.create(email=email, email_key=email, name=name, phone="+46 8 1",
        next_step="Call", next_step_on=timezone.localdate())
    Enquiry.objects.create(lead=lead, source="chat_form", message="{LONG}",
        conversation_id=str(talk.pk) if not number else "")
hook = WebhookEndpoint.objects.create(
    name="{LONG[:70]}", url="https://hook.example/", is_active=False)
row = WebhookDelivery.objects.create(endpoint=hook, event_id="1", event="lead.created",
    body="{{}}", state="given up", last_error="{LONG}")
print("KEYS", talk.pk, Lead.objects.get(email="phone0@example.org").pk, row.pk)
"""
UNDO = """
from chatbot.models import Conversation
from leads.models import Lead
from ops.models import WebhookEndpoint
Lead.objects.filter(email__startswith="phone").delete()
Conversation.objects.filter(messages__text__startswith="Ludwig").delete()
WebhookEndpoint.objects.filter(name__startswith="Ludwig").delete()
"""
#: What is pressed and is lower than a thumb, but for ticks that their cell ticks, links in the
#: middle of a sentence, and links that reach over their whole row.
SMALL = """(thumb) => [...document.querySelectorAll("a, button, input, select, summary, textarea")]
  .filter((one) => one.type !== "hidden" && !one.matches(".skip-to-content-link, .action-select"))
  .filter((one) => one.checkVisibility())
  .filter((one) => !one.matches("p > a")
    || one.textContent.length > one.parentElement.textContent.length / 2)
  .filter((one) => {
    const box = one.getBoundingClientRect();
    const over = getComputedStyle(one, "::after");
    const row = over.position === "absolute" && one.offsetParent?.getBoundingClientRect();
    return Math.max(box.height, row ? row.height : 0) < thumb - 0.5;
  })
  .map((one) => `${one.outerHTML.slice(0, 120)} ${one.getBoundingClientRect().height}`)"""


@pytest.fixture(scope="module")
def keys(site: LiveSite) -> Iterator[list[str]]:
    """Of a conversation that waits, of a lead with a very long name, and of a delivery."""
    printed = site.manage("shell", "-c", FILL)
    yield printed.rpartition("KEYS ")[2].split()
    site.manage("shell", "-c", UNDO)


@pytest.fixture(scope="module")
def signed_in(site: LiveSite) -> Any:
    """The cookie of somebody who may do everything."""
    return staff_cookie(site, "maya")


@pytest.fixture
def phone(chromium: Browser, signed_in: Any) -> Iterator[Page]:
    """In the founder's hand, signed in; nothing may complain."""
    context = chromium.new_context(
        viewport={"width": WIDTH, "height": 844}, is_mobile=True, has_touch=True
    )
    context.add_cookies([signed_in])
    page, watch = context.new_page(), Watch()
    watch.listen(page)
    yield page
    context.close()
    assert watch.unexpected(()) == []


PAGES = [
    "", "chatbot/conversation/", "chatbot/conversation/{0}/change/", "leads/lead/",
    "leads/lead/?status__exact=new", "leads/lead/board/", "leads/lead/{1}/change/",
    "leads/lead/{1}/merge/", "leads/lead/import/", "leads/lead/export/", "ops/figureday/",
    "ops/outboxmessage/", "ops/webhookdelivery/", "ops/webhookdelivery/{2}/change/",
    "ops/datadeed/", "ops/datadeed/person/",
]  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
def test_nothing_runs_off_the_screen_and_everything_is_large_enough(
    site: LiveSite, phone: Page, keys: list[str], path: str
) -> None:
    phone.goto(f"{site.url}/admin/{path.format(*keys)}")
    assert phone.evaluate("document.documentElement.scrollWidth") <= WIDTH
    assert phone.evaluate(SMALL, THUMB) == []


def test_a_list_says_what_each_value_is_and_leaves_out_what_is_empty(
    site: LiveSite, phone: Page, keys: list[str]
) -> None:
    phone.goto(f"{site.url}/admin/ops/webhookdelivery/")
    row = (
        phone.locator("#result_list tbody tr")
        .filter(has_text="given up")
        .or_(phone.locator("#result_list tbody tr").filter(has_text="Given Up"))
    )
    labels = row.locator("[data-label]").evaluate_all("all => all.map((one) => one.dataset.label)")
    assert "Last error" in labels and "State" in labels
    corner = row.locator("td.action-checkbox")
    corner.click(position={"x": 3, "y": 40})
    expect(corner.locator("input")).to_be_checked()
    corner.click(position={"x": 3, "y": 40})
    expect(corner.locator("input")).not_to_be_checked()


def test_a_row_of_the_first_page_opens_wherever_it_is_pressed(
    site: LiveSite, phone: Page, keys: list[str]
) -> None:
    phone.goto(f"{site.url}/admin/")
    row = phone.locator(".today-panel li").filter(has_text="Bo").first
    expect(row.get_by_role("link", name="Call +46 8 1")).to_have_attribute("href", "tel:+4681")
    box = row.bounding_box()
    assert box
    phone.mouse.click(box["x"] + box["width"] - 5, box["y"] + 5)
    expect(phone.locator("h1")).to_have_text("<b>Bo</b>")
