"""The two emails: a confirmation to the visitor, a notice to the owner."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.template.loader import render_to_string

from leads.models import Enquiry, Lead
from leads.sender import Sender
from ops.outbox.enqueue import enqueue


def confirm(lead: Lead, *, sender: Sender, is_test: bool) -> None:
    """Tell the visitor that their details have arrived.

    It repeats nothing they typed: somebody may have typed a stranger's address with an advert.
    """
    text, html = _render("confirmation", {"sender": sender})
    enqueue(
        to=lead.email,
        subject=f"Thank you for writing to {sender.business_name}",
        text=text,
        html=html,
        kind="lead_confirmation",
        reply_to=settings.OWNER_EMAIL,
        is_test=is_test,
    )


def tell_owner(lead: Lead, enquiry: Enquiry, *, sender: Sender) -> None:
    """Tell the owner; answering the notice writes to the visitor."""
    if not settings.OWNER_EMAIL:
        return
    path = f"/{settings.ADMIN_PATH}/leads/lead/{lead.pk}/change/"
    context = {
        "lead": lead,
        "enquiry": enquiry,
        "sender": sender,
        "admin_url": f"{settings.SITE_URL}{path}",
    }
    text, html = _render("notice", context)
    enqueue(
        to=settings.OWNER_EMAIL,
        subject=f"New enquiry from {lead.name or lead.email}",
        text=text,
        html=html,
        kind="lead_notice",
        reply_to=lead.email,
    )


def _render(name: str, context: dict[str, Any]) -> tuple[str, str]:
    return (
        render_to_string(f"email/{name}.txt", context).strip() + "\n",
        render_to_string(f"email/{name}.html", context),
    )
