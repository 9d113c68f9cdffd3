"""The facts that say the same as a claim, before anything is asked about what they are said of."""

from __future__ import annotations

from collections.abc import Sequence

from chatbot.guards.claims.asked import Asked
from chatbot.guards.claims.equal import same_value
from chatbot.guards.claims.kinds import Claim, Kind, Sentence
from chatbot.guards.claims.lines import Fact
from chatbot.guards.claims.listing import listed
from chatbot.guards.claims.words import head_of


def same_figure(asked: Asked, claim: Claim, fact: Fact) -> bool:
    """Whether a claim has the value of a fact, in whatever words its thing is named."""
    if same_value(claim, fact.claim) or _same_age(claim, fact.claim):
        return True
    if claim.kind is not Kind.COUNT or claim.value != fact.claim.value:
        return False
    counted = {w for w in claim.nouns if w[0] != "="} if asked.foreign else set()
    if counted:  # Words of another language cannot be compared, the known ones can.
        ours = {w for w in claim.nouns if w[0] == "="}
        return not ours or not any(w[0] == "=" for w in fact.claim.nouns)
    return any(_compounded(one, two) for one in claim.nouns for two in fact.claim.nouns)


def _same_age(claim: Claim, fact: Claim) -> bool:
    """``From 18 years`` and ``from 18``."""
    years = claim.amount / 12 if claim.kind is Kind.DURATION and claim.parts[1] == "months" else 0
    return fact.kind is Kind.COUNT and years == fact.amount and not fact.nouns and years > 3


def _compounded(one: str, two: str) -> bool:
    """``Nachmittag`` and ``Mittwochnachmittag``: one word is the end of the other."""
    if one[0] == "=" or two[0] == "=":
        return head_of(one) == two or head_of(two) == one
    short, long = sorted((one, two), key=len)
    return len(short) >= 5 and long.endswith(short)


def in_a_name(asked: Asked, claim: Claim, same: Sequence[Fact]) -> Fact | None:
    """``twelve-week plan``: a length that is part of what a thing is called there too."""
    noun = noun_behind(asked.sentence, claim)
    if not noun:
        return None
    named = [f for f in same if noun_behind(f.line.sentence, f.claim) == noun]
    others = asked.evidence.facts.get(Kind.DURATION, ())
    if any(noun_behind(f.line.sentence, f.claim) == noun for f in others
           if not same_value(claim, f.claim)):  # fmt: skip
        return None
    return named[0] if named else None


def noun_behind(sentence: Sentence, claim: Claim) -> str:
    """What is named right behind a figure, or ""."""
    if claim.last >= len(sentence.names):
        return ""
    return sentence.names[claim.last] or sentence.soft[claim.last]


def alike(asked: Asked, claim: Claim) -> list[Fact]:
    """The facts with the same value as a claim."""
    facts = asked.evidence.facts
    kinds = (claim.kind, Kind.COUNT) if claim.kind is Kind.DURATION else (claim.kind,)
    found = [f for kind in kinds for f in facts.get(kind, ()) if same_figure(asked, claim, f)]
    if claim.weekday in _GROUPS:
        found += _all_days(asked, _GROUPS[str(claim.weekday)])
    if claim.kind is Kind.COUNT and not claim.nouns:
        clock = claim.first and asked.sentence.tokens[claim.first - 1].low in _CLOCK_CUES
        found = _bare(asked, claim) if clock or not found else found
    return found


_GROUPS = {"weekend": {5, 6}, "workdays": {0, 1, 2, 3, 4}}


def _all_days(asked: Asked, days: set[int]) -> list[Fact]:
    """``On weekdays``, where a source says ``Monday to Friday``."""
    found = [f for f in asked.evidence.facts.get(Kind.DATE, ()) if f.claim.weekday in days]
    return [f for f in found if days <= {g.claim.weekday for g in found if g.line is f.line}]


_CLOCK_CUES = listed("at um las as until till")


def _bare(asked: Asked, claim: Claim) -> list[Fact]:
    """A number that counts nothing may be a price without its sign, or an hour."""
    facts = asked.evidence.facts
    found = [
        f
        for f in facts.get(Kind.PRICE, ())
        if isinstance(f.claim.value, tuple) and f.claim.value[0] == claim.value
    ]
    before = asked.sentence.tokens[claim.first - 1].low if claim.first else ""
    if before in ("at", "from", "to", "until", "between", "and", "-", "um", "von", "bis", "las"):
        minutes = {int(claim.amount * 60), int(claim.amount * 60) + 720}
        found += [f for f in facts.get(Kind.TIME, ()) if minutes & f.claim.minutes]
    return found
