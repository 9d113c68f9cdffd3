"""Numbers written as digits or as words of English, Spanish, German, French and Portuguese."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from chatbot.guards.claims.listing import listed
from chatbot.guards.claims.reading import Token

_SMALL = """
0 zero null nil cero
1 one uno una un une ein eins eine einem einen einer eines um uma
2 two dos deux zwei zwo dois duas
3 three tres trois drei
4 four cuatro quatre vier quatro
5 five cinco cinq funf fuenf
6 six seis sechs
7 seven siete sept sieben sete
8 eight ocho huit acht oito
9 nine nueve neuf neun nove
10 ten diez dix zehn dez
11 eleven once onze elf
12 twelve doce douze zwolf zwoelf doze
13 thirteen trece treize dreizehn treze
14 fourteen catorce quatorze vierzehn catorze
15 fifteen quince quinze funfzehn fuenfzehn
16 sixteen dieciseis seize sechzehn dezesseis dezasseis
17 seventeen diecisiete siebzehn dezessete dezassete
18 eighteen dieciocho achtzehn dezoito
19 nineteen diecinueve neunzehn dezenove dezanove
20 twenty veinte vingt vingts zwanzig vinte
10 dizaine decena dezena
20 vingtaine veintena
30 trentaine treintena trintena
21 veintiuno veintiun veintiuna
22 veintidos
23 veintitres
24 veinticuatro
25 veinticinco
26 veintiseis
27 veintisiete
28 veintiocho
29 veintinueve
30 thirty treinta trente dreissig trinta
40 forty fourty cuarenta quarante vierzig quarenta
50 fifty cincuenta cinquante funfzig fuenfzig cinquenta
60 sixty sesenta soixante sechzig sessenta
70 seventy setenta septante siebzig
80 eighty ochenta huitante octante achtzig oitenta
90 ninety noventa nonante neunzig
200 doscientos doscientas duzentos duzentas
300 trescientos trescientas trezentos trezentas
400 cuatrocientos cuatrocientas quatrocentos quatrocentas
500 quinientos quinientas quinhentos quinhentas
600 seiscientos seiscientas seiscentos seiscentas
700 setecientos setecientas setecentos setecentas
800 ochocientos ochocientas oitocentos oitocentas
900 novecientos novecientas novecentos novecentas
"""


_LARGE = """
12 dozen docena dutzend douzaine duzia
100 hundred cien ciento cent cents hundert cem cento
1000 thousand mil mille tausend
1000000 million millions millon millones millionen milhao milhoes mio mln
1000000000 billion milliard milliarde milliarden
"""


def _table(lines: str) -> dict[str, int]:
    rows = (line.split() for line in lines.strip().splitlines())
    return {word: int(row[0]) for row in rows for word in row[1:]}


SMALL = _table(_SMALL)


LARGE = _table(_LARGE)


#: Words that are numbers in one language and something else in another.
ONLY_IN = {
    "once": "es", "elf": "de", "cent": "fr", "cents": "fr", "sept": "fr", "neuf": "fr",
    "un": "es fr", "una": "es", "uno": "es", "um": "pt", "uma": "pt", "ein": "de", "eine": "de",
    "einen": "de", "einem": "de", "einer": "de", "eines": "de", "nil": "", "null": "de",
    "dos": "es", "une": "fr", "mio": "de", "cem": "pt", "cien": "es",
}  # fmt: skip


ARTICLES = listed(
    """
    a an un une una um uma ein eine einen einem einer eines one uno
    """
)


_AND = listed("and y et und e")


#: Large numbers nobody counted: they are evidence of themselves only.
VAGUE = listed(
    """
    hundreds thousands millions dozens cientos miles millones docenas centaines milliers douzaines
    hunderte tausende dutzende centenas milhares countless
    """
)


HALVES = listed(
    """
    half halbem media medio demi demie halb halbe halben halber meia meio
    """
)


SCALE = {"k": 1000, "tsd": 1000, "m": 1_000_000, "mio": 1_000_000, "mn": 1_000_000}


_ROMAN = re.compile(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")


_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}


def digits(text: str) -> float:
    """``1,200`` ``1.200`` ``1'200`` ``1 200`` as 1200; ``1.50`` and ``1,5`` as what they are."""
    text = text.replace("'", "").replace(" ", "")
    last = max(text.rfind("."), text.rfind(","))
    if last < 0:
        return float(text)
    separators = {c for c in text if c in ".,"}
    decimals = len(text) - last - 1
    grouped = decimals == 3 and not text.startswith("0")
    if len(separators) == 2 or not grouped:
        whole = re.sub(r"[.,]", "", text[:last])
        return float(f"{whole}.{text[last + 1 :]}")
    return float(re.sub(r"[.,]", "", text))


def roman(text: str) -> int:
    """The value of capital Roman numerals of two letters or more; 0 for anything else."""
    if len(text) < 2 or not text.isupper() or not _ROMAN.fullmatch(text):
        return 0
    values = [_ROMAN_VALUES[c] for c in text]
    following = [*values[1:], 0]
    return sum(-v if v < after else v for v, after in zip(values, following, strict=True))


