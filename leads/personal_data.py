"""One person's leads and emails: given out, and erased."""

from __future__ import annotations

from leads.address import address_key, address_problem
from leads.models import Lead
from ops.models import OutboxMessage


def export(email: str) -> list[dict[str, object]]:
    """Everything held about an address, as plain data."""
    if address_problem(email):
        return []
    return [
        {
            "email": lead.email,
            "name": lead.name,
            "phone": lead.phone,
            "first_touch": lead.first_touch,
            "last_touch": lead.last_touch,
            "created_at": lead.created_at.isoformat(),
            "enquiries": [
                {"message": e.message, "source": e.source, "at": e.created_at.isoformat()}
                for e in lead.enquiries.all()
            ],
            "consents": [
                {"text": c.text, "version": c.version, "at": c.given_at.isoformat()}
                for c in lead.consents.all()
            ],
        }
        for lead in Lead.objects.filter(email_key=address_key(email))
    ]


def erase(email: str) -> int:
    """Delete a person's lead with all it holds, and the emails to and about them."""
    if address_problem(email):
        return 0
    emails, _ = OutboxMessage.objects.filter(to__iexact=email.strip()).delete()
    notices, _ = OutboxMessage.objects.filter(reply_to__iexact=email.strip()).delete()
    leads, _ = Lead.objects.filter(email_key=address_key(email)).delete()
    return emails + notices + leads
