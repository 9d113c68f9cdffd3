"""Whether the domain stays the founder's: expiry and holds at the registry."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from ops.launch.findings import CannotTell, Finding, Severity
from ops.launch.gather.registration import Registration
from ops.launch.network.names import shown
from ops.launch.registry import check

#: Statuses that take the domain out of DNS, with what they mean (ICANN, EPP status codes).
OFF = {
    "client hold": "the registrar has switched it off, mostly for an unconfirmed email address, "
    "an unpaid bill or a complaint",
    "server hold": "the registry has switched it off",
    "redemption period": "it was deleted and can be bought back for some weeks, at a higher price",
    "pending delete": "it is being deleted and will be free for anybody in days",
    "inactive": "it has no name servers",
}


@check("dns.registration", stage=2, needs="registration")
def registration_holds(registration: Registration) -> Iterator[Finding]:
    """The domain is paid for and not on hold"""
    domain = shown(registration.domain)
    registrar = registration.registrar or "your registrar"
    for status in registration.status:
        if status in OFF:
            yield Finding(
                severity=Severity.BLOCKER,
                subject=registration.domain,
                summary=f"The domain {domain} is out of service: {OFF[status]}.",
                evidence=f"Status at the registry: {status}.",
                impact="Nobody can open the site, and no email to the domain arrives.",
                fix=f"Sign in at {registrar}, look for a warning beside {domain}, and do what it "
                "asks; then write to their support until the status is gone.",
                reference="ICANN, EPP status codes",
            )
    if registration.expires is None:
        if not any(status in OFF for status in registration.status):
            raise CannotTell("the registry does not say when the domain expires")
        return
    left = registration.expires - registration.now
    if left < timedelta(days=30):
        yield Finding(
            severity=Severity.BLOCKER if left < timedelta(days=3) else Severity.TRUST,
            subject=f"{registration.domain} expiry",
            summary=f"The domain {domain} {_when(left)}.",
            evidence=f"Registered until {registration.expires:%d %B %Y}.",
            impact="When it runs out, site and email stop within hours, and a stranger may buy it.",
            fix=f"Sign in at {registrar}, renew {domain} now, switch on auto-renewal, and check "
            "that the card on file is still good.",
            reference="RFC 9083 4.5",
        )


def _when(left: timedelta) -> str:
    """``expires in 5 days``, ``expires tomorrow``, ``expired 3 days ago``."""
    days = abs(left).days
    if left < timedelta(0):
        return "expired " + (
            "today" if not days else "yesterday" if days == 1 else f"{days} days ago"
        )
    return "expires " + ("today" if not days else "tomorrow" if days == 1 else f"in {days} days")
