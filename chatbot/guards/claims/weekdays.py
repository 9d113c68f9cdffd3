"""Days of the week, alone, numbered and in groups, in five languages."""

from __future__ import annotations

from collections.abc import Sequence

from chatbot.guards.claims.calendar_words import DAYS, SHORT_DAYS, UNSURE, WEEKEND, WORKDAYS
from chatbot.guards.claims.kinds import Claim, Kind
from chatbot.guards.claims.listing import listed
from chatbot.guards.claims.reading import Token

_NTH = {
    "first": 1, "1st": 1, "erste": 1, "ersten": 1, "primer": 1, "premier": 1, "primeira": 1,
    "primeiro": 1, "primera": 1, "primero": 1, "premiere": 1, "erster": 1, "erstes": 1,
    "second": 2, "2nd": 2, "zweite": 2, "zweiten": 2, "segundo": 2, "deuxieme": 2, "segunda": 2,
    "third": 3,
    "dritte": 3, "dritten": 3, "tercer": 3, "troisieme": 3, "terceira": 3, "terceiro": 3,
    "tercera": 3,
    "fourth": 4, "vierte": 4, "vierten": 4, "cuarto": 4, "quatrieme": 4,
    "last": 9, "letzte": 9, "letzten": 9, "ultimo": 9, "dernier": 9, "other": 8, "alternate": 8,
}  # fmt: skip


def weekday(found: Sequence[Token], at: int, text: str) -> Claim | None:
    """The day of the week, or the group of days, that begins at this token, or None."""
    token = found[at]
    low, end = token.low, at + 1
    if (
        end + 1 < len(found)
        and found[end].text == "-"
        and found[end + 1].low in ("feira", "feiras")
    ):
        low, end = f"{low}-{found[end + 1].low}", end + 2
    if low in DAYS:
        if low in UNSURE and not token.text[0].isupper():
            return None
        if low in ("terca", "tercas", "sextas", "mar") and end == at + 1 and low != "terca":
            return None
        written = text[token.start : found[end - 1].end]
        before = found[at - 1].low if at else ""
        nth = frozenset({f"nth{_NTH[before]}"}) if before in _NTH else frozenset[str]()
        return Claim(Kind.DATE, ("weekday", DAYS[low]), written, at, end, nth)
    if (day := _bare_feira(found, at)) is not None:
        return Claim(Kind.DATE, ("weekday", day), token.text, at, at + 1)
    if (day := _short_day(found, at)) is not None:
        return Claim(Kind.DATE, ("weekday", day), token.text, at, at + 1)
    if low in WEEKEND:
        return Claim(Kind.DATE, ("weekday", "weekend"), token.text, at, end)
    if low in WORKDAYS:
        return Claim(Kind.DATE, ("weekday", "workdays"), token.text, at, end)
    return None


_FEIRAS = {"segunda": 0, "terca": 1, "quarta": 2, "quinta": 3, "sexta": 4}


def _bare_feira(found: Sequence[Token], at: int) -> int | None:
    """``às quintas``, ``de segunda a sexta``: Portuguese days without their ``-feira``."""
    low = found[at].low
    day = _FEIRAS.get(low.removesuffix("s"))
    if day is None:
        return None
    before = found[at - 1].low if at else ""
    if low.endswith("s") and before in ("as", "nas", "das", "todas", "e", ","):
        return day
    for step in (1, -1):
        near = [found[p].low for p in (at + step, at + 2 * step) if 0 <= p < len(found)]
        if step == 1 and near[:1] in (["as"], ["a"]) and near[1:] and near[1][:1].isdigit():
            return day  # De sexta às 17h.
        other = near[1].removesuffix("s") if len(near) == 2 else ""
        if near[:1] in (["a"], ["e"], [","], ["as"], ["ate"]) and (
            other in _FEIRAS or other in ("sabado", "domingo")
        ):
            return day
    return None


_BETWEEN = frozenset({",", "-", "–", "/", "bis", "und", "y", "a", "et", "e", "."})


def _short_day(found: Sequence[Token], at: int) -> int | None:
    """``Mo`` in ``Mo, Di und Do``: short names of days count beside one another or an hour."""
    days = SHORT_DAYS.get(found[at].text)
    if days is None:
        return None
    for step in (1, -1):
        for place in (at + step, at + 2 * step, at + 3 * step):
            if not 0 <= place < len(found):
                break
            if SHORT_DAYS.get(found[place].text) is not None:
                return days
            if step == 1 and found[place].kind == "number":
                return days if found[at].text in _GERMAN_DAYS else None
            if found[place].low not in _BETWEEN:
                break
    return None


_GERMAN_DAYS = listed("Mo Di Mi Do Fr Sa So")
