"""What is given until a point and denied from there on: both sides of it, told apart."""

from __future__ import annotations

from chatbot.guards.claims.asked import Asked
from chatbot.guards.claims.conditions import conditional
from chatbot.guards.claims.kinds import Claim, Kind
from chatbot.guards.claims.lines import Fact
from chatbot.guards.claims.listing import listed

_THEN = listed(
    """
    partir ahi dahin alli after afterwards thereafter danach nachher despues luego apres ensuite
    depois then
    """
)


def limited(asked: Asked, claim: Claim, given: list[Fact]) -> Fact | None:
    """``After that there is none``: of what is given only until then."""
    lows = {t.low for t in asked.sentence.tokens}
    timed = any(c.kind is Kind.DURATION for c in asked.sentence.claims)
    if not claim.negated or not (timed or lows & (_THEN | _LATER)):
        return None
    return next((fact for fact in given if conditional(fact)), None)


_EARLIER = listed("until before till up bis vor hasta antes ate avant jusqu")
_LATER = listed("after once since from nach ab sobald despues tras apres depois apos des")


def on_other_sides(asked: Asked, denied: list[Fact]) -> bool:
    """``Until the second lesson``, where the founder denies it once that has taken place."""
    said = {t.low for t in asked.sentence.tokens}
    for own, theirs in ((_EARLIER, _LATER), (_LATER, _EARLIER)):
        if (
            said & own
            and not said & theirs
            and all({t.low for t in fact.line.sentence.tokens} & theirs for fact in denied)
        ):
            return True
    return False
