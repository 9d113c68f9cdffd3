"""Releases on real PostgreSQL: killed at each step, two at once, blocked, and run by old code."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from ops.releases.going_out import STEPS
from ops.releases.record import CUT_OFF
from ops.releases.turn import KEY
from tests.ops.releases.shops import Shop, database, migration, rows, shop

pytestmark = [pytest.mark.services, pytest.mark.xdist_group("releases")]

ADDS = "migrations.AddField('thing', 'size', models.IntegerField(null=True))"
SLEEPS = "migrations.RunSQL('SELECT pg_sleep(20)', migrations.RunSQL.noop)"
LOCKS = (
    "select count(*) from pg_locks where locktype = 'advisory'"
    " and database = (select oid from pg_database where datname = current_database())"
)
DROPS = "from ops.releases.operations import DropLeftColumn\nfrom django.db import"
DROPS = "from ops.releases.operations import DropLeftColumn"
LEAVES = (
    "migrations.SeparateDatabaseAndState(state_operations=[migrations.RemoveField('thing', 'old')])"
)
ASLEEP = (
    "select count(*) from pg_stat_activity where query like '%pg_sleep%'"
    " and datname = current_database() and pid <> pg_backend_pid()"
)
ACCEPTS = "accepts = {'unclear': 'It sleeps for as long as the test wants.'}"


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A database on which release 1 went out."""
    with database("releases") as made:
        yield made


@pytest.fixture(scope="module")
def first(address: str, tmp_path_factory: pytest.TempPathFactory) -> Shop:
    made = shop(tmp_path_factory.mktemp("shops"), "v1", address)
    run = made.release()
    assert run.end() == 0, run.text
    return made


def of(first: Shop, version: str, **migrations: str) -> Shop:
    return shop(first.folder.parent, version, first.env["DATABASE_URL"], **migrations)


def columns(address: str) -> set[str]:
    asked = "select column_name from information_schema.columns where table_name = 'shop_thing'"
    return {name for (name,) in rows(address, asked)}


def newest(address: str, what: str = "result, step, kind") -> tuple[object, ...]:
    sql = f"select {what} from ops_release order by id desc limit 1"  # noqa: S608 - of this file
    return rows(address, sql)[0]


def test_the_first_release_makes_an_empty_database(first: Shop, address: str) -> None:
    assert newest(address, "version, result, kind, who <> '', finished_at is not null") == (
        "v1", "done", "deploy", True, True,
    )  # fmt: skip
    assert newest(address, "schema -> 'shop', known -> 'shop'") == (["m0001_initial"],) * 2


def test_killed_at_each_step_it_can_be_run_again(first: Shop, address: str) -> None:
    slow = of(first, "v2-slow", m0002=migration("m0001_initial", ADDS, SLEEPS, more=ACCEPTS))
    second = of(first, "v2", m0002=migration("m0001_initial", ADDS))
    for step in STEPS:
        release = slow if step == "migrations" else second
        with psycopg.connect(address, autocommit=True) as other:
            if step == "waiting for another release":
                other.execute("select pg_advisory_lock(%s)", [KEY])
            run = release.release(SLOW=step)
            if step == "migrations":
                run.until("shop.m0002")
                wait_for(other, ASLEEP, 1)
            else:
                run.until(step)
            run.kill()
            if step == "migrations":  # Though its statement would have gone on for 20 s.
                wait_for(other, LOCKS, 0, seconds=5)
        done = step in ("warm-up", "record")
        assert ("size" in columns(address)) is done, step
        if step in ("settings", "waiting for another release"):
            assert newest(address)[0] == "done", "it had not begun to be written down"
        else:
            assert newest(address)[:2] == ("started", step)
    run = second.release()
    assert run.end() == 0, run.text
    assert newest(address, "version, result") == ("v2", "done")
    cut_off = rows(address, "select result, problem from ops_release where step <> ''")
    assert cut_off and set(cut_off) == {("failed", CUT_OFF)}


def wait_for(
    connection: psycopg.Connection[tuple[int, ...]], sql: str, wanted: int, seconds: int = 20
) -> None:
    for _ in range(seconds * 10):
        if connection.execute(sql).fetchone() == (wanted,):
            return
        time.sleep(0.1)
    raise AssertionError(f"never {wanted}: {sql}")


def test_old_code_on_newer_tables_does_no_harm(first: Shop, address: str) -> None:
    before = columns(address)
    run = first.release()
    assert run.end() == 0, run.text
    assert "applied by a newer release and left alone: shop.m0002" in run.text
    assert columns(address) == before and "size" in before
    assert newest(address, "version, result, kind") == ("v1", "done", "rollback")
    assert newest(address, "schema -> 'shop', known -> 'shop'") == (
        ["m0001_initial", "m0002"], ["m0001_initial"],
    )  # fmt: skip


