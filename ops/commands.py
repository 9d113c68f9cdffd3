"""What every command shares: exit codes, data on stdout, words on stderr.

Exit 0 fine, 1 findings, 2 wrong use or could not run, 3 incomplete. Django's own ``CommandError``
exits 1, which would read as findings, so commands here raise ``WrongUse``.
"""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError

FINE, FINDINGS, COULD_NOT_RUN, INCOMPLETE = 0, 1, 2, 3


class WrongUse(CommandError):
    """The command cannot do what was asked; the message says what to change. Exit 2."""

    def __init__(self, message: str) -> None:
        super().__init__(message, returncode=COULD_NOT_RUN)


#: Django prints the class's name in front of the message, and a person reads it.
WrongUse.__name__ = "Error"


class Command(BaseCommand):
    """A command that prints data with ``emit`` and everything else with ``say``."""

    def say(self, text: str) -> None:
        """Progress and remarks, on stderr."""
        self.stderr.write(text, ending="\n")

    def emit(self, data: dict[str, Any]) -> None:
        """Data for a machine, on stdout."""
        self.stdout.write(json.dumps(data, ensure_ascii=False, indent=2, default=str))
