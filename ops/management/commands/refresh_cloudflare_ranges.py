"""Ask Cloudflare for its address ranges and keep them in the project."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from ops import commands
from ops.web import cloudflare, cloudflare_lists
from ops.web.cloudflare_lists import OddAnswer


class Command(commands.Command):
    """``manage.py refresh_cloudflare_ranges``"""

    help = "Read Cloudflare's published address ranges into the project's file."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """From where and to where."""
        parser.add_argument(
            "--url", default=cloudflare_lists.SITE, help="ask here for /ips-v4 and /ips-v6 instead"
        )
        parser.add_argument(
            "--output", type=Path, default=cloudflare.FILE, help="write to this file instead"
        )
        parser.add_argument(
            "--fewer", action="store_true", help="believe lists that many ranges are missing from"
        )
        parser.add_argument("--json", action="store_true", help="print the result as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, doubt, write; exit 2 with the old file untouched when something is odd."""
        try:
            lists = cloudflare_lists.fetch(options["url"].rstrip("/"))
            found = [*lists[4], *lists[6]]
            known = [] if options["fewer"] else cloudflare.NETWORKS
            cloudflare_lists.judge(found, known)
            cloudflare_lists.write(options["output"], lists, read=timezone.now().date())
        except OddAnswer as error:
            raise commands.WrongUse(f"Nothing was changed: {error}.") from error
        except OSError as error:
            raise commands.WrongUse(
                f"Nothing was changed: {options['output'].name} cannot be written "
                f"({type(error).__name__})."
            ) from error
        added = [str(network) for network in found if network not in cloudflare.NETWORKS]
        gone = [str(network) for network in cloudflare.NETWORKS if network not in found]
        if options["json"]:
            self.emit({"ranges": len(found), "added": added, "gone": gone})
        if added or gone:
            self.say(f"{len(found)} ranges: added {added or 'none'}, gone {gone or 'none'}.")
            self.say("Commit the file and redeploy; running processes keep what they know.")
        else:
            self.say(f"{len(found)} ranges, the same as before. The date in the file is today's.")
