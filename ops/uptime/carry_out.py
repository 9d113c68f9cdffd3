"""Doing a plan, one monitor after the other. What was made stays, whatever comes after it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import DatabaseError

from ops.database import give_back
from ops.uptime.plan import Act, Step
from ops.uptime.provider import Provider, ProviderFailed, Say, Seen
from ops.uptime.rows import UptimeMonitor

NOT_TRIED = "not tried after that"


@dataclass(frozen=True, slots=True)
class Done:
    """What became of one step: ``seen`` is how it stands now, ``problem`` why it is not done."""

    step: Step
    seen: Seen | None
    problem: str = ""

    @property
    def word(self) -> str:
        """made, repaired, kept, refused or not tried."""
        if self.problem:
            return "not tried" if self.problem == NOT_TRIED else "refused"
        return {Act.MAKE: "made", Act.REPAIR: "repaired", Act.KEEP: "kept"}[self.step.act]


def carry_out(steps: Sequence[Step], provider: Provider, host: str, say: Say) -> list[Done]:
    """Make and repair. A refusal of one is told and the rest goes on; without hope it ends."""
    done: list[Done] = []
    hopeless = False
    for step in steps:
        if step.act is Act.KEEP:
            one = Done(step, step.seen)
        elif hopeless:
            one = Done(step, step.seen, NOT_TRIED)
        else:
            try:
                one = Done(step, _do(step, provider))
            except ProviderFailed as error:
                hopeless = error.hopeless
                one = Done(step, step.seen, str(error))
        if one.seen is not None and not one.problem:
            remember(provider.key, host, step, one.seen, say)
        done.append(one)
    return done


def _do(step: Step, provider: Provider) -> Seen:
    if step.seen is None:
        return provider.make(step.wanted)
    return provider.repair(step.seen, step.wanted)


def remember(provider: str, host: str, step: Step, seen: Seen, say: Say) -> None:
    """Keep its id, so that it is known again whatever it is called."""
    try:
        UptimeMonitor.objects.update_or_create(
            provider=provider, host=host, part=step.wanted.part.value,
            defaults={"remote_id": seen.id},
        )  # fmt: skip
    except DatabaseError:
        give_back()
        say(f"The {step.wanted.part} monitor could not be noted here; it is known by its name.")
