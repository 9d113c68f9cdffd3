"""Write .env.example and docs/environment.md from the manifest."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings

from ops import commands
from ops.environment import Environment, render_docs, render_example

DOCS_HEAD = """# Environment variables

Everything that differs between your computer and your server is set by these variables. On your
computer they stand in the file `.env`; on a platform, in its settings. This page is made from
`config/env.py` by `python manage.py write_environment_files`.

A server or worker that cannot run with what it finds says so when it starts: all problems at
once, each by the name of the variable and never by its value.

"""


class Command(commands.Command):
    """``manage.py write_environment_files``"""

    help = "Write .env.example and docs/environment.md from config/env.py."

    def handle(self, *args: Any, **options: Any) -> None:
        """Write both files."""
        root = Path(settings.BASE_DIR)
        for name, text in environment_files(settings.ENVIRONMENT).items():
            (root / name).write_text(text)
            self.stdout.write(f"wrote {name}")


def environment_files(environment: Environment) -> dict[str, str]:
    """The text of each file by its path in the project."""
    return {
        ".env.example": render_example(environment.variables),
        "docs/environment.md": DOCS_HEAD + render_docs(environment.variables),
    }
