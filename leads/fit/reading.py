"""What a visitor means by a number, a date or a choice, in the five languages of the product.

Pure functions over text. What is not understood is None, never a guess: the words themselves are
kept beside.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import date, timedelta

#: Beyond this nothing is a budget, a size or a year.
LARGEST = 10**12
#: Characters of an answer in which a number or a date is looked for.
LONGEST = 500
_NUMBER = re.compile(
    r"(?<![\w.,])"
    r"(?P<figure>\d{1,3}(?:[ \u00a0\u202f'’.,]\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d{1,2})?)"
    r"\s?(?P<times>k|m|mio|mil|mille|tsd|tausend|thousand|million|millionen|millions|milh[õo]es|"
    r"millones)?(?![\w])",
    re.IGNORECASE,
)
_THOUSAND = {"k", "mil", "mille", "tsd", "tausend", "thousand"}
_WORDS = {
    1: "one un une uno una um uma ein eine einem einer a an",
    2: "two deux dos dois duas zwei", 3: "three trois tres três drei", 4: "four quatre cuatro "
    "quatro vier", 5: "five cinq cinco fünf", 6: "six seis sechs", 7: "seven sept siete sete "
    "sieben", 8: "eight huit ocho oito acht", 9: "nine neuf nueve nove neun", 10: "ten dix diez "
    "dez zehn", 12: "twelve douze doce doze zwölf", 20: "twenty vingt veinte vinte zwanzig",
}  # fmt: skip
_COUNT = {word: number for number, words in _WORDS.items() for word in words.split()}
_MONTHS = (
    "january januar janvier enero janeiro jan", "february februar février febrero fevereiro feb",
    "march märz mars marzo março mar", "april avril abril apr", "may mai mayo maio",
    "june juni juin junio junho jun", "july juli juillet julio julho jul",
    "august août agosto aug", "september septembre septiembre setembro sep sept",
    "october oktober octobre octubre outubro oct okt", "november novembre noviembre novembro nov",
    "december dezember décembre diciembre dezembro dec dez",
)  # fmt: skip
_UNITS = {
    1: "day days tag tage tagen jour jours día días dia dias",
    7: "week weeks woche wochen semaine semaines semana semanas",
    30: "month months monat monate monaten mois mes meses mês",
    365: "year years jahr jahre jahren an ans année años año ano anos",
}
_NEXT = "next nächste nächsten nächster nächstes prochain prochaine próximo próxima que-viene"
_NOW = (
    "asap", "now", "today", "immediately", "right away", "straight away", "as soon as possible",
    "sofort", "jetzt", "heute", "so bald wie möglich", "so schnell wie möglich", "maintenant",
    "tout de suite", "dès que possible", "aujourd'hui", "ahora", "hoy", "inmediatamente",
    "lo antes posible", "cuanto antes", "agora", "hoje", "imediatamente", "o quanto antes",
    "o mais rápido possível",
)  # fmt: skip
_TOMORROW = ("tomorrow", "morgen", "demain", "mañana", "amanhã")


_SMALL = re.compile(r"[0-9]{1,3}")


def plain(text: str) -> str:
    """Small letters in one form, spaces as one."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().replace("’", "'").split())


def number(text: str) -> int | None:
    """The amount in an answer, in whole units; of a span its upper end: people hope upwards.

    ``3k`` and ``3.000`` and ``3 000,50 €`` are 3000. None without a figure, or with more than two.
    """
    matches = _NUMBER.finditer(plain(text)[:LONGEST])
    found = [_amount(match) for match in matches if len(match["figure"]) < 20]
    found = [value for value in found if value <= LARGEST]
    if not found or len(found) > 2:
        return None
    if (
        len(found) == 2
        and found[0] < 1000 <= found[1]
        and re.search(r"\d\s?(-|–|to|bis|à|a)\s?\d+\s?(k|tsd|mil)\b", plain(text))
    ):
        return found[1]
    return max(found)


def _amount(match: re.Match[str]) -> int:
    figure, times = match["figure"], (match["times"] or "").lower()
    whole = re.sub(r"[.,]\d{1,2}$", "", figure)
    part = figure[len(whole) + 1 :] if len(whole) < len(figure) else ""
    value = float(re.sub(r"\D", "", whole) + (f".{part}" if part else ""))
    if times in _THOUSAND:
        value *= 1000
    elif times:
        value *= 1_000_000
    return int(value)


