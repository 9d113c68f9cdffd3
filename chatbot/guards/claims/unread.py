"""Text in which nothing could be read: it is held back, since anything may be in it."""

from __future__ import annotations

import re

from chatbot.guards.claims.asked import Asked
from chatbot.guards.claims.everyday import is_everyday
from chatbot.guards.claims.evidence import Evidence, scripts_in
from chatbot.guards.claims.kinds import Claim, Kind
from chatbot.guards.claims.word_table import READ
from chatbot.guards.claims.words import MEANINGS, meaning, stem

#: Fewer words say too little about the language they are in.
_LEAST_WORDS = 3
_BLOB = re.compile(r"[^\s]{45,}")


def unread_claim(asked: Asked, written: str) -> Claim | None:
    """A claim that nothing could be read: another script, no known language, or one long blob."""
    evidence = asked.evidence
    for script in scripts_in(written):
        if script != "latin" and script not in evidence.scripts:
            return Claim(Kind.UNREAD, script, asked.sentence.text[:40])
    words = [t for t in asked.sentence.tokens if t.kind == "word" and t.low.isalpha()]
    other = set(asked.sentence.languages.split())
    if len(words) > 2 and other and not other & READ and not other & evidence.languages:
        return Claim(Kind.UNREAD, asked.sentence.languages, asked.sentence.text[:40])
    blob = _BLOB.search(asked.sentence.text)
    if blob and not any(c.kind is Kind.LINK for c in asked.sentence.claims) and not any(
        blob.group() in source.text for source in evidence.passages
    ):  # fmt: skip
        return Claim(Kind.UNREAD, "blob", blob.group()[:40])
    if len(words) < _LEAST_WORDS:
        return None
    known = sum(_is_understood(t.low, evidence) for t in words)
    if known * 3 < len(words):
        return Claim(Kind.UNREAD, "language", asked.sentence.text[:40])
    return None


def _is_understood(low: str, evidence: Evidence) -> bool:
    name = meaning(low)
    return not name or is_everyday(low) or low in evidence.lows or name in evidence.known or (
        low in MEANINGS or stem(low) in MEANINGS
    )  # fmt: skip
