"""The verdict on one sentence: its claims are the founder's, or it is held back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from chatbot.guards.claims.affirming import affirmed
from chatbot.guards.claims.asked import Asked
from chatbot.guards.claims.beyond import beyond
from chatbot.guards.claims.evidence import Evidence
from chatbot.guards.claims.kinds import Claim, Sentence
from chatbot.guards.claims.lines import Line, spelling
from chatbot.guards.claims.parse import read
from chatbot.guards.claims.sums import without_sums
from chatbot.guards.claims.tracing import stands
from chatbot.guards.claims.unread import unread_claim
from chatbot.guards.claims.visitors import is_visitors_own
from chatbot.guards.claims.words import counted_words


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a sentence may be shown, what it claims, and which of that nobody has said."""

    ok: bool
    claims: tuple[Claim, ...]
    unsupported: tuple[Claim, ...]


#: The last questions read: every sentence of a reply is judged against the same one.
read_once = lru_cache(maxsize=64)(read)


def judge(sentence: str, evidence: Evidence, question: str = "", *, before: str = "") -> Verdict:
    """The verdict on one sentence of a reply.

    ``question`` and ``before`` (the sentence said before this one) tell what "it" is. They are
    never evidence: what a visitor or a model has said makes nothing true.
    """
    asked = prepare(sentence, evidence, question, before)
    unsupported = [c for c in asked.sentence.claims if not stands(asked, c)]
    unsupported = without_sums(asked, unsupported)
    unsupported = [c for c in unsupported if not is_visitors_own(asked, c)]
    unsupported += [*affirmed(asked), *beyond(asked)]
    if unread := unread_claim(asked, sentence):
        unsupported.append(unread)
    return Verdict(not unsupported, tuple(asked.sentence.claims), tuple(unsupported))


def prepare(sentence: str, evidence: Evidence, question: str, before: str) -> Asked:
    """A sentence with what it is judged by."""
    found = read(sentence)
    _promote(found, evidence)
    foreign = _is_foreign(found, evidence)
    if foreign:
        _recognize(found, evidence)
    return Asked(
        found,
        evidence,
        _promoted(question, evidence),
        _promoted(before, evidence),
        _repeated(found, evidence),
        foreign,
    )


def _is_foreign(found: Sentence, evidence: Evidence) -> bool:
    """Whether a sentence is in a language of its own; one word more than ours proves nothing."""
    if not found.languages or evidence.languages & set(found.languages.split()):
        return False
    score = counted_words(found.tokens)
    ours = max((score.get(code, 0) for code in evidence.languages), default=0)
    if not ours or max(score.values()) - ours > 1:
        return True
    shared = {t.low for t in found.tokens if len(t.low) > 4} & evidence.lows
    return len(shared) < 2


def _recognize(sentence: Sentence, evidence: Evidence) -> None:
    """Let a word of another language name what a source names: ``silencieuse``, silent."""
    for place, name in enumerate(sentence.names):
        if len(name) >= 5 and name.isalpha() and name not in evidence.known:
            known = evidence.cognates.get(name[:5], name)
            if abs(len(known) - len(name)) <= 5:
                sentence.names[place] = known


_ANSWERS = ("yes ", "no ", "ja ", "nein ", "si ", "oui ", "non ", "sim ", "nao ")


def _repeated(found: Sentence, evidence: Evidence) -> Line | None:
    """The source's sentence this one is, word for word, but for a yes or no in front."""
    written = spelling(found)
    line = evidence.spellings.get(written)
    if line is None and written.startswith(_ANSWERS):
        line = evidence.spellings.get(written.partition(" ")[2])
    return line


def _promote(sentence: Sentence, evidence: Evidence) -> None:
    """Let everyday words name something where the founder has named an offer with them."""
    for place, soft in enumerate(sentence.soft):
        if soft and soft in evidence.promoted:
            sentence.names[place] = soft


def _promoted(text: str, evidence: Evidence) -> Sentence | None:
    if not text:
        return None
    sentence = read_once(text)
    if not any(soft in evidence.promoted for soft in sentence.soft if soft):
        return sentence
    sentence = replace(sentence, names=list(sentence.names))
    _promote(sentence, evidence)
    return sentence
