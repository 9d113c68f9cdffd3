"""One accent colour from the business profile, made readable on paper and in the dark.

The founder picks any colour, pale yellow and black included. What the pages use is derived from it
here, so that text keeps WCAG 2.2 AA contrast (https://www.w3.org/TR/WCAG22/#contrast-minimum)
whatever was picked. Served as a file, because no page has inline style.
"""

from __future__ import annotations

import colorsys
import re
from dataclasses import asdict, dataclass

DEFAULT_ACCENT = "#1f5f5b"

TEXT_CONTRAST = 4.5
DARK_TEXT_CONTRAST = 6.0
FAINT = 1.1
#: Of a surface or an outline against what it lies on (success criterion 1.4.11).
SHAPE_CONTRAST = 3.0
#: Text on a tint keeps a little more than AA, since the tint lies under long passages.
TINT_CONTRAST = 7.0

RGB = tuple[int, int, int]
_HEX = re.compile(r"#?([0-9a-fA-F]{3}|[0-9a-fA-F]{6})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme:
    """What lies under the accent: the page, a sheet on it (card, panel, field), and the ink."""

    paper: str
    sheet: str
    ink: str

    @property
    def surfaces(self) -> tuple[str, str]:
        """Everything text may lie on."""
        return self.paper, self.sheet

    @property
    def is_dark(self) -> bool:
        """Whether ink is the lighter one."""
        return luminance(self.paper) < luminance(self.ink)


#: ``tokens.css`` holds the same values; a test compares them.
LIGHT = Scheme(paper="#fbf9f5", sheet="#ffffff", ink="#1f1c18")
DARK = Scheme(paper="#191715", sheet="#221f1c", ink="#ece6dc")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shades:
    """What one scheme needs of the accent; every value is ``#rrggbb``.

    ``accent`` fills buttons and ``on_accent`` is the text on it; ``accent_text`` is for links on
    paper; ``edge`` outlines a fill too close to the paper to be seen; ``tint`` lies under the
    visitor's words and ``tint_strong`` under a pressed or pointed-at control.
    """

    accent: str
    on_accent: str
    accent_text: str
    edge: str
    tint: str
    tint_strong: str


def hex_colour(text: str) -> str:
    """``#rrggbb`` of ``#rgb`` or ``#rrggbb``, the sign left out or not; "" for anything else."""
    match = _HEX.fullmatch(text.strip())
    if not match:
        return ""
    digits = match[1].lower()
    return "#" + (digits if len(digits) == 6 else "".join(digit * 2 for digit in digits))


def parse(colour: str) -> RGB:
    """Red, green and blue of ``#rgb`` or ``#rrggbb``; the default accent for anything else."""
    digits = (hex_colour(colour) or DEFAULT_ACCENT)[1:]
    return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)


def luminance(colour: str) -> float:
    """Relative luminance, 0 to 1 (https://www.w3.org/TR/WCAG22/#dfn-relative-luminance)."""
    red, green, blue = (_linear(value / 255) for value in parse(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    """Contrast ratio, 1 to 21 (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio)."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def mix(colour: str, other: str, *, share: float) -> str:
    """``share`` of ``colour`` in ``other``, 0 to 1."""
    pairs = zip(parse(colour), parse(other), strict=True)
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02x}" for a, b in pairs)


def on(fill: str) -> str:
    """Black or white, whichever reads better on ``fill``; one of them always reaches AA."""
    return max(("#ffffff", "#000000"), key=lambda text: contrast(text, fill))


def standing_out(colour: str, scheme: Scheme, *, at_least: float) -> str:
    """``colour``, darkened or lightened only as far as it takes to be seen in ``scheme``.

    Only the lightness moves, so that a teal stays a teal.
    """
    hue, start, saturation = colorsys.rgb_to_hls(*(value / 255 for value in parse(colour)))
    end = 1.0 if scheme.is_dark else 0.0
    for step in range(101):
        lightness = start + (end - start) * step / 100
        moved = _hex(colorsys.hls_to_rgb(hue, lightness, saturation))
        if min(contrast(moved, surface) for surface in scheme.surfaces) >= at_least:
            return moved
    return scheme.ink


def _hex(parts: tuple[float, float, float]) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in parts)


def shades(colour: str, scheme: Scheme = LIGHT) -> Shades:
    """Everything one scheme needs of ``colour``."""
    accent = "#" + "".join(f"{value:02x}" for value in parse(colour))
    edge = standing_out(accent, scheme, at_least=SHAPE_CONTRAST)
    text = standing_out(accent, scheme, at_least=TEXT_CONTRAST)
    if scheme.is_dark:
        # On dark paper a dark fill would vanish and a bare AA would strain the eye.
        accent, text = edge, standing_out(accent, scheme, at_least=DARK_TEXT_CONTRAST)
    tinting = text if scheme.is_dark else accent
    if contrast(tinting, scheme.paper) < FAINT:
        tinting = edge  # white on paper would tint nothing
    return Shades(
        accent=accent,
        on_accent=on(accent),
        accent_text=text,
        edge=edge,
        tint=_tint(tinting, scheme, share=0.16 if scheme.is_dark else 0.12),
        tint_strong=_tint(tinting, scheme, share=0.26 if scheme.is_dark else 0.2),
    )


def _tint(colour: str, scheme: Scheme, *, share: float) -> str:
    under = scheme.sheet if scheme.is_dark else scheme.paper
    tint = mix(colour, under, share=share)
    while share > 0.02 and contrast(tint, scheme.ink) < TINT_CONTRAST:
        share -= 0.01
        tint = mix(colour, under, share=share)
    return tint


def brand_css(colour: str) -> str:
    """The custom properties of the accent, for the light and the dark scheme."""
    light, dark = _properties(shades(colour)), _properties(shades(colour, DARK))
    return f":root{{{light}}}\n@media (prefers-color-scheme:dark){{:root{{{dark}}}}}\n"


def _properties(made: Shades) -> str:
    return ";".join(f"--{name.replace('_', '-')}:{value}" for name, value in asdict(made).items())
