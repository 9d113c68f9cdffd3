"""The first and second step of the flow: what a message is, and what is known about it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from chatbot import erasure, handoff, qualifying, wording
from chatbot.answerers import choose
from chatbot.answerers.base import Question, Voice
from chatbot.guarded import Guarded
from chatbot.guards.injection import screen_visitor
from chatbot.guards.intent import Intent, address_in, asks_to_be_written_to, intent_of
from chatbot.guards.language import language_of
from chatbot.guards.tasks import Task, task_in
from chatbot.knowledge.live import Found, knowledge
from chatbot.models import Business, Conversation, KnowledgeEntry, Message
from chatbot.models.guard import GuardEvent
from chatbot.safety import SafeReply, safe_reply
from chatbot.sources import cited
from chatbot.turns import Draft
from leads.capture import LeadRefused, capture_lead

if TYPE_CHECKING:
    from chatbot.writing import Writer

_PART = re.compile(r"[.,;:!?\n\"]+")
#: Passages beside the best one that a model may read.
MORE = 3
#: How many of the visitor's last messages a follow-up may take its subject from.
EARLIER = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class ToAnswer:
    """A question with what was found for it; an answerer writes the words.

    ``quoted`` says that only the founder's own words may answer, so that no model is asked.
    ``guarded`` is what the guards have done so far.
    """

    question: Question
    found: Found
    business: Business
    language: str = "en"
    quoted: bool = False
    guarded: tuple[Guarded, ...] = ()


def screen(*, conversation: Conversation, message: Message) -> Draft | ToAnswer:
    """Decide what a message needs: a finished reply, or an answerer.

    Danger comes first, before an address or a question is looked at. Reads the conversation
    afresh, since an earlier reply may have asked for an address.
    """
    conversation.refresh_from_db()
    business = Business.current()
    language = _language(message.text, conversation, business)
    safe = safe_reply(message.text, language)
    if safe is not None and safe.final:
        return _safe(safe)
    intent, address = intent_of(message.text), address_in(message.text)
    if intent is Intent.ERASURE or erasure.awaits_address(conversation, message):
        return erasure.reply(
            conversation=conversation, message=message, business=business, language=language
        )
    if address and (conversation.asked_for_email or asks_to_be_written_to(message.text)):
        return _take_address(address, conversation, message, business, language)
    if safe is None:
        answered = qualifying.reply(
            conversation=conversation, message=message, business=business, intent=intent
        )
        if answered is not None:
            return answered
    match intent:
        case Intent.GREETING:
            greeting = business.greeting if language == business.language else ""
            return Draft(text=greeting or wording.hello(language), outcome=Message.Outcome.ANSWERED)
        case Intent.THANKS:
            return Draft(text=wording.thanks(language), outcome=Message.Outcome.ANSWERED)
        case Intent.UNREADABLE:
            return Draft(text=wording.unreadable(language), outcome=Message.Outcome.UNKNOWN)
        case Intent.PERSON:
            return handoff.request(conversation=conversation, business=business, language=language)
    return _looked_up(conversation, message, business, language, safe)


def _language(text: str, conversation: Conversation, business: Business) -> str:
    """The visitor's: by their words, else as their browser says, else the business's."""
    return language_of(text) or wording.code_of(conversation.locale) or business.language


def _safe(safe: SafeReply) -> Draft:
    """A fixed reply: nothing is offered beside it, and no address is asked for."""
    return Draft(
        text=safe.text,
        outcome=Message.Outcome.REFUSED,
        sources=safe.sources,
        guarded=(Guarded(kind=GuardEvent.Kind.TOPIC, reasons=(safe.reason,)),),
    )


def _looked_up(
    conversation: Conversation,
    message: Message,
    business: Business,
    language: str,
    safe: SafeReply | None,
) -> Draft | ToAnswer:
    """A question: what is known about it, and who may put it into words.

    A message that gives orders, and a topic with a fixed reply, never reach a model: the founder's
    own words are quoted, or the fixed sentence is said.
    """
    earlier = list(
        conversation.messages.filter(role=Message.Role.VISITOR, seq__lt=message.seq)
        .order_by("-seq")
        .values_list("text", flat=True)[:EARLIER]
    )[::-1]
    orders = screen_visitor(message.text)
    guarded = tuple(
        [Guarded(kind=GuardEvent.Kind.INJECTION, reasons=orders.reasons)] if orders.kind else []
    )
    quoted = safe is not None or orders.kind is not None
    more = MORE if choose.models() and not quoted else 0
    found = knowledge.find(message.text, earlier=earlier, others=more)
    if safe is not None and not _answers(found, safe):
        return _safe(safe)
    task = task_in(message.text)
    if task is not None and not _sells(found, task):
        # A model is not asked either: it would be glad to write a poem.
        found, quoted = (knowledge.find(task.rest) if task.rest else None), True
    if found is None and orders.kind is not None:
        found = _priced_in(message.text)
    if found is None and orders.kind is not None:
        return _no_orders(business, language, guarded)
    if found is None:
        return _unknown(business, language)
    question = Question(
        text=message.text,
        passages=[found.passage, *found.others],
        # What was refused once is not handed to a model with the next message.
        earlier=[text for text in earlier if not screen_visitor(text).blocked],
        language=language,
        voice=Voice(
            business=business.name,
            coach=business.coach_name,
            tone=business.tone,
            disclaimer=business.disclaimer,
        ),
        conversation_id=str(conversation.pk),
        message_seq=message.pk,
    )
    return ToAnswer(
        question=question,
        found=found,
        business=business,
        language=language,
        quoted=quoted,
        guarded=guarded,
    )


def _answers(found: Found | None, safe: SafeReply) -> bool:
    """Whether what was found is the founder's own answer to a topic with a fixed reply."""
    if found is None or found.entry is None:
        return False
    entry = found.entry
    return safe.answered_by([entry.title, *entry.phrasings], entry.answer)


