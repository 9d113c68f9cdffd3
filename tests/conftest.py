"""What every test starts from: counters at nought and no memory of earlier requests."""

from __future__ import annotations

import inspect
import os
import time
import uuid
from collections.abc import Iterator
from types import SimpleNamespace

import django_ratelimit.core
import pytest
from asgiref.sync import async_to_sync
from django.db import connection
from pytest_django import DjangoDbBlocker, Settings

from ops.web import canonical, error_pages, front_door, limits, local_counter, problems
from ops.web.health import readiness
from ops.web.request_id import current_request_id
from tests import emptying

emptying.by_rows()

#: Rooms where a test without a database in it comes out the same on every store.
WITHOUT_STORES = (
    "attack/", "chatbot/guards/", "chatbot/importing/", "chatbot/knowledge/", "deploy/",
    "ops/launch/", "ops/logs/", "ops/secrets/", "ops/web/",
)  # fmt: skip
#: Files whose rows are only the scenery: what they look at is a page, a process or a reply, and the
#: stores under it have tests of their own.
SCENERY = (
    "attack/test_mail", "chatbot/answerers/test_chain", "chatbot/answerers/test_faults",
    "chatbot/evals/", "chatbot/firstday/", "chatbot/importing/", "chatbot/test_guarded_replies",
    "chatbot/test_pages", "chatbot/test_probing", "config/test_settings",
    "ops/smoke/test_broken_sites", "ops/smoke/test_email_on_its_way", "ops/smoke/test_mailbox",
    "ops/smoke/test_smoke_test", "ops/team/test_every_page", "real/test_headers_on_the_wire",
    "test_docs", "test_pages_are_true",
)  # fmt: skip
#: Files in them that ask Redis.
WITH_REDIS = ("limits", "redis", "health", "known_device", "breaker", "rate_table")


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--stores-only`` is for the second run, on PostgreSQL and Redis."""
    parser.addoption("--stores-only", action="store_true", help="leave out what no store touches")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what needs services where there are none (the runner says so), and on the second
    run what cannot differ from the first.
    """
    if config.getoption("--stores-only"):
        apart = [item for item in items if _knows_no_store(item)]
        config.hook.pytest_deselected(items=apart)
        items[:] = [item for item in items if item not in set(apart)]
    if os.environ.get("DATABASE_URL", "").startswith("postgres") and os.environ.get("REDIS_URL"):
        return
    skip = pytest.mark.skip(reason="needs PostgreSQL and Redis (DATABASE_URL and REDIS_URL)")
    for item in items:
        if item.get_closest_marker("services"):
            item.add_marker(skip)


def _knows_no_store(item: pytest.Item) -> bool:
    room = item.nodeid.removeprefix("tests/")
    if item.get_closest_marker("services"):
        return False
    if room.startswith(SCENERY):
        return True
    if not room.startswith(WITHOUT_STORES):
        return False
    if any(word in room for word in WITH_REDIS):
        return False
    asked = set(getattr(item, "fixturenames", ()))
    return not item.get_closest_marker("django_db") and not asked & {"db", "transactional_db"}


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    """Run ``async def`` tests the way Django does: what they do in threads is done in this one.

    So the database fixtures work for them as for any other test.
    """
    if not inspect.iscoroutinefunction(pyfuncitem.obj):
        return None
    names = pyfuncitem._fixtureinfo.argnames
    async_to_sync(pyfuncitem.obj)(**{name: pyfuncitem.funcargs[name] for name in names})
    return True


@pytest.fixture(autouse=True)
def _fresh_counters(settings: Settings) -> Iterator[None]:
    """Rate limits, breakers and the answer of /readyz know nothing of the test before.

    Counters get names of their own instead of being cleared: emptying Redis would take the
    worker's queue with it, and the counters of tests that run at the same time.
    """
    settings.RATELIMIT_CACHE_PREFIX = f"test-{uuid.uuid4().hex}:"
    limits.local.clear()
    _forget()
    yield
    _forget()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """At the end nobody else holds the database, so that it can be dropped.

    A thread of a test that has ended keeps its connection until it is collected.
    """
    yield
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(
                "select pg_terminate_backend(pid) from pg_stat_activity "
                "where datname = current_database() and pid <> pg_backend_pid()"
            )


@pytest.fixture(autouse=True)
def _windows_stand_still(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock of the rate limits stops at a test's first moment.

    A minute that ends half-way through a slow test would let through what was to be refused.
    """
    began = time.time()
    stopped = SimpleNamespace(time=lambda: began)
    monkeypatch.setattr(django_ratelimit.core, "time", stopped)
    monkeypatch.setattr(local_counter, "time", stopped)


def _forget() -> None:
    limits.shared.forget()
    for tally in (limits.tally, front_door.tally, canonical.tally):
        tally.forget()
    problems.database_outage.forget()
    error_pages.forget()
    readiness.forget()
    current_request_id.set("")
