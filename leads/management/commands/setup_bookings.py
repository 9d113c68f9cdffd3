"""Have Calendly tell this app of the calls that are booked."""

from __future__ import annotations

import getpass
import sys
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import CommandParser

from leads.bookings.subscribe import BASE, Calendly, Refused, Subscription, is_token
from ops import commands
from ops.launch.command import target_of
from ops.launch.network.names import is_local


class Command(commands.Command):
    """``manage.py setup_bookings [--apply] [--again]``"""

    help = (
        "Show whether Calendly tells this app of bookings, and with --apply have it do so. Asks "
        "for a personal access token of Calendly, which is used once and stored nowhere. Cal.com "
        "needs no command; see docs/bookings.md."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Whether to do it, and whether anew."""
        parser.add_argument("--apply", action="store_true", help="make it, not only show")
        parser.add_argument(
            "--again",
            action="store_true",
            help="with --apply: make it anew, after CALENDLY_WEBHOOK_SECRET was changed",
        )
        parser.add_argument("--url", default="", metavar="SITE", help="another site than SITE_URL")
        parser.add_argument(
            "--api-url", default=BASE, help="another address of the API; only tests need it"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit 0 when Calendly tells us, 1 when it does not yet, 2 when it cannot be asked."""
        address = self._address(options["url"], options["api_url"])
        secrets: list[str] = settings.CALENDLY_WEBHOOK_SECRET
        if not secrets:
            raise commands.WrongUse(
                "CALENDLY_WEBHOOK_SECRET is not set. Make one with: python -c "
                '"import secrets; print(secrets.token_urlsafe(32))", set it where your platform '
                "keeps variables and here, and run this again."
            )
        base = urlsplit(options["api_url"])
        if base.scheme != "https" and not is_local(base.hostname or ""):
            raise commands.WrongUse("--api-url must start with https://: the token is sent there.")
        calendly = Calendly(self._token(), options["api_url"].rstrip("/"))
        try:
            there = self._settle(calendly, address, secrets[0], options)
        except Refused as error:
            raise commands.WrongUse(str(error)) from error
        if not there:
            sys.exit(commands.FINDINGS)

    def _settle(
        self, calendly: Calendly, address: str, secret: str, options: dict[str, Any]
    ) -> bool:
        """Look, and bring it about where that was asked; whether Calendly tells us now."""
        person, organization = calendly.whose()
        found = [s for s in calendly.subscriptions(person, organization) if s.url == address]
        if _fits(found) and not (options["apply"] and options["again"]):
            self.say(f"Calendly tells {address} of bookings.")
            return True
        if not options["apply"]:
            self.say(f"Calendly does not tell {address} of bookings yet. Add --apply to have it.")
            return False
        for old in found:
            calendly.drop(old.uri)
        calendly.make(person, organization, address, secret)
        self.say(
            f"Calendly tells {address} of bookings from now on. Book a time yourself to try it; "
            "it appears in the admin under Bookings."
        )
        return True

    def _address(self, url: str, api_url: str) -> str:
        target = target_of(url or settings.SITE_URL)
        if api_url == BASE and (target.is_local or is_local(target.host)):
            raise commands.WrongUse(
                f"{target.host} is an address on this computer or its network, which Calendly "
                "cannot reach. Give your public one: --url https://chat.example.com"
            )
        return f"{(url or settings.SITE_URL).rstrip('/')}/webhooks/bookings/calendly/"

    def _token(self) -> str:
        """Typed unseen, or read from a pipe; never from the command line, which others can list."""
        if sys.stdin.isatty():
            token = getpass.getpass("Calendly personal access token: ").strip()
        else:
            token = sys.stdin.readline().strip()
        if not is_token(token):
            raise commands.WrongUse(
                "A personal access token is needed. At Calendly: Integrations & apps, API and "
                "webhooks, Get a token now. Paste it when you are asked, or pipe it in."
            )
        return token


def _fits(found: list[Subscription]) -> bool:
    return any(one.fits for one in found)
