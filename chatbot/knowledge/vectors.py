"""Vectors that were worked out once, kept in a file that all processes of a machine share.

A lost or unreadable file costs time and nothing else: what is missing is worked out again.
"""

from __future__ import annotations

import hashlib
import logging
import sqlite3
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

logger = logging.getLogger(__name__)

Array = NDArray[np.float32]
T = TypeVar("T")

#: Rows kept; when there are more, those written first are let go.
MOST = 60_000
_AT_ONCE = 500  # keys in one query
_KEY_SIZE = 16  # bytes


class Vectors:
    """The file. All methods may be called from several threads and processes."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._failed = False

    def get(self, model: str, texts: Collection[str]) -> dict[str, Array]:
        """Return the vectors kept for `texts`; what is not kept is left out."""
        keys = {_key(model, text): text for text in texts}

        def read(file: sqlite3.Connection) -> dict[str, Array]:
            found = {}
            for some in _some(list(keys)):
                marks = ",".join("?" * len(some))
                query = f"SELECT key, row FROM vectors WHERE key IN ({marks})"  # noqa: S608
                for key, row in file.execute(query, some):
                    found[keys[key]] = np.frombuffer(row, np.float16).astype(np.float32)
            return found

        return self._try(read, {})

    def count(self, model: str, texts: Collection[str]) -> int:
        """Return for how many of the distinct `texts` a vector is kept."""
        keys = list({_key(model, text) for text in texts})

        def read(file: sqlite3.Connection) -> int:
            held = 0
            for some in _some(keys):
                marks = ",".join("?" * len(some))
                query = f"SELECT count(*) FROM vectors WHERE key IN ({marks})"  # noqa: S608
                held += file.execute(query, some).fetchone()[0]
            return held

        return self._try(read, 0)

    def keep(self, model: str, rows: Mapping[str, Array]) -> None:
        """Keep a vector for each text, at half precision: the order of answers does not feel it."""
        values = [
            (_key(model, text), row.astype(np.float16).tobytes()) for text, row in rows.items()
        ]

        def write(file: sqlite3.Connection) -> None:
            file.executemany("INSERT OR REPLACE INTO vectors (key, row) VALUES (?, ?)", values)
            file.execute(
                "DELETE FROM vectors WHERE rowid <= (SELECT max(rowid) FROM vectors) - ?", (MOST,)
            )

        self._try(write, None)

    def _try(self, act: Callable[[sqlite3.Connection], T], otherwise: T) -> T:
        try:
            with self._open() as file:
                return act(file)
        except (sqlite3.Error, OSError) as error:
            if not self._failed:
                self._failed = True
                logger.warning("vectors of the knowledge cannot be kept (%s)", error)
            return otherwise

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(self._file, timeout=5)) as file:
            file.execute("PRAGMA journal_mode=WAL")
            file.execute("CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, row BLOB)")
            with file:
                yield file


def _key(model: str, text: str) -> bytes:
    return hashlib.blake2b(f"{model}\n{text}".encode(), digest_size=_KEY_SIZE).digest()


def _some(keys: list[bytes]) -> Iterator[list[bytes]]:
    for start in range(0, len(keys), _AT_ONCE):
        yield keys[start : start + _AT_ONCE]
