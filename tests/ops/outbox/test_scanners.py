"""Mail scanners open every link of every email, more than once and from anywhere: nothing changes.

Every kind of email is caused the way people cause it, then each address in it (text, HTML and
headers) is asked for as scanners do, with what its pages lead to. What a person does afterwards
still works.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from html import unescape
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from django.apps import apps
from django.conf import settings as django_settings
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from chatbot import transcript
from chatbot.models import Business, Conversation, Message
from chatbot.person import mail as person_mail
from leads.capture import capture_lead
from leads.models import Lead
from ops.outbox import suppression, topics
from ops.outbox.enqueue import enqueue
from ops.outbox.rows import OutboxMessage
from ops.outbox.suppression import Suppression
from tests.chatbot.accounts.people import PASSWORD
from tests.leads.bookings.payloads import CALENDLY_SECRET, calendly, send
from tests.ops.team import people

pytestmark = pytest.mark.django_db

ANA = "ana@example.org"
#: What asking for a page is counted in, and what a visit leaves: no deed of anybody's.
COUNTED = ("sessions.Session", "ops.FigureDay", "ops.ChoreRun")
#: Addresses that scanners ask from, and what they say they are.
FROM = ("203.0.113.7", "198.51.100.8", "2001:db8::9")
AGENTS = ("Mozilla/5.0 (Windows NT 10.0) Chrome/120", "BarracudaLinkProtect/1.0", "")
URL = re.compile(r"https?://[^\s<>\"')]+")


@pytest.fixture(autouse=True)
def site(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.OWNER_EMAIL = "maya@northbound.example.com"
    settings.ACCOUNTS = True
    settings.CALENDLY_WEBHOOK_SECRET = [CALENDLY_SECRET]
    monkeypatch.setitem(topics._titles, "news", "News")
    Business(
        pk=1, name="Northbound", coach_name="Maya", contact_email="maya@northbound.example.com",
        booking_url="http://testserver/book",
    ).save()  # fmt: skip


def cause_every_email(client: Client) -> None:
    """One of each kind, by the doors that people use."""
    talk, _ = Conversation.start()
    for role, text in (("visitor", "What does it cost?"), ("assistant", "120 euros.")):
        said = Message.objects.create(conversation=talk, role=role, text=text)
    capture_lead(
        email=ANA, name="Ana", message="Hi", consent=True, source="chat",
        conversation_id=str(talk.pk),
    )  # fmt: skip
    assert transcript.send(conversation=talk, to=ANA) is not None
    person_mail.notice(talk)
    person_mail.reminder(talk)
    person_mail.wrote_again(talk, -1)
    said.answered_by = "Maya"
    person_mail.to_visitor(talk, [said], to=ANA, business=Business.current())
    assert client.post("/privacy/your-data/", {"step": "ask", "email": ANA}).status_code == 200
    signed_up = {"email": "bo@example.org", "password1": PASSWORD}
    answer = client.post("/accounts/signup/", signed_up)
    assert answer.status_code == 302
    assert (
        Client().post("/accounts/password/reset/", {"email": "bo@example.org"}).status_code == 302
    )
    assert send(calendly()).status_code == 200
    enqueue(to=ANA, subject="News", text="Words.", html="<p>Words.</p>", kind="news")


KINDS = {
    "lead_confirmation", "lead_notice", "transcript", "handoff_notice", "handoff_reminder",
    "handoff_message", "person_reply", "your_data", "account", "booking_notice", "news",
}  # fmt: skip


def everything() -> dict[str, Counter[str]]:
    """Every row of every table, but for what counts visits."""
    return {
        model._meta.label: Counter(
            json.dumps(row, default=str, sort_keys=True) for row in model._default_manager.values()
        )
        for model in apps.get_models()
        if model._meta.label not in COUNTED and model._meta.managed
    }


def links(email: OutboxMessage) -> set[str]:
    """Every address in an email."""
    found = set(URL.findall(email.text))
    found |= {unescape(one) for one in URL.findall(email.html)}
    for value in email.headers.values():
        found |= set(URL.findall(value))
    return {one.rstrip(".,") for one in found}


def ours(found: set[str]) -> set[str]:
    house = urlsplit(django_settings.SITE_URL).netloc
    return {one for one in found if urlsplit(one).netloc == house}


def hrefs(page: str, base: str) -> set[str]:
    """What a page leads to, and what its forms would ask for."""
    found = re.findall(r"""(?:href|src|action)=["']([^"'#]+)""", page)
    return {urljoin(base, unescape(one)) for one in found}


def scan(where: set[str]) -> set[str]:
    """Ask for all of it in every way that must change nothing; returns what the pages lead to."""
    further: set[str] = set()
    for url in sorted(where):
        parts = urlsplit(url)
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        for number, (address, agent) in enumerate(zip(FROM, AGENTS, strict=True)):
            client = Client(REMOTE_ADDR=address, HTTP_USER_AGENT=agent)
            for _ in range(2):
                for ask in (client.head, client.options, client.get):
                    answer: Any = ask(path, follow=True)
                    assert answer.status_code < 500, (path, answer.status_code)
            if number == 0 and "html" in answer.get("Content-Type", ""):
                further |= hrefs(answer.content.decode(), url)
    return further


def test_scanners_change_nothing_and_people_still_can(client: Client) -> None:
    cause_every_email(client)
    emails = list(OutboxMessage.objects.all())
    assert {email.kind for email in emails} >= KINDS
    before = everything()
    first = ours(set().union(*map(links, emails)))
    assert len(first) > 5
    # A link to sign in or to leave may stand on any page; those are asked for as well.
    second = ours(scan(first)) - first
    scan(second)
    after = everything()
    changed = {label for label in before if before[label] != after[label]}
    assert changed == set()
    assert suppression.barred(ANA, "news") is None

    # The code of the email about one's data was not used up, nor the way to an account.
    code = OutboxMessage.objects.get(kind="your_data").text
    (typed,) = re.findall(r"^    (\S+)$", code, re.MULTILINE)
    proof = {"step": "code", "email": ANA, "code": typed}
    page = client.post("/privacy/your-data/", proof, follow=True)
    assert page.status_code == 200 and ANA in page.content.decode()
    assert Lead.objects.filter(email=ANA).exists()


def stop_link() -> tuple[str, OutboxMessage]:
    row = enqueue(to=ANA, subject="News", text="Words.", html="<p>Words.</p>", kind="news")
    return row.headers["List-Unsubscribe"].strip("<>"), row


def test_one_click_is_a_post_without_a_cookie_and_may_come_twice(settings: Settings) -> None:
    """RFC 8058, section 3.2: nothing but what stands in the header, and nothing else is needed."""
    url, row = stop_link()
    assert row.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    path = urlsplit(url).path
    strict = Client(enforce_csrf_checks=True)
    for way in ("get", "head"):
        assert getattr(strict, way)(path).status_code == 200
    assert suppression.barred(ANA, "news") is None
    form = "application/x-www-form-urlencoded"
    for _ in range(3):
        answer = Client(enforce_csrf_checks=True, REMOTE_ADDR="203.0.113.9").post(
            path, "List-Unsubscribe=One-Click", content_type=form
        )
        assert answer.status_code == 200 and not answer.cookies
    multipart = Client(enforce_csrf_checks=True).post(path, {"List-Unsubscribe": "One-Click"})
    assert multipart.status_code == 200, "RFC 8058 allows this form too"
    assert Suppression.objects.count() == 1
    assert suppression.barred(ANA, "news") is not None
    # Of this kind alone: what answers something they did still comes.
    assert suppression.barred(ANA, "lead_confirmation") is None
    again = enqueue(to=ANA, subject="More", text="Words.", kind="news")
    assert (again.state, again.fate) == ("failed", "suppressed")


@pytest.mark.parametrize("method", ["put", "patch", "delete", "options", "trace"])
def test_other_methods_stop_nothing(method: str) -> None:
    path = urlsplit(stop_link()[0]).path
    assert getattr(Client(), method)(path).status_code == 405
    assert not Suppression.objects.exists()


def test_a_link_that_was_cut_or_changed_stops_nobody() -> None:
    path = urlsplit(stop_link()[0]).path
    token = path.split("/")[-2]
    for bad in (token[:-1], token + "A", token.swapcase(), "x", "%00", "é"):
        answer = Client().post(f"/email/stop/{bad}/", {"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 404
    assert not Suppression.objects.exists()


def test_nothing_transactional_carries_a_way_out_and_the_rest_does(client: Client) -> None:
    cause_every_email(client)
    for row in OutboxMessage.objects.all():
        assert ("List-Unsubscribe" in row.headers) is (row.kind == "news"), row.kind


def test_staff_links_ask_strangers_to_sign_in(client: Client) -> None:
    cause_every_email(client)
    notices = OutboxMessage.objects.filter(kind__in=("lead_notice", "handoff_notice"))
    found = [one for row in notices for one in ours(links(row)) if "/admin" in one or "lead" in one]
    assert found
    for url in found:
        answer = Client().get(urlsplit(url).path)
        assert answer.status_code == 302 and "login" in answer["Location"]
    assert reverse("admin:login")
    assert people.owner("maya").pk
