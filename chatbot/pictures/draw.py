"""Puts the pictures together for one business."""

from __future__ import annotations

import functools
import struct
from pathlib import Path

from chatbot.colour import LIGHT, parse, shades
from chatbot.pictures.letters import LEVELS, lines_for, write
from chatbot.pictures.png import RGB, Picture, ramp

HERE = Path(__file__).parent
#: Of the picture of a shared link (https://ogp.me/#structured); most places cut it to about 1.91:1.
WIDTH, HEIGHT = 1200, 630
MARGIN = 88
MARK = 96
#: Sizes of icons: a browser's tab, a telephone's home screen, and two for the manifest.
ICON_SIZES = (32, 96, 180, 192, 512)


@functools.lru_cache(maxsize=16)
def icon(colour: str, size: int) -> bytes:
    """The mark in white or black on the accent, as PNG."""
    return _mark(size).as_png(_mark_colours(colour))


@functools.lru_cache(maxsize=4)
def favicon(colour: str) -> bytes:
    """The same for whoever asks for ``/favicon.ico``: an ICO file that holds a PNG."""
    png = icon(colour, 32)
    directory = struct.pack("<HHH", 0, 1, 1)
    entry = struct.pack("<BBBBHHII", 32, 32, 0, 0, 1, 32, len(png), len(directory) + 16)
    return directory + entry + png


def icon_svg(colour: str) -> str:
    """The same as SVG, for browsers' tabs."""
    made = shades(colour)
    source = (HERE / "mark.svg").read_text("utf-8")
    return source.replace("#1f5f5b", made.accent).replace("#ffffff", made.on_accent)


@functools.lru_cache(maxsize=4)
def social(colour: str, name: str, words: str) -> bytes:
    """What is shown where somebody shares the page: name and words on paper, as PNG.

    Without the words where the letters we have cannot write them.
    """
    paper, ink = parse(LIGHT.paper), parse(LIGHT.ink)
    palette = [*ramp(paper, ink, LEVELS), *_mark_colours(colour)]
    picture = Picture.blank(WIDTH, HEIGHT)
    picture.fill(0, HEIGHT - 14, WIDTH, 14, LEVELS)
    _paste(picture, _mark(MARK), MARGIN, MARGIN, offset=LEVELS)
    write(picture, name, left=MARGIN + MARK + 28, baseline=MARGIN + 62, scale=0.5)
    found = lines_for(words, width=WIDTH - 2 * MARGIN, height=HEIGHT - 2 * MARGIN - MARK - 40)
    if found:
        scale, lines, leading = found
        bottom = HEIGHT - MARGIN - 20
        for number, line in enumerate(reversed(lines)):
            write(picture, line, left=MARGIN - 4, baseline=bottom - number * leading, scale=scale)
    return picture.as_png(palette)


def _mark(size: int) -> Picture:
    return Picture.read(HERE / f"mark-{size}.png")


def _mark_colours(colour: str) -> list[RGB]:
    made = shades(colour)
    return ramp(parse(made.accent), parse(made.on_accent), LEVELS)


def _paste(onto: Picture, part: Picture, left: int, top: int, *, offset: int) -> None:
    for row in range(part.height):
        start = (top + row) * onto.width + left
        pixels = part.pixels[row * part.width : (row + 1) * part.width]
        onto.pixels[start : start + part.width] = bytes(value + offset for value in pixels)
