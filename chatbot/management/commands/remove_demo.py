"""Take the demo business out."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from chatbot.demo.load import remove_demo


class Command(BaseCommand):
    """``manage.py remove_demo``"""

    help = "Remove the demo business and its knowledge. What you have written or changed stays."

    def handle(self, *args: Any, **options: Any) -> None:
        """Remove it and say what was removed."""
        profile, entries = remove_demo()
        if not profile and not entries:
            self.stdout.write("There was no demo to remove.")
            return
        what = "the demo profile and " if profile else ""
        self.stdout.write(f"Removed {what}{entries} demo entries. What you wrote yourself is kept.")
