"""DATABASE_URL and REDIS_URL, as platforms and people write them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from config import databases, env


def database(url: str, tmp_path: Path, **more: str) -> tuple[dict[str, Any], list[str]]:
    """The settings and the problems of one address."""
    environment = env.load({"DATABASE_URL": url, **more})
    found = databases.database(environment, tmp_path)
    return found, [str(problem) for problem in environment.problems]


@pytest.mark.parametrize("scheme", ["postgres", "postgresql"])
def test_both_names_of_postgresql_are_taken(scheme: str, tmp_path: Path) -> None:
    found, problems = database(f"{scheme}://maya:pw@db.example:5433/coach", tmp_path)
    assert problems == []
    assert found["ENGINE"] == "django.db.backends.postgresql"
    assert (found["HOST"], found["PORT"], found["NAME"]) == ("db.example", 5433, "coach")


@pytest.mark.parametrize(
    ("written", "password"),
    [("p%40ss%2Fw%3Fr%23d%3A%25", "p@ss/w?r#d:%"), ("%E2%82%AC", "€"), ("plain", "plain")],
)
def test_an_encoded_password_is_decoded(written: str, password: str, tmp_path: Path) -> None:
    found, problems = database(f"postgres://maya:{written}@h:5432/db", tmp_path)
    assert problems == []
    assert found["PASSWORD"] == password


@pytest.mark.parametrize("raw", ["pass?word1", "pass/word1", "1/23456", "1?23456", "1#23456"])
def test_a_raw_sign_in_a_password_is_explained_and_not_shown(raw: str, tmp_path: Path) -> None:
    found, problems = database(f"postgres://maya:{raw}@h:5432/db", tmp_path)
    assert found["ENGINE"] == "django.db.backends.dummy"
    (problem,) = problems
    assert "percent-encoded" in problem
    assert raw not in problem
    assert "maya" not in problem


def test_an_address_without_a_database_is_explained(tmp_path: Path) -> None:
    _, problems = database("postgres://maya:pw@h:5432", tmp_path)
    assert len(problems) == 1
    assert "/NAME" in problems[0]


def test_postgresql_has_a_small_pool_and_keeps_no_connection_itself(tmp_path: Path) -> None:
    found, _ = database("postgres://u:p@h/db?sslmode=require", tmp_path, DATABASE_POOL_SIZE="7")
    assert found["CONN_MAX_AGE"] == 0
    assert found["OPTIONS"]["pool"]["max_size"] == 7
    assert found["OPTIONS"]["pool"]["timeout"] <= 10
    assert found["OPTIONS"]["pool"]["reconnect_timeout"] < found["OPTIONS"]["pool"]["timeout"], (
        "who waits for a connection must see a database that has just come back"
    )
    assert found["OPTIONS"]["sslmode"] == "require"


@pytest.mark.parametrize(
    ("url", "dyno", "expected"),
    [
        ("postgres://u:p@h/db", "web.1", "require"),
        ("postgres://u:p@h/db?sslmode=verify-full", "web.1", "verify-full"),
        ("postgres://u:p@h/db", "", None),
    ],
)
def test_on_heroku_the_way_to_the_database_is_encrypted_or_there_is_none(
    tmp_path: Path, url: str, dyno: str, expected: str | None
) -> None:
    found, _ = database(url, tmp_path, DYNO=dyno)
    assert found["OPTIONS"].get("sslmode") == expected


def test_nothing_set_means_sqlite_that_several_processes_can_share(tmp_path: Path) -> None:
    found, problems = database("", tmp_path)
    assert problems == []
    assert found["NAME"] == str(tmp_path / "db.sqlite3")
    assert found["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in found["OPTIONS"]["init_command"]
    assert found["OPTIONS"]["timeout"] >= 5


@pytest.mark.parametrize(
    ("written", "self_signed", "expected"),
    [
        ("redis://h:6379/0", "", "redis://h:6379/0"),
        ("rediss://h:6379/0", "", "rediss://h:6379/0?ssl_cert_reqs=required"),
        ("rediss://h:6379/0", "true", "rediss://h:6379/0?ssl_cert_reqs=none"),
        ("rediss://h/0?a=b", "", "rediss://h/0?a=b&ssl_cert_reqs=required"),
        ("rediss://h/0?ssl_cert_reqs=optional", "true", "rediss://h/0?ssl_cert_reqs=optional"),
        ("redis://h:6379/0", "true", "redis://h:6379/0"),
        ("", "true", ""),
    ],
)
def test_a_certificate_is_checked_unless_somebody_says_otherwise(
    written: str, self_signed: str, expected: str
) -> None:
    environment = env.load({"REDIS_URL": written, "REDIS_SELF_SIGNED": self_signed})
    assert databases.redis_url(environment) == expected


def test_without_redis_the_counters_of_many_visitors_fit_in_memory() -> None:
    """LocMemCache throws counters away beyond 300 unless told otherwise: limits would not hold."""
    limits = databases.caches("")["limits"]
    assert limits["OPTIONS"]["MAX_ENTRIES"] >= 10_000


def test_a_redis_that_is_away_is_noticed_within_a_second() -> None:
    limits = databases.caches("redis://h")["limits"]
    assert limits["OPTIONS"]["socket_timeout"] <= 1
    assert limits["OPTIONS"]["socket_connect_timeout"] <= 1
