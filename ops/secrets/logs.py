"""Logs: files that a program wrote beside its code, and lines that are piped in."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from ops.secrets import git
from ops.secrets.collected import Collector, Place
from ops.secrets.reading import CannotRead, Piece, pieces
from ops.secrets.tree import Listing, take_file, walk

_LOG = re.compile(
    r"(?i)\.log(?:[.-][\w.-]+)?$|(?:^|/)nohup\.out$|(?:^|/)[\w-]*debug\.log|\.(?:out|err)$"
)
_FOLDERS = frozenset({"log", "logs", "var", "tmp", "storage"})
_READ = 1 << 20


def files(listing: Listing) -> Iterator[str]:
    """The log files that git ignores; where git keeps them, they are looked into anyway."""
    if listing.plain or git.top_of(listing.folder) is None:
        return
    printed = git.ask(listing.folder, "ls-files", "-o", "-i", "--exclude-standard", "--directory",
                      "-z")  # fmt: skip
    for entry in sorted(os.fsdecode(part) for part in printed.split(b"\0") if part):
        if not entry.endswith("/"):
            if _LOG.search(entry):
                yield entry
        elif Path(entry).name in _FOLDERS:
            for path in walk(listing.folder / entry, []):
                if _LOG.search(path):
                    yield os.path.normpath(os.path.join(entry, path))


def scan_files(listing: Listing, into: Collector) -> None:
    """Search the log files of a folder."""
    for path in files(listing):
        if into.late:
            into.not_read("the log files", "the time was over")
            return
        take_file(listing.folder, path, into, state="log")


def scan_stream(stream: BinaryIO, into: Collector) -> int:
    """Search what is piped in, line by line however long it goes on; the number of bytes.

    Marks do not count here: a visitor could have written one.
    """
    into.marks = False
    size, first, rest = 0, 1, b""
    while chunk := stream.read(_READ):
        if not size:
            try:
                list(pieces(chunk[:4096]))
            except CannotRead as error:
                into.not_read("what was piped in", str(error))
                return len(chunk)
        size += len(chunk)
        whole, line, rest = (rest + chunk).rpartition(b"\n")
        if not line and len(rest) < 4 * _READ:
            continue
        if not line:
            whole, rest = rest, rest[-4096:]
        first = _take(whole + line, first, into)
    if rest:
        _take(rest, first, into)
    into.looked_at += 1 if size else 0
    return size


def _take(data: bytes, first: int, into: Collector) -> int:
    for piece in pieces(data):
        number = first + piece.first - 1
        into.take_piece(
            Piece(piece.text, number, only_shapes=False),
            lambda line: Place("stdin", line),
            "stdin.log",
        )
    return first + data.count(b"\n")
