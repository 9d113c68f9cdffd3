"""A copy of the data somewhere else."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser

from ops import commands
from ops.backups import manifest
from ops.backups.make import in_words, make_backup
from ops.backups.places import Place, place_of
from ops.backups.problems import BackupFailed
from ops.launch.report.wording import moment


class Command(commands.Command):
    """``manage.py backup [--to URL-or-folder] [--list]``"""

    help = "Copy the database to BACKUP_URL and check the copy, or list the copies there."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to, and what."""
        parser.add_argument(
            "--to", default="", metavar="URL-OR-FOLDER", help="instead of BACKUP_URL"
        )
        parser.add_argument("--list", action="store_true", help="show what is there")
        parser.add_argument(
            "--keep", type=int, default=None, help="how many stay; BACKUP_KEEP unless given, 0 all"
        )
        parser.add_argument("--json", action="store_true", help="print the result as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit 2 when there is no backup at the end."""
        keep = settings.BACKUP_KEEP if options["keep"] is None else options["keep"]
        if keep < 0:
            raise commands.WrongUse("--keep is a number from 0 up; 0 keeps all.")
        try:
            place = place_of(options["to"])
            if options["list"]:
                self._list(place, as_json=options["json"])
                return
            made = make_backup(place=place, keep=keep, say=self.say)
        except BackupFailed as error:
            raise commands.WrongUse(str(error)) from error
        if options["json"]:
            self.emit({**made.as_json(), "place": place.words})
        else:
            self.stdout.write(made.name)
        self.say(
            f"Done: {in_words(made.size)}, {len(made.tables)} tables, {made.rows} rows, checked. "
            f"Restore it with: python manage.py restore {made.name}"
        )
        if not options["to"] and not settings.BACKUP_URL:
            self.say(
                f"It lies on this machine, in {place.words}: a broken disk or the platform's next "
                "deploy takes it too. Set BACKUP_URL (docs/backups.md)."
            )

    def _list(self, place: Place, *, as_json: bool) -> None:
        found = manifest.listed(place)
        if as_json:
            backups = [one.as_json() for one in found]
            self.emit({"schema": 1, "place": place.words, "backups": backups})
        for one in found if not as_json else ():
            self.stdout.write(
                f"{one.name}  {moment(one.made_at)}  {in_words(one.size)}  {one.rows} rows  "
                f"release {one.version}" + (f"  ({one.reason})" if one.reason else "")
            )
        if not found:
            self.say(f"There is no backup in {place.words}. Make one: python manage.py backup")
