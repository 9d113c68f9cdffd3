"""What lies beside each backup: what is in it, and how to tell that all of it is there."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from ops.backups.places import Place
from ops.backups.problems import BackupFailed

SCHEMA = 1
ENDING = ".json"


@dataclass(frozen=True, kw_only=True, slots=True)
class Manifest:
    """One backup. ``tables`` is how many rows each had at that moment; ``migrations`` what the
    database had applied, as ``{app: [names]}``; ``waiting`` how many emails had not left yet.
    """

    name: str
    file: str
    engine: str
    made_at: datetime
    site: str
    version: str
    size: int
    sha256: str
    server: str
    namespace: str
    tables: Mapping[str, int]
    migrations: Mapping[str, list[str]]
    waiting: int
    reason: str = ""

    def as_json(self) -> dict[str, Any]:
        """As it is written, and as ``--json`` prints it."""
        return {"schema": SCHEMA, **asdict(self), "made_at": self.made_at.isoformat()}

    @property
    def rows(self) -> int:
        """All rows together."""
        return sum(self.tables.values())


def read(place: Place, name: str) -> Manifest:
    """One manifest; raises ``BackupFailed`` when it is not there or not one."""
    text = place.read(f"{name}{ENDING}")
    try:
        data = json.loads(text)
        if data.pop("schema") != SCHEMA:
            raise BackupFailed(
                f"{name} was written by a newer Slipway. Restore it with that one's code."
            )
        found = Manifest(**{**data, "made_at": datetime.fromisoformat(data["made_at"])})
        if found.name != name or found.file.partition(name)[::2] != ("", Path(found.file).suffix):
            raise ValueError("it is about another file")
        return found
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise BackupFailed(
            f"The manifest {name}{ENDING} cannot be read. Take another backup, or delete it."
        ) from error


def listed(place: Place) -> list[Manifest]:
    """Every whole backup, newest first. What cannot be read as one is left out."""
    there = set(place.names())
    found: list[Manifest] = []
    for file in there:
        if not file.endswith(ENDING):
            continue
        try:
            manifest = read(place, file.removesuffix(ENDING))
        except BackupFailed:
            continue
        if manifest.file in there:
            found.append(manifest)
    return sorted(found, key=lambda one: (one.made_at, one.name), reverse=True)


def digest(pieces: Iterable[bytes]) -> tuple[str, int]:
    """The SHA-256 and the size of what comes in pieces."""
    total, size = hashlib.sha256(), 0
    for piece in pieces:
        total.update(piece)
        size += len(piece)
    return total.hexdigest(), size


def digest_of(file: Path) -> tuple[str, int]:
    """The same of a file here."""
    with file.open("rb") as opened:
        return digest(iter(lambda: opened.read(1 << 20), b""))
