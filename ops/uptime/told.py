"""What ``setup_uptime`` says: a line for each monitor, then what else a person should know."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.conf import settings

from ops.uptime import heartbeat
from ops.uptime.carry_out import Done
from ops.uptime.plan import Act, Step
from ops.uptime.provider import Company
from ops.uptime.wanted import Part

#: In front of each line.
PLANNED = {Act.MAKE: "make    ", Act.REPAIR: "repair  ", Act.KEEP: "fine    "}
DONE = {
    "made": "made    ", "repaired": "repaired", "kept": "fine    ", "refused": "REFUSED ",
    "not tried": "waits   ",
}  # fmt: skip


def lines(done: Sequence[Done], *, applied: bool) -> Iterator[str]:
    """One monitor after the other."""
    for one in done:
        step = one.step
        mark = DONE[one.word] if applied else PLANNED[step.act]
        where = step.wanted.url or "called by the app"
        yield f"{mark}  {step.wanted.part}: {where} ({step.wanted.why})"
        if one.problem:
            yield f"          {one.problem}"
        elif not applied and step.act is Act.MAKE:
            yield f"          {_how(step)}"
        if not applied or one.word != "repaired":
            yield from (f"          differs: {words}" for words in step.differences)


def _how(step: Step) -> str:
    wanted = step.wanted
    if wanted.is_heartbeat:
        return f"a sign of life every {wanted.every} s, alarm {wanted.grace} s after one is late"
    how = f"the page must hold {wanted.word}" if wanted.word else "by its status"
    return f"every {wanted.every} s, {how}"


def notes(done: Sequence[Done], company: Company, *, listeners: int | None) -> Iterator[str]:
    """What is neither made nor repaired by the command."""
    for one in done:
        part, step = one.step.wanted.part, one.step
        if step.paused:
            yield (
                f"The {part} monitor is paused: nobody is told. When that is no longer wanted, "
                f"{company.resume}."
            )
        elif step.down:
            yield f"{company.name} says that the {part} monitor is down now."
        for double in step.doubles:
            yield (
                f"There is another {part} monitor of ours ({double.name}, number {double.id}). "
                "Delete one of them at the provider, or you are told everything twice."
            )
        for other in step.foreign:
            yield (
                f"You have a monitor of your own for {other.url} ({other.name}). It is left as it "
                "is; delete it there if one is enough."
            )
    if listeners == 0:
        yield NOBODY[company.key]


NOBODY = {
    "uptimerobot": "Nobody would hear of an outage: this account has no alert contact that is "
    "active. Add one at dashboard.uptimerobot.com, Integrations & API or My settings, confirm it, "
    "then run this again with --apply.",
    "betterstack": "Nobody would hear of an outage: nobody is on call in this account. Set that at "
    "betterstack.com, Uptime, On-call.",
}


def about_heartbeat(done: Sequence[Done], company: Company, *, ours: bool) -> Iterator[str]:
    """How its address gets to where it is used, or how to do without it."""
    one = next(one for one in done if one.step.wanted.part is Part.HEARTBEAT)
    if one.problem and one.word == "refused":
        yield (
            f"Without a heartbeat at {company.name}, make one at Better Stack or healthchecks.io, "
            "which have them for nothing, and put its address into HEARTBEAT_URL."
        )
    if one.seen is None:
        return
    if not ours:
        yield "The heartbeat belongs into HEARTBEAT_URL of that site: see --show-heartbeat."
    elif heartbeat.in_use(one.seen.address):
        yield "HEARTBEAT_URL holds the heartbeat's address."
    else:
        held = "holds another address" if settings.HEARTBEAT_URL else "is empty"
        yield (
            f"The heartbeat hears nothing yet: HEARTBEAT_URL {held}. Its address is a secret and "
            "is not printed here. Add --save-heartbeat to write it into .env, or "
            "--show-heartbeat to see it in a terminal; then restart or redeploy."
        )


def as_json(
    done: Sequence[Done], company: Company, site: str, *, applied: bool, listeners: int | None,
    remarks: Sequence[str],
) -> dict[str, Any]:  # fmt: skip
    """Everything but what is secret."""
    return {
        "schema": 1,
        "provider": company.key,
        "site": site,
        "applied": applied,
        "listeners": listeners,
        "monitors": [_monitor(one, applied=applied) for one in done],
        "notes": list(remarks),
    }


def _monitor(one: Done, *, applied: bool) -> dict[str, Any]:
    wanted, seen = one.step.wanted, one.seen
    return {
        "part": wanted.part.value,
        "name": wanted.name,
        "url": wanted.url or None,
        "word": wanted.word or None,
        "every_s": wanted.every,
        "grace_s": wanted.grace or None,
        "action": one.word if applied else one.step.act.value,
        "problem": one.problem,
        "id": seen.id if seen else None,
        "state": seen.state.value if seen else None,
        "differences": list(one.step.differences),
        "duplicates": [double.id for double in one.step.doubles],
        "others": [other.id for other in one.step.foreign],
        "in_use": heartbeat.in_use(seen.address) if wanted.is_heartbeat and seen else None,
    }