@lru_cache(maxsize=4000)
def german(word: str) -> int | None:
    """A German number written as one word: ``einhundertfuenfzig``, ``zwoelfhundert``."""
    for big, value in (("million", 10**6), ("tausend", 1000), ("hundert", 100)):
        if big in word:
            left, _, right = word.partition(big)
            right = right.removeprefix("und")
            before = 1 if not left else german(left)
            after = 0 if not right else german(right)
            if before is None or after is None or after >= value or before >= 1000:
                return None
            return before * value + after
    if word in SMALL and (ONLY_IN.get(word, "de") == "de"):
        return SMALL[word]
    ones, joined, tens = word.partition("und")
    if joined and 0 < SMALL.get(ones, 0) < 10 and 20 <= SMALL.get(tens, 0) < 100:
        return SMALL[ones] + SMALL[tens]
    return None


def _word_value(low: str, languages: str) -> tuple[int, bool] | None:
    """``(value, multiplies)`` of one number word."""
    if low in ONLY_IN and not any(lang in languages for lang in ONLY_IN[low].split()):
        return None
    if low in SMALL:
        return SMALL[low], False
    if low in LARGE:
        return LARGE[low], True
    if len(low) > 6 and ("hundert" in low or "tausend" in low or "und" in low):
        value = german(low)
        if value is not None and value > 20:
            return value, False
    return None


def number_at(found: Sequence[Token], at: int, languages: str) -> tuple[float, int] | None:
    """The number that begins at token ``at`` and where it ends, or None.

    ``languages`` are the codes of the languages the sentence may be in, for words that are a
    number in one of them only.
    """
    token = found[at]
    if token.kind == "number":
        return _scaled(found, digits(token.text), at + 1, languages)
    if token.kind != "word":
        return None
    if token.low not in ("a", "an") and _word_value(token.low, languages) is None:
        return None
    if run := _digit_by_digit(found, at, languages):
        return run
    return _spelt(found, at, languages)


def _scaled(found: Sequence[Token], value: float, at: int, languages: str) -> tuple[float, int]:
    """``1.2k``, ``12 hundred``, ``2 million``, ``2 1/2``."""
    while at < len(found) and found[at].kind == "word":
        low = found[at].low
        glued = found[at].start == found[at - 1].end
        if glued and low in SCALE:
            value *= SCALE[low]
        elif low in LARGE and low not in ("cent", "cents") and _word_value(low, languages):
            value *= LARGE[low]
        else:
            break
        at += 1
    return value, at


def _digit_by_digit(found: Sequence[Token], at: int, languages: str) -> tuple[float, int] | None:
    """``one five zero`` as 150: three or more single figures in a row."""
    run: list[int] = []
    place = at
    while place < len(found):
        value = _word_value(found[place].low, languages) if found[place].kind == "word" else None
        if value is not None and value[0] < 10 and not value[1]:
            run.append(value[0])
        elif not (run and found[place].low in ("-", "oh")):
            break
        elif found[place].low == "oh":
            run.append(0)
        place += 1
    if len(run) < 3:
        return None
    return float("".join(map(str, run))), place


def _spelt(found: Sequence[Token], at: int, languages: str) -> tuple[float, int] | None:
    total, current, place, end = 0, 0, at, at
    started = False
    if found[at].low in ("a", "an") and at + 1 < len(found) and found[at + 1].low in LARGE:
        current, place, started = 1, at + 1, True
    while place < len(found):
        low = found[place].low
        if started and (low in _AND or low == "-"):
            place += 1
            continue
        read = _word_value(low, languages) if found[place].kind == "word" else None
        if read is None:
            break
        if low in ("cent", "cents") and current > 9:
            break
        joined = _joined(total, current, read, started, found[place - 1].low)
        if joined is None:
            break
        total, current = joined
        started = True
        place += 1
        end = place
    return (float(total + current), end) if started and end > at else None


def _joined(
    total: int, current: int, read: tuple[int, bool], started: bool, before: str
) -> tuple[int, int] | None:
    """The running sum with one more word, or None when the word begins another number."""
    value, multiplies = read
    if multiplies:
        if value >= 1000:
            if not started or current or not total:
                return total + max(current, 1) * value, 0
            return None
        if value == 12:
            return (total, current * 12) if current else ((total, 12) if not started else None)
        if current >= 100:
            return None
        return total, max(current, 1) * value
    if not started:
        return total, value
    if not current and total:
        return total, value
    tens = current % 100
    if tens == 4 and value == 20:  # quatre-vingt
        return total, current + 76
    if tens in (60, 80) and 10 <= value < 20:  # soixante-dix
        return total, current + value
    if tens >= 20 and not tens % 10 and 0 < value < 10 and before not in ("und",):
        return total, current + value
    if current >= 100 and not tens and value < 100:
        return total, current + value
    if current and current < 10 and before == "und" and 20 <= value < 100:
        return total, current + value
    return None
