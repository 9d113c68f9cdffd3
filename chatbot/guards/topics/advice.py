"""Questions for a doctor, a lawyer or a financial adviser, by the parts they are made of.

The modules named after the subjects know wordings; the scenes here know the parts, whatever their
order: a medicine and whether to take it, a clause and whether it holds, an asset and its time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from chatbot.guards.signs import Scene, Seen, Tongues, scene
from chatbot.guards.topics import (
    advice_english,
    advice_french,
    advice_german,
    advice_portuguese,
    advice_spanish,
)

TONGUES = Tongues(
    en=advice_english.SIGNS,
    es=advice_spanish.SIGNS,
    de=advice_german.SIGNS,
    fr=advice_french.SIGNS,
    pt=advice_portuguese.SIGNS,
)

MEDICAL: list[Scene[str]] = [
    scene("medical", "an illness to be cured", "ill cure", 1, unless="trade"),
    scene("medical", "an illness guessed at", "ill guess", 2, unless="trade"),
    scene("medical", "a medicine and what to do with it", "drug use ask", 1, unless="trade"),
    scene("medical", "which medicine", "drug which", 1, unless="trade"),
    scene("medical", "which medicine by name", "which_drug", 1, unless="trade"),
    scene("medical", "a medicine and drink", "drug drink", 1, unless="trade"),
    scene("medical", "a complaint and its meaning", "complaint worry", 2, unless="trade booking"),
    scene("medical", "a complaint and a remedy", "complaint remedy", 2, unless="trade booking"),
    scene("medical", "a prescription", "prescribe ask", 1, unless="trade"),
]
LEGAL: list[Scene[str]] = [
    scene("legal", "a claim under the law", "claim entitled", 1, unless="trade ours"),
    scene("legal", "a matter of law", "matter lawful", 1, unless="trade ours"),
    scene("legal", "what an employer may do", "employer may harm", 1, unless="trade ours"),
    scene("legal", "whether one may be dismissed", "at_risk", 1, unless="trade ours"),
    scene("legal", "going to law", "sue ask", 1, unless="trade ours"),
]
FINANCIAL: list[Scene[str]] = [
    scene("financial", "whether to buy", "asset buy ask", 1, unless="trade ours"),
    scene("financial", "whether it is a good time", "asset worth", 1, unless="trade ours"),
    scene("financial", "less tax", "tax ask", 1, unless="trade ours"),
    scene("financial", "a promise of income", "promise income", 1, unless="trade"),
]


def seen(text: str, scenes: Sequence[Scene[str]]) -> Iterator[Seen[str]]:
    """Those of ``scenes`` that ``text`` (folded, one line) holds, in any language."""
    return TONGUES.seen(text, scenes)
