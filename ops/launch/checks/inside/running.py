"""What runs: somebody sends the emails, the clocks agree, nothing is past its support."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ops.launch.findings import CannotTell, Finding, Severity
from ops.launch.gather.inside_running import ClockFacts, SenderFacts, StaticFacts, VersionFacts
from ops.launch.registry import check

#: Seconds two clocks may differ.
APART = 5
#: The month after which a version of Python gets no more security fixes (devguide.python.org).
PYTHON_UNTIL = {
    (3, 10): date(2026, 10, 31), (3, 11): date(2027, 10, 31), (3, 12): date(2028, 10, 31),
    (3, 13): date(2029, 10, 31), (3, 14): date(2030, 10, 31),
}  # fmt: skip
#: The same for Django (djangoproject.com/download, Supported Versions).
DJANGO_UNTIL = {
    (4, 2): date(2026, 4, 30), (5, 0): date(2025, 4, 2), (5, 1): date(2025, 12, 31),
    (5, 2): date(2028, 4, 30), (6, 0): date(2027, 4, 30),
}  # fmt: skip


@check("monitoring.worker", stage=6, needs="sender")
def somebody_sends(sender: SenderFacts) -> Iterator[Finding]:
    """Somebody sends the emails"""
    alive = sender.worker or sender.web
    if sender.late and not alive:
        yield Finding(
            severity=Severity.BLOCKER,
            subject="sender",
            summary="Nobody sends the emails.",
            evidence=f"{sender.late} have been due for minutes, and neither a worker nor a web "
            "process gave a sign of life.",
            impact="People who left their details hear nothing, and neither do you.",
            fix="Look at your platform's page: the web process must run, and with REDIS_URL set, a "
            "worker: celery --app config worker",
        )
    elif sender.redis and not sender.worker:
        yield Finding(
            severity=Severity.CLEANUP if alive else Severity.TRUST,
            subject="worker",
            summary="REDIS_URL is set and no worker runs"
            + ("; the web process sends the emails." if alive else "."),
            evidence="No worker was heard of in the last 30 seconds"
            + ("." if alive else ", nor a web process that sends."),
            impact="Sending takes memory and time from visitors."
            if alive
            else "Emails may not leave.",
            fix="Start a worker at your platform with: celery --app config worker. Or take "
            "REDIS_URL away, with WEB_CONCURRENCY 1.",
        )
    elif not alive and not sender.sent:
        raise CannotTell(
            "No email left in the last day, and without Redis a process cannot be seen from here. "
            "Run: python manage.py send_test_email you@example.com"
        )


@check("settings.clock", stage=5, needs="clocks")
def clocks_agree(clocks: ClockFacts) -> Iterator[Finding]:
    """The clocks of app, database and site agree"""
    for name, ahead, margin in (
        ("database", clocks.database, clocks.database_margin),
        ("site", clocks.site, clocks.site_margin),
    ):
        if ahead is not None and abs(ahead) - margin > APART:
            yield Finding(
                severity=Severity.TRUST,
                subject=name,
                summary=f"The clock of the {name} is {abs(ahead):.0f} seconds "
                f"{'ahead of' if ahead > 0 else 'behind'} this machine's.",
                evidence=f"Measured to within {margin:.1f} seconds.",
                impact="One-time codes are refused, emails leave late, sessions end early.",
                fix="On a machine of your own run: timedatectl set-ntp true. On a platform tell "
                "its support.",
            )
    if clocks.database is None and clocks.site is None:
        raise CannotTell("Neither the database nor the site told the time.")


@check("settings.python", stage=5, needs="versions")
def python_is_mended(versions: VersionFacts) -> Iterator[Finding]:
    """Python still gets its holes mended"""
    until = PYTHON_UNTIL.get(versions.python)
    text = ".".join(str(part) for part in versions.python)
    if versions.python > max(PYTHON_UNTIL):
        raise CannotTell(f"Python {text} is newer than this check knows.")
    if until is None or until < versions.today:
        yield Finding(
            severity=Severity.TRUST,
            subject="Python",
            summary=f"Python {text} gets no more mending.",
            evidence=f"Security support ended on {until}." if until else "",
            impact="Holes found from now on stay open.",
            fix="Use the newest Python that docs/running.md names: in the Dockerfile, in "
            ".python-version, or in the platform's PYTHON_VERSION.",
            reference="devguide.python.org, Status of Python versions",
        )


@check("settings.libraries", stage=5, needs="versions")
def libraries_are_the_tested_ones(versions: VersionFacts) -> Iterator[Finding]:
    """Django and the libraries are mended, and those that were tested"""
    until = DJANGO_UNTIL.get(versions.django)
    if versions.django <= max(DJANGO_UNTIL) and (until is None or until < versions.today):
        yield Finding(
            severity=Severity.TRUST,
            subject="Django",
            summary=f"Django {versions.django_text} gets no more mending.",
            evidence=f"Security support ended on {until}." if until else "",
            impact="Holes found from now on stay open, and are known to everybody.",
            fix="Take the newest release of this product, which moves to a newer Django.",
            reference="djangoproject.com, Supported Versions",
        )
    if versions.other:
        shown = [f"{name} {have} (tested: {want})" for name, have, want in versions.other[:6]]
        more = f" and {len(versions.other) - 6} more" if len(versions.other) > 6 else ""
        yield Finding(
            severity=Severity.CLEANUP,
            subject="requirements.txt",
            summary="Other versions of libraries run than those that were tested.",
            evidence=", ".join(shown) + more + ".",
            impact="A hole that was mended may be open again, and errors are hard to repeat.",
            fix="Install with: pip install --require-hashes -r requirements.txt",
        )
    if not versions.pinned:
        raise CannotTell("There is no requirements.txt beside manage.py to compare with.")


@check("settings.static", stage=4, needs="static", essential=True)
def files_of_pages_are_built(static: StaticFacts) -> Iterator[Finding]:
    """The style sheets, scripts and pictures of the pages are built"""
    fix = "Run python manage.py collectstatic --noinput when the image is built, as the Dockerfile "
    fix += "does, and redeploy."
    if not static.built:
        yield Finding(
            severity=Severity.BLOCKER,
            subject="collectstatic",
            summary="The files that the pages load were never built.",
            evidence=f"{static.folder} has no staticfiles.json.",
            impact="Every page is an error, or comes without its looks and without the chat.",
            fix=fix,
        )
    if static.missing:
        shown = [f"{name} (in {where})" for name, where in static.missing[:5]]
        yield Finding(
            severity=Severity.BLOCKER,
            subject="missing",
            summary="Pages name files that were not built.",
            evidence=", ".join(shown) + ".",
            impact="Those pages are an error.",
            fix=fix,
        )
    if static.lost:
        yield Finding(
            severity=Severity.BLOCKER,
            subject="lost",
            summary="Files that were built are gone.",
            evidence=", ".join(static.lost[:5]) + ".",
            impact="Pages come without them.",
            fix=fix,
        )
