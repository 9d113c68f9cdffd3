"""Run launch checks against a lab, with nothing that can leave this machine."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lab.dns_server import DnsServer
from ops.launch import registry
from ops.launch.findings import Finding, Report, Result, Status
from ops.launch.network.connect import Rule
from ops.launch.runner import choose, run
from ops.launch.world import Mail, NetworkOptions, Target, World, target_for

#: Web connections that no other rule fits go to a port where nobody listens.
NOWHERE = (":80:127.0.0.1:1", ":443:127.0.0.1:1")


def world_of(
    server: DnsServer | None,
    host: str = "example.com",
    *,
    connect_to: Sequence[str] = (),
    ca_file: str = "",
    timeout: float = 10,
    target: Target | None = None,
    mail: Mail | None = None,
    **more: Any,
) -> World:
    """A world whose DNS is the lab's and whose every connection stays on loopback."""
    options = NetworkOptions(
        resolver=server.where if server else ("127.0.0.1", 1),
        connect_to=tuple(Rule.parse(rule) for rule in (*connect_to, *NOWHERE)),
        ca_file=ca_file,
        timeout=timeout,
    )
    return World(target=target or target_for(host, mail=mail, **more), options=options)


def look(world: World, *only: str) -> Report:
    """The report of the checks whose ids begin so."""
    checks = choose(registry.all_checks(), only=only)
    assert checks, only
    return run(world, checks)


def result(report: Report, id: str) -> Result:
    """What became of one check."""
    return next(entry for entry in report.results if entry.id == id)


def only_finding(report: Report, id: str) -> Finding:
    """The one finding of a check."""
    entry = result(report, id)
    assert entry.status is Status.FAIL, (entry.status, entry.reason)
    (finding,) = entry.findings
    return finding


def failed(report: Report) -> list[str]:
    """The ids of the checks that failed."""
    return [entry.id for entry in report.results if entry.status is Status.FAIL]


def outcome(report: Report) -> dict[str, str]:
    """Every check's outcome, for messages of failing tests."""
    return {entry.id: f"{entry.status.value}: {entry.reason}" for entry in report.results}
