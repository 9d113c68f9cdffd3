"""The whole way on a real server: a lead, its email through an API, what becomes of it, an answer.

And the pages it is seen on, in a real browser on a phone.
"""

from __future__ import annotations

import http.client
import json
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.sync_api import Page, sync_playwright

from lab import email_calls
from lab.email_apis import KEY, EmailApi
from tests.browser.conftest import CHROMIUM
from tests.live_site import LiveSite, live_site
from tests.staff_session import staff_cookie

pytestmark = pytest.mark.browser
ANA = "ana@example.org"


@pytest.fixture(scope="module")
def postmark() -> Iterator[EmailApi]:
    with EmailApi("postmark") as api:
        yield api


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, postmark: EmailApi) -> Iterator[LiveSite]:
    with live_site(
        tmp_path_factory.mktemp("mail"), EMAIL_PROVIDER="postmark", EMAIL_API_KEY=KEY,
        EMAIL_API_URL=postmark.url, EMAIL_WEBHOOK_SECRET=email_calls.SHARED,
        EMAIL_REPLY_ADDRESS="reply.northbound.example.com",
    ) as running:  # fmt: skip
        yield running


def post(site: LiveSite, path: str, body: bytes, headers: dict[str, str]) -> tuple[int, Any]:
    asked = urllib.request.Request(
        site.url + path, body, {"Content-Type": "application/json", **headers}
    )
    try:
        with urllib.request.urlopen(asked, timeout=60) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        return error.code, json.loads(error.read() or b"{}")


def shell(site: LiveSite, code: str) -> str:
    return site.manage("shell", "--no-imports", "-c", code).strip().splitlines()[-1]


def wait_for(api: EmailApi, count: int) -> None:
    until = time.monotonic() + 30
    while len(api.taken) < count and time.monotonic() < until:
        time.sleep(0.1)
    assert len(api.taken) >= count, "the email did not leave"
    time.sleep(0.5)  # The row is written after the provider has answered.


@pytest.fixture(scope="module")
def bounced(site: LiveSite, postmark: EmailApi) -> str:
    """A lead whose confirmation came back; its address in the admin."""
    lead = json.dumps({"email": ANA, "name": "Ana", "consent": True}).encode()
    assert post(site, "/api/v1/leads/", lead, {})[0] == 201
    wait_for(postmark, 2)
    (place,) = [n for n, mail in enumerate(postmark.taken) if mail["To"] == ANA]
    made = email_calls.call(
        "postmark", "hard", to=ANA, named=postmark.ids[place], at=datetime.now(UTC)
    )
    assert post(site, made.path, made.body, made.headers) == (200, {"received": 1, "stored": 1})
    assert post(site, made.path, made.body, made.headers) == (200, {"received": 1, "stored": 0})
    return shell(site, "from leads.models import Lead; print(Lead.objects.get().pk)")


def test_a_bounce_reaches_the_lead_and_the_next_email_stays(
    site: LiveSite, postmark: EmailApi, bounced: str
) -> None:
    said = shell(
        site,
        "from ops.outbox import history; "
        f"print([one.became for one in history.emails_to('{ANA}')])",
    )
    assert said == "['came back: no such mailbox']"
    body = email_calls.signed("postmark", "/webhooks/email/postmark/", {}).body
    assert post(site, "/webhooks/email/postmark/", body, {})[0] == 401


def test_an_email_with_much_attached_is_taken_and_one_beyond_the_limit_is_not(
    site: LiveSite,
) -> None:
    to = shell(
        site,
        "from ops.outbox.inbound import reply_address; print(reply_address('nothing', 'k'))",
    )
    assert to.endswith("@reply.northbound.example.com")
    path = "/webhooks/email/postmark/inbound/"
    for size in (1000, 6_000_000):
        body = {
            "FromFull": {"Email": "owner@northbound.example.com", "Name": ""},
            "ToFull": [{"Email": to, "Name": ""}], "OriginalRecipient": to, "Subject": "Re: Hello",
            "TextBody": "Yes, Tuesday.", "MessageID": "1",
            "Headers": [{"Name": "Message-ID", "Value": f"<{size}@x>"}],
            "Attachments": [{"Name": "a.bin", "Content": "A" * size,
                             "ContentType": "application/octet-stream"}],
        }  # fmt: skip
        made = email_calls.signed("postmark", path, body)
        assert post(site, path, made.body, made.headers)[0] == 200
    line = http.client.HTTPConnection("127.0.0.1", site.port, timeout=30)
    line.putrequest("POST", path)
    line.putheader("Content-Length", str(27 << 20))
    line.endheaders()
    assert line.getresponse().status == 413, "said before any of it is sent"
    line.close()
    told = shell(
        site,
        "from ops.models import OutboxMessage; "
        "print(list(OutboxMessage.objects.filter(kind='reply_notice').values_list('to')))",
    )
    assert told == str([("owner@northbound.example.com",)] * 2), "nobody there, and that is told"


@pytest.fixture
def page(site: LiveSite) -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        context = browser.new_context(viewport={"width": 390, "height": 800})
        context.add_cookies([staff_cookie(site, "maya")])
        found = context.new_page()
        errors: list[str] = []
        found.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
        yield found
        assert errors == []
        browser.close()


@pytest.mark.parametrize("width", [390, 1280])
def test_the_lead_shows_it_on_a_phone_and_a_desk(
    site: LiveSite, bounced: str, page: Page, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{site.url}/admin/leads/lead/{bounced}/change/")
    assert page.get_by_text("came back: no such mailbox").first.is_visible()
    assert page.get_by_text("Left alone: an email to this address came back").is_visible()
    history = page.locator(".timeline").bounding_box()
    assert history and history["x"] + history["width"] <= width


def test_stopping_emails_takes_one_press(site: LiveSite, page: Page) -> None:
    path = shell(
        site,
        "from ops.outbox import topics; topics.register('news', 'News'); "
        f"print(topics.link('news', '{ANA}'))",
    )
    page.goto(path)
    rows = (
        "from ops.models import Suppression; "
        "print(Suppression.objects.filter(topic='news').count())"
    )
    assert shell(site, rows) == "0"
    page.get_by_role("button").click()
    assert page.get_by_text("no more of these emails").is_visible()
    assert shell(site, rows) == "1"
