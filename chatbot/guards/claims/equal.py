"""When two claims of one kind say the same: the same value, bounded and paid for alike."""

from __future__ import annotations

from itertools import pairwise

from chatbot.guards.claims.addresses import same_phone
from chatbot.guards.claims.asked import PRICED
from chatbot.guards.claims.calendar_words import OFTEN, UNITS
from chatbot.guards.claims.kinds import Claim, Kind, Sentence
from chatbot.guards.claims.lines import Fact
from chatbot.guards.claims.listing import listed
from chatbot.guards.claims.money import DOLLARS, PER, TIME_UNITS_PER


def same_value(claim: Claim, fact: Claim) -> bool:
    """Whether two claims of one kind say the same."""
    one, two = claim.value, fact.value
    match claim.kind:
        case Kind.PRICE:
            same = claim.amount == fact.amount
            currencies = str(claim.parts[1]), str(fact.parts[1])
            return same and (claim.amount == 0 or _same_currency(*currencies))
        case Kind.TIME:
            return bool(claim.minutes & fact.minutes)
        case Kind.DATE:
            return _same_date(claim.parts, fact.parts)
        case Kind.COUNT:
            nouns = set(claim.nouns) & set(fact.nouns)
            return one == two and (bool(nouns) or not claim.nouns or not fact.nouns)
        case Kind.PHONE:
            return same_phone(str(one), str(two))
        case _:
            return one == two


def _same_currency(one: str, two: str) -> bool:
    if one == two or not one or not two:
        return True
    return "$" in (one, two) and one in DOLLARS and two in DOLLARS


def _same_date(one: tuple[object, ...], two: tuple[object, ...]) -> bool:
    if one[0] == "weekday" and two[0] == "weekday":
        groups = {"weekend": (5, 6), "workdays": (0, 1, 2, 3, 4)}
        held = groups.get(str(two[1]), (two[1],))
        return one[1] == two[1] or one[1] in held
    if one[0] == "either":
        return _same_date(("day", one[1], one[3], one[2]), two) or _same_date(
            ("day", *one[1:]), two
        )
    if two[0] == "either":
        return _same_date(one, ("day", two[1], two[3], two[2])) or _same_date(
            one, ("day", *two[1:])
        )
    if one[0] != two[0]:
        return False
    return all(a is None or a == b for a, b in zip(one[1:], two[1:], strict=True))


def fits(claim: Claim, fact: Claim, *, denied: bool = True) -> bool:
    """Whether the two are bounded and paid for alike; ``denied``: and denied alike."""
    if denied and claim.kind in PRICED and claim.negated != fact.negated:
        return False
    if claim.weekday is not None:
        return claim.bounds == fact.bounds or not fact.bounds and not claim.bounds
    if claim.kind is Kind.DURATION:
        for one, two in ((claim.bounds, fact.bounds), (fact.bounds, claim.bounds)):
            if "before" in one and two & {"after", "within", "ago"} and "before" not in two:
                return False
            if "ago" in one and "ago" not in two:
                return False
    if claim.kind is Kind.PRICE and claim.value != (0.0, ""):
        if "from" in fact.bounds and not claim.bounds & {"from", "atleast"}:
            return False
        if claim.bounds & {"atmost", "upto", "atleast"} and not fact.bounds & claim.bounds:
            return False
    one, two = claim.bounds, fact.bounds
    for here, there in ((one, two), (two, one)):
        if "after" in here and "before" in there:
            return False
        if "after" in here and "within" not in here and "within" in there:
            return False
        if "atleast" in here and there & {"atmost", "upto"}:
            return False
    return True


def paid_alike(
    sentence: Sentence, claim: Claim, fact: Fact, before: Sentence | None = None
) -> bool:
    """$99 a month is not $99, nor $99 a year; $150 for 60 minutes is $150 an hour.

    The unit may be named elsewhere in the sentence, or in the one ``before`` it.
    """
    one, two = claim.per, fact.claim.per
    if claim.kind is not Kind.PRICE or one == two or fact.claim.kind is not Kind.PRICE:
        return True
    told = any(_speaks_of_unit(s, claim, two) for s in (sentence, before) if s is not None)
    if _is_noun(one) and two in _TIMES and two:
        return told
    if _is_noun(one) or _is_noun(two):
        return _each_alike(sentence, one, two, fact)
    flat = any(t.low in _FLAT for t in sentence.tokens)
    if not one and not flat and (_is_multiplied(sentence, claim) or told):
        return True
    lengths = {"hour": 60.0, "day": 1440.0, "week": 10080.0}
    if not one and two in lengths:
        return any(c.kind is Kind.DURATION and c.amount == lengths[two] for c in sentence.claims)
    minutes = {"hour": "d:60.0minutes", "day": "d:1440.0minutes"}.get(one, "-")
    return not two and fact.words.get(minutes, 0.0) >= 3.0


