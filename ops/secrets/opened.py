"""Opens what holds other files: zip (wheels and Office documents too), tar, bzip2 and xz.

In memory, within bounds, and nothing is written. What is shut with a password, too deep or too much
is said, as everything is that was not looked into.
"""

from __future__ import annotations

import bz2
import io
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ops.secrets.reading import CannotRead, Piece, pieces, unpacked

#: Bytes that one file may hold unpacked, files in it, and archives in one another.
MOST, FILES, DEEPEST = 64 * 1024 * 1024, 5000, 3
#: Bytes that xz may take to unpack.
MEMORY = 128 * 1024 * 1024
#: Where a tar archive says that it is one (POSIX.1-1988, ustar).
_TAR_AT, _TAR = 257, b"ustar"
_BROKEN = (
    zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, OSError, EOFError, ValueError,
    NotImplementedError, RuntimeError, OverflowError,
)  # fmt: skip


@dataclass(slots=True)
class _Budget:
    left: int = MOST
    files: int = FILES

    def take(self, size: int) -> None:
        self.left -= size
        self.files -= 1
        if self.left < 0 or self.files < 0:
            raise CannotRead("an archive that holds very much")


def texts(data: bytes) -> Iterator[tuple[str, Piece | CannotRead]]:
    """(name inside, text to search) of a file's bytes; the name is "" where it is no archive.

    A part that cannot be read comes as the reason. Raises ``CannotRead`` where nothing can.
    """
    yield from _texts(data, "", _Budget(), 0)


def _texts(
    data: bytes, name: str, budget: _Budget, depth: int
) -> Iterator[tuple[str, Piece | CannotRead]]:
    members = _opener(data)
    if members is None:
        for piece in pieces(data):
            yield name, piece
        return
    if depth >= DEEPEST:
        raise CannotRead(f"an archive inside {DEEPEST} others")
    try:
        for inner, content in members(data, budget):
            below = f"{name} > {inner}" if name else inner
            try:
                yield from _texts(unpacked(content), below, budget, depth + 1)
            except CannotRead as error:
                yield below, error
    except _BROKEN as error:
        raise CannotRead(f"a damaged or unusual archive ({type(error).__name__})") from error


_Members = Callable[[bytes, _Budget], Iterator[tuple[str, bytes]]]


def _opener(data: bytes) -> _Members | None:
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip
    if data.startswith(b"BZh"):
        return _bzip2
    if data.startswith(b"\xfd7zXZ"):
        return _xz
    return _tar if data[_TAR_AT : _TAR_AT + len(_TAR)] == _TAR else None


def _zip(data: bytes, budget: _Budget) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for entry in archive.infolist():
            if entry.is_dir():
                continue
            if entry.flag_bits & 1:
                raise CannotRead("a zip archive with a password")
            with archive.open(entry) as file:
                content = file.read(max(0, budget.left) + 1)
            budget.take(len(content))
            yield entry.filename, content


def _tar(data: bytes, budget: _Budget) -> Iterator[tuple[str, bytes]]:
    with tarfile.open(fileobj=io.BytesIO(data), mode="r:") as archive:
        for entry in archive:
            file = archive.extractfile(entry) if entry.isreg() else None
            if file is not None:
                content = file.read(max(0, budget.left) + 1)
                budget.take(len(content))
                yield entry.name, content


def _bzip2(data: bytes, budget: _Budget) -> Iterator[tuple[str, bytes]]:
    content = bz2.BZ2Decompressor().decompress(data, max(0, budget.left) + 1)
    budget.take(len(content))
    yield "its content", content


def _xz(data: bytes, budget: _Budget) -> Iterator[tuple[str, bytes]]:
    content = lzma.LZMADecompressor(memlimit=MEMORY).decompress(data, max(0, budget.left) + 1)
    budget.take(len(content))
    yield "its content", content
