"""How far a run is, for a person at a terminal: a bar that stays in its line, or a few lines."""

from __future__ import annotations

from collections.abc import Callable

WIDTH = 24
#: With fewer steps nothing is written where there is no terminal.
FEW = 5
#: Characters of what is being read that are shown.
NAMED = 44


class Bar:
    """A progress bar. ``write`` puts text on stderr; ``live`` says that it is a terminal."""

    def __init__(self, write: Callable[[str], object], *, live: bool) -> None:
        self._write = write
        self._live = live
        self._longest = 0
        self._tenth = -1

    def __call__(self, done: int, total: int, what: str) -> None:
        """So much is done. Elsewhere than on a terminal a line is written every tenth."""
        total = max(total, 1)
        if self._live:
            line = bar(done, total, what)
            self._longest = max(self._longest, len(line))
            self._write("\r" + line.ljust(self._longest))
        elif total >= FEW and done * 10 // total > self._tenth:
            self._tenth = done * 10 // total
            self._write(f"{done} of {total}: {shortened(what)}\n")

    def next(self) -> None:
        """Another stretch of work begins."""
        self._tenth = -1

    def end(self) -> None:
        """Take the bar away."""
        if self._live and self._longest:
            self._write("\r" + " " * self._longest + "\r")
            self._longest = 0


def bar(done: int, total: int, what: str) -> str:
    """``[######..................] 12/48 https://example.com/prices``"""
    full = min(WIDTH, WIDTH * done // max(total, 1))
    return f"[{'#' * full}{'.' * (WIDTH - full)}] {done}/{total} {shortened(what)}"


def shortened(what: str) -> str:
    """The end of a name or address tells more than its beginning; nothing that moves a cursor."""
    plain = "".join(mark for mark in what if mark.isprintable())
    return plain if len(plain) <= NAMED else "\u2026" + plain[-NAMED + 1 :]
