"""Finds every key in a text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain

from ops.secrets import addresses, assigned, floor, forms
from ops.secrets.hit import Hit, Text, apart
from ops.secrets.kind import Kind
from ops.secrets.wrapped import Joined, percent_decoded, unwrapped


@dataclass(frozen=True, slots=True)
class Found:
    """A key and its line, counted from 1. ``value`` never leaves this package."""

    kind: Kind
    line: int
    value: str = field(repr=False)


def detect(text: str, path: str = "", *, only_shapes: bool = False) -> list[Found]:
    """The keys in ``text``, by line; each place once, under its most telling kind.

    ``path`` says how values stand in it (a lock file, code, prose). ``only_shapes`` leaves out what
    is judged by its name, for bytes that are no text.
    """
    hits = list(_hits(Text.of(text, path), only_shapes))
    joined = Joined(text) if "\n" in text else None
    if joined is not None and joined.broken:
        for hit in _hits(Text.of(joined.text, path), only_shapes):
            start, end = joined.before(hit.start), joined.before(hit.end - 1) + 1
            over = [one for one in hits if one.start < end and start < one.end]
            if all(len(one.value) < len(hit.value) for one in over):
                hits = [one for one in hits if one not in over]
                hits.append(Hit(hit.kind, start, end, hit.value))
    return _with_lines(text, sorted(hits, key=lambda hit: hit.start))


def _hits(text: Text, only_shapes: bool) -> Iterator[Hit]:
    ways = [forms.find(text), addresses.find(text)]
    if not only_shapes:
        ways.append(assigned.find(text))
    ways.append(floor.find(text))
    plain = list(apart(chain(*ways)))
    yield from plain
    wrapped: list[Hit] = []
    moved = (
        (text.whole(start), text.whole(end - 1) + 1, inside)
        for start, end, inside in unwrapped(text.dense)
    )
    for start, end, inside in chain(moved, percent_decoded(text.text)):
        within = Text.of(inside)
        for hit in apart(chain(forms.find(within), addresses.find(within), assigned.find(within))):
            wrapped.append(Hit(hit.kind, start, end, hit.value))
            break
    yield from apart(wrapped, plain)


def _with_lines(text: str, hits: list[Hit]) -> list[Found]:
    found, line, at = [], 1, 0
    for hit in hits:
        line += text.count("\n", at, hit.start)
        at = hit.start
        found.append(Found(hit.kind, line, hit.value))
    return found
