"""A visitor deletes their account: it is closed at once, and everything is deleted soon after.

What the request does itself is quick however much was said: nobody can sign in any more, all
sessions end, no token opens a conversation of the account, and the leads go. The rest is put down
with what it takes to find it, and is done in the background (``ops.privacy.pending``). All of it
goes until this moment: who signs up again in the next minute, with the same address, or leaves
their details, is somebody new, and nothing of that is touched.
"""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from chatbot.accounts.erasing import verified_addresses
from chatbot.models import Conversation
from chatbot.personal_data import numbers_of
from leads.capture import address_problem, conversation_ids
from leads.personal_data import erase_leads
from ops.privacy import Known, known, pending
from ops.privacy.person import Person, person_of
from ops.privacy.rows import DataDeed, PendingErasure
from ops.privacy.staff import works_here

#: Who knows quickly what a person is known by; of the others some read every message.
QUICK = ("accounts", "leads")


@transaction.atomic
def close(user: Any, *, by: Any = None, is_test: bool = False) -> PendingErasure | None:
    """Close a visitor's account and put its deletion down; None where that was done before.

    ``by`` is the request.
    """
    people = get_user_model()._default_manager.filter(is_staff=False, is_superuser=False)
    open_one = people.select_for_update().filter(pk=user.pk, is_active=True).first()
    if open_one is None:
        return None
    # Of an address that was only typed nobody knows whose it is, and one of the team is about
    # everybody: then the account goes, and nothing else.
    proved = [one for one in verified_addresses(open_one) if _is_theirs(one)]
    address = proved[0] if proved else ""
    whose = person_of(address, map(known.address, proved), rooms=QUICK)
    numbers = _numbers_of(whose, open_one)
    leads = erase_leads(whose)
    _shut(open_one)
    return pending.ask(
        address, via=DataDeed.Via.ACCOUNT, by=by, is_test=is_test, also=[*whose.known, *numbers],
        until=timezone.now(), account=open_one.pk, counts={"leads": leads},
    )  # fmt: skip


def _is_theirs(address: str) -> bool:
    return not address_problem(address) and not works_here(address)


def _numbers_of(person: Person, user: Any) -> list[Known]:
    """Of the conversations in which they left their details, and of which emails were written."""
    told = Q(handoff_requested_at__isnull=False) | ~Q(emailed_to="")
    keys = Conversation.objects.of_account(user).filter(told).values_list("pk", flat=True)
    left = [key for one in person.addresses for key in conversation_ids(one)] if person else []
    return [number for key in [*map(str, keys), *left] for number in numbers_of(key)]


def _shut(user: Any) -> None:
    """Another password ends every session, and its address is free for a new account.

    The row stays until all that hangs on it is deleted.
    """
    EmailAddress.objects.filter(user=user).delete()
    Authenticator.objects.filter(user=user).delete()
    Conversation.objects.of_account(user).update(token_hash="")
    type(user)._default_manager.filter(pk=user.pk).update(
        is_active=False, password=make_password(None), email="", first_name="", last_name=""
    )
