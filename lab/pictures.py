"""Draws the files of ``chatbot/pictures`` anew, with Chromium: ``python -m lab.pictures``.

Needed only after a change of the mark or of the letters. The serif is Liberation Serif, which is
what Chromium finds for the pages' own serif on Linux.
"""

from __future__ import annotations

import json
import shutil
import zlib
from typing import Any

from playwright.sync_api import Page, sync_playwright

from chatbot.pictures.draw import HERE, ICON_SIZES
from chatbot.pictures.letters import FILE, LEVELS, SIZE
from chatbot.pictures.png import Picture, ramp

#: Basic Latin, Latin-1, Latin Extended-A, and the punctuation of good typesetting.
SIGNS = "".join(
    chr(code)
    for start, end in ((0x20, 0x7E), (0xA1, 0xAC), (0xAE, 0x17E))
    for code in range(start, end + 1)
) + "ȘșȚțẞ–—‘’‚“”„…•‹›€™\u00a0"  # fmt: skip

MARK_COVERAGE = """async ([svg, size]) => {
  const image = new Image();
  image.src = "data:image/svg+xml;base64," + btoa(svg);
  await image.decode();
  const canvas = Object.assign(document.createElement("canvas"), {width: size, height: size});
  const paper = canvas.getContext("2d");
  paper.drawImage(image, 0, 0, size, size);
  return [...paper.getImageData(0, 0, size, size).data].filter((_, at) => at % 4 == 0);
}"""

#: The smallest part with anything in it, so that little has to be handed over.
LETTER_COVERAGE = """([sign, size]) => {
  const side = size * 3;
  const canvas = Object.assign(document.createElement("canvas"), {width: side, height: side});
  const paper = canvas.getContext("2d");
  paper.font = `${size}px "Liberation Serif", Georgia, serif`;
  paper.fontKerning = "none";
  paper.fillText(sign, size, size * 2);
  const data = paper.getImageData(0, 0, side, side).data;
  let [left, right, top, bottom] = [side, -1, side, -1];
  for (let at = 3; at < data.length; at += 4) {
    if (data[at] < 9) continue;
    const [x, y] = [((at - 3) / 4) % side, Math.floor(at / 4 / side)];
    [left, right] = [Math.min(left, x), Math.max(right, x)];
    [top, bottom] = [Math.min(top, y), Math.max(bottom, y)];
  }
  const [width, height] = [Math.max(0, right - left + 1), Math.max(0, bottom - top + 1)];
  const part = width ? paper.getImageData(left, top, width, height).data : [];
  const values = [...part].filter((_, at) => at % 4 == 3);
  return [paper.measureText(sign).width, left - size, size * 2 - top, width, height, values];
}"""


def mark(page: Page, size: int) -> Picture:
    """How much of each pixel the mark covers, on a square without round corners."""
    svg = (HERE / "mark.svg").read_text().replace(' rx="7"', "")
    svg = svg.replace("#1f5f5b", "#000000").replace(
        "<svg ", f'<svg width="{size}" height="{size}" '
    )
    values = page.evaluate(MARK_COVERAGE, [svg, size])
    return Picture(size, size, bytearray(_level(value) for value in values))


def letter(page: Page, sign: str) -> tuple[list[Any], bytes]:
    """``[sign, advance, left, top, width, height]`` and the pixels of that part."""
    advance, *place, values = page.evaluate(LETTER_COVERAGE, [sign, SIZE])
    pixels = bytes(_level(value) for value in values)
    return [sign, round(advance, 2), *(place if pixels else [0, 0, 0, 0])], pixels


def _level(value: int) -> int:
    return round(value / 255 * (LEVELS - 1))


def main() -> None:
    """Draw everything."""
    grey = ramp((0, 0, 0), (255, 255, 255), LEVELS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        page = browser.new_page()
        for size in ICON_SIZES:
            (HERE / f"mark-{size}.png").write_bytes(mark(page, size).as_png(grey))
        drawn = [letter(page, sign) for sign in SIGNS]
        browser.close()
    head = json.dumps([place for place, _ in drawn], separators=(",", ":")).encode()
    body = b"".join(part for _, part in drawn)
    FILE.write_bytes(zlib.compress(head + b"\n" + body, 9))


if __name__ == "__main__":
    main()
