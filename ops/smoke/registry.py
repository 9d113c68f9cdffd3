"""The steps of ``manage.py smoke_test``, added by the rooms when Django is ready."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ops.smoke.visit import Visit


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """One thing that has to work. ``run`` returns a few words on what it saw.

    It raises ``StepFailed`` when the site does not do it, and ``CannotTell`` when that cannot be
    known from here. Steps run by ``order``; those of the group ``accounts`` only when asked for.
    """

    id: str
    title: str
    run: Callable[[Visit], str]
    order: int
    group: str = "site"


_steps: dict[str, Step] = {}


def register(step: Step) -> None:
    """Add a step."""
    _steps[step.id] = step


def steps(*, accounts: bool = False) -> list[Step]:
    """In the order in which they run."""
    wanted = [step for step in _steps.values() if accounts or step.group == "site"]
    return sorted(wanted, key=lambda step: (step.order, step.id))
