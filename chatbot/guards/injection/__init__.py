"""Text that tries to instruct the assistant: in what a visitor writes, in what is imported.

It is the first door, not the lock. Who words an attack in a way nobody thought of passes here and
meets the built-in answerer, which cannot obey, or the claims gate, which lets nothing through that
the founder has not written. So a rule has to be sure: turning an innocent visitor away is a fault
as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from chatbot.guards.injection import (
    elsewhere,
    english,
    english_extraction,
    french,
    german,
    marks,
    portuguese,
    scenes,
    spanish,
)
from chatbot.guards.injection.phrases import Kind, Rule
from chatbot.guards.normal import disguises, folded

__all__ = ["Hit", "Kind", "Screened", "screen_visitor", "suspicious"]

_RULES: tuple[Rule, ...] = (*english.RULES, *english_extraction.RULES, *marks.RULES)
#: Rules of other languages, each with pieces of words without which none of them can match: a
#: text that holds no such piece is not searched for them.
_ABROAD: tuple[tuple[re.Pattern[str], Sequence[Rule]], ...] = tuple(
    (re.compile(module.NEEDS), module.RULES) for module in (spanish, german, french, portuguese)
)
#: The same for readings that every text has, backwards and the like.
_LIKELY = re.compile(
    r"ignor|instru|prompt|system|disregard|forget|overrid|reveal|bypass|anweis|vergiss|regel|"
    r"consign|oubli|regla|olvida|regra|esque|admin|mode|pretend|rules|you are"
)
_EVERY_TEXT = {"rot13", "backwards", "digits for letters"}
#: Pieces that long texts are searched in, and how far they overlap, in characters.
_PIECE, _OVERLAP = 8_000, 400


@dataclass(frozen=True, slots=True)
class Hit:
    """One instruction found. ``text`` is the matched part, folded; ``disguise`` how it was hidden.

    ``text`` may hold a visitor's words: show it to the founder, never log it.
    """

    kind: Kind
    rule: str
    text: str
    disguise: str = ""
    from_visitors: bool = True
    enough_in_pages: bool = True

    @property
    def reason(self) -> str:
        """What was found, in words that hold nothing of the text."""
        return f"{self.kind}: {self.rule}" + (f" ({self.disguise})" if self.disguise else "")


@dataclass(frozen=True, slots=True)
class Screened:
    """The decision on a visitor's message. ``kind`` None lets it pass; else no model sees it."""

    kind: Kind | None
    reasons: tuple[str, ...] = ()

    @property
    def blocked(self) -> bool:
        """Whether the message must not reach a provider."""
        return self.kind is not None


def suspicious(text: str) -> tuple[Hit, ...]:
    """Everything in ``text`` that reads like an instruction to the assistant; one hit a rule.

    For imported knowledge, every hit is worth the founder's look. Look-alike letters, hidden
    characters and common encodings are seen through.
    """
    hits = _hits(text)
    return hits if any(hit.enough_in_pages for hit in hits) else ()


def _hits(text: str) -> tuple[Hit, ...]:
    hits: dict[str, Hit] = {}
    plain = folded(text)
    for hit in (*_search(plain, ""), *_search(text.casefold(), "", elsewhere.RULES)):
        hits.setdefault(hit.rule, hit)
    if respelt := scenes.respelt(plain):
        for hit in _search(respelt, "misspelt"):
            hits.setdefault(hit.rule, hit)
    for name, reading in disguises(text):
        plain = folded(reading)
        if name in _EVERY_TEXT and not _LIKELY.search(plain):
            continue
        for hit in _search(plain, name):
            hits.setdefault(hit.rule, hit)
    return tuple(hits.values())


def screen_visitor(text: str) -> Screened:
    """Decide whether a visitor's message may be given to a model."""
    hits = [hit for hit in _hits(text) if hit.from_visitors]
    if not hits:
        return Screened(None)
    return Screened(hits[0].kind, tuple(hit.reason for hit in hits))


def _search(text: str, disguise: str, rules: Sequence[Rule] = ()) -> Iterator[Hit]:
    """Hits of ``rules``, or of all that can match."""
    for start in range(0, max(len(text), 1), _PIECE):
        piece = text[max(0, start - _OVERLAP) : start + _PIECE]
        for rule in rules or _that_can_match(piece):
            match = rule.pattern.search(piece)
            if match:
                yield Hit(
                    rule.kind,
                    rule.name,
                    match.group(),
                    disguise,
                    rule.from_visitors,
                    rule.enough_in_pages,
                )
        if not rules:
            for found in scenes.seen(piece):
                name = f"{found.scene.name} ({found.language})"
                visitors = found.scene not in scenes.IN_PAGES
                yield Hit(found.scene.means, name, found.words, disguise, visitors)


def _that_can_match(piece: str) -> Iterator[Rule]:
    yield from _RULES
    for needs, rules in _ABROAD:
        if needs.search(piece):
            yield from rules
