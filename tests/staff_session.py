"""A browser of somebody who runs a live site and has proved who they are, for tests of pages."""

from __future__ import annotations

from typing import Any

from tests.live_site import LiveSite

MAKE = """
import time
from importlib import import_module
from allauth.account.internal.flows.login import user_id_to_str
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model
users = get_user_model().objects
user = users.filter(username="{name}").first() or users.create_superuser("{name}", "", "x")
Authenticator.objects.get_or_create(user=user, type="totp", defaults={{"data": {{}}}})
session = import_module(settings.SESSION_ENGINE).SessionStore()
session[SESSION_KEY] = str(user.pk)
session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
session[HASH_SESSION_KEY] = user.get_session_auth_hash()
session["account_authentication_methods"] = [
    {{"method": "password", "at": time.time(), "username": user.username}},
    {{"method": "mfa", "at": time.time(), "type": "totp"}}]
session["account_authentication_methods_user"] = user_id_to_str(user)
session.save()
print("KEY", session.session_key)
"""


def staff_cookie(site: LiveSite, name: str) -> Any:
    """A cookie for ``context.add_cookies``; makes the account if there is none."""
    printed = site.manage("shell", "-c", MAKE.format(name=name))
    key = printed.rpartition("KEY ")[2].strip()
    return {"name": "sessionid", "value": key, "url": site.url}
