"""Times of the day, as a clock shows them and as people say them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from chatbot.guards.claims.calendar_words import (
    AFTERNOON,
    CLOCK,
    DAYS,
    FORENOON,
    MIDNIGHT,
    NOON,
    UNITS,
)
from chatbot.guards.claims.kinds import Claim, Kind
from chatbot.guards.claims.listing import listed
from chatbot.guards.claims.numerals import number_at
from chatbot.guards.claims.reading import Token
from chatbot.guards.claims.words import meaning

_CLOCK_TIME = re.compile(
    r"(?<![\d.,:])(\d{1,2})(?::|\s?h\s?)(\d{2})(?::\d{2})?(?![\d:])\s?"
    r"(a\.?\s?m\b\.?|p\.?\s?m\b\.?|uhr\b|h\b)?", re.IGNORECASE,
)  # fmt: skip


_TIME_MARKED = re.compile(
    r"(?<![\d.,:$€£])(\d{1,2})(?:[.:](\d{2}))?\s?(a\.?\s?m\b\.?|p\.?\s?m\b\.?|uhr\b|o'clock\b)",
    re.IGNORECASE,
)


_AT = listed("at um a las la los as vers ab kl")
#: These open or close a span of hours, and measure nothing: ``das 21h``.
_SPANS = listed("das de des ate desde dalle alle bis von")


def time_at(found: Sequence[Token], at: int, text: str, languages: str) -> Claim | None:
    """A time of day in figures that begins at this token, or None."""
    start = found[at].start
    match = _CLOCK_TIME.match(text, start) or _TIME_MARKED.match(text, start)
    if match:
        hour, minute = int(match[1]), int(match[2] or 0)
        mark = (match[3] or "").lower().replace(".", "").replace(" ", "")
        before = found[at - 1].low if at else ""
        if "h" in match.group().lower() and hour < 5 and before not in _AT:
            return None  # 1h30: how long, not when.
        if hour > 24 or minute > 59:
            return None
        end = until(found, at, match.end())
        behind = {t.low for t in found[end : end + 4]}
        if not mark and behind & AFTERNOON:
            mark = "pm"
        elif not mark and behind & FORENOON:
            mark = "am"
        exact = bool(mark) and mark != "h" or match[1].startswith("0") or hour > 12
        return Claim(Kind.TIME, _minutes(hour, minute, mark, exact=exact), match.group().strip(),
                     at, end)  # fmt: skip
    if span := _bare_span(found, at) or _opens_span(found, at):
        return span
    before = found[at - 1].low if at else ""
    after = found[at + 1].low if at + 1 < len(found) else ""
    if (
        after in ("h", "heures", "heure", "horas", "hora")
        and found[at].text.isdigit()
        and (
            before in _AT
            or after == "h"
            and int(found[at].text[:2]) > 5
            and (before in _SPANS or _is_end_of_span(found, at))
        )
    ):
        hour = int(found[at].text)
        if hour <= 24 and {"fr", "es", "pt"} & set(languages.split()):
            written = text[start : found[at + 1].end]
            return Claim(Kind.TIME, _minutes(hour, 0, "h", exact=True), written, at, at + 2)
    return None


def _is_end_of_span(found: Sequence[Token], at: int) -> bool:
    """Whether another hour stands beside this one: ``9h–13h``, ``entre 9 h et 17 h``."""
    before = found[at - 1].low if at else ""
    if before in _TO and at > 1 and (found[at - 2].low == "h" or found[at - 2].kind == "number"):
        return True
    ahead = found[at + 2 : at + 4]
    return len(ahead) == 2 and ahead[0].low in _TO and ahead[1].kind == "number"


def _is_at(before: str, languages: str) -> bool:
    """``a las nueve``, ``às nove``; "as" is another word in English."""
    return before == "las" or (before == "as" and "pt" in languages and "en" not in languages)


_BEHIND_HOUR = listed("y e da de del en em do hasta ate a as horas hora h para no na los")
_FROM = listed("from between von zwischen de das entre")
_TO = listed("to and bis und a y e as et - – until till")


def _bare_span(found: Sequence[Token], at: int) -> Claim | None:
    """Either hour of ``from 10 to 4``, where nothing is counted by them."""

    def hour(place: int) -> int:
        whole = 0 <= place < len(found) and re.fullmatch(r"\d{1,2}", found[place].text)
        return int(found[place].text) if whole else -1

    def ends(place: int) -> bool:
        if place >= len(found):
            return True
        token = found[place]
        if token.kind == "word":
            return (
                token.low == "h"
                or token.low not in UNITS
                and not meaning(token.low)
                and token.low not in _NO_HOUR
            )
        return token.text in ".,;!?)" and not hour(place + 1) >= 0

    first = next((p for p in (at, at - 2) if p > 0 and _opens(found, p)), 0)
    if not first or first + 2 >= len(found):
        return None
    if any(t.low in _OF_AGE for t in found[max(0, first - 4) : first]):
        return None
    if found[first + 1].low not in _TO or not ends(first + 3):
        return None
    if not all(0 <= hour(place) <= 24 for place in (first, first + 2)):
        return None
    value = hour(at)
    marked = "pm" if {t.low for t in found[first + 3 : first + 6]} & {"pm"} and at > first else ""
    minutes = _minutes(value, 0, marked, exact=value > 12)
    return Claim(Kind.TIME, minutes, found[at].text, at, at + 1)


def _opens_span(found: Sequence[Token], at: int) -> Claim | None:
    """The 7 of ``7 to 8:30 pm``: an hour is what a time of day ends."""
    opening = re.fullmatch(r"(\d{1,2})(?:[.:](\d{2}))?", found[at].text)
    if at + 2 >= len(found) or not opening:
        return None
    text = " ".join(t.text for t in found[at + 2 : at + 6]).replace(" : ", ":").replace(" . ", ".")
    end = _CLOCK_TIME.match(text) or _TIME_MARKED.match(text) or _HOUR.match(text)
    hour, minute = int(opening[1]), int(opening[2] or 0)
    if found[at + 1].low not in _TO or end is None or hour > 24 or minute > 59:
        return None
    closing = int(end[1])
    mark = (end[3] or "").lower()[:1] if end.re is not _HOUR else ""
    mark = f"{mark}m" if mark in ("a", "p") and hour < closing else ""
    exact = hour > 12 or bool(mark) or closing > 12 and hour >= 7
    return Claim(Kind.TIME, _minutes(hour, minute, mark, exact=exact), found[at].text, at, at + 1)


_HOUR = re.compile(r"(\d{1,2}) (?:h\b|heures\b|horas\b)", re.IGNORECASE)


def _opens(found: Sequence[Token], place: int) -> bool:
    """Whether hours may begin here: behind ``from``, or behind days: ``Monday to Friday, 9``."""
    before = found[place - 1]
    if before.low in _FROM:
        return True
    near = {t.low for t in found[max(0, place - 3) : place]}
    return before.text in ",(:" and bool(near & DAYS.keys())


#: Numbers behind these are ages.
_OF_AGE = listed(
    """
    aged ages age children kids kinder kindern ninos ninas enfants ans criancas edad edades idade
    jugendliche jahren jahre anos years
    """
)
_NO_HOUR = listed("times people per percent of dollars euros pounds usd eur gbp x scale")


def _minutes(hour: int, minute: int, mark: str, *, exact: bool) -> frozenset[int]:
    """The minutes of the day a time may mean: both halves of the day when nothing says which."""
    if mark == "pm" and hour < 12:
        return frozenset({(hour + 12) * 60 + minute})
    if mark == "am" and hour == 12:
        return frozenset({minute})
    value = hour * 60 + minute
    if mark in ("am", "pm", "uhr") or exact or hour > 12 or hour == 0:
        return frozenset({value})
    return frozenset({value, (value + 720) % 1440})


def spoken_time_at(found: Sequence[Token], at: int, languages: str, text: str) -> Claim | None:
    """``nine o'clock``, ``nine am``, ``neun Uhr``, ``half past nine``, ``noon``."""
    low = found[at].low
    if low in NOON or low in MIDNIGHT:
        value = frozenset({720 if low in NOON else 0})
        return Claim(Kind.TIME, value, found[at].text, at, at + 1)
    shift, place = 0, at
    if low in ("half", "quarter") and at + 2 < len(found) and found[at + 1].low in ("past", "to"):
        shift = (30 if low == "half" else 15) * (1 if found[at + 1].low == "past" else -1)
        place = at + 2
    if low == "halb" and at + 1 < len(found):  # Halb sieben: half an hour before seven.
        shift, place = -30, at + 1
    number = number_at(found, place, languages)
    if number is None or not 0 <= number[0] <= 24 or number[0] % 1:
        return None
    end = number[1]
    after = found[end].low if end < len(found) else ""
    pair = text[found[end].start : found[end].start + 4].lower() if end < len(found) else ""
    mark = after if after in ("am", "pm") else {"a.m.": "am", "p.m.": "pm"}.get(pair, "")
    if after in ("a", "p") and pair in ("a.m.", "p.m."):
        end += 3
    before = found[place - 1].low if place else ""
    stops = end >= len(found) or found[end].kind != "word" or after in _BEHIND_HOUR
    if not (mark or shift or after in CLOCK or (_is_at(before, languages) and stops)):
        return None
    if after in CLOCK or after in ("am", "pm"):
        end += 1
    value = frozenset(
        (m + shift) % 1440 for m in _minutes(int(number[0]), 0, mark, exact=bool(mark))
    )
    return Claim(Kind.TIME, value, text[found[at].start : found[end - 1].end], at, end)


def until(found: Sequence[Token], at: int, end: int) -> int:
    """The first token from ``at`` on that begins at or behind a place in the text."""
    while at < len(found) and found[at].start < end:
        at += 1
    return at
