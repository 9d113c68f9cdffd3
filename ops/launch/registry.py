"""Where checks and gatherers are kept, and how every installed app brings its own.

An app writes a module ``launch_checks.py`` with functions under ``@check`` and ``@gatherer``; it is
found for each installed app the way Django finds ``admin.py``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from django.utils.module_loading import autodiscover_modules

from ops.launch.findings import STAGES, Finding

if TYPE_CHECKING:
    from ops.launch.world import World

Judge = Callable[..., Iterator[Finding]]
J = TypeVar("J", bound=Callable[..., Iterable[Finding]])
G = TypeVar("G", bound=Callable[..., Any])


@dataclass(frozen=True, kw_only=True, slots=True)
class Check:
    """A pure function over facts. Its docstring's first line is its title, the rest its reason."""

    id: str
    stage: int
    title: str
    about: str
    needs: tuple[str, ...]
    essential: bool
    judge: Judge


@dataclass(frozen=True, kw_only=True, slots=True)
class Gatherer:
    """A function that does I/O and returns frozen facts, within ``seconds``.

    ``inside`` facts are about this deployment's own settings and database; with ``--url`` nothing
    asks for them, and the checks over them are skipped. ``beyond`` ones have their seconds whatever
    is left of the run's.
    """

    name: str
    seconds: float
    inside: bool
    beyond: bool
    gather: Callable[[World], Any]


_checks: dict[str, Check] = {}
_gatherers: dict[str, Gatherer] = {}
_ID = re.compile(r"[a-z]+(\.[a-z][a-z0-9_]*)+")


def check(
    id: str, *, stage: int, needs: str | tuple[str, ...], essential: bool = False
) -> Callable[[J], J]:
    """Register a check under its stable dotted id.

    ``needs`` names the facts it takes, in the order of its arguments. An ``essential`` check that
    cannot be made leaves the whole report incomplete.
    """
    if not _ID.fullmatch(id) or stage not in STAGES:
        raise ValueError(f"{id!r} (stage {stage}) is no id or stage of a launch check")

    def register(judge: J) -> J:
        if id in _checks and _checks[id].judge is not judge:
            raise ValueError(f"two launch checks have the id {id}")
        title, _, about = (judge.__doc__ or "").strip().partition("\n")
        if not title:
            raise ValueError(f"the check {id} needs a docstring: its first line is its title")
        _checks[id] = Check(
            id=id,
            stage=stage,
            title=title.rstrip("."),
            about=" ".join(about.split()),
            needs=(needs,) if isinstance(needs, str) else needs,
            essential=essential,
            judge=judge,  # type: ignore[arg-type]
        )
        return judge

    return register


def gatherer(
    name: str, *, seconds: float, inside: bool = False, beyond: bool = False
) -> Callable[[G], G]:
    """Register the function that gathers the facts called ``name``."""

    def register(gather: G) -> G:
        if name in _gatherers and _gatherers[name].gather is not gather:
            raise ValueError(f"two gatherers have the name {name}")
        _gatherers[name] = Gatherer(
            name=name, seconds=seconds, inside=inside, beyond=beyond, gather=gather
        )
        return gather

    return register


def discover() -> None:
    """Import ``launch_checks`` of every installed app; costs nothing the second time."""
    autodiscover_modules("launch_checks")


def all_checks() -> list[Check]:
    """Every check, by stage and then by id."""
    discover()
    return sorted(_checks.values(), key=lambda check: (check.stage, check.id))


def gatherer_of(name: str) -> Gatherer:
    """The gatherer of some facts; ``KeyError`` when no app brings one."""
    return _gatherers[name]
