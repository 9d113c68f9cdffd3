"""Make the first admin account of a development machine."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model

from ops import commands

NAME = "owner"


class Command(commands.Command):
    """``manage.py first_admin``"""

    help = "Make an admin account with a random password where there is none, and say what it is."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the sign-in on one line, the first time and every time after."""
        note = Path(settings.VAR_DIR) / "first-admin.txt"
        address = f"{settings.SITE_URL}/{settings.ADMIN_PATH}/"
        users = get_user_model()._default_manager
        if not users.filter(is_superuser=True).exists():
            password = secrets.token_urlsafe(12)
            users.create_superuser(username=NAME, password=password)
            note.parent.mkdir(parents=True, exist_ok=True)
            with open(os.open(note, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
                file.write(f"{NAME} / {password}\n")
        where = f"as {note.read_text().strip()}" if note.is_file() else "with your own account"
        self.stdout.write(f"Admin          {address} (sign in {where})")
