"""Send one email the way all others go."""

from __future__ import annotations

import sys
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import CommandParser

from ops import commands
from ops.environment import EMAIL_SHAPE
from ops.letters.writing import from_text
from ops.outbox import sender, transport
from ops.outbox.enqueue import enqueue


def blocked_port() -> str:
    """What it mostly means when an SMTP server is not even reached, as a sentence or two."""
    parts = urlsplit(settings.EMAIL_URL)
    port = parts.port or 25
    return (
        f"There is no way from here to {parts.hostname} port {port}. If the name is right, the "
        "platform blocks that port, as many do (Render's free plan all mail ports, most others "
        "port 25). Try the provider's port 2525, or its API instead of SMTP (EMAIL_PROVIDER)."
    )


def what_to_look_for(address: str) -> str:
    """The next steps with an email that has left."""
    domain = sender.name_and_address()[1].rpartition("@")[2]
    return (
        f"1. Look for it at {address}, in the inbox and in the spam folder; it should be there "
        "within two minutes.\n"
        '2. Open its source ("Show original" at Gmail, "View source" at Outlook): SPF, DKIM and '
        "DMARC should each say pass.\n"
        "3. For an explanation, save that source as message.eml and run:\n"
        f"   python manage.py check_email_auth {domain} --message message.eml"
    )


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
        letter = from_text(
            f"A test email from {settings.SITE_HOST}",
            f"This is a test. Emails from {settings.SITE_URL} reach you.",
        )
        row = enqueue(
            to=address,
            **letter.parts,
            kind="test",
            is_test=True,
        )
        if row.state == row.State.FAILED:
            self._say(options, "failed", row.last_error)
            sys.exit(commands.FINDINGS)
        if not row.take():
            raise commands.WrongUse("Another process has sent it already; look for it.")
        try:
            provider_id = transport.send(row)
        except transport.DeliveryError as error:
            row.mark_failed(str(error), permanent=True, retry_after=None)
            words = blocked_port() if error.unreached else "Check the EMAIL_ variables."
            self._say(options, "failed", f"Not sent: {error}. {words}")
            sys.exit(commands.FINDINGS)
        row.mark_sent(provider_id)
        if settings.EMAIL_PROVIDER == "file":
            folder = settings.EMAIL_FILE_DIR.name
            self._say(options, "sent", f"Sent. It is in {folder}/, since EMAIL_PROVIDER is file.")
        else:
            self._say(options, "sent", f"Sent.\n{what_to_look_for(address)}")

    def _say(self, options: dict[str, Any], state: str, words: str) -> None:
        if options["json"]:
            self.emit({"state": state, "provider": settings.EMAIL_PROVIDER})
        self.say(words)
