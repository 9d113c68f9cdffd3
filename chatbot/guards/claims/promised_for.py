"""What a promise is made for, and whether a source makes it for the same."""

from __future__ import annotations

from chatbot.guards.claims.asked import Asked
from chatbot.guards.claims.contest import is_of
from chatbot.guards.claims.evidence import PRODUCTS
from chatbot.guards.claims.homes import goods
from chatbot.guards.claims.kinds import Claim, Kind, Sentence
from chatbot.guards.claims.lines import Fact


def lows(sentence: Sentence, claim: Claim) -> set[str]:
    return {t.low for t in sentence.tokens[claim.first : claim.last]}


def items_of(asked: Asked) -> tuple[set[str], bool]:
    """What is promised for: named in the sentence, else in the one before, else in the question."""
    for sentence in (asked.sentence, asked.before, asked.question):
        if sentence is not None:
            found = {n for n in sentence.names if n in PRODUCTS or n in asked.evidence.items}
            if found & PRODUCTS or (found and sentence is asked.sentence):
                return found, sentence is not asked.sentence
    return set(), False


def same_item(asked: Asked, fact: Fact) -> bool:
    items, from_context = items_of(asked)
    if not items:
        return True
    near = {w for w, weight in fact.words.items() if weight >= 1.0}
    if not near & (PRODUCTS | asked.evidence.items) or _is_same_figure(asked, fact, near):
        return True
    return is_of(asked, items, fact, loose=from_context)


def _is_same_figure(asked: Asked, fact: Fact, near: set[str]) -> bool:
    """``8 % off Autumn Stillness``: the figure and a name that stand together in the source."""
    said = {c.value for c in asked.sentence.claims if c.kind is Kind.PERCENT}
    held = {c.value for c in fact.line.sentence.claims if c.kind is Kind.PERCENT}
    return bool(said & held) and any(
        name in near and name[0] not in "=~!" and name[1:2] != ":"
        for name in asked.sentence.names
        if name
    )


def has_its_figure(asked: Asked, fact: Fact, other: list[Fact]) -> bool:
    """Whether a figure of the sentence stands by a promise that is denied only of other things."""
    said = {c.value for c in asked.sentence.claims if c.kind in (Kind.PERCENT, Kind.PRICE)}
    held = {c.value for c in fact.line.sentence.claims if c.kind in (Kind.PERCENT, Kind.PRICE)}
    if not said & held - {(0.0, "")}:
        return False
    told = {*fact.line.words, *fact.line.heading, *fact.line.sentence.soft}
    clause = asked.sentence.clauses
    place = next((c.first for c in asked.sentence.claims if c.value == fact.claim.value), 0)
    named = {
        n for n, c in zip(asked.sentence.names, clause, strict=True) if n and c == clause[place]
    }
    return not any((named & goods(asked, asked.sentence) & f.line.words) - told for f in other)
