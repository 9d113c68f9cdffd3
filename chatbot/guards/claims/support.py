"""Whether a figure of a reply stands in the sources, and stands there for the same thing."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from chatbot.guards.claims.alike import alike, in_a_name
from chatbot.guards.claims.asked import PRICED, Asked
from chatbot.guards.claims.bind import OWN, own_span
from chatbot.guards.claims.calendar_words import DAYS, UNITS
from chatbot.guards.claims.contest import fact_behind
from chatbot.guards.claims.equal import end_of_span, fits, paid_alike
from chatbot.guards.claims.homes import FIGURES, goods, stands_at_home
from chatbot.guards.claims.kinds import Claim, Kind, Sentence
from chatbot.guards.claims.lines import Fact
from chatbot.guards.claims.listing import listed
from chatbot.guards.claims.schedule import days_said_of
from chatbot.guards.claims.subject import UNREMARKABLE, names_other, said_of


def figure_stands(asked: Asked, claim: Claim) -> Fact | None:
    """The fact that supports a figure, or None."""
    if claim.kind is Kind.TIME and (day := _day_of_month(asked, claim)):
        return day
    same = _same(asked, claim)
    fact = _fact_of(asked, claim, same)
    if fact is None and same and claim.kind is Kind.PRICE and _is_compared(asked.sentence, claim):
        fact = same[0]
    if fact is None and same and claim.kind in (*FIGURES, Kind.OFTEN):
        fact = stands_at_home(asked, claim, same)
    if fact is None and claim.kind is Kind.OFTEN:
        fact = _each_of(asked, claim)
    if fact is not None and claim.kind is Kind.PRICE and _mixes(asked, claim, fact):
        return None
    return fact


def _day_of_month(asked: Asked, claim: Claim) -> Fact | None:
    """``In April, from 4 to 6``: days, where the month is said before."""
    if not claim.text.isdigit():
        return None
    said = [s for s in (asked.sentence, asked.before, asked.question) if s is not None]
    months = {c.parts[2] for s in said for c in s.claims if c.parts[:1] == ("day",)} - {None}
    return next(
        (
            f
            for f in asked.evidence.facts.get(Kind.DATE, ())
            if f.claim.parts[3:] == (int(claim.text),) and f.claim.parts[2] in months
        ),
        None,
    )


def _recurs(sentence: Sentence, claim: Claim) -> bool:
    """``Saturdays``, ``every Saturday``: not one Saturday only."""
    if claim.weekday is None or claim.first >= len(sentence.tokens):
        return False
    low = sentence.tokens[claim.first].low
    before = {t.low for t in sentence.tokens[max(0, claim.first - 2) : claim.first]}
    return (low.endswith("s") and low[:-1] in DAYS) or bool(before & _EACH_DAY)


def _is_deadline(sentence: Sentence, claim: Claim) -> bool:
    """``Until Friday``: not a day on which something takes place, nor the end of some days."""
    before = sentence.tokens[claim.first - 1].low if claim.first else ""
    days = sum(c.weekday is not None for c in sentence.claims)
    return before in _UNTIL and days == 1


_UNTIL = listed("until till bis hasta ate by through")
_REACHING = listed(
    """
    call ring reach reachable phone anrufen erreichen erreichbar erreicht llamar llamarnos
    contactar appeler joindre joignable joignables ligar telefonar contactar
    """
)


def _of_contact(asked: Asked, same: list[Fact]) -> list[Fact]:
    """The days somebody can be reached, where a source says them beside an address."""
    sources = [
        part.source
        for part in asked.evidence.parts
        if (Kind.PHONE in part.facts or Kind.EMAIL in part.facts)
        and any(f.claim.weekday is not None for f in part.facts.get(Kind.DATE, ()))
    ]
    return [f for f in same if f.line.source in sources] if sources else same


_EACH_DAY = listed("every each jeden cada chaque todos tous aos")


def _is_once(fact: Fact) -> bool:
    """``Saturday 14 February``: a weekday that only goes with a date."""
    return any(
        c.kind is Kind.DATE and c.parts[0] == "day" and 0 <= c.first - fact.claim.last <= 1
        for c in fact.line.sentence.claims
    )


_INSTEAD = listed(
    "instead lieu lugar vez statt anstatt anstelle than que als compared frente gegenuber"
)


def _is_compared(sentence: Sentence, claim: Claim) -> bool:
    """``29 € instead of 32 €``: the price of something else, which is listed."""
    return any(
        t.low in _INSTEAD for t in sentence.tokens[max(0, claim.first - 3) : claim.first]
    ) and any(c.kind is Kind.PRICE and c.first < claim.first for c in sentence.claims)


_UNIT_OF = {"day": 1440, "week": 10080, "hour": 60, "month": 1, "year": 12}


def _each_of(asked: Asked, claim: Claim) -> Fact | None:
    """``Weekly`` says what ``per week`` and ``each week`` say, of the same thing."""
    size = _UNIT_OF.get(str(claim.value).partition("/")[2], 0) if str(claim.value)[:1] == "1" else 0
    for fact in asked.evidence.facts.get(Kind.PRICE, ()):
        if f"1/{fact.claim.per}" == claim.value:
            return fact
    named = goods(asked, asked.sentence)
    said = {n or s for n, s in zip(asked.sentence.names, asked.sentence.soft, strict=True)} - {""}
    alone = claim.last - claim.first == 1
    low = asked.sentence.tokens[claim.first].low
    for part in asked.evidence.parts:
        if not named <= part.words:
            continue
        for line in asked.evidence.lines:
            said_here = alone or len(said & {*line.words, *line.sentence.soft}) > 2
            told = line.source is part.source and _says_each(line.sentence, size, low)
            if told and said_here and line.facts:
                return line.facts[0]
    return None


def _says_each(sentence: Sentence, size: int, low: str) -> bool:
    return (
        low in {t.low for t in sentence.tokens}
        or size > 0
        and any(
            one.low in _EACH and UNITS.get(two.low, ("", 0))[1] == size
            for one, two in pairwise(sentence.tokens)
        )
    )


_EACH = listed("per por pro par a an each every je jede jeden cada chaque im al ao")


_OR = listed("or oder o ou and und y et e")


def _mixes(asked: Asked, claim: Claim, fact: Fact) -> bool:
    """``55 €, online or at home``, where at home has a price of its own that is left out."""
    if asked.exact is not None:
        return False
    _, high = own_span(asked.sentence, claim)
    start = next((p for p in range(claim.last, high) if asked.sentence.tokens[p].low in _OR), high)
    said = {n for n in asked.sentence.names[start:high] if n and n[1:2] != ":"} - fact.close(1.0)
    if not said:
        return False
    told = [c.value for c in asked.sentence.claims if c.kind is Kind.PRICE]
    return any(
        rival.line.source is fact.line.source
        and rival.claim.value not in told
        and rival.claim.amount > 0
        and rival.claim.per != "off"
        and said & rival.close(OWN) - set(rival.line.heading)
        for rival in asked.evidence.facts.get(Kind.PRICE, ())
    )


def _same(asked: Asked, claim: Claim) -> list[Fact]:
    """The facts of the same value, bounded, paid for and timed alike."""
    if {"before", "atmost"} <= claim.bounds and any(
        c.kind is Kind.PERCENT or c.kind is Kind.PRICE and c.amount > 0
        for c in asked.sentence.claims
    ):  # What it costs with less notice than is asked for.
        claim = replace(claim, bounds=claim.bounds - {"atmost"})
    same = [
        f
        for f in alike(asked, claim)
        if fits(claim, f.claim, denied=not _denies_a_promise(asked))
        and paid_alike(asked.sentence, claim, f, asked.before)
    ]
    if claim.kind is Kind.DURATION:
        same = [f for f in same if _told_alike(asked, claim, f)]
    if claim.weekday is not None and {t.low for t in asked.sentence.tokens} & _REACHING:
        same = _of_contact(asked, same)
    if claim.weekday is not None and _is_deadline(asked.sentence, claim):
        same = [f for f in same if _is_deadline(f.line.sentence, f.claim)]
    if _recurs(asked.sentence, claim):
        same = [f for f in same if not _is_once(f)]
    if claim.kind in (Kind.TIME, Kind.COUNT):
        same = [f for f in same if f.claim.kind is not Kind.TIME or _same_end(asked, claim, f)]
        same = _of_those_days(asked, claim, same)
    return same


def _told_alike(asked: Asked, claim: Claim, fact: Fact) -> bool:
    """A time before something is no length of it, unless the same is said of both."""
    if ("before" in claim.bounds) == ("before" in fact.claim.bounds):
        return True
    sentence = asked.sentence
    said = {n or s for n, s in zip(sentence.names, sentence.soft, strict=True)} - UNREMARKABLE
    return any(word and word[1:2] != ":" and word in fact.close() for word in said)


def _denies_a_promise(asked: Asked) -> bool:
    """``The deposit of 25% is not refundable`` denies the refund, not the figure."""
    return any(c.kind is Kind.PROMISE and c.negated for c in asked.sentence.claims)


def _fact_of(asked: Asked, claim: Claim, same: list[Fact]) -> Fact | None:
    if not same:
        return _rate_of(asked, claim)
    if claim.kind is Kind.DURATION and (fact := in_a_name(asked, claim, same)):
        return fact
    quoted = [f for f in same if f.line is asked.exact]
    if quoted:
        return quoted[0]
    if claim.kind in PRICED and not asked.exact:
        _, from_context = said_of(asked, claim)
        if names_other(asked, claim, from_context):
            return None
    return fact_behind(asked, claim, same)


def _between_times(asked: Asked, claim: Claim) -> Fact | None:
    """``Three hours``, where the same is said to go from 10 to 1."""
    said = {n for n in asked.sentence.names if n and n[1:2] != ":"}
    if asked.question is not None and not said:
        said = {n for n in asked.question.names if n and n[1:2] != ":"}
    for fact, other in pairwise(asked.evidence.facts.get(Kind.TIME, ())):
        if fact.line is other.line and (said & {*fact.words} or not said):
            spans = {(b - a) % 720 for a in fact.claim.minutes for b in other.claim.minutes}
            if claim.parts[1] == "minutes" and claim.amount in spans:
                return fact
    return None


def _rate_of(asked: Asked, claim: Claim) -> Fact | None:
    """``An hour costs $150`` says what ``$150 per hour`` says; so do two times of a day."""
    if claim.kind is Kind.DURATION and (fact := _between_times(asked, claim)):
        return fact
    unit = {60.0: "hour", 1440.0: "day", 10080.0: "week"}.get(claim.amount, "")
    priced = any(c.kind is Kind.PRICE for c in asked.sentence.claims)
    if claim.kind is Kind.DURATION and unit and priced and claim.parts[1] == "minutes":
        rates = [f for f in asked.evidence.facts.get(Kind.PRICE, ()) if f.claim.per == unit]
        return rates[0] if rates else None
    return None


def _of_those_days(asked: Asked, claim: Claim, same: list[Fact]) -> list[Fact]:
    """The facts about the days a time is said of; none unless every one of the days has it."""
    days = days_said_of(asked.sentence, claim)
    if not days and asked.question is not None:
        days = days_said_of(asked.question, claim)
    if not days:
        return same
    held = [(f, _days_of_fact(f)) for f in same if f.claim.kind is Kind.TIME]
    if not days <= frozenset().union(*(found for _, found in held)):
        return [f for f in same if f.claim.kind is not Kind.TIME]
    return [f for f, found in held if found & days]


def _days_of_fact(fact: Fact) -> frozenset[int]:
    days = days_said_of(fact.line.sentence, fact.claim)
    if days:
        return days
    return frozenset(day for day in range(7) if fact.words.get(f"t:{('weekday', day)}", 0) >= 1.0)


def _same_end(asked: Asked, claim: Claim, fact: Fact) -> bool:
    one, two = end_of_span(asked.sentence, claim), end_of_span(fact.line.sentence, fact.claim)
    return not one or not two or one == two
