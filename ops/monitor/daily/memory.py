"""What is remembered from one daily look to the next, and how it is written down."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any, Self

from ops.monitor.daily.seen import CERTIFICATE, EXPIRY, STATUS, Registered, Shown, split

Values = tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Pending:
    """Values that differ from the accepted ones, and have to hold before they are believed."""

    values: Values
    since: datetime
    looks: int = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class Problem:
    """Something somebody has to act on until it is mended.

    ``said`` is the level that was told last, 0 for none, ``times`` how often it was, ``again`` how
    often since the level changed. A record's has the values ``before`` and ``after``; ``words`` is
    ``gone``, ``two`` or ``invalid`` there, and what the registry says of a registration; ``lasts``
    are the days a certificate lasts in all.
    """

    about: str
    since: datetime
    level: int = 1
    last: bool = True
    said: int = 0
    times: int = 0
    again: int = 0
    next_word: datetime | None = None
    ends: datetime | None = None
    hosts: Values = ()
    words: str = ""
    issuer: str = ""
    lasts: int = 0
    before: Values = ()
    after: Values = ()

    @property
    def is_record(self) -> bool:
        """Whether it is about a record, and not about a date or a status."""
        return split(self.about)[0] not in (CERTIFICATE, EXPIRY, STATUS)


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """A change that was told. ``flaps``: it comes and goes; ``rotates``: from now on it is left
    alone, because it changes by itself.
    """

    about: str
    at: datetime
    before: Values
    after: Values
    flaps: bool = False
    rotates: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Memory:
    """All of it. ``accepted`` is what each record is compared with.

    ``restless`` and ``moved`` are when something new was seen, and accepted, in the last weeks.
    ``blind`` is since when a subject cannot be looked at. ``certificates``, ``registered`` and
    ``where`` are as they were last seen; ``looked`` is when, ``due`` when the next look is.
    """

    accepted: Mapping[str, Values] = field(default_factory=dict)
    pending: Mapping[str, Pending] = field(default_factory=dict)
    restless: Mapping[str, tuple[datetime, ...]] = field(default_factory=dict)
    moved: Mapping[str, tuple[datetime, ...]] = field(default_factory=dict)
    rotates: Values = ()
    problems: Mapping[str, Problem] = field(default_factory=dict)
    blind: Mapping[str, datetime] = field(default_factory=dict)
    blind_told: datetime | None = None
    changes: tuple[Change, ...] = ()
    certificates: tuple[Shown, ...] = ()
    registered: Registered | None = None
    looked: datetime | None = None
    due: datetime | None = None
    hurried: int = 0

    def as_json(self) -> dict[str, Any]:
        """To be stored."""
        return {one.name: _out(getattr(self, one.name)) for one in fields(self)}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """As it was stored; what cannot be read is as if nothing had been seen."""
        try:
            return cls(**{name: READ[name](value) for name, value in data.items() if name in READ})
        except (KeyError, TypeError, ValueError, AttributeError):
            return cls()


def _out(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {name: _out(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_out(one) for one in value]
    if hasattr(value, "__dataclass_fields__"):
        return {one.name: _out(getattr(value, one.name)) for one in fields(value)}
    return value


def _moment(value: Any) -> datetime | None:
    return datetime.fromisoformat(value) if value else None


def _values(value: Any) -> Values:
    return tuple(str(one) for one in value)


def _moments(value: Any) -> tuple[datetime, ...]:
    return tuple(datetime.fromisoformat(one) for one in value)


def _each(read: Callable[[Any], Any]) -> Callable[[Any], dict[str, Any]]:
    return lambda value: {str(name): read(one) for name, one in value.items()}


#: How the fields of a row are read that are no plain text or number.
PARTS: dict[str, Callable[[Any], Any]] = {
    **dict.fromkeys(("values", "before", "after", "hosts", "off"), _values),
    **dict.fromkeys(("since", "at", "next_word", "ends", "begins", "expires"), _moment),
}


def _row(kind: type[Any]) -> Callable[[Any], Any]:
    return lambda data: kind(
        **{name: PARTS[name](value) if name in PARTS else value for name, value in data.items()}
    )


READ: dict[str, Callable[[Any], Any]] = {
    "accepted": _each(_values),
    "pending": _each(_row(Pending)),
    "restless": _each(_moments),
    "moved": _each(_moments),
    "rotates": _values,
    "problems": _each(_row(Problem)),
    "blind": _each(datetime.fromisoformat),
    "blind_told": _moment,
    "changes": lambda value: tuple(_row(Change)(one) for one in value),
    "certificates": lambda value: tuple(_row(Shown)(one) for one in value),
    "registered": lambda value: _row(Registered)(value) if value else None,
    "looked": _moment,
    "due": _moment,
    "hurried": int,
}
