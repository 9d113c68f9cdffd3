"""Judge the whole launch, of this deployment or of any site."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import CommandParser

from ops import commands
from ops.launch import command, deployment
from ops.launch.network.names import BadName
from ops.launch.report import listing, options_for
from ops.launch.world import Target


class Command(command.CheckCommand):
    """``manage.py launch_check [--url URL]``"""

    help = "Check everything a launch needs: of this deployment, or with --url of any site."

    def add_arguments(self, parser: CommandParser) -> None:
        """The contract's options."""
        parser.add_argument("--url", metavar="URL", help="a site to look at from outside")
        parser.add_argument("--only", nargs="+", metavar="ID-PREFIX", default=[], action="extend")
        parser.add_argument(
            "--stage", nargs="+", metavar="N", type=int, default=[], action="extend"
        )
        parser.add_argument("--list", action="store_true", help="show every check and end")
        parser.add_argument("--platform", metavar="NAME|TARGET", default="",
                            help="where the names should lead")  # fmt: skip
        parser.add_argument("--also", nargs="+", metavar="HOST", default=[], action="extend",
                            help="further hosts of yours")  # fmt: skip
        parser.add_argument("--lighthouse", action="store_true",
                            help="measure with Lighthouse too; takes a minute")  # fmt: skip
        command.add_options(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        """Run, report, exit."""
        checks = command.checks_for(options["only"], options["stage"])
        if options["list"]:
            name = "json" if options["json"] else options["format"]
            self.stdout.write(listing(checks, name, options_for(sys.stdout)), ending="")
            return
        target = self._target(options)
        self.deliver([self.look(target, checks, options, deployment.notes_for(target))], options)

    def _target(self, options: dict[str, Any]) -> Target:
        also = [command.name_of(host) for host in options["also"]]
        try:
            platform, aim = (
                deployment.platform_of(options["platform"]) if options["platform"] else ("", "")
            )
            if options["url"]:
                return command.target_of(
                    options["url"], also=also, platform=platform, platform_target=aim
                )
            return deployment.here(also=also, platform=platform, platform_target=aim)
        except BadName as error:
            raise commands.WrongUse(str(error)) from error
