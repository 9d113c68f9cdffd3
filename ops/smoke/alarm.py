"""A release that does not work is told loudly: in the log (and Sentry), by email, in Slack.

No way depends on another.
"""

from __future__ import annotations

import logging
from typing import Any

from django.conf import settings

from ops.letters.writing import from_text
from ops.monitor.alerts import routes, send
from ops.monitor.alerts.words import Alert
from ops.outbox.enqueue import enqueue
from ops.smoke.rows import SmokeRun

logger = logging.getLogger(__name__)


def write(run: SmokeRun) -> None:
    """An email to the owner; in the transaction that ends the run, so that it is told once."""
    if settings.OWNER_EMAIL:
        made = from_text(*letter(run))
        enqueue(
            to=settings.OWNER_EMAIL,
            subject=made.subject,
            text=made.text,
            html=made.html,
            kind="alert",
        )
    else:
        logger.error("nobody can be written to about it: OWNER_EMAIL is empty")


def shout(run: SmokeRun) -> None:
    """The ways that do not need the outbox, which may be what is broken."""
    failed = ", ".join(str(step.get("id")) for step in run.failed)
    # In the text itself: error reports leave out what is filled in.
    logger.error(
        f"the smoke test of release {run.version} failed: {failed}",
        extra={"event": "smoke_failed", "release": run.version, "steps": failed},
    )
    if settings.SLACK_WEBHOOK_URL:
        try:
            routes.by_slack(alert(run))
            send.remember("slack")
        except routes.RouteError as error:
            logger.warning("Slack could not be told: %s", error)
            send.remember("slack", str(error))


def alert(run: SmokeRun) -> Alert:
    """The same for Slack."""
    facts = tuple((str(step["title"]), _sentence(step.get("detail", ""))) for step in run.failed)
    fixes = (str(step["fix"]) for step in run.failed if step.get("fix"))
    return Alert(
        title=letter(run)[0],
        summary=f"Release {run.version} is live on {settings.SITE_URL}, and this does not work:",
        facts=facts,
        advice=(*dict.fromkeys(fixes), "If the release itself is at fault: bin/rollback"),
        urgent=True,
    )


def letter(run: SmokeRun) -> tuple[str, str]:
    """Subject and text: what does not work, and what to change."""
    steps = run.failed
    subject = f"{settings.SITE_HOST}: {_counted(steps)} after release {run.version}"
    lines = [
        f"Release {run.version} is live on {settings.SITE_URL}, and the smoke test, which tries "
        "the site as a visitor would, says twice that this does not work:",
    ]
    for step in steps:
        line = f"{step['title']}: no. {_sentence(step.get('detail', ''))}"
        lines.append(line + (f"\nWhat to do: {step['fix']}" if step.get("fix") else ""))
    lines.append(
        "To try it again, in your platform's shell: python manage.py smoke_test\n"
        "If the release itself is at fault, bin/rollback brings back the one before."
    )
    lines.append("You are told once for each release. SMOKE_AFTER_RELEASE=false ends these tests.")
    return subject, "\n\n".join(lines) + "\n"


def _counted(steps: list[dict[str, Any]]) -> str:
    one = len(steps) == 1
    return "one thing does not work" if one else f"{len(steps)} things do not work"


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}".rstrip(".") + "."
