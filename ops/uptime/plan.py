"""What there is beside what should be: pure, so that it can be looked at before anything is done.

A monitor is ours by its id, where this deployment has made it, or by its name, where another did.
Whatever else is in the account is somebody's own and is never touched.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ops.uptime.provider import Seen, State
from ops.uptime.wanted import Part, Wanted


class Act(StrEnum):
    """What is to be done with one monitor."""

    MAKE = "make"
    REPAIR = "repair"
    KEEP = "keep"


@dataclass(frozen=True, slots=True)
class Step:
    """One monitor: what is wanted, what is there (None for nothing), how they differ.

    ``doubles`` are more of ours for the same, ``foreign`` somebody's own of the same address.
    """

    wanted: Wanted
    seen: Seen | None = None
    differences: tuple[str, ...] = ()
    doubles: tuple[Seen, ...] = ()
    foreign: tuple[Seen, ...] = ()

    @property
    def act(self) -> Act:
        """What has to be done."""
        if self.seen is None:
            return Act.MAKE
        return Act.REPAIR if self.differences else Act.KEEP

    @property
    def paused(self) -> bool:
        """Whether somebody has stopped it."""
        return self.seen is not None and self.seen.state is State.PAUSED

    @property
    def down(self) -> bool:
        """Whether the provider finds the page down."""
        return self.seen is not None and self.seen.state is State.DOWN


def plan(
    wanted: Sequence[Wanted], seen: Sequence[Seen], known: Mapping[Part, str], *,
    listeners: int | None,
) -> list[Step]:  # fmt: skip
    """A step for each of ``wanted``. ``known`` are the ids of those that were made before."""
    return [_step(one, seen, known.get(one.part, ""), listeners) for one in wanted]


def _step(wanted: Wanted, seen: Sequence[Seen], known: str, listeners: int | None) -> Step:
    # Heartbeats and monitors of Better Stack are counted apart: an id alone may be another's.
    alike = [one for one in seen if (one.kind == "heartbeat") is wanted.is_heartbeat]
    ours = [one for one in alike if one.id == known or one.name == wanted.name]
    ours.sort(key=lambda one: one.id != known)
    others = [one for one in alike if one not in ours] if wanted.url else []
    foreign = tuple(one for one in others if _same(one.url, wanted.url))
    if not ours:
        return Step(wanted, foreign=foreign)
    chosen, *doubles = ours
    differences = tuple(_differences(wanted, chosen, listeners))
    return Step(wanted, chosen, differences, tuple(doubles), foreign)


def _differences(wanted: Wanted, seen: Seen, listeners: int | None) -> Iterator[str]:
    """In words; what a better plan made stricter is none."""
    if seen.name != wanted.name:
        yield f"its name is “{seen.name}”"
    if not wanted.is_heartbeat:
        if not _same(seen.url, wanted.url):
            yield f"it looks at {seen.url or 'no address'}"
        kind = "keyword" if wanted.word else "page"
        if seen.kind != kind or seen.word != wanted.word:
            yield _other_way(wanted, seen)
    if seen.every > wanted.every:
        what = "expects a sign" if wanted.is_heartbeat else "looks"
        yield f"it {what} every {seen.every} s, not every {wanted.every} s"
    if wanted.is_heartbeat and seen.grace > wanted.grace:
        yield f"it waits {seen.grace} s more before it alarms, not {wanted.grace} s"
    if not seen.tells and listeners != 0:
        yield "it tells nobody"


def _other_way(wanted: Wanted, seen: Seen) -> str:
    if seen.kind == "keyword":
        return f"it looks for the word {seen.word}"
    if wanted.word and seen.kind == "page":
        return f"it does not look for the word {wanted.word}"
    return f"it is of another kind ({seen.kind})"


def _same(url: str, other: str) -> bool:
    return url.rstrip("/").casefold() == other.rstrip("/").casefold()