def _priced_in(text: str) -> Found | None:
    """The service that a part of a message names: who dictates its price is told the listed one."""
    for part in _PART.split(text):
        found = knowledge.find(part) if part.strip() else None
        if found and found.entry and found.entry.kind == KnowledgeEntry.Kind.SERVICE:
            return found
    return None


def _sells(found: Found | None, task: Task) -> bool:
    """Whether what was found speaks of the work that is asked for: some sell poems."""
    if found is None:
        return False
    phrasings = found.entry.phrasings if found.entry else []
    return task.sold_in([found.passage.title, found.passage.text, *phrasings])


def drafted(writer: Writer, plan: ToAnswer) -> Draft:
    """What an answerer wrote, as far as the guards let it through, or an honest "I don't know"."""
    name = writer.answerer.name
    if not writer.unknown:
        text = writer.text
        if name == "builtin" and not writer.shown:
            text = _in_language(text, plan)
        return finished(text, plan, answered_by=name)
    draft = _unknown(plan.business, plan.language)
    if not writer.text:
        return replace(draft, answered_by=name)
    # Something was shown before the guards stopped it; what is added is the way to a person.
    return replace(draft, text=f"{writer.text} {draft.text}", answered_by=name)


def _in_language(text: str, plan: ToAnswer) -> str:
    """A quotation, said to be in another language than the visitor's where it is."""
    note = wording.written_in(plan.business, plan.language, plan.business.language)
    return f"{note}\n\n{text}" if note else text


def finished(text: str, plan: ToAnswer, *, answered_by: str) -> Draft:
    """The answered reply with its sources, and the next step where there is one."""
    passage, entry = plan.found.passage, plan.found.entry
    is_service = entry is not None and entry.kind == KnowledgeEntry.Kind.SERVICE
    actions = []
    if plan.business.booking_url and (is_service or passage.id == "profile:booking"):
        label = wording.book(plan.language)
        actions.append({"type": "booking", "label": label, "url": plan.business.booking_url})
    sources = cited(text, plan.question.passages) if answered_by != "builtin" else [passage]
    return Draft(
        text=text,
        outcome=Message.Outcome.ANSWERED,
        sources=[{"title": source.title, "url": source.url} for source in sources],
        actions=actions,
        entry_id=entry.pk if entry else None,
        score=plan.found.score,
        answered_by=answered_by,
    )


def _unknown(business: Business, language: str) -> Draft:
    return Draft(
        text=wording.unknown(business, language),
        outcome=Message.Outcome.UNKNOWN,
        actions=_ways_to_a_person(business, language),
        asked_for_email=True,
    )


def _no_orders(business: Business, language: str, guarded: Sequence[Guarded]) -> Draft:
    return Draft(
        text=wording.no_orders(business, language),
        outcome=Message.Outcome.REFUSED,
        actions=_ways_to_a_person(business, language),
        guarded=guarded,
    )


def _ways_to_a_person(business: Business, language: str) -> list[dict[str, str]]:
    return [
        {"type": "lead_form", "label": wording.leave_email(language)},
        {"type": "human", "label": wording.talk_to(business, language)},
    ]


def _take_address(
    address: str,
    conversation: Conversation,
    message: Message,
    business: Business,
    language: str,
) -> Draft:
    try:
        capture_lead(
            email=address,
            message=_question_before(conversation, message),
            consent=True,
            consent_given=wording.email_request(business, language),
            page_url=conversation.page_url,
            referrer=conversation.referrer,
            utm=conversation.utm,
            first_touch=conversation.first_touch,
            source="chat_message",
            conversation_id=str(conversation.pk),
            is_test=conversation.is_test,
            language=language,
        )
    except LeadRefused:
        return Draft(
            text=wording.address_refused(language),
            outcome=Message.Outcome.REFUSED,
            asked_for_email=True,
        )
    return Draft(
        text=wording.lead_captured(business, language),
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
