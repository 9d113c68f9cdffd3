"""The first and second step of the flow: what a message is, and what is known about it."""

from __future__ import annotations

from dataclasses import dataclass

from chatbot import handoff, wording
from chatbot.answerers.base import Question
from chatbot.guards.intent import Intent, address_in, asks_to_be_written_to, intent_of
from chatbot.knowledge.live import Found, knowledge
from chatbot.models import Business, Conversation, KnowledgeEntry, Message
from chatbot.turns import Draft
from leads.capture import LeadRefused, capture_lead

#: How many of the visitor's last messages a follow-up may take its subject from.
EARLIER = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class ToAnswer:
    """A question with what was found for it; an answerer writes the words."""

    question: Question
    found: Found
    business: Business


def screen(*, conversation: Conversation, message: Message) -> Draft | ToAnswer:
    """Decide what a message needs: a finished reply, or an answerer.

    Reads the conversation afresh, since an earlier reply may have asked for an address.
    """
    conversation.refresh_from_db()
    business = Business.current()
    address = address_in(message.text)
    if address and (conversation.asked_for_email or asks_to_be_written_to(message.text)):
        return _take_address(address, conversation, message, business)
    match intent_of(message.text):
        case Intent.GREETING:
            return Draft(text=business.greeting or wording.HELLO, outcome=Message.Outcome.ANSWERED)
        case Intent.THANKS:
            return Draft(text=wording.THANKS, outcome=Message.Outcome.ANSWERED)
        case Intent.UNREADABLE:
            return Draft(text=wording.UNREADABLE, outcome=Message.Outcome.UNKNOWN)
        case Intent.PERSON:
            return handoff.request(conversation=conversation, business=business)
    earlier = list(
        conversation.messages.filter(role=Message.Role.VISITOR, seq__lt=message.seq)
        .order_by("-seq")
        .values_list("text", flat=True)[:EARLIER]
    )[::-1]
    found = knowledge.find(message.text, earlier=earlier)
    if found is None:
        return _unknown(business)
    question = Question(text=message.text, passages=[found.passage], earlier=earlier)
    return ToAnswer(question=question, found=found, business=business)


def finished(text: str, plan: ToAnswer, *, answered_by: str) -> Draft:
    """The answered reply with its source, and the next step where there is one."""
    passage, entry = plan.found.passage, plan.found.entry
    is_service = entry is not None and entry.kind == KnowledgeEntry.Kind.SERVICE
    actions = []
    if plan.business.booking_url and (is_service or passage.id == "profile:booking"):
        actions.append(
            {"type": "booking", "label": "Book a time", "url": plan.business.booking_url}
        )
    return Draft(
        text=text,
        outcome=Message.Outcome.ANSWERED,
        sources=[{"title": passage.title, "url": passage.url}],
        actions=actions,
        entry_id=entry.pk if entry else None,
        score=plan.found.score,
        answered_by=answered_by,
    )


def _unknown(business: Business) -> Draft:
    return Draft(
        text=wording.unknown(business),
        outcome=Message.Outcome.UNKNOWN,
        actions=[
            {"type": "lead_form", "label": "Leave your email"},
            {"type": "human", "label": f"Talk to {wording.person(business)}"},
        ],
        asked_for_email=True,
    )


def _take_address(
    address: str, conversation: Conversation, message: Message, business: Business
) -> Draft:
    try:
        capture_lead(
            email=address,
            message=_question_before(conversation, message),
            consent=True,
            consent_given=wording.email_request(business),
            page_url=conversation.page_url,
            referrer=conversation.referrer,
            utm=conversation.utm,
            source="chat_message",
            conversation_id=str(conversation.pk),
            is_test=conversation.is_test,
        )
    except LeadRefused:
        return Draft(
            text=wording.address_refused(), outcome=Message.Outcome.REFUSED, asked_for_email=True
        )
    return Draft(
        text=wording.lead_captured(business),
        outcome=Message.Outcome.LEAD_CAPTURED,
        sources=[],
    )


def _question_before(conversation: Conversation, message: Message) -> str:
    """What the visitor last asked before leaving an address: the reason to write to them."""
    return (
        conversation.messages.filter(role=Message.Role.VISITOR, seq__lt=message.seq)
        .order_by("-seq")
        .values_list("text", flat=True)
        .first()
        or ""
    )
