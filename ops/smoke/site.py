"""The first step: the site answers, says its release, and knows our token for a test's."""

from __future__ import annotations

from ops.smoke.registry import Step, register
from ops.smoke.visit import Answer, StepFailed, Visit


def up(visit: Visit) -> str:
    """It lives; and only with the right token anything is left there."""
    answer = visit.must(visit.ask("/healthz"), 200, "its health page")
    told = answer.json()
    if not isinstance(told, dict) or "version" not in told:
        raise StepFailed("something answers, but it is not Slipway", f"Is {visit.base} right?")
    visit.kept["version"] = str(told["version"])
    said = f"release {told['version']}"
    if visit.token and not _knows_us(visit.ask("/readyz")):
        visit.token = ""
        where = "The site was started with another one" if visit.inside else "It has another one"
        raise StepFailed(
            f"{said}; it does not take our OPS_TOKEN, so nothing was left there",
            f"{where}: set the same OPS_TOKEN here and there, and restart the site.",
        )
    return said


def _knows_us(answer: Answer) -> bool:
    """Details are shown to nobody else."""
    told = answer.json()
    checks = told.get("checks", {}) if isinstance(told, dict) else {}
    return any("detail" in check for check in checks.values() if isinstance(check, dict))


def register_steps() -> None:
    """Add it."""
    register(Step(id="site.up", title="The site answers", run=up, order=5, first=True))
