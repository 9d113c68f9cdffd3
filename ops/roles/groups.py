"""Keeps the two groups as the rooms have said."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db.models import Q

from ops import roles

#: Of Django's own tables an Owner has the accounts, and no more.
ACCOUNTS = ("add_user", "change_user", "delete_user", "view_user")


def fill(sender: Any = None, using: str = "default", **more: Any) -> None:
    """Make the groups and set their permissions; run after each app's migration."""
    if sender is not None and sender.label not in (*roles.rooms(), "auth"):
        return
    for name, wanted in ((roles.OWNER, of_owner()), (roles.ASSISTANT, of_assistant())):
        group, _ = Group.objects.using(using).get_or_create(name=name)
        permissions = set(Permission.objects.using(using).filter(wanted))
        if permissions != set(group.permissions.all()):
            group.permissions.set(permissions)


def of_owner() -> Q:
    """Everything in the rooms, and the accounts."""
    accounts = Q(content_type__app_label="auth", codename__in=ACCOUNTS)
    return accounts | Q(content_type__app_label__in=list(roles.rooms()))


def of_assistant() -> Q:
    """What each room has listed."""
    wanted = Q(pk__in=())
    for room, codenames in roles.rooms().items():
        wanted |= Q(content_type__app_label=room, codename__in=sorted(codenames))
    return wanted
