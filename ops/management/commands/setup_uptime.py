"""Have an uptime provider look at the site, by its API."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import CommandParser
from django.db import DatabaseError

from ops import commands
from ops.database import give_back
from ops.launch.command import target_of
from ops.launch.network.names import is_local
from ops.uptime import heartbeat, told
from ops.uptime.carry_out import Done, carry_out
from ops.uptime.plan import Act, Step, plan
from ops.uptime.provider import SPOKEN, Company, Provider, ProviderFailed, connect
from ops.uptime.rows import UptimeMonitor
from ops.uptime.wanted import Part, site_of, wanted

#: Seconds that a provider's rate limit may make us wait in all.
PATIENCE = 180.0


@dataclass(frozen=True, slots=True)
class Looked:
    """What is there: the steps to what should be, and how many would hear of an outage."""

    steps: list[Step]
    listeners: int | None


class Command(commands.Command):
    """``manage.py setup_uptime --provider uptimerobot|betterstack [--apply]``"""

    help = (
        "Show which monitors an uptime provider should have for this site (homepage, /healthz, "
        "/readyz, the chat and a heartbeat), and with --apply make them. A second run changes "
        "nothing; what is not ours is never touched."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Which provider, whether to do it, and for which site."""
        parser.add_argument("--provider", choices=sorted(SPOKEN), required=True)
        parser.add_argument("--apply", action="store_true", help="make and repair, not only show")
        parser.add_argument("--url", default="", metavar="SITE", help="another site than SITE_URL")
        parser.add_argument(
            "--save-heartbeat", action="store_true",
            help="write the heartbeat's address into .env as HEARTBEAT_URL",
        )  # fmt: skip
        parser.add_argument(
            "--show-heartbeat",
            action="store_true",
            help="show the heartbeat's address; in a terminal only, because it is a secret",
        )
        parser.add_argument("--json", action="store_true", help="print the result as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit 0 when all is there, 1 when something is missing, changed or paused or nobody would
        hear, 2 when the provider cannot be asked, 3 when it refused a part.
        """
        company = SPOKEN[options["provider"]]
        host, ours = self._site(options["url"])
        self._may_hand_over(options, ours)
        provider = self._provider(company, apply=options["apply"])
        looked = self._look(provider, host)
        if options["apply"]:
            done = carry_out(looked.steps, provider, host, self.say)
        else:
            done = [Done(step, step.seen) for step in looked.steps]
        self._report(done, looked, company, (host, ours), options)
        self._hand_over(done, options)
        self._exit(done, looked, applied=options["apply"])

    def _site(self, url: str) -> tuple[str, bool]:
        """Its host, with a port that is none of the usual, and whether it is this deployment."""
        target = target_of(url or settings.SITE_URL)
        given = urlsplit(url or settings.SITE_URL)
        if target.is_local or is_local(target.host):
            raise commands.WrongUse(
                f"{target.host} is an address on this computer or its network, which no uptime "
                "provider can reach. Give your public one: --url https://chat.example.com"
            )
        if given.scheme == "http":
            raise commands.WrongUse(
                f"The address must begin with https://: --url https://{target.host} (visitors of "
                "http:// are sent there, and only there the certificate is looked at)."
            )
        if urlsplit(target.url).path.strip("/") or given.query:
            raise commands.WrongUse(f"Give the site alone: --url https://{target.host}")
        site = site_of(target.host, target.port)
        own = target_of(settings.SITE_URL)
        return site, (own.host, own.port) == (target.host, target.port)

    def _may_hand_over(self, options: dict[str, Any], ours: bool) -> None:
        """Whether the heartbeat's address can be handed over as asked; known before all else."""
        if options["show_heartbeat"] and not self.stdout.isatty():
            raise commands.WrongUse(
                "--show-heartbeat works in a terminal only: the address is a secret, and what is "
                "written to a file or a log stays there."
            )
        if not options["save_heartbeat"]:
            return
        if not ours:
            raise commands.WrongUse(
                "--save-heartbeat writes into the .env of this deployment, and --url names another "
                "site. Use --show-heartbeat and set HEARTBEAT_URL there."
            )
        try:
            heartbeat.file_here()
        except heartbeat.NotSaved as error:
            raise commands.WrongUse(str(error)) from error

    def _provider(self, company: Company, *, apply: bool) -> Provider:
        secret = getattr(settings, company.variable)
        if not secret:
            raise commands.WrongUse(
                f"{company.variable} is empty. You find the key at {company.get_key}; set it for "
                f"this one command or in .env: {company.variable}=…"
            )
        if apply and company.key == "uptimerobot" and secret.startswith("ur"):
            raise commands.WrongUse(
                f"{company.variable} holds a read-only key, with which nothing can be made. Take "
                f"the main one for --apply: {company.get_key}."
            )
        try:
            return connect(company.key, secret=secret, say=self.say, patience=PATIENCE)
        except ProviderFailed as error:
            raise commands.WrongUse(str(error)) from error

    def _look(self, provider: Provider, host: str) -> Looked:
        try:
            seen, listeners = provider.monitors(), provider.listeners()
        except ProviderFailed as error:
            raise commands.WrongUse(str(error)) from error
        try:
            known = UptimeMonitor.objects.ids(provider.key, host)
        except DatabaseError:
            give_back()
            known = {}
        whole = wanted(host, every=provider.every, beat=provider.beat, grace=provider.grace)
        return Looked(plan(whole, seen, known, listeners=listeners), listeners)

    def _report(
        self, done: list[Done], looked: Looked, company: Company, site: tuple[str, bool],
        options: dict[str, Any],
    ) -> None:  # fmt: skip
        applied, (host, ours) = options["apply"], site
        remarks = [
            *told.notes(done, company, listeners=looked.listeners),
            *told.about_heartbeat(done, company, ours=ours),
        ]
        if options["json"]:
            data = told.as_json(
                done, company, f"https://{host}", applied=applied, listeners=looked.listeners,
                remarks=remarks,
            )  # fmt: skip
            self.emit(data)
            return
        self.say(f"{company.name}, for https://{host}\n")
        for line in told.lines(done, applied=applied):
            self.say(line)
        for remark in remarks:
            self.say(f"\n{remark}")
        if not applied and any(one.step.act is not Act.KEEP for one in done):
            self.say("\nNothing was changed. Add --apply to do it.")
        elif any(one.problem for one in done):
            self.say("\nWhat was made stays. Run this again when that is mended.")

    def _hand_over(self, done: list[Done], options: dict[str, Any]) -> None:
        """The heartbeat's address, where it was asked for."""
        wanted_ = options["save_heartbeat"] or options["show_heartbeat"]
        beat = next(one.seen for one in done if one.step.wanted.part is Part.HEARTBEAT)
        if not wanted_:
            return
        if beat is None or not beat.address:
            self.say("\nThere is no heartbeat yet whose address could be handed over.")
            return
        if options["save_heartbeat"]:
            try:
                heartbeat.save(beat.address)
            except heartbeat.NotSaved as error:
                raise commands.WrongUse(str(error)) from error
            self.say("\nHEARTBEAT_URL is written into .env. Restart the app; then: "
                     "python manage.py alert_test")  # fmt: skip
        if options["show_heartbeat"]:
            self.stdout.write(f"HEARTBEAT_URL={beat.address}")

    def _exit(self, done: list[Done], looked: Looked, *, applied: bool) -> None:
        open_ = any(one.step.act is not Act.KEEP for one in done) and not applied
        if open_ or looked.listeners == 0 or any(one.step.paused for one in done):
            sys.exit(commands.FINDINGS)
        if any(one.problem for one in done):
            sys.exit(commands.INCOMPLETE)
