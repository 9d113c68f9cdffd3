"""The text people agree to, and taking it back. Change it here and give it a new version."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import get_language, gettext_lazy

if TYPE_CHECKING:
    from leads.models import Consent, Lead

CONSENT_VERSION = "2026-11"
CONSENT_TEXT = gettext_lazy(
    "{business} may use these details to answer me. They are used for nothing else and deleted "
    "when I ask."
)


def consent_text(business_name: str) -> str:
    """The text with the name of the business, in the language in force."""
    return str(CONSENT_TEXT).format(business=business_name)


def last_of(lead: Lead) -> Consent | None:
    """What somebody said last: that they agree, or that they do not any more."""
    return lead.consents.order_by("-given_at", "-pk").first()


def withdraw(lead: Lead, *, source: str, page_url: str = "") -> Consent | None:
    """Write down that somebody took their consent back; None when they had none to take back.

    A new row with the words they had agreed to. The lead is closed: nobody is to write to them
    until they get in touch again.
    """
    from leads import announcing
    from leads.models import Consent, Lead

    with transaction.atomic():
        kept = Lead.objects.select_for_update().filter(pk=lead.pk).first()
        last = last_of(kept) if kept else None
        if kept is None or last is None or last.act == Consent.Act.WITHDRAWN:
            return None
        taken = Consent.objects.create(
            lead=kept,
            text=last.text,
            version=last.version,
            act=Consent.Act.WITHDRAWN,
            source=source[:20],
            page_url=page_url[:2000],
            language=(get_language() or "")[:10],
        )
        announcing.consented(taken)
        if kept.status != Lead.Status.CLOSED:
            kept.status = Lead.Status.CLOSED
            kept.save(update_fields=["status", "updated_at"])
            announcing.changed(kept)
    return taken
