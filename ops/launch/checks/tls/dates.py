"""Whether the certificate is valid today, and whether its renewal is on time.

Certificates last 200, 90, 45 or 6 days in 2026, and less later (CA/Browser Forum ballot SC-081v3).
So "less than 30 days left" says nothing: renewal is due when a third of the lifetime is left.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from ops.launch.checks.tls.hosters import renewal
from ops.launch.checks.tls.seen import Seen, certificates, judged_all, odd_one, severity, where
from ops.launch.findings import Finding, Severity
from ops.launch.gather.tls.facts import TlsFacts
from ops.launch.registry import check

#: With less left, something has gone wrong that a founder must see today...
LAST_CALL = timedelta(days=3)
#: ...unless the certificate never lasts longer than this (Let's Encrypt's six-day ones).
SHORT_LIVED = timedelta(days=10)
#: The share of the lifetime at which renewal is late.
LATE = 4
#: The longest that certificates of automatic authorities last.
AUTOMATIC = timedelta(days=100)
WARNING = (
    "Browsers show a full-page warning that the connection is not private, and almost everybody "
    "turns back. Apps, webhooks and email services cannot connect at all."
)


@check("tls.dates", stage=2, needs="tls", essential=True)
def certificate_is_valid_today(tls: TlsFacts) -> Iterator[Finding]:
    """The certificate is valid today and its renewal is on time"""
    for seen in certificates(tls):
        finding = _judged(tls, seen)
        if finding is not None:
            yield finding
    judged_all(tls)


def _judged(tls: TlsFacts, seen: Seen) -> Finding | None:
    leaf, now = seen.leaf, tls.now
    left, name = leaf.not_after - now, where(tls, seen.endpoints)
    if left <= timedelta(0):
        return _finding(
            tls, seen, Severity.BLOCKER,
            f"The certificate of {name} ended {_ago(-left)}.", WARNING,
        )  # fmt: skip
    if now < leaf.not_before:
        return _not_yet(tls, seen, name)
    if left < LAST_CALL and leaf.lifetime > SHORT_LIVED:
        return _finding(
            tls, seen, Severity.BLOCKER,
            f"The certificate of {name} ends in {_span(left)}, and has not been renewed.",
            f"From {_moment(leaf.not_after)} on: " + WARNING[0].lower() + WARNING[1:],
        )  # fmt: skip
    if left * LATE < leaf.lifetime:
        return _finding(
            tls, seen, Severity.TRUST,
            f"The certificate of {name} has {_span(left)} left, and its renewal is late."
            if leaf.lifetime <= AUTOMATIC
            else f"The certificate of {name} has {_span(left)} left: renew it now.",
            f"It lasts {_span(leaf.lifetime)}; an automatic renewal comes when a third of that is "
            f"left. If it does not come, the site shows a warning from {_moment(leaf.not_after)} "
            "on, and nobody writes a reminder: Let's Encrypt stopped doing so in 2025.",
        )  # fmt: skip
    return None


def _not_yet(tls: TlsFacts, seen: Seen, name: str) -> Finding:
    return _finding(
        tls, seen, Severity.BLOCKER,
        f"The certificate of {name} is not valid yet: it begins on "
        f"{_moment(seen.leaf.not_before)}.",
        WARNING,
        "Put the certificate back that was there before, or ask for a new one; it begins at once. "
        "If the date looks right, the clock of this machine is wrong. ",
    )  # fmt: skip


def _finding(
    tls: TlsFacts, seen: Seen, worst: Severity, summary: str, impact: str, first: str = ""
) -> Finding:
    leaf = seen.leaf
    addresses = ", ".join(dict.fromkeys(endpoint.address for endpoint in seen.endpoints))
    return Finding(
        severity=severity(tls, seen.hosts, worst),
        subject=seen.hosts[0],
        summary=summary,
        evidence=f"Valid from {_moment(leaf.not_before)} to {_moment(leaf.not_after)}, issued by "
        f"{leaf.issuer_called}, seen at {addresses}.",
        impact=impact,
        fix=first + renewal(tls.target, seen.endpoints[0]) + odd_one(tls, seen),
        reference="RFC 5280 section 4.1.2.5",
    )


def _moment(when: datetime) -> str:
    return f"{when.day} {when:%B %Y, %H:%M} UTC"


def _span(time: timedelta) -> str:
    """``20 days``, ``1 day``, ``5 hours``; below an hour ``less than an hour``."""
    if time >= timedelta(days=1):
        return "1 day" if time.days == 1 else f"{time.days} days"
    hours = int(time.total_seconds() // 3600)
    return "less than an hour" if not hours else "1 hour" if hours == 1 else f"{hours} hours"


def _ago(time: timedelta) -> str:
    return f"{_span(time)} ago"