#: What a person may be called where a price is for each.
_PEOPLE = listed("=person =client =student =employee guest")


_FLAT = listed(
    """
    flat pauschal all alle todas todos toutes tous whatever regardless altogether total insgesamt
    """
)


def _is_noun(unit: str) -> bool:
    return bool(unit) and unit not in ("off", *_TIMES) and not unit.startswith("half ")


_TIMES = listed("minute hour day week month quarter year 2week 2month 3month")


def _each_alike(sentence: Sentence, one: str, two: str, fact: Fact) -> bool:
    """$30 per person is not $30 per couple; of a unit the source leaves out it must speak."""
    if not one:
        return not any(t.low in _FLAT for t in sentence.tokens)
    if one == two:
        return True
    if _is_noun(one) and _is_noun(two):
        both_known = one[0] == two[0] == "="
        return not both_known or {one, two} <= _PEOPLE
    if not two and any(
        c.kind is Kind.COUNT and c.amount > 1 and one in c.nouns for c in fact.line.sentence.claims
    ):
        return False  # So much for three of them, not for each.
    if not two:
        return one[0] != "=" or fact.words.get(one, 0.0) >= 1.0
    return False


def _speaks_of_unit(sentence: Sentence, claim: Claim, unit: str) -> bool:
    """Whether the unit a price is paid for is named elsewhere in a sentence."""
    if any(
        c is not claim
        and (c.per == unit or (c.kind is Kind.OFTEN and str(c.value).endswith(f"/{unit}")))
        for c in sentence.claims
    ):
        return True
    return any(
        OFTEN.get(two.low) == f"1/{unit}"
        or (unit == "month" and two.low.startswith(("mensual", "mensal", "monats")))
        or (one.low in PER and _unit_name(two.low) == unit)
        for one, two in pairwise([*sentence.tokens[:1], *sentence.tokens])
    )


def _unit_name(low: str) -> str:
    base, size = UNITS.get(low, ("months", 0))
    return TIME_UNITS_PER[base].get(size, "")


def _is_multiplied(sentence: Sentence, claim: Claim) -> bool:
    """``3 × $950``: how many of the units it is paid for, stands beside it."""
    beside = sentence.tokens[max(0, claim.first - 1) : claim.first]
    beside += sentence.tokens[claim.last : claim.last + 1]
    return any(token.text in "×x*" for token in beside)


_OPENING = listed(
    """
    from opens open opening starts start begins von ab de desde a partir das
    """
)


_CLOSING = listed(
    """
    to until till through - – closes close ends bis hasta jusqu a ate as ao
    """
)


def end_of_span(sentence: Sentence, claim: Claim) -> str:
    """Whether a time opens a span, closes it, or stands alone."""
    before = sentence.tokens[claim.first - 1].low if claim.first else ""
    two = sentence.tokens[claim.first - 2] if claim.first > 1 else None
    after = sentence.tokens[claim.last].low if claim.last < len(sentence.tokens) else ""
    timed = any(c.kind is Kind.TIME and claim.first - c.last in (1, 2) for c in sentence.claims)
    if before in ("to", "until", "till", "-", "–", "bis", "hasta", "jusqu", "ate") or (
        before in _CLOSING and (timed or two is not None and two.kind == "number")
    ):
        return "closing"
    if two is not None and before in ("at", "um", "a") and two.low in ("closes", "close", "ends"):
        return "closing"
    if after in ("to", "until", "till", "-", "–", "bis", "hasta", "ate") or before in _OPENING:
        return "opening"
    if two is not None and before in ("at", "um") and two.low in _OPENING:
        return "opening"
    return ""
