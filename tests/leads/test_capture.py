"""The only door in."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from leads.capture import LeadRefused, capture_lead, forget_test_leads
from leads.models import Consent, Enquiry, Lead
from ops.models import OutboxMessage
from tests.at_once import at_once

pytestmark = pytest.mark.django_db


def capture(**values: Any) -> None:
    usual: dict[str, Any] = {"email": "ana@example.org", "consent": True, "source": "api"}
    capture_lead(**usual | values)


def test_a_lead_brings_its_evidence_and_both_emails_in_one_go() -> None:
    capture(name="Ana", message="Hello", page_url="https://example.org/?utm_source=news")
    lead = Lead.objects.get()
    consent = Consent.objects.get()
    assert (lead.name, lead.enquiries.get().message) == ("Ana", "Hello")
    assert "may use these details" in consent.text
    assert consent.version and consent.page_url.startswith("https://example.org")
    kinds = {row.kind: row for row in OutboxMessage.objects.all()}
    assert set(kinds) == {"lead_confirmation", "lead_notice"}
    assert kinds["lead_confirmation"].to == "ana@example.org"
    assert kinds["lead_notice"].reply_to == "ana@example.org"


def test_letter_case_does_not_make_a_second_person() -> None:
    capture(email="Ana@Example.org")
    capture(email=" ANA@example.ORG")
    assert Lead.objects.count() == 1
    assert Enquiry.objects.count() == 2
    assert OutboxMessage.objects.filter(kind="lead_confirmation").count() == 1
    assert OutboxMessage.objects.filter(kind="lead_notice").count() == 2


def test_nothing_known_is_overwritten_and_blanks_are_filled() -> None:
    capture(name="Ana")
    capture(name="Somebody Else", phone="+46 8 555 010 20")
    lead = Lead.objects.get()
    assert (lead.name, lead.phone) == ("Ana", "+46 8 555 010 20")


def test_the_first_and_the_last_way_here_are_kept() -> None:
    capture(page_url="https://example.org/a", utm={"source": "ads"})
    capture(page_url="https://example.org/b", utm={"utm_source": "news"})
    lead = Lead.objects.get()
    assert lead.first_touch == {"page_url": "https://example.org/a", "utm_source": "ads"}
    assert lead.last_touch == {"page_url": "https://example.org/b", "utm_source": "news"}


def test_a_day_later_a_confirmation_is_sent_again() -> None:
    capture()
    Lead.objects.update(confirmation_queued_at=timezone.now() - timedelta(hours=25))
    capture()
    assert OutboxMessage.objects.filter(kind="lead_confirmation").count() == 2


def test_the_confirmation_repeats_nothing_a_stranger_typed() -> None:
    advert = "CHEAP-PILLS https://spam.example"
    capture(name=advert, message=advert, phone="CHEAP-PILLS")
    row = OutboxMessage.objects.get(kind="lead_confirmation")
    assert "CHEAP" not in row.subject + row.text + row.html


def test_the_notice_shows_the_visitors_words_as_text() -> None:
    capture(name="<b>Ana</b>", message="<script>alert(1)</script>")
    row = OutboxMessage.objects.get(kind="lead_notice")
    assert "<script>" in row.text
    assert "<script>" not in row.html
    assert "<b>Ana</b>" not in row.html


@pytest.mark.parametrize("name", ["Łukasz Żółć", "محمد علي", "王小明", "Anaïs O’Neil", "Nguyễn"])
def test_names_in_any_script_are_kept(name: str) -> None:
    capture(name=f"  {name} \n")
    assert Lead.objects.get().name == name


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"email": "nonsense"}, "email"),
        ({"consent": False}, "consent"),
        ({"name": "x" * 201}, "name"),
        ({"phone": "1" * 41}, "phone"),
        ({"message": "x" * 4001}, "message"),
    ],
)
def test_what_cannot_be_taken_is_named_and_nothing_is_stored(
    values: dict[str, Any], field: str
) -> None:
    with pytest.raises(LeadRefused) as refused:
        capture(**values)
    assert list(refused.value.errors) == [field]
    assert not Lead.objects.exists()
    assert not OutboxMessage.objects.exists()


def test_a_test_lead_is_confirmed_but_nobody_is_told() -> None:
    capture(is_test=True)
    assert Lead.objects.get().is_test
    assert [row.kind for row in OutboxMessage.objects.all()] == ["lead_confirmation"]
    assert not Lead.objects.new().exists()
    capture()
    assert not Lead.objects.get().is_test


@pytest.mark.django_db(transaction=True)
def test_many_at_once_make_one_lead_and_one_confirmation() -> None:
    at_once(10, lambda number: capture(email=("ana@example.org", "ANA@EXAMPLE.ORG")[number % 2]))
    assert Lead.objects.count() == 1
    assert Enquiry.objects.count() == 10
    assert OutboxMessage.objects.filter(kind="lead_confirmation").count() == 1


def test_a_forgotten_test_conversation_takes_only_those_who_were_ever_a_test() -> None:
    for email, is_test in (("a", True), ("b", True), ("b", False)):
        capture(email=f"{email}@example.org", conversation_id="c-1", is_test=is_test)
    forget_test_leads("c-1")
    assert list(Lead.objects.values_list("email", flat=True)) == ["b@example.org"]
    assert not OutboxMessage.objects.filter(to="a@example.org").exists()
