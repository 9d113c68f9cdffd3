"""Letters for the picture of a shared link: European Latin in one serif, drawn once.

``letters.bin`` holds, compressed, each letter's coverage at ``SIZE`` pixels in ``LEVELS`` steps.
"""

from __future__ import annotations

import functools
import json
import zlib
from dataclasses import dataclass
from pathlib import Path

from chatbot.pictures.png import Picture

SIZE = 88
LEVELS = 16
FILE = Path(__file__).with_name("letters.bin")
#: Share of ``SIZE``: the largest at which the words fit is used.
SCALES = (1.0, 0.82, 0.66, 0.54)
LEADING = 1.12


@dataclass(frozen=True, slots=True)
class Letter:
    """``left`` and ``top`` are of the first pixel, from the pen and from the base line (up)."""

    advance: float
    left: int
    top: int
    width: int
    height: int
    coverage: bytes


@functools.cache
def letters() -> dict[str, Letter]:
    """Every letter there is."""
    data = zlib.decompress(FILE.read_bytes())
    head, _, body = data.partition(b"\n")
    found, at = {}, 0
    for sign, advance, left, top, width, height in json.loads(head):
        size = width * height
        found[sign] = Letter(advance, left, top, width, height, body[at : at + size])
        at += size
    return found


def can_write(text: str) -> bool:
    """Whether every letter of a text is there."""
    return all(sign in letters() for sign in text)


def length(text: str, scale: float) -> float:
    """How many pixels a text is wide."""
    return sum(letters()[sign].advance for sign in text) * scale


def lines_for(text: str, *, width: int, height: int) -> tuple[float, list[str], int] | None:
    """Scale, lines and the distance between them; None where the text cannot be written here."""
    text = " ".join(text.split())
    if not text or not can_write(text):
        return None
    for scale in SCALES:
        leading = round(SIZE * LEADING * scale)
        lines = _broken(text, scale, width)
        if len(lines) * leading <= height and all(length(line, scale) <= width for line in lines):
            return scale, lines, leading
    return None


def _broken(text: str, scale: float, width: int) -> list[str]:
    """As few lines as possible, and as even as possible."""
    lines = _greedy(text, scale, width)
    narrow = float(width)
    while len(lines) > 1 and narrow > width / 2:
        narrow -= 20
        tried = _greedy(text, scale, narrow)
        if len(tried) > len(lines):
            break
        lines = tried
    return lines


def _greedy(text: str, scale: float, width: float) -> list[str]:
    lines: list[str] = []
    for word in text.split(" "):
        if lines and length(f"{lines[-1]} {word}", scale) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def write(picture: Picture, text: str, *, left: float, baseline: int, scale: float) -> None:
    """One line; what cannot be written, or would leave the picture, is left out whole."""
    text = " ".join(text.split())
    if not can_write(text) or left + length(text, scale) > picture.width:
        return
    for sign in text:
        letter = letters()[sign]
        _put(picture, letter, left, baseline, scale)
        left += letter.advance * scale


def _put(picture: Picture, letter: Letter, pen: float, baseline: int, scale: float) -> None:
    """Each pixel is the mean of the part of the letter it covers."""
    first = int(pen + letter.left * scale)
    top = int(baseline - letter.top * scale)
    for row in range(int(letter.height * scale) + 2):
        ys = _span((top + row - baseline) / scale + letter.top, 1 / scale, letter.height)
        if not ys:
            continue
        at = (top + row) * picture.width
        for column in range(int(letter.width * scale) + 2):
            xs = _span((first + column - pen) / scale - letter.left, 1 / scale, letter.width)
            if not xs:
                continue
            level = round(
                sum(
                    letter.coverage[y * letter.width + x] * part_y * part_x
                    for y, part_y in ys
                    for x, part_x in xs
                )
                * scale
                * scale
            )
            if level:
                place = at + first + column
                picture.pixels[place] = max(picture.pixels[place], min(level, LEVELS - 1))


def _span(start: float, size: float, limit: int) -> list[tuple[int, float]]:
    """The whole pixels from ``start``, and how much of each lies in the span."""
    found, at = [], max(0.0, start)
    end = min(start + size, limit)
    while at < end - 1e-9:
        pixel = int(at + 1e-9)
        upto = min(end, pixel + 1)
        found.append((pixel, upto - at))
        at = upto
    return found
