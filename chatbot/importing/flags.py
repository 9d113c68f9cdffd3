"""Imported text that reads like an instruction to the assistant: said, and set aside at first."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any


def flags_of(*texts: str) -> list[str]:
    """Why a text looks like an instruction, a reason each; empty for ordinary text."""
    from chatbot.guards import injection  # Its rules are many; a web process may never need them.

    found: Iterable[Any] = injection.suspicious("\n".join(texts))
    return list(dict.fromkeys(str(getattr(flag, "reason", flag)) for flag in found))
