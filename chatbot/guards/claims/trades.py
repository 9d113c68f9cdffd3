"""What somebody is, has learned and has done: the sources about people must say it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chatbot.guards.claims.asked import Asked
from chatbot.guards.claims.evidence import Evidence
from chatbot.guards.claims.kinds import Claim, Kind, Sentence
from chatbot.guards.claims.listing import listed
from chatbot.guards.claims.words import BENIGN, SOFT, stem

_BE = listed("is are am was ist sind bin war es son soy fue est sont suis etait e sao sou foi")
_HE = listed("he she i ich yo je eu")
_THEY = listed("er sie el ella il elle ele ela")
_ARTICLES = listed("a an ein eine einen un una une um uma also auch tambien aussi tambem")
_AS = listed("as als como comme")
_WORKS = listed("works worked trained arbeitet trabaja travaille trabalha")
_NP_ENDS = listed(
    "who that which with from for in at of to by when since der die das que qui con de von da do du"
)
_AND = listed("and or y und et e o ou oder sowie plus")


def trades(asked: Asked) -> Iterator[Claim]:
    """``Inês is a paediatrician``: what somebody is, the sources about people must say."""
    if asked.foreign:
        return
    tokens = asked.sentence.tokens
    for place, token in enumerate(tokens):
        is_one = place > 0 and token.low in _BE and _is_somebody(asked, place - 1)
        works_as = place > 0 and token.low in _AS and tokens[place - 1].low in _WORKS
        if not is_one and not works_as:
            continue
        for noun in _nouns(asked.sentence, place + 1):
            low = tokens[noun].low
            if low.startswith(_OURSELVES):
                return
            if not _may_be_a_trade(asked.sentence, noun):
                continue
            if not _said_of_people(asked.evidence, low) or _is_of_another(asked, low):
                yield Claim(Kind.PROMISE, "certified", tokens[noun].text, noun, noun + 1)
                return


def _is_of_another(asked: Asked, low: str) -> bool:
    """Whether the sources say a trade only of somebody else."""
    people = asked.evidence.people
    named = set(asked.sentence.names) & people
    lines = [
        set(line.words) & people
        for line in asked.evidence.lines
        if any(t.low == low for t in line.sentence.tokens)
    ]
    return bool(named) and bool(lines) and all(line and not line & named for line in lines)


#: How the names of trades end where no article stands before them.
_TRADE = re.compile(
    r"(?:ist[aes]?|log[aoue]+|dora?|tora?|eure?s?|euses?|trices?|atra|atre|eira|eiro|er[ao]|era|"
    r"ari[ao]|aire|enne|ien|ienne|ante|ent[ae]?|nte|ad[ao]|ic[ao]|iat[er]*|arch|eut[ae]|ut[ae])s?$"
)


def _may_be_a_trade(sentence: Sentence, place: int) -> bool:
    """``É médica`` tells a trade; ``é transparente`` tells how somebody is."""
    token = sentence.tokens[place]
    bare = not {t.low for t in sentence.tokens[max(0, place - 2) : place]} & _ARTICLES
    if not bare or set(sentence.languages.split()) & {"en", "de"}:
        return True
    return bool(_TRADE.search(token.low)) and not token.low.endswith(("rente", "iente", "cera"))


#: What the bot says it is itself.
_OURSELVES = ("assist", "asist", "bot", "chatbot", "program", "virtu", "automat", "digital")


def _is_somebody(asked: Asked, place: int) -> bool:
    token = asked.sentence.tokens[place]
    after = asked.sentence.tokens[place + 1].low
    if token.low == "es" or token.kind != "word" or (after == "am") != (token.low == "i"):
        return False
    if token.low in _THEY:  # In most languages also a thing.
        around = (s for s in (asked.before, asked.question) if s is not None)
        return any(set(s.names) & asked.evidence.people for s in around)
    return token.low in _HE or asked.sentence.names[place] in asked.evidence.people


def _nouns(sentence: Sentence, start: int) -> Iterator[int]:
    """The nouns that say what somebody is, up to where the sentence goes on to something else."""
    english = "en" in sentence.languages.split()
    german = sentence.languages == "de"
    opened = not english
    figures = {p for c in sentence.claims for p in range(c.first, c.last) if c.kind not in _WORDS}
    for place in range(start, len(sentence.tokens)):
        token = sentence.tokens[place]
        if token.low.endswith("n't") or token.low in ("not", "nicht", "kein", "keine", "pas"):
            return
        if token.kind != "word" or token.low in _NP_ENDS or token.text[:2].lower() in ("d'", "d’"):
            return
        if token.low in _ARTICLES:
            opened = True
        elif token.low in _AND or not opened and place > start:
            if not opened:
                return
        elif place in figures:
            return
        elif opened and (not german or token.text[0].isupper()) and sentence.names[place]:
            yield place


_WORDS = (Kind.PROMISE, Kind.CODE)


def _said_of_people(evidence: Evidence, low: str) -> bool:
    root = stem(low)
    return any(
        word == root or (len(root) > 5 and len(word) > 5 and (
            root.endswith(word) or word.endswith(root) or root[:6] == word[:6]))
        for word in evidence.of_people
    ) or low in BENIGN or low in SOFT  # fmt: skip
