"""Gathers what the texts of one scan hold into facts without a single value in them."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from ops.secrets.allowed import (
    FILE,
    WITHOUT_FINGERPRINTS,
    Allowances,
    file_fingerprint,
    fingerprint,
    is_marked,
)
from ops.secrets.detect import detect
from ops.secrets.kind import Kind
from ops.secrets.opened import texts
from ops.secrets.reading import CannotRead, Piece, unpacked

#: How many places of one key are kept; more are counted.
PLACES = 20


def prepared(data: bytes, path: str) -> bytes:
    """The bytes to search of a file: unpacked where gzip packed them. Raises ``CannotRead``."""
    if PurePosixPath(path).name == FILE:
        return WITHOUT_FINGERPRINTS.sub(b"", data)
    return unpacked(data)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a key stands. ``state`` is "tracked", "staged", "untracked", "static", "docker", "log",
    or "" where git has no say.
    """

    path: str
    line: int
    commit: str = ""
    state: str = ""

    @property
    def words(self) -> str:
        """For a person; control characters of odd file names are written out."""
        at = f"{shown(self.path)}, line {self.line}" if self.line else shown(self.path)
        return f"{at}, commit {self.commit[:12]}" if self.commit else at


def within(place: Callable[[int], Place], inside: str) -> Callable[[int], Place]:
    """The places of a file inside an archive; those of the file itself where it is none."""
    if not inside:
        return place

    def deeper(line: int) -> Place:
        found = place(line)
        return replace(found, path=f"{found.path} > {inside}")

    return deeper


def shown(path: str) -> str:
    """A path on one line, with what cannot be printed written out."""
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape", "surrogatepass").decode()
        for char in path
    )


@dataclass(frozen=True, slots=True)
class Secret:
    """One key: its kind, where it stands, and what it is known by. Never its value."""

    kind: Kind
    places: tuple[Place, ...]
    count: int
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Unread:
    """Something that was not looked into, and why."""

    path: str
    reason: str
    fingerprint: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Scanned:
    """What one scan found. ``looked_at`` counts files or versions of files; ``allowed`` the values
    that a mark or ``.secretsallow`` takes out.
    """

    secrets: tuple[Secret, ...] = ()
    unread: tuple[Unread, ...] = ()
    looked_at: int = 0
    allowed: int = 0
    notes: tuple[str, ...] = ()


@dataclass(kw_only=True)
class Collector:
    """Takes in bytes, file by file, and knows each value once."""

    allowances: Allowances = field(default_factory=Allowances)
    until: float = float("inf")
    marks: bool = True

    def __post_init__(self) -> None:
        self.looked_at = 0
        self.notes: list[str] = []
        self.unread: list[Unread] = []
        self._found: dict[tuple[str, str], list[Place]] = {}
        self._counts: dict[tuple[str, str], int] = {}
        self._kinds: dict[str, Kind] = {}
        self._marked: set[tuple[str, str]] = set()

    @property
    def late(self) -> bool:
        """Whether the time is over."""
        return time.monotonic() > self.until

    def take(self, data: bytes, place: Callable[[int], Place], path: str) -> None:
        """Search the bytes of one file; ``place`` makes the place of a line."""
        self.looked_at += 1
        try:
            for inside, piece in texts(prepared(data, path)):
                if isinstance(piece, CannotRead):
                    self.not_opened(f"{path} > {inside}", piece, data)
                else:
                    self.take_piece(piece, within(place, inside), inside or path)
        except CannotRead as error:
            self.not_opened(path, error, data)

    def not_opened(self, path: str, error: CannotRead, data: bytes) -> None:
        """Note what cannot be read, unless ``.secretsallow`` knows the file."""
        known = file_fingerprint(data)
        if known not in self.allowances.fingerprints:
            self.unread.append(Unread(path, str(error), known))

    def take_piece(self, piece: Piece, place: Callable[[int], Place], path: str) -> None:
        """Search a part of a file."""
        found = detect(piece.text, path, only_shapes=piece.only_shapes)
        lines = piece.text.split("\n") if found else []
        for one in found:
            key = one.kind.id, one.value
            if self.marks and is_marked(lines, one.line):
                self._marked.add(key)
                continue
            self.add(one.kind, one.value, place(piece.first + one.line - 1))

    def add(self, kind: Kind, value: str, place: Place) -> None:
        """Note one place of a value."""
        key = kind.id, value
        if value in place.path:
            # A key in the name of its file is told, and not shown.
            place = replace(place, path=place.path.replace(value, "…"))
        self._kinds[kind.id] = kind
        self._counts[key] = self._counts.get(key, 0) + 1
        places = self._found.setdefault(key, [])
        if len(places) < PLACES and place not in places:
            places.append(place)

    def stands_at(self, path: str, line: int, commit: str = "") -> bool:
        """Whether something was found there already."""
        return any(
            (place.path, place.line, place.commit) == (path, line, commit)
            for places in self._found.values()
            for place in places
        )

    def not_read(self, path: str, reason: str) -> None:
        """Note something that could not be looked into."""
        self.unread.append(Unread(path, reason))

    def scanned(self) -> Scanned:
        """The facts; what is allowed is left out and counted."""
        secrets, allowed = [], len(self._marked)
        for (id, value), places in self._found.items():
            known = fingerprint(self._kinds[id], value)
            if known in self.allowances.fingerprints:
                allowed += 1
                continue
            count = self._counts[id, value]
            secrets.append(Secret(self._kinds[id], tuple(places), count, known))
        secrets.sort(
            key=lambda one: (one.kind.severity.rank, one.places[0].path, one.places[0].line)
        )
        return Scanned(
            secrets=tuple(secrets), unread=tuple(self.unread), looked_at=self.looked_at,
            allowed=allowed, notes=tuple(self.notes),
        )  # fmt: skip
