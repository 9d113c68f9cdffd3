"""Write down what is running, where something else than bin/release brought it out."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandParser
from django.db import DatabaseError

from ops import commands
from ops.releases import record
from ops.releases.report import as_json
from ops.web.request_id import acceptable, known_as


class Command(commands.Command):
    """``manage.py record_release [--who NAME]``"""

    help = (
        "Write down that this code went out: version, commit, schema, who and when. bin/release "
        "does it by itself; this is for those who deploy in another way."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Few."""
        parser.add_argument("--who", default="", help="who releases; the platform unless given")
        parser.add_argument("--json", action="store_true", help="the release as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the row."""
        try:
            if not record.can_be_written():
                raise commands.WrongUse(
                    "There is no table for releases yet. Run: python manage.py migrate"
                )
            with known_as(acceptable("")):
                release = record.begin(who=options["who"])
                record.done(release)
        except DatabaseError as error:
            said = (str(error).strip().splitlines() or [type(error).__name__])[0]
            raise commands.WrongUse(f"The database cannot be used: {said}") from error
        if options["json"]:
            self.emit(as_json(release))
        self.say(f"written down: {release.version}, {release.kind}")
