"""Staff prove who they are twice: a password alone opens no admin on a public site."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings

from ops import sessions

#: Kinds of allauth's authenticators. Recovery codes are for a lost one of these, and no second
#: factor by themselves.
REAL = ("totp", "webauthn")


def _authenticators() -> Any:
    # Late, because the admin site is loaded before there are any models.
    from allauth.mfa.models import Authenticator

    return Authenticator.objects


def has_one(user: Any) -> bool:
    """Whether an app or a passkey is set up."""
    return bool(_authenticators().filter(user_id=user.pk, type__in=REAL).exists())


def without_one(users: Iterable[Any]) -> list[Any]:
    """Those of ``users`` who have none, in one query."""
    wanted = list(users)
    having = set(
        _authenticators()
        .filter(user_id__in=[user.pk for user in wanted], type__in=REAL)
        .values_list("user_id", flat=True)
    )
    return [user for user in wanted if user.pk not in having]


def satisfied(request: Any) -> bool:
    """Whether whoever is signed in may work in the admin as far as the second factor goes.

    It has to be proved in this very session: one that began before there was a second factor may
    be somebody's who only knew the password.
    """
    if not settings.STAFF_SECOND_FACTOR:
        return True
    return has_one(request.user) and is_proved(request)


def is_proved(request: Any) -> bool:
    """Whether this session signed in with a second factor, proved one later, or set it up."""
    from allauth.account.internal.flows.login import get_authentication_records

    records = get_authentication_records(request, request.user)
    return any(record.get("method") == "mfa" for record in records)


def set_up(sender: Any, request: Any, user: Any, authenticator: Any, **more: Any) -> None:
    """For allauth's ``authenticator_added``: this session has just shown that it holds it."""
    if authenticator.type not in REAL:
        return
    from allauth.account.internal.flows.login import record_authentication

    record_authentication(request, user, "mfa", id=authenticator.pk, type=authenticator.type)


def reset(user: Any) -> int:
    """Take away every second factor of somebody who lost theirs; returns how many there were.

    All their sessions end too: whoever found the phone may be signed in.
    """
    count, _ = _authenticators().filter(user_id=user.pk).delete()
    sessions.end_of(user)
    return int(count)
