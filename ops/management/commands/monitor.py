"""Look at the site layer by layer, and tell what breaks."""

from __future__ import annotations

import sys
import time
from argparse import ArgumentTypeError
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser
from django.db import DatabaseError

from ops import commands
from ops.launch.command import add_network_options, network_of, output_file, target_of
from ops.launch.network.names import BadName
from ops.launch.world import World
from ops.monitor.layers import Result, State
from ops.monitor.names import NAMES

MARKS = {State.OK: "works  ", State.FAILED: "FAILS  ", State.UNKNOWN: "unknown"}
#: Seconds of a look where ``--timeout`` is not given; a daily one asks for more.
LOOK, DAILY = 20.0, 30.0


def memory_file(text: str) -> Path:
    """A file whose folder is there, or the argument is refused."""
    try:
        return Path(output_file(text))
    except ArgumentTypeError:
        raise ArgumentTypeError(f"{text!r} cannot be written: its folder does not exist") from None


class Command(commands.Command):
    """``manage.py monitor [--once] [--url URL] [--daily]``"""

    help = (
        "Look at the site every minute, layer by layer, and tell OWNER_EMAIL and Slack what "
        "breaks. The app does this by itself; the command is for cron (--once), for a look from "
        "somewhere else (--url), and for certificates, domain and DNS (--daily)."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Once or for ever; this deployment or any site."""
        parser.add_argument("--once", action="store_true", help="one look, then end")
        parser.add_argument(
            "--url", default="",
            help="a site to look at from outside; nothing is remembered without --memory",
        )  # fmt: skip
        parser.add_argument(
            "--alert", action="store_true", help="with --url: also tell, after two failed looks"
        )
        parser.add_argument(
            "--wait", type=float, default=20.0, metavar="SECONDS",
            help="with --url: before the second look, which decides (default: 20)",
        )  # fmt: skip
        parser.add_argument(
            "--memory", type=memory_file, metavar="FILE",
            help="with --url: remember the outage there, and exit with 1 only when it begins or is "
            "to be told again",
        )  # fmt: skip
        parser.add_argument(
            "--daily", action="store_true",
            help="look at certificates, the domain's registration and DNS records now",
        )  # fmt: skip
        parser.add_argument(
            "--accept", action="store_true",
            help="with --daily: take the DNS records as they are now for right",
        )  # fmt: skip
        parser.add_argument("--json", action="store_true", help="print the result as JSON")
        add_network_options(parser, timeout=LOOK)

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit 0 when all that could be told works, 1 when a layer fails, 3 when none was seen."""
        self._refuse(options)
        if options["daily"]:
            self._daily(options)
            return
        if options["url"]:
            self._outside(options)
            return
        while True:
            began = time.monotonic()
            results = self._own(options)
            self._show(results, options)
            if options["once"]:
                break
            time.sleep(max(1.0, 60 - (time.monotonic() - began)))
        self._end(results, failed=any(one.state is State.FAILED for one in results))

    def _refuse(self, options: dict[str, Any]) -> None:
        if options["alert"] and not options["url"]:
            raise commands.WrongUse("--alert goes with --url; without it alerts are sent anyway.")
        if options["memory"] and not options["url"]:
            raise commands.WrongUse("--memory goes with --url; the app remembers by itself.")
        if options["daily"] and options["url"]:
            raise commands.WrongUse(
                "--daily compares with what this app remembers, so it takes no --url. For another "
                "site: python manage.py launch_check --url URL"
            )
        if options["accept"] and not options["daily"]:
            raise commands.WrongUse("--accept goes with --daily.")
        if options["wait"] < 0:
            raise commands.WrongUse("--wait takes a number of seconds from 0.")

    def _end(self, results: list[Result], *, failed: bool) -> None:
        if failed:
            sys.exit(commands.FINDINGS)
        if all(result.state is State.UNKNOWN for result in results):
            sys.exit(commands.INCOMPLETE)

    def _own(self, options: dict[str, Any]) -> list[Result]:
        from ops.launch.deployment import here
        from ops.monitor import run

        try:
            world = World(target=here(), options=network_of(options))
        except BadName as error:
            raise commands.WrongUse(f"SITE_URL names no host: {error}") from error
        seen = run.round_of(world, from_inside=True)
        run.beat(seen)
        for event in seen.events:
            self.say(f"told: {event.kind.value}, {NAMES[event.incident.layer]}")
        return list(seen.results)

    def _outside(self, options: dict[str, Any]) -> None:
        """Two looks where the first one fails: what fails once is no outage."""
        from ops.monitor import outside

        target = target_of(options["url"])
        own = target.url.rstrip("/") == settings.SITE_URL
        try:
            seen = outside.look(
                lambda: World(target=target, options=network_of(options)),
                token=settings.OPS_TOKEN if own else "", file=options["memory"],
                wait=options["wait"], say=self.say,
            )  # fmt: skip
        except OSError as error:
            raise commands.WrongUse(f"--memory cannot be written: {error.strerror}") from error
        self._show(list(seen.results), options)
        for event in seen.events if options["alert"] else ():
            self._tell(event, target.host)
        if options["memory"]:
            for incident in seen.watch.incidents if not seen.is_news else ():
                since = f"{incident.since:%Y-%m-%d %H:%M} UTC"
                self.say(f"{NAMES[incident.layer]} fails since {since}, and that has been told")
        failed = any(one.state is State.FAILED for one in seen.results)
        self._end(list(seen.results), failed=seen.is_news if options["memory"] else failed)

    def _tell(self, event: Any, host: str) -> None:
        from ops.monitor.alerts import send
        from ops.monitor.alerts.words import alert_for

        for sent in send.send(alert_for(event, site=host, zone=settings.TIME_ZONE)):
            if sent.on:
                self.say(f"{sent.route}: {sent.problem or 'told'}")

    def _daily(self, options: dict[str, Any]) -> None:
        """Exit 0 when nothing has to be done, 1 when something has, 3 when nothing was seen."""
        from ops.monitor.daily import report, run

        network = network_of({**options, "timeout": max(options["timeout"], DAILY)})
        try:
            seen = run.round_of(run.own_world(network), accepting=options["accept"])
        except BadName as error:
            raise commands.WrongUse(f"SITE_URL names no host: {error}") from error
        except DatabaseError as error:
            raise commands.WrongUse(
                "The database cannot be asked, and that is where the last look is kept. Run: "
                f"python manage.py migrate ({type(error).__name__})"
            ) from error
        if options["json"]:
            self.emit(report.as_json(seen))
        else:
            for line in report.lines(seen):
                self.say(line)
        if report.is_bad(seen):
            sys.exit(commands.FINDINGS)
        if report.is_blind(seen):
            sys.exit(commands.INCOMPLETE)

    def _show(self, results: list[Result], options: dict[str, Any]) -> None:
        if options["json"]:
            self.emit(
                {
                    "schema": 1,
                    "target": options["url"] or settings.SITE_URL,
                    "failed": next(
                        (r.layer.value for r in results if r.state is State.FAILED), None
                    ),
                    "layers": [
                        {
                            "layer": result.layer.value,
                            "state": result.state.value,
                            "evidence": result.evidence,
                            "ms": result.ms,
                        }
                        for result in results
                    ],
                }
            )
            return
        for result in results:
            shown = result.evidence if result.state is not State.OK else ""
            said = f": {shown}" if shown else ""
            self.say(f"{MARKS[result.state]}  {NAMES[result.layer]}{said}")
