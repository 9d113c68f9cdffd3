"""The facts of a real database: its settings, its tables, and the plans it makes."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from pytest_django import Settings

from chatbot.models import Conversation, Message
from leads.models import Lead
from ops.launch.findings import NotApplicable
from ops.launch.gather.inside_database import (
    PostgresFacts,
    SqliteFacts,
    gather_engine,
    gather_postgres,
    gather_reach,
    gather_sqlite,
)
from ops.launch.gather.inside_indexes import IndexFacts, gather_indexes
from ops.launch.gather.inside_schema import gather_migrations
from ops.launch.world import World, target_for
from ops.models import OutboxMessage
from ops.queries import hot_queries
from tests.ops.launch.inside.facts import found

pytestmark = pytest.mark.django_db

#: Rows enough that PostgreSQL would rather use an index than read the table.
MANY = 50_000


@pytest.fixture
def world() -> World:
    return World(target=replace(target_for("chat.mayalindqvist.se"), inside=True))


def only_on(vendor: str) -> None:
    if connection.vendor != vendor:
        pytest.skip(f"the tests run on {connection.vendor}")


def test_the_database_answers(world: World) -> None:
    assert gather_reach(world).reachable
    engine = gather_engine(world)
    assert isinstance(engine, SqliteFacts if connection.vendor == "sqlite" else PostgresFacts)


def test_each_kind_of_facts_is_for_its_own_database(world: World) -> None:
    other: Any = gather_postgres if connection.vendor == "sqlite" else gather_sqlite
    with pytest.raises(NotApplicable):
        other(world)


def test_postgresql_tells_of_itself(world: World) -> None:
    only_on("postgresql")
    facts = gather_postgres(world)
    assert facts.version >= 12
    assert facts.max_connections > facts.reserved >= 0
    assert facts.open_now >= 1
    assert abs(facts.clock) < 5
    assert facts.statement_timeout == 0, "our own time-out must not be taken for the server's"


def test_nothing_is_unapplied_or_unwritten(world: World) -> None:
    facts = gather_migrations(world)
    assert (facts.unapplied, facts.unknown, facts.unwritten, facts.clashing) == ((), (), (), ())


def test_an_unapplied_migration_is_named(world: World) -> None:
    MigrationRecorder(connection).record_unapplied("chatbot", "0010_privacy_note")
    facts = gather_migrations(world)
    assert "chatbot.0010_privacy_note" in facts.unapplied
    assert "chatbot.0010_privacy_note" in found("database.migrations.applied", facts)[0].evidence


def test_a_migration_of_a_newer_release_is_named(world: World) -> None:
    MigrationRecorder(connection).record_applied("leads", "0099_of_tomorrow")
    assert gather_migrations(world).unknown == ("leads.0099_of_tomorrow",)


def test_a_change_without_a_migration_is_named(world: World) -> None:
    field = Lead._meta.get_field("name")
    before = field.max_length
    field.max_length = 201
    try:
        unwritten = gather_migrations(world).unwritten
    finally:
        field.max_length = before
    assert unwritten == ("leads: Alter field name on lead",)


def test_every_declared_index_and_every_hot_query_is_served(world: World) -> None:
    facts = gather_indexes(world)
    assert facts.missing == ()
    assert facts.scans == ()
    assert facts.failed == ()
    assert facts.queries == len(hot_queries()) >= 15
    assert facts.declared >= 60


#: Index, its table, and the hot query that is lost without it ("" where another index serves).
DROPPED = [
    ("leads_lead_recent", "leads_lead", "the list of leads"),
    ("leads_lead_by_status", "leads_lead", "the new leads"),
    ("chatbot_message_outcome", "chatbot_message", "the questions nobody has answered"),
    ("chatbot_message_history", "chatbot_message", ""),
    ("chatbot_conv_recent", "chatbot_conversation", "the list of conversations"),
    ("chatbot_conv_asked", "chatbot_conversation", ""),
    ("chatbot_modelcall_recent", "chatbot_modelcall", "the model calls that may be forgotten"),
    ("ops_outbox_waiting", "ops_outboxmessage", "the emails whose time has come"),
    ("ops_outbox_sending", "ops_outboxmessage", "the emails whose time has come"),
]


@pytest.mark.parametrize(("index", "table", "query"), DROPPED)
def test_a_dropped_index_is_named_with_what_it_costs(
    world: World, index: str, table: str, query: str
) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DROP INDEX {index}")
    facts = gather_indexes(world)
    assert [(gone.name, gone.table) for gone in facts.missing] == [(index, table)]
    if query:
        assert (query, table) in {(scan.query, scan.table) for scan in facts.scans}
    words = found("database.indexes", facts)
    assert index in words[0].summary
    assert table in words[0].summary
    make_again(facts)
    assert gather_indexes(world).missing == ()


def make_again(facts: IndexFacts) -> None:
    """Do what the finding says; CONCURRENTLY only works outside a transaction, as in a shell."""
    with connection.cursor() as cursor:
        for gone in facts.missing:
            cursor.execute(gone.sql.replace(" CONCURRENTLY", ""))


def test_an_index_of_a_foreign_key_is_missed_too(world: World) -> None:
    with connection.cursor() as cursor:
        constraints = connection.introspection.get_constraints(cursor, "leads_enquiry")
        for name, found_there in constraints.items():
            if found_there["columns"] == ["lead_id"] and found_there["index"]:
                cursor.execute(f'DROP INDEX "{name}"')
    facts = gather_indexes(world)
    assert [gone.columns for gone in facts.missing] == [("lead_id",)]
    assert "what a lead asked" in {scan.query for scan in facts.scans}
    make_again(facts)
    assert gather_indexes(world).missing == ()


def fill() -> None:
    """As many rows as a busy year leaves."""
    now = timezone.now()
    conversations = [Conversation(token_hash="", is_test=n % 50 == 0) for n in range(MANY)]
    Conversation.objects.bulk_create(conversations, batch_size=2000)
    Message.objects.bulk_create(
        [
            Message(
                conversation=conversations[n],
                role=Message.Role.VISITOR,
                text="?",
                client_message_id=str(n),
                outcome=Message.Outcome.UNKNOWN if n % 500 == 0 else Message.Outcome.ANSWERED,
            )
            for n in range(MANY)
        ],
        batch_size=2000,
    )
    Lead.objects.bulk_create(
        [
            Lead(
                email=f"{n}@coach.se",
                email_key=f"{n}@coach.se",
                status=Lead.Status.NEW if n % 500 == 0 else Lead.Status.CLOSED,
                created_at=now - timedelta(minutes=n),
            )
            for n in range(MANY)
        ],
        batch_size=2000,
    )
    OutboxMessage.objects.bulk_create(
        [
            OutboxMessage(
                kind="x", to="x", subject="x", text="x", message_id=str(uuid.uuid4()),
                state=OutboxMessage.State.SENT, created_at=now - timedelta(minutes=n),
            )
            for n in range(MANY)
        ],
        batch_size=2000,
    )  # fmt: skip


def nodes(plan: dict[str, Any]) -> list[dict[str, Any]]:
    return [plan, *(node for part in plan.get("Plans", []) for node in nodes(part))]


def test_with_many_rows_every_plan_postgresql_chooses_itself_uses_an_index(world: World) -> None:
    only_on("postgresql")
    fill()
    big = {"chatbot_conversation", "chatbot_message", "leads_lead", "ops_outboxmessage"}
    with connection.cursor() as cursor:
        for table in big:
            cursor.execute(f"ANALYZE {table}")
        for query in hot_queries():
            sql, params = query.make().query.sql_with_params()
            cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}", params)
            plan = cursor.fetchone()[0][0]["Plan"]
            whole = {n["Relation Name"] for n in nodes(plan) if n["Node Type"] == "Seq Scan"}
            assert not whole & big, f"{query.name}: {plan}"
        cursor.execute("DROP INDEX leads_lead_recent")
    facts = gather_indexes(world)
    scan = next(scan for scan in facts.scans if scan.query == "the list of leads")
    assert (scan.table, scan.rows) == ("leads_lead", MANY)
    findings = found("database.indexes", facts)
    assert {finding.severity.value for finding in findings} == {"trust"}


def test_a_database_that_is_away_is_said_in_plain_words(
    world: World, settings: Settings, tmp_path: Path
) -> None:
    from tests.live_site import free_port
    from tests.own_process import printed

    code = (
        "import django; django.setup();"
        "from ops.launch.gather.inside_database import gather_reach;"
        "print(gather_reach(None).why)"
    )
    address = f"postgres://maya:hunter2@127.0.0.1:{free_port()}/slipway"
    words = printed(code, DJANGO_SETTINGS_MODULE="config.settings", DATABASE_URL=address)
    assert words in ("nothing listens at that address and port", "it does not answer in time")
    assert "hunter2" not in words and "maya" not in words
