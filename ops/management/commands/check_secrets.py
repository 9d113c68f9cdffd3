"""Look for keys and passwords where they must not be."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser
from django.utils import timezone

from ops import commands
from ops.launch import command, registry, runner
from ops.launch.acceptance import apply
from ops.launch.findings import CannotTell, NotApplicable, Report, Result, Status, Unknown
from ops.secrets import scan
from ops.secrets.allowed import BadAllowance
from ops.secrets.collected import Scanned

#: Seconds that one scan may take, unless ``--timeout`` says otherwise.
PATIENCE = 600.0
Look = Callable[[], Scanned]


class Command(command.CheckCommand):
    """``manage.py check_secrets [PATH] [--history] [--stdin] [--staged]``"""

    help = (
        "Look for keys and passwords in files, static files, the Docker build and logs; with "
        "--history in all of git's past. Values are never shown."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """The contract's options, and what a hook needs."""
        parser.add_argument("path", metavar="PATH", nargs="?", help="a folder or file (default: .)")
        parser.add_argument("--history", action="store_true", help="the whole git history too")
        parser.add_argument("--stdin", action="store_true",
                            help="what is piped in, such as your platform's logs")  # fmt: skip
        parser.add_argument("--staged", action="store_true",
                            help="only what the next commit would bring (for a hook)")  # fmt: skip
        command.add_options(parser)
        parser.set_defaults(fail_on="cleanup", timeout=PATIENCE)

    def handle(self, *args: Any, **options: Any) -> None:
        """Scan, report, exit."""
        if options["staged"] and (options["history"] or options["stdin"]):
            raise commands.WrongUse(
                "--staged looks at the next commit alone; leave the others out."
            )
        given = options["path"] or "."
        path = Path(given).absolute()
        if not path.exists() and not path.is_symlink():
            raise commands.WrongUse(f"There is no file or folder {given!r}.")
        if path.is_file() and options["history"]:
            raise commands.WrongUse("The history is that of a folder; give the folder it is in.")
        try:
            report = self._report(path, self._scans(path, options))
        except BadAllowance as error:
            raise commands.WrongUse(str(error)) from error
        self.deliver([apply(report, command.accepted_here(), timezone.localdate())], options)
        if any(result.reason and result.status is Status.FAIL for result in report.results):
            # Findings that --fail-on lets pass, beside something that was not looked into.
            sys.exit(commands.INCOMPLETE)

    def _scans(self, path: Path, options: dict[str, Any]) -> dict[str, Look]:
        """Which check is made over which scan."""
        seconds = options["timeout"]
        if options["staged"]:
            return {"secrets.files": lambda: scan.about_to_be_committed(path, seconds=seconds)}
        wanted: dict[str, Look] = {}
        if options["path"] or not options["stdin"]:
            wanted["secrets.files"] = lambda: scan.files(path, seconds=seconds)
            if path.is_dir():
                root = Path(settings.STATIC_ROOT) if settings.STATIC_ROOT else None
                wanted["secrets.build"] = lambda: scan.build_output(
                    path, seconds=seconds, static_root=root
                )
                wanted["secrets.logs"] = lambda: scan.log_files(path, seconds=seconds)
        if options["history"]:
            wanted["secrets.history"] = lambda: scan.whole_history(path, seconds=seconds)
        if options["stdin"]:
            if sys.stdin.isatty():
                self.say("Reading what is typed; end it with Ctrl-D. Logs are usually piped in.")
            wanted["secrets.logs"] = lambda: scan.stream(sys.stdin.buffer, seconds=seconds)
        return wanted

    def _report(self, path: Path, scans: dict[str, Look]) -> Report:
        """One report over all scans. Whatever could not be looked into makes it incomplete."""
        started, began = datetime.now(UTC), time.monotonic()
        checks = {check.id: check for check in registry.all_checks()}
        results: list[Result] = []
        notes: list[str] = []
        for id, look in scans.items():
            self.say(f"Looking: {checks[id].title}")
            check = replace(checks[id], essential=True)
            facts = _facts(look)
            if isinstance(facts, Scanned):
                notes += facts.notes
                if facts.allowed:
                    notes.append(
                        f"{id}: {facts.allowed} taken for no secret, by a mark or by .secretsallow."
                    )
            results.append(runner.judge(check, {check.needs[0]: facts}, inside=True))
        return Report(
            target=str(path),
            started_at=started,
            duration_ms=round((time.monotonic() - began) * 1000),
            results=tuple(runner.told_once(results)),
            notes=tuple(dict.fromkeys(notes)),
        )


def _facts(look: Look) -> Scanned | Unknown | NotApplicable:
    try:
        return look()
    except CannotTell as error:
        return Unknown(str(error))
    except NotApplicable as error:
        return error
