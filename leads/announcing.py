"""What other tools are told of leads, by webhook. Test leads are told to nobody."""

from __future__ import annotations

import uuid
from typing import Any

from django.db.models.signals import pre_delete

from leads.models import Booking, Consent, Enquiry, Lead
from ops.webhooks import events

CREATED, UPDATED, ERASED, CONSENT, MERGED = (
    "lead.created", "lead.updated", "lead.erased", "consent.recorded", "lead.merged",
)  # fmt: skip
BOOKED, MOVED, CANCELLED = "booking.created", "booking.updated", "booking.cancelled"

_EXAMPLE = {
    "lead_id": "6f1e0c9a-7d8c-4a57-9d58-3f4f7a0c2b11",
    "email": "jordan@example.com",
    "name": "Jordan Doe",
    "phone": "",
    "status": "new",
    "first_touch": {"page_url": "https://example.com/pricing", "utm_source": "newsletter"},
    "last_touch": {"page_url": "https://example.com/contact"},
    "tags": ["spring course"],
    "owner": "Maya Lind",
    "next_step": "Call back about dates",
    "next_step_on": "2026-12-01",
    "created_at": "2026-11-26T09:30:00Z",
}
_BOOKING = {
    "booking_id": "2b7f3f1e-9a4d-4b0c-8f0e-5d1c7a9e4b60",
    "lead_id": _EXAMPLE["lead_id"],
    "email": _EXAMPLE["email"],
    "name": _EXAMPLE["name"],
    "provider": "calendly",
    "state": "booked",
    "title": "First call",
    "starts_at": "2026-12-08T09:00:00Z",
    "ends_at": "2026-12-08T09:30:00Z",
    "time_zone": "Europe/Stockholm",
    "place": "",
    "join_url": "https://meet.example.com/first-call",
    "answers": [{"question": "What is it about?", "answer": "A new role"}],
    "touch": {"page_url": "https://example.com/pricing", "utm_source": "newsletter"},
    "conversation_id": "b3a1b8f0-5b7f-4c69-8d53-6c2f0d1f9f10",
    "booked_at": "2026-11-26T09:30:00Z",
}


def register() -> None:
    """Say what there is to tell."""
    enquiry = {
        "enquiry_id": "0d7c2f3e-52f1-4a1b-8a35-0c8c2f6f2f57",
        "message": "Do you have time in January?",
        "source": "chat",
        "page_url": "https://example.com/contact",
        "conversation_id": "b3a1b8f0-5b7f-4c69-8d53-6c2f0d1f9f10",
    }
    events.register(CREATED, "Somebody left their details", {**_EXAMPLE, "enquiry": enquiry})
    events.register(
        UPDATED,
        "Somebody you know got in touch again, or their details changed",
        {**_EXAMPLE, "enquiry": enquiry},
    )
    events.register(
        MERGED,
        "Two leads turned out to be one person",
        {**_EXAMPLE, "merged_lead_id": "a7b5c2d1-0c1e-4f57-8f2b-1d2e3f4a5b6c"},
    )
    events.register(ERASED, "Somebody's data was deleted", {"lead_id": _EXAMPLE["lead_id"]})
    events.register(
        CONSENT,
        "Somebody agreed to something, or took it back",
        {
            "lead_id": _EXAMPLE["lead_id"],
            "text": "I agree that you may answer me by email.",
            "version": "2026-01",
            "act": "given",
            "language": "en",
            "source": "chat",
            "page_url": "https://example.com/contact",
            "given_at": "2026-11-26T09:30:00Z",
        },
    )
    events.register(BOOKED, "Somebody booked a call", _BOOKING)
    events.register(MOVED, "A call was moved, confirmed or not held", _BOOKING)
    events.register(CANCELLED, "A call was cancelled", {**_BOOKING, "state": "cancelled"})
    pre_delete.connect(erased, sender=Lead, dispatch_uid="leads.announcing")


def got_in_touch(lead: Lead, enquiry: Enquiry, consent: Consent, *, is_new: bool) -> None:
    """To be called in the transaction that stores them."""
    about = str(lead.pk)
    if not enquiry.is_test:
        data = {**data_of(lead), "enquiry": _asked(enquiry)}
        events.announce(CREATED if is_new else UPDATED, data, about=about)
        events.announce(CONSENT, _consent(consent), about=about)


