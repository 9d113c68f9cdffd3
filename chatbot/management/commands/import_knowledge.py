"""Bring knowledge in from files."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from chatbot.importing.read import UnreadableFile, read_file
from chatbot.importing.store import Imported, store_rows
from ops import commands


class Command(commands.Command):
    """``manage.py import_knowledge FILE …``"""

    help = "Import knowledge from CSV, JSON or Markdown. Importing a file again updates it."

    def add_arguments(self, parser: CommandParser) -> None:
        """Files, and a way to look first."""
        parser.add_argument("files", nargs="+", metavar="FILE")
        parser.add_argument("--dry-run", action="store_true", help="say what would change")
        parser.add_argument("--json", action="store_true", help="print the result as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Import each file; a file with a problem is left out whole, and the exit code is 2."""
        results: dict[str, Imported] = {}
        for name in options["files"]:
            try:
                rows = read_file(Path(name))
            except UnreadableFile as error:
                results[name] = Imported(problems=[str(error)])
            else:
                results[name] = store_rows(rows, origin=Path(name).name, dry_run=options["dry_run"])
        for name, result in results.items():
            self._report(name, result, dry_run=options["dry_run"])
        if options["json"]:
            self.emit(
                {
                    name: {
                        "added": result.added,
                        "changed": result.changed,
                        "unchanged": result.unchanged,
                        "problems": result.problems,
                    }
                    for name, result in results.items()
                }
            )
        if any(result.problems for result in results.values()):
            sys.exit(commands.COULD_NOT_RUN)

    def _report(self, name: str, result: Imported, *, dry_run: bool) -> None:
        if result.problems:
            self.say(f"{name}: nothing was imported. Please change:")
            for problem in result.problems:
                self.say(f"  {problem}")
            return
        self.say(
            f"{name}: {len(result.added)} {'would be ' if dry_run else ''}added, "
            f"{len(result.changed)} changed, {len(result.unchanged)} as before."
        )
