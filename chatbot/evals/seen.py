"""What came of playing a case: everything that the assertions look at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from chatbot.guards.claims import Source

#: A message that the API would not take, such as one that is too long.
REJECTED = "rejected"
#: A reply that broke off.
INTERRUPTED = "interrupted"


@dataclass(frozen=True, kw_only=True, slots=True)
class Reply:
    """One reply. ``outcome`` is the contract's, or ``rejected`` or ``interrupted``.

    ``sources`` is what it cites, ``cited`` the whole text of that. ``calls`` counts how often a
    model was asked; ``canary`` and ``prompt`` are what that model was told in secret.
    """

    question: str
    text: str
    outcome: str
    answered_by: str = "builtin"
    sources: Sequence[Mapping[str, str]] = ()
    actions: Sequence[Mapping[str, str]] = ()
    cited: Sequence[Source] = ()
    calls: int = 0
    canary: str = ""
    prompt: str = ""
    model: str = ""
    tokens_in: int = 0
    tokens_out: int = 0
    cost_micros: int = 0
    ms: int = 0

    def as_json(self) -> dict[str, Any]:
        """As a report shows it."""
        return {
            "said": self.question[:500],
            "reply": self.text,
            "outcome": self.outcome,
            "sources": [dict(source) for source in self.sources],
            "answered_by": self.answered_by,
            "model": self.model,
            "model_calls": self.calls,
            "tokens_in": self.tokens_in,
            "tokens_out": self.tokens_out,
            "cost_usd": self.cost_micros / 1_000_000,
            "ms": self.ms,
        }


@dataclass(frozen=True, kw_only=True, slots=True)
class Seen:
    """A whole conversation. ``stored`` are the leads there are now, by their compared address.

    ``profile`` is what the business says of itself, which a reply without a source may say too;
    ``ways`` are the texts that lead to a person; ``secrets`` must stand in no reply.
    """

    replies: Sequence[Reply]
    stored: Sequence[str] = ()
    enquiries: int = 0
    profile: Sequence[Source] = ()
    ways: Sequence[str] = ()
    secrets: Sequence[str] = field(default=(), repr=False)

    @property
    def last(self) -> Reply:
        """The reply that is judged."""
        return self.replies[-1]


def wording_of(status: str) -> str:
    """An outcome as it is said in a sentence."""
    words = {
        "answered": "an answer",
        "unknown": "an honest I don't know",
        "refused": "a refusal",
        "handoff": "a hand-over to a person",
        "lead_captured": "a stored address",
        "degraded": "a makeshift answer",
        REJECTED: "refused at the door",
        INTERRUPTED: "broken off",
    }
    return words.get(status, status or "nothing")
