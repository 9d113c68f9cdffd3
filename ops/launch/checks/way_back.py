"""The way back to the release before, looked at while nobody is in a hurry."""

from __future__ import annotations

from collections.abc import Iterator

from ops.launch.findings import CannotTell, Finding, NotApplicable, Severity
from ops.launch.gather.way_back import PlatformKeyFacts, WayBackFacts
from ops.launch.registry import check


@check("release.rollback.ready", stage=3, needs="way_back")
def the_release_before_can_come_back(way_back: WayBackFacts) -> Iterator[Finding]:
    """The release before this one runs on today's tables"""
    if way_back.keeps is None:
        raise CannotTell(
            "Some migrations that the database has are not in this code. Run the check with the "
            "newest release's."
        )
    if not way_back.keeps:
        yield Finding(
            severity=Severity.TRUST,
            subject=way_back.target,
            summary=f"Release {way_back.target} could not be brought back as it is.",
            evidence=f"On today's tables its code fails: {'; '.join(way_back.breaks)}.",
            impact="If this release turns out bad, there is no quick way back.",
            fix="Run python manage.py rollback_plan for the ways there are. The next such change "
            "is better made in two releases: docs/roll-back.md",
        )


@check("release.rollback.keys", stage=5, needs="platform_keys")
def no_key_to_the_platform_lies_in_the_app(platform_keys: PlatformKeyFacts) -> Iterator[Finding]:
    """The app does not hold the key to the whole platform account"""
    if platform_keys.local:
        raise NotApplicable("This is a local address.")
    for name in platform_keys.names:
        yield Finding(
            severity=Severity.TRUST,
            subject=name,
            summary=f"The running app holds {name}.",
            impact="Whoever gets in through the app may delete the app, its database and its "
            "backups at the platform.",
            fix=f"Take {name} out of the app's variables, and set it only for the one command "
            "that needs it: docs/roll-back.md",
        )
