"""Who may do what in the admin: two roles, and how they stand to each other.

*Owner* may do everything that the rooms have a page for. *Assistant* answers people: what that
takes is said by each room with ``register``, and everything else is refused. A superuser, made on
the command line, is an Owner whom an Owner cannot touch.

The roles are Django groups. ``ops.roles.groups`` fills them after each migration, so that they are
what the code says, whatever was changed by hand.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet

OWNER = "Owner"
ASSISTANT = "Assistant"


class Rank(IntEnum):
    """Nobody touches the account of somebody above."""

    NOBODY = 0
    STAFF = 1
    OWNER = 2
    SUPERUSER = 3


_rooms: dict[str, frozenset[str]] = {}


def register(room: str, *, assistant: Iterable[str] = ()) -> None:
    """An Owner may do everything in ``room``, an app's label; an Assistant what is listed.

    ``assistant`` are codenames of permissions, such as ``view_lead``.
    """
    _rooms[room] = frozenset(assistant)


def rooms() -> dict[str, frozenset[str]]:
    """What an Assistant may do, by room."""
    return dict(_rooms)


def rank(user: Any) -> Rank:
    """How high somebody stands; a closed account stands nowhere."""
    if user is None or not user.is_authenticated or not user.is_active:
        return Rank.NOBODY
    return rank_when_open(user)


def rank_when_open(user: Any) -> Rank:
    """How high an account stands, or would if it were open: it must not be opened from below."""
    if user.is_superuser:
        return Rank.SUPERUSER
    if not user.is_staff:
        return Rank.NOBODY
    return Rank.OWNER if role_of(user) == OWNER else Rank.STAFF


def role_of(user: Any) -> str:
    """``Owner``, ``Assistant`` or ""; of both, the higher. Read once for an object."""
    known: str | None = getattr(user, "_role", None)
    if known is None and user.is_active:
        # Will be asked for too, in the same query (``chatbot.accounts.backend``).
        user.get_all_permissions()
        known = getattr(user, "_role", None)
    if known is None:
        names = user.groups.filter(name__in=(OWNER, ASSISTANT)).values_list("name", flat=True)
        known = remember(user, set(names))
    return known


def remember(user: Any, groups: set[str]) -> str:
    """Note and return the role that somebody has by the names of their groups."""
    user._role = next((name for name in (OWNER, ASSISTANT) if name in groups), "")
    return str(user._role)


def is_owner(user: Any) -> bool:
    """Whether they may do everything: an Owner, or a superuser."""
    return rank(user) >= Rank.OWNER


def may_manage(actor: Any, target: Any) -> bool:
    """Whether ``actor`` may change ``target``'s account, its password included."""
    return is_owner(actor) and rank(actor) >= rank_when_open(target)


def owners() -> QuerySet[Any]:
    """Open accounts that may do everything."""
    owner = Q(is_superuser=True) | Q(is_staff=True, groups__name=OWNER)
    user = get_user_model()
    found = user._default_manager.filter(owner, is_active=True)
    return user._default_manager.filter(pk__in=found.values("pk"))


def is_last_owner(user: Any) -> bool:
    """Whether nobody could do everything any more without this account.

    Inside a transaction the owners are locked, so that of two who remove each other one remains.
    """
    return set(owners().select_for_update().values_list("pk", flat=True)) == {user.pk}


def set_role(user: Any, role: str) -> None:
    """Give a saved account a role, or none with ""; other groups stay."""
    from django.contrib.auth.models import Group

    had = list(user.groups.filter(name__in=(OWNER, ASSISTANT)))
    gone = [group for group in had if group.name != role]
    if gone:
        user.groups.remove(*gone)
    if role and all(group.name != role for group in had):
        user.groups.add(Group.objects.get_or_create(name=role)[0])
    user._role = role
