"""Load the demo business."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from chatbot.demo.load import load_demo
from chatbot.models import KnowledgeVersion


class Command(BaseCommand):
    """``manage.py load_demo``"""

    help = "Load the demo business. A profile or knowledge of your own is never touched."

    def add_arguments(self, parser: CommandParser) -> None:
        """A way to load it once only."""
        parser.add_argument(
            "--if-new",
            action="store_true",
            help="only into a database in which nothing was ever written",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Load it and say what is there."""
        if options["if_new"] and KnowledgeVersion.current():
            return
        entries = load_demo()
        if entries:
            self.stdout.write(f"The demo business is loaded, with {entries} knowledge entries.")
        else:
            self.stdout.write("You have knowledge of your own, so no demo knowledge was loaded.")
