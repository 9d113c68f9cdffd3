"""Sign somebody out everywhere, or everybody."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.contrib.auth import get_user_model

from ops import audit, commands, sessions


class Command(commands.Command):
    """``manage.py end_sessions [USERNAME]``"""

    help = "Sign one person out on all their devices; without a name, sign everybody out."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whose sessions."""
        parser.add_argument("username", nargs="?", default="", metavar="USERNAME")
        parser.add_argument("--json", action="store_true", help="print the count as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """End them and say how many there were."""
        username, user = options["username"], None
        if username:
            users = get_user_model()._default_manager
            user = users.filter(**{get_user_model().USERNAME_FIELD: username}).first()
            if user is None:
                raise commands.WrongUse(f"There is no account called {username}.")
        ended = sessions.end_of(user) if user is not None else sessions.end_all()
        audit.record(
            audit.Kind.SESSIONS_ENDED, object=user, about="" if user else "everybody, everywhere"
        )
        if options["json"]:
            self.emit({"ended": ended, "username": username})
            return
        who = f"{username} is" if user else "Everybody is"
        self.stdout.write(f"{who} signed out. Sessions ended: {ended}.")
