"""Getting the heartbeat's address into HEARTBEAT_URL without it standing in a log.

Whoever has it can say that the app lives while it does not. So it is written into ``.env``, or
shown on a terminal to be copied, and only when that was asked for.
"""

from __future__ import annotations

import os
from pathlib import Path

from django.conf import settings

from ops import env_file
from ops.env_file import BadEnvFile

VARIABLE = "HEARTBEAT_URL"


class NotSaved(Exception):
    """The address could not be written; says what to do instead."""


def file_here() -> Path:
    """The file this deployment reads; raises ``NotSaved`` where there is none."""
    name = os.environ.get("ENV_FILE", ".env")
    path = Path(settings.BASE_DIR, name)
    if not name or not path.is_file():
        raise NotSaved(
            "There is no .env file here: at Render and Heroku, variables are kept by the platform. "
            "Run this again in a terminal with --show-heartbeat and copy the address into "
            f"{VARIABLE} there."
        )
    return path


def save(address: str) -> None:
    """Write it into ``.env``, which nobody else may read afterwards; raises ``NotSaved``."""
    path = file_here()
    try:
        file = env_file.read(path)
        env_file.write(file.path, env_file.changed(file.text, {VARIABLE: address}))
    except (BadEnvFile, OSError) as error:
        raise NotSaved(f"{path.name} could not be written: {error}") from error


def in_use(address: str) -> bool:
    """Whether the app sends its signs of life there."""
    return bool(address) and str(settings.HEARTBEAT_URL) == address
