"""Backups in a folder: on this machine, or on a disk or share it has."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from ops.backups.problems import BackupFailed

#: What is not yet whole has a name that begins so.
PART = ".part-"
PIECE = 1 << 20
#: Seconds after which an unfinished file is one that nobody will finish.
ABANDONED = 24 * 3600


@dataclass(frozen=True, slots=True)
class FolderPlace:
    """See ``ops.backups.places.Place``."""

    path: Path

    @property
    def words(self) -> str:
        """For a person."""
        return f"the folder {self.path}"

    def check(self) -> None:
        """Make the folder, and take away what was left unfinished long ago."""
        with self._said("written"):
            self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
            probe = self.path / f"{PART}probe-{os.getpid()}"
            probe.write_bytes(b"")
            probe.unlink()
            clear(self.path)

    def workroom(self) -> Path | None:
        """Itself: what is made here is on the right disk already."""
        return self.path

    def names(self) -> list[str]:
        """Every whole file."""
        if not self.path.exists():
            return []
        with self._said("read"):
            return sorted(
                file.name
                for file in self.path.iterdir()
                if file.is_file() and not file.name.startswith(".")
            )

    def read(self, name: str) -> bytes:
        """A small file."""
        with self._said("read"):
            return (self.path / name).read_bytes()

    def pieces(self, name: str) -> Iterator[bytes]:
        """A large file, a megabyte at a time."""
        with self._said("read"), (self.path / name).open("rb") as file:
            while piece := file.read(PIECE):
                yield piece

    def store(self, name: str, file: Path) -> None:
        """Copy, flush to the disk, and only then give it its name."""
        with self._said("written"):
            part = self.path / f"{PART}{name}"
            with file.open("rb") as source, _private(part) as target:
                shutil.copyfileobj(source, target, PIECE)
                _flush(target)
            self._named(part, name)

    def write(self, name: str, content: bytes) -> None:
        """The same with something small."""
        with self._said("written"):
            part = self.path / f"{PART}{name}"
            with _private(part) as target:
                target.write(content)
                _flush(target)
            self._named(part, name)

    def delete(self, name: str) -> None:
        """Take it away."""
        with self._said("written"):
            (self.path / name).unlink(missing_ok=True)

    def _named(self, part: Path, name: str) -> None:
        part.replace(self.path / name)
        if os.name == "posix":
            # The name itself is only safe from a power cut once the folder is on the disk too.
            folder = os.open(self.path, os.O_RDONLY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)

    @contextmanager
    def _said(self, act: str) -> Iterator[None]:
        try:
            yield
        except FileNotFoundError as error:
            raise BackupFailed(f"There is no such file in {self.words}.") from error
        except OSError as error:
            why = error.strerror or type(error).__name__
            raise BackupFailed(
                f"Something in {self.words} cannot be {act}: {why}. Free some room, mend the "
                "folder's owner, or name another place."
            ) from error


def clear(folder: Path) -> None:
    """Take away what a run that was killed has left there."""
    for left in folder.glob(f"{PART}*"):
        if left.stat().st_mtime < time.time() - ABANDONED:
            shutil.rmtree(left) if left.is_dir() else left.unlink()


@contextmanager
def _private(path: Path) -> Iterator[IO[bytes]]:
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        yield file


def _flush(file: IO[bytes]) -> None:
    file.flush()
    os.fsync(file.fileno())
