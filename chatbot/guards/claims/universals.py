"""Any time, anybody, whatever happens: what enlarges a promise has to stand beside it."""

from __future__ import annotations

from chatbot.guards.claims.asked import Asked
from chatbot.guards.claims.conditions import conditional, sets_condition
from chatbot.guards.claims.kinds import Claim, Kind
from chatbot.guards.claims.listing import listed
from chatbot.guards.claims.promised_for import lows, same_item

#: Words that also only fill a sentence.
LOOSE = listed("anytime")


def bound_to(asked: Asked, claim: Claim) -> bool:
    """Whether ``any time`` and the like enlarge a promise here, not just a sentence."""
    near = [asked.sentence, *([asked.before] if asked.before else [])]
    if lows(asked.sentence, claim) & _FOR_ALL and any(
        c.kind in (Kind.PRICE, Kind.PERCENT) for c in asked.sentence.claims
    ):
        return True
    return any(
        claim.value in ("refund", "cancel", "discount", "guarantee", "free", "instalments")
        or claim.value == (0.0, "")
        for sentence in near
        for claim in sentence.claims
    )


_FOR_ALL = listed(
    "everyone everybody anyone anybody whoever jedermann cualquiera importe qui qualquer matter"
)
_ANY_TIME = listed(
    """
    any anytime jederzeit cualquier tout qualquer whenever quand wann cuando quando
    """
)


_WRITING = listed(
    """
    ask write contact reach message email tell come back touch question questions fragen schreiben
    melden escribir escribe preguntar ecrire ecrivez poser escrever perguntar feel suits best
    """
)


def is_offer(asked: Asked, claim: Claim) -> bool:
    """``You can stop at any time`` grants something; ``ask me any time`` does not."""
    words = {token.low for token in asked.sentence.tokens}
    said = lows(asked.sentence, claim)
    return claim.value == "anytime" and bool(said & _ANY_TIME) and not words & _WRITING


def universal_stands(asked: Asked, claim: Claim) -> bool:
    """A word such as ``any time`` must stand in the source's sentence about the same promise."""
    said = lows(asked.sentence, claim)
    things = {str(c.value) for c in asked.sentence.claims if c.kind is Kind.PROMISE} - LOOSE
    for fact in asked.evidence.promises.get(str(claim.value), ()):
        same = {str(f.claim.value) for f in fact.line.facts if f.claim.kind is Kind.PROMISE}
        alike = lows(fact.line.sentence, fact.claim) & said or asked.foreign
        near = {w for w, weight in fact.words.items() if weight >= 1.0}
        shared = {
            n or s
            for n, s in zip(asked.sentence.names, asked.sentence.soft, strict=True)
            if (n or s) in near and n[:1] != "!"
        }
        about = things & same if things else shared
        kept = not conditional(fact) or sets_condition(asked.sentence)
        if alike and about and kept and same_item(asked, fact):
            return True
    return False
