"""People who use accounts in tests, and what they read in their emails."""

from __future__ import annotations

import re
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model
from django.test import Client

from ops.models import OutboxMessage

PASSWORD = "three quiet lamps burn"
OTHER_PASSWORD = "four loud bells ring"


def visitor(email: str, *, verified: bool = True) -> Any:
    """A signed-up visitor."""
    user: Any = get_user_model()._default_manager.create_user(
        username=f"visitor-{email}", email=email, password=PASSWORD
    )
    EmailAddress.objects.create(user=user, email=email, verified=verified, primary=True)
    return user


def owner(name: str = "maya", email: str = "") -> Any:
    """Somebody who runs the site."""
    users: Any = get_user_model()._default_manager
    return users.create_superuser(username=name, email=email, password=PASSWORD)


def sign_in(login: str, password: str = PASSWORD, **extra: Any) -> tuple[Client, Any]:
    """A fresh browser that has posted the form, and the answer."""
    client = Client(**extra)
    response = client.post("/accounts/login/", {"login": login, "password": password})
    return client, response


def code_for(email: str) -> str:
    """The code of the newest email to somebody."""
    row = OutboxMessage.objects.filter(to=email, kind="account").latest("created_at")
    lines = [line.strip() for line in row.text.splitlines()]
    found = [line for line in lines if re.fullmatch(r"[A-Z0-9]{3,8}(-[A-Z0-9]{3,8})*", line)]
    assert len(found) == 1, row.text
    return found[0]
