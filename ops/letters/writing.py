"""``write()``: one email of a kind, in a language, with its values."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypedDict

from django.conf import settings

from ops.letters import fill, letterhead, source
from ops.letters.address import many_lines, one_line
from ops.letters.as_html import MOST_BYTES, Page, Shown, html_of
from ops.letters.as_text import text_of
from ops.letters.checking import problems
from ops.letters.kinds import COMMON, Kind, Shape, Value, Variable, Words, kind_of
from ops.letters.letterhead import Letterhead
from ops.letters.rows import EmailWords

logger = logging.getLogger(__name__)

AS_SENT = Shown()
#: The values of an email that has no kind.
_COMMON = {variable.name: variable for variable in COMMON}


class Parts(TypedDict):
    """What ``enqueue`` wants of a letter."""

    subject: str
    text: str
    html: str


@dataclass(frozen=True, slots=True)
class Letter:
    """One email as it is read. ``html`` is "" where it would be longer than clients show."""

    subject: str
    text: str
    html: str

    @property
    def parts(self) -> Parts:
        """All of it, for ``enqueue(**letter.parts, to=…)``."""
        return Parts(subject=self.subject, text=self.text, html=self.html)


def write(
    kind: str, *, language: str = "", values: Mapping[str, Value], own_words: bool = True
) -> Letter:
    """One email; ``language`` is the reader's, "" or one we do not speak the business's.

    ``own_words=False`` leaves the founder's wording out. Raises ``UnknownKind``, and
    ``ValueError`` for values that are not the kind's.
    """
    found, head = kind_of(kind), letterhead.current()
    spoken = spoken_language(language, head)
    words = words_of(found, spoken) if own_words else found.default(spoken)
    return compose(found, words, language=spoken, values=values, head=head)


def compose(
    kind: Kind,
    words: Words,
    *,
    language: str,
    values: Mapping[str, Value],
    head: Letterhead,
    shown: Shown = AS_SENT,
) -> Letter:
    """An email of words that hold (``checking.problems``)."""
    made = fill.cleaned(kind, {**_of_house(head), **values})
    parts = fill.fill(source.parse(words.body), made, kind.known)
    page = Page(
        subject=fill.line(words.subject, made),
        preheader=fill.line(words.preheader, made),
        head=head,
        language=language,
        shown=shown,
    )
    return _letter(parts, page)


def from_text(subject: str, text: str) -> Letter:
    """An email in the house's look of ``text`` as it is: paragraphs, lines and addresses only.

    For what is written for one occasion, in English, such as what an alert says.
    """
    head = letterhead.current()
    blocks = tuple(
        source.Paragraph(tuple(source.literal_line(line) for line in paragraph.splitlines()))
        for paragraph in many_lines(text).strip().split("\n\n")
        if paragraph.strip()
    )
    parts = fill.fill(blocks, {}, _COMMON)
    page = Page(subject=one_line(subject), preheader="", head=head, language="en")
    return _letter(parts, page)


def _letter(parts: list[fill.Part], page: Page) -> Letter:
    html = html_of(parts, page)
    if len(html.encode()) > MOST_BYTES:
        # All of it as text is better than the beginning of it in colour.
        html = ""
    return Letter(page.subject, text_of(parts, page.head), html)


def words_of(kind: Kind, language: str) -> Words:
    """The founder's words where there are any that hold, else those that come with the kind."""
    default = kind.default(language)
    own = EmailWords.objects.filter(kind=kind.name, language=language).first()
    if own is None:
        return default
    words = own.over(default)
    wrong = problems(kind, words)
    if wrong:
        # Words of an older release, or put in by hand: the email leaves all the same.
        logger.error(
            "own words for an email do not hold and are not used",
            extra={"event": "email_words", "kind": kind.name, "fields": sorted(wrong)},
        )
        return default
    return words


def spoken_language(language: str, head: Letterhead) -> str:
    """``language`` if it is one of ours, else the business's, else English."""
    ours = {code for code, _name in settings.LANGUAGES}
    code = language.replace("_", "-").partition("-")[0].lower()
    if code in ours:
        return code
    return head.language if head.language in ours else "en"


def samples(kind: Kind, *, language: str = "en", bare: bool = False) -> dict[str, Value]:
    """Values for a preview or a test; ``bare`` leaves out what is sometimes empty."""
    ours = kind.samples.get(language, {})
    return {
        variable.name: _nothing(variable)
        if bare and variable.may_be_empty
        else ours.get(variable.name, variable.sample)
        for variable in kind.variables
    }


def _nothing(variable: Variable) -> Value:
    return () if variable.shape in (Shape.FACTS, Shape.TALK) else ""


def _of_house(head: Letterhead) -> dict[str, Value]:
    return {
        "business_name": head.business_name,
        "person": head.person or head.business_name,
        "site_url": head.site_url,
    }
