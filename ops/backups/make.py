"""THE flow of a backup: copy, check, store, read back, write the manifest, forget the oldest.

Killed anywhere before the manifest it leaves no backup, only leftovers that the next run clears.
"""

from __future__ import annotations

import json
import re
import secrets
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils import timezone

from ops.backups import manifest, postgres, sqlite
from ops.backups.folder import PART
from ops.backups.manifest import Manifest, digest, digest_of
from ops.backups.places import Place
from ops.backups.problems import BackupFailed

#: What has no manifest by then was left behind by a run that ended early.
ABANDONED = timedelta(days=1)
_NAME = re.compile(r"(?P<site>.+)-(?P<when>\d{8}-\d{6})-[0-9a-f]{4}")


def make_backup(
    *, place: Place, keep: int, say: Callable[[str], None], reason: str = ""
) -> Manifest:
    """A whole, verified backup of this deployment's database; raises ``BackupFailed``."""
    place.check()
    now = timezone.now()
    name = f"{_site()}-{now:%Y%m%d-%H%M%S}-{secrets.token_hex(2)}"
    with workroom(place) as folder:
        file = folder / f"{name}{ending()}"
        say("Copying the database")
        copied = _dump(file)
        sha256, size = digest_of(file)
        made = Manifest(
            name=name, file=file.name, engine=copied.engine, made_at=now, site=settings.SITE_HOST,
            version=settings.VERSION, size=size, sha256=sha256, server=copied.server,
            namespace=copied.namespace, tables=copied.tables, migrations=copied.migrations,
            waiting=copied.waiting, reason=reason,
        )  # fmt: skip
        say(f"Storing {in_words(size)} in {place.words}")
        place.store(file.name, file)
    say("Reading it back")
    verify(place, made)
    text = json.dumps(made.as_json(), indent=1, sort_keys=True)
    place.write(f"{name}{manifest.ENDING}", text.encode())
    forgotten = forget(place, keep=keep, now=now)
    if forgotten:
        say(f"Deleted the oldest, since {keep} are kept: {', '.join(forgotten)}")
    return made


def verify(place: Place, made: Manifest) -> None:
    """Whether what lies there is what was put there."""
    sha256, size = digest(place.pieces(made.file))
    if (sha256, size) != (made.sha256, made.size):
        raise BackupFailed(
            f"{made.file} in {place.words} is not what was stored there ({size} bytes of "
            f"{made.size}). It is damaged; use another backup."
        )


def forget(place: Place, *, keep: int, now: datetime) -> list[str]:
    """Delete this site's backups beyond ``keep`` (0 keeps all), and old leftovers of its own."""
    ours = [one for one in manifest.listed(place) if one.site == settings.SITE_HOST]
    beyond = ours[keep:] if keep else []
    for one in beyond:
        # The manifest first: half a deletion must not look like a backup.
        place.delete(f"{one.name}{manifest.ENDING}")
        place.delete(one.file)
    whole = {one.name for one in ours}
    for file in place.names():
        stem = Path(file).stem
        found = _NAME.fullmatch(stem)
        if file.endswith(manifest.ENDING) or stem in whole or not found or found["site"] != _site():
            continue
        begun = datetime.strptime(found["when"], "%Y%m%d-%H%M%S").replace(tzinfo=UTC)
        if begun < now - ABANDONED:
            place.delete(file)
    return [one.name for one in beyond]


def _site() -> str:
    return re.sub(r"[^a-z0-9.-]", "-", settings.SITE_HOST.lower()) or "site"


def ending() -> str:
    """What the name of this deployment's copies ends with."""
    return sqlite.ENDING if connection.vendor == "sqlite" else postgres.ENDING


def _dump(file: Path) -> postgres.Copied:
    if connection.vendor == "postgresql":
        return postgres.dump(connection.settings_dict, file)
    name = str(connection.settings_dict["NAME"])
    if connection.vendor != "sqlite" or name == ":memory:" or "mode=memory" in name:
        raise BackupFailed("DATABASE_URL names no database that can be copied.")
    return sqlite.dump(Path(name), file)


@contextmanager
def workroom(place: Place) -> Iterator[Path]:
    """A folder of its own that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix=PART, dir=place.workroom()) as folder:
        yield Path(folder)


def in_words(size: int) -> str:
    """1.4 MB, for a person."""
    number = float(size)
    for unit in ("bytes", "kB", "MB"):
        if number < 1000:
            return f"{number:.0f} {unit}" if unit == "bytes" else f"{number:.1f} {unit}"
        number /= 1000
    return f"{number:.1f} GB"