def day(text: str, today: date) -> date | None:
    """The date in an answer: written out, ``next month``, ``in two weeks``, ``asap``.

    A month alone is its first day, the next time it comes round. Of 03/04 the day comes first,
    unless that is no date.
    """
    words = plain(text)[:LONGEST]
    for found in (written(words), _named(words, today), _ahead(words, today)):
        if found is not None:
            return found
    if any(re.search(rf"\b{re.escape(form)}\b", words) for form in _NOW):
        return today
    if any(re.search(rf"\b{form}\b", words) for form in _TOMORROW):
        return today + timedelta(days=1)
    return None


def written(words: str) -> date | None:
    """A date in figures: ``2026-03-01``, ``1.3.2026``, ``01/03/26``."""
    if match := re.search(r"\b(\d{4})-(\d{1,2})-(\d{1,2})\b", words):
        return _date(*(int(part) for part in match.groups()))
    if match := re.search(r"\b(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})\b", words):
        first, second, year = (int(part) for part in match.groups())
        year += 2000 if year < 100 else 0
        return _date(year, second, first) or _date(year, first, second)
    return None


def _named(words: str, today: date) -> date | None:
    """``1 March``, ``März 2027``, ``el 3 de mayo``."""
    months = {name: place for place, names in enumerate(_MONTHS, 1) for name in names.split()}
    for match in re.finditer(r"[^\W\d_]+", words):
        month = months.get(match.group())
        if month is None or match.group() in ("mar", "may", "mai") and not re.search(r"\d", words):
            continue
        before = re.search(
            r"(\d{1,2})(?:st|nd|rd|th|er|\.)?\s(?:de\s|of\s)?$", words[: match.start()]
        )
        after = re.match(r"\s(\d{1,2})(?:st|nd|rd|th)?\b(?!\d)", words[match.end() :])
        year = re.search(r"\b(20\d{2})\b", words)
        number_of_day = int((before or after)[1]) if before or after else 1  # type: ignore[index]
        if year:
            return _date(int(year[1]), month, number_of_day)
        found = _date(today.year, month, number_of_day)
        if found is None:
            return None
        same_month = (found.year, found.month) == (today.year, today.month)
        return found if found >= today or same_month else _date(today.year + 1, month, found.day)
    return None


def _ahead(words: str, today: date) -> date | None:
    """``in two weeks``, ``next month``."""
    units = {name: days for days, names in _UNITS.items() for name in names.split()}
    each = re.findall(r"[\w']+", words)
    for how_many, unit in zip(each, each[1:], strict=False):
        count = _COUNT.get(how_many) or (int(how_many) if _SMALL.fullmatch(how_many) else 0)
        if how_many in _NEXT.split():
            count = 1
        days = units.get(unit)
        if days and count:
            return today + timedelta(days=min(days * count, 365 * 20))
    # "el mes que viene", "le mois prochain": the word comes after.
    for match in re.finditer(r"(\w+)\s(prochaine?|que viene|que vem)", words):
        if match[1] in units:
            return today + timedelta(days=units[match[1]])
    return None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def choice(text: str, labels: Sequence[str]) -> str | None:
    """Which of the labels an answer means: its words, its number in the list, or the one it names.

    None where it fits none, or more than one.
    """
    words = plain(text).strip(" .!)(\"'")
    keys = {_letters(label): label for label in labels}
    if _letters(words) in keys:
        return keys[_letters(words)]
    if re.fullmatch(r"(?:number |option |nr\.? ?|no\.? ?)?\d{1,2}", words):
        place = int(re.sub(r"\D", "", words))
        if 1 <= place <= len(labels):
            return labels[place - 1]
    held = [label for key, label in keys.items() if key and f" {key} " in f" {_letters(words)} "]
    if len(held) > 1:
        longest = max(held, key=len)
        held = [longest] if all(_letters(one) in _letters(longest) for one in held) else []
    if len(held) == 1:
        return held[0]
    part = [label for key, label in keys.items() if words and f" {_letters(words)} " in f" {key} "]
    return part[0] if len(part) == 1 and len(words) > 2 else None


def _letters(text: str) -> str:
    return " ".join(re.sub(r"[^\w]+", " ", plain(text)).split())
