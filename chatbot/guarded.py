"""What a guard did, on its way to being stored beside the message."""

from __future__ import annotations

from dataclasses import dataclass

from chatbot.models.guard import KEPT, GuardEvent


@dataclass(frozen=True, kw_only=True, slots=True)
class Guarded:
    """Something a guard did, before it is stored."""

    kind: GuardEvent.Kind
    sentence: str = ""
    reasons: tuple[str, ...] = ()
    replaced_by: str = ""

    def row(self, message_seq: int) -> GuardEvent:
        """As it is kept beside the visitor's message."""
        return GuardEvent(
            message_id=message_seq,
            kind=self.kind,
            sentence=self.sentence.strip()[:KEPT],
            reasons=list(self.reasons)[:10],
            replaced_by=self.replaced_by.strip()[:KEPT],
        )
