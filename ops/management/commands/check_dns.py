"""Judge the DNS of one or several domains."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandParser

from ops import commands
from ops.launch import command
from ops.launch.network.names import shown
from ops.launch.world import Target


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
        targets = [_target(domain) for domain in options["domains"]]
        self.deliver([self.look(target, checks, options) for target in targets], options)


def _target(text: str) -> Target:
    """A domain somebody registered, or a name below one; raises ``WrongUse`` for anything else."""
    target = command.target_of(text)
    if not target.domain and not target.on_platform_domain:
        raise commands.WrongUse(
            f"{shown(target.host)} is no domain that somebody can have: give the one you bought, "
            "such as example.com."
        )
    return target
