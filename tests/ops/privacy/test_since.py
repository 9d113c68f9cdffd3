"""What was there at a moment: every table of visitors says when a row of it was made."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.utils import timezone

from ops.models import OutboxMessage
from ops.outbox.enqueue import enqueue
from ops.privacy.looking import Looker
from ops.privacy.person import Person
from ops.privacy.processing import VISITORS, tables
from ops.privacy.prove import in_tables
from ops.privacy.since import made_at, made_before, until_of
from ops.privacy.tables import text_fields

ANA = "ana@example.org"
#: Tables whose rows hold no time, and what of a person could stand there all the same.
TIMELESS = {"leads.FitAsking": "which question a conversation is at"}


def test_every_table_of_visitors_with_a_text_says_when_a_row_was_made() -> None:
    models: list[Any] = [apps.get_model(one.label) for one in tables().values()
              if one.of == VISITORS and one.is_personal]  # fmt: skip
    without = {one._meta.label for one in models if text_fields(one) and not made_at(one)}
    assert without == set(TIMELESS)
    assert made_at(OutboxMessage) == "created_at"


@pytest.mark.django_db
def test_rows_of_before_and_of_after() -> None:
    for subject in ("before", "after"):
        enqueue(to=ANA, subject=subject, text="x", kind="account")
    moment = timezone.now()
    OutboxMessage.objects.filter(subject="before").update(created_at=moment - timedelta(hours=1))
    OutboxMessage.objects.filter(subject="after").update(created_at=moment + timedelta(seconds=1))
    rows = OutboxMessage.objects.all()
    assert made_before(rows, None).count() == 2
    assert made_before(rows, moment).get().subject == "before"

    def found(person: str) -> int:
        return sum(cell.table == "ops.OutboxMessage" for cell, _ in in_tables(Looker(person)))

    assert found(Person(ANA, until=moment)) == 1 and found(ANA) == 2


@pytest.mark.django_db
def test_a_session_is_of_when_it_was_last_written_to() -> None:
    store = SessionStore()
    store["who"] = ANA
    store.save()
    now, age = timezone.now(), timedelta(seconds=settings.SESSION_COOKIE_AGE)
    assert made_before(Session.objects.all(), now).exists()
    assert not made_before(Session.objects.all(), now - timedelta(minutes=1)).exists()
    assert Session.objects.get().expire_date <= now + age


def test_an_address_alone_has_no_end() -> None:
    assert until_of(ANA) is None and until_of(Person(ANA)) is None
    moment = timezone.now()
    assert until_of(Person(ANA, until=moment)) == moment
