"""What a rollback would meet."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import CommandParser

from ops import commands
from ops.releases.plan import make_plan
from ops.releases.plan_words import in_words
from ops.releases.which import NoSuchRelease, pair


class Command(commands.Command):
    """``manage.py rollback_plan [RELEASE]``"""

    help = "Say what going back to the previous release would meet. Changes nothing."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Back to where."""
        parser.add_argument(
            "release",
            nargs="?",
            default="",
            help="its version or commit; the previous unless given",
        )
        parser.add_argument("--json", action="store_true", help="print the plan as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit 1 when the old code cannot run on the tables, 3 when that is not known."""
        try:
            plan = make_plan(pair(options["release"]))
        except NoSuchRelease as error:
            raise commands.WrongUse(str(error)) from error
        if options["json"]:
            self.emit(plan.as_json())
        else:
            self.stdout.write(in_words(plan))
        if plan.keeps is False:
            sys.exit(commands.FINDINGS)
        if plan.keeps is None:
            sys.exit(commands.INCOMPLETE)
