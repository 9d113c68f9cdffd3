"""What the rooms add to the smoke test when Django is ready: steps, and how to clean up."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ops.outbox.rows import OutboxMessage
from ops.smoke.visit import Visit


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """One thing that has to work. ``run`` returns a few words on what it saw.

    It raises ``StepFailed`` when the site does not do it, ``CannotTell`` when that cannot be known
    from here, and ``NotAsked`` when it is not set up. Steps run by ``order``; those of the group
    ``accounts`` only when asked for. Without what a ``first`` step finds, the others make no sense.
    """

    id: str
    title: str
    run: Callable[[Visit], str]
    order: int
    group: str = "site"
    first: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Delivery:
    """What the provider said of an email after it took it: whether it arrived, and in words."""

    arrived: bool
    words: str


#: Deletes what runs have left; given the mark of one, or "" for every run of more than an hour ago.
Sweeper = Callable[[str], int]
#: What is known of an email that has left, or None where nobody told.
Reader = Callable[[OutboxMessage], Delivery | None]

_steps: dict[str, Step] = {}
_sweepers: dict[str, Sweeper] = {}
_readers: dict[str, Reader] = {}


def register(step: Step) -> None:
    """Add a step."""
    _steps[step.id] = step


def register_sweeper(name: str, sweep: Sweeper) -> None:
    """Add a room's way to delete what runs have left in its tables."""
    _sweepers[name] = sweep


def register_delivery(name: str, read: Reader) -> None:
    """Add somebody who knows what the provider told about an email, such as its webhook's table."""
    _readers[name] = read


def steps(*, accounts: bool = False) -> list[Step]:
    """In the order in which they run."""
    wanted = [step for step in _steps.values() if accounts or step.group == "site"]
    return sorted(wanted, key=lambda step: (step.order, step.id))


def sweepers() -> Iterator[tuple[str, Sweeper]]:
    """The highest room first: its rows may point at those below."""
    yield from reversed(_sweepers.items())


def delivery_of(row: OutboxMessage) -> Delivery | None:
    """The first thing known about an email; None where nobody was told."""
    for read in _readers.values():
        known = read(row)
        if known is not None:
            return known
    return None


def somebody_hears() -> bool:
    """Whether anybody here is told by a provider what becomes of emails."""
    return bool(_readers)
