"""The founder's own sentence to show in place of one that fails."""

from __future__ import annotations

from collections.abc import Sequence

from chatbot.guards.claims.asked import Asked
from chatbot.guards.claims.contest import matched
from chatbot.guards.claims.evidence import PRODUCTS, Evidence
from chatbot.guards.claims.kinds import Claim, Kind
from chatbot.guards.claims.lines import Fact, Line
from chatbot.guards.claims.subject import said_of
from chatbot.guards.claims.verdict import Verdict, prepare


def quote_for(
    sentence: str, verdict: Verdict, evidence: Evidence, question: str = "", before: str = ""
) -> Line | None:
    """The founder's sentence that speaks of what a failing sentence speaks of, or None."""
    asked = prepare(sentence, evidence, question, before)
    best: tuple[float, Line] | None = None
    for claim in verdict.unsupported:
        if claim.kind in (Kind.UNREAD, Kind.DISGUISE):
            continue
        words = _spoken_of(asked, claim)
        products = {w for w in words if w in PRODUCTS}
        if products and not products & evidence.known:
            continue
        for fact in _candidates(evidence, claim):
            near = {w for w, weight in fact.words.items() if weight >= 1.0}
            if products & evidence.known and not products & near:
                continue
            score = matched(asked, claim.kind, words, fact)
            if (
                score > 0
                and (best is None or score > best[0])
                and fact.line.text != fact.line.source.title
            ):
                best = score, fact.line
    return best[1] if best else None


def _candidates(evidence: Evidence, claim: Claim) -> Sequence[Fact]:
    if claim.kind is Kind.PROMISE:
        return evidence.promises.get(str(claim.value), [])
    return evidence.facts.get(claim.kind, [])


def _spoken_of(asked: Asked, claim: Claim) -> list[str]:
    if claim in asked.sentence.claims and claim.first < len(asked.sentence.tokens):
        words, _ = said_of(asked, claim)
        if words:
            return words
    named = [n for n in asked.sentence.names if n]
    if not any(n in asked.evidence.items or n in PRODUCTS for n in named) and asked.question:
        named += [n for n in asked.question.names if n]
    return named
