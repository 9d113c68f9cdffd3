"""An account and what belongs to it: given out, and erased, as the rest of a person's data is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model

from chatbot.accounts.addresses import accounts_of, forget_typed, typed_into
from chatbot.models import Conversation
from ops import privacy, sessions
from ops.addresses import address_problem
from ops.privacy import Known, known
from ops.privacy.person import addresses_of, person_of


def verified_addresses(user: Any) -> list[str]:
    """The addresses this person has proved. What was only typed opens nothing."""
    return list(
        EmailAddress.objects.filter(user_id=user.pk, verified=True).values_list("email", flat=True)
    )


def erase_account(user: Any) -> int:
    """Delete everything about the owner of an account; returns how many things there were.

    What is kept under a proved address goes through the same handlers as an erasure that the
    founder carries out. Call it in a transaction.
    """
    count = 0
    for address in verified_addresses(user):
        person = person_of(address)
        count += sum(handler.erase(person) for handler in privacy.handlers().values())
    return count + _erase_one(user)


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
    return count + sum(forget_typed(one) for one in addresses_of(person))


def known_by(email: str) -> Iterator[Known]:
    """What the owner of an account is called, and which other addresses they have proved."""
    for user in accounts_of(email):
        yield known.name(user.get_full_name())
        yield from map(known.address, verified_addresses(user))


def _of_all(email: str, found: Callable[[str], list[Any]]) -> list[Any]:
    """The accounts that are found by any address of a person, each once."""
    return list({user.pk: user for one in addresses_of(email) for user in found(one)}.values())


def as_plain(conversation: Conversation) -> dict[str, object]:
    """One conversation as its visitor takes it along."""
    return {
        "id": str(conversation.pk),
        "started": conversation.created_at.isoformat(),
        "page_url": conversation.page_url,
        "messages": [message.as_json() for message in conversation.messages.all()],
    }