def test_of_two_at_once_one_waits(first: Shop, address: str, tmp_path: Path) -> None:
    gate = tmp_path / "go on"
    slow = first.release(SLOW="warm-up", SLOW_UNTIL=str(gate)).until("warm-up")
    hasty, patient = first.release("--wait", "0.2"), first.release()
    assert hasty.end() == 2
    assert "Another release has been running" in hasty.text
    patient.until("Another release is running. Waiting")
    gate.touch()
    assert (slow.end(), patient.end()) == (0, 0), patient.text
    assert rows(address, LOCKS) == [(0,)]


def test_who_is_in_the_way_is_said_and_then_it_goes_on(first: Shop, address: str) -> None:
    third = of(
        first, "v3",
        m0002=migration("m0001_initial", ADDS),
        m0003=migration("m0002", ADDS.replace("size", "colour")),
    )  # fmt: skip
    with psycopg.connect(address, application_name="a report") as other:
        other.execute("select * from shop_thing where name = 'somebody@example.org'")
        run = third.release().until("Trying again")
        assert "(a report) holds shop_thing" in run.text
        assert "where name = ?, which has done nothing since" in run.text
        assert "somebody@" not in run.text
    assert run.end() == 0, run.text
    assert "colour" in columns(address)


def test_a_dangerous_migration_is_refused_and_written_down(first: Shop, address: str) -> None:
    fourth = of(
        first, "v4",
        m0002=migration("m0001_initial", ADDS),
        m0003=migration("m0002", ADDS.replace("size", "colour")),
        m0004=migration("m0003", "migrations.RemoveField('thing', 'old')"),
    )  # fmt: skip
    run = fourth.release()
    assert run.end() == 1
    assert "shop.m0004 would hurt visitors: the column old of shop_thing is dropped" in run.text
    assert "What served visitors before goes on as it was." in run.text
    assert "old" in columns(address)
    result, step, problem = newest(address, "result, step, problem")
    assert (result, step) == ("failed", "migration safety")
    assert "docs/migrations.md#dropped" in str(problem)


def test_an_index_that_was_half_built_is_built_anew(first: Shop, address: str) -> None:
    with psycopg.connect(address, autocommit=True) as other:
        other.execute("insert into shop_thing (name) values ('twice'), ('twice')")
        with pytest.raises(psycopg.errors.UniqueViolation):
            other.execute("create unique index concurrently thing_name on shop_thing (name)")
    index = "models.Index(fields=['name'], name='thing_name')"
    fifth = of(
        first, "v5",
        m0002=migration("m0001_initial", ADDS),
        m0003=migration("m0002", ADDS.replace("size", "colour")),
        m0005=migration("m0003", f"AddIndexConcurrently('thing', {index})", atomic=False),
    )  # fmt: skip
    with psycopg.connect(address) as other:  # Behind this one nobody but the index waits.
        other.execute("select * from shop_thing")
        run = fifth.release().until("it is built anew")
        time.sleep(3)
    assert run.end() == 0, run.text
    assert "had to wait" not in run.text
    assert "the index thing_name was half built; it is built anew" in run.text
    valid = "select indisvalid from pg_index where indexrelid = 'thing_name'::regclass"
    assert rows(address, valid) == [(True,)]


def test_a_column_goes_in_two_releases_and_not_in_one(first: Shop, address: str) -> None:
    so_far = {
        "m0002": migration("m0001_initial", ADDS),
        "m0003": migration("m0002", ADDS.replace("size", "colour")),
    }  # fmt: skip
    leaves = migration("m0003", LEAVES)
    goes = migration("m0006", "DropLeftColumn('thing', 'old', models.TextField(null=True))")
    goes = goes.replace("from django.db import", f"{DROPS}\nfrom django.db import")
    both = of(first, "v7", **so_far, m0006=leaves, m0007=goes)
    run = both.release()
    assert run.end() == 1, run.text
    assert "shop.m0007 would hurt visitors: the column old of shop_thing is dropped" in run.text
    run = of(first, "v6", **so_far, m0006=leaves).release()
    assert run.end() == 0, run.text
    run = both.release()
    assert run.end() == 0, run.text
    assert "old" not in columns(address)


def test_what_fails_when_tried_is_not_taken_into_service(first: Shop, address: str) -> None:
    run = first.release(BROKEN_WARMING="yes")
    assert run.end() == 2
    assert "warm-up: the shop window does not work with this code: division by zero" in run.text
    assert newest(address, "result, step") == ("failed", "warm-up")


def test_on_sqlite_a_killed_release_leaves_no_lock(tmp_path: Path) -> None:
    made = shop(tmp_path, "v1", f"sqlite:///{tmp_path}/shop.sqlite3")
    run = made.release(SLOW="warm-up").until("warm-up")
    waiting = made.release("--wait", "0.1")
    assert waiting.end() == 2 and "Another release has been running" in waiting.text
    run.kill()
    again = made.release()
    assert again.end() == 0, again.text
