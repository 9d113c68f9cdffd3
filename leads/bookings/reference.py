"""Which conversation a booking came out of: told by the room above, which signs and checks it."""

from __future__ import annotations

from collections.abc import Callable

from leads.capture import VerifiedConversation

Finder = Callable[[str], VerifiedConversation | None]
_finder: list[Finder] = []


def register(finder: Finder) -> None:
    """Say how a reference is checked. It has been through the visitor's browser."""
    _finder[:] = [finder]


def conversation_of(reference: str) -> VerifiedConversation | None:
    """The conversation it was made for, or None."""
    return _finder[0](reference) if _finder else None
