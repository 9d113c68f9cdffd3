"""Whether what a reply says is included stands in one source about the same thing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from chatbot.guards.claims.apart import APART, PLUS
from chatbot.guards.claims.asked import Asked
from chatbot.guards.claims.evidence import PRODUCTS
from chatbot.guards.claims.heard import content, missing
from chatbot.guards.claims.kinds import Claim, Kind, Sentence
from chatbot.guards.claims.lines import Fact
from chatbot.guards.claims.listing import listed
from chatbot.guards.claims.taxes import TAX, is_of_tax, tax_stands
from chatbot.guards.claims.words import stem


def names_in(asked: Asked) -> set[str]:
    """What a sentence names."""
    return {name for name in asked.sentence.names if name}


SMALL_TALK = listed(
    """
    =late =person =client =coaching =session =email useful happi wish requ
    """
)


def _denied(fact: Fact) -> set[str]:
    """The words of what a source says is in, or not in, the price."""
    sentence, first = fact.line.sentence, fact.claim.first
    low = sentence.tokens[first].low
    if low in PLUS:
        return {n for n in sentence.names[first + 1 : first + 4] if n}
    if low in APART or fact.claim.negated and " " in fact.claim.text:
        clause = sentence.clauses[first]
        return {n for n, c in zip(sentence.names, sentence.clauses, strict=True)
                if n and c == clause} - {"=person"}  # fmt: skip
    own = fact.close() - PRODUCTS - set(fact.line.heading)
    if low in _CONTAINS:
        return own
    return {n for n, c in zip(sentence.names, sentence.clauses, strict=True)
            if n in own and c == sentence.clauses[first]}  # fmt: skip


def inclusion_stands(asked: Asked, claim: Claim) -> bool:
    """Everything a sentence says is included must stand in one source about the same thing."""
    if is_of_tax(asked.sentence, claim):
        return tax_stands(asked, claim)
    places = _said_to_be_in(asked.sentence, claim)
    if _is_said_otherwise(asked, claim, places):
        return False
    facts = asked.evidence.promises.get("included", ())
    if claim.negated:
        return bool(facts)
    if not asked.foreign and _is_of_another(asked, claim):
        return False
    words = content(asked, places)
    names = {asked.sentence.names[p] for p in words} - {""}
    contains = asked.sentence.tokens[claim.first].low in _CONTAINS
    if names and not contains and names <= PRODUCTS | asked.evidence.items:
        counted = any(c.kind is Kind.COUNT for c in asked.sentence.claims)
        return (
            counted
            and not missing(asked, words)
            or any(
                any(f.words.get(w, 0.0) >= 1.0 for w in names) for f in facts if not f.claim.negated
            )
        )
    return not missing(asked, words) and (contains or _is_told_beside(asked, words, facts))


def _is_told_beside(asked: Asked, words: list[int], facts: Sequence[Fact]) -> bool:
    """Whether what is said to be included stands in lines that say so."""
    told: set[str] = set()
    for fact in facts:
        if not fact.claim.negated:
            told |= {t.low for t in fact.line.sentence.tokens} | set(fact.line.heading)
            told |= fact.line.words
    begins = {stem(word)[:5] for word in told}
    counted = any(c.kind is Kind.COUNT for c in asked.sentence.claims)
    return (
        counted
        or asked.foreign
        or all(
            asked.sentence.names[p] in told or stem(asked.sentence.tokens[p].low)[:5] in begins
            for p in words
        )
    )


def _said_to_be_in(sentence: Sentence, claim: Claim) -> list[int]:
    """The places of what is said to be in, and of what it is in: not of an aside behind them."""
    clauses = sentence.clauses
    own = clauses[claim.first]
    said = [p for p in range(len(clauses)) if clauses[p] == own]
    said = [p for p in said if not claim.first <= p < claim.last]
    if sentence.tokens[claim.first].low not in _CONTAINS:
        return said
    aside = next((p for p in range(claim.last, len(clauses))
                  if sentence.tokens[p].low in _WHAT_FOR
                  or clauses[p] != clauses[p - 1] and sentence.tokens[p + 1 : p + 2]
                  and sentence.tokens[p + 1].low in _RELATIVES), len(clauses))  # fmt: skip
    return [*(p for p in said if p < claim.first), *range(claim.last, aside)]


_WHAT_FOR = listed("pour para um damit afin so")
_RELATIVES = listed("que which that who qui die das den der welche")


def _is_said_otherwise(asked: Asked, claim: Claim, places: list[int]) -> bool:
    """Whether a source says no of what is said to be in here, or yes of what is not."""
    tokens, names = asked.sentence.tokens, asked.sentence.names
    named = {names[p] for p in places if tokens[p].low not in TAX} - {""} - SMALL_TALK
    facts = asked.evidence.promises.get("included", ())
    against = {w for f in facts if f.claim.negated != claim.negated for w in _denied(f)} & named
    agreed = {w for f in facts if f.claim.negated == claim.negated for w in f.close()}
    return bool(against - agreed)


def _is_of_another(asked: Asked, claim: Claim) -> bool:
    """Whether one offer is said to be in another, and no source says so of the two."""
    titles = Counter(word for part in asked.evidence.parts for word in part.title)
    words = names_in(asked)
    named = [
        (part, hit)
        for part in asked.evidence.parts
        if Kind.PRICE in part.facts and (hit := {w for w in words & part.title if titles[w] == 1})
    ]
    if len(named) < 2:
        return False
    hits = set().union(*(hit for _, hit in named))
    names = asked.sentence.names
    contains = asked.sentence.tokens[claim.first].low in _CONTAINS
    container = set(names[: claim.first]) if contains else set(names[claim.last :])
    if any(hit & container and hits <= part.words for part, hit in named):
        return False  # The source of the one that holds them names them all.
    return not any(
        all(hit & fact.words.keys() for _, hit in named)
        for fact in asked.evidence.promises.get("included", ())
        if not fact.claim.negated
    )


_CONTAINS = listed(
    """
    include includes including comes come incluye incluyen beinhaltet enthalt umfasst inclut
    comprend comprennent inclui incluem bonus bonuses add
    """
)
