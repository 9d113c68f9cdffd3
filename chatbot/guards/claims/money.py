"""Amounts of money: which currency, paid for which time, taken off or not."""

from __future__ import annotations

from collections.abc import Sequence

from chatbot.guards.claims.calendar_words import OFTEN, UNITS
from chatbot.guards.claims.kinds import Claim, Kind
from chatbot.guards.claims.listing import listed
from chatbot.guards.claims.numerals import HALVES, number_at
from chatbot.guards.claims.reading import Token, is_currency
from chatbot.guards.claims.word_table import ALL_GRAMMAR
from chatbot.guards.claims.words import meaning

_SIGN_CODES = {"$": "$", "€": "eur", "£": "gbp", "¥": "jpy", "₹": "inr", "₽": "rub", "₩": "krw"}
#: The words and codes of currencies; "?" is money of no certain kind.
CODES = {
    "usd": "usd", "eur": "eur", "gbp": "gbp", "chf": "chf", "cad": "cad", "aud": "aud",
    "nzd": "nzd", "jpy": "jpy", "sek": "sek", "nok": "nok", "dkk": "dkk", "brl": "brl",
    "mxn": "mxn", "inr": "inr", "pln": "pln", "zar": "zar", "sgd": "sgd", "hkd": "hkd",
    "aed": "aed", "cny": "cny", "huf": "huf", "czk": "czk", "try": "try", "ars": "ars",
    "clp": "clp", "cop": "cop", "ils": "ils", "btc": "btc", "dollar": "$", "dollars": "$",
    "dolar": "$", "dolares": "$", "bucks": "$", "buck": "$", "euro": "eur", "euros": "eur",
    "pound": "gbp", "pounds": "gbp", "libra": "gbp", "libras": "gbp", "pfund": "gbp",
    "livre": "gbp", "livres": "gbp", "quid": "gbp", "sterling": "gbp", "franc": "chf",
    "francs": "chf", "franken": "chf", "francos": "chf", "sfr": "chf", "fr": "chf",
    "krona": "sek", "kronor": "sek", "kr": "sek", "kronen": "sek", "yen": "jpy", "yuan": "cny",
    "rupee": "inr", "rupees": "inr", "rupien": "inr", "peso": "mxn", "pesos": "mxn",
    "reais": "brl", "zloty": "pln", "rand": "zar", "lira": "try", "dirham": "aed",
    "dirhams": "aed", "grand": "?", "shekel": "ils", "shekels": "ils", "bitcoin": "btc",
    "fiver": "?", "tenner": "?",
}  # fmt: skip

HUNDREDTHS = listed(
    """
    cent cents ct cts centavo centavos centimo centimos pence penny pennies centime centimes
    """
)


_PREFIXES = {"us": "usd", "ca": "cad", "c": "cad", "au": "aud", "a": "aud", "nz": "nzd", "r": "brl",
             "hk": "hkd", "s": "sgd", "mx": "mxn"}  # fmt: skip


#: Currencies a bare ``$`` may stand for.
DOLLARS = listed("usd cad aud nzd hkd sgd mxn $")


PRICE_WORDS = listed(
    """
    cost costs costing price priced prices fee fees charge charges charged pay pays paid rate
    rates investment invest kostet kosten preis preise gebuhr honorar zahlen zahlst bezahlen
    betragt cuesta cuestan costo coste precio precios tarifa vale pagar pagas coute coutent prix
    tarif tarifs payer payez custa custam preco precos valor total amount sum worth sell sells
    sold yours dollars
    """
)


PER = listed(
    """
    im am in per a an each every pro je par por al la le cada chaque / the ao au
    """
)


TIME_UNITS_PER = {"minutes": {1: "minute", 60: "hour", 1440: "day", 10080: "week"},
                   "months": {1: "month", 12: "year", 3: "quarter"}}  # fmt: skip


def is_price_before(found: Sequence[Token], at: int) -> bool:
    """Whether ``monthly`` says what a price is for (``the monthly fee``, ``$99 monthly``)."""
    near = found[max(0, at - 2) : at + 3]
    return any(t.low in PRICE_WORDS or is_currency(t.text) or t.low in CODES for t in near)


