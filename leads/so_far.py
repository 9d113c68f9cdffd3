"""The conversation that led to a lead, for the owner's email: told by the room above.

What a visitor wrote there is text: long ones are cut, and the desk has the whole.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

#: Messages, the newest, and letters of each and in all.
MESSAGES, LONGEST, LETTERS = 30, 1_000, 12_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Words:
    """What one speaker said."""

    speaker: str
    text: str
    is_visitor: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class SoFar:
    """Oldest first; ``is_cut`` where something is left out. ``path`` leads to the desk, from the
    admin's own path.
    """

    said: Sequence[Words]
    is_cut: bool
    path: str


Source = Callable[[str], SoFar | None]
_source: list[Source] = []


def register_transcript(source: Source) -> None:
    """Say how the conversation with an id is read."""
    _source[:] = [source]


def so_far(conversation_id: str) -> SoFar | None:
    """What was said in it; None for no conversation, and where nothing was said."""
    found = _source[0](conversation_id) if _source and conversation_id else None
    return found if found and found.said else None
