"""Who may enter the admin: somebody must, and not too many, and nobody who left long ago."""

from __future__ import annotations

from collections.abc import Iterator

from ops.launch.findings import Finding, NotApplicable, Severity
from ops.launch.gather.team import TeamFacts
from ops.launch.registry import check

#: A founder, whoever launches it for them, and one in reserve.
MOST_SUPERUSERS = 3


@check("admin.owners", stage=5, needs="team")
def somebody_owns_it(team: TeamFacts) -> Iterator[Finding]:
    """One person may do everything in the admin, and few may

    Without an Owner nobody can read leads' requests for deletion or change a setting. A superuser
    is above every rule of the admin, so there should be hardly any.
    """
    if not team.owners:
        yield Finding(
            severity=Severity.CLEANUP if team.local else Severity.TRUST,
            subject="owners",
            summary="Nobody may change anything in the admin: there is no Owner.",
            evidence=f"Open accounts of the admin: {team.staff}; Owners among them: 0.",
            impact="You cannot edit your business, and requests for deletion stay undone.",
            fix="Run: python manage.py createsuperuser",
            reference="docs/team.md",
        )
    elif team.superusers > MOST_SUPERUSERS:
        yield Finding(
            severity=Severity.TRUST,
            subject="superusers",
            summary=f"{team.superusers} accounts are superusers, whom no rule of the admin holds.",
            evidence=f"Superusers: {team.superusers}; more than {MOST_SUPERUSERS} is too many.",
            impact="One stolen password among them gives away every lead and conversation.",
            fix="In the admin, under Users, open those who need not be one and set Role to Owner "
            "or Assistant, or take away their tick at Active.",
            reference="docs/team.md",
        )


@check("admin.stale", stage=5, needs="team")
def nobody_is_forgotten(team: TeamFacts) -> Iterator[Finding]:
    """Everybody who may enter the admin still does"""
    if not team.staff:
        raise NotApplicable("No account may enter the admin.")
    if team.stale:
        one = team.stale == 1
        yield Finding(
            severity=Severity.TRUST if team.stale_owners else Severity.CLEANUP,
            subject="stale",
            summary=("One account of the admin has" if one else f"{team.stale} accounts have")
            + f" not been used for {team.stale_days} days.",
            evidence=f"Open and unused for {team.stale_days} days: {team.stale}; "
            f"Owners among them: {team.stale_owners}.",
            impact="An account nobody watches is the one whose password leaks unnoticed.",
            fix=f"In the admin, under Users, filter by Not for {team.stale_days} days, and take "
            "away the tick at Active of everybody who has left.",
            reference="docs/team.md",
        )
