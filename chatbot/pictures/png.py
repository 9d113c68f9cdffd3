"""Indexed PNG (https://www.w3.org/TR/png-3/): one byte a pixel, no filter. All we write or read."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from pathlib import Path

SIGNATURE = b"\x89PNG\r\n\x1a\n"
RGB = tuple[int, int, int]


@dataclass(slots=True)
class Picture:
    """``pixels`` are numbers of palette entries, row by row."""

    width: int
    height: int
    pixels: bytearray

    @classmethod
    def blank(cls, width: int, height: int, index: int = 0) -> Picture:
        """One of a single colour."""
        return cls(width, height, bytearray([index]) * (width * height))

    @classmethod
    def read(cls, path: Path) -> Picture:
        """One that ``as_png`` wrote."""
        data, chunks, at = path.read_bytes(), {}, len(SIGNATURE)
        while at < len(data):
            (size,) = struct.unpack_from(">I", data, at)
            chunks[data[at + 4 : at + 8]] = data[at + 8 : at + 8 + size]
            at += size + 12
        width, height = struct.unpack_from(">II", chunks[b"IHDR"])
        rows = zlib.decompress(chunks[b"IDAT"])
        pixels = bytearray()
        for row in range(height):
            start = row * (width + 1) + 1
            pixels += rows[start : start + width]
        return cls(width, height, pixels)

    def fill(self, left: int, top: int, width: int, height: int, index: int) -> None:
        """A rectangle of one colour."""
        for row in range(top, top + height):
            start = row * self.width + left
            self.pixels[start : start + width] = bytes([index]) * width

    def as_png(self, palette: list[RGB]) -> bytes:
        """The file."""
        rows = b"".join(
            b"\0" + self.pixels[start : start + self.width]
            for start in range(0, len(self.pixels), self.width)
        )
        header = struct.pack(">IIBBBBB", self.width, self.height, 8, 3, 0, 0, 0)
        return SIGNATURE + b"".join(
            (
                _chunk(b"IHDR", header),
                _chunk(b"PLTE", bytes(value for colour in palette for value in colour)),
                _chunk(b"IDAT", zlib.compress(rows, 9)),
                _chunk(b"IEND", b""),
            )
        )


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def ramp(low: RGB, high: RGB, steps: int) -> list[RGB]:
    """``steps`` colours from one to the other, both included."""
    return [
        (
            round(low[0] + (high[0] - low[0]) * step / (steps - 1)),
            round(low[1] + (high[1] - low[1]) * step / (steps - 1)),
            round(low[2] + (high[2] - low[2]) * step / (steps - 1)),
        )
        for step in range(steps)
    ]
