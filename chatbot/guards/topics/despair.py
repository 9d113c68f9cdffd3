"""Danger that is not named: parts of what people say, which mean it when they stand together.

``crisis`` knows what is said outright; most who are in need say less, in any order, with a slip in
it. The parts are listed for each language, the scenes hold for all.
"""

from __future__ import annotations

from collections.abc import Iterator

from chatbot.guards.signs import Scene, Seen, Tongues, scene
from chatbot.guards.spelling import Speller
from chatbot.guards.topics import (
    despair_english,
    despair_french,
    despair_german,
    despair_portuguese,
    despair_spanish,
)

TONGUES = Tongues(
    en=despair_english.SIGNS,
    es=despair_spanish.SIGNS,
    de=despair_german.SIGNS,
    fr=despair_french.SIGNS,
    pt=despair_portuguese.SIGNS,
)

SCENES: list[Scene[str]] = [
    scene("suicide", "said outright", "outright"),
    scene("self-harm", "wounds", "wounds"),
    scene("suicide", "gone and better", "gone better", 2, unless="work"),
    scene("suicide", "gone and nobody", "gone nobody", 2, unless="work"),
    scene("suicide", "a burden, and better", "burden better", 2, unless="work"),
    scene("suicide", "a burden, and gone", "burden gone", 2),
    scene("suicide", "a farewell in writing", "farewell letter", 1, unless="work"),
    scene("suicide", "a farewell and the end", "farewell last", 2, unless="work"),
    scene("suicide", "no reason for life", "life no_reason"),
    scene("suicide", "no reason to go on", "go_on no_reason", 1, unless="work"),
    scene("suicide", "tired of life", "life tired"),
    scene("suicide", "life refused", "life refuse", 1, unless="work"),
    scene("suicide", "my life for nothing", "my_life no_reason", 1, unless="work"),
    scene("suicide", "death wished for", "wish death", 1, unless="work joke"),
    scene("suicide", "a way to die", "way death", 1, unless="work joke"),
    scene("suicide", "the end decided", "decided last", 2, unless="work"),
    scene("suicide", "many pills", "pills swallow many"),
    scene("suicide", "pills and the end", "pills last", 2),
    scene("suicide", "pills and silence", "pills swallow silent", 2),
    scene("suicide", "pills and a plan", "pills decided", 2, unless="doctor"),
    scene("suicide", "pills in store", "pills store", 1, unless="doctor"),
    scene("suicide", "a height", "height leap", 1, unless="joke"),
    scene("suicide", "something to die with", "weapon ready", 1, unless="joke"),
    scene("suicide", "somebody near wants to die", "somebody wish death", 2, unless="work joke"),
    scene("violence", "a weapon and a threat", "weapon threat", 1, unless="joke"),
    scene("suicide", "gone, and nothing matters", "gone no_matter", 2, unless="work"),
    scene("violence", "a threat to kill", "near kills_me", 1, unless="work joke"),
    scene("violence", "followed", "stalks"),
    scene("violence", "hurt by somebody near", "near hurts_me", 1, unless="work"),
    scene("violence", "fear of somebody near", "near fear home", 2, unless="work"),
    scene("violence", "fear and home", "fear home", 1, unless="work"),
    scene("violence", "traces of violence", "near bruises", 2),
    scene("violence", "a child in danger", "child hurt_by", 1, unless="work"),
    scene("emergency", "a heart", "chest acute"),
    scene("emergency", "somebody lies there", "somebody lies", 2, unless="joke"),
]
# Their words are long: short ones are too near to others ("mata" and "matar" are both right).
_SPELLER = Speller(
    word
    for module in (
        despair_english,
        despair_spanish,
        despair_german,
        despair_french,
        despair_portuguese,
    )
    for word in module.SPELT.split()
)


def seen(text: str) -> Iterator[Seen[str]]:
    """The scenes that ``text`` (folded, one line) holds, in any language."""
    return TONGUES.seen(text, SCENES)


def respelt(text: str) -> str:
    """Folded ``text`` with slips in words of danger undone; "" when there were none."""
    return _SPELLER.corrected(text)
