"""Make the two deploy buttons of the README deploy this copy of the project."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser

from ops import commands
from ops.buttons import readme


class Command(commands.Command):
    """``manage.py write_buttons [ADDRESS]``"""

    help = "Make the deploy buttons of README.md deploy your copy of the project."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whose copy."""
        parser.add_argument(
            "address",
            nargs="?",
            metavar="ADDRESS",
            help="where your copy is, such as https://github.com/your-name/slipway; without it, "
            "where git says this folder came from",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the line and say what is left to do."""
        path = Path(settings.BASE_DIR) / "README.md"
        try:
            address = readme.web_address(options["address"] or self._origin())
            text = readme.with_buttons(path.read_text(), address)
        except readme.BadAddress as error:
            raise commands.WrongUse(f"Nothing was written: {error}.") from error
        path.write_text(text)
        self.stdout.write(f"README.md: the buttons deploy {address}.")
        self.say("Commit and push it, and press one of them on the page of your copy.")

    def _origin(self) -> str:
        """Where this folder was cloned from; "" where that cannot be told."""
        command = ["git", "remote", "get-url", "origin"]  # nothing of it comes from outside
        try:
            done = subprocess.run(  # noqa: S603
                command, cwd=settings.BASE_DIR, capture_output=True, text=True, check=False,
                timeout=10,
            )  # fmt: skip
        except (OSError, subprocess.TimeoutExpired):
            return ""
        return done.stdout if done.returncode == 0 else ""
