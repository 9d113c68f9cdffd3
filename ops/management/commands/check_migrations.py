"""Whether migrations may run while visitors are served, and how to write them so that they may."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import CommandParser
from django.db import DatabaseError

from ops import commands
from ops.releases.accepting import accept_listed
from ops.releases.pending import pending
from ops.releases.problems import ReleaseFailed
from ops.releases.proving import prove
from ops.releases.report import as_text
from ops.releases.safety.judging import Verdict
from ops.releases.since import commit_of, judge_since


class Command(commands.Command):
    """``manage.py check_migrations [--since [REF] | --prove [REF]]``"""

    help = (
        "Judge the migrations that have not run yet on this database, or all since a commit; or "
        "prove on a PostgreSQL database of its own that old code works on the new tables."
    )
    requires_system_checks: Any = []

    def add_arguments(self, parser: CommandParser) -> None:
        """One way or the other."""
        way = parser.add_mutually_exclusive_group()
        # fmt: off
        way.add_argument("--since", nargs="?", const="", metavar="REF",
                         help="judge what came after it; the last release unless given")
        way.add_argument("--prove", nargs="?", const="", metavar="REF",
                         help="run the code of that commit on the tables of today's")
        # fmt: on
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Judge, print, and end with 0 or 1; 2 where it could not be done."""
        try:
            if options["prove"] is not None:
                self._prove(options)
                return
            verdict = accept_listed(self._verdict(options["since"]))
        except ReleaseFailed as error:
            raise commands.WrongUse(error.problem) from error
        except DatabaseError as error:
            said = (str(error).strip().splitlines() or [type(error).__name__])[0]
            raise commands.WrongUse(
                f"The database does not answer: {said}. Look at DATABASE_URL, or say --since REF, "
                "which asks no database."
            ) from error
        if options["json"]:
            self.emit(
                {
                    "looked_at": verdict.looked_at, "stops": bool(verdict.stopping),
                    "found": [danger.as_json() for danger in verdict.dangers],
                }
            )  # fmt: skip
        else:
            self.stdout.write(as_text(verdict))
        if verdict.stopping:
            sys.exit(commands.FINDINGS)

    def _verdict(self, since: str | None) -> Verdict:
        if since is None:
            waiting = pending()
            if waiting.applied:
                return waiting.judge()
            self.say("This database is empty, so it does not tell what is new; git does.")
        commit = commit_of(since or "")
        self.say(f"Judged is what came after {commit[:12]}.")
        return judge_since(commit)

    def _prove(self, options: dict[str, Any]) -> None:
        commit = commit_of(options["prove"])
        proof = prove(commit, self.say)
        if options["json"]:
            self.emit(proof.as_json())
        else:
            self.stdout.write(proof.as_text())
        if not proof.holds:
            sys.exit(commands.FINDINGS)
