"""What a reply may reckon with: amounts, numbers and percentages that are true or were asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from chatbot.guards.claims.alike import alike
from chatbot.guards.claims.asked import Asked
from chatbot.guards.claims.evidence import PRODUCTS, Evidence
from chatbot.guards.claims.kinds import Claim, Kind, Sentence
from chatbot.guards.claims.lines import Fact
from chatbot.guards.claims.listing import listed
from chatbot.guards.claims.subject import UNREMARKABLE

_HALF = listed("half halves halfte mitad moitie metade couple beide beiden both ambos ambas deux")
_MOST = 60  # More of a thing nobody reckons with.
_NAMED = 8  # More listed amounts than that would let chance make a sum of anything.

_UNITS = (60.0, 1440.0, 10080.0)

#: Who gets a percentage and when: no thing that has a price.
_NOT_PRICED = UNREMARKABLE | listed(
    "=deposit =student =team =group =company =couple =employee =instalment"
)


@dataclass(frozen=True, slots=True)
class Operand:
    """An amount, the claim that says it, and the facts that list it."""

    amount: float
    claim: Claim | None = None
    facts: tuple[Fact, ...] = ()
    is_spoken_of: bool = True  # By words that tell its thing from others.

    @property
    def claims(self) -> list[Claim]:
        """The claim that says it, if it is said."""
        return [self.claim] if self.claim is not None else []


@dataclass(frozen=True, slots=True)
class Percent:
    """A share as a fraction, the things it is for, and their prices."""

    share: float
    things: frozenset[str] = frozenset()
    bases: tuple[Operand, ...] = ()

    def goes_with(self, base: Operand) -> bool:
        """Whether the founder takes it of that price: of its thing, or of everything."""
        if not self.things or not base.facts:
            return True
        return any(self.things & {*fact.close(1.0), *fact.line.heading} for fact in base.facts)


@dataclass(slots=True)
class Operands:
    """All there is to reckon with."""

    said: list[Operand] = field(default_factory=list)  # In the sentence or the one before.
    named: list[Operand] = field(default_factory=list)  # Listed prices of what it speaks of.
    numbers: dict[float, list[Claim]] = field(default_factory=dict)
    percents: list[Percent] = field(default_factory=list)
    standing: list[Claim] = field(default_factory=list)
    units: tuple[float, ...] = _UNITS
    parts_of: list[Operand] = field(default_factory=list)  # What may be paid in parts.

    def parts(self) -> Iterator[tuple[float, Percent]]:
        """Each percentage taken, taken off and put on."""
        for percent in self.percents:
            for part in (percent.share, 1 - percent.share, 1 + percent.share):
                yield part, percent

    def is_listed(self, total: Claim) -> bool:
        """Whether a founder lists this amount: then it is no sum, but may be a difference."""
        return total.per != "off" and any(one.claim is total and one.facts for one in self.said)

    def shown_only(self, sentence: Sentence) -> Operands:
        """Only what is said, by the numbers of one sentence."""
        numbers = {
            number: [c for c in claims if any(c is own for own in sentence.claims)]
            for number, claims in self.numbers.items()
        }
        numbers = {number: claims for number, claims in numbers.items() if claims}
        return Operands(said=[o for o in self.said if o.facts], numbers=numbers)

    def stands(self, claim: Claim) -> bool:
        """Whether a number is the founder's own."""
        return any(claim is c for c in self.standing)


def gather(asked: Asked, wrong: Sequence[Claim], unsupported: Sequence[Claim]) -> Operands:
    """What a sentence may reckon with; ``wrong`` are its prices that nothing supports."""
    claims = [c for c in asked.sentence.claims if not any(c is u for u in unsupported)]
    prices = _prices(asked)
    known = Operands(standing=claims)
    known.units += tuple(u for u in (15.0, 30.0) if any(f"d:{u}minutes" in f.close()
                                                        for f in prices))  # fmt: skip
    lines = [f for f in asked.evidence.promises.get("instalments", ()) if not f.claim.negated]
    known.parts_of = [o for f in lines for o in _of_things(asked, _things(asked.evidence, f))]
    for claim in asked.sentence.claims:
        if claim.kind is Kind.PRICE and claim.amount > 0:
            facts = tuple(alike(asked, claim))
            if facts or not any(claim is c for c in wrong):
                known.said.append(Operand(claim.amount, claim, facts))
    if asked.before is not None:
        known.said += _said_before(asked, asked.before)
    known.named = _named(asked)
    for sentence in (asked.sentence, asked.before, asked.question):
        if sentence is None:
            continue
        for claim, number in numbers_of(sentence, known.units):
            known.numbers.setdefault(number, []).append(claim)
        if any(token.low in _HALF for token in sentence.tokens):
            known.numbers.setdefault(2.0, [])
    before = asked.before.claims if asked.before is not None else []
    known.percents = [
        _percent(asked, claim) for claim in (*claims, *before)
        if claim.kind is Kind.PERCENT and _percent_facts(asked.evidence, claim)
    ]  # fmt: skip
    return known


