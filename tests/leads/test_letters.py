"""The emails about a lead: in the reader's language, from a valid sender, and no echo."""

from __future__ import annotations

import email
from email import policy
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from chatbot.models import Business
from leads.capture import capture_lead
from ops.letters.rows import EmailWords
from ops.models import OutboxMessage
from ops.outbox.doors.folder import to_file

pytestmark = pytest.mark.django_db

NAMES = [
    "Dr. Maya Lindqvist, Ph.D.",
    'Maya "Coach" Lindqvist',
    "Northbound (Coaching) & Co: [x]; <y>",
    "نام من، مشاور",
    "Łukasz Żółć",
    "王小明",
    "Back\\slash",
    "'Maya'",
    "maya@northbound.example",
    "\u202eMaya",
]


def capture(**values: Any) -> None:
    usual: dict[str, Any] = {"email": "ana@example.org", "consent": True, "source": "api"}
    capture_lead(**usual | values)


def row(kind: str) -> OutboxMessage:
    return OutboxMessage.objects.get(kind=kind)


def test_the_confirmation_is_in_the_visitors_language_and_the_notice_in_the_owners() -> None:
    Business(pk=1, name="Northbound", language="fr").save()
    capture(language="de")
    assert row("lead_confirmation").subject == "Danke für Ihre Nachricht an Northbound"
    assert 'lang="de"' in row("lead_confirmation").html
    assert row("lead_notice").subject == "Nouvelle demande de ana@example.org"
    assert "E-mail: ana@example.org" in row("lead_notice").text


def test_a_browser_that_says_its_language_is_answered_in_it(client: Client) -> None:
    Business(pk=1, name="Northbound", language="es").save()
    for number, (header, subject) in enumerate(
        [("de-AT,de;q=0.9", "Danke"), ("sv", "Gracias"), ("", "Gracias"), ("pt-BR", "Obrigado")]
    ):
        client.post(
            "/api/v1/leads/",
            {"email": f"a{number}@example.org", "consent": True},
            content_type="application/json",
            headers={"Accept-Language": header},
        )
        found = OutboxMessage.objects.get(kind="lead_confirmation", to=f"a{number}@example.org")
        assert found.subject.startswith(subject), header


def test_own_words_reach_the_visitor() -> None:
    Business(pk=1, name="Northbound", booking_url="https://cal.example.com/maya").save()
    EmailWords.objects.create(
        kind="lead_confirmation", language="en", body="Ahoy from {person}\n\n[Book]({booking_url})"
    )
    capture()
    found = row("lead_confirmation")
    assert "Ahoy from Northbound" in found.text
    assert 'href="https://cal.example.com/maya"' in found.html


def test_no_text_of_a_stranger_comes_back_to_them() -> None:
    advert = "WIN https://spam.example"
    capture(name=advert, message=advert, phone="WIN", page_url="https://spam.example/WIN")
    found = row("lead_confirmation")
    assert "WIN" not in f"{found.subject}{found.text}{found.html}{found.headers}{found.reply_to}"
    assert "spam.example" not in f"{found.subject}{found.text}{found.html}"


@pytest.mark.parametrize("name", NAMES)
def test_any_name_of_a_business_or_a_visitor_leaves_as_a_valid_email(
    name: str, settings: Settings, tmp_path: Path
) -> None:
    settings.EMAIL_FILE_DIR = tmp_path
    settings.DEFAULT_FROM_EMAIL = f"{name} <hello@northbound.example>"
    Business(pk=1, name=name, coach_name=name).save()
    capture(name=name, message=name)
    for kind in ("lead_confirmation", "lead_notice"):
        found = row(kind)
        to_file(found)
        raw = (tmp_path / f"{found.pk}.eml").read_bytes()
        mail = email.message_from_bytes(raw, policy=policy.default)
        (sender,) = mail["From"].addresses
        assert sender.addr_spec == "hello@northbound.example"
        assert sender.display_name == name.replace("\u202e", "") or "\u202e" in name
        assert mail["Subject"].strip() == found.subject
        assert not mail.defects and not mail["From"].defects and not mail["Subject"].defects
        assert len(mail["To"].addresses) == 1
        kinds = [part.get_content_type() for part in mail.iter_parts()]
        assert kinds == ["text/plain", "text/html"], "the text comes first (RFC 2046, 5.1.4)"
        assert all(len(line) <= 998 for line in raw.splitlines())


def test_a_name_in_persian_stands_in_its_own_direction() -> None:
    capture(name="مریم", message="سلام\nSecond line")
    found = row("lead_notice")
    assert '<span dir="rtl">مریم</span>' in found.html
    assert "\u2068مریم\u2069" in found.text
    assert "\u2068" not in found.subject
