"""Send what is due now."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import CommandParser

from ops import commands
from ops.outbox.deliver import deliver_due
from ops.outbox.rows import OutboxMessage


class Command(commands.Command):
    """``manage.py deliver_outbox``"""

    help = "Send every email that is due. Exit 1 when one was not taken."

    def add_arguments(self, parser: CommandParser) -> None:
        """For machines."""
        parser.add_argument("--json", action="store_true", help="print the counts as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Send, then say what is left."""
        done = deliver_due()
        counts = {
            "sent": done.sent,
            "failed": done.failed,
            "waiting": OutboxMessage.objects.filter(state=OutboxMessage.State.PENDING).count(),
            "given_up": OutboxMessage.objects.filter(state=OutboxMessage.State.FAILED).count(),
        }
        if options["json"]:
            self.emit(counts)
        else:
            self.stdout.write(
                "{sent} sent, {failed} not taken, {waiting} waiting, {given_up} given up".format(
                    **counts
                )
            )
        if done.failed:
            sys.exit(commands.FINDINGS)
