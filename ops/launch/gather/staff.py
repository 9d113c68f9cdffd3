"""Who can get into the admin, and how easily."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import Error as DatabaseError
from django.db.models import Q

from ops.accounts import second_factor
from ops.database import give_back
from ops.launch.findings import Unknown
from ops.launch.network.names import is_local
from ops.launch.registry import gatherer
from ops.launch.world import World

#: Names that whoever guesses tries first.
DEFAULT_NAMES = ("admin", "administrator", "owner", "root", "test", "demo", "user", "staff")
#: What people choose first; each try costs as long as a sign-in, so there are few.
COMMON = ("password", "password123", "admin", "admin123", "12345678", "changeme", "letmein")
#: Seconds of trying, and how many people.
ENOUGH, MOST = 25.0, 10


@dataclass(frozen=True, kw_only=True, slots=True)
class StaffFacts:
    """``people`` is everybody who may open the admin, ``without`` those with no second factor."""

    local: bool
    admin_path: str
    required: bool
    people: tuple[str, ...]
    without: tuple[str, ...]
    default_names: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class PasswordFacts:
    """Whose password was guessed (never which it is), and who has none."""

    local: bool
    guessed: tuple[str, ...]
    unusable: tuple[str, ...]


def _staff() -> list[Any]:
    users = get_user_model()._default_manager
    return list(
        users.filter(Q(is_staff=True) | Q(is_superuser=True), is_active=True).order_by("pk")
    )


@gatherer("staff", seconds=5, inside=True)
def gather_staff(world: World) -> StaffFacts | Unknown:
    """From the accounts in the database."""
    try:
        people = _staff()
        without = second_factor.without_one(people)
    except DatabaseError as error:
        return Unknown(f"The accounts cannot be read: {type(error).__name__}.")
    names = tuple(person.get_username() for person in people)
    return StaffFacts(
        local=is_local(settings.SITE_HOST),
        admin_path=settings.ADMIN_PATH,
        required=settings.STAFF_SECOND_FACTOR,
        people=names,
        without=tuple(person.get_username() for person in without),
        default_names=tuple(name for name in names if name.casefold() in DEFAULT_NAMES),
    )


@gatherer("staff_passwords", seconds=ENOUGH + 10, inside=True)
def gather_passwords(world: World) -> PasswordFacts | Unknown:
    """By trying a few passwords on the stored hashes, as an attacker would on the page.

    Owners first; of assistants, who can do less, as many as there is time for.
    """
    end = time.monotonic() + ENOUGH
    try:
        people = sorted(_staff(), key=lambda person: not person.is_superuser)
    except DatabaseError as error:
        return Unknown(f"The accounts cannot be read: {type(error).__name__}.")
    finally:
        # Trying takes seconds, and others of this run wait for the connection.
        give_back()
    guessed = []
    for person in people[:MOST]:
        for guess in guesses(person.get_username(), person.email):
            if time.monotonic() > end:
                if person.is_superuser:
                    return Unknown("Trying the passwords took too long on this machine.")
                break
            # Not check_password of the user, which would store a newer hash.
            if person.has_usable_password() and _fits(guess, person.password):
                guessed.append(person.get_username())
                break
    return PasswordFacts(
        local=is_local(settings.SITE_HOST),
        guessed=tuple(guessed),
        unusable=tuple(
            p.get_username() for p in people if p.is_superuser and not p.has_usable_password()
        ),
    )


def guesses(name: str, email: str) -> Iterator[str]:
    """What is tried for one person, each once: their name first."""
    own = [name, email, email.partition("@")[0], f"{name}123"]
    yield from dict.fromkeys(guess for guess in (*own, *COMMON) if guess)


def _fits(guess: str, encoded: str) -> bool:
    from django.contrib.auth.hashers import identify_hasher

    try:
        return bool(identify_hasher(encoded).verify(guess, encoded))
    except ValueError:
        return False
