"""Asking again: pages where a screen left open would cost most want a fresh sign-in.

Rooms name theirs with ``register``; the ground floor names those about accounts.
"""

from __future__ import annotations

import time
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse

#: Beginnings of the names of admin addresses, such as ``auth_user_change``.
_sensitive: set[str] = {
    "auth_user_",
    "ops_auditentry_",
    "mfa_authenticator_",
    "account_emailaddress_",
    "ops_datadeed_",
    "ops_retentionperiod_",
}


def register(*beginnings: str) -> None:
    """Add pages of the admin by how the names of their addresses begin."""
    _sensitive.update(beginnings)


def wanted(request: HttpRequest) -> bool:
    """Whether this page needs a fresh sign-in and there is none."""
    if not settings.STAFF_SECOND_FACTOR or request.resolver_match is None:
        return False
    name = request.resolver_match.url_name or ""
    return name.startswith(tuple(_sensitive)) and not is_fresh(request)


def is_fresh(request: HttpRequest) -> bool:
    """Whether the person signed in, or proved themselves again, within the last minutes."""
    if not request.user.is_authenticated:
        return False
    from allauth.account.internal.flows.login import get_authentication_records

    records = get_authentication_records(request, request.user)
    newest = max((float(record.get("at", 0)) for record in records), default=0.0)
    return time.time() - newest < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT


def ask(request: HttpRequest) -> HttpResponseRedirect:
    """To the page that asks, and back. What was posted is not kept: it may hold a password."""
    query = urlencode({"next": request.get_full_path()})
    return HttpResponseRedirect(f"{reverse('account_reauthenticate')}?{query}")
