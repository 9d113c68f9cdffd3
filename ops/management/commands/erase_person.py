"""Everything about one person deleted, and searched for afterwards."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandParser

from ops import commands
from ops.privacy import erase, pending
from ops.privacy.rows import DataDeed
from ops.privacy.words import counted


class Command(commands.Command):
    """``manage.py erase_person EMAIL [--yes] [--json]``"""

    help = (
        "Say what is kept about an email address; with --yes delete it and prove that it is gone."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Whose, and whether it is meant."""
        parser.add_argument("email", metavar="EMAIL")
        parser.add_argument(
            "--yes", action="store_true", help="delete it; without, nothing is done"
        )
        parser.add_argument("--json", action="store_true", help="print the result as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit 1 when something is left, 2 for wrong use, 3 when a place could not be searched."""
        try:
            address = erase.judged(options["email"])
        except erase.NotTheirs as error:
            raise commands.WrongUse(str(error)) from error
        if not options["yes"]:
            self._look(address, as_json=options["json"])
            return
        done = pending.erase_person(address, via=DataDeed.Via.COMMAND)
        self._tell(done, as_json=options["json"])
        if done.proof.found:
            raise SystemExit(commands.FINDINGS)
        if done.proof.unsearched:
            raise SystemExit(commands.INCOMPLETE)

    def _look(self, address: str, *, as_json: bool) -> None:
        counts = erase.held(address)
        before = [deed.at for deed in erase.deeds_of(address) if deed.what == DataDeed.What.ERASE]
        if as_json:
            self.emit({"schema": 1, "erased": False, "counts": counts, "left": [],
                       "unsearched": [], "copies": [], "erased_before": before})  # fmt: skip
            return
        for name, count in counts.items():
            self.stdout.write(counted(name, count))
        if before:
            self.say(f"Their data was deleted before, on {before[0]:%d %B %Y}.")
        if counts:
            self.say("Nothing was deleted. Add --yes to delete all of this for good.")
        else:
            self.say(
                "Nothing is kept about this address. With --yes every text is searched for it."
            )

    def _tell(self, done: erase.Erased, *, as_json: bool) -> None:
        proof = done.proof
        if as_json:
            self.emit({"schema": 1, "erased": True, "counts": done.counts,
                       "left": [one.as_json() for one in proof.left],
                       "unsearched": proof.unsearched, "copies": proof.copies})  # fmt: skip
            return
        for name, count in done.counts.items():
            self.stdout.write(f"Deleted: {counted(name, count)}")
        for left in proof.left:
            self.stdout.write(f"{'Still there' if left.sure else 'Look yourself'}: {left}")
        for problem in proof.unsearched:
            self.stdout.write(f"Not searched: {problem}")
        for copy in proof.copies:
            self.stdout.write(f"Backup: {copy}")
        if not proof.found:
            self.say("Done. Every table, file and cache was searched: nothing of them is left.")
        else:
            self.say("Not all of it is gone: see what is still there above.")
