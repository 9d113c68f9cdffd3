"""Write every file that is made from the manifest: of variables, and of the deploy buttons."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings

from ops import commands
from ops.buttons import heroku, render
from ops.buttons.chosen import chosen
from ops.environment import Environment, render_docs, render_example
from ops.environment_pages import email_providers, secrets_page

DOCS_HEAD = """# Environment variables

Everything that differs between your computer and your server is set by these variables. On your
computer they stand in the file `.env`; on a platform, in its settings. This page is made from
`config/env.py` by `python manage.py write_environment_files`.

A server or worker that cannot run with what it finds says so when it starts: all problems at
once, each by the name of the variable and never by its value.

"""


class Command(commands.Command):
    """``manage.py write_environment_files``"""

    help = "Write .env.example, the pages, app.json and render*.yaml from config/env.py."

    def handle(self, *args: Any, **options: Any) -> None:
        """Write them all."""
        root = Path(settings.BASE_DIR)
        for name, text in environment_files(settings.ENVIRONMENT).items():
            (root / name).write_text(text)
            self.stdout.write(f"wrote {name}")


def environment_files(environment: Environment) -> dict[str, str]:
    """The text of each file by its path in the project."""
    root = Path(settings.BASE_DIR)
    kept = {
        name: chosen((root / name).read_text() if (root / name).exists() else "")
        for name in ("render.yaml", "render-free.yaml")
    }
    return {
        ".env.example": render_example(environment.variables),
        "docs/environment.md": DOCS_HEAD + render_docs(environment.variables),
        "docs/email-providers.md": email_providers(environment),
        "docs/rotate-a-secret.md": secrets_page(environment),
        "app.json": heroku.app_json(environment.variables),
        "render.yaml": render.full(environment.variables, kept["render.yaml"]),
        "render-free.yaml": render.free(environment.variables, kept["render-free.yaml"]),
    }
