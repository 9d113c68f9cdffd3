"""Whose address is not a visitor's: the owner's, and those of people who sign in here to work.

Notices about visitors are sent to them. To give out or delete "everything about" such an address
would give out, or delete, what is other people's.
"""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import Q

from ops.addresses import address_key, address_problem


def works_here(address: str) -> bool:
    """Whether an address is the owner's, or that of a staff account."""
    wanted = address_key(address)
    owner = settings.OWNER_EMAIL
    if owner and not address_problem(owner) and address_key(owner) == wanted:
        return True
    staff = get_user_model()._default_manager.filter(Q(is_staff=True) | Q(is_superuser=True))
    return any(
        address_key(email) == wanted
        for email in staff.exclude(email="").values_list("email", flat=True)
        if not address_problem(email)
    )
