"""What the assistant may quote: the founder's entries and profile, as passages with a source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chatbot.knowledge.index import Document
from chatbot.knowledge.passages import quote, split
from chatbot.models import Business, KnowledgeEntry

#: Longer text is cut to the part that answers, for a reader on a phone.
QUOTE_LENGTH = 600


@dataclass(frozen=True, kw_only=True, slots=True)
class Passage:
    """Text of the founder's, word for word, and where it stands. ``url`` may be ""."""

    id: str
    title: str
    text: str
    url: str = ""


def entry_document(entry: KnowledgeEntry) -> Document:
    """What is indexed of an entry: its question, the other phrasings, and its text."""
    variants = list(entry.phrasings)
    if entry.kind == KnowledgeEntry.Kind.SERVICE:
        variants += [f"How much does {entry.title} cost?", f"What is {entry.title}?"]
    elif entry.kind == KnowledgeEntry.Kind.PAGE:
        variants += [passage.heading for passage in split(entry.answer) if passage.heading]
    return Document(
        id=str(entry.pk), question=entry.title, variants=tuple(variants), answer=entry.answer
    )


def entry_passage(entry: KnowledgeEntry, question: str) -> Passage:
    """What is quoted of an entry: all of a short one, the part that answers of a long one.

    A service's price stands first, since that is what is asked most.
    """
    text = quote(entry.answer, question, max_chars=QUOTE_LENGTH)
    if entry.price is not None:
        text = f"{price_line(entry)}\n\n{text}"
    return Passage(id=str(entry.pk), title=entry.title, text=text, url=entry.url)


def price_line(service: KnowledgeEntry) -> str:
    """``Single session: US$150, per 60-minute session.``"""
    note = f", {service.price_note}" if service.price_note else ""
    return f"{service.title}: {service.price_label}{note}."


def profile_facts(
    business: Business, services: Sequence[KnowledgeEntry]
) -> list[tuple[Passage, list[str]]]:
    """``(passage, phrasings)`` for what the profile alone can answer; blank fields are left out."""
    coach = business.coach_name or business.name
    facts: list[tuple[str, str, str, str, list[str]]] = []
    if business.opening_summary:
        lines = "\n".join(f"- {day}: {hours}" for day, hours in business.opening_lines)
        text = f"{lines}\n\nAll times are {business.time_zone} time. {business.reply_promise}"
        facts.append(("hours", "Opening hours", text.strip(), "", HOURS))
    contact = [part for part in (business.contact_email, business.contact_phone) if part]
    if contact:
        text = f"You can reach {coach} here: {', '.join(contact)}. {business.reply_promise}"
        facts.append(("contact", "Contact", text.strip(), "", CONTACT))
    if business.booking_url:
        text = f"You can choose a time yourself here: {business.booking_url}"
        facts.append(("booking", "Booking", text, business.booking_url, BOOKING))
    if business.intro:
        about = [*ABOUT, f"Who is {coach}?", f"What is {business.name}?"]
        facts.append(("about", f"About {business.name}", business.intro, "", about))
    priced = [service for service in services if service.price is not None]
    if priced:
        text = "\n".join(f"- {price_line(service)}" for service in priced)
        facts.append(("prices", "Prices", text, "", PRICES))
    if business.disclaimer:
        facts.append(("limits", "Please note", business.disclaimer, "", LIMITS))
    return [
        (Passage(id=f"profile:{key}", title=title, text=text, url=url), phrasings)
        for key, title, text, url, phrasings in facts
    ]


HOURS = [
    "What are your opening hours?",
    "When are you open?",
    "Are you open on weekends?",
    "What time do you close?",
    "Which days do you work?",
]
CONTACT = [
    "How can I contact you?",
    "What is your phone number?",
    "What is your email address?",
    "How do I get in touch?",
]
BOOKING = [
    "How do I book a call?",
    "Can I book an appointment?",
    "I would like to schedule a session",
    "How do I make a booking?",
]
ABOUT = ["Who are you?", "What do you do?", "Tell me about yourself", "Who do you help?"]
PRICES = [
    "What are your prices?",
    "How much do you charge?",
    "What does coaching cost?",
    "What services do you offer?",
    "Do you have a price list?",
]
LIMITS = ["Is this medical advice?", "Is this legal or financial advice?", "Is this therapy?"]
