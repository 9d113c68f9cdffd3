"""Discounts, instalments and comparisons: how much, for whom, and of what."""

from __future__ import annotations

from chatbot.guards.claims.asked import Asked
from chatbot.guards.claims.inclusion import SMALL_TALK
from chatbot.guards.claims.kinds import Claim, Kind
from chatbot.guards.claims.lines import Fact
from chatbot.guards.claims.listing import listed

_HALVES = listed("half halves halfte halften mitad mitades moitie moities metade metades")


def in_as_many(asked: Asked, fact: Fact) -> bool:
    """Whether a source lets it be paid in so many parts; ``50 % now and 50 % later`` are two."""
    said = [c.value for c in asked.sentence.claims if c.kind is Kind.COUNT]
    line = fact.line.sentence
    held = [c.value for c in line.claims if c.kind is Kind.COUNT]
    if 50.0 in [c.value for c in line.claims] or {t.low for t in line.tokens} & _HALVES:
        held.append(2.0)
    return not said or not held or bool(set(said) & set(held))


_CHEAPER = (
    "cheaper",
    "less",
    "gunstig",
    "billig",
    "moins",
    "mas",
    "mais",
    "barat",
    "economic",
    "affordable",
    "more",
)
_OTHERS = listed(
    """
    other others else elsewhere anyone anywhere any market competition competitors most all always
    area town city andere anderen anderswo uberall markt konkurrenz stadt otros otras nadie nadie
    mercado competencia ciudad autres ailleurs marche concurrence ville outros outras concorrencia
    cidade best ever
    """
)


def is_own_comparison(asked: Asked, claim: Claim) -> bool:
    """``The block is cheaper``: among the founder's own prices, and cheaper than nobody else."""
    lows = [t.low for t in asked.sentence.tokens]
    said = lows[claim.first : claim.last]
    superlative = claim.first and lows[claim.first - 1] in (
        "the",
        "la",
        "le",
        "el",
        "o",
        "am",
        "die",
    )
    if not said[0].startswith(_CHEAPER) or superlative or set(lows) & _OTHERS:
        return False
    prices = {f.claim.value for f in asked.evidence.facts.get(Kind.PRICE, ())} - {(0.0, "")}
    return len(prices) > 1 and not said[-1].endswith(("est", "ste", "sten"))


_ANYTHING = listed(
    """
    any all every everything cualquier todos todas jede jeden alle allen alles tout tous toutes
    qualquer tudo
    """
)


def is_for_anything(asked: Asked, fact: Fact) -> bool:
    """``20 % off any service``, where the founder names the one."""
    said = {t.low for t in asked.sentence.tokens} & _ANYTHING
    return bool(said) and not {t.low for t in fact.line.sentence.tokens} & _ANYTHING


def for_whom(asked: Asked, fact: Fact, words: set[str]) -> bool:
    """A discount is for those the founder gives it to: the reply has to name them."""
    if fact.claim.negated or asked.asks:
        return True
    needed = {
        w for w, near in fact.words.items()
        if near >= 3.0 and w[0] not in "~!" and w[1:2] != ":" and w not in asked.evidence.items
        and (not asked.foreign or w[0] == "=") and w not in SMALL_TALK
    }  # fmt: skip
    if needed:
        needed |= {w for w in fact.close(3.0) if w in _AUDIENCE}
    for sentence in (asked.before, asked.question):
        words = words | ({n for n in sentence.names if n} if sentence is not None else set())
    begins = {w[:_ALIKE] for w in words if len(w) > _ALIKE}
    return not needed or bool(needed & words) or any(w[:_ALIKE] in begins for w in needed)


_ALIKE = 5
_AUDIENCE = listed("=child =student =couple =family =team =teen =group =company =client =employee")
