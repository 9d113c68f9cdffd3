"""What the privacy page says: read from the settings, so that it stays true of this deployment."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings

from chatbot.answerers.choose import models
from chatbot.embedding import origins
from chatbot.models import Business
from chatbot.models.usage import CALLS_KEPT
from ops.outbox.providers import APIS
from ops.privacy import retention
from ops.web.limits import parse_rate

HOUR = 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class Handling:
    """How this deployment handles what visitors leave.

    ``email_service`` is "" where no email leaves the machine. ``models`` names the companies or
    hosts that are sent what visitors write, the first one and the second. ``bookings_told`` says
    whether calls that are booked elsewhere are told to us.
    """

    email_service: str
    models: tuple[str, ...]
    model_days: int
    error_reports: bool
    booking_host: str
    bookings_told: bool
    on_other_sites: bool
    signed_in: bool
    counted_a_day: bool
    conversation_days: int
    lead_days: int
    email_days: int
    proof_days: int


def handling(business: Business) -> Handling:
    """As it is configured now, with the periods that are in force."""
    days = retention.now_in_force()
    return Handling(
        email_service=email_service(),
        models=tuple(dict.fromkeys(model.label for model in models())),
        model_days=CALLS_KEPT.days,
        error_reports=bool(settings.SENTRY_DSN),
        booking_host=urlsplit(business.booking_url).hostname or "",
        bookings_told=bool(settings.CALENDLY_WEBHOOK_SECRET or settings.CAL_WEBHOOK_SECRET),
        on_other_sites=bool(origins()),
        signed_in=bool(settings.IDENTITY_SECRET),
        counted_a_day=_longest_count() > HOUR,
        conversation_days=days["conversations"] or 0,
        lead_days=days["leads"] or 0,
        email_days=days["email_bodies"] or 0,
        proof_days=days["emails"] or 0,
    )


def email_service() -> str:
    """The company or the server that is handed every email."""
    if settings.EMAIL_PROVIDER == "smtp":
        return urlsplit(settings.EMAIL_URL).hostname or ""
    api = APIS.get(settings.EMAIL_PROVIDER)
    return api.name if api else ""


def _longest_count() -> int:
    """Seconds for which a sender's address is counted at most."""
    return max(
        parse_rate(rate)[1]
        for kinds in settings.RATE_LIMITS.values()
        for rate in kinds.get("address", [])
    )
