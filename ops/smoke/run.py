"""One run of the smoke test: the steps in order, each result in words, and the traces gone."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from typing import Any

from ops.smoke.registry import Step
from ops.smoke.visit import CannotTell, NotAsked, StepFailed, Visit

logger = logging.getLogger(__name__)

NOT_TRIED = "not tried: the site does not answer"
STOPPED = "not tried: the test was stopped"


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a step: ``pass``, ``fail``, ``unknown`` or ``skipped``."""

    id: str
    title: str
    status: str
    detail: str = ""
    fix: str = ""
    duration_ms: int = 0


def play(
    visit: Visit,
    steps: Iterable[Step],
    *,
    say: Callable[[Result], None] = lambda result: None,
    going_on: Callable[[], bool] = lambda: True,
) -> list[Result]:
    """Try the steps one after the other, tell each result, and clean up whatever happens."""
    results: list[Result] = []
    reached = True
    with visit.cleaned_up():
        for step in steps:
            if reached and going_on():
                result = _try(step, visit)
            else:
                why = STOPPED if reached else NOT_TRIED
                result = Result(step.id, step.title, "unknown", why)
            reached = reached and not (step.first and result.status == "fail")
            results.append(result)
            say(result)
    return results


def _try(step: Step, visit: Visit) -> Result:
    begin, fix = time.monotonic(), ""
    try:
        status, detail = "pass", step.run(visit)
    except StepFailed as error:
        status, detail, fix = "fail", str(error), error.fix
    except CannotTell as error:
        status, detail = "unknown", str(error)
    except NotAsked as error:
        status, detail = "skipped", str(error)
    except Exception as error:
        # The outermost edge of one step: what nobody foresaw must not hide the other steps.
        logger.exception("the step %s broke", step.id)
        status, detail = "fail", f"the test itself broke: {type(error).__name__}"
        fix = "Whatever the site answered was not foreseen; the log has the details."
    spent = round((time.monotonic() - begin) * 1000)
    return Result(step.id, step.title, status, detail, fix, spent)


def verdict(results: Iterable[Result]) -> str:
    """``works``, ``fails``, or ``incomplete`` when something could not be tried."""
    found = {result.status for result in results}
    return "fails" if "fail" in found else "incomplete" if "unknown" in found else "works"


def as_json(visit: Visit, results: list[Result]) -> dict[str, Any]:
    """The report for machines; docs/smoke-test.md describes it."""
    return {
        "schema": 1,
        "target": visit.base,
        "version": visit.kept.get("version", ""),
        "verdict": verdict(results),
        "steps": [asdict(result) for result in results],
    }
