"""Percentages and shares: ``20 %``, ``half the fee``, ``la mitad``."""

from __future__ import annotations

from collections.abc import Sequence

from chatbot.guards.claims.kinds import Claim, Kind
from chatbot.guards.claims.money import PRICE_WORDS
from chatbot.guards.claims.reading import Token


def share_at(found: Sequence[Token], at: int, text: str) -> Claim | None:
    """``half the fee``, ``half price``, ``die Hälfte``, ``la mitad``: fifty percent."""
    low = found[at].low
    if low in ("halfte", "mitad", "moitie", "metade"):
        if at and found[at - 1].low in ("la", "zur", "na") and at > 1 and found[at - 2].low == "a":
            return None  # Half-way.
        return Claim(Kind.PERCENT, 50.0, found[at].text, at, at + 1)
    share = {"half": 50.0, "halber": 50.0, "halben": 50.0, "quarter": 25.0, "third": 33.33,
             "full": 100.0, "whole": 100.0, "volle": 100.0, "vollen": 100.0}.get(low)  # fmt: skip
    if share is None:
        return None
    before = {t.low for t in found[max(0, at - 3) : at]}
    if low == "full" and before & {"charged", "due", "payable"}:
        return Claim(Kind.PERCENT, share, found[at].text, at, at + 1)
    if low == "half" and before & {"pay", "pays"}:
        return Claim(Kind.PERCENT, share, found[at].text, at, at + 1)
    ahead = [t.low for t in found[at + 1 : at + 5]]
    if ahead and ahead[0] in ("a", "an", "past", "day", "hour"):
        return None
    for place, word in enumerate(ahead):
        if low in ("full", "whole", "volle", "vollen") and place:
            break
        if word in PRICE_WORDS or word in ("money", "off"):
            end = at + 2 + place
            return Claim(Kind.PERCENT, share, text[found[at].start : found[end - 1].end], at, end)
    return None


def percent_at(found: Sequence[Token], start: int, value: float, end: int) -> Claim | None:
    """The percentage a number is, if a word or sign for it follows."""
    low = found[end].low if end < len(found) else ""
    after = found[end + 1].low if end + 1 < len(found) else ""
    if low == "%" or low in ("percent", "prozent", "pct", "prozentpunkte", "prozentig"):
        return Claim(Kind.PERCENT, round(value, 2), "", start, end + 1)
    if low == "-" and after in ("percent", "prozent", "%"):
        return Claim(Kind.PERCENT, round(value, 2), "", start, end + 2)
    if low in ("per", "por", "pour") and after in ("cent", "ciento", "cento"):
        return Claim(Kind.PERCENT, round(value, 2), "", start, end + 2)
    return None
