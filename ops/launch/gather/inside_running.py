"""What runs: the worker, the clock, the language and the libraries, the files the pages load."""

from __future__ import annotations

import email.utils
import json
import re
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from importlib import metadata
from pathlib import Path

from django import VERSION as DJANGO
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.utils import timezone

from ops.database import give_back
from ops.launch.findings import NotApplicable
from ops.launch.gather.inside_database import PostgresFacts, gather_engine, patient
from ops.launch.gather.web.follow import NoWay, ways_to
from ops.launch.network.fetch import NoResponse, fetch
from ops.launch.registry import gatherer
from ops.launch.world import World
from ops.outbox import background, worker
from ops.outbox.rows import OutboxMessage
from ops.schedule import life

#: An email that is due for so long is waiting for nobody.
LATE = timedelta(minutes=2)
_STATIC = re.compile(r"""\{%\s*static\s+(['"])([^'"{}]+)\1""")
_PINNED = re.compile(r"^([A-Za-z0-9][\w.-]*)(?:\[[^\]]*\])?==([^\s;\\]+)", re.M)


@dataclass(frozen=True, kw_only=True, slots=True)
class SenderFacts:
    """Who sends the emails. ``late`` are emails that are due for minutes, ``sent`` those that left
    within a day; ``worker`` and ``web`` say whose sign of life was heard, ``embedded`` what
    EMBEDDED_WORKER says. ``release`` is this process's, ``worker_release`` that of the worker (""
    where it does not say).
    """

    redis: bool
    worker: bool
    web: bool
    late: int
    sent: int
    release: str = ""
    worker_release: str = ""
    embedded: bool | None = None


@gatherer("sender", seconds=8, inside=True)
def gather_sender(world: World) -> SenderFacts:
    """From the signs of life in Redis or the database, this process's own thread, the outbox."""
    now = timezone.now()
    with patient(connection.vendor):
        late = OutboxMessage.objects.due(now - LATE).count()
        sent = OutboxMessage.objects.filter(
            state=OutboxMessage.State.SENT, created_at__gte=now - timedelta(days=1)
        ).count()
    return SenderFacts(
        redis=bool(settings.REDIS_URL),
        worker=worker.is_alive(),
        web=background.postman.is_sender()
        or worker.web_sender_is_alive()
        or (not settings.REDIS_URL and life.heard_of()),
        late=late,
        sent=sent,
        embedded=settings.EMBEDDED_WORKER,
        release=settings.VERSION,
        worker_release=worker.release(),
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class ClockFacts:
    """Clocks against this process's, in seconds ahead, each give or take its margin.

    None stands for a clock that could not be asked.
    """

    database: float | None = None
    database_margin: float = 0.0
    site: float | None = None
    site_margin: float = 0.0


@gatherer("clocks", seconds=10, inside=True)
def gather_clocks(world: World) -> ClockFacts:
    """From PostgreSQL, and from the Date of our own public answer (RFC 9110, 6.6.1)."""
    database, database_margin = None, 0.0
    if connection.vendor == "postgresql":
        engine = gather_engine(world)
        if isinstance(engine, PostgresFacts):
            database, database_margin = engine.clock, engine.clock_margin
        # Asking the site takes a while, and others of this run wait for the connection.
        give_back()
    site, site_margin = (None, 0.0) if world.target.is_local else _site_clock(world)
    if database is None and site is None:
        raise NotApplicable("There is no second clock to compare with.")
    return ClockFacts(
        database=database,
        database_margin=database_margin,
        site=site,
        site_margin=site_margin,
    )


def _site_clock(world: World) -> tuple[float | None, float]:
    """Seconds the public answer is ahead; a Date has whole seconds, so half of one is added."""
    url = f"{world.target.url.rstrip('/')}/healthz"
    try:
        way = ways_to(world, url)[0]
        before = time.time()
        answer = fetch(url, way, world.connector, world.deadline)
        after = time.time()
        theirs = email.utils.parsedate_to_datetime(answer.header("date")).timestamp()
    except (NoWay, NoResponse, IndexError, ValueError, TypeError):
        return None, 0.0
    return theirs + 0.5 - (before + after) / 2, (after - before) / 2 + 0.5


@dataclass(frozen=True, kw_only=True, slots=True)
class VersionFacts:
    """``other`` are (library, installed, pinned) where the two differ; "" is not installed."""

    today: date
    python: tuple[int, int]
    django: tuple[int, int]
    django_text: str
    other: tuple[tuple[str, str, str], ...] = ()
    pinned: int = 0


@gatherer("versions", seconds=5, inside=True)
def gather_versions(world: World) -> VersionFacts:
    """From this process and requirements.txt."""
    pins = Path(settings.BASE_DIR) / "requirements.txt"
    pinned = _PINNED.findall(pins.read_text()) if pins.is_file() else []
    installed = {
        _plain(name): found.version
        for found in metadata.distributions()
        if (name := found.metadata["Name"])
    }
    return VersionFacts(
        today=datetime.now(UTC).date(),
        python=(sys.version_info[0], sys.version_info[1]),
        django=(DJANGO[0], DJANGO[1]),
        django_text=".".join(str(part) for part in DJANGO[:3]),
        other=tuple(
            (name, installed.get(_plain(name), ""), version)
            for name, version in pinned
            # What only another system needs is not installed here.
            if installed.get(_plain(name), version) != version
        ),
        pinned=len(pinned),
    )


def _plain(name: str) -> str:
    """A library's name as it is compared (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


@dataclass(frozen=True, kw_only=True, slots=True)
class StaticFacts:
    """``built`` says that there is a manifest; ``missing`` are (file, template) pairs that it does
    not have, ``lost`` files it has and the disk has not.
    """

    folder: str
    built: bool
    used: int
    missing: tuple[tuple[str, str], ...] = ()
    lost: tuple[str, ...] = ()


@gatherer("static", seconds=8, inside=True)
def gather_static(world: World) -> StaticFacts:
    """From the manifest that ``collectstatic`` wrote, and every template of ours and Django's."""
    if settings.DEBUG:
        raise NotApplicable("With DEBUG on, files are served as they are.")
    root = Path(settings.STATIC_ROOT)
    manifest = root / "staticfiles.json"
    used = dict(_used_files())
    if not manifest.is_file():
        return StaticFacts(folder=str(root), built=False, used=len(used))
    paths: dict[str, str] = json.loads(manifest.read_text())["paths"]
    return StaticFacts(
        folder=str(root),
        built=True,
        used=len(used),
        missing=tuple((name, where) for name, where in used.items() if name not in paths),
        lost=tuple(sorted(name for name in paths.values() if not (root / name).is_file())),
    )


def _used_files() -> Iterator[tuple[str, str]]:
    """(file, template) for each file a template names outright."""
    folders = [Path(folder) for folder in settings.TEMPLATES[0]["DIRS"]]
    folders += [Path(app.path) / "templates" for app in apps.get_app_configs()]
    for folder in folders:
        for page in sorted(folder.rglob("*.html")):
            for _, name in _STATIC.findall(page.read_text(errors="replace")):
                yield name, str(page.relative_to(folder))
