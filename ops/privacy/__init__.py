"""One person's data, wherever it is: each room says how to export and how to erase its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

Export = Callable[[str], list[dict[str, object]]]
Erase = Callable[[str], int]


@dataclass(frozen=True, slots=True)
class Handler:
    """``export`` gives what is held about an email address, ``erase`` deletes it and counts."""

    export: Export
    erase: Erase


_handlers: dict[str, Handler] = {}


def register(name: str, *, export: Export, erase: Erase) -> None:
    """Add a room's handler."""
    _handlers[name] = Handler(export, erase)


def handlers() -> dict[str, Handler]:
    """Every handler by its name, the highest room first, since it may ask those below."""
    return dict(reversed(_handlers.items()))
