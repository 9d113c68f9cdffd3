"""One person's data, wherever it is: each room says how to export and how to erase its own.

A room registers handlers in ``AppConfig.ready()``; which of its fields are personal it says in a
module ``processing.py`` (see ``ops.privacy.processing``), which is read only when it is needed.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass

from ops.privacy import known
from ops.privacy.known import Known

__all__ = ["Erase", "Export", "Handler", "Known", "handlers", "known", "known_by", "register"]

Export = Callable[[str], list[dict[str, object]]]
Erase = Callable[[str], int]
Count = Callable[[str], int]
KnownBy = Callable[[str], Iterable[Known]]
InSteps = Callable[[str], Iterator[int]]


@dataclass(frozen=True, slots=True)
class Handler:
    """``export`` gives what is held about an email address, ``erase`` deletes it and counts.

    ``count`` says how much that would be, where exporting it all would be too much or says
    something else. ``title`` is what it is called in an archive. ``known_by`` gives the names and
    telephone numbers by which the person is looked for afterwards. ``in_steps`` deletes first what
    nobody can get at any more and may be a lot, each step for good, and counts each.

    All get an address, or a ``ops.privacy.person.Person``, which may have asked for what was there
    at a moment only: what was made after its ``until`` is not to be touched.
    """

    export: Export
    erase: Erase
    count: Count
    title: str
    known_by: KnownBy | None = None
    in_steps: InSteps | None = None


_handlers: dict[str, Handler] = {}


def register(
    name: str,
    *,
    export: Export,
    erase: Erase,
    count: Count | None = None,
    title: str = "",
    known_by: KnownBy | None = None,
    in_steps: InSteps | None = None,
) -> None:
    """Add a room's handler."""
    _handlers[name] = Handler(
        export,
        erase,
        count or (lambda email: len(export(email))),
        title or name.replace("_", " ").capitalize(),
        known_by,
        in_steps,
    )


def handlers() -> dict[str, Handler]:
    """Every handler by its name, the highest room first, since it may ask those below."""
    return dict(reversed(_handlers.items()))


def known_by(email: str, rooms: Container[str] | None = None) -> list[Known]:
    """What stands with an address: names, telephone numbers, other addresses, rows' numbers.

    ``rooms`` are those that are asked; all where it is None.
    """
    found = [
        known
        for name, handler in handlers().items()
        if handler.known_by and (rooms is None or name in rooms)
        for known in handler.known_by(email)
        if known.text.strip()
    ]
    return list(dict.fromkeys(found))
