"""Which days a time of day is said of: opening hours are as easily swapped as prices."""

from __future__ import annotations

from chatbot.guards.claims.kinds import Claim, Sentence
from chatbot.guards.claims.listing import listed

_LISTED = listed("and or & , / und oder y o et ou e")


_THROUGH = listed("to through thru till until - – — bis a au ate al")


_GROUPS = {"weekend": (5, 6), "workdays": (0, 1, 2, 3, 4)}


def days_said_of(sentence: Sentence, claim: Claim) -> frozenset[int]:
    """The weekdays (Monday 0) a time is said of: those named last before it, else first after."""
    before: frozenset[int] = frozenset()
    for first, days in _day_groups(sentence):
        if first < claim.first or not before:
            before = days
        if first > claim.first:
            break
    return before


def _day_groups(sentence: Sentence) -> list[tuple[int, frozenset[int]]]:
    groups: list[tuple[int, set[int]]] = []
    last: Claim | None = None
    for claim in sentence.claims:
        if claim.weekday is None:
            continue
        days = set(_GROUPS.get(str(claim.weekday), ()))
        if isinstance(claim.weekday, int):
            days.add(claim.weekday)
        between = (
            [t.low for t in sentence.tokens[last.last : claim.first]] if last is not None else []
        )
        if last is not None and groups and len(between) <= 2 and set(between) & _THROUGH:
            start = max(groups[-1][1])
            groups[-1][1].update(range(start, max(days) + 1))
        elif last is not None and groups and between and set(between) <= _LISTED:
            groups[-1][1].update(days)
        else:
            groups.append((claim.first, days))
        last = claim
    return [(first, frozenset(days)) for first, days in groups]
