"""Judge the DNS of one or several domains."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandParser

from ops.launch import command


class Command(command.CheckCommand):
    """``manage.py check_dns DOMAIN …``"""

    help = "Check a domain's DNS: names, name servers, DNSSEC, CAA, registration."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which domains."""
        parser.add_argument("domains", nargs="+", metavar="DOMAIN")
        command.add_options(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        """One report a domain."""
        checks = command.checks_for(["dns"])
        targets = [command.target_of(domain) for domain in options["domains"]]
        self.deliver([self.look(target, checks, options) for target in targets], options)
