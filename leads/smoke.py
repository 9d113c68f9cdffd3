"""The leads' steps of the smoke test: somebody leaves an address, and is written to."""

from __future__ import annotations

from leads import personal_data
from ops.smoke.registry import Step, register
from ops.smoke.visit import CannotTell, StepFailed, Visit


def lead(visit: Visit) -> str:
    """Details are taken."""
    if not visit.token:
        raise CannotTell("it would look like a person; the ops token marks it as a test")
    data = {"email": visit.email, "name": "Smoke test", "consent": True}
    answer = visit.ask("/api/v1/leads/", data=data)
    if answer.status != 201:
        raise StepFailed(f"answered {answer.status}")
    visit.kept["lead"] = answer.json().get("id")
    if visit.inside:
        visit.undo.append(lambda: _erase(visit.email))
        return ""
    return "it stays there, marked as a test"


def confirmation(visit: Visit) -> str:
    """The email to them leaves."""
    if not visit.kept.get("lead"):
        raise CannotTell("no lead was taken")
    row = visit.wait_for_email("lead_confirmation", sent=True)
    return f"sent to {row.to}"


def _erase(email: str) -> None:
    personal_data.erase(email)


def register_steps() -> None:
    """Add them."""
    register(Step(id="leads.lead", title="A lead is taken", run=lead, order=40))
    register(
        Step(
            id="leads.confirmation",
            title="Its confirmation email leaves",
            run=confirmation,
            order=50,
        )
    )
