"""Staff prove who they are twice: a password alone opens no admin on a public site."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings

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


def satisfied(user: Any) -> bool:
    """Whether this person may work in the admin as far as the second factor goes."""
    return not settings.STAFF_SECOND_FACTOR or has_one(user)


def reset(user: Any) -> int:
    """Take away every second factor of somebody who lost theirs; returns how many there were.

    All their sessions end too: whoever found the phone may be signed in.
    """
    count, _ = _authenticators().filter(user_id=user.pk).delete()
    end_sessions(user)
    return int(count)


def end_sessions(user: Any) -> int:
    """Sign somebody out everywhere; returns how many sessions ended."""
    from django.contrib.auth import SESSION_KEY
    from django.contrib.sessions.models import Session

    ended = 0
    for session in Session.objects.iterator():
        if str(session.get_decoded().get(SESSION_KEY)) == str(user.pk):
            session.delete()
            ended += 1
    return ended
