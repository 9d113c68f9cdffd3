"""A backup brought back, into a database of its own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import environ
from django.core.management.base import CommandParser

from ops import commands
from ops.backups.places import place_of
from ops.backups.problems import BackupFailed
from ops.backups.restore import Restored, restore
from ops.launch.report.wording import moment

SHAPE = "postgres://USER:PASSWORD@HOST/NAME or sqlite:////a/file.sqlite3"


class Command(commands.Command):
    """``manage.py restore NAME [--into DATABASE_URL]``"""

    help = "Bring a backup back into a new database. The one in use is left alone."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Which, and into what."""
        parser.add_argument("name", help="as `backup --list` shows it, or latest")
        parser.add_argument(
            "--from", dest="place", default="", metavar="URL-OR-FOLDER", help="not BACKUP_URL"
        )
        parser.add_argument(
            "--into", default="", metavar="DATABASE_URL", help="this database; a new one if not"
        )
        parser.add_argument(
            "--overwrite", default="", metavar="NAME", help="the database that may lose all it has"
        )
        parser.add_argument("--json", action="store_true", help="print the result as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit 2 with everything as it was when it cannot be done."""
        into = self._database(options["into"])
        try:
            done = restore(
                place=place_of(options["place"]),
                name=options["name"],
                into=into,
                overwrite=options["overwrite"],
                say=self.say,
            )
        except BackupFailed as error:
            raise commands.WrongUse(str(error)) from error
        if options["json"]:
            self.emit(done.as_json())
        else:
            self.stdout.write(done.database)
        self.say(self._words(done, given=into is not None))

    def _database(self, url: str) -> dict[str, Any] | None:
        if not url:
            return None
        known = ("postgres://", "postgresql://", "sqlite://")
        try:
            # The library would print an address it does not know, with its password.
            found = dict(environ.Env.db_url_config(url)) if url.startswith(known) else {}
        except (ValueError, TypeError, environ.ImproperlyConfigured):
            found = {}
        if not found.get("NAME") or not found["ENGINE"].endswith(("postgresql", "sqlite3")):
            raise commands.WrongUse(f"--into must be the address of a database: {SHAPE}")
        return found

    def _words(self, done: Restored, *, given: bool) -> str:
        """What there is now, and what to do with it."""
        backup = done.backup
        lines = [
            f"Restored {backup.rows} rows in {len(backup.tables)} tables as they were on "
            f"{moment(backup.made_at)}; every table was counted.",
        ]
        if done.held:
            lines.append(
                f"{done.held} emails were waiting then and may have left since. They are held: "
                "look at them in the admin, Outbox, given up, and try those again that should go."
            )
        lines.append(
            "Everybody signs in again in the restored copy. People whose data you deleted after "
            "that day are in it again: delete them again."
        )
        if done.older:
            lines.append(
                f"The copy is of an older release. Before it serves, run on it: python manage.py "
                f"migrate ({len(done.older)} to run: {_some(done.older)})"
            )
        if done.newer:
            lines.append(
                f"The copy is of a newer release than this code, which does not know "
                f"{_some(done.newer)}. Serve it with release {backup.version}."
            )
        if done.replaced:
            lines.append(
                f"It has replaced what {Path(done.database).name} held"
                + (f", which is in the backup {done.saved}." if done.saved else "; that is gone.")
            )
            lines.append("Restart the web and worker processes.")
            return "\n".join(lines)
        url = (
            "the address you gave" if given else f"the same address with {done.database} at its end"
        )
        if backup.engine == "sqlite":
            url = f"sqlite:///{Path(done.database).resolve()}"
        lines += [
            "Nothing was switched: your site still uses the database it did. To use this one, set "
            f"DATABASE_URL to {url}, and restart.",
            f"Keep the old one: what came in after {moment(backup.made_at)} is only there.",
        ]
        return "\n".join(lines)


def _some(names: tuple[str, ...]) -> str:
    more = f" and {len(names) - 4} more" if len(names) > 4 else ""
    return ", ".join(names[:4]) + more
