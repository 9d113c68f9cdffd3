"""Let somebody back in whose phone or passkey is lost."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import CommandParser
from django.db.models import Q

from ops import commands
from ops.accounts import second_factor


class Command(commands.Command):
    """``manage.py reset_second_factor USERNAME``"""

    help = "Take away a lost second factor, and sign that person out everywhere."

    def add_arguments(self, parser: CommandParser) -> None:
        """Who."""
        parser.add_argument("username", help="the name or the email address they sign in with")
        parser.add_argument("--json", action="store_true", help="print the result as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it; exit 2 when the name fits nobody, or more than one person."""
        name = options["username"].strip()
        if not name:
            raise commands.WrongUse("Say whose: manage.py reset_second_factor USERNAME")
        users = get_user_model()._default_manager
        found = list(users.filter(Q(username__iexact=name) | Q(email__iexact=name))[:2])
        exact = [user for user in found if user.get_username() == name]
        found = exact or found
        if len(found) != 1:
            raise commands.WrongUse(
                "Nobody signs in with that name."
                if not found
                else "More than one person has that name; give the exact username."
            )
        count = second_factor.reset(found[0])
        if options["json"]:
            self.emit({"username": found[0].get_username(), "removed": count})
        self.say(
            f"Taken away: {count}. {found[0].get_username()} is signed out everywhere, signs in "
            "with the password, and is asked to set up a new second factor."
        )
