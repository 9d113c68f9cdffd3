"""The founder's questions in the chat: when one is put, what is an answer, and what comes after.

One at a time, after somebody has shown interest (asked what something costs or for a call, or left
an address), never with an apology, a refusal or a handoff, and never twice. Danger, deletion, an
address and a wish for a person come first: see ``chatbot.screen``.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.db.models.signals import pre_delete

from chatbot import wording
from chatbot.guards import skipping
from chatbot.guards.injection import screen_visitor
from chatbot.guards.intent import Intent
from chatbot.models import Business, Conversation, KnowledgeEntry, Message
from chatbot.turns import Draft
from leads.capture import addresses_of
from leads.fit import asking

#: Words of an answer to a question for a choice, a number or a date that is none of them.
SHORT = 8
#: Characters of an answer in somebody's own words.
LONG = 1500


def register() -> None:
    """What was answered goes with a conversation, unless it is a lead's by then."""
    pre_delete.connect(_forgotten, sender=Conversation, dispatch_uid="chatbot.qualifying")


def _forgotten(sender: type[Conversation], instance: Conversation, **kwargs: Any) -> None:
    asking.forget(str(instance.pk))


def reply(
    *, conversation: Conversation, message: Message, business: Business, intent: Intent
) -> Draft | None:
    """The reply to a message that answers a question of the founder's; None for any other.

    A question of the visitor's beside the answer is answered as usual, and the answer is kept.
    """
    key, text = str(conversation.pk), message.text
    state = asking.state(key)
    if state is None:
        return None
    if state.after == message.pk:
        return _once_more(key, state.how, text, business)
    if state.question_id is None or not _was_read(conversation, message, state.after):
        return None
    if intent is Intent.PERSON or conversation.handoff_requested_at:
        asking.stop(key)
        return None
    if skipping.wants_no_more(text):
        asking.stop(key, seq=message.pk)
        return _said(wording.words_of(business.language).fit_stopped, business)
    if skipping.skips(text):
        step = asking.skip(key, state.question_id, seq=message.pk)
        skipped = wording.words_of(business.language).fit_skipped
        return _drafted(step, business, before=skipped) if step else None
    if intent in (Intent.GREETING, Intent.THANKS, Intent.UNREADABLE):
        return None
    answer = _answer_in(text, state.question_id)
    if answer is None:
        asking.pass_over(key, state.question_id, seq=message.pk)
        return None
    step = asking.answer(
        key, state.question_id, answer, seq=message.pk, is_test=conversation.is_test
    )
    if step is None or answer != text.strip():
        return None
    return _drafted(step, business, before=wording.words_of(business.language).fit_thanks)


def follow_up(*, conversation: Conversation, message: Message, draft: Draft) -> Draft:
    """A reply with the next question after it, where this is the moment for one."""
    if draft.asks or conversation.is_the_monitors or not asking.is_on():
        return draft
    key = str(conversation.pk)
    if draft.outcome == Message.Outcome.HANDOFF or conversation.handoff_requested_at:
        if asking.state(key) is not None:
            asking.stop(key)
        return draft
    if draft.outcome not in (Message.Outcome.ANSWERED, Message.Outcome.LEAD_CAPTURED):
        return draft
    state = asking.state(key)
    if state is not None and state.is_over:
        return _without_call(draft, key)
    begun = state is not None and state.after == message.pk
    if not begun and not _is_interested(draft, key):
        return draft
    if state is not None and begun and state.how == "pass":
        return draft  # They did not want the one before: not at once another.
    step = asking.begin(key, seq=message.pk)
    if step.is_no_fit:
        return _without_call(draft, key)
    if not step.question:
        return draft
    put = _put(step, Business.current(), first=state is None)
    return replace(draft, text=f"{draft.text}\n\n{put}")


def _is_interested(draft: Draft, key: str) -> bool:
    """They asked for a price or a call, or have left an address."""
    if draft.outcome == Message.Outcome.LEAD_CAPTURED:
        return True
    if any(action.get("type") == "booking" for action in draft.actions):
        return True
    service = KnowledgeEntry.Kind.SERVICE
    if draft.entry_id and KnowledgeEntry.objects.filter(pk=draft.entry_id, kind=service).exists():
        return True
    return bool(draft.sources) and bool(addresses_of(key))


def _was_read(conversation: Conversation, message: Message, after: int | None) -> bool:
    """Whether the reply with the question stood there before this message was written."""
    return conversation.messages.filter(
        reply_to_id=after, seq__lt=message.pk, status=Message.Status.COMPLETE
    ).exists()


def _answer_in(text: str, question_id: int) -> str | None:
    """The part of a message that answers the question; None where it speaks of something else."""
    if screen_visitor(text).kind is not None:
        return None
    own = [part for part in skipping.parts(text) if not skipping.is_asking(part)]
    said = " ".join(own) if len(own) < len(skipping.parts(text)) else text.strip()
    if not said or len(said) > LONG:
        return None
    if asking.makes_sense(question_id, said):
        return said
    return said if said == text.strip() and len(said.split()) <= SHORT else None


def _once_more(key: str, how: str, text: str, business: Business) -> Draft | None:
    """The same reply for a message that is answered a second time."""
    words = wording.words_of(business.language)
    if how == "stop":
        return _said(words.fit_stopped, business)
    if how == "skip":
        return _drafted(asking.again(key), business, before=words.fit_skipped)
    if how == "answer" and not any(skipping.is_asking(part) for part in skipping.parts(text)):
        return _drafted(asking.again(key), business, before=words.fit_thanks)
    return None


def _drafted(step: asking.Step, business: Business, *, before: str) -> Draft:
    """A word on the answer, then the next question, or the end."""
    words = wording.words_of(business.language)
    if step.is_no_fit and step.not_fit:
        link = [{"type": "link", "label": step.label, "url": step.url}] if step.url else []
        return replace(_said(step.not_fit, business), actions=link)
    if step.question:
        return _said(f"{before} {_put(step, business)}", business)
    done = words.fit_done.format(person=wording.person(business))
    draft = _said(f"{before} {done}", business)
    if business.booking_url and not step.is_no_fit:
        label = wording.book(business.language)
        booking = {"type": "booking", "label": label, "url": business.booking_url}
        return replace(draft, actions=[booking])
    return draft


def _said(text: str, business: Business) -> Draft:
    return Draft(text=text, outcome=Message.Outcome.ANSWERED, asks=True)


def _put(step: asking.Step, business: Business, *, first: bool = False) -> str:
    """The question in the founder's words, its choices, and that it may be skipped."""
    words = wording.words_of(business.language)
    text = step.question
    if first:
        text = words.fit_first.format(person=wording.person(business), question=text)
    if step.choices:
        listed = "\n".join(f"{place}. {label}" for place, label in enumerate(step.choices, 1))
        text = f"{text}\n{listed}"
    return f"{text}\n{words.fit_skip}" if first else text


def _without_call(draft: Draft, key: str) -> Draft:
    """For somebody who is not a fit the founder's link stands where a call was offered."""
    step = asking.no_fit(key)
    if step is None:
        return draft
    link = [{"type": "link", "label": step.label, "url": step.url}] if step.url else []
    kept = [action for action in draft.actions if action.get("type") != "booking"]
    offered = len(kept) < len(draft.actions)
    return replace(draft, actions=[*kept, *(link if offered else [])])
