"""Try the running site as a visitor would."""

from __future__ import annotations

import sys
import time
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import CommandParser
from django.http.request import validate_host

from ops import commands
from ops.smoke.registry import Step, steps
from ops.smoke.visit import CannotTell, StepFailed, Visit

WORDS = {"pass": "works  ", "fail": "FAILS  ", "unknown": "unknown"}


class Command(commands.Command):
    """``manage.py smoke_test [URL] [--accounts]``"""

    help = "Open the site, ask it something, leave a lead, and see the confirmation leave."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which site, and how far."""
        parser.add_argument("url", nargs="?", default="", help="SITE_URL unless given")
        parser.add_argument(
            "--accounts", action="store_true", help="also make, use and delete a visitor account"
        )
        parser.add_argument(
            "--send-token",
            action="store_true",
            help="send OPS_TOKEN to a host that is not one of this deployment's own",
        )
        parser.add_argument("--timeout", type=float, default=30.0, help="seconds for each step")
        parser.add_argument("--json", action="store_true", help="print the result as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit 0 when all works, 1 when a step fails, 3 when one could not be tried."""
        visit = self._visit(options)
        results: list[dict[str, Any]] = []
        with visit.cleaned_up():
            for step in steps(accounts=options["accounts"]):
                result = self._try(step, visit)
                results.append(result)
                said = f" ({result['detail']})" if result["detail"] else ""
                self.say(f"{WORDS[result['status']]}  {result['title']}{said}")
        found = {result["status"] for result in results}
        if options["json"]:
            ok = "works" if found <= {"pass"} else "fails" if "fail" in found else "incomplete"
            self.emit({"schema": 1, "target": visit.base, "verdict": ok, "steps": results})
        if "fail" in found:
            sys.exit(commands.FINDINGS)
        if "unknown" in found:
            sys.exit(commands.INCOMPLETE)

    def _visit(self, options: dict[str, Any]) -> Visit:
        base = (options["url"] or settings.SITE_URL).rstrip("/")
        try:
            parts = urlsplit(base)
            host = parts.hostname or ""
            parts.port  # noqa: B018 - raises when it is no number
        except ValueError:
            parts, host = urlsplit(""), ""
        if parts.scheme not in ("http", "https") or not host or parts.username or parts.path:
            raise commands.WrongUse("Give the site's address, such as https://example.com")
        if options["timeout"] <= 0:
            raise commands.WrongUse("The timeout is a number of seconds above 0.")
        own = [name for name in settings.ALLOWED_HOSTS if name != "*"]
        inside = validate_host(host, own)
        token = settings.OPS_TOKEN if inside or options["send_token"] else ""
        if not token:
            self.say(
                "Without the ops token, what would leave traces in your figures is left out: "
                + ("set OPS_TOKEN." if inside else "this is not one of this deployment's hosts.")
            )
        return Visit(base=base, token=token, inside=inside, seconds=options["timeout"])

    def _try(self, step: Step, visit: Visit) -> dict[str, Any]:
        begin = time.monotonic()
        try:
            status, detail = "pass", step.run(visit)
        except StepFailed as error:
            status, detail = "fail", str(error)
        except CannotTell as error:
            status, detail = "unknown", str(error)
        return {
            "id": step.id,
            "title": step.title,
            "status": status,
            "detail": detail,
            "duration_ms": round((time.monotonic() - begin) * 1000),
        }
