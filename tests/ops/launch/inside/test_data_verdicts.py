"""What is said of databases, Redis, clocks and versions that are not as they should be."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from ops.database import words_of
from ops.launch.checks.inside.connections import available, wanted
from ops.launch.findings import CannotTell, NotApplicable
from ops.launch.gather.inside_database import ReachFacts, is_private
from ops.launch.gather.inside_disk import DiskFacts
from ops.launch.gather.inside_indexes import IndexFacts, MissingIndex
from ops.launch.gather.inside_plans import Scan
from ops.launch.gather.inside_redis import RedisFacts
from ops.launch.gather.inside_running import ClockFacts, SenderFacts, StaticFacts, VersionFacts
from ops.launch.gather.inside_schema import MigrationFacts
from tests.ops.launch.inside.facts import POSTGRES, REDIS, SQLITE, VERSIONS, found, severities

MISSING = MissingIndex(
    table="leads_lead", name="leads_lead_recent", columns=("created_at",),
    sql='CREATE INDEX CONCURRENTLY "leads_lead_recent" ON "leads_lead" ("created_at" DESC)',
)  # fmt: skip
SCAN = Scan(
    query="the list of leads", table="leads_lead", columns=("-created_at",), rows=50_000,
    how="reads the whole table",
)  # fmt: skip

#: check, facts, the severities it must find, words of the first finding's summary.
BROKEN: list[tuple[str, Any, list[str], str]] = [
    ("database.reachable", ReachFacts(vendor="postgresql", reachable=False, why="it is gone"),
     ["blocker"], "it is gone"),
    ("database.tls", replace(POSTGRES, encrypted=False), ["blocker"], "in the open"),
    ("database.tls", replace(POSTGRES, sslmode=""), ["cleanup"], "need not be"),
    ("database.tls", replace(POSTGRES, sslmode="prefer"), ["cleanup"], "need not be"),
    ("database.version", replace(POSTGRES, version=13), ["trust"], "PostgreSQL 13"),
    ("database.version", replace(POSTGRES, version=14), ["trust"], "PostgreSQL 14"),
    ("database.version", replace(POSTGRES, version=9), ["trust"], "PostgreSQL 9"),
    ("database.timeouts", replace(POSTGRES, statement_timeout=0), ["cleanup"], "stuck"),
    ("database.timeouts", replace(POSTGRES, idle_timeout=0), ["cleanup"], "stuck"),
    ("database.account", replace(POSTGRES, superuser=True), ["trust"], "superuser"),
    ("database.backups", replace(POSTGRES, archived_seconds_ago=9e5), ["trust"], "copy"),
    ("database.backups", replace(POSTGRES, host="10.0.0.3", archiving=False), ["trust"], "copy"),
    ("database.backups", SQLITE, ["trust"], "copy"),
    ("database.connections", replace(POSTGRES, max_connections=20), ["trust"], "while a new"),
    ("database.connections", replace(POSTGRES, role_limit=10, open_now=0), ["blocker"],
     "too few"),
    ("database.connections", replace(POSTGRES, database_limit=20), ["trust"], "too few"),
    ("database.connections", replace(POSTGRES, open_now=95), ["trust"], "2 connections left"),
    ("database.disk", replace(SQLITE, disk=replace(SQLITE.disk, writable=False)), ["blocker"],
     "cannot be written"),
    ("database.disk", replace(SQLITE, disk=replace(SQLITE.disk, free=10**6)), ["blocker"], "full"),
    ("database.disk", replace(SQLITE, disk=replace(SQLITE.disk, free=150 * 2**20)), ["trust"],
     "full"),
    ("database.disk", replace(SQLITE, disk=DiskFacts(path="x", free=10**9, size=2 * 10**9)),
     ["trust"], "full"),
    ("database.journal", replace(SQLITE, journal="delete"), ["trust"], "wait"),
    ("database.migrations.applied", MigrationFacts(unapplied=("leads.0001_initial",)),
     ["blocker"], "1 change of the tables was not made"),
    ("database.migrations.applied", MigrationFacts(unknown=("leads.0009_later",)), ["trust"],
     "newer"),
    ("database.migrations.applied", MigrationFacts(clashing=("leads",)), ["blocker"], "Two"),
    ("database.migrations.written", MigrationFacts(unwritten=("leads: Add field x to lead",)),
     ["blocker"], "no migration"),
    ("database.indexes", IndexFacts(missing=(MISSING,), scans=()), ["trust"], "leads_lead_recent"),
    ("database.indexes", IndexFacts(missing=(replace(MISSING, broken=True),), scans=()), ["trust"],
     "half built"),
    ("database.indexes", IndexFacts(missing=(), scans=(SCAN,)), ["trust"], "the list of leads"),
    ("database.indexes", IndexFacts(missing=(), scans=(replace(SCAN, rows=5),)), ["cleanup"],
     "leads_lead"),
    ("cache.reachable", RedisFacts(reachable=False, why="it is gone"), ["blocker"], "it is gone"),
    ("cache.eviction", replace(REDIS, policy="allkeys-lru"), ["trust"], "throws"),
    ("cache.eviction", replace(REDIS, policy="volatile-lru"), ["trust"], "throws"),
    ("cache.eviction", replace(REDIS, used=90_000_000), ["trust"], "nearly full"),
    ("cache.shared", replace(REDIS, shared=False), ["blocker"], "does not find"),
    ("cache.shared", replace(REDIS, kept_apart=("limits",)), ["trust"], "of its own"),
    ("cache.shared", replace(REDIS, replica=True), ["blocker"], "no writes"),
    ("cache.tls", replace(REDIS, encrypted=False), ["blocker"], "not encrypted"),
    ("cache.tls", replace(REDIS, certificate_checked=False), ["cleanup"], "really yours"),
    ("cache.password", replace(REDIS, password=False), ["blocker"], "Anybody"),
    ("cache.clients", replace(REDIS, clients=90), ["trust"], "few connections"),
    ("monitoring.worker", SenderFacts(redis=True, worker=False, web=False, late=3, sent=0),
     ["blocker"], "Nobody sends"),
    ("monitoring.worker", SenderFacts(redis=False, worker=False, web=False, late=3, sent=9),
     ["blocker"], "Nobody sends"),
    ("monitoring.worker", SenderFacts(redis=True, worker=False, web=True, late=0, sent=0),
     ["cleanup"], "no worker"),
    ("monitoring.worker", SenderFacts(redis=True, worker=False, web=False, late=0, sent=0),
     ["trust"], "no worker"),
    ("monitoring.worker",
     SenderFacts(redis=True, worker=False, web=False, late=0, sent=9, embedded=False),
     ["blocker"], "EMBEDDED_WORKER=false"),
    ("monitoring.worker",
     SenderFacts(redis=True, worker=False, web=False, late=0, sent=9, embedded=True),
     ["trust"], "EMBEDDED_WORKER=true"),
    ("settings.clock", ClockFacts(database=-40.0, database_margin=0.1), ["trust"], "40 seconds"),
    ("settings.clock", ClockFacts(site=7.0, site_margin=0.6), ["trust"], "ahead of"),
    ("settings.python", replace(VERSIONS, python=(3, 10)), ["trust"], "3.10"),
    ("settings.python", replace(VERSIONS, python=(3, 13), today=date(2030, 1, 1)), ["trust"],
     "3.13"),
    ("settings.libraries", replace(VERSIONS, django=(4, 2), django_text="4.2.9"), ["trust"],
     "4.2.9"),
    ("settings.libraries", replace(VERSIONS, other=(("celery", "5.0", "5.7"),)), ["cleanup"],
     "Other versions"),
    ("settings.static", StaticFacts(folder="x", built=False, used=9), ["blocker"], "never built"),
    ("settings.static", StaticFacts(folder="x", built=True, used=9, missing=(("a.css", "b"),)),
     ["blocker"], "not built"),
    ("settings.static", StaticFacts(folder="x", built=True, used=9, lost=("a.1.css",)),
     ["blocker"], "gone"),
]  # fmt: skip


@pytest.mark.parametrize(("id", "facts", "wanted_severities", "words"), BROKEN)
def test_what_is_broken_is_named(
    id: str, facts: Any, wanted_severities: list[str], words: str
) -> None:
    findings = found(id, facts)
    assert [finding.severity.value for finding in findings] == wanted_severities
    assert words in findings[0].summary
    for finding in findings:
        assert finding.fix and finding.impact and finding.subject


@pytest.mark.parametrize(
    ("id", "facts"),
    [
        *[(f"database.{name}", POSTGRES) for name in
          ("tls", "version", "timeouts", "account", "backups", "connections")],
        *[(f"database.{name}", SQLITE) for name in ("disk", "journal")],
        *[(f"cache.{name}", REDIS) for name in
          ("reachable", "eviction", "shared", "tls", "password", "clients")],
        ("database.migrations.applied", MigrationFacts()),
        ("database.migrations.written", MigrationFacts()),
        ("database.indexes", IndexFacts(missing=(), scans=())),
        ("monitoring.worker", SenderFacts(redis=True, worker=True, web=True, late=0, sent=0)),
        ("monitoring.worker", SenderFacts(redis=False, worker=False, web=True, late=0, sent=0)),
        ("monitoring.worker",
         SenderFacts(redis=True, worker=False, web=True, late=0, sent=0, embedded=True)),
        ("monitoring.worker",
         SenderFacts(redis=True, worker=True, web=False, late=0, sent=0, embedded=False)),
        ("settings.clock", ClockFacts(database=1.0, site=-5.4, site_margin=0.6)),
        ("settings.python", VERSIONS),
        ("settings.libraries", VERSIONS),
        ("settings.static", StaticFacts(folder="x", built=True, used=9)),
    ],
)  # fmt: skip
def test_what_is_well_passes(id: str, facts: Any) -> None:
    assert found(id, facts) == []


@pytest.mark.parametrize(
    ("id", "facts"),
    [
        ("database.backups", replace(POSTGRES, archiving=False)),
        ("database.version", replace(POSTGRES, version=99)),
        ("database.migrations.written", MigrationFacts(clashing=("leads",))),
        ("database.indexes", IndexFacts(missing=(), scans=(), failed=("the list of leads",))),
        ("cache.eviction", replace(REDIS, reachable=False)),
        ("cache.eviction", replace(REDIS, policy="")),
        ("monitoring.worker", SenderFacts(redis=False, worker=False, web=False, late=0, sent=0)),
        ("settings.clock", ClockFacts()),
        ("settings.libraries", VersionFacts(today=date(2026, 11, 26), python=(3, 13),
                                            django=(5, 2), django_text="5.2.19")),
    ],
)  # fmt: skip
def test_what_cannot_be_told_is_not_passed(id: str, facts: Any) -> None:
    with pytest.raises(CannotTell):
        found(id, facts)


@pytest.mark.parametrize(
    ("id", "facts"),
    [
        ("database.tls", replace(POSTGRES, private=True)),
        ("cache.tls", replace(REDIS, private=True)),
        ("cache.password", replace(REDIS, private=True, password=False)),
        ("database.backups", replace(POSTGRES, local=True)),
        ("database.journal", replace(SQLITE, journal="memory")),
    ],
)
def test_what_does_not_apply_is_skipped(id: str, facts: Any) -> None:
    with pytest.raises(NotApplicable):
        found(id, facts)


def test_the_arithmetic_of_connections_is_shown() -> None:
    assert wanted(POSTGRES, deploying=False)[0] == 2 * 4 + 3 + 1 + 2
    total, words = wanted(POSTGRES, deploying=True)
    assert total == 2 * 4 * 2 + 3 + 1 + 2
    assert words == "2 web x 4 each x 2 while deploying + 3 worker + 1 release + 2 shell = 22"
    assert available(replace(POSTGRES, max_connections=20, reserved=3, role_limit=15)) == 15
    finding = found("database.connections", replace(POSTGRES, max_connections=20))[0]
    assert words in finding.evidence
    assert "DATABASE_POOL_SIZE to 2" in finding.fix


def test_a_pool_that_is_recommended_fits() -> None:
    for limit in range(8, 60):
        for web in (1, 2, 4):
            facts = replace(POSTGRES, role_limit=limit, web_processes=web, open_now=0)
            for finding in found("database.connections", facts):
                if "POOL_SIZE to 1, or" in finding.fix:
                    continue
                size = int(finding.fix.partition("POOL_SIZE to ")[2].split()[0])
                assert wanted(replace(facts, pool=size), deploying=True)[0] <= limit


def test_a_fix_for_a_missing_index_is_the_statement_itself() -> None:
    finding = found("database.indexes", IndexFacts(missing=(MISSING,), scans=()))[0]
    assert MISSING.sql in finding.fix
    assert severities("database.indexes", IndexFacts(missing=(MISSING,), scans=(SCAN,))) == [
        "trust",
        "trust",
    ]


@pytest.mark.parametrize(
    ("host", "private"),
    [("", True), ("/var/run/postgresql", True), ("127.0.0.1", True), ("10.1.2.3", True),
     ("dpg-abc123-a", True), ("postgres.railway.internal", True), ("localhost", True),
     ("dpg-abc123-a.frankfurt-postgres.render.com", False), ("ec2-1.amazonaws.com", False),
     ("8.8.8.8", False)],
)  # fmt: skip
def test_ways_that_stay_in_the_house(host: str, private: bool) -> None:
    assert is_private(host) is private


def test_the_words_of_an_error_name_no_account() -> None:
    text = 'connection to server at "db.host.se", FATAL: password authentication failed for "maya"'
    assert words_of(Exception(text)) == "the server does not accept the user name or the password"
    assert "maya" not in words_of(ValueError("maya:hunter2"))
