"""Judge the certificate and the TLS of a host."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.core.management.base import CommandParser

from ops.launch import command


class Command(command.CheckCommand):
    """``manage.py check_ssl HOST[:PORT] …``"""

    help = "Check a host's certificate, chain, names, dates and TLS versions, on each address."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which hosts."""
        parser.add_argument("hosts", nargs="+", metavar="HOST[:PORT]")
        command.add_options(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        """One report a host; its www twin is not looked at, only what was named."""
        checks = command.checks_for(["tls"])
        targets = [replace(command.target_of(host), single=True) for host in options["hosts"]]
        self.deliver([self.look(target, checks, options) for target in targets], options)
