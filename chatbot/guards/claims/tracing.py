"""Trace one claim to the sources: each kind of claim in its own way."""

from __future__ import annotations

import re

from chatbot.guards.claims.addresses import same_phone
from chatbot.guards.claims.asked import Asked
from chatbot.guards.claims.conditions import keeps_condition
from chatbot.guards.claims.disclaiming import disclaimed
from chatbot.guards.claims.evidence import PRODUCTS, Evidence
from chatbot.guards.claims.homes import goods
from chatbot.guards.claims.kinds import Claim, Kind
from chatbot.guards.claims.lines import Fact
from chatbot.guards.claims.pledges import pledge_stands
from chatbot.guards.claims.support import figure_stands


def stands(asked: Asked, claim: Claim) -> bool:
    """Whether the sources support one claim."""
    evidence = asked.evidence
    match claim.kind:
        case Kind.EMAIL:
            return claim.value in evidence.emails
        case Kind.PHONE:
            return any(same_phone(str(claim.value), number) for number in evidence.phones)
        case Kind.LINK:
            return _link_stands(evidence, claim)
        case Kind.CODE:
            return str(claim.value) in _initials(evidence) or disclaimed(asked.sentence, claim)
        case Kind.DISGUISE:
            return False
        case Kind.PROMISE:
            return pledge_stands(asked, claim)
        case Kind.PRICE if claim.value == (0.0, ""):
            return _free_stands(asked, claim)
        case Kind.COUNT if _introduces_list(asked, claim):
            return True
        case Kind.DATE if _is_closed_day(asked, claim) or _is_small_talk(asked, claim):
            return True
        case _:
            return figure_stands(asked, claim) is not None


def _initials(evidence: Evidence) -> set[str]:
    """Every word of the sources that may be initials, also as ``the ICF's``."""
    said = {str(fact.claim.value) for fact in evidence.facts.get(Kind.CODE, ())}
    return said | {low.removesuffix("'s").removesuffix("\u2019s") for low in evidence.lows}


def _introduces_list(asked: Asked, claim: Claim) -> bool:
    """``There are two options:`` counts what the reply itself says next."""
    sentence = asked.sentence
    alone = all(c.kind is Kind.COUNT for c in sentence.claims)
    return alone and claim.amount <= 10 and sentence.text.rstrip(" *_\n").endswith(":")


def _free_stands(asked: Asked, claim: Claim) -> bool:
    if disclaimed(asked.sentence, claim):
        return True
    if claim.negated and not _is_given(asked):
        return True
    if not claim.negated and not _is_free_for(asked, claim):
        return False
    fact: Fact | None = figure_stands(asked, claim)
    return fact is not None and (asked.exact is not None or keeps_condition(asked, fact))


def _is_free_for(asked: Asked, claim: Claim) -> bool:
    """Whether one source's sentence has all the things that a clause calls free."""
    sentence = asked.sentence
    own = sentence.clauses[claim.first] if claim.first < len(sentence.clauses) else -1
    named = {
        n
        for n, c in zip(sentence.names, sentence.clauses, strict=True)
        if c == own and n in PRODUCTS
    }
    free = [f for f in asked.evidence.facts.get(Kind.PRICE, ()) if f.claim.value == (0.0, "")]
    return len(named) < 2 or any(named <= {*f.line.words, *f.line.heading} for f in free)


def _is_given(asked: Asked) -> bool:
    """Whether a source calls free what a sentence, or what was said or asked before, speaks of."""
    named: set[str] = set()
    for sentence in (asked.sentence, asked.before, asked.question):
        if sentence is not None and not named:
            named = goods(asked, sentence)
    free = [f for f in asked.evidence.facts.get(Kind.PRICE, ())
            if f.claim.value == (0.0, "") and not f.claim.negated]  # fmt: skip
    return any(named <= {*f.close(1.0), *f.line.heading} for f in free)


def _link_stands(evidence: Evidence, claim: Claim) -> bool:
    if claim.value in evidence.links:
        return True
    host, path = str(claim.parts[0]), str(claim.parts[1])
    if not host or re.search(r"//|@|%2f|%40|https?:|\\", path, re.IGNORECASE):
        return False
    if host in evidence.hosts:
        return True
    return not path and any(host == known for known, _ in evidence.links)


_WE = re.compile(
    r"\b(?:we|us|our|i|my|wir|uns|unser\w*|ich|mein\w*|nosotros|nuestr\w+|\w+[aei]mos|nous|notre|"
    r"nos|je|mon|noss\w+|meu|minha|until|bis|hasta|jusqu|até|free|open|book\w*)\b",
    re.IGNORECASE,
)


def _is_small_talk(asked: Asked, claim: Claim) -> bool:
    """``What weighs on you this week``: said of the visitor, not of the business."""
    sentence = asked.sentence
    return (
        claim.parts[:1] == ("relative",)
        and len(sentence.claims) == 1
        and not goods(asked, sentence)
        and not set(sentence.names) & asked.evidence.people
        and _WE.search(sentence.text) is None
    )


def _is_closed_day(asked: Asked, claim: Claim) -> bool:
    """``We are closed on Sundays``, where the opening hours name other days and not that one."""
    if not isinstance(claim.value, tuple) or claim.value[0] != "weekday":
        return False
    closed = {"closed", "geschlossen", "cerrado", "ferme", "fechado", "fechados", "cerrados"}
    if not claim.negated and not {t.low for t in asked.sentence.tokens} & closed:
        return False
    days = {
        f.claim.value[1]
        for f in asked.evidence.facts.get(Kind.DATE, ())
        if isinstance(f.claim.value, tuple) and f.claim.value[0] == "weekday"
    }
    group = {"weekend": {5, 6}, "workdays": {0, 1, 2, 3, 4}}.get(
        str(claim.value[1]), {claim.value[1]}
    )
    return len(days) >= 3 and not days & group
