"""One reading of text for the index, the follow-ups and the quotes, so that they always agree.

A visitor types "Dont", a founder wrote "don’t"; a phone adds a zero-width joiner; a name carries
an accent. All of them must meet in the same word, and a language written without spaces must still
be cut into something that can be counted.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

import snowballstemmer

# Words that carry grammar, not subject. They are never evidence that an entry answers a question.
# Question words are kept apart: "how much" and "when" say what is asked about the subject.
# Fillers and "do you offer" verbs are among them: DSTC10's spoken questions showed the need.
_GRAMMAR = """
    a about actually ah all also am an and any anyone anything are as at awesome be been being
    but by can cant check cool could couldnt did do does doesnt doing done dont for from get
    gets getting give go got great had has have havent having he hello help her here hey hi hii
    him his hiya hm hmm hy i id if ill im in into is isnt it its ive just kindly know let like
    may me might mine my myself n nice no not now of off offer offered offering offers oh ok
    okay on one ooh or our ours perfect please pls plz provide provided provides providing r
    really s shall she should so some someone something such sure t tell than thank thanks that
    thats the their them then there theres these they theyre thing things this those to too u uh
    um umm up ur us very wanna want wants was we well were whether will with wont would wouldnt
    ya yaa yeah yep yes you your youre yours
"""
_ASKING = "how what whats when whens where wheres which who whos whom whose why much many long"
FUNCTION_WORDS = frozenset(_GRAMMAR.split())
QUESTION_WORDS = frozenset(_ASKING.split())

# Scripts written without spaces between words: each pair of neighbours counts as a word.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
)
_WORD = re.compile(rf"[{_UNSPACED}]+|[^\W_{_UNSPACED}]+(?:[\u0300-\u036f]*[^\W_{_UNSPACED}]+)*")
_IS_UNSPACED = re.compile(f"[{_UNSPACED}]")
_APOSTROPHES = re.compile("['\u2018\u2019\u02bc\u0060\u00b4\uff07]")
_MARKS = re.compile("[\u0300-\u036f]+")

# The one family of synonyms that every founder's visitors use and no founder writes out.
_SAME_STEM = {"price": "cost", "fee": "cost", "pricey": "cost"}

_stemmer = snowballstemmer.stemmer("english")
_stemmer_lock = threading.Lock()  # the stemmer keeps the word it works on in itself


def normalise(text: str) -> str:
    """Return `text` in one spelling: compatible forms, lower case, no accents, nothing invisible.

    Only the combining marks of Latin, Greek and Cyrillic go; vowel signs of other scripts are
    letters to their readers.
    """
    folded = _MARKS.sub("", unicodedata.normalize("NFKD", text.casefold()))
    folded = unicodedata.normalize("NFC", folded)
    visible = "".join(c for c in folded if unicodedata.category(c) not in ("Cf", "Cs"))
    return _APOSTROPHES.sub("", visible)


def words(text: str) -> list[str]:
    """Return the words of `text`, normalised, in order; repeats are kept."""
    return list(_split(normalise(text)))


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
    with _stemmer_lock:
        stemmed: str = _stemmer.stemWord(word)
    return _SAME_STEM.get(stemmed, stemmed)


def stems(text: str) -> list[str]:
    """Return the stems of all words of `text`, in order."""
    return [stem(word) for word in words(text)]


def is_content(word: str) -> bool:
    """Does this normalised word carry subject: neither a function word nor a question word?"""
    return word not in FUNCTION_WORDS and word not in QUESTION_WORDS


def content_words(text: str) -> list[str]:
    """Return the words of `text` that carry subject, in order."""
    return [word for word in words(text) if is_content(word)]
