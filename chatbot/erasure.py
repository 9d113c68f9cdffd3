"""Somebody wants their data deleted: it is noted for the founder, who does it and nobody else.

An address typed into a chat proves nothing, so the assistant deletes nothing by itself; it says
what the visitor can delete alone, and that the founder has the request.
"""

from __future__ import annotations

from django.conf import settings
from django.db import transaction

from chatbot import wording
from chatbot.guards.erasure import asks_for_erasure
from chatbot.guards.intent import address_in
from chatbot.models import Business, Conversation, ErasureRequest, Message
from chatbot.turns import Draft
from leads.capture import address_key, address_problem, addresses_of
from ops import privacy
from ops.outbox.enqueue import enqueue

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
    counts = {}
    if request.address:
        exported = {
            name: handler.export(request.address) for name, handler in privacy.handlers().items()
        }
        counts = {name: len(rows) for name, rows in exported.items()}
        known = {str(row.get("id")) for row in exported.get("conversations", [])}
    else:
        known = set()
    if request.conversation_id and str(request.conversation_id) not in known:
        counts["conversations"] = counts.get("conversations", 0) + 1
    return counts


def carry_out(request: ErasureRequest) -> int:
    """Delete what is kept about the person, and the conversation; returns how many things."""
    address, conversation = request.address, request.conversation
    with transaction.atomic():
        request.settle()
        gone = 0
        if address:
            gone = sum(handler.erase(address) for handler in privacy.handlers().values())
        if conversation and Conversation.objects.filter(pk=conversation.pk).exists():
            conversation.delete()
            gone += 1
    return gone


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
    return list(ErasureRequest.objects.undone().filter(address_key=address_key(email)))


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
    enqueue(
        to=settings.OWNER_EMAIL,
        subject="A visitor wants their data deleted",
        text="A visitor asked in the chat on your site that their data be deleted.\n\n"
        "What to do: open the request. It shows what is kept, and deletes it with one button. "
        "First make sure that an address in it is theirs, since anybody can type one. In the EU, "
        f"the UK and Brazil the law gives you a limited time to answer.\n\nThe request: {page}\n",
        kind="erasure_notice",
    )
