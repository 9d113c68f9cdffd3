"""The launch check of bookings: that calls booked at a provider are known here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings

from leads.bookings.rows import Provider
from leads.sender import current_sender
from ops.launch.findings import Finding, Severity
from ops.launch.registry import check, gatherer
from ops.launch.world import World

HOSTS = {"calendly.com": Provider.CALENDLY, "cal.com": Provider.CAL}
SECRETS = {Provider.CALENDLY: "CALENDLY_WEBHOOK_SECRET", Provider.CAL: "CAL_WEBHOOK_SECRET"}


@dataclass(frozen=True, slots=True)
class BookingFacts:
    """At whose page visitors book ("" for another or none), and whether it can tell us."""

    provider: str
    can_tell: bool


def provider_of(link: str) -> Provider | None:
    """Whose booking page a link leads to."""
    try:
        host = (urlsplit(link.strip()).hostname or "").rstrip(".")
    except ValueError:
        return None
    known = (one for name, one in HOSTS.items() if host == name or host.endswith(f".{name}"))
    return next(known, None)


@gatherer("bookings", seconds=5, inside=True)
def gather_bookings(world: World) -> BookingFacts:
    """From the business profile and the settings."""
    provider = provider_of(current_sender().booking_url)
    if provider is None:
        return BookingFacts(provider="", can_tell=False)
    return BookingFacts(provider=provider, can_tell=bool(getattr(settings, SECRETS[provider])))


@check("leads.bookings", stage=3, needs="bookings")
def bookings_are_told(bookings: BookingFacts) -> Iterator[Finding]:
    """Calls that visitors book are known here"""
    if bookings.provider and not bookings.can_tell:
        provider = Provider(bookings.provider)
        yield Finding(
            severity=Severity.CLEANUP,
            subject=provider,
            summary=f"Your booking link leads to {provider.label}, which tells nothing here.",
            impact="Who books a call is no lead, and your figures know no bookings.",
            fix=f"Follow docs/bookings.md: make a secret, set {SECRETS[provider]}, and have "
            f"{provider.label} send its events to /webhooks/bookings/{provider}/.",
        )
