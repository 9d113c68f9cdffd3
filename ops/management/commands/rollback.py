"""Bring the previous release back. ``bin/rollback`` calls it."""

from __future__ import annotations

import logging
import sys
from typing import Any

from django.core.management.base import CommandParser

from ops import commands
from ops.backups.problems import BackupFailed
from ops.releases.plan import make_plan
from ops.releases.plan_words import in_words
from ops.releases.platforms.base import ByHand, PlatformFailed
from ops.releases.platforms.which import chosen
from ops.releases.reverse import ReversalFailed
from ops.releases.rollback import Rollback, RollbackRefused, Wish
from ops.releases.which import NoSuchRelease, pair

logger = logging.getLogger("ops.release")


class Command(commands.Command):
    """``manage.py rollback [RELEASE] [--with-schema] [--yes]``"""

    help = "Bring the previous release back. Shows what it would do, and does it with --yes."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Back to where, and how far."""
        parser.add_argument(
            "release",
            nargs="?",
            default="",
            help="its version or commit; the previous unless given",
        )
        parser.add_argument("--yes", action="store_true", help="do it")
        parser.add_argument(
            "--with-schema", action="store_true", help="reverse its migrations too, once it serves"
        )
        parser.add_argument(
            "--accept-data-loss", default="", metavar="RELEASE",
            help="with --with-schema: the newer release's name, when that deletes data",
        )  # fmt: skip
        parser.add_argument(
            "--no-backup", action="store_true", help="make none; not with --with-schema"
        )
        parser.add_argument(
            "--platform", default="", choices=["heroku", "render", "server"],
            help="where it runs, when that cannot be told",
        )  # fmt: skip
        parser.add_argument("--json", action="store_true", help="print the plan as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit 0 done (or shown), 1 refused, 2 could not, 3 a person has to go on."""
        wish = Wish(
            with_schema=options["with_schema"],
            accepted=options["accept_data_loss"],
            backup=not options["no_backup"],
        )
        try:
            rollback = Rollback(
                make_plan(pair(options["release"])), chosen(options["platform"]), wish
            )
            self._show_plan(rollback, as_json=options["json"] and not options["yes"])
            rollback.prepare()
            self._show(rollback, options)
            if options["yes"]:
                rollback.carry_out(self.say)
                self._say_done(rollback)
        except RollbackRefused as error:
            self.say(f"Not done, nothing was changed. {error}")
            sys.exit(commands.FINDINGS)
        except ByHand as error:
            self.say(str(error))
            sys.exit(commands.INCOMPLETE)
        except (NoSuchRelease, PlatformFailed, BackupFailed, ReversalFailed) as error:
            raise commands.WrongUse(str(error)) from error

    def _show_plan(self, rollback: Rollback, *, as_json: bool) -> None:
        if not as_json:
            self.say(in_words(rollback.plan))
            self.say("")

    def _show(self, rollback: Rollback, options: dict[str, Any]) -> None:
        if options["json"]:
            self.emit(
                {
                    **rollback.plan.as_json(),
                    "platform": rollback.platform.name,
                    "steps": rollback.steps,
                    "warnings": rollback.warnings,
                    "dry_run": not options["yes"],
                }
            )
        self.say(f"Steps on {rollback.platform.name}:")
        for number, step in enumerate(rollback.steps, 1):
            self.say(f"  {number}. {step}")
        for words in rollback.warnings:
            self.say(f"Note: {words}")
        self.say("")
        if not options["yes"]:
            self.say(f"Nothing was changed. To do it: {self._again(rollback)}")

    def _again(self, rollback: Rollback) -> str:
        wish = rollback.wish
        words = ["bin/rollback", rollback.plan.target.version]
        words += ["--with-schema"] if wish.with_schema else []
        words += ["--accept-data-loss", wish.accepted] if wish.accepted else []
        words += [] if wish.backup else ["--no-backup"]
        return " ".join([*words, "--yes"])

    def _say_done(self, rollback: Rollback) -> None:
        version = rollback.plan.target.version
        logger.info("release %s is back", version, extra={"event": "rollback"})
        self.say(
            f"Done. Release {version} serves. "
            + (
                "Its tables are back as well."
                if rollback.wish.with_schema
                else "All data is there."
            )
            + "\nNext: look at the site, run python manage.py smoke_test, and mend the newer code "
            "before you release it again."
        )
