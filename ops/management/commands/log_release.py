"""A line in the log for each release, so that what happened after one can be found."""

from __future__ import annotations

import logging
from typing import Any

from django.conf import settings

from ops import commands

logger = logging.getLogger("ops.release")


class Command(commands.Command):
    """``manage.py log_release``"""

    help = "Write a log line that says which release is going out. bin/release calls it."

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the line."""
        logger.info("release %s goes out", settings.VERSION, extra={"event": "release"})
