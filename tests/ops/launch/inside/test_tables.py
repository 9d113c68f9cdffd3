"""Tables somebody changed by hand, a worker of another release, a site that is not this app."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db import OperationalError, ProgrammingError, connection
from pytest_django import Settings

from lab.web_server import Asked, Reply, WebServer
from ops.database import cannot_be_asked
from ops.launch.findings import NotApplicable
from ops.launch.gather.inside_database import ReachFacts
from ops.launch.gather.inside_indexes import IndexFacts, MissingIndex
from ops.launch.gather.inside_running import SenderFacts
from ops.launch.gather.inside_site import OwnSiteFacts, gather_own_site
from ops.launch.gather.inside_tables import (
    TableFacts,
    UpkeepFacts,
    gather_tables,
    gather_upkeep,
)
from ops.launch.gather.staff import gather_passwords
from ops.launch.world import World, target_for
from tests.ops.launch.inside.facts import found, severities
from tests.ops.launch.web.lab import world_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return World(target=replace(target_for("chat.mayalindqvist.se"), inside=True))


def on_postgresql() -> None:
    if connection.vendor != "postgresql":
        pytest.skip(f"the tests run on {connection.vendor}")


def test_fresh_tables_lack_nothing(world: World) -> None:
    assert gather_tables(world) == TableFacts()


def test_a_column_taken_away_by_hand_is_named(world: World) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE chatbot_testimonial RENAME COLUMN quote TO said")
    facts = gather_tables(world)
    assert facts.columns == ("chatbot_testimonial.quote",)
    (finding,) = found("database.tables", facts)
    assert finding.severity.value == "blocker" and "chatbot_testimonial.quote" in finding.evidence


def test_a_lost_reference_and_an_unchecked_rule_are_named(world: World) -> None:
    on_postgresql()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conname FROM pg_constraint WHERE contype = 'f' AND "
            "conrelid = 'chatbot_message'::regclass"
        )
        cursor.execute(f"ALTER TABLE chatbot_message DROP CONSTRAINT {cursor.fetchone()[0]}")
        cursor.execute("ALTER TABLE leads_lead ADD CONSTRAINT x CHECK (id IS NOT NULL) NOT VALID")
    facts = gather_tables(world)
    assert facts.rules == ("chatbot_message.conversation_id",)
    assert facts.unchecked == ("leads_lead.x",)
    assert severities("database.tables", facts) == ["trust", "cleanup"]
    assert 'ALTER TABLE "leads_lead" VALIDATE' in found("database.tables", facts)[1].fix


def test_a_table_nobody_tidies_is_named(world: World) -> None:
    if connection.vendor != "postgresql":
        with pytest.raises(NotApplicable):
            gather_upkeep(world)
        return
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE leads_lead SET (autovacuum_enabled = false)")
    assert gather_upkeep(world).off_for == ("leads_lead",)


@pytest.mark.parametrize(
    ("facts", "wanted"),
    [
        (UpkeepFacts(off=False), []),
        (UpkeepFacts(off=True), ["cleanup"]),
        (UpkeepFacts(off=True, untidy=(("t", 20_000, 1),)), ["trust", "cleanup"]),
        (UpkeepFacts(off=False, off_for=("leads_lead",)), ["trust"]),
        (UpkeepFacts(off=False, age=1_500_000_000), ["blocker"]),
    ],
)
def test_what_nobody_tidies_is_told_by_how_bad_it_is(facts: UpkeepFacts, wanted: list[str]) -> None:
    assert severities("database.upkeep", facts) == wanted


def test_a_database_that_takes_nothing_and_tables_that_are_closed() -> None:
    here = ReachFacts(vendor="postgresql", reachable=True)
    assert severities("database.reachable", here) == []
    (finding,) = found("database.reachable", replace(here, writable=False))
    assert "read-only" in finding.evidence
    (finding,) = found("database.reachable", replace(here, closed=("leads_lead",)))
    assert "leads_lead" in finding.evidence and "GRANT" in finding.fix


def test_a_lost_rule_of_uniqueness_says_what_it_costs() -> None:
    lost = MissingIndex(
        table="t", name="n", columns=("a",), sql="CREATE UNIQUE INDEX n", unique=True
    )
    (finding,) = found("database.indexes", IndexFacts(missing=(lost,), scans=()))
    assert "twice" in finding.impact


@pytest.mark.parametrize(
    ("here", "worker", "wanted"),
    [("4f2c", "4f2c", []), ("4f2c", "91aa", ["trust"]), ("development", "91aa", []),
     ("4f2c", "", [])],
)  # fmt: skip
def test_a_worker_of_another_release_is_named(here: str, worker: str, wanted: list[str]) -> None:
    facts = SenderFacts(redis=True, worker=True, web=False, late=0, sent=1, release=here,
                        worker_release=worker)  # fmt: skip
    assert severities("monitoring.worker", facts) == wanted


def said(kind: str, body: bytes, status: int = 200) -> Reply:
    return Reply(status, [("Content-Type", kind), ("X-Request-ID", "a1b2c3d4")], body)


@pytest.mark.parametrize(
    ("answer", "wanted"),
    [
        (said("application/json", b'{"status": "ok", "version": "4f2c"}'), []),
        (said("application/json", b'{"status": "ok", "version": "0000"}'), ["trust"]),
        (said("text/html", b"<h1>Parked</h1>"), ["blocker"]),
        (said("application/json", b"{}", status=404), ["blocker"]),
        (Reply(301, [("Location", "https://elsewhere.se/")]), ["blocker"]),
    ],
)
def test_what_answers_at_site_url_is_told_apart(
    answer: Reply, wanted: list[str], settings: Settings
) -> None:
    settings.VERSION = "4f2c"

    def reply(asked: Asked) -> Reply:
        return answer

    with WebServer({"example.com": reply}) as server:
        world = world_of(server)
        facts: Any = gather_own_site(world)
    assert isinstance(facts, OwnSiteFacts), facts
    assert severities("settings.own_site", facts) == wanted


@pytest.fixture
def assistant() -> Iterator[Any]:
    users: Any = get_user_model()._default_manager
    yield users.create_user("anna", "anna@coach.se", "password", is_staff=True)


def test_an_assistants_password_is_tried_as_well(assistant: Any, world: World) -> None:
    facts: Any = gather_passwords(world)
    assert facts.guessed == ("anna",) and facts.unusable == ()
    assert severities("admin.passwords", facts) == ["blocker"]


def test_the_words_for_a_missing_table_do_not_speak_of_a_missing_server() -> None:
    for text in ('relation "chatbot_x" does not exist', "column a.b does not exist",
                 "no such table: chatbot_x"):  # fmt: skip
        assert "table or column" in cannot_be_asked(ProgrammingError(text))
    assert "no database" in cannot_be_asked(OperationalError('database "x" does not exist'))
    assert cannot_be_asked(ValueError("x")) == ""
    assert "account" in cannot_be_asked(OperationalError("permission denied for table x"))
