"""What is past its time, deleted now."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandParser

from ops import commands
from ops.privacy import retention


class Command(commands.Command):
    """``manage.py prune [--dry-run] [--list] [--json]``"""

    help = "Delete what has been kept long enough; the app does it once a day by itself."

    def add_arguments(self, parser: CommandParser) -> None:
        """Look, or do."""
        parser.add_argument("--dry-run", action="store_true", help="only say what would go")
        parser.add_argument("--list", action="store_true", help="show how long everything is kept")
        parser.add_argument("--json", action="store_true", help="print the result as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit 2 when a rule could not be carried out."""
        if options["list"]:
            self._list(as_json=options["json"])
            return
        dry = options["dry_run"]
        found = retention.would_go() if dry else retention.run()
        if options["json"]:
            self.emit({"schema": 1, "dry_run": dry, "rules": [_as_json(one) for one in found]})
        else:
            for one in found:
                if one.count or one.problem:
                    said = f"failed: {one.problem}" if one.problem else str(one.count)
                    self.stdout.write(f"{one.rule.name}  {said}  ({one.rule.words(one.days)})")
        failed = [one.rule.name for one in found if one.problem]
        if failed:
            raise commands.WrongUse(f"Not carried out: {', '.join(failed)}. The log says why.")
        count = sum(one.count for one in found)
        if dry:
            self.say(f"Would go: {count}. Nothing was deleted.")
        else:
            self.say(f"Deleted: {count}.")

    def _list(self, *, as_json: bool) -> None:
        rules, days = retention.rules().values(), retention.now_in_force()
        if as_json:
            self.emit({"schema": 1, "rules": [
                {"name": rule.name, "what": rule.what, "days": days[rule.name], "since": rule.since,
                 "how": rule.how, "may_be_changed": rule.may_be_changed} for rule in rules
            ]})  # fmt: skip
            return
        for rule in rules:
            self.stdout.write(
                f"{rule.name}  {rule.what}: {rule.words(days[rule.name])}  ({rule.how})"
            )


def _as_json(one: retention.Pruned) -> dict[str, Any]:
    return {"name": one.rule.name, "count": one.count, "days": one.days, "problem": one.problem}
