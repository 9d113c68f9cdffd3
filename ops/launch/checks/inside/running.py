"""What runs: somebody sends the emails, the clocks agree, nothing is past its support."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ops.launch.findings import CannotTell, Finding, Severity
from ops.launch.gather.inside_running import ClockFacts, SenderFacts, StaticFacts, VersionFacts
from ops.launch.registry import check

#: What a process calls its release where nobody told it.
UNNAMED = "development"
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


def _no_worker(sender: SenderFacts) -> Finding:
    if sender.embedded is False:
        return Finding(
            severity=Severity.BLOCKER,
            subject="worker",
            summary="No worker runs, and EMBEDDED_WORKER=false keeps the web process from sending.",
            evidence="No worker was heard of in the last 30 seconds.",
            impact="Emails are stored and do not leave.",
            fix="Start a worker at your platform with: celery --app config worker. Or set "
            "EMBEDDED_WORKER to true.",
            told_by=(("cache.reachable", "REDIS_URL"),),
        )
    if sender.embedded:
        return Finding(
            severity=Severity.TRUST,
            subject="worker",
            summary="EMBEDDED_WORKER=true, and no web process that sends was heard of.",
            evidence="Neither a web process nor a worker gave a sign of life in 30 seconds.",
            impact="Emails may not leave.",
            fix="Look at your platform's page: does the web process run, with the same REDIS_URL?",
            told_by=(("cache.reachable", "REDIS_URL"),),
        )
    return Finding(
        severity=Severity.CLEANUP if sender.web else Severity.TRUST,
        subject="worker",
        summary="REDIS_URL is set and no worker runs"
        + ("; the web process sends the emails." if sender.web else "."),
        evidence="No worker was heard of in the last 30 seconds"
        + ("." if sender.web else ", nor a web process that sends."),
        impact="Sending takes memory and time from visitors."
        if sender.web
        else "Emails may not leave.",
        fix="Start a worker at your platform with: celery --app config worker. On a plan with one "
        "process set EMBEDDED_WORKER to true: the web process then is the worker.",
        # Its sign of life is in Redis.
        told_by=(("cache.reachable", "REDIS_URL"),),
    )


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
    elif _apart(sender.release, sender.worker_release):
        yield Finding(
            severity=Severity.TRUST,
            subject="release",
            summary="The worker runs another release than this app.",
            evidence=f"The worker is {sender.worker_release}, this is {sender.release}.",
            impact="Emails leave as the other release writes them, and tables it does not know "
            "may stop it.",
            fix="Wait a minute if a deploy is going on. If it stays, redeploy the worker at your "
            "platform, so that both run the same commit.",
        )
    elif sender.redis and not sender.worker and not (sender.embedded and alive):
        yield _no_worker(sender)
    elif not alive and not sender.sent:
        raise CannotTell(
            "No email left in the last day, and no web process gave a sign of life in the last "
            "three minutes. Start the site, or run: python manage.py send_test_email "
            "you@example.com"
        )


def _apart(one: str, other: str) -> bool:
    """Whether two releases are known and differ."""
    return one != other and not {one, other} & {"", UNNAMED}


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
