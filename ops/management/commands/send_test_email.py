"""Send one email the way all others go."""

from __future__ import annotations

import sys
from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser

from ops import commands
from ops.environment import EMAIL_SHAPE
from ops.outbox import transport
from ops.outbox.enqueue import enqueue


class Command(commands.Command):
    """``manage.py send_test_email ADDRESS``"""

    help = "Send a test email through the configured provider, at once."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to."""
        parser.add_argument("address")
        parser.add_argument("--json", action="store_true", help="print the result as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Send it and say what became of it; exit 1 when the provider did not take it."""
        address = options["address"].strip()
        if not EMAIL_SHAPE.fullmatch(address):
            raise commands.WrongUse("That is not an email address, such as you@example.com.")
        row = enqueue(
            to=address,
            subject=f"A test email from {settings.SITE_HOST}",
            text=f"This is a test. Emails from {settings.SITE_URL} reach you.\n",
            kind="test",
            is_test=True,
        )
        if not row.take():
            raise commands.WrongUse("Another process has sent it already; look for it.")
        try:
            provider_id = transport.send(row)
        except transport.DeliveryError as error:
            row.mark_failed(str(error), permanent=True, retry_after=None)
            self._say(options, "failed", f"Not sent: {error}. Check the EMAIL_ variables.")
            sys.exit(commands.FINDINGS)
        row.mark_sent(provider_id)
        where = {
            "file": f" It is in {settings.EMAIL_FILE_DIR.name}/, since EMAIL_PROVIDER is file."
        }
        self._say(options, "sent", f"Sent.{where.get(settings.EMAIL_PROVIDER, '')}")

    def _say(self, options: dict[str, Any], state: str, words: str) -> None:
        if options["json"]:
            self.emit({"state": state, "provider": settings.EMAIL_PROVIDER})
        self.say(words)
