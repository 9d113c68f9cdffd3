"""Carry the subject into a short follow-up: "how much is it?" after "tell me about the group".

The index reads one question at a time. A person does not repeat what they are talking about, so
a follow-up that leans on an earlier message is searched with that message's subject added. A
question that stands on its own is left exactly as it is.

What is carried may lend an answer its subject, but never be all that the answer is about: "do you
give refunds?" after "tell me about the group" must not be answered with what the group is.
"""

from __future__ import annotations

from collections.abc import Sequence

from chatbot.knowledge import text as reading
from chatbot.knowledge.index import ANSWER_THRESHOLD, Hit, KnowledgeIndex, best

# Words that point back at something already named.
_POINTING = "it its that this these those they them their he she his her"
_POINTERS = frozenset(_POINTING.split())
# Openings that continue what was being said.
_CONTINUERS = ("and ", "what about ", "how about ", "also ", "but ", "or ", "so ", "then ")
# What is asked about a subject. Alone they name no subject, and are not carried as one.
_ASKED_ABOUT = """
    price prices priced pricing cost costs costing fee fees charge charges rate pay paid payment
    payments cheap cheaper expensive discount long often duration length last lasts start starts
    begin end ends date dates time times when cancel cancelled cancellation refund refunds book
    booking booked buy join sign signup register reserve change move reschedule include includes
    included work works happen happens available availability online remote person location
    place offer offers more detail details info information explain mean worth much many need
    require required suitable right difference different guarantee deposit instalments
    installments
"""
_GENERAL = """
    question questions ask asking know tell want interested interest looking find hear heard
    learn say said think wonder wondering understand see
"""
_ASPECTS = frozenset(reading.stem(word) for word in _ASKED_ABOUT.split())
_GENERIC = frozenset(reading.stem(word) for word in _GENERAL.split())
_LONGEST_FOLLOW_UP = 8  # words; a longer message says itself what it is about
# What an entry must have to do with the follow-up alone, beside the entry nearest to it alone.
_OWN_SHARE = 0.25
_LOOKED_THROUGH = 10


def carry_subject(text: str, earlier: Sequence[str]) -> str:
    """Return the query to search: `text`, with the subject of `earlier` added if it needs one.

    `earlier` holds the visitor's earlier messages or the titles they matched, newest last.
    """
    if not _leans_on_earlier(text):
        return text
    for message in reversed(earlier):
        carried = _subject(message)
        if carried:
            own = {reading.stem(word) for word in reading.words(text)}
            added = [word for word in carried if reading.stem(word) not in own]
            return " ".join([text.strip(), *added])
    return text


def find(index: KnowledgeIndex, text: str, earlier: Sequence[str]) -> Hit | None:
    """Return the entry that answers `text` in a conversation, or None for "I don't know".

    A follow-up is tried with the subject first. If that finds nothing it is tried as it stands,
    unless nothing in it but grammar would be left: "how much is it?" alone names no thing.
    """
    query = carry_subject(text, earlier)
    if query == text:
        return best(index, text)
    alone = {hit.id: hit.score for hit in index.search(text, limit=_LOOKED_THROUGH)}
    enough = _OWN_SHARE * max(alone.values(), default=0.0)
    itself = best(index, text) if reading.content_words(text) else None
    for hit in index.search(query, limit=_LOOKED_THROUGH):
        if hit.score >= ANSWER_THRESHOLD and alone.get(hit.id, 0.0) > enough:
            # "And the package?" names its own thing: what came before is then no more than a hint.
            return itself if itself and _subject(text) and itself.score > hit.score else hit
    return itself


def _subject(message: str) -> list[str]:
    """Return the words `message` is about, without what it asked about them."""
    return [
        word
        for word in dict.fromkeys(reading.content_words(message))
        if word not in _POINTERS and reading.stem(word) not in _ASPECTS | _GENERIC
    ]


def _leans_on_earlier(text: str) -> bool:
    said = reading.words(text)
    if not said or len(said) > _LONGEST_FOLLOW_UP:
        return False
    own = _subject(text)
    if _points_back(text):
        return len(own) <= 1
    if own:
        return False
    return _asks_only(said) or any(reading.stem(word) in _ASPECTS for word in said)


def _points_back(text: str) -> bool:
    said = reading.words(text)
    return " ".join(said).startswith(_CONTINUERS) or not _POINTERS.isdisjoint(said)


def _asks_only(said: Sequence[str]) -> bool:
    """Is it "why?" or "how long?", and nothing else?"""
    return all(word in reading.QUESTION_WORDS for word in said)
