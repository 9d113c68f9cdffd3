"""Every figure in a sentence: prices, percentages, durations, counts, and how they are meant."""

from __future__ import annotations

from collections.abc import Sequence

from chatbot.guards.claims import addresses, dates
from chatbot.guards.claims.bounds import bounds_of
from chatbot.guards.claims.calendar_words import OFTEN, UNITS
from chatbot.guards.claims.counts import count_at, fraction_at, glued_code, times_at
from chatbot.guards.claims.kinds import Claim, Kind
from chatbot.guards.claims.lengths import and_a_half, length_at, times_per_at
from chatbot.guards.claims.listing import listed
from chatbot.guards.claims.money import (
    PRICE_WORDS,
    currency_before,
    follows_currency,
    is_code,
    is_money_word,
    is_price_before,
    money_without_number,
    price_at,
)
from chatbot.guards.claims.numerals import ARTICLES, HALVES, VAGUE, number_at, roman
from chatbot.guards.claims.reading import Token, is_currency
from chatbot.guards.claims.shares import percent_at, share_at


def figures(found: Sequence[Token], languages: str, text: str) -> list[Claim]:
    """The figures of a sentence, in order, none overlapping another."""
    claims: list[Claim] = []
    at = 0
    while at < len(found):
        claim = _claim_at(found, at, languages, text)
        if claim is None:
            at += 1
        else:
            claims.append(claim)
            at = max(claim.last, at + 1)
    return claims


def _claim_at(found: Sequence[Token], at: int, languages: str, text: str) -> Claim | None:
    token = found[at]
    if token.kind in ("email", "link"):
        return addresses.address(token, at)
    if claim := dates.date_or_time(found, at, languages, text):
        return claim
    if claim := addresses.phone(found, at, text):
        return claim
    if token.kind == "sign" and not is_currency(token.text):
        return None
    if (
        claim := share_at(found, at, text)
        or fraction_at(found, at, text)
        or times_per_at(found, at, languages, text)
        or times_at(found, at)
    ):
        return claim
    if token.low in _CODE_WORDS and at + 1 < len(found) and found[at + 1].text.isupper() and (
        len(found[at + 1].text) > 2
    ):  # fmt: skip
        code = found[at + 1].text
        return Claim(Kind.CODE, code.casefold(), code, at + 1, at + 2)
    if token.kind == "word" and token.low in OFTEN and not is_price_before(found, at):
        return Claim(Kind.OFTEN, OFTEN[token.low], token.text, at, at + 1)
    if token.kind == "word" and token.low in VAGUE:
        return Claim(Kind.COUNT, token.low, token.text, at, at + 1)
    return _amount(found, at, languages, text)


_CODE_WORDS = listed(
    """
    code codigo gutscheincode rabattcode cupon cupom coupon voucher
    """
)


def _amount(found: Sequence[Token], at: int, languages: str, text: str) -> Claim | None:
    start, currency = at, ""
    token = found[at]
    if is_currency(token.text) or is_code(found, at):
        currency, at = currency_before(found, at)
        if at >= len(found):
            return None
    if currency == "" and token.kind == "word" and is_money_word(token.low):
        return money_without_number(found, start, languages)
    number = number_at(found, at, languages) or _half(found, at) or _article(found, at, languages)
    if number is None and (value := roman(found[at].text)):
        near = {t.low for t in found[max(0, at - 3) : at]}
        if currency or follows_currency(found, at + 1) or near & PRICE_WORDS:
            number = float(value), at + 1
    if number is None:
        return None
    amount, end = number
    if glued := glued_code(found, start, end):
        return Claim(Kind.CODE, glued.casefold(), glued, start, end)
    article = found[start].low in ARTICLES and end == start + 1
    amount, end = and_a_half(found, amount, end)
    built = (
        price_at(found, start, amount, end, currency)
        or percent_at(found, start, amount, end)
        or length_at(found, start, amount, end, article=article)
    )
    if built is None and not article and end > start:
        built = count_at(found, start, amount, end)
    if built is None:
        return None
    written = text[found[built.first].start : found[built.last - 1].end]
    bounds = bounds_of(found, built.first, built.last, measures=built.kind == Kind.DURATION)
    return Claim(
        built.kind, built.value, written, built.first, built.last, bounds, built.nouns, built.per
    )


def _half(found: Sequence[Token], at: int) -> tuple[float, int] | None:
    """``half an hour``, ``half a dozen``, ``media hora``."""
    if found[at].low not in HALVES or at + 1 >= len(found):
        return None
    end = at + 1
    if found[end].low == "-" or found[end].low in ("a", "an"):
        end += 1
    if end < len(found) and found[end].low in ("dozen", "docena", "dutzend", "douzaine"):
        return 6.0, end + 1
    if end < len(found) and found[end].low in UNITS:
        return 0.5, end
    return None


def _article(found: Sequence[Token], at: int, languages: str) -> tuple[float, int] | None:
    """``a couple of weeks``; ``a week`` where the words before it measure time."""
    token = found[at]
    after = found[at + 1].low if at + 1 < len(found) else ""
    if token.low in ("couple", "pair") and after == "of":
        return 2.0, at + 2
    if token.low == "eineinhalb" or token.low == "anderthalb":
        return 1.5, at + 1
    if token.low.endswith("einhalb") and len(token.low) > 8:
        number = number_at([token._replace(low=token.low[:-7])], 0, "de")
        return (number[0] + 0.5, at + 1) if number else None
    behind = found[at + 2].low if at + 2 < len(found) else ""
    if token.low == "al" and after in ("ano", "mes") and behind == "de":
        return 1.0, at + 1  # Al año de la compra: a year behind it.
    if token.low in ("a", "an") and after in UNITS:
        return 1.0, at + 1
    if token.low == "quarter" and [t.low for t in found[at + 1 : at + 3]] == ["of", "an"]:
        return 0.25, at + 3
    if token.low in ("a", "one") and (after == "buck" or after == "penny"):
        return 1.0, at + 1
    return None
