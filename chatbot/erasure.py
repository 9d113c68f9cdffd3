"""Somebody wants their data deleted: it is noted for the founder, who does it and nobody else.

An address typed into a chat proves nothing, so the assistant deletes nothing by itself; it says
what the visitor can delete alone, and that the founder has the request.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import transaction

from chatbot import personal_data, wording
from chatbot.guards.erasure import asks_for_erasure
from chatbot.guards.intent import address_in
from chatbot.letters import ERASURE
from chatbot.models import Business, Conversation, ErasureRequest, Message
from chatbot.turns import Draft
from leads.capture import address_key, address_problem, addresses_of
from ops.letters.writing import write
from ops.outbox.enqueue import enqueue
from ops.privacy import erase, pending, person, since
from ops.privacy.rows import DataDeed

#: The address may come with so many messages after the request; later ones mean something else.
SOON = 2


def reply(
    *, conversation: Conversation, message: Message, business: Business, language: str = "en"
) -> Draft:
    """To a message that asks for deletion, or brings the address to an earlier one."""
    if asks_for_erasure(message.text):
        has_address = _noted(conversation, message)
        text = wording.erasure(business, language, has_address=has_address)
    else:
        address = address_in(message.text)
        if address_problem(address):
            return Draft(text=wording.address_refused(language), outcome=Message.Outcome.UNKNOWN)
        _add_address(conversation, address)
        text = wording.erasure_address(business, language)
    return Draft(text=text, outcome=Message.Outcome.HANDOFF)


def _noted(conversation: Conversation, message: Message) -> bool:
    """Store the wish and tell the owner, once a request; whether an address is known with it."""
    with transaction.atomic():
        found, is_new = ErasureRequest.objects.undone().get_or_create(
            conversation=conversation,
            defaults={"asked_in": message, "is_test": conversation.is_test},
        )
        if not is_new:
            found.asked_in, found.times = message, found.times + 1
            found.save(update_fields=["asked_in", "times"])
        kept = _with_address(found, _address(message.text, conversation))
        if is_new and kept.pk == found.pk:
            _tell_owner(kept)
        # An address that follows belongs to this, whatever asked for one before.
        Conversation.objects.filter(pk=conversation.pk).update(asked_for_email=False)
    return bool(kept.address)


def awaits_address(conversation: Conversation, message: Message) -> bool:
    """Whether ``message`` brings the address, whole or not, to a request made just before it."""
    if "@" not in message.text or conversation.asked_for_email:
        return False
    found = ErasureRequest.objects.undone().filter(conversation=conversation, address="").first()
    if found is None or found.asked_in_id is None:
        return False
    since = conversation.messages.filter(
        role=Message.Role.VISITOR, seq__gt=found.asked_in_id, seq__lt=message.seq
    )
    return since.count() < SOON


def held(request: ErasureRequest) -> dict[str, int]:
    """How much is kept, by the room that keeps it; what carrying it out would delete."""
    counts = erase.held(request.address) if request.address else {}
    known = {one.pk for one in personal_data.conversations_of(request.address)}
    if request.conversation_id and request.conversation_id not in known:
        counts["conversations"] = counts.get("conversations", 0) + 1
    return counts


def carry_out(request: ErasureRequest, by: Any = None) -> bool:
    """Delete the conversation in which it was asked, and have all else that is kept about the
    person deleted; whether there is anything else, which is done in the background.

    A process that is killed has done both or nothing. ``by`` is for the audit trail. Raises
    ``erase.NotTheirs``.
    """
    address = request.address
    with transaction.atomic():
        if address:
            talk = request.conversation
            also = [] if talk is None else list(personal_data.numbers_of(str(talk.pk)))
            via = DataDeed.Via.CHAT
            pending.ask(address, via=via, by=by, is_test=request.is_test, also=also)
        if request.conversation_id:
            Conversation.objects.filter(pk=request.conversation_id).delete()
        request.refresh_from_db()
        if request.done_at is None:
            request.settle()
    return bool(address)


def export_requests(email: str) -> list[dict[str, object]]:
    """The open requests made with an address."""
    return [{"asked_at": found.asked_at.isoformat(), "times": found.times} for found in _of(email)]


def settle_requests(email: str) -> int:
    """Close the requests of an address that is being erased; returns how many."""
    found = list(_of(email))
    for one in found:
        one.settle()
    return len(found)


def _add_address(conversation: Conversation, address: str) -> None:
    """Put an address to the open request of a conversation; it makes nobody a lead."""
    with transaction.atomic():
        found = ErasureRequest.objects.undone().filter(conversation=conversation).first()
        if found is not None:
            _with_address(found, address)


def _of(email: str) -> list[ErasureRequest]:
    if address_problem(email):
        return []
    keys = [address_key(one) for one in person.addresses_of(email)]
    found = ErasureRequest.objects.undone().filter(address_key__in=keys)
    return list(since.made_before(found, since.until_of(email)))


def _address(text: str, conversation: Conversation) -> str:
    """The address in the message, else one that was left in this conversation, else ""."""
    typed = address_in(text)
    if typed and not address_problem(typed):
        return typed
    return next(iter(addresses_of(str(conversation.pk))), "")


def _with_address(found: ErasureRequest, address: str) -> ErasureRequest:
    """``found`` with its address, or the earlier request of the same person it is added to."""
    if not address:
        return found
    key = address_key(address)
    earlier = (
        ErasureRequest.objects.undone()
        .filter(address_key=key, is_test=found.is_test)
        .exclude(pk=found.pk)
        .first()
    )
    if earlier is None:
        found.address, found.address_key = address, key
        found.save(update_fields=["address", "address_key"])
        return found
    earlier.times += found.times
    earlier.save(update_fields=["times"])
    found.delete()
    return earlier


def _tell_owner(found: ErasureRequest) -> None:
    if not settings.OWNER_EMAIL or found.is_test:
        return
    page = f"{settings.SITE_URL}/{settings.ADMIN_PATH}/chatbot/erasurerequest/{found.pk}/change/"
    letter = write(ERASURE.name, values={"admin_url": page})
    enqueue(
        to=settings.OWNER_EMAIL,
        **letter.parts,
        kind="erasure_notice",
    )
