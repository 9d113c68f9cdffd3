"""An account and what belongs to it: given out, and erased, as the rest of a person's data is."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model

from chatbot.models import Conversation
from ops import privacy, sessions


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
        count += sum(handler.erase(address) for handler in privacy.handlers().values())
    return count + _erase_one(user)


def _erase_one(user: Any) -> int:
    found = Conversation.objects.of_account(user)
    count = found.count()
    found.delete()
    sessions.end_of(user)
    gone, _ = get_user_model()._default_manager.filter(pk=user.pk, is_staff=False).delete()
    return count + (1 if gone else 0)


def _visitors(email: str) -> list[Any]:
    proved = EmailAddress.objects.filter(email__iexact=email.strip(), user__is_staff=False)
    return [address.user for address in proved.select_related("user")]


def export_accounts(email: str) -> list[dict[str, object]]:
    """The visitor accounts with an address, as plain data."""
    return [
        {
            "email": user.email,
            "joined": user.date_joined.isoformat(),
            "last_login": user.last_login.isoformat() if user.last_login else None,
            "conversations": [
                as_plain(conversation) for conversation in Conversation.objects.of_account(user)
            ],
        }
        for user in _visitors(email)
    ]


def erase_accounts(email: str) -> int:
    """Delete the visitor accounts with an address; staff accounts are for their owner to end."""
    return sum(_erase_one(user) for user in _visitors(email))


def as_plain(conversation: Conversation) -> dict[str, object]:
    """One conversation as its visitor takes it along."""
    return {
        "id": str(conversation.pk),
        "started": conversation.created_at.isoformat(),
        "page_url": conversation.page_url,
        "messages": [message.as_json() for message in conversation.messages.all()],
    }
