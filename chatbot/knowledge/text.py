"""One reading of text for the index, the follow-ups and the quotes, so that they always agree.

A visitor types "Dont", a founder wrote "don’t"; a phone adds a zero-width joiner; a name carries
an accent. All of them must meet in the same word, and a language written without spaces must still
be cut into something that can be counted.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from chatbot.knowledge import lexicon
from chatbot.knowledge.grammar import FUNCTION_WORDS, QUESTION_WORDS

# Scripts written without spaces between words: each pair of neighbours counts as a word.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
)
_WORD = re.compile(rf"[{_UNSPACED}]+|[^\W_{_UNSPACED}]+(?:[\u0300-\u036f]*[^\W_{_UNSPACED}]+)*")
_IS_UNSPACED = re.compile(f"[{_UNSPACED}]")
# "ummm", "hh", "ooh", "ahh", "errm": what people say while they think.
_MURMUR = re.compile("u+h*m*|h+m*|m+h*m+|o+h+|oo+|a+h+|e+r+m*|e+h+m*")
_APOSTROPHES = re.compile("['\u2018\u2019\u02bc\u0060\u00b4\uff07]")

# The one family of synonyms that every founder's visitors use; `lexicon` knows the others.
_SAME_STEM = {"price": "cost", "fee": "cost", "pricey": "cost"}

__all__ = ["FUNCTION_WORDS", "QUESTION_WORDS", "content_words", "is_content", "normalise", "stem",
           "stems", "terms", "words"]  # fmt: skip


def normalise(text: str) -> str:
    """Return `text` in one spelling: compatible forms, lower case, no accents, nothing invisible.

    Only the combining marks of Latin, Greek and Cyrillic go; vowel signs of other scripts are
    letters to their readers.
    """
    visible = "".join(c for c in lexicon.fold(text) if unicodedata.category(c) not in ("Cf", "Cs"))
    return _APOSTROPHES.sub("", visible)


def words(text: str) -> list[str]:
    """Return the words of `text`, normalised, in order; repeats are kept."""
    return list(_split(normalise(text)))


def terms(text: str) -> list[str]:
    """Return the words of `text` by what they mean: `lexicon` says which words mean the same."""
    return lexicon.meant(words(text))


def _split(normal: str) -> Iterator[str]:
    for word in _WORD.findall(normal):
        if not _IS_UNSPACED.match(word) or len(word) == 1:
            yield word
            continue
        for start in range(len(word) - 1):
            yield word[start : start + 2]


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """Return the English stem of one normalised word; other scripts come back unchanged."""
    if not word.isascii() or not word.isalpha():
        return word
    stemmed = lexicon.stem_in("english", word)
    return _SAME_STEM.get(stemmed, stemmed)


def stems(text: str) -> list[str]:
    """Return the stems of all words of `text`, in order, by what they mean."""
    return [stem(word) for word in terms(text)]


def is_content(word: str) -> bool:
    """Does this normalised word carry subject: neither a function word nor a question word?"""
    return not (word in FUNCTION_WORDS or word in QUESTION_WORDS or _MURMUR.fullmatch(word))


def content_words(text: str) -> list[str]:
    """Return the words of `text` that carry subject, in order, by what they mean."""
    return [word for word in terms(text) if is_content(word)]
