"""One person's conversations: given out, and erased.

A conversation is somebody's when they left their address in it, typed it, had it emailed to
themselves, or came with it in the address of the page. One that another person left their own
address in, or has in their account, is that person's: who is only named there is taken out of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from django.db import transaction
from django.db.models import Q

from chatbot.accounts.addresses import accounts_of
from chatbot.models import Conversation, Message
from leads.capture import address_key, address_problem, conversation_ids
from leads.capture import addresses_of as left_in
from ops.addresses import address_marks
from ops.outbox import threads
from ops.privacy import Known, known
from ops.privacy.looking import Looker
from ops.privacy.person import Person, addresses_of
from ops.privacy.plain import as_plain
from ops.privacy.search import holding
from ops.privacy.since import made_before, until_of

#: Where an address may have come along with the visitor.
WAY_HERE = ("page_url", "referrer", "utm", "first_touch", "visitor_id")
#: How a conversation is called.
A_KEY = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def conversations_of(email: str) -> list[Conversation]:
    """Those that are theirs, the oldest first."""
    is_anothers = _judge(email)
    return [one for one in _in_which(email) if not is_anothers(one)]


def export(email: str) -> list[dict[str, object]]:
    """Everything said in a person's conversations, and where others named them."""
    is_anothers = _judge(email)
    found = [as_plain(conversation) for conversation in conversations_of(email)]
    return found + [
        {"id": str(one.pk), "named_in": _named_in(one, email)}
        for one in _in_which(email)
        if is_anothers(one)
    ]


@transaction.atomic
def erase(email: str) -> int:
    """Delete a person's conversations; returns how many."""
    keys = [conversation.pk for conversation in conversations_of(email)]
    # Locked first: what is being written into one either comes before, and goes, or comes too late.
    locked = list(Conversation.objects.select_for_update().filter(pk__in=keys).order_by("pk"))
    for conversation in locked:
        conversation.delete()
    return len(locked)


def count(email: str) -> int:
    """How many would be deleted."""
    return len(conversations_of(email))


def known_by(email: str) -> Iterator[Known]:
    """By which numbers their conversations, and emails about them, are called elsewhere."""
    accounts = getattr(email, "accounts", ())
    for conversation in conversations_of(Person(email, until=until_of(email), accounts=accounts)):
        yield from numbers_of(str(conversation.pk))


def numbers_of(key: str) -> Iterator[Known]:
    """By which numbers a conversation, and emails about it, are called elsewhere."""
    yield known.number(key)
    yield from map(known.number, threads.marks("conversation", key))


def _in_which(email: str) -> list[Conversation]:
    if address_problem(email):
        return []
    addresses = addresses_of(email)
    looker = Looker(email, [known.address(one) for one in addresses])
    typed = holding(Message.objects.all(), ["text"], looker)
    keys: set[Any] = {message.conversation_id for message in typed}
    keys |= {one.pk for one in holding(Conversation.objects.all(), WAY_HERE, looker)}
    mailed = Q(pk=None)
    for mark in (mark for one in addresses for mark in address_marks(one)):
        mailed |= Q(emailed_to__contains=mark)
    keys |= set(Conversation.objects.filter(mailed).values_list("pk", flat=True))
    keys |= {one for one in getattr(email, "numbers", []) if A_KEY.fullmatch(one)}
    if until := until_of(email):
        # Their leads went when they asked, and left numbers. Somebody who has come back may have
        # taken one of before into their new account: it is there to stay.
        found = made_before(Conversation.objects.filter(pk__in=keys), until)
        found = found.exclude(account__date_joined__gt=until)
    else:
        left = [key for one in addresses for key in conversation_ids(one)]
        found = Conversation.objects.filter(pk__in=[*keys, *left])
    return list(found.order_by("created_at", "pk"))


def _judge(email: str) -> Callable[[Conversation], bool]:
    """Who says whether a conversation in which a person stands is another's all the same."""
    addresses, until = addresses_of(email), until_of(email)
    wanted = {address_key(one) for one in addresses}
    accounts = {user.pk for one in addresses for user in accounts_of(one, until)}
    accounts.update(getattr(email, "accounts", ()))
    numbers = set(getattr(email, "numbers", ()))

    def is_anothers(conversation: Conversation) -> bool:
        if str(conversation.pk) in numbers:
            return False
        left = {address_key(address) for address in left_in(str(conversation.pk))}
        if left & wanted:
            return False
        if conversation.account_id is not None:
            return conversation.account_id not in accounts
        return bool(left)

    return is_anothers


def _named_in(conversation: Conversation, email: str) -> list[str]:
    looker = Looker(email, [known.address(one) for one in addresses_of(email)])
    texts = conversation.messages.values_list("text", flat=True)
    return [line for text in texts for line in text.splitlines() if looker.has_address(line)]
