"""Everybody who may knock at the admin, and one of everything there is to see."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.test import Client

from ops import roles
from ops.roles.groups import fill

PASSWORD = "correct-horse-" + "battery"


def person(name: str, role: str = "", **more: Any) -> Any:
    """An account; with a role it may enter the admin."""
    fill()
    user = get_user_model()._default_manager.create_user(
        username=name, password=PASSWORD, is_staff=more.pop("is_staff", bool(role)), **more
    )
    roles.set_role(user, role)
    return get_user_model()._default_manager.get(pk=user.pk)


def signed_in(user: Any) -> Client:
    """A browser of theirs."""
    client = Client()
    client.force_login(user)
    return client


def assistant(name: str = "assistant") -> Any:
    """Somebody who answers people."""
    return person(name, roles.ASSISTANT)


def owner(name: str = "owner") -> Any:
    """Somebody who may do everything, and is no superuser."""
    return person(name, roles.OWNER)


def superuser(name: str = "root") -> Any:
    """Made on the command line."""
    return person(name, is_staff=True, is_superuser=True)
