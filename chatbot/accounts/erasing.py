"""An account and what belongs to it: given out, and erased, as the rest of a person's data is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model
from django.db import transaction

from chatbot.accounts.addresses import accounts_of, forget_typed, typed_into
from chatbot.models import Conversation
from ops import sessions
from ops.addresses import address_problem
from ops.privacy import Known, known
from ops.privacy.person import addresses_of, person_of
from ops.privacy.since import until_of

#: Conversations deleted in one step.
A_STEP = 50


def verified_addresses(user: Any) -> list[str]:
    """The addresses this person has proved. What was only typed opens nothing."""
    return list(
        EmailAddress.objects.filter(user_id=user.pk, verified=True).values_list("email", flat=True)
    )


def erase_closed(person: str) -> Iterator[int]:
    """Delete the accounts that their owner has closed, some conversations at a time, each for good.

    Nobody can sign in to them and nobody holds a key to what was said in them.
    """
    people = get_user_model()._default_manager.filter(is_staff=False, is_superuser=False)
    for user in people.filter(pk__in=getattr(person, "accounts", ())):
        yield from _conversations_of(user)
        with transaction.atomic():
            yield _erase_one(user)


def _conversations_of(user: Any) -> Iterator[int]:
    theirs = Conversation.objects.of_account(user)
    while True:
        with transaction.atomic():
            # Locked first: what is being written into one comes before, and goes, or too late.
            locked = theirs.order_by("pk").select_for_update().values_list("pk", flat=True)
            keys = list(locked[:A_STEP])
            theirs.filter(pk__in=keys).delete()
        if not keys:
            return
        yield len(keys)


def _erase_one(user: Any) -> int:
    found = Conversation.objects.of_account(user)
    count = found.count()
    found.delete()
    sessions.end_of(user)
    gone, _ = get_user_model()._default_manager.filter(pk=user.pk, is_staff=False).delete()
    return count + (1 if gone else 0)


def export_accounts(email: str) -> list[dict[str, object]]:
    """The visitor accounts that have proved an address, as plain data."""
    return [
        {
            "email": user.email,
            "name": user.get_full_name(),
            "joined": user.date_joined.isoformat(),
            "last_login": user.last_login.isoformat() if user.last_login else None,
            "conversations": [
                as_plain(conversation) for conversation in Conversation.objects.of_account(user)
            ],
        }
        for user in _of_all(email, accounts_of)
    ] + [
        {"email": user.email, "joined": user.date_joined.isoformat(), "proved": False}
        for user in _of_all(email, typed_into)
    ]


def erase_accounts(email: str) -> int:
    """Delete the visitor accounts with an address; staff accounts are for their owner to end."""
    person = email if address_problem(email) else person_of(email)
    count = sum(_erase_one(user) for user in _of_all(person, accounts_of))
    count += sum(_erase_one(user) for user in _of_all(person, typed_into))
    return count + sum(forget_typed(one, until_of(person)) for one in addresses_of(person))


def known_by(email: str) -> Iterator[Known]:
    """What the owner of an account is called, and which other addresses they have proved."""
    for user in accounts_of(email, until_of(email)):
        yield known.name(user.get_full_name())
        yield from map(known.address, verified_addresses(user))


def _of_all(email: str, found: Callable[[str, datetime | None], list[Any]]) -> list[Any]:
    """The accounts that are found by any address of a person, each once."""
    until = until_of(email)
    users = [user for one in addresses_of(email) for user in found(one, until)]
    return list({user.pk: user for user in users}.values())


def as_plain(conversation: Conversation) -> dict[str, object]:
    """One conversation as its visitor takes it along."""
    return {
        "id": str(conversation.pk),
        "started": conversation.created_at.isoformat(),
        "page_url": conversation.page_url,
        "messages": [message.as_json() for message in conversation.messages.all()],
    }
