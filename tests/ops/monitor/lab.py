"""A site on loopback whose every layer can be broken, and the two ways its owner is told."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from django.utils import timezone

from lab.certificates import Authority, Identity
from lab.dns_server import DnsServer
from lab.ports import free_port
from lab.slack_server import SlackServer
from lab.tls_server import Handler, Reply, Request, TlsServer
from ops.launch.network.connect import Rule
from ops.launch.world import NetworkOptions, World, target_for
from ops.monitor import probe, run
from ops.monitor.run import Round

HOST = "chat.example.com"
OURS = (("X-Request-ID", "0123456789abcdef"), ("Content-Type", "application/json"))
LINES = ("database", "migrations", "cache", "broker", "outbox", "llm")


class Letters:
    """An SMTP server that takes everything."""

    def __init__(self) -> None:
        self.taken: list[str] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.taken.append(envelope.content.decode())
        return "250 OK"


class Site:
    """What it answers and how it is reached, to be changed by a test; ``heal`` mends all of it.

    ``patience`` is how many seconds one look waits for DNS, or for an answer. ``answer`` takes the
    place of the app. ``not_ready`` are the lines of /readyz that are not well.
    """

    def __init__(self, dns: DnsServer, root: Path, authority: Authority) -> None:
        self.dns, self.root, self.authority = dns, root, authority
        self.slack, self.letters, self.letters_at = SlackServer(), Letters(), free_port()
        self.now = timezone.now()
        self.servers: list[TlsServer] = []
        self.known = dict(dns.records)
        self.good = self.serve(authority.leaf(HOST))
        self.heal()

    def heal(self) -> None:
        """All is well again."""
        self.dns.all_silent = False
        self.dns.wrong = {"servfail": (), "refused": (), "silent": (), "bogus": ()}
        self.dns.records = dict(self.known)
        self.port, self.answer, self.patience = self.good.port, None, 10.0
        self.not_ready: dict[str, str] = {}

    answer: Handler | None

    def serve(self, identity: Identity | None, **more: Any) -> TlsServer:
        """One more server for the same site, with another certificate or another behaviour."""
        server = TlsServer(identity, handler=lambda asked: self.reply(asked), **more)
        self.servers.append(server)
        return server

    def begin(self, settings: Any) -> None:
        """For the next test: all is well, and nobody has been told anything."""
        self.heal()
        self.now = timezone.now()
        self.slack.messages.clear()
        self.slack.beats.clear()
        self.slack.answers.clear()
        self.letters.taken.clear()
        settings.EMAIL_PROVIDER = "smtp"
        settings.EMAIL_URL = f"smtp://127.0.0.1:{self.letters_at}"
        settings.OWNER_EMAIL, settings.SLACK_WEBHOOK_URL = "maya@example.com", self.slack.url
        settings.REDIS_URL = settings.HEARTBEAT_URL = ""

    def close(self) -> None:
        """Stop all its servers."""
        for server in self.servers:
            server.close()

    def reply(self, asked: Request) -> Reply | bytes:
        """As the app answers, unless something stands in its place."""
        if self.answer is not None:
            return self.answer(asked)
        return app(asked, self.not_ready)

    def look(self) -> Round:
        """One look, a minute after the one before."""
        self.now += timedelta(minutes=1)
        probe.PATIENCE = self.patience
        rule = Rule("127.0.0.1", 443, "127.0.0.1", self.port)
        options = NetworkOptions(
            resolver=self.dns.where,
            connect_to=(rule,),
            ca_file=str(self.root),
            timeout=self.patience,
        )  # fmt: skip
        world = World(target=target_for(HOST, inside=True), options=options)
        return run.round_of(world, from_inside=True, now=self.now)

    def looks(self, count: int) -> list[str]:
        """The layer that was named at each; "" for none."""
        return [named(self.look()) for _ in range(count)]

    @property
    def told(self) -> list[str]:
        """The titles in Slack."""
        return [message["text"] for message in self.slack.messages]


def named(seen: Round) -> str:
    """The layers a look called failed."""
    return ",".join(r.layer.value for r in seen.results if r.state.value == "failed")


def evidence(seen: Round) -> str:
    """What was seen of the first that failed."""
    return next(r.evidence for r in seen.results if r.state.value == "failed")


def app(asked: Request, not_ready: Mapping[str, str]) -> Reply:
    """The app as it answers when it is well."""
    match asked.target:
        case "/healthz":
            return ours({"status": "ok"})
        case "/readyz":
            return ours({"checks": {name: _line(name, not_ready) for name in LINES}})
        case "/" | "/widget/" | "/embed.js":
            return Reply(200, (("Content-Type", "text/html"),), b"Hello")
    return Reply(404)


def _line(name: str, not_ready: Mapping[str, str]) -> dict[str, Any]:
    return {"status": "failed", "detail": not_ready[name]} if name in not_ready else {
        "status": "ok", "ms": 1,
    }  # fmt: skip


def ours(data: object, status: int = 200) -> Reply:
    """JSON of the app, with its request id."""
    return Reply(status, OURS, json.dumps(data).encode())


@contextmanager
def own_site(folder: Path) -> Iterator[Site]:
    """The site, and an owner who can be told by email and in Slack."""
    authority = Authority.root()
    with ExitStack() as stack:
        dns = stack.enter_context(DnsServer(f"{HOST} A 127.0.0.1"))
        site = Site(dns, Path(authority.file(folder)), authority)
        stack.callback(site.close)
        stack.enter_context(site.slack)
        controller = Controller(site.letters, hostname="127.0.0.1", port=site.letters_at)
        controller.start()
        stack.callback(controller.stop)
        yield site


Step = Callable[[Site], object]
