"""Browsers that an account has signed in with before, so that strangers cannot lock its owner out.

Guesses are counted by account, from wherever they come; alone, that would let anybody keep the
owner out by guessing. So whoever has signed in keeps a cookie that says so, and a browser with it
has a count of its own for that account (https://owasp.org/www-community/
Slow_Down_Online_Guessing_Attacks_with_Device_Cookies). The cookie opens nothing: whoever steals it
gains a count of their own, with the same numbers.
"""

from __future__ import annotations

import hmac
import secrets
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponseBase
from django.utils.crypto import salted_hmac

from ops.web.account_key import account_key
from ops.web.native import Native

COOKIE = "known_device"
SALT = "ops.web.known_device"
#: Days for which a browser is known after it was last signed in with.
DAYS = 90
#: Accounts one browser is known for; the latest count.
MOST = 5
_NEW = "_known_device_for"


def mark(account: str) -> str:
    """What stands for an account in the cookie: not its name."""
    return salted_hmac(SALT, account_key(account), algorithm="sha256").hexdigest()[:24]


def device_for(request: HttpRequest, account: str) -> str:
    """The name of this browser where it is known for ``account``, else ""."""
    if COOKIE not in request.COOKIES:
        return ""
    device, marks = _read(request)
    wanted = mark(account)
    return device if any(hmac.compare_digest(wanted, known) for known in marks) else ""


def remember(request: HttpRequest, names: list[str]) -> None:
    """Know this browser for an account from now on, by each name somebody may sign in with."""
    setattr(request, _NEW, [mark(name) for name in names if name])


def signed_in(sender: Any, request: HttpRequest | None = None, user: Any = None, **_: Any) -> None:
    """For ``user_logged_in``, which is sent when the second factor, too, was right."""
    if request is not None and user is not None:
        names = [user.get_username(), getattr(user, "email", ""), f"user:{user.pk}"]
        remember(request, names)


class KnownDevice(Native):
    """Gives the cookie to a browser that has just signed in."""

    def after(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Set it, with the accounts this browser was known for before."""
        marks = getattr(request, _NEW, None)
        if marks:
            device, before = _read(request)
            kept = list(dict.fromkeys([*marks, *before]))[: 3 * MOST]
            response.set_cookie(
                COOKIE,
                signing.dumps([device or secrets.token_urlsafe(12), *kept], salt=SALT),
                max_age=DAYS * 86400,
                httponly=True,
                secure=bool(settings.SESSION_COOKIE_SECURE),
                samesite="Lax",
            )
        return response


def _read(request: HttpRequest) -> tuple[str, list[str]]:
    """The browser's name and its accounts; nothing for a cookie that is not ours or too old."""
    try:
        found = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=DAYS * 86400)
    except signing.BadSignature:
        return "", []
    device, *marks = (str(item) for item in found)
    return device, marks
