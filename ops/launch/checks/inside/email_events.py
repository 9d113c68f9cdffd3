"""Whether you hear of it when an email does not arrive."""

from __future__ import annotations

from collections.abc import Iterator

from ops.launch.checks.inside.unusable import unusable
from ops.launch.findings import Finding, NotApplicable, Severity
from ops.launch.gather.inside_email_events import EmailEventFacts
from ops.launch.registry import check

#: So many emails cannot all have gone where nothing is told of.
ENOUGH = 3
DOCS = "docs/email-providers.md"


@check("monitoring.email_events", stage=6, needs="email_events")
def what_becomes_of_emails_is_heard(email: EmailEventFacts) -> Iterator[Finding]:
    """The email provider tells whether emails arrive"""
    if email.owner_unreached:
        yield Finding(
            severity=Severity.TRUST,
            subject="OWNER_EMAIL",
            summary="Emails to you come back, or were marked as spam.",
            evidence="The provider said so of OWNER_EMAIL; it is under Running, Suppressed "
            "addresses.",
            impact="You may not hear of a lead, nor of an outage.",
            fix="Look whether OWNER_EMAIL is right and its mailbox takes mail. Then lift it under "
            "Running, Suppressed addresses, and at your provider.",
        )
    yield from _replies(email)
    if not email.provider:
        if email.owner_unreached or email.replies_wanted:
            return
        raise NotApplicable("Emails leave through nobody who could tell what becomes of them.")
    if not email.secret:
        yield Finding(
            severity=Severity.CLEANUP,
            subject="EMAIL_WEBHOOK_SECRET",
            summary="Nobody tells you when an email comes back.",
            evidence="EMAIL_WEBHOOK_SECRET is empty.",
            impact="People who mistyped their address are written to again and again, and mailbox "
            "providers trust your domain less for it.",
            fix=f"At {email.provider} add a webhook to {email.address}, and set "
            f"EMAIL_WEBHOOK_SECRET as {DOCS} says.",
            told_by=(unusable("EMAIL_WEBHOOK_SECRET"),),
        )
    elif email.sent >= ENOUGH and not email.told:
        yield Finding(
            severity=Severity.TRUST,
            subject="silent",
            summary=f"{email.provider} has told nothing of the emails it sent for you.",
            evidence=f"{email.sent} emails of the last week left more than an hour ago; not one "
            "event came in.",
            impact="You would not hear of it when an email comes back.",
            fix=f"At {email.provider} look whether the webhook leads to {email.address} and what "
            f"it was answered; 401 or 403 means that EMAIL_WEBHOOK_SECRET is another ({DOCS}).",
        )


def _replies(email: EmailEventFacts) -> Iterator[Finding]:
    if not email.replies_wanted or email.replies_work:
        return
    why = (
        "EMAIL_WEBHOOK_SECRET or OWNER_EMAIL is empty."
        if email.receives
        else "Emails cannot come in through the provider that is set."
    )
    yield Finding(
        severity=Severity.CLEANUP,
        subject="EMAIL_REPLY_ADDRESS",
        summary="Answering visitors from your mailbox does not work.",
        evidence=f"EMAIL_REPLY_ADDRESS is set. {why}",
        impact="You can answer in the admin only.",
        fix=f"Set what is missing, as {DOCS} says, or take EMAIL_REPLY_ADDRESS out.",
    )
