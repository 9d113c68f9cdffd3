"""The kinds of email there are, the values each may name, and the words that come with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker said. ``links`` are (title, address), such as what an answer is taken from;
    ``about`` stands before each, and what is no address is a title alone.
    """

    label: str
    text: str
    links: Sequence[tuple[str, str]] = ()
    about: str = ""


#: ``(label or name, words)`` for each line; one who speaks may bring links.
Pairs = Sequence[tuple[str, str] | Turn]
Value = str | Pairs


class Shape(StrEnum):
    """What a value is. The last four are more than a line, and stand in a paragraph of their own.

    ``WORDS`` one line; ``LINK`` an address of http, https or mailto; ``QUOTE`` what somebody
    wrote, lines kept; ``CODE`` a code to type; ``FACTS`` and ``TALK`` are ``Pairs``.
    """

    WORDS = "words"
    LINK = "link"
    QUOTE = "quote"
    CODE = "code"
    FACTS = "facts"
    TALK = "talk"

    @property
    def stands_alone(self) -> bool:
        """Whether it needs a paragraph of its own."""
        return self not in (Shape.WORDS, Shape.LINK)


@dataclass(frozen=True, kw_only=True, slots=True)
class Variable:
    """A value that may stand in the words of a kind, as ``{name}``.

    ``may_be_empty``: what names it is left out where there is none. ``needed``: without it the
    email is no use, so that words without it are refused. ``sample`` is for previews and tests.
    """

    name: str
    meaning: str
    sample: Value
    shape: Shape = Shape.WORDS
    may_be_empty: bool = False
    needed: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Words:
    """One email in one language: ``body`` as ``ops.letters.source`` reads it."""

    subject: str
    preheader: str
    body: str


def words(subject: str, preheader: str, *paragraphs: str) -> Words:
    """The words of an email, paragraph by paragraph."""
    return Words(subject=subject, preheader=preheader, body="\n\n".join(paragraphs))


#: Every kind may name these; they come from the letterhead.
COMMON = (
    Variable(name="business_name", meaning="the name of your business", sample="Northbound"),
    Variable(name="person", meaning="your name, or that of your business", sample="Maya Lindqvist"),
    Variable(
        name="site_url",
        meaning="the address of this site",
        sample="https://chat.example.com",
        shape=Shape.LINK,
    ),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Kind:
    """One kind of email. ``to_visitor`` says who reads it: a visitor, or whoever runs the site.

    ``samples`` are by language and name, for values that hold words of ours.
    """

    name: str
    title: str
    when: str
    to_visitor: bool
    variables: tuple[Variable, ...]
    defaults: Mapping[str, Words]
    samples: Mapping[str, Mapping[str, Value]] = field(default_factory=dict)

    @property
    def known(self) -> dict[str, Variable]:
        """Every value it may name, by name; the common ones last."""
        return {variable.name: variable for variable in (*self.variables, *COMMON)}

    def default(self, language: str) -> Words:
        """The words that come with it; English for a language they are not in."""
        return self.defaults.get(language) or self.defaults["en"]


class Tables(dict[str, T]):
    """The words of a room's emails: a table for each language, by its code."""

    def of(self, language: str) -> T:
        """The table of a language; English for one we do not speak."""
        return self.get(language) or self["en"]

    def words(self, name: str) -> dict[str, Words]:
        """One email in every language, by the name it has in the tables."""
        return {code: getattr(table, name) for code, table in self.items()}

    def samples(self, made: Callable[[T], Mapping[str, Value]]) -> dict[str, dict[str, Value]]:
        """Samples that hold words of ours, in every language."""
        return {code: dict(made(table)) for code, table in self.items()}


def admin_url(meaning: str) -> Variable:
    """The button of an email to the founder: a page of the admin."""
    return Variable(
        name="admin_url",
        meaning=meaning,
        sample="https://chat.example.com/admin/",
        shape=Shape.LINK,
        needed=True,
    )


class UnknownKind(LookupError):
    """There is no such kind of email."""


_kinds: dict[str, Kind] = {}


def register(*kinds: Kind) -> None:
    """Add kinds of email."""
    _kinds.update({kind.name: kind for kind in kinds})


def all_kinds() -> list[Kind]:
    """What visitors read first, each group in the order of registration."""
    return sorted(_kinds.values(), key=lambda kind: not kind.to_visitor)


def kind_of(name: str) -> Kind:
    """The kind of a name; raises ``UnknownKind``."""
    try:
        return _kinds[name]
    except KeyError:
        raise UnknownKind(name) from None