def wrote_again(lead: Lead, enquiry: Enquiry) -> None:
    """Somebody who had agreed before; to be called in the transaction that stores it."""
    if not enquiry.is_test:
        data = {**data_of(lead), "enquiry": _asked(enquiry)}
        events.announce(UPDATED, data, about=str(lead.pk))


def consented(consent: Consent) -> None:
    """Somebody agreed to something by itself, or took it back."""
    if not consent.lead.is_test:
        events.announce(CONSENT, _consent(consent), about=str(consent.lead_id))


def joined(lead: Lead, consent: Consent, is_new: bool) -> None:
    """Somebody got in touch elsewhere, as by booking a call; in the transaction that stores it."""
    if not lead.is_test:
        about, data = str(lead.pk), {**data_of(lead), "enquiry": None}
        events.announce(CREATED if is_new else UPDATED, data, about=about)
        events.announce(CONSENT, _consent(consent), about=about)


def booked(booking: Booking, *, is_new: bool) -> None:
    """A call was booked, or has changed; in the transaction that stores it."""
    lead = booking.lead
    if lead is None or booking.is_test:
        return
    name = BOOKED if is_new else MOVED
    if booking.state == Booking.State.CANCELLED:
        name = CANCELLED
    data = {
        "booking_id": booking.pk,
        "lead_id": lead.pk,
        "email": lead.email,
        "name": lead.name,
        "provider": booking.provider,
        "state": booking.state,
        "title": booking.title,
        "starts_at": booking.starts_at,
        "ends_at": booking.ends_at,
        "time_zone": booking.time_zone,
        "place": booking.place,
        "join_url": booking.join_url,
        "answers": booking.answers,
        "touch": booking.touch,
        "conversation_id": booking.conversation_id,
        "booked_at": booking.created_at,
    }
    events.announce(name, data, about=str(lead.pk))


def changed(lead: Lead) -> None:
    """Somebody of the team changed what is known of a person."""
    if not lead.is_test:
        events.announce(UPDATED, {**data_of(lead), "enquiry": None}, about=str(lead.pk))


def merged(lead: Lead, gone_id: uuid.UUID) -> None:
    """Another lead became part of this one: whoever knows it by its number hears where it went."""
    if not lead.is_test:
        events.announce(MERGED, {**data_of(lead), "merged_lead_id": gone_id}, about=str(lead.pk))


def unmerged(lead: Lead) -> None:
    """A lead is there again that had become part of another."""
    if not lead.is_test:
        events.announce(CREATED, {**data_of(lead), "enquiry": None}, about=str(lead.pk))


def erased(sender: type[Lead], instance: Lead, **kwargs: Any) -> None:
    """A person is being deleted: whoever was told of them hears it, and our own copies go."""
    events.forget(str(instance.pk))
    for gone_id in instance.merges.values_list("gone_id", flat=True):
        events.forget(str(gone_id))
    if not instance.is_test:
        events.announce(ERASED, {"lead_id": instance.pk})


def data_of(lead: Lead) -> dict[str, Any]:
    """A lead as other tools get it."""
    return {
        "lead_id": lead.pk,
        "email": lead.email,
        "name": lead.name,
        "phone": lead.phone,
        "status": lead.status,
        "first_touch": lead.first_touch,
        "last_touch": lead.last_touch,
        "tags": [tag.name for tag in lead.tags.all()],
        "owner": (lead.owner.get_full_name() or lead.owner.get_username()) if lead.owner else "",
        "next_step": lead.next_step,
        "next_step_on": lead.next_step_on,
        "created_at": lead.created_at,
    }


def _asked(enquiry: Enquiry) -> dict[str, Any]:
    return {
        "enquiry_id": enquiry.pk,
        "message": enquiry.message,
        "source": enquiry.source,
        "page_url": enquiry.page_url,
        "conversation_id": enquiry.conversation_id,
    }


def _consent(consent: Consent) -> dict[str, Any]:
    return {
        "lead_id": consent.lead_id,
        "text": consent.text,
        "version": consent.version,
        "act": consent.act,
        "language": consent.language,
        "source": consent.source,
        "page_url": consent.page_url,
        "given_at": consent.given_at,
    }
