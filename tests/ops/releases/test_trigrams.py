"""Parts of words are found by an index where the database can have it, and without where not."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.state import ProjectState
from django.db.models import QuerySet

from chatbot.finding import saying
from leads.models import Lead
from leads.work.finding import having, matching
from ops.admin_email import OutboxAdmin
from ops.lists import anywhere
from ops.models import OutboxMessage
from ops.releases.trigrams import AddTrigramIndex, _schema_of_the_extension
from tests.leads.people import lead

pytestmark = [pytest.mark.django_db, pytest.mark.services]


def plan_of(found: QuerySet[Any]) -> str:
    """How PostgreSQL would answer if it had to use an index."""
    sql, params = found.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}", params)
        return json.dumps(cursor.fetchone()[0])


def indexes() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexname FROM pg_indexes WHERE indexdef LIKE '%gin_trgm_ops%'")
        return {name for (name,) in cursor.fetchall()}


def test_every_search_for_a_part_of_a_word_has_its_index() -> None:
    assert indexes() == {
        "leads_lead_words", "leads_enquiry_words", "chatbot_message_words", "ops_outbox_words",
    }  # fmt: skip
    plan = plan_of(having("xylophone"))
    assert "leads_lead_words" in plan and "leads_enquiry_words" in plan
    assert "chatbot_message_words" in plan_of(saying("xylophone").order_by())
    emails = OutboxMessage.objects.filter(anywhere("xylophone", *OutboxAdmin.search_fields))
    assert "ops_outbox_words" in plan_of(emails.order_by())


def test_without_the_extension_the_migration_passes_and_the_search_finds_the_same() -> None:
    lead("ana@example.org", name="Ana Lind")
    operation = AddTrigramIndex("Lead", "leads_lead_words", ["name", "email", "phone"])
    with connection.cursor() as cursor:
        cursor.execute("DROP EXTENSION pg_trgm CASCADE")
        # One of PostgreSQL's own roles, which may make nothing.
        cursor.execute("SET LOCAL ROLE pg_read_all_settings")
        assert _schema_of_the_extension(connection) == ""
        with connection.schema_editor(atomic=False) as editor:
            operation.database_forwards("leads", editor, ProjectState(), ProjectState())
        cursor.execute("RESET ROLE")
    assert indexes() == set()
    assert [one.email for one in matching(Lead.objects.all(), "na lin")] == ["ana@example.org"]
