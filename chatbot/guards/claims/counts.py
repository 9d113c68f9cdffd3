"""Numbers of something, places in an order, and the small numbers that claim nothing."""

from __future__ import annotations

from collections.abc import Sequence

from chatbot.guards.claims.calendar_words import UNITS
from chatbot.guards.claims.kinds import Claim, Kind
from chatbot.guards.claims.listing import listed
from chatbot.guards.claims.money import (
    CODES,
    HUNDREDTHS,
    ends_amount,
    follows_currency,
)
from chatbot.guards.claims.reading import Token
from chatbot.guards.claims.word_table import GRAMMAR
from chatbot.guards.claims.words import meaning


def fraction_at(found: Sequence[Token], at: int, text: str) -> Claim | None:
    """``24/7``, ``1/2``, ``50/50``: evidence of nothing but themselves."""
    ahead = found[at : at + 3]
    if len(ahead) < 3 or ahead[1].text != "/" or ahead[0].kind != "number":
        return None
    if ahead[2].kind != "number" or ahead[0].end != ahead[1].start:
        return None
    written = text[ahead[0].start : ahead[2].end].replace(" ", "")
    return Claim(Kind.CODE, written, written, at, at + 3)


def glued_code(found: Sequence[Token], start: int, end: int) -> str:
    """Letters written against the figure that are no unit: a code, such as SAVE50."""
    first, last = found[start], found[end - 1]
    before = found[start - 1] if start else None
    after = found[end] if end < len(found) else None
    if before and before.kind == "word" and before.end == first.start and first.kind == "number":
        return before.text + first.text
    if after and after.kind == "word" and last.end == after.start and last.kind == "number":
        known = after.low in UNITS or after.low in CODES or after.low in HUNDREDTHS
        if not known and after.low not in (
            "st",
            "nd",
            "rd",
            "th",
            "x",
            "am",
            "pm",
            "er",
            "eme",
            "e",
        ):
            return last.text + after.text
    return ""


#: A few of these are how people talk, not a fact about the business.
_HARMLESS = listed(
    """
    thing things way ways option options point points reason reasons possibility possibilities
    choice choices example examples tip tips idea ideas kind kinds type types side sides sentence
    sentences word words cosa cosas manera maneras opcion opciones forma formas punto puntos
    motivo motivos ejemplo ejemplos ding dinge wege weg moglichkeit moglichkeiten optionen punkte
    grunde beispiele chose choses facon facons raison raisons exemple exemples coisa coisas
    maneira maneiras opcoes opcao pontos exemplos of more further
    """
)


_LABELS = listed(
    """
    chapter kapitel capitulo chapitre level stufe nivel niveau page seite pagina
    step option question point part number no schritt frage punkt teil nummer paso opcion pregunta
    parte numero etape partie passo opcao pergunta scale skala escala echelle
    """
)


_FIRST_FEW = listed(
    """
    first last next ersten letzten primeras primeros premiers premieres primeiras primeiros
    """
)


_TWICE = {"twice": 2.0, "zweimal": 2.0, "thrice": 3.0, "dreimal": 3.0}


def times_at(found: Sequence[Token], at: int) -> Claim | None:
    """``twice``, where no unit of time follows: so many times."""
    value = _TWICE.get(found[at].low)
    if value is None:
        return None
    return Claim(Kind.COUNT, value, found[at].text, at, at + 1, nouns=("=times",))


def count_at(found: Sequence[Token], start: int, value: float, end: int) -> Claim | None:
    """A number of something, unless it only counts what is being said."""
    after = found[end].low if end < len(found) else ""
    before = found[start - 1].low if start else ""
    spelt = found[start].kind == "word"
    ordinal = _ordinal_end(found, start, end)
    if ordinal:
        noun = meaning(found[ordinal].low) if ordinal < len(found) else ""
        return Claim(Kind.ORDINAL, value, "", start, ordinal, nouns=(noun,) if noun else ())
    if before in _FIRST_FEW:
        return Claim(Kind.ORDINAL, value, "", start, end, nouns=_counted(found, start, end))
    if start == 0 and end < len(found) and after in (".", ")") and value <= 20 and not spelt:
        return None  # The mark of a numbered list.
    if value <= 10 and after in _HARMLESS and found[start].kind != "sign":
        return None
    if value <= 10 and before in _LABELS and not follows_currency(found, end):
        return None
    if value <= 10 and _is_scale(found, start):
        return None
    if value == 0 and (end >= len(found) or found[end].kind != "word"):
        return None  # From zero.
    if value == 1 and (spelt or not ends_amount(found, end)):
        return None
    if value == 10 and after == "x":
        return Claim(Kind.CODE, "10x", "10x", start, end + 1)
    nouns = _counted(found, start, end)
    end = end + 1 if after == "x" and found[end - 1].end == found[end].start else end
    return Claim(Kind.COUNT, value, "", start, end, nouns=nouns)


def _ordinal_end(found: Sequence[Token], start: int, end: int) -> int:
    """Where ``3rd`` or ``2.`` in front of a word ends, else 0."""
    if end >= len(found) or found[end - 1].kind != "number":
        return 0
    if found[end].low in ("st", "nd", "rd", "th", "er", "eme", "e", "o", "a", "ª", "º"):
        return end + 1 if found[end].start == found[end - 1].end else 0
    return 0


def _is_scale(found: Sequence[Token], start: int) -> bool:
    near = {t.low for t in found[max(0, start - 6) : start + 6]}
    return bool(near & {"scale", "skala", "escala", "echelle"})


def _counted(found: Sequence[Token], start: int, end: int) -> tuple[str, ...]:
    """The meanings of up to three words behind a number, and of the one before ``of``."""
    nouns: list[str] = []
    place = end
    while place < len(found) and place < end + 6 and len(nouns) < 3:
        token = found[place]
        if token.kind == "number" or token.kind == "sign" and token.text not in "-/'\"":
            break
        if token.low in _LINKS and nouns:
            place += 1
            continue
        if token.kind == "word":
            if token.low in _STOPS:
                break
            if token.low in _TIMES and not nouns:
                return ("=times",)
            nouns.append(meaning(token.low) or token.low)
        place += 1
    return tuple(nouns)


_LINKS = listed("of de du des d do da dos das del")
_TIMES = listed("x times mal veces fois vezes")
_STOPS = listed(
    """
    of in on at for with from to and or over by per that which who when if is are was will before
    after during until within each a an the de en por para con y o que del von im am mit fur und
    oder bei beim zum zur ins pro dans pour avec et ou par du des em com e
    zahlen zahlt pay pays cost costs kosten kostet pagan paga cuesta cuestan paient payent
    """
) | (GRAMMAR["en"] - {"more", "other"})
