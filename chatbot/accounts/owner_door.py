"""Who may come through /setup/: the first owner, once, or an owner who is locked out, for an hour.

Whoever can set the deployment's variables has everything it holds already, so they are what is
asked for: OPS_TOKEN for the first owner, and RECOVER_OWNER together with OPS_TOKEN for one who
lost a phone. A checker or a colleague who was given OPS_TOKEN alone gets in by neither.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from chatbot.models.owner_door import OwnerDoor
from ops import audit, roles
from ops.accounts import second_factor

FIRST = "first owner"
AGAIN = "recover "
#: How long RECOVER_OWNER is honoured after a process first saw it.
OPEN_FOR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Door:
    """One that is open. ``person`` is who comes back in; None where an account is to be made."""

    key: str
    person: Any = None

    @property
    def is_first(self) -> bool:
        """Whether nobody has owned this deployment before."""
        return self.key == FIRST


class TooLate(Exception):
    """Somebody else has come through this door."""


def current() -> Door | None:
    """The door that is open, or None."""
    if not has_staff() and not OwnerDoor.objects.filter(key=FIRST).exists():
        return Door(FIRST)
    if not settings.RECOVER_OWNER:
        return None
    row = OwnerDoor.objects.filter(key=again_key()).first()
    if row is None or row.used_at or timezone.now() - row.opened_at > OPEN_FOR:
        return None
    person = named()
    if person is None and not may_be_made():
        return None
    return Door(row.key, person)


def has_staff() -> bool:
    """Whether anybody works here, with an open account or a closed one."""
    users = get_user_model()._default_manager
    return users.filter(Q(is_superuser=True) | Q(is_staff=True)).exists()


def again_key() -> str:
    """The row of what RECOVER_OWNER says; not the name itself."""
    return AGAIN + salted_hmac("slipway.recover", settings.RECOVER_OWNER.casefold()).hexdigest()


def named() -> Any:
    """The owner whom RECOVER_OWNER names, or None where that is nobody or more than one."""
    name = settings.RECOVER_OWNER
    found = list(roles.owners().filter(Q(username__iexact=name) | Q(email__iexact=name))[:2])
    exact = [user for user in found if user.get_username() == name]
    found = exact or found
    return found[0] if len(found) == 1 else None


def may_be_made() -> bool:
    """Whether RECOVER_OWNER may name a new owner: there is none, and it is an address."""
    if roles.owners().exists():
        return False
    users = get_user_model()._default_manager
    if users.filter(username__iexact=settings.RECOVER_OWNER).exists():
        return False
    try:
        validate_email(settings.RECOVER_OWNER)
    except ValidationError:
        return False
    return True


def code(key: str = FIRST) -> str:
    """Asked for where OPS_TOKEN is empty: 100 bits in five groups of four letters and digits.

    It follows from SECRET_KEY, so every process knows it and nothing is stored.
    """
    digest = salted_hmac("slipway.setup", key, algorithm="sha256").digest()
    letters = base64.b32encode(digest).decode().lower()[:20]
    return "-".join(letters[at : at + 4] for at in range(0, 20, 4))


def fits(given: str, key: str) -> bool:
    """Whether somebody has what this deployment asks for; in the same time however wrong it is."""
    if settings.OPS_TOKEN:
        return constant_time_compare(given.strip(), settings.OPS_TOKEN)
    plain = "".join(given.split()).replace("-", "").lower()
    return constant_time_compare(plain, code(key).replace("-", ""))


def come_through(door: Door, *, email: str, password: str) -> Any:
    """Make the owner, or give the one who is back a new password; raises ``TooLate``.

    The row comes first: the database lets one of two at the same moment write it.
    """
    try:
        with transaction.atomic():
            _use(door)
            person = door.person
            if person is None:
                users: Any = get_user_model()._default_manager
                person = users.create_superuser(username=email, email=email, password=password)
            else:
                person.set_password(password)
                person.save(update_fields=["password"])
                second_factor.reset(person)
                audit.record(
                    audit.Kind.FACTOR_REMOVED, person, object=person, about="through RECOVER_OWNER"
                )
            # Once somebody is in, no other way stays open behind them.
            now = timezone.now()
            OwnerDoor.objects.filter(used_at=None).update(used_at=now)
    except IntegrityError as error:
        raise TooLate from error
    return person


def _use(door: Door) -> None:
    now = timezone.now()
    if door.is_first:
        OwnerDoor.objects.create(key=FIRST, used_at=now)
        taken = has_staff()
    else:
        fresh = OwnerDoor.objects.filter(key=door.key, used_at=None, opened_at__gt=now - OPEN_FOR)
        taken = not fresh.update(used_at=now)
    if taken:
        raise TooLate
