"""What is kept of people, and why: the record of processing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser

from ops import commands
from ops.privacy import record_page


class Command(commands.Command):
    """``manage.py processing_record [--write] [--json]``"""

    help = "Print the record of processing (GDPR article 30), or write it into docs/privacy.md."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to."""
        parser.add_argument("--write", action="store_true", help="into docs/privacy.md")
        parser.add_argument("--json", action="store_true", help="print it as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit 2 when the page cannot be written."""
        if options["json"]:
            self.emit({"schema": 1, "site": settings.SITE_URL, "tables": record_page.as_json()})
            return
        if not options["write"]:
            self.stdout.write(record_page.made())
            return
        page = Path(settings.BASE_DIR) / "docs" / "privacy.md"
        try:
            by_hand = page.read_text("utf-8").partition(record_page.BEGINNING)[0]
            page.write_text(by_hand + record_page.made(), "utf-8")
        except OSError as error:
            raise commands.WrongUse(f"{page} cannot be written: {error.strerror}.") from error
        self.say(f"Written: {page}")
