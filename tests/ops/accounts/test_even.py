"""How long asking for a new password takes tells nobody who has an account."""

from __future__ import annotations

import time

import pytest
from django.test import Client

from ops.accounts.even import LONG_ENOUGH
from ops.models import OutboxMessage
from tests.chatbot.accounts.people import visitor

pytestmark = pytest.mark.django_db
ANA = "ana@customers.example.com"


def asked(email: str) -> float:
    """Seconds that asking took."""
    client = Client()
    began = time.monotonic()
    answer = client.post("/accounts/password/reset/", {"email": email})
    assert answer.status_code == 302
    return time.monotonic() - began


def test_somebody_known_and_a_stranger_wait_alike() -> None:
    visitor(ANA)
    asked("warm-up@customers.example.com")
    known, unknown = asked(ANA), asked("nobody@customers.example.com")
    assert OutboxMessage.objects.filter(to=ANA).count() == 1
    assert known >= LONG_ENOUGH and unknown >= LONG_ENOUGH
    assert abs(known - unknown) < LONG_ENOUGH / 2


def test_looking_at_the_page_takes_no_longer_than_it_must() -> None:
    Client().get("/accounts/password/reset/")
    began = time.monotonic()
    Client().get("/accounts/password/reset/")
    assert time.monotonic() - began < LONG_ENOUGH
