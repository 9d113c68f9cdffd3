"""Whether the site outlives the person who set it up: a fresh document, and a named owner."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from ops.handover.marks import differences
from ops.launch.findings import Finding, Severity
from ops.launch.gather.inside_handover import HandoverFacts
from ops.launch.registry import check

#: After a quarter of a year nobody knows any more what is still true in it.
FRESH = timedelta(days=90)
WRITE = "Run: python manage.py handover, or press Write it anew in the admin, Handover documents."


@check("monitoring.handover", stage=7, needs="handover")
def a_handover_document_is_fresh(handover: HandoverFacts) -> Iterator[Finding]:
    """A handover document is there, and is true still"""
    if handover.local:
        return
    if handover.written is None:
        yield Finding(
            severity=Severity.CLEANUP,
            subject="none",
            summary="There is no handover document.",
            evidence="None was ever written for this deployment.",
            impact="Whoever has to help when you are ill or away begins at nothing.",
            fix=WRITE,
        )
        return
    changed = list(differences(handover.then, handover.at_present))
    age = handover.now - handover.written
    if changed:
        yield Finding(
            severity=Severity.CLEANUP,
            subject="changed",
            summary="The handover document says something that is no longer true.",
            evidence=f"Since {handover.written:%Y-%m-%d} changed: {'; '.join(changed)}.",
            impact="Whoever follows it goes to the wrong place while something is broken.",
            fix=WRITE,
        )
    elif age > FRESH:
        yield Finding(
            severity=Severity.CLEANUP,
            subject="old",
            summary=f"The handover document is {age.days} days old.",
            evidence=f"It was written on {handover.written:%Y-%m-%d}.",
            impact="Names, accounts and telephone numbers in it may be wrong by now.",
            fix=f"{WRITE} Look through the answers first.",
        )


@check("monitoring.owner", stage=7, needs="handover")
def somebody_owns_it(handover: HandoverFacts) -> Iterator[Finding]:
    """Somebody owns the site, and can be reached"""
    if handover.local:
        return
    answers = handover.answers
    if not handover.owner_email:
        yield Finding(
            severity=Severity.TRUST,
            subject="OWNER_EMAIL",
            summary="Nobody owns this site, as far as it knows.",
            evidence="OWNER_EMAIL is empty.",
            impact="Neither leads nor outages are told anybody.",
            fix="Set OWNER_EMAIL to the mailbox of whoever decides about the site, and redeploy.",
            told_by=(("settings.owner_email", "OWNER_EMAIL"), ("monitoring.alerts", "none")),
        )
    missing = [
        words
        for key, words in (
            ("owner", "who the owner is"),
            ("owner_reach", "how the owner is reached when email does not work"),
            ("second", "who stands in"),
        )
        if not answers.get(key)
    ]
    if missing:
        yield Finding(
            severity=Severity.CLEANUP,
            subject="named",
            summary="It is not written down whom to call about this site.",
            evidence=f"Not answered: {', '.join(missing)}.",
            impact="When email is what broke, nobody knows whom to call.",
            fix="Answer it in the admin, Handover documents, Answer the questions, or run: python "
            "manage.py handover --ask",
        )
