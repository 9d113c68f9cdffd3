"""Amounts that are reckoned from the founder's own: totals, shares, savings, reduced prices.

An amount nobody has listed is right where it follows exactly from listed ones, by numbers that are
said or asked for: ``3 × $150 = $450``, ``$240 less $20 is $220``, half of ``$1,650``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, permutations

from chatbot.guards.claims.asked import Asked
from chatbot.guards.claims.kinds import Claim, Kind, Sentence
from chatbot.guards.claims.lines import Fact
from chatbot.guards.claims.listing import listed
from chatbot.guards.claims.operands import Operand, Operands, gather, numbers_of

#: Signs that an amount is reckoned, not listed.
_RECKONED = listed(
    """
    would so therefore together total altogether brings bring making makes comes come adds add sum
    means then saves save saving leaves left rest remaining remainder each apiece half halves works
    difference instead down cheaper less minus equal
    seria serian costaria costarian decir total juntas juntos suman entonces ahorras ahorra
    ahorrais ahorrarias saldria quedaria sea mitad resto diferencia cada igual iguales menos sale
    sumarian pagaria pagarias pagariais queda quedan
    wurde wurden waren ware also somit insgesamt zusammen macht machen sparen sparst spart ergibt
    jeweils je halfte rest differenz unterschied statt kamen kame gleich gleiche gleichen abzuglich
    bleiben bleibt beide kommen heisst
    soit donc ensemble coutera couterait couteraient serait seraient economisez economises
    reviendrait revient reviennent passe chacun chacune moitie reste difference lieu egal egaux
    egales fait feraient
    ficaria ficariam seriam somam juntas portanto isso seja poupa economiza sairia sairiam totaliza
    fica metade restante diferenca cai dao somando daria sai saem
    """
)
#: "Ten single ones": so many by themselves, whatever they cost together.
_APART = listed(
    """
    single singly separate separately individual individually einzeln einzelne einzelnen einzelner
    getrennt sueltas sueltos separado separadas separados avulsa avulsas avulso avulsos separement
    individuelles individuels individuales unite
    """
)


#: "In the pack, a session is $110": what it is reckoned from, said first.
_WITH = listed("with in mit im bei beim con en avec au dans com no na")


def without_sums(asked: Asked, unsupported: list[Claim]) -> list[Claim]:
    """Leave out the amounts that are reckoned rightly, and the figures that only reckon them."""
    prices = [c for c in asked.sentence.claims if c.kind is Kind.PRICE and c.amount > 0]
    if not prices or not unsupported:
        return unsupported
    wrong = [c for c in prices if any(c is u for u in unsupported)]
    known = gather(asked, wrong, unsupported)
    used: list[Claim] = []
    for _ in wrong:  # A total may be an operand of the next.
        for total in wrong:
            if any(total is c for c in used):
                continue
            made = _made_of(asked, total, known)
            if made is not None:
                used += [total, *made]
                known.said.append(Operand(total.amount, total))
    if _is_reckoned(asked.sentence):
        for price in prices:
            used += _counted_by(price, known) if not any(price is c for c in wrong) else []
    gone = {(c.kind, c.value) for c in used if c.kind is not Kind.PRICE}
    return [
        c for c in unsupported
        if not any(c is u for u in used) and (c.kind, c.value) not in gone
        and not (used and _is_saving(c))
    ]  # fmt: skip


def _made_of(asked: Asked, total: Claim, known: Operands) -> list[Claim] | None:
    """The claims an amount is reckoned from, beside listed prices; None where nothing makes it."""
    ways = [_percentages(total, known)]
    if known.is_listed(total):
        ways.append(_products(asked, total, known.shown_only(asked.sentence)))
    else:
        cued = _is_reckoned(asked.sentence)
        ways += [_products(asked, total, known), _shares(asked, total, known),
                 _pairs(asked, total, known, cued=cued)]  # fmt: skip
    return next((made for way in ways for made in way), None)


def _is_reckoned(sentence: Sentence) -> bool:
    return any(token.low in _RECKONED or token.text in "=×*+/" for token in sentence.tokens)


def _counted_by(price: Claim, known: Operands) -> list[Claim]:
    """The counts that a price which is listed by itself is reckoned with all the same."""
    return [
        claim
        for number, claims in known.numbers.items()
        if any(_near(price.amount, number * base.amount) for base in (*known.said, *known.named))
        for claim in claims
    ]


def _products(asked: Asked, total: Claim, known: Operands) -> Iterator[list[Claim]]:
    """So many times a price; more or less of something else; at a reduced price."""
    every = (*known.said, *known.named)
    for number, claims in known.numbers.items():
        if _has_own_price(asked, claims, known):
            continue
        for base in every:
            product = number * base.amount
            if _near(total.amount, product):
                yield [*claims, *base.claims]
            for part, percent in known.parts():
                if percent.goes_with(base) and _near(total.amount, product * part):
                    yield [*claims, *base.claims]
            for other in known.said:
                if _near(total.amount, product + other.amount) or _near(
                    total.amount, abs(product - other.amount)
                ):
                    yield [*claims, *base.claims, *other.claims]


def _shares(asked: Asked, total: Claim, known: Operands) -> Iterator[list[Claim]]:
    """A price for each of so many, or one of so many equal parts."""
    in_parts = any(c.value == "instalments" for c in asked.sentence.claims)
    counted = _is_reckoned(asked.sentence) or asked.sentence.tokens[0].low in _WITH
    for base in (*known.said, *known.named, *(known.parts_of if in_parts else ())):
        for number, claims in known.numbers.items():
            told = not in_parts or any(known.stands(c) for c in claims)
            if told and _near(total.amount, base.amount / number):
                yield [*claims, *base.claims]
        if in_parts or not base.is_spoken_of or not counted:
            continue
        for fact in base.facts:
            for claim, number in numbers_of(fact.line.sentence, ()):
                if claim.kind is Kind.COUNT and _near(total.amount, base.amount / number):
                    yield [*base.claims]


def _percentages(total: Claim, known: Operands) -> Iterator[list[Claim]]:
    for part, percent in known.parts():
        for base in (*known.said, *known.named, *percent.bases):
            if percent.goes_with(base) and _near(total.amount, base.amount * part):
                yield [*base.claims]


def _counts_of(asked: Asked, number: int) -> list[Claim]:
    """``The two together``: how many amounts were added."""
    return [c for c in asked.sentence.claims if c.kind is Kind.COUNT and c.amount == number]


def _pairs(asked: Asked, total: Claim, known: Operands, *, cued: bool) -> Iterator[list[Claim]]:
    """Sums and differences of what is said, and of one listed price where that is announced."""
    others = (*known.said, *known.named) if cued else tuple(known.said)
    for one, two in permutations(others, 2):
        if one not in known.said and two not in known.said:
            continue
        if _near(total.amount, one.amount + two.amount) or _near(
            total.amount, one.amount - two.amount
        ):
            yield [*one.claims, *two.claims, *_counts_of(asked, 2)]
    for size in (3, 4):
        for several in combinations(known.said[:7], size):
            if _near(total.amount, sum(one.amount for one in several)):
                claims = [claim for one in several for claim in one.claims]
                yield [*claims, *_counts_of(asked, size)]


def _near(total: float, amount: float) -> bool:
    return abs(total - round(amount, 2)) < 0.006


def _is_saving(claim: Claim) -> bool:
    """``you save``: what a difference of two prices is called."""
    return claim.value == "discount" and "sav" in claim.text.lower()


def _has_own_price(asked: Asked, counts: Sequence[Claim], known: Operands) -> bool:
    """Whether that many are sold at a price of their own, which is not said beside the sum."""
    if any(token.low in _APART for token in asked.sentence.tokens):
        return False
    said = {operand.amount for operand in known.said}
    return any(
        fact.words.get(f"n:{count.value}", 0.0) >= 1.0
        and fact.claim.per != "off"
        and fact.claim.amount not in said
        and any(_counts_alike(count, c) for c in fact.line.sentence.claims)
        for count in counts
        if count.kind is Kind.COUNT and count.nouns
        for fact in _prices(asked)
    )


def _prices(asked: Asked) -> Iterable[Fact]:
    return asked.evidence.facts.get(Kind.PRICE, ())


def _counts_alike(one: Claim, two: Claim) -> bool:
    return two.kind is one.kind and one.value == two.value and (
        not two.nouns or bool(set(one.nouns) & set(two.nouns))
    )  # fmt: skip
