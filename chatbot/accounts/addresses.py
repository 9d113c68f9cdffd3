"""Whose account an address opens, and whose it was only typed into."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model
from django.db.models import Q

from leads.capture import address_key, address_problem
from ops.privacy.since import made_before


def _rows(email: str, until: datetime | None) -> list[EmailAddress]:
    """Every address of a visitor's account that is this one, in whatever letters. Of an account
    that was made after ``until`` none is: here and below it is somebody who has come back.
    """
    if address_problem(email):
        return []
    domain = address_key(email).rpartition("@")[2]
    local = email.strip().rpartition("@")[0]
    alike = Q(email__iexact=email.strip()) | Q(email__istartswith=f"{local}@")
    if not local.isascii():
        # SQLite compares only ASCII without letter case; the rest is read here.
        alike |= Q(email__iendswith=f"@{domain}")
    rows = EmailAddress.objects.filter(alike, user__is_staff=False, user__is_superuser=False)
    return [
        row for row in made_before(rows.select_related("user"), until)
        if not address_problem(row.email) and address_key(row.email) == address_key(email)
    ]  # fmt: skip


def accounts_of(email: str, until: datetime | None = None) -> list[Any]:
    """The accounts that have proved this address."""
    return list({row.user_id: row.user for row in _rows(email, until) if row.verified}.values())


def typed_into(email: str, until: datetime | None = None) -> list[Any]:
    """Accounts that have proved no address at all, and for which this one was typed.

    Nobody can sign in to them. They hold the address and nothing that is anybody else's.
    """
    found = {row.user_id: row.user for row in _rows(email, until) if not row.verified}
    bare = get_user_model()._default_manager.filter(
        email__iexact=email.strip(), is_staff=False, is_superuser=False
    )
    found |= {user.pk: user for user in made_before(bare, until)}
    proved = EmailAddress.objects.filter(user_id__in=found, verified=True)
    having = set(proved.values_list("user_id", flat=True))
    return [user for key, user in found.items() if key not in having]


def forget_typed(email: str, until: datetime | None = None) -> int:
    """Delete the address where it was typed into the account of somebody who has another."""
    keys = [row.pk for row in _rows(email, until) if not row.verified]
    return int(EmailAddress.objects.filter(pk__in=keys).delete()[0])