def _said_before(asked: Asked, before: Sentence) -> Iterator[Operand]:
    """The amounts of the sentence before: what was shown is listed or was reckoned rightly."""
    for claim in before.claims:
        if claim.kind is Kind.PRICE and claim.amount > 0:
            yield Operand(claim.amount, None, tuple(alike(asked, claim)))


def _named(asked: Asked) -> list[Operand]:
    """The listed prices of the things spoken of, those best that have a name of their own.

    What is counted and not priced by its name may cost any listed price.
    """
    facts = _prices(asked)
    found: list[Operand] = []
    for sentence in (asked.sentence, asked.before, asked.question):
        words = _words(sentence) if sentence is not None else set()
        hits = [(f, words & _words_of(f)) for f in facts]
        found += [
            Operand(f.claim.amount, None, (f,), bool(hit - UNREMARKABLE)) for f, hit in hits if hit
        ]
        if any(operand.is_spoken_of for operand in found):
            break
    counted = {n for c in asked.sentence.claims if c.kind is Kind.COUNT for n in c.nouns}
    if counted and not any(counted & _words_of(f) for f in facts):
        found += [Operand(f.claim.amount, None, (f,), False) for f in facts]
    found.sort(key=lambda operand: not operand.is_spoken_of)
    return found[:_NAMED]


def _prices(asked: Asked) -> list[Fact]:
    return [f for f in asked.evidence.facts.get(Kind.PRICE, ()) if f.claim.amount > 0]


def _of_things(asked: Asked, things: set[str]) -> tuple[Operand, ...]:
    """The listed prices of some things."""
    if not things:
        return ()
    return tuple(
        Operand(f.claim.amount, None, (f,))
        for f in _prices(asked)
        if things <= {*f.close(1.0), *f.line.heading}
    )


def _words(sentence: Sentence) -> set[str]:
    named = {n or s for n, s in zip(sentence.names, sentence.soft, strict=True)}
    counted = {n for c in sentence.claims if c.kind is Kind.COUNT for n in c.nouns}
    return {w for w in named | counted if w and w[0] != "!" and w[1:2] != ":"}


def _words_of(fact: Fact) -> set[str]:
    unit = {f"={fact.claim.per}"} if fact.claim.per else set()
    return fact.close(2.0) | set(fact.line.heading) | unit


def _percent_facts(evidence: Evidence, claim: Claim) -> list[Fact]:
    return [f for f in evidence.facts.get(Kind.PERCENT, ()) if f.claim.value == claim.value]


def _percent(asked: Asked, claim: Claim) -> Percent:
    facts = _percent_facts(asked.evidence, claim)
    things = [_things(asked.evidence, fact) for fact in facts]
    least = min(things, key=len)
    return Percent(claim.amount / 100, frozenset(least), _of_things(asked, least))


def _things(evidence: Evidence, fact: Fact) -> set[str]:
    """The priced things a percentage is said of."""
    words: Iterable[str] = (*fact.close(), *fact.line.heading)
    return {w for w in words if w in PRODUCTS or w in evidence.items} - _NOT_PRICED


def numbers_of(sentence: Sentence, units: Sequence[float]) -> Iterator[tuple[Claim, float]]:
    """The numbers of a sentence by which a price may be multiplied or divided.

    ``units``: the lengths in minutes in which time is counted there.
    """
    for claim in sentence.claims:
        if claim.kind in (Kind.COUNT, Kind.ORDINAL) and 1 < claim.amount <= _MOST:
            yield claim, claim.amount
        elif claim.kind is Kind.DURATION and claim.parts:
            for unit in (1.0, 12.0) if claim.parts[1] == "months" else units:
                if 1 < claim.amount / unit <= _MOST and claim.amount * 2 % unit == 0:
                    yield claim, claim.amount / unit
