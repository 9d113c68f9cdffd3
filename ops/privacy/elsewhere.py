"""Places that are no table: emails in files, the cache, the database's own file, backups."""

from __future__ import annotations

import email
import email.policy
import logging
import time
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.db import DatabaseError, connection

from ops.privacy.known import Sort
from ops.privacy.looking import Looker

logger = logging.getLogger(__name__)

#: Bytes read at once, and kept from the piece before.
PIECE, OVERLAP = 1 << 20, 512
#: Bytes of a database that is tidied up while somebody waits.
SMALL = 50_000_000
#: Seconds that SQLite's log may need to be written into the file, others having to finish first.
PATIENCE = 3.0


def email_files(until: datetime | None = None) -> Iterator[Path]:
    """Emails that were written to files instead of being sent; none written after ``until``."""
    folder = Path(settings.EMAIL_FILE_DIR)
    if folder.is_dir():
        found = sorted(path for path in folder.rglob("*") if path.is_file())
        yield from (path for path in found if until is None or not _is_later(path, until))


def _is_later(path: Path, until: datetime) -> bool:
    try:
        return path.stat().st_mtime > until.timestamp()
    except OSError:
        return False


def in_files(looker: Looker) -> Iterator[tuple[str, Sort]]:
    """Files in which the person stands, by their names."""
    for path in email_files(looker.until):
        for sort in sorts_in_file(looker, path):
            yield path.name, sort


def sorts_in_file(looker: Looker, path: Path) -> set[Sort]:
    """What of the person stands in one email, in its headers and each of its parts."""
    return {sort for text in _texts_of(path) for sort in looker.sure_in(text)}


def files_of(looker: Looker, numbers: Sequence[str]) -> Iterator[Path]:
    """Emails to or about the person: with an address or the number of a row of theirs in them."""
    there = set(email_files(looker.until))
    for path in email_files():
        texts = _texts_of(path)
        if any(number in text for text in texts for number in numbers) or (
            path in there and any(looker.has_address(text) for text in texts)
        ):
            yield path


def forget_files(looker: Looker, numbers: Sequence[str] = ()) -> int:
    """Delete them; returns how many."""
    count = 0
    for path in files_of(looker, numbers):
        path.unlink(missing_ok=True)
        count += 1
    return count


def _texts_of(path: Path) -> list[str]:
    """An email as it is stored, and all that can be read out of it."""
    try:
        raw = path.read_bytes()
    except OSError:
        return []
    texts = [raw.decode("utf-8", "ignore")]
    message = email.message_from_bytes(raw, policy=email.policy.default)
    for part in message.walk():
        texts += [str(value) for value in part.values()]
        if not part.is_multipart():
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes):
                texts.append(payload.decode("utf-8", "ignore"))
    return texts


def in_cache(looker: Looker) -> tuple[list[tuple[str, Sort]], str]:
    """What stands in Redis, by its keys, and why that could not be looked at."""
    if not settings.REDIS_URL:
        return [], ""
    try:
        cache: Any = caches["default"]
        client = cache._cache.get_client(None, write=False)
        found = []
        for key in client.scan_iter(count=1000):
            for text in (key, *_values(client, key)):
                for sort in looker.sure_in(bytes(text).decode("utf-8", "ignore")):
                    found.append((bytes(key).decode("utf-8", "replace")[:80], sort))
    except Exception as error:
        # Whatever a cache raises: it was not looked at, and that is said.
        logger.warning("the cache could not be searched: %s", type(error).__name__)
        return [], f"Redis could not be searched ({type(error).__name__})"
    return found, ""


def _values(client: Any, key: bytes) -> list[bytes]:
    of: str = client.type(key).decode()
    if of == "string":
        value = client.get(key)
        return [value] if value else []
    if of == "list":
        return list(client.lrange(key, 0, -1))
    if of == "hash":
        pairs: dict[bytes, bytes] = client.hgetall(key)
        return [*pairs, *pairs.values()]
    if of == "set":
        return list(client.smembers(key))
    if of == "zset":
        return list(client.zrange(key, 0, -1))
    return []


def overwrite_deleted() -> None:
    """Have SQLite write over what is deleted from now on, on this connection."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = ON")


def on_disk(looker: Looker, *, thorough: bool = True) -> bool:
    """Whether SQLite's file still holds the address outside of all rows, after tidying it up.

    Rows are searched elsewhere. What is found here lies where rows once were, or belongs to a
    longer address; a VACUUM leaves the rows alone. It keeps everybody else from writing, so it is
    made where there is something to tidy up.
    """
    files = _database_files()
    if not files or connection.in_atomic_block:
        return False
    if not thorough and files[0].stat().st_size > SMALL:
        return False
    _into_the_file()
    if not _bytes_in(files, looker):
        return False
    try:
        with connection.cursor() as cursor:
            cursor.execute("VACUUM")
    except DatabaseError as error:
        logger.warning("the database could not be tidied up: %s", type(error).__name__)
        return True
    return not _into_the_file() and _bytes_in(files, looker)


def _database_files() -> list[Path]:
    name = str(connection.settings_dict["NAME"])
    if connection.vendor != "sqlite" or not Path(name).is_file():
        return []
    return [Path(name), Path(f"{name}-wal")]


def _into_the_file() -> bool:
    """Write SQLite's log into its file and empty it; False while others read from it."""
    until = time.monotonic() + PATIENCE
    while True:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            row = cursor.fetchone()
        if not row or not row[0]:
            return True
        if time.monotonic() > until:
            return False
        time.sleep(0.1)


def _bytes_in(files: list[Path], looker: Looker) -> bool:
    wanted = {spelling.lower().encode() for spelling in looker.spellings()}
    for path in files:
        try:
            with path.open("rb") as file:
                before = b""
                while piece := file.read(PIECE):
                    both = (before + piece).lower()
                    if any(one in both for one in wanted):
                        return True
                    before = piece[-OVERLAP:]
        except OSError:
            continue
    return False


def backups() -> tuple[list[str], str]:
    """Each backup with when it will be gone, and why they could not be listed."""
    from ops.backups import manifest
    from ops.backups.places import place_of
    from ops.backups.problems import BackupFailed

    try:
        found = manifest.listed(place_of())
    except BackupFailed as error:
        return [], f"The backups could not be listed: {error}"
    pace = (found[0].made_at - found[-1].made_at) / (len(found) - 1) if len(found) > 1 else None
    return [
        f"{one.name} holds what was there on {one.made_at:%Y-%m-%d}, {_until(place, found, pace)}"
        for place, one in enumerate(found)
    ], ""


def _until(place: int, found: Sequence[Any], pace: timedelta | None) -> str:
    keep = int(settings.BACKUP_KEEP)
    if not keep:
        return "until you delete it (BACKUP_KEEP is 0, which keeps all)"
    newer = max(1, keep - place)
    words = f"until {newer} newer one{'s' if newer > 1 else ''} were made"
    if pace and pace > timedelta(hours=1):
        newest = found[0].made_at
        words += f", at the pace of before on {newest + pace * newer:%Y-%m-%d}"
    return words
