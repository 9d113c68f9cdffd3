"""Judge a site's redirects, headers, pages and speed from outside."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandParser

from ops.launch import command


class Command(command.CheckCommand):
    """``manage.py check_http URL``"""

    help = "Check a site's redirects, headers, cookies, pages, caching and speed."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which site."""
        parser.add_argument("url", metavar="URL")
        command.add_options(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        """One report."""
        checks = command.checks_for(["http", "cache", "performance"])
        self.deliver([self.look(command.target_of(options["url"]), checks, options)], options)
