"""Whether somebody has tried what is live, and whether it worked."""

from __future__ import annotations

from collections.abc import Iterator

from ops.launch.findings import Finding, NotApplicable, Severity
from ops.launch.gather.smoke import SmokeFacts
from ops.launch.registry import check


@check("release.smoke", stage=3, needs="smoke")
def it_was_tried_and_works(smoke: SmokeFacts) -> Iterator[Finding]:
    """The release that is live was tried as a visitor would, and works

    The smoke test opens the page, asks a question, leaves a lead and waits for the confirmation. It
    runs by itself after each release whose name is known.
    """
    if smoke.failed:
        yield Finding(
            severity=Severity.BLOCKER,
            subject="failed",
            summary="The last smoke test failed: "
            + "; ".join(title for title, _ in smoke.failed)
            + ".",
            evidence=" ".join(f"{title}: {detail}." for title, detail in smoke.failed)[:500],
            impact="Visitors meet what it met.",
            fix="In the admin, under Running, Smoke tests, the last one says what to change; then "
            "run: python manage.py smoke_test",
            reference="docs/smoke-test.md",
        )
    elif smoke.local and not smoke.tried:
        raise NotApplicable("A site on this machine is tried by hand: python manage.py smoke_test")
    elif not smoke.tried:
        named = f"Release {smoke.version}" if smoke.version else "This deployment"
        yield Finding(
            severity=Severity.CLEANUP,
            subject="untried",
            summary=f"{named} has not been tried as a visitor would.",
            evidence="No smoke test of it is recorded"
            + ("." if smoke.by_itself else ", and SMOKE_AFTER_RELEASE is off."),
            impact="What is broken is found by a visitor.",
            fix="Run: python manage.py smoke_test"
            + ("" if smoke.version else ". Set RELEASE_VERSION, and it runs after each release."),
            reference="docs/smoke-test.md",
        )
