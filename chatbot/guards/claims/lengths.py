"""Lengths of time and how often: minutes to weeks exactly, months and years apart from them."""

from __future__ import annotations

from collections.abc import Sequence

from chatbot.guards.claims.bounds import BEHIND
from chatbot.guards.claims.calendar_words import OFTEN, UNITS, WORKING, WORKING_DAYS
from chatbot.guards.claims.kinds import Claim, Kind
from chatbot.guards.claims.listing import listed
from chatbot.guards.claims.money import CODES, PER, TIME_UNITS_PER
from chatbot.guards.claims.numerals import number_at
from chatbot.guards.claims.reading import Token
from chatbot.guards.claims.words import meaning

_DURATION_CUES = listed(
    """
    within in after for every about over last lasts take takes lasting under half than least most
    until before another full binnen innerhalb nach dentro durante en dans sous pendant em jede
    jeden cada chaque tous around nearly almost
    """
)


_EVERY = listed("every each jede jeden jedes cada chaque")


_ALL = listed("todos todas tous toutes")
_THE = listed("os as los las les")


_TIMES = listed("times mal veces fois vezes x")


def times_per_at(found: Sequence[Token], at: int, languages: str, text: str) -> Claim | None:
    """``twice a week``, ``three times per month``, ``every week``."""
    low, end = found[at].low, at + 1
    if low in ("once", "twice", "thrice", "einmal", "zweimal", "dreimal"):
        times = {"o": 1, "e": 1, "z": 2, "d": 3}.get(low[0], 2 if low == "twice" else 3)
    elif low in _ALL and end + 1 < len(found) and found[end].low in _THE:
        if found[end + 1].low not in UNITS:
            return None
        value = f"1/{_unit_name(found[end + 1].low)}"
        return Claim(Kind.OFTEN, value, text[found[at].start : found[end + 1].end], at, end + 2)
    elif low in _EVERY:
        listed_day = at > 0 and found[at - 1].low in ("of", "de", "du", "do", "im", "in", "del")
        if (
            not listed_day
            and end < len(found)
            and found[end].low in UNITS
            and UNITS[found[end].low][1] != 0
        ):
            return Claim(Kind.OFTEN, f"1/{_unit_name(found[end].low)}",
                         text[found[at].start : found[end].end], at, end + 1)  # fmt: skip
        return None
    elif (number := number_at(found, at, languages)) and number[1] < len(found):
        if found[number[1]].low not in (*_TIMES, "vez"):
            return None
        times, end = int(number[0]), number[1] + 1
    else:
        return None
    if end + 1 >= len(found) or found[end].low not in PER | {"in", "im", "pro"}:
        return None
    if found[end + 1].low not in UNITS:
        return None
    value = f"{times}/{_unit_name(found[end + 1].low)}"
    return Claim(Kind.OFTEN, value, text[found[at].start : found[end + 1].end], at, end + 2)


def _unit_name(low: str) -> str:
    base, size = UNITS[low]
    return TIME_UNITS_PER[base].get(size, str(size))


def and_a_half(found: Sequence[Token], value: float, end: int) -> tuple[float, int]:
    """A number with the half or quarter behind it, and where that ends."""
    ahead = [t.low for t in found[end : end + 3]]
    if ahead[:3] == ["and", "a", "half"]:
        return value + 0.5, end + 3
    if ahead[:3] == ["and", "a", "quarter"]:
        return value + 0.25, end + 3
    if ahead[:2] in (["y", "medio"], ["y", "media"], ["et", "demi"], ["et", "demie"],
                     ["e", "meia"], ["e", "meio"]):  # fmt: skip
        return value + 0.5, end + 2
    return value, end


def length_at(
    found: Sequence[Token], start: int, value: float, end: int, *, article: bool
) -> Claim | None:
    """The length of time a number is, if a unit follows."""
    place = end
    working = False
    for _ in range(3):
        if place >= len(found):
            return None
        low = found[place].low
        if low in WORKING:
            working = True
        elif low in WORKING_DAYS:
            return _span(start, place + 1, value, ("minutes", 1440), working=True)
        elif low in UNITS:
            break
        elif low not in ("-", "calendar", "full", "whole", "consecutive", "of", "live", "to"):
            return None
        place += 1
    else:
        return None
    base, size = UNITS[found[place].low]
    if article and size < 1 or size == 0 and found[end - 1].kind != "number":
        return None
    if article and found[start].low in ("a", "an"):
        before = found[start - 1] if start else None
        half = [t.low for t in found[place + 1 : place + 3]] == ["and", "a"]
        timed = place + 1 < len(found) and found[place + 1].low in BEHIND
        if not half and not timed and not (before and _measures(before, size)):
            return None
    end = place + 1
    if end < len(found) and found[end].low in WORKING:  # días hábiles, jours ouvrés
        working, end = True, end + 1
    extra, end = and_a_half(found, 0.0, end)
    claim = _span(start, end, value + extra, (base, size), working=working)
    if size == 60 and end < len(found) and _is_minutes(found, end):
        minutes = value * 60 + float(found[end].text)
        return Claim(Kind.DURATION, (minutes, "minutes", False), "", start, end + 1)
    return claim


def _is_minutes(found: Sequence[Token], at: int) -> bool:
    """The 30 of ``1h30`` and of ``1 h 30``."""
    token = found[at]
    return token.kind == "number" and len(token.text) == 2 and found[at - 1].low == "h"


def _measures(before: Token, size: int) -> bool:
    """Whether ``a week`` behind this word is a length of time, not "twice a week"."""
    if before.low in _DURATION_CUES:
        return size != 1
    if size in (1, 1440) or before.kind != "word" or before.low in CODES:
        return False
    return not meaning(before.low) and before.low not in OFTEN


def _span(start: int, end: int, value: float, unit: tuple[str, int], *, working: bool) -> Claim:
    base, size = unit
    return Claim(Kind.DURATION, (round(value * size, 2), base, working), "", start, end)
