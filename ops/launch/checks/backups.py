"""Whether the backups that this app makes itself are made, and can be found when needed."""

from __future__ import annotations

from collections.abc import Iterator

from ops.launch.findings import Finding, NotApplicable, Severity
from ops.launch.gather.backups import CopiesFacts
from ops.launch.registry import check

DAY = 24 * 3600.0
#: A day, and some hours for a scheduler that is late.
OLD = 1.5 * DAY
FEW = 3


@check("database.backups.own", stage=7, needs="copies")
def copies_are_made_every_day(copies: CopiesFacts) -> Iterator[Finding]:
    """The backups in BACKUP_URL are made every day and can be read

    Their list and their manifests are read; whether one can be restored only a drill shows.
    """
    if not copies.wanted:
        raise NotApplicable(
            "BACKUP_URL is not set; what your database's host keeps is judged apart."
        )
    if copies.why:
        yield _finding(
            "BACKUP_URL",
            "The place for backups cannot be looked into.",
            copies.why,
            "Nobody knows whether there is a copy, and the next one may not be kept.",
            "Look at BACKUP_URL, then run: python manage.py backup",
        )
        return
    if copies.vanishes:
        yield _finding(
            "BACKUP_URL",
            "Backups are put where this machine forgets them.",
            f"{copies.place}, which is empty again after a restart.",
            "When a backup is needed there is none.",
            "Use a bucket at another company: docs/backups.md, then run: python manage.py backup",
        )
    elif copies.age is None or copies.age > OLD:
        yield _finding(
            "copies",
            "There is no backup yet." if copies.age is None else "The newest backup is old.",
            f"In {copies.place} there are {copies.count}"
            + ("." if copies.age is None else f"; the newest is {copies.age / DAY:.1f} days old."),
            "A broken disk or a wrong click loses every lead since then.",
            "Run python manage.py backup once a day, from your platform's scheduler "
            "(docs/backups.md), and once now.",
        )
    if copies.keep and copies.keep < FEW:
        yield Finding(
            severity=Severity.CLEANUP,
            subject="BACKUP_KEEP",
            summary=f"Only {copies.keep} of the backups are kept.",
            impact="What is noticed a few days late is in every copy by then.",
            fix="Set BACKUP_KEEP to 14 or more, and redeploy.",
        )


def _finding(subject: str, summary: str, evidence: str, impact: str, fix: str) -> Finding:
    return Finding(
        severity=Severity.TRUST, subject=subject, summary=summary, evidence=evidence,
        impact=impact, fix=fix,
    )  # fmt: skip
