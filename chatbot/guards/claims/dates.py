"""Dates, weekdays and times of the day, in the forms five languages write them in."""

from __future__ import annotations

import re
from collections.abc import Sequence

from chatbot.guards.claims.calendar_words import (
    MONTHS,
    NEXT,
    RELATIVE,
    UNITS,
    UNSURE,
)
from chatbot.guards.claims.kinds import Claim, Kind
from chatbot.guards.claims.listing import listed
from chatbot.guards.claims.numerals import number_at
from chatbot.guards.claims.reading import Token
from chatbot.guards.claims.times import spoken_time_at, time_at, until
from chatbot.guards.claims.weekdays import weekday
from chatbot.guards.claims.words import meaning

_ISO = re.compile(r"(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")


_NUMERIC = re.compile(r"(?<![\d.,/-])(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})(?![\d])")


_DAY_MONTH = re.compile(r"(?<![\d.,/])(\d{1,2})\.(\d{1,2})\.(?!\d)")


_PREPOSITIONS = listed(
    """
    depuis
    in of until from since on by for end early mid late january during before after bis ab im seit
    am en de desde hasta le du au em ate every each this next last and
    """
)


#: The parts of a date in the order ("day", year, month, day).
Value = tuple[object, ...]


def date_or_time(found: Sequence[Token], at: int, languages: str, text: str) -> Claim | None:
    """The date or time of day that begins at this token, or None."""
    token = found[at]
    if token.kind == "number":
        return (
            _numeric_date(found, at, text)
            or _first_of_days(found, at, languages, text)
            or time_at(found, at, text, languages)
            or _day_and_month(found, at, languages, text)
            or _last_of_days(found, at, text)
            or _year(found, at)
        )
    if token.kind != "word":
        return None
    return (
        weekday(found, at, text)
        or _month_first(found, at, languages, text)
        or spoken_time_at(found, at, languages, text)
        or _day_and_month(found, at, languages, text)
        or _relative(found, at, text)
    )


def _numeric_date(found: Sequence[Token], at: int, text: str) -> Claim | None:
    start = found[at].start
    if match := _ISO.match(text, start):
        year, month, day = (int(part) for part in match.groups())
        value: Value = ("day", year, month, day)
        return Claim(Kind.DATE, value, match.group(), at, until(found, at, match.end()))
    if match := _NUMERIC.match(text, start):
        one, two, year = int(match[1]), int(match[3]), int(match[4])
        year += 2000 if year < 100 else 0
        value = ("day", year, two, one) if two <= 12 else ("day", year, one, two)
        if one <= 12 and two <= 12 and match[2] == "/" and one != two:
            value = ("either", year, one, two)
        if not (min(one, two) >= 1 and max(one, two) <= 31):
            return None
        return Claim(Kind.DATE, value, match.group(), at, until(found, at, match.end()))
    if (match := _DAY_MONTH.match(text, start)) and 1 <= int(match[2]) <= 12:
        value = ("day", None, int(match[2]), int(match[1]))
        return Claim(Kind.DATE, value, match.group(), at, until(found, at, match.end()))
    return None


def _is_month(found: Sequence[Token], at: int) -> bool:
    token = found[at]
    if token.low not in MONTHS or token.kind != "word":
        return False
    if token.low not in UNSURE:
        return True
    before = found[at - 1] if at else None
    after = found[at + 1] if at + 1 < len(found) else None
    if token.low in ("dez", "sept"):  # Ten in Portuguese, seven in French.
        return before is not None and before.kind == "number"
    if before is not None and before.kind == "number" and len(before.text) <= 2:
        return True
    if after is not None and after.kind == "number" and token.text[0].isupper():
        return True
    if before is None or not token.text[0].isupper() and token.low in ("may", "march", "mar"):
        return False
    comma = before.text == "," and at >= 2 and found[at - 2].low in MONTHS
    return before.low in _PREPOSITIONS or comma or token.low in ("mai", "abril", "marco")


def _year_at(found: Sequence[Token], at: int) -> tuple[int | None, int]:
    """A year behind a date, over ``,`` or ``de``; and where it ends."""
    place = at
    while (
        place < len(found) and place < at + 2 and found[place].low in (",", "de", "del", "of", ".")
    ):
        place += 1
    if place < len(found) and re.fullmatch(r"(?:19|20)\d{2}", found[place].text):
        return int(found[place].text), place + 1
    return None, at


