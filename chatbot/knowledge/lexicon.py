"""Bring words that mean the same to one word, in whichever of five languages they are written.

What is compared is then about meaning a little more than about spelling: the question "¿Puedo
aplazar una cita?" and the founder's "Can I move a session?" read the same. Every word that is not
in the lists stays as it is.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from os.path import commonprefix

import snowballstemmer

from chatbot.knowledge.concepts import CONCEPTS, LANGUAGES, VALUES
from chatbot.knowledge.grammar import (
    ASKING,
    ENGLISH_FUNCTION_WORDS,
    FUNCTION_WORDS,
    NEUTRAL,
    OTHER_FUNCTION_WORDS,
    QUESTION_WORDS,
    SMALL_ELSEWHERE,
)

_MARKS = re.compile("[\u0300-\u036f]+")
# Letters of a stem that may stand for a word; shorter ones must be that word.
_SHORTEST_STEM = dict.fromkeys(LANGUAGES, 4) | {"english": 3}
_SHORTEST_PART = 5  # letters of the last part of a German compound
# Letters, and share of the longer word, that begin alike in two forms of one word: stemmers need
# the accents that visitors leave out.
_ROOT, _ROOT_SHARE = 5, 0.7
_LONGEST_WORD = 40  # letters; work on a word grows with the square of its length
_SHORTEST_SLIP = 5  # letters; shorter words are too near each other
_LONGEST_JOIN = 4  # words
_WIDEST_GAP = 2  # small words between two that are joined: "recuperar (mi) dinero"

_stemmers = {language: snowballstemmer.stemmer(language) for language in LANGUAGES}
_lock = threading.Lock()  # a stemmer keeps the word it works on in itself


def fold(text: str) -> str:
    """Return `text` in lower case and without the accents of Latin letters."""
    folded = _MARKS.sub("", unicodedata.normalize("NFKD", text.casefold()))
    return unicodedata.normalize("NFC", folded)


def stem_in(language: str, word: str) -> str:
    """Return the stem of one normalised word in one of `LANGUAGES`."""
    with _lock:
        stemmed: str = _stemmers[language].stemWord(word)
    return stemmed


def _rows(table: str = CONCEPTS) -> Iterator[tuple[str, str, list[str]]]:
    """Yield (concept, language, its words); a row goes on over lines that begin with a bar."""
    for row in re.sub(r"\n\s*(?=\|)|\n(?= )", " ", table).strip().splitlines():
        if row.strip():
            name, *lists = (cell.strip() for cell in row.split("|"))
            for language, cell in zip(LANGUAGES, lists, strict=True):
                yield name, language, fold(cell).split()


def _read() -> tuple[dict[str, str], dict[str, dict[str, str]], dict[tuple[str, ...], str]]:
    """Return the concept of each word, of each stem by language, and of words side by side."""
    words: dict[str, str] = {}
    stems: dict[str, dict[str, str]] = {language: {} for language in LANGUAGES}
    joined: dict[tuple[str, ...], str] = {}
    for concept, language, row in _rows():
        for word in row:
            if "_" in word:
                joined.setdefault(tuple(word.split("_")), concept)
                continue
            words.setdefault(word, concept)
            stem = stem_in(language, word)
            if len(stem) >= _SHORTEST_STEM[language]:
                stems[language].setdefault(stem, concept)
    for asked, english in ASKING.items():
        if "_" in asked:
            joined.setdefault(tuple(asked.split("_")), english)
    return words, stems, joined


_WORDS, _STEMS, _JOINED = _read()
_BY_ROOT: dict[str, list[tuple[str, str]]] = {}
for _word, _concept in _WORDS.items():
    if len(_word) >= _ROOT:
        _BY_ROOT.setdefault(_word[:_ROOT], []).append((_word, _concept))
_BY_OPENING: dict[str, list[tuple[str, str]]] = {}
for _word, _concept in _WORDS.items():
    _BY_OPENING.setdefault(_word[:1], []).append((_word, _concept))
_OPENERS = frozenset(first for first, *_ in _JOINED)
_GERMAN_PARTS = {
    word: concept
    for concept, language, row in _rows()
    if language == "german"
    for word in row
    if len(word) >= _SHORTEST_PART and "_" not in word
}
_ENGLISH = {
    word: concept for concept, language, row in _rows() if language == "english" for word in row
}
_ONLY_ENGLISH = (ENGLISH_FUNCTION_WORDS - OTHER_FUNCTION_WORDS) | QUESTION_WORDS
_NEVER_ENGLISH = (OTHER_FUNCTION_WORDS - ENGLISH_FUNCTION_WORDS) | ASKING.keys()
_NEUTRAL = frozenset().union(*NEUTRAL.values())
_NEUTRAL_STEMS = {
    language: frozenset(stem for word in row if len(stem := stem_in(language, word)) > 2)
    for language, row in NEUTRAL.items()
}
#: Names of days, months and times of day: values of a subject, and no subject themselves.
VALUE_NAMES = frozenset(concept for concept, _, _ in _rows(VALUES))
#: The names of all concepts.
NAMES = frozenset(_WORDS.values()) | frozenset(_JOINED.values())


def meant(words: Sequence[str]) -> list[str]:
    """Return normalised `words` with those of the lists brought to the name of their concept.

    In a text that is English by its small words, the other languages' lists are left aside.
    """
    english = is_english(words)
    result: list[str] = []
    at = 0
    while at < len(words):
        length, concept = _joined_at(words, at)
        result.extend(concept.split() if length else concept_of(words[at], english))
        at += length or 1
    return result


def is_english(words: Sequence[str]) -> bool:
    """Has a text more small words that only English has than such that it has not?"""
    english = sum(word in _ONLY_ENGLISH for word in words)
    foreign = sum(word in _NEVER_ENGLISH for word in words)
    return english > foreign


def _joined_at(words: Sequence[str], at: int) -> tuple[int, str]:
    """Return how many words from `at` on mean one concept together, and which; or 0."""
    if words[at] not in _OPENERS:
        return 0, ""
    for length in range(min(_LONGEST_JOIN, len(words) - at), 1, -1):
        concept = _JOINED.get(tuple(words[at : at + length]))
        if concept is not None:
            return length, concept
    for last in range(at + 2, min(at + 2 + _WIDEST_GAP, len(words))):
        if words[last - 1] not in FUNCTION_WORDS:
            break
        concept = _JOINED.get((words[at], words[last]))
        if concept is not None:
            return last + 1 - at, concept
    return 0, ""


@lru_cache(maxsize=20_000)
def concept_of(word: str, english: bool = False) -> tuple[str, ...]:
    """Return the names that stand for one normalised word: itself, if the lists lack it."""
    if not _is_listable(word) or word in QUESTION_WORDS:
        return (word,)
    if english:
        return (_STEMS["english"].get(stem_in("english", word)) or _ENGLISH.get(word, word),)
    known = _WORDS.get(word)
    if known is not None:
        return (known,)
    if word in ASKING:
        return tuple(ASKING[word].split())
    if word in SMALL_ELSEWHERE:
        return (SMALL_ELSEWHERE[word],)
    if word in FUNCTION_WORDS or word in _NEUTRAL:
        return (word,)
    for language in LANGUAGES:
        known = _STEMS[language].get(stem_in(language, word))
        if known is not None:
            return (known,)
    return _by_root(word) or _parts(word) or (word,)


@lru_cache(maxsize=20_000)
def mistyped(word: str) -> tuple[str, ...]:
    """Return the concept of the word of the lists that `word` is one slip away from, or nothing.

    A slip is two letters swapped, one too many or one missing, after the first.
    """
    if not _is_listable(word):
        return ()
    for other, concept in _BY_OPENING.get(word[:1], ()):
        if min(len(word), len(other)) >= _SHORTEST_SLIP and _one_slip(word, other):
            return (concept,)
    return ()


def _is_listable(word: str) -> bool:
    """May the lists hold such a word? They have no figures, and nothing without end."""
    return len(word) <= _LONGEST_WORD and word.isascii() and word.isalpha()


def _one_slip(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    same = len(commonprefix([shorter, longer]))
    rest, more = shorter[same:], longer[same:]
    if len(shorter) == len(longer):
        return rest[:2] == more[:2][::-1] and rest[2:] == more[2:]
    return len(longer) - len(shorter) == 1 and rest == more[1:]


def _by_root(word: str) -> tuple[str, ...]:
    """Return the concept of a word of the lists that begins as this one for most of its length."""
    for other, concept in _BY_ROOT.get(word[:_ROOT], ()):
        longer = max(len(word), len(other))
        if len(commonprefix([word, other])) >= max(_ROOT, _ROOT_SHARE * longer):
            return (concept,)
    return ()


@lru_cache(maxsize=20_000)
def is_neutral(word: str) -> bool:
    """Has this word a meaning, but names no subject: "possible", "bekomme", "tomorrow"?"""
    if word in _NEUTRAL or word in VALUE_NAMES or word.isdigit():
        return True
    if word in NAMES or not _is_listable(word):
        return False
    return any(stem_in(language, word) in stems for language, stems in _NEUTRAL_STEMS.items())


def _parts(word: str) -> tuple[str, ...]:
    """Return the concepts of a German compound by its end: "gruppentermin" is group, session."""
    for cut in range(3, len(word) - _SHORTEST_PART + 1):
        last = _GERMAN_PARTS.get(word[cut:]) or _STEMS["german"].get(stem_in("german", word[cut:]))
        if last is None or len(word) - cut < _SHORTEST_PART:
            continue
        first = next(
            (
                known
                for part in (word[:cut], word[:cut].rstrip("s"), word[:cut].rstrip("n"))
                if (known := _WORDS.get(part) or _STEMS["german"].get(stem_in("german", part)))
            ),
            word[:cut],
        )
        return first, last
    return ()
