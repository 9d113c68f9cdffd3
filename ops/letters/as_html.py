"""An email as HTML that common clients show alike: tables, and styles on each element.

What they support is collected at https://www.caniemail.com. Outlook for Windows draws with Word
and knows tables only; Gmail keeps a style element but not one it finds a mistake in; a dark scheme
reaches Apple Mail by ``prefers-color-scheme`` and Outlook.com by ``data-ogsc``. Nothing is loaded
from anywhere, so that reading an email tells nobody.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from ops.letters.address import direction
from ops.letters.fill import Part, Run
from ops.letters.kinds import Turn
from ops.letters.letterhead import Letterhead

#: Gmail shows the beginning of a longer one and a link to the rest; it counts 102 KB.
MOST_BYTES = 100_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Shown:
    """How a preview differs from an email: in a scheme of its own, with a line as in an inbox.

    ``scheme`` is ``auto``, ``light`` or ``dark``; ``sender`` whom that line names, "" for none.
    """

    scheme: str = "auto"
    sender: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """What is around the parts."""

    subject: str
    preheader: str
    head: Letterhead
    language: str
    shown: Shown = Shown()


def html_of(parts: list[Part], page: Page) -> str:
    """The whole document."""
    fallback = "rtl" if page.language.partition("-")[0] in settings.LANGUAGES_BIDI else "ltr"
    around = direction(" ".join(_own_words(part) for part in parts), fallback)
    look = _Look(page.head, around)
    return render_to_string(
        "email/letter.html",
        {
            "page": page,
            "scheme": page.shown.scheme,
            "light": page.head.light,
            "dark": page.head.dark,
            "dir": around,
            "align": _side(around),
            "parts": [look.part(part) for part in parts],
        },
    )


def _own_words(part: Part) -> str:
    """Not the values in it: a name does not turn a letter around."""
    return " ".join(run.text for line in part.lines for run in line if not run.is_value)


def _side(way: str) -> str:
    return "right" if way == "rtl" else "left"


class _Look:
    """Parts as the template wants them, in the direction of what they say."""

    def __init__(self, head: Letterhead, around: str) -> None:
        self.link = head.light.link
        self.around = around

    def part(self, part: Part) -> dict[str, Any]:
        """Its shape, its lines as HTML and its direction."""
        way = direction(part.words, self.around)
        return {
            "shape": part.shape.value,
            "lines": [self._line(line, way) for line in part.lines],
            "pairs": [self._pair(pair) for pair in part.pairs],
            "dir": way if way != self.around else "",
            "align": _side(way),
            "button": part.lines[0][0] if part.lines else None,
        }

    def _line(self, line: tuple[Run, ...], way: str) -> SafeString:
        # Each run is escaped by format_html.
        return mark_safe("".join(self._run(run, way) for run in line))  # noqa: S308

    def _run(self, run: Run, way: str) -> SafeString:
        made: SafeString = escape(run.text)
        if run.is_value and direction(run.text, way) != way:
            made = format_html('<span dir="{}">{}</span>', direction(run.text, way), made)
        if run.strong:
            made = format_html("<strong>{}</strong>", made)
        if run.href:
            made = format_html(
                '<a class="link" href="{}" style="color:{};text-decoration:underline;">{}</a>',
                run.href, self.link, made,
            )  # fmt: skip
        return made

    def _pair(self, pair: Turn) -> dict[str, Any]:
        way = direction(pair.text, self.around)
        return {
            "label": pair.label,
            "lines": pair.text.split("\n"),
            "links": pair.links,
            "about": pair.about,
            "dir": way if way != self.around else "",
            "align": _side(way),
        }
