"""Whether somebody hears of it when the site breaks, and when it falls silent."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from ops.launch.findings import Finding, Severity
from ops.launch.gather.inside_watching import WatchingFacts
from ops.launch.registry import check

#: A look is due every minute; a few may be missed by a deploy.
LATE = timedelta(minutes=10)
#: A way that was not tried for so long may have died unseen.
TRIED = timedelta(days=30)
BEAT = timedelta(minutes=15)
#: The daily look may miss one day.
DAILY = timedelta(hours=48)


@check("monitoring.watch", stage=6, needs="watching")
def the_site_is_watched(watching: WatchingFacts) -> Iterator[Finding]:
    """The site looks at itself every minute"""
    if watching.local:
        return
    if watching.switched == "off":
        yield Finding(
            severity=Severity.TRUST,
            subject="MONITOR",
            summary="The site does not look at itself.",
            evidence="MONITOR is off.",
            impact="You hear of an outage from a customer.",
            fix="Set MONITOR to auto, or take it out, and redeploy.",
        )
    elif watching.looked is None or watching.now - watching.looked > LATE:
        since = (
            f"The last look was at {watching.looked:%Y-%m-%d %H:%M} UTC."
            if watching.looked
            else ("It has never looked.")
        )
        yield Finding(
            severity=Severity.TRUST,
            subject="looks",
            summary="Nobody has looked at the site in the last ten minutes.",
            evidence=since,
            impact="An outage would be told nobody.",
            fix="A web process or a worker looks every minute while it runs: see that one does, "
            "and "
            "what its log says. Right after a deploy wait two minutes and run this again.",
        )


@check("monitoring.daily", stage=6, needs="watching")
def certificates_and_dns_are_watched(watching: WatchingFacts) -> Iterator[Finding]:
    """Certificates, domain and DNS were looked at within 48 hours"""
    if watching.local or watching.switched == "off":
        return
    daily = watching.daily
    if daily is None or watching.now - daily > DAILY:
        since = (
            f"It was last done on {daily:%Y-%m-%d %H:%M} UTC." if daily else "It was never done."
        )
        yield Finding(
            severity=Severity.TRUST,
            subject="daily",
            summary="Certificates, the domain and its DNS records are not watched.",
            evidence=since,
            impact="A renewal that fails, or a record that somebody changed, is noticed when "
            "visitors or emails are gone.",
            fix="A web process or a worker does it once a day while it runs. Do it now, and see "
            "what it says: python manage.py monitor --daily",
        )


@check("monitoring.alerts", stage=6, needs="watching")
def alerts_arrive(watching: WatchingFacts) -> Iterator[Finding]:
    """An alert would reach somebody, and was tried within 30 days"""
    if watching.local:
        return
    on = [way for way in watching.ways if way.on]
    if not on:
        yield Finding(
            severity=Severity.TRUST,
            subject="none",
            summary="Nobody would be told of an outage.",
            evidence="OWNER_EMAIL and SLACK_WEBHOOK_URL are both empty.",
            impact="You hear of it from a customer.",
            fix="Set OWNER_EMAIL to the mailbox you read first, and redeploy. For Slack see "
            "docs/monitoring.md.",
        )
    for way in on:
        if way.name == "email" and watching.to_file:
            yield Finding(
                severity=Severity.TRUST,
                subject=way.name,
                summary="Alerts by email are written to files and reach nobody.",
                evidence="EMAIL_PROVIDER is file.",
                impact="You would not be told of an outage that way.",
                fix="Set EMAIL_PROVIDER and its key (docs/email-providers.md), redeploy, and run: "
                "python manage.py alert_test",
                told_by=(("settings.email_provider", "EMAIL_PROVIDER"),),
            )
        elif way.problem:
            yield Finding(
                severity=Severity.TRUST,
                subject=way.name,
                summary=f"The last alert by {way.name} did not leave.",
                evidence=way.problem,
                impact="You would not be told of an outage that way.",
                fix=f"Mend {way.variable} as said above, redeploy, and run: "
                "python manage.py alert_test",
            )
        elif way.worked is None or watching.now - way.worked > TRIED:
            when = (
                f"It last worked on {way.worked:%Y-%m-%d}." if way.worked else "It was never tried."
            )
            yield Finding(
                severity=Severity.CLEANUP,
                subject=way.name,
                summary=f"Alerts by {way.name} were not tried in the last 30 days.",
                evidence=when,
                impact="Whether you would be told of an outage is a guess.",
                fix="Run: python manage.py alert_test, and look whether it arrived.",
            )


@check("monitoring.heartbeat", stage=6, needs="watching")
def silence_alarms(watching: WatchingFacts) -> Iterator[Finding]:
    """Somebody outside alarms when the app falls silent"""
    if watching.local:
        return
    beat = watching.heartbeat
    if not beat.on:
        yield Finding(
            severity=Severity.CLEANUP,
            subject="none",
            summary="Nobody outside notices when the app falls silent.",
            evidence="HEARTBEAT_URL is empty.",
            impact="An app that is switched off can tell nobody.",
            fix="Make a heartbeat at Better Stack, UptimeRobot or Healthchecks, expected every "
            "minute, and set HEARTBEAT_URL to its address. docs/uptime.md shows how, and a command "
            "that does it.",
        )
    elif beat.problem or beat.worked is None or watching.now - beat.worked > BEAT:
        last = (
            f"The last one was taken on {beat.worked:%Y-%m-%d %H:%M} UTC."
            if beat.worked
            else ("None was ever taken.")
        )
        yield Finding(
            severity=Severity.TRUST,
            subject="silent",
            summary="The heartbeat is not heard.",
            evidence=f"{beat.problem}. {last}" if beat.problem else last,
            impact="The other end has alarmed, or it will not when it should.",
            fix="Copy the address anew into HEARTBEAT_URL, redeploy, and run: "
            "python manage.py alert_test",
        )
