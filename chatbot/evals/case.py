"""What a case is: what the visitor writes, and what the answer must be like."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

#: Where a reader notes the line on which a mapping begins.
LINE = "__line__"


class BadCases(Exception):
    """The file cannot be used; ``problems`` are sentences that name the line and the case."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = list(problems)


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """One assertion. ``type`` is without its ``not-``; ``parts`` are those of an assert-set."""

    type: str
    negated: bool = False
    value: Any = None
    threshold: float | None = None
    weight: float = 1.0
    parts: tuple[Wanted, ...] = ()

    @property
    def name(self) -> str:
        """As it is written in the file."""
        return f"not-{self.type}" if self.negated else self.type


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    """One test. ``turns`` are what the visitor writes, one after the other.

    ``knowledge`` are entries added for this case alone, ``edit`` is a change of an entry made
    before the last turn, and ``fault`` what goes wrong while the last reply is written. ``raw`` is
    the test as it was read.
    """

    id: str
    description: str
    turns: tuple[str, ...]
    wanted: tuple[Wanted, ...]
    variables: Mapping[str, str]
    threshold: float | None
    group: str
    owasp: str
    knowledge: tuple[Mapping[str, str], ...]
    edit: Mapping[str, str] | None
    fault: str
    line: int
    raw: Mapping[str, Any]

    @property
    def alone(self) -> bool:
        """Whether it changes the knowledge, so that no other case may run beside it."""
        return bool(self.knowledge or self.edit)

    def texts(self) -> Iterator[str]:
        """Every text of the case that may hold a placeholder."""
        yield from self.turns
        for wanted in _flat(self.wanted):
            yield from values_of(wanted.value)
        for row in (*self.knowledge, self.edit or {}):
            yield from row.values()


def _flat(wanted: Iterable[Wanted]) -> Iterator[Wanted]:
    for one in wanted:
        yield one
        yield from _flat(one.parts)


def values_of(value: Any) -> list[str]:
    """A value that may be one text or a list of them, as a list."""
    if value is None or isinstance(value, dict):
        return []
    return [str(part) for part in value] if isinstance(value, list) else [str(value)]