def is_money_word(low: str) -> bool:
    """Whether a word is money by itself, in a language whose numbers may not be read."""
    return low.startswith(("dollar", "dolar", "euro", "pfund")) and not low.startswith("europ")


def money_without_number(found: Sequence[Token], at: int, languages: str) -> Claim | None:
    """Money with no number that could be read: ``un dollaro``. ``In dollars`` is no amount."""
    before = found[at - 1].low if at else ""
    if before in (
        "in",
        "en",
        "em",
        "us",
        "of",
        "de",
        "and",
        "or",
        "per",
        "by",
        "und",
        "et",
        "y",
        "",
    ):
        return None
    return Claim(Kind.PRICE, (-1.0, "?"), found[at].text, at, at + 1)


def is_code(found: Sequence[Token], at: int) -> bool:
    """Whether a currency's code or letters stand in front of a number: ``USD 150``, ``US$150``."""
    if at + 1 >= len(found):
        return False
    token, after = found[at], found[at + 1]
    if token.low in _PREFIXES and is_currency(after.text) and token.end == after.start:
        return True
    return token.low in CODES and len(token.low) == 3 and (
        after.kind == "number" or is_currency(after.text)
    ) and token.text.isupper()  # fmt: skip


def currency_before(found: Sequence[Token], at: int) -> tuple[str, int]:
    """The currency that begins at a token, and where the number behind it begins."""
    token = found[at]
    if token.low in _PREFIXES and not is_currency(token.text):
        return _PREFIXES[token.low], at + 2
    if token.kind == "word":
        code, at = CODES[token.low], at + 1
    else:
        code, at = _SIGN_CODES.get(token.text, token.text), at + 1
    if at < len(found) and is_currency(found[at].text):
        at += 1
    return code, at


def follows_currency(found: Sequence[Token], at: int) -> str:
    """The currency behind a number, or ""."""
    if at >= len(found):
        return ""
    token = found[at]
    if token.low == "-" and at + 1 < len(found):
        token = found[at + 1]
    if token.low == "us" and any(t.low.startswith("doll") for t in found[at + 1 : at + 3]):
        return "usd"
    if token.low in _PREFIXES and at + 1 < len(found) and token.end == found[at + 1].start and (
        found[at + 1].text == "$"
    ):  # fmt: skip
        return _PREFIXES[token.low]
    if is_currency(token.text):
        return "cent" if token.text == "¢" else _SIGN_CODES.get(token.text, token.text)
    if token.low in HUNDREDTHS:
        return "cent"
    return CODES.get(token.low, "") if token.kind == "word" else ""


def price_at(
    found: Sequence[Token], start: int, value: float, end: int, currency: str
) -> Claim | None:
    """The price a number is, if a currency or a word for paying stands with it."""
    behind = follows_currency(found, end)
    if (
        not currency
        and end + 2 < len(found)
        and [t.low for t in found[end : end + 2]] == [",", "-"]
    ):
        behind = follows_currency(found, end + 2)
        end += 2 if behind else 0
    if behind:
        while end < len(found) and found[end].low in ("-", *_PREFIXES):
            end += 1
        end += 1
    if [t.text for t in found[end : end + 2]] in ([".", "–"], [".", "-"], [".", "—"]):
        end += 2  # CHF 65.–
    if behind == "cent":
        value, behind = value / 100, ""
        currency = currency or "cent"
    currency = currency if currency and behind in ("", "$") else behind or currency
    if not currency:
        near = (
            {t.low for t in found[max(0, start - 4) : start]} if _is_open(found, start) else set()
        )
        if end < len(found) and found[end].text in "×x*" or start and found[start - 1].low in _IN:
            return None
        if not near & PRICE_WORDS or not ends_amount(found, end) or _is_span(found, end):
            return None
    if behind == "?" or currency == "?":
        if end and found[end - 1].low == "grand":
            value *= 1000
        currency = ""
    currency = "" if currency == "cent" else currency
    return Claim(
        Kind.PRICE, (round(value, 2), currency), "", start, end, per=_paid_per(found, start, end)
    )


