"""The tables whose every change in the admin is written down as a change of settings."""

from __future__ import annotations

_watched: set[str] = set()


def watch(*labels: str) -> None:
    """Add tables, such as ``chatbot.business``."""
    _watched.update(label.lower() for label in labels)


def watched() -> frozenset[str]:
    """All of them, in small letters."""
    return frozenset(_watched)
