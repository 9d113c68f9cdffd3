"""Bring knowledge in from files and web pages."""

from __future__ import annotations

import sys
from argparse import ArgumentTypeError
from typing import Any

from django.core.management.base import CommandParser

from chatbot.importing import preview
from chatbot.importing.gather import MOST_PAGES, PAGES, Gathering
from chatbot.importing.plan import Fate, Plan, known_pages, make_plan
from chatbot.importing.progress import Bar
from chatbot.importing.rows import Gathered
from chatbot.importing.store import Decisions, Everything, store
from chatbot.importing.visit import Visitor
from ops import commands
from ops.launch import command as network


class Command(commands.Command):
    """``manage.py import_knowledge FILE-or-URL \u2026``"""

    help = (
        "Import knowledge from CSV, JSON, YAML, Markdown, text, HTML, PDF and Word files, and from "
        "web pages, sitemaps and small sites. Importing again updates what was imported before."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """What to read, what to do with it, and how the network is reached."""
        parser.add_argument("places", nargs="+", metavar="FILE-or-URL")
        parser.add_argument("--dry-run", action="store_true", help="say what would change")
        parser.add_argument("--yes", action="store_true", help="do not ask before storing")
        parser.add_argument(
            "--site", action="store_true", help="an address stands for its whole site"
        )
        parser.add_argument(
            "--pages", type=_pages, default=PAGES, metavar="N",
            help=f"pages of a site that are read (default: {PAGES}, at most {MOST_PAGES})",
        )  # fmt: skip
        parser.add_argument(
            "--remove-missing", action="store_true",
            help="remove what came from the same file or page before and is no longer there",
        )  # fmt: skip
        parser.add_argument(
            "--overwrite", action="store_true",
            help="where you edited an entry and the source changed too, take the source's",
        )  # fmt: skip
        parser.add_argument(
            "--use-flagged", action="store_true",
            help="answer also from text that reads like an instruction to the assistant",
        )  # fmt: skip
        parser.add_argument("--json", action="store_true", help="print the result as JSON")
        group = parser.add_argument_group("network")
        group.add_argument("--resolver", metavar="HOST:PORT", type=network.server, default=None)
        group.add_argument(
            "--connect-to", metavar="HOST:PORT:ADDR:PORT", action="append", type=network.rule,
            default=[],
        )  # fmt: skip
        group.add_argument("--ca-file", metavar="PEM", type=network.ca_file, default=None)
        group.add_argument(
            "--timeout", metavar="SECONDS", type=network.seconds, default=600.0,
            help="for the whole run (default: 600)",
        )  # fmt: skip

    def handle(self, *args: Any, **options: Any) -> None:
        """Read all, show what would change, store all or nothing. Exit 2 where nothing could be."""
        gathered, plan = self._read(options)
        data: dict[str, Any] = {"schema": 1, "dry_run": options["dry_run"], "stored": False}
        if not plan.problems:
            self._show(plan, gathered, options)
            if not options["dry_run"] and self._agreed(plan, options):
                done = store(gathered, _decisions(options))
                plan = done.plan
                data |= {"stored": done.stored, "removed": done.removed, "kept": done.kept,
                         "set_aside": done.set_aside}  # fmt: skip
                self._say_done(plan, len(done.removed), len(done.set_aside))
        if plan.problems:
            self.say("Nothing was imported. Please change:")
            for problem in plan.problems:
                self.say(f"  {preview.shown(problem)}")
        if options["json"]:
            self.emit(data | preview.as_data(plan, gathered))
        code = _exit_code(plan, gathered, options)
        if code:
            sys.exit(code)

    def _read(self, options: dict[str, Any]) -> tuple[Gathered, Plan]:
        live = bool(getattr(self.stderr, "isatty", lambda: False)())
        bar = Bar(lambda text: self.stderr.write(text, ending=""), live=live)
        visitor = Visitor(options=network.network_of(options), seconds=options["timeout"])
        gathering = Gathering(
            visitor=visitor, pages=options["pages"], known=known_pages, progress=bar
        )
        try:
            gathered = gathering.places(options["places"], site=options["site"])
            bar.next()
            return gathered, make_plan(gathered, bar)
        finally:
            bar.end()

    def _show(self, plan: Plan, gathered: Gathered, options: dict[str, Any]) -> None:
        shown = preview.lines(
            plan, gathered, overwrite=options["overwrite"], remove=options["remove_missing"]
        )
        for line in shown:
            self.say(line)
        if options["dry_run"]:
            self.say(f"{preview.counts(plan, would=True)}.")

    def _agreed(self, plan: Plan, options: dict[str, Any]) -> bool:
        """Whether to go on; without a terminal nobody can be asked, and the command was the yes."""
        if options["yes"] or plan.is_idle or not sys.stdin.isatty():
            return True
        self.stderr.write(f"Import this ({preview.counts(plan)})? [y/N] ", ending="")
        self.stderr.flush()
        if sys.stdin.readline().strip().lower() in ("y", "yes"):
            return True
        self.say("Nothing was imported.")
        return False

    def _say_done(self, plan: Plan, removed: int, set_aside: int) -> None:
        if plan.problems:
            return
        more = f", {removed} removed" if removed else ""
        self.say(f"Imported: {preview.counts(plan)}{more}.")
        if set_aside:
            self.say(f"{set_aside} not in use until you have read them (admin, Knowledge).")


def _pages(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= MOST_PAGES:
        raise ArgumentTypeError(f"must be a number from 1 to {MOST_PAGES}, not {text!r}")
    return int(text)


def _decisions(options: dict[str, Any]) -> Decisions:
    return Decisions(
        remove_missing=options["remove_missing"],
        overwrite=Everything() if options["overwrite"] else (),
        use=Everything() if options["use_flagged"] else (),
    )


def _exit_code(plan: Plan, gathered: Gathered, options: dict[str, Any]) -> int:
    """1 where a conflict waits for a decision, 2 for problems, 3 where pages could not be had."""
    if plan.problems:
        return commands.COULD_NOT_RUN
    if plan.of(Fate.CONFLICT) and not options["overwrite"]:
        return commands.FINDINGS
    return commands.INCOMPLETE if gathered.unread else commands.FINE