def _day_and_month(found: Sequence[Token], at: int, languages: str, text: str) -> Claim | None:
    """``12 March 2026``, ``the 12th of March``, ``1er mai``, ``am 12. März``, ``twelve May``."""
    number = number_at(found, at, languages)
    if number is None or not 1 <= number[0] <= 31 or number[0] % 1:
        return None
    place = number[1]
    while place < len(found) and place < number[1] + 3 and found[place].low in (
        "st", "nd", "rd", "th", "er", "of", "de", "del", ".", "o", "º", "do"
    ):  # fmt: skip
        place += 1
    if place >= len(found) or not _is_month(found, place):
        return None
    if found[at].kind == "word" and place > number[1] + 1:
        return None
    year, end = _year_at(found, place + 1)
    value: Value = ("day", year, MONTHS[found[place].low], int(number[0]))
    return Claim(Kind.DATE, value, text[found[at].start : found[end - 1].end], at, end)


_TO = listed("to - – bis a au al ate and und y et e & until through")


def _first_of_days(found: Sequence[Token], at: int, languages: str, text: str) -> Claim | None:
    """The 16 of ``du 16 au 20 février`` and of ``vom 16. bis 20. Februar``."""
    place = at + 1
    while (
        place < len(found) and place < at + 3 and found[place].low in (".", "st", "nd", "rd", "th")
    ):
        place += 1
    if place + 1 >= len(found) or found[place].low not in _TO or len(found[at].text) > 2:
        return None
    if found[place + 1].low in ("the", "zum", "le"):
        place += 1
    last = _day_and_month(found, place + 1, languages, text) if place + 1 < len(found) else None
    if last is None or not 1 <= int(found[at].text) <= 31:
        return None
    value: Value = (*last.parts[:3], int(found[at].text))
    return Claim(Kind.DATE, value, found[at].text, at, at + 1)


def _last_of_days(found: Sequence[Token], at: int, text: str) -> Claim | None:
    """The 15 of ``July 1 to 15``."""
    lows = [t.low for t in found[max(0, at - 4) : at] if t.low not in ("st", "nd", "rd", "th")]
    if len(lows) < 3 or lows[-1] not in _TO or not lows[-2].isdigit() or lows[-3] not in MONTHS:
        return None
    counted = at + 1 < len(found) and found[at + 1].low in ("%", *UNITS)
    if not found[at].text.isdigit() or not 1 <= int(found[at].text) <= 31 or counted:
        return None
    value: Value = ("day", None, MONTHS[lows[-3]], int(found[at].text))
    return Claim(Kind.DATE, value, found[at].text, at, at + 1)


def _is_day(found: Sequence[Token], number: tuple[float, int]) -> bool:
    """Whether a number behind a month is its day, not the beginning of a length or a share."""
    value, end = number
    counts = end < len(found) and found[end].low in ("%", *UNITS)
    return 1 <= value <= 31 and not value % 1 and not counts


def _month_first(found: Sequence[Token], at: int, languages: str, text: str) -> Claim | None:
    if not _is_month(found, at):
        return None
    day: int | None = None
    end = at + 1
    if end < len(found) and found[end].low == "the":
        end += 1
    number = number_at(found, end, languages) if end < len(found) else None
    if number and _is_day(found, number) and "en" in (languages or "en"):
        day, end = int(number[0]), number[1]
        if end < len(found) and found[end].low in ("st", "nd", "rd", "th"):
            end += 1
    if day is None:
        end = at + 1
    year, end = _year_at(found, end)
    value: Value = ("day", year, MONTHS[found[at].low], day)
    return Claim(Kind.DATE, value, text[found[at].start : found[end - 1].end], at, end)


def _year(found: Sequence[Token], at: int) -> Claim | None:
    token = found[at]
    if not re.fullmatch(r"(?:19|20)\d{2}", token.text):
        return None
    after = found[at + 1] if at + 1 < len(found) else None
    before = found[at - 1].low if at else ""
    if before in ("$", "€", "£", "¥") or after is not None and after.text in "$€£%¥":
        return None
    cued = before in _PREPOSITIONS or before in ("year", "ano", "jahr", "annee", "(", "spring")
    if not cued and after is not None and after.kind == "word":
        return None
    return Claim(Kind.DATE, ("day", int(token.text), None, None), token.text, at, at + 1)


def _relative(found: Sequence[Token], at: int, text: str) -> Claim | None:
    low = found[at].low
    if low in RELATIVE and RELATIVE[low] != "today":
        return Claim(Kind.DATE, ("relative", RELATIVE[low]), found[at].text, at, at + 1)
    if low in NEXT and at + 1 < len(found):
        after = found[at + 1].low
        if (
            after in UNITS
            and UNITS[after][1] in (10080, 1, 12)
            and after not in ("minute", "minutes")
        ):
            behind = found[at + 2] if at + 2 < len(found) else None
            if (
                low in ("prochaine", "prochain")
                and behind is not None
                and behind.kind == "word"
                and (meaning(behind.low))
            ):
                return None  # The next silent week: one of several.
            value = f"{'this' if low == 'this' else 'next'} {UNITS[after][0]} {UNITS[after][1]}"
            return Claim(Kind.DATE, ("relative", value), text[found[at].start : found[at + 1].end],
                         at, at + 2)  # fmt: skip
    return None
