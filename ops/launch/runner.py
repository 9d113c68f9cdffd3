"""Gathers side by side, within deadlines, and then judges."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from ops.launch import registry
from ops.launch.findings import (
    CannotTell,
    Finding,
    NotApplicable,
    Report,
    Result,
    Status,
    Unknown,
)
from ops.launch.network.deadline import OutOfTime, reason_of
from ops.launch.registry import Check, Gatherer
from ops.launch.world import World

logger = logging.getLogger(__name__)

#: Seconds a group may take past its deadline to hand over what it has.
GRACE = 0.3


def choose(
    checks: Sequence[Check], *, only: Sequence[str] = (), stages: Sequence[int] = ()
) -> list[Check]:
    """The checks whose id begins with one of ``only`` (whole parts) and that are in ``stages``."""
    return [
        check
        for check in checks
        if (not only or any(_begins(check.id, prefix) for prefix in only))
        and (not stages or check.stage in stages)
    ]


def _begins(id: str, prefix: str) -> bool:
    prefix = prefix.rstrip(".*")
    return id == prefix or id.startswith(prefix + ".")


def run(world: World, checks: Sequence[Check]) -> Report:
    """Gather what the checks need and judge; never raises for what the world does."""
    started, began = datetime.now(UTC), time.monotonic()
    facts = gather(world, checks)
    results = told_once([judge(check, facts, inside=world.target.inside) for check in checks])
    return Report(
        target=world.target.url,
        started_at=started,
        duration_ms=round((time.monotonic() - began) * 1000),
        results=tuple(results),
        details=tuple(d for fact in facts.values() for d in getattr(fact, "details", ())),
    )


def told_once(results: Sequence[Result]) -> list[Result]:
    """The results without findings that another check of the run tells better.

    A check of which nothing is left is skipped, and names the one that tells.
    """
    told = {(result.id, finding.subject) for result in results for finding in result.findings}
    return [_without_told(result, told) for result in results]


def _without_told(result: Result, told: set[tuple[str, str]]) -> Result:
    left = tuple(one for one in result.findings if not told & set(one.told_by))
    if len(left) == len(result.findings):
        return result
    tellers = {id for one in result.findings for id, about in one.told_by if (id, about) in told}
    if left or result.reason:
        # What it could not see, beside what it saw, stays unknown.
        status = Status.FAIL if left else Status.UNKNOWN
        return replace(result, findings=left, status=status)
    reason = f"What it found is told by {' and '.join(sorted(tellers))}."
    return replace(result, findings=(), status=Status.SKIPPED, reason=reason)


def gather(world: World, checks: Sequence[Check]) -> dict[str, Any]:
    """The facts that checks need, by name."""
    return gathered(world, dict.fromkeys(name for check in checks for name in check.needs))


def gathered(world: World, names: Iterable[str]) -> dict[str, Any]:
    """The facts by name, each gathered in its own thread; what is late is ``Unknown``.

    One that does not apply here is a ``NotApplicable``.
    """
    wanted = [registry.gatherer_of(name) for name in names]
    wanted = [entry for entry in wanted if world.target.inside or not entry.inside]
    facts: dict[str, Any] = {
        entry.name: Unknown(f"not known within {min(entry.seconds, world.options.timeout):.0f} s")
        for entry in wanted
    }
    changed = threading.Condition()
    waiting = {entry.name: world.within(entry.seconds, beyond=entry.beyond) for entry in wanted}

    def work(entry: Gatherer, group: World) -> None:
        fact = _gathered(entry, group)
        with changed:
            if waiting.pop(entry.name, None):
                facts[entry.name] = fact
                changed.notify_all()

    for entry in wanted:
        threading.Thread(
            target=work, args=(entry, waiting[entry.name]), name=entry.name, daemon=True
        ).start()
    with changed:
        while waiting:
            done = len(wanted) - len(waiting)
            world.progress(f"{done} of {len(wanted)}; waiting for {', '.join(sorted(waiting))}")
            changed.wait(min(group.deadline.left for group in waiting.values()) + GRACE)
            for name in [name for name, group in waiting.items() if not group.deadline.left]:
                del waiting[name]
        return dict(facts)


def _gathered(entry: Gatherer, world: World) -> Any:
    try:
        return entry.gather(world)
    except CannotTell as error:
        return Unknown(str(error))
    except NotApplicable as error:
        return error
    except OutOfTime as error:
        return Unknown(reason_of(error))
    except Exception as error:  # The outermost edge: one group that breaks leaves the others.
        if entry.inside and (words := _of_database(error)):
            return Unknown(words)
        logger.exception("gathering %s failed", entry.name)
        return _Broken(f"gathering {entry.name} failed: {type(error).__name__}")
    finally:
        if entry.inside:
            from ops.database import give_back

            give_back()


def _of_database(error: Exception) -> str:
    """What is told by ``database.reachable`` and the migrations is no fault of the gatherer."""
    from ops.database import cannot_be_asked

    return cannot_be_asked(error)


class _Broken(Unknown):
    """A gatherer that raised: a fault of ours, so an error and not merely unknown."""


def judge(check: Check, facts: dict[str, Any], *, inside: bool) -> Result:
    """One check over the facts it needs."""
    began = time.monotonic()
    status, reason, findings = _outcome(check, facts, inside)
    return Result(
        id=check.id,
        stage=check.stage,
        title=check.title,
        essential=check.essential,
        status=status,
        findings=tuple(findings),
        reason=reason,
        duration_ms=round((time.monotonic() - began) * 1000),
    )


def _outcome(
    check: Check, facts: dict[str, Any], inside: bool
) -> tuple[Status, str, list[Finding]]:
    if not inside and any(registry.gatherer_of(name).inside for name in check.needs):
        return Status.SKIPPED, "This looks inside a deployment; here it is seen from outside.", []
    given = [facts[name] for name in check.needs]
    for fact in given:
        if isinstance(fact, NotApplicable):
            return Status.SKIPPED, str(fact), []
        if isinstance(fact, _Broken):
            return Status.ERROR, fact.reason, []
        if isinstance(fact, Unknown):
            return Status.UNKNOWN, fact.reason, []
    return _judged(check.judge, given)


def _judged(
    function: Callable[..., Any], given: Sequence[Any]
) -> tuple[Status, str, list[Finding]]:
    findings: list[Finding] = []
    try:
        for finding in function(*given):
            findings.append(finding)
    except CannotTell as error:
        return (Status.FAIL if findings else Status.UNKNOWN), str(error), findings
    except NotApplicable as error:
        return (Status.FAIL if findings else Status.SKIPPED), str(error), findings
    except Exception as error:  # A check that raises is an error, and the run goes on.
        logger.exception("the check %s failed", getattr(function, "__name__", "?"))
        return Status.ERROR, f"the check itself failed: {type(error).__name__}", findings
    return (Status.FAIL if findings else Status.PASS), "", findings
