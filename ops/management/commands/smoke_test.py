"""Try the running site as a visitor would."""

from __future__ import annotations

import os
import sys
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import CommandParser
from django.db import Error as DatabaseError
from django.http.request import validate_host

from ops import commands
from ops.smoke import chromium, leftovers
from ops.smoke.registry import steps
from ops.smoke.rows import SmokeRun
from ops.smoke.run import Result, as_json, play, verdict
from ops.smoke.visit import NO_BROWSER, Visit

WORDS = {"pass": "works  ", "fail": "FAILS  ", "unknown": "unknown", "skipped": "left out"}
#: Where the words of the next line begin.
INDENT = " " * 10
ENDINGS = {
    "works": "All of it works.",
    "fails": "Not all of it works. What to change stands under each line that fails.",
    "incomplete": "Nothing failed, and not everything could be tried.",
}


class Command(commands.Command):
    """``manage.py smoke_test [URL] [--accounts]``"""

    last_fix = ""
    help = "Open the site, ask it something, leave a lead, and see the confirmation arrive."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which site, and how far."""
        parser.add_argument("url", nargs="?", default="", help="SITE_URL unless given")
        parser.add_argument(
            "--accounts", action="store_true", help="also make, use and delete a visitor account"
        )
        parser.add_argument(
            "--send-token",
            action="store_true",
            help="send OPS_TOKEN to a host that is not one of this deployment's own",
        )
        parser.add_argument(
            "--browser", metavar="PATH", default="", help="the Chromium to open the widget in"
        )
        parser.add_argument(
            "--no-browser", action="store_true", help="look at the widget by HTTP only"
        )
        parser.add_argument("--timeout", type=float, default=30.0, help="seconds for each step")
        parser.add_argument("--json", action="store_true", help="print the result as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit 0 when all works, 1 when a step fails, 3 when one could not be tried."""
        visit = self._visit(options)
        run = self._begin(visit)
        wanted = steps(accounts=options["accounts"])
        if run is None:
            results = play(visit, wanted, say=self._tell)
        else:
            with leftovers.going_on(run):
                results = play(visit, wanted, say=self._tell)
            self._end(run, visit, results)
        self.say(ENDINGS[verdict(results)])
        if options["json"]:
            self.emit(as_json(visit, results))
        if verdict(results) == "fails":
            sys.exit(commands.FINDINGS)
        if verdict(results) == "incomplete":
            sys.exit(commands.INCOMPLETE)

    def _tell(self, result: Result) -> None:
        detail = f": {result.detail}" if result.status == "fail" else f" ({result.detail})"
        self.say(f"{WORDS[result.status]:<9} {result.title}" + (detail if result.detail else ""))
        if result.fix and result.fix == self.last_fix:
            self.say(f"{INDENT}As above.")
        elif result.fix:
            self.say(f"{INDENT}{result.fix}")
            self.last_fix = result.fix

    def _begin(self, visit: Visit) -> SmokeRun | None:
        """Note that it runs, and clean up after earlier ones; None away from the deployment."""
        if not visit.inside:
            return None
        try:
            if gone := leftovers.sweep():
                self.say(f"Deleted {gone} traces of an earlier smoke test that was cut short.")
            return SmokeRun.objects.begin(tag=visit.tag, version=settings.VERSION)
        except DatabaseError as error:
            visit.inside = False
            self.say(
                f"The database cannot be used from here ({type(error).__name__}), so the site is "
                "tried from outside only. Check DATABASE_URL, and that bin/release has run."
            )
            return None

    def _end(self, run: SmokeRun, visit: Visit, results: list[Result]) -> None:
        report = as_json(visit, results)
        leftovers.sweep_own(visit.tag)
        run.version = report["version"] or run.version
        run.end(report["verdict"], report["steps"])

    def _visit(self, options: dict[str, Any]) -> Visit:
        base = (options["url"] or settings.SITE_URL).rstrip("/")
        try:
            parts = urlsplit(base)
            host = parts.hostname or ""
            parts.port  # noqa: B018 - raises when it is no number
        except ValueError:
            parts, host = urlsplit(""), ""
        if parts.scheme not in ("http", "https") or not host or parts.username or parts.path:
            raise commands.WrongUse("Give the site's address, such as https://example.com")
        if options["timeout"] <= 0:
            raise commands.WrongUse("The timeout is a number of seconds above 0.")
        own = [name for name in settings.ALLOWED_HOSTS if name != "*"]
        inside = validate_host(host, own)
        token = settings.OPS_TOKEN if inside or options["send_token"] else ""
        if not token:
            self.say(
                "Without the ops token, what would leave traces in your figures is left out: "
                + (
                    "set OPS_TOKEN."
                    if inside or not settings.OPS_TOKEN
                    else f"{host} is not one of this deployment's hosts. If that site is yours "
                    "and has the same OPS_TOKEN, add --send-token."
                )
            )
        return Visit(
            base=base,
            token=token,
            inside=inside,
            seconds=options["timeout"],
            browser=self._browser(options),
            without_browser="as asked" if options["no_browser"] else NO_BROWSER,
        )

    def _browser(self, options: dict[str, Any]) -> str:
        given: str = options["browser"]
        if options["no_browser"]:
            return ""
        if given and not os.access(given, os.X_OK):
            raise commands.WrongUse(f"There is no browser at {given}. --no-browser does without.")
        return given or chromium.find()
