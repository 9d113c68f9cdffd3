"""Each layer's outage, on real servers on loopback, named by the first layer that fails."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from lab.dns_server import DnsServer
from lab.web_server import Raw, Reply, Route, WebServer, page, redirect, text
from ops.launch.network.connect import Rule
from ops.launch.world import NetworkOptions, World, target_for
from ops.monitor import probe
from ops.monitor.layers import Layer, Result, State

HOST = "chat.example.com"
OURS = (("X-Request-ID", "0123456789abcdef"), ("Content-Type", "application/json"))
READY = {name: {"status": "ok", "ms": 1} for name in
         ("database", "migrations", "cache", "broker", "outbox", "llm")}  # fmt: skip


@pytest.fixture(autouse=True)
def _nothing_added(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(probe, "also", {})


def ours(data: Mapping[str, Any], status: int = 200) -> Reply:
    """JSON of the app."""
    return Reply(status, OURS, json.dumps(data).encode())


def ready(status: int = 200, **changed: str) -> Reply:
    """What /readyz says where these lines are not well."""
    checks = {
        name: {**check, "status": changed.get(name, "ok"), "detail": f"{name} is hurt"}
        for name, check in READY.items()
    }
    return ours({"status": "x", "checks": checks}, status)


def app(**changed: Reply | Raw) -> Route:
    """A healthy app, but for these pages: ``home``, ``widget``, ``healthz``, ``readyz``."""
    found: dict[str, Reply | Raw] = {
        "/healthz": ours({"status": "ok", "version": "1"}),
        "/readyz": ready(),
        "/": page("Hello"),
        "/widget/": page("Chat"),
        "/embed.js": text("1", "text/javascript"),
    }
    for name, reply in changed.items():
        found["/" if name == "home" else f"/{name}{'/' if name == 'widget' else ''}"] = reply
    return lambda asked: found.get(asked.path, page("no", status=404))


def world(server: WebServer, folder: Path, **options: Any) -> World:
    """The site of ``server`` by its name."""
    given = {"connect_to": server.rules, "ca_file": server.ca_file(folder), **options}
    return World(target=target_for(HOST), options=NetworkOptions(**given))


def seen(results: list[Result]) -> tuple[str, str]:
    """The layer that fails and the evidence; the layers behind it must not be called well."""
    failed = [result for result in results if result.state is State.FAILED]
    if not failed:
        return "", ""
    return failed[0].layer.value, failed[0].evidence


def looked(route: Route, folder: Path, **options: Any) -> tuple[str, str]:
    """What a look at this site says."""
    with WebServer({HOST: route}, families=(4,)) as server:
        return seen(probe.look(world(server, folder, **options)))


def test_a_healthy_site_works_in_all_that_can_be_seen(tmp_path: Path) -> None:
    with WebServer({HOST: app()}, families=(4,)) as server:
        results = probe.look(world(server, tmp_path), token="the-token")
    states = {result.layer: result.state for result in results}
    unknown = {layer for layer, state in states.items() if state is State.UNKNOWN}
    assert unknown == {Layer.EMAIL, Layer.ERRORS, Layer.SLOW}
    assert State.FAILED not in states.values()
    told = [asked for asked in server.asked if "authorization" in asked.headers]
    assert [asked.path for asked in told] == ["/readyz"], "the token goes nowhere else"


def test_a_name_that_dns_does_not_know(tmp_path: Path) -> None:
    with DnsServer("other.example.com A 127.0.0.1") as dns:
        options = NetworkOptions(resolver=dns.where, timeout=5)
        layer, evidence = seen(probe.look(World(target=target_for(HOST), options=options)))
    assert layer == "dns"
    assert HOST in evidence


def test_a_dns_server_that_is_dead(tmp_path: Path) -> None:
    with DnsServer(all_silent=True) as dns:
        options = NetworkOptions(resolver=dns.where, timeout=2)
        layer, evidence = seen(probe.look(World(target=target_for(HOST), options=options)))
    assert (layer, "did not answer in time" in evidence) == ("dns", True)


def test_a_closed_port(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        rule = Rule(HOST, 443, "127.0.0.1", taken.getsockname()[1])
        options = NetworkOptions(connect_to=(rule,))
        layer, evidence = seen(probe.look(World(target=target_for(HOST), options=options)))
    assert (layer, "refused the connection" in evidence) == ("tcp", True)


def test_a_certificate_nobody_vouches_for(tmp_path: Path) -> None:
    layer, evidence = looked(app(), tmp_path, ca_file="")
    assert layer == "tls"
    assert "certificate" in evidence


def test_a_certificate_of_another_name(tmp_path: Path) -> None:
    with WebServer({HOST: app()}, names=["other.example.com"], families=(4,)) as server:
        layer, evidence = seen(probe.look(world(server, tmp_path)))
    assert (layer, HOST in evidence) == ("tls", True)


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        (page("no", title="502 Bad Gateway", status=502, server="nginx"), "502 from nginx"),
        (page("no", title="Application error", status=503), "Application error"),
        (page("no", title="Error 522", status=522, server="cloudflare"), "522 from cloudflare"),
        (page("A parked domain", title="This domain is for sale"), "for sale"),
        (redirect("https://elsewhere.example.org/"), "sends to https://elsewhere"),
        (Reply(200, (("Content-Type", "application/json"),), b'{"status": "ok"}'), "answered 200"),
        (ours([1]), "answered 200"),  # type: ignore[arg-type]
    ],
)
def test_something_else_answers_in_place_of_the_app(
    reply: Reply, words: str, tmp_path: Path
) -> None:
    layer, evidence = looked(lambda asked: reply, tmp_path)
    assert layer == "edge"
    assert words in evidence


def test_the_app_itself_says_that_it_is_not_well(tmp_path: Path) -> None:
    layer, evidence = looked(app(healthz=ours({"status": "ok"}, 500)), tmp_path)
    assert layer == "app", "its id says who answered"
    assert "answered 500 (request 0123456789abcdef)" in evidence


def hangs_up(sock: socket.socket) -> None:
    """No answer at all."""


def test_what_stands_in_front_hangs_up(tmp_path: Path) -> None:
    assert looked(app(healthz=hangs_up), tmp_path)[0] == "edge"


def test_an_app_that_hangs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(probe, "PATIENCE", 0.6)

    def hangs(sock: socket.socket) -> None:
        time.sleep(1.5)

    layer, evidence = looked(app(healthz=hangs), tmp_path)
    assert (layer, "not answered" in evidence) == ("app", True)


@pytest.mark.parametrize("name", ["home", "widget", "embed.js"])
def test_a_page_that_fails(name: str, tmp_path: Path) -> None:
    broken = Reply(500, OURS, b"{}")
    layer, evidence = looked(app(**{name: broken}), tmp_path)
    assert layer == "app"
    assert "answered 500 (request 0123456789abcdef)" in evidence


def test_a_page_that_is_fine_but_says_it_is_not_ready(tmp_path: Path) -> None:
    layer, evidence = looked(app(readyz=page("nothing", title="Hm")), tmp_path)
    assert (layer, "/readyz" in evidence) == ("app", True)


@pytest.mark.parametrize(
    ("changed", "status", "layer"),
    [
        ({"database": "failed", "migrations": "failed", "outbox": "degraded"}, 503, "database"),
        ({"migrations": "failed"}, 503, "app"),
        ({"cache": "failed", "broker": "degraded"}, 503, "cache"),
        ({"broker": "degraded"}, 200, "cache"),
        ({"outbox": "degraded"}, 200, "worker"),
        ({"llm": "degraded"}, 200, "model"),
    ],
)
def test_what_stands_behind_the_app(
    changed: dict[str, str], status: int, layer: str, tmp_path: Path
) -> None:
    named, evidence = looked(app(readyz=ready(status, **changed)), tmp_path)
    assert named == layer
    assert "is hurt" in evidence


def test_pages_that_fail_for_want_of_a_database_are_the_databases_fault(tmp_path: Path) -> None:
    broken = Reply(500, OURS, b"{}")
    down = ready(503, database="failed", migrations="failed")
    assert looked(app(home=broken, readyz=down), tmp_path)[0] == "database"


def never_well(line: probe.Line) -> str:
    """A room's question that gets no good answer."""
    return "answered 500"


def test_what_rooms_above_add_counts_for_the_app(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(probe, "also", {"a chat message": f"{__name__}.never_well"})
    assert looked(app(), tmp_path) == ("app", "a chat message: answered 500")


def test_a_second_address_is_tried_where_the_first_is_dead(tmp_path: Path) -> None:
    with (
        WebServer({HOST: app()}, families=(4,)) as server,
        DnsServer(f"{HOST} A 127.0.0.2\n{HOST} A 127.0.0.1") as dns,
    ):
        port = server.ports["https", 4]
        rules = (
            Rule("127.0.0.1", 443, "127.0.0.1", port), Rule("127.0.0.2", 443, "127.0.0.1", 1),
        )  # fmt: skip
        results = probe.look(world(server, tmp_path, connect_to=rules, resolver=dns.where))
    assert seen(results) == ("", "")
