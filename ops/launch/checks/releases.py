"""How the last releases went."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from ops.launch.findings import CannotTell, Finding, Severity
from ops.launch.gather.inside_releases import ReleaseFacts
from ops.launch.registry import check

#: No platform lets a release run for longer.
LONGEST = timedelta(hours=1)


@check("release.result", stage=3, needs="releases")
def last_release_ended_well(releases: ReleaseFacts) -> Iterator[Finding]:
    """The last release went out"""
    where = f"Version {releases.version} stopped at: {releases.step or 'its first step'}."
    if releases.result == "failed":
        yield Finding(
            severity=Severity.TRUST,
            subject="release",
            summary="The last release failed; the version before it is still running.",
            evidence=f"{where} {releases.problem}".strip(),
            impact="What you changed since has not reached your visitors.",
            fix="Mend what it says and release again; docs/releases.md explains each step.",
            reference="docs/releases.md",
        )
    elif releases.result == "started" and _is_over(releases):
        yield Finding(
            severity=Severity.TRUST,
            subject="release",
            summary="The last release was stopped before it ended.",
            evidence=where,
            impact="What you changed since may not have reached your visitors.",
            fix="Release again; what was half done is taken up or was taken back.",
            reference="docs/releases.md",
        )


def _is_over(releases: ReleaseFacts) -> bool:
    if releases.now is None or releases.started_at is None:
        return False
    return releases.now - releases.started_at > LONGEST


@check("release.recorded", stage=3, needs="releases")
def what_runs_went_out_by_a_release(releases: ReleaseFacts) -> Iterator[Finding]:
    """What runs went out through bin/release"""
    if not releases.running:
        raise CannotTell("This copy has no version; a deployment gets one from its platform.")
    if releases.result == "started" and not _is_over(releases):
        raise CannotTell("A release is running.")
    if releases.running != releases.current:
        yield Finding(
            severity=Severity.TRUST,
            subject="release",
            summary=f"Version {releases.running} runs, and no release of it was written down.",
            evidence=f"Written down last: {releases.current or 'nothing'}.",
            impact="Its migrations may not have run, and a rollback does not know what was there.",
            fix="Let the platform run bin/release before each version takes traffic: Heroku's "
            "release process, Render's pre-deploy command; elsewhere before you start the servers.",
            reference="docs/releases.md",
        )
