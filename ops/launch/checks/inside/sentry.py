"""Whether reports of errors arrive where somebody reads them."""

from __future__ import annotations

from collections.abc import Iterator

from ops.launch.checks.inside.watching import TRIED
from ops.launch.findings import Finding, Severity
from ops.launch.gather.inside_sentry import SentryFacts
from ops.launch.registry import check

IMPACT = (
    "Errors that visitors meet are reported to nobody, and the site looks healthier than it is."
)


@check("monitoring.sentry", stage=6, needs="sentry")
def sentry_takes_reports(sentry: SentryFacts) -> Iterator[Finding]:
    """Sentry can be reached and takes error reports

    It is only looked at; manage.py alert_test sends a test report and remembers what came of it.
    """
    if sentry.reached:
        yield Finding(
            severity=Severity.TRUST,
            subject="reached",
            summary="Sentry cannot be reached from here.",
            evidence=sentry.reached,
            impact=IMPACT,
            fix="Compare SENTRY_DSN with the one at Sentry (Settings, Projects, your project, "
            "Client Keys), look at status.sentry.io, and run: python manage.py alert_test",
        )
    elif sentry.problem:
        yield Finding(
            severity=Severity.TRUST,
            subject="refused",
            summary="Sentry did not take the last test report.",
            evidence=sentry.problem,
            impact=IMPACT,
            fix="Mend it as said above, redeploy, and run: python manage.py alert_test",
        )
    elif sentry.worked is None or sentry.now - sentry.worked > TRIED:
        yield Finding(
            severity=Severity.CLEANUP,
            subject="untried",
            summary="Nobody has tried in the last 30 days whether Sentry takes reports.",
            evidence=f"It last took a test report on {sentry.worked:%Y-%m-%d}."
            if sentry.worked
            else "No test report was ever sent.",
            impact="A key that was taken back or a used-up quota looks like a site without errors.",
            fix="Run: python manage.py alert_test",
        )
