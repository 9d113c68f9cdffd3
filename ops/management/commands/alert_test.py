"""Prove that an alert arrives, by each way that is set up."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser

from ops import commands
from ops.launch.deployment import here
from ops.launch.network.names import BadName
from ops.monitor.alerts import routes, send, sentry
from ops.monitor.alerts.words import Alert
from ops.web.request_id import acceptable, known_as


class Command(commands.Command):
    """``manage.py alert_test``"""

    help = (
        "Send a test alert by email and Slack, ask the heartbeat address, send Sentry a test "
        "report, and say what came."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """How to answer."""
        parser.add_argument("--json", action="store_true", help="print the result as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit 0 when all that is set up worked, 1 when one did not, 3 when none is set up."""
        with known_as(acceptable("")):
            sent = [*send.send(self._alert()), self._heartbeat(), self._sentry()]
        for one in sent:
            if not one.on:
                self.say(f"not set  {one.route}: set {one.variable}, and this way is used too")
            elif one.problem:
                self.say(f"FAILS    {one.route}: {one.problem}")
            else:
                where = {
                    "email": f"; look into the mailbox of {settings.OWNER_EMAIL}",
                    "sentry": f"; look for it at Sentry: {sentry.WORDS}",
                }
                self.say(f"left     {one.route}{where.get(one.route, '')}")
        if settings.EMAIL_PROVIDER == "file":
            self.say("EMAIL_PROVIDER is file: the email lies in var/mail/ and reaches nobody.")
        if options["json"]:
            self.emit(
                {
                    "schema": 1,
                    "routes": [
                        {"route": one.route, "set": one.on, "problem": one.problem} for one in sent
                    ],
                }
            )
        if any(one.problem for one in sent):
            sys.exit(commands.FINDINGS)
        if not any(one.on for one in sent if one.route not in ("heartbeat", sentry.NAME)):
            sys.exit(commands.INCOMPLETE)

    def _alert(self) -> Alert:
        try:
            host = here().host
        except BadName as error:
            raise commands.WrongUse(f"SITE_URL names no host: {error}") from error
        return Alert(
            title=f"This is a test: alerts reach you ({host})",
            summary="Nothing is wrong. When something is, a message like this one says what, since "
            "when, and what to do.",
            facts=(("Sent by", "python manage.py alert_test"),),
            good=True,
        )

    def _heartbeat(self) -> send.Sent:
        return self._tried("heartbeat", "HEARTBEAT_URL", routes.heartbeat)

    def _sentry(self) -> send.Sent:
        return self._tried(sentry.NAME, "SENTRY_DSN", sentry.prove)

    def _tried(self, name: str, variable: str, do: Callable[[], None]) -> send.Sent:
        if not getattr(settings, variable):
            return send.Sent(name, variable, False)
        problem = ""
        try:
            do()
        except routes.RouteError as error:
            problem = str(error)
        send.remember(name, problem)
        return send.Sent(name, variable, True, problem)
