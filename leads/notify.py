"""The two emails: a confirmation to the visitor, a notice to the owner."""

from __future__ import annotations

from django.conf import settings

from leads.letters import CONFIRMATION, NOTICE, TABLES
from leads.letters.table import Table
from leads.models import Enquiry, Lead
from leads.sender import Sender
from leads.so_far import so_far
from ops.letters import letterhead
from ops.letters.kinds import Value
from ops.letters.writing import spoken_language, write
from ops.outbox import threads
from ops.outbox.enqueue import enqueue


def confirm(
    lead: Lead, enquiry: Enquiry, *, sender: Sender, is_test: bool, language: str = ""
) -> None:
    """Tell the visitor that their details have arrived, in their ``language`` if we speak it.

    It repeats nothing they typed: somebody may have typed a stranger's address with an advert.
    """
    letter = write(
        CONFIRMATION.name,
        language=language,
        values={
            "reply_promise": sender.reply_promise,
            "booking_url": sender.booking_url,
            "receipt": str(enquiry.pk),
        },
    )
    enqueue(
        to=lead.email,
        **letter.parts,
        kind="lead_confirmation",
        thread=("lead", str(lead.pk)),
        reply_to=settings.OWNER_EMAIL,
        is_test=is_test,
    )


def tell_owner(lead: Lead, enquiry: Enquiry) -> None:
    """Tell the owner; answering the notice writes to the visitor."""
    if not settings.OWNER_EMAIL:
        return
    language = spoken_language("", letterhead.current())
    letter = write(
        NOTICE.name,
        language=language,
        values={
            "visitor_name": lead.name or lead.email,
            "visitor_email": lead.email,
            "details": _details(lead, enquiry, language),
            "message": enquiry.message,
            **talk_of(enquiry.conversation_id, TABLES.of(language)),
            "admin_url": page_of(lead),
        },
    )
    enqueue(
        to=settings.OWNER_EMAIL,
        **letter.parts,
        kind="lead_notice",
        thread=("lead", str(lead.pk)),
        reply_to=lead.email,
        headers=thread_of(lead, enquiry.conversation_id),
    )


def _details(lead: Lead, enquiry: Enquiry, language: str) -> list[tuple[str, str]]:
    words = TABLES.of(language)
    known = [
        (words.email, lead.email),
        (words.phone, lead.phone),
        (words.page, enquiry.page_url),
        (words.how, words.ways.get(enquiry.source, enquiry.source)),
    ]
    return [(label, value) for label, value in known if value]


def talk_of(conversation_id: str, words: Table) -> dict[str, Value]:
    """The conversation so far, as the emails to the owner name it; empty where there is none."""
    found = so_far(conversation_id)
    if found is None:
        return {"so_far": "", "conversation": (), "conversation_url": ""}
    desk = f"{settings.SITE_URL}/{settings.ADMIN_PATH}{found.path}"
    return {
        "so_far": words.so_far_cut if found.is_cut else words.so_far,
        "conversation": [(one.speaker, one.text) for one in found.said],
        "conversation_url": desk if found.is_cut else "",
    }


def page_of(lead: Lead) -> str:
    """The page of a lead in the admin."""
    return f"{settings.SITE_URL}/{settings.ADMIN_PATH}/leads/lead/{lead.pk}/change/"


def thread_of(lead: Lead, conversation_id: str) -> dict[str, str]:
    """Emails about one conversation stand together, those about one person otherwise.

    What a visitor answers to the copy of a conversation names the same thread.
    """
    if conversation_id:
        return threads.headers("conversation", conversation_id)
    return threads.headers("lead", str(lead.pk))
