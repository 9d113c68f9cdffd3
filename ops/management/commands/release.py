"""Bring this code out: what bin/release runs, on every platform."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import CommandParser
from django.db import connection

from ops import commands
from ops.releases.going_out import go_out
from ops.releases.problems import ReleaseFailed
from ops.releases.report import as_json
from ops.web.request_id import acceptable, known_as

#: Seconds for which a release waits for another one.
WAIT = 600


class Command(commands.Command):
    """``manage.py release``"""

    help = (
        "Check the settings, bring the tables up without hurting visitors, try the new code, and "
        "write down what went out. bin/release calls it; run it as often as you like."
    )
    # They are the first step, so that a failure can be written down.
    requires_system_checks: Any = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Few."""
        parser.add_argument("--who", default="", help="who releases; the platform unless given")
        parser.add_argument("--wait", type=float, default=WAIT, metavar="SECONDS",
                            help="how long to wait for another release")  # fmt: skip
        parser.add_argument("--json", action="store_true", help="the release as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run it; 0 it is out, 1 the code must be changed first, 2 it could not be run."""
        one_connection()
        try:
            # Its lines in the log are found together, as those of a request are.
            with known_as(acceptable("")):
                release = go_out(say=self.say, wait=max(options["wait"], 0), who=options["who"])
        except ReleaseFailed as error:
            self.say("\nThe release stopped. What served visitors before goes on as it was.")
            self.say(error.problem)
            sys.exit(commands.FINDINGS if error.findings else commands.COULD_NOT_RUN)
        if options["json"]:
            self.emit(as_json(release))
        self.say(f"release: {release.version} may take traffic")


def one_connection() -> None:
    """The lock lives in a connection, which a pool would hand to somebody else."""
    connection.close()
    options = connection.settings_dict.get("OPTIONS", {})
    if "pool" in options:
        connection.settings_dict["OPTIONS"] = {k: v for k, v in options.items() if k != "pool"}