def _is_open(found: Sequence[Token], start: int) -> bool:
    """Whether no bracket parts a number from what is said before it."""
    return not any(t.text == "(" for t in found[max(0, start - 4) : start])


_IN = listed("in en em dans")


def _is_span(found: Sequence[Token], end: int) -> bool:
    """``72 to 24 hours``: no amount."""
    ahead = found[end : end + 3]
    return len(ahead) == 3 and ahead[0].low in _TO and ahead[1].kind == "number" and (
        ahead[2].low in UNITS
    )  # fmt: skip


_TO = listed("to bis a - – ate")


def ends_amount(found: Sequence[Token], end: int) -> bool:
    """Whether no word follows that a bare number would count."""
    if end >= len(found):
        return True
    token = found[end]
    if token.kind == "word" and end and token.start == found[end - 1].end:
        return False
    if token.kind == "sign":
        return token.text not in "%-:/" or token.text == "-" and end + 1 >= len(found)
    return token.low in ALL_GRAMMAR or token.low in _AFTER_AMOUNT


_AFTER_AMOUNT = listed("each apiece flat total plus only pauschal fijo fixe jeweils zzgl inkl incl")


def _paid_per(found: Sequence[Token], start: int, end: int) -> str:
    """The unit of time a price is for: ``hour`` in ``$150 an hour``; "off" for a discount."""
    if any(t.low in _TAKEN_OFF for t in found[end : end + 2]):
        return "off"
    for place in range(end, min(end + 4, len(found))):
        if found[place].text in ",;.":
            break
        if found[place].low in UNITS and found[place].text[:2].lower() in ("l'", "l’"):
            base, size = UNITS[found[place].low]  # L'heure.
            return TIME_UNITS_PER[base].get(size, "")
        if found[place].low in UNITS and (
            found[place - 1].low in PER or place >= 2 and found[place - 2].low in PER
        ):
            if found[place - 1].kind == "number":
                return ""  # Per 75 minutes: a length, not a rate.
            if place > 1 and found[place - 2].low in (*HALVES, "quarter"):
                return ""  # For half an hour.
            if found[place - 1].low in ("in", "im", "em", "en") and _is_numbered(found, place + 1):
                return ""  # In week five.
            base, size = UNITS[found[place].low]
            part = "half " if found[place - 1].low in HALVES else ""
            return part + TIME_UNITS_PER[base].get(size, "")
    for place in range(max(0, start - 5), min(end + 2, len(found))):
        token = found[place]
        if token.text in ",;" and place < start:
            continue
        if token.low in OFTEN and (place >= start or _says_price(found, place)):
            return OFTEN[token.low][2:]
    return _per_noun(found, end)


def _is_numbered(found: Sequence[Token], at: int) -> bool:
    return at < len(found) and (found[at].kind == "number" or number_at(found, at, "") is not None)


_PER_NOUN = listed("per pro por par")
_HEAD = listed("head person couple family guest kopf tete cabeza barba cabeca")


def _per_noun(found: Sequence[Token], end: int) -> str:
    """``=person`` in ``$30 per person``: what else a price may be for each of."""
    for place in range(end, min(end + 4, len(found) - 1)):
        if found[place].text in ",;.(":
            break
        after = found[place + 1]
        if found[place].low in ("a", *_PER_NOUN) and after.low in _HEAD:
            return meaning(after.low) if after.low in ("couple", "family") else "=person"
        if found[place].low in _PER_NOUN and after.kind == "word":
            return meaning(after.low) if after.low not in UNITS else ""
    return ""


_TAKEN_OFF = listed(
    """
    off discount rabatt nachlass descuento desconto remise reduction cheaper less menos moins
    weniger gunstiger
    """
)


def _says_price(found: Sequence[Token], place: int) -> bool:
    """``monthly fee``, ``Monatspreis``: the word behind it is about money."""
    return place + 1 < len(found) and found[place + 1].low in PRICE_WORDS | {"membership", "at"}
