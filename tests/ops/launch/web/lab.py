"""Runs checks against a site on loopback and hands back what they said."""

from __future__ import annotations

from typing import Any

import ops.launch.checks.web  # noqa: F401 - registers the checks
from lab.web_server import Reply, Route, WebServer, moved_to, page, secure_site
from ops.launch.findings import Finding, Result, Severity, Status
from ops.launch.network.connect import Rule
from ops.launch.registry import all_checks
from ops.launch.runner import run
from ops.launch.world import NetworkOptions, World, target_for

#: Nothing is asked of DNS here: every host has a ``--connect-to`` rule, or must not be reached.
NO_DNS = ("127.0.0.1", 9)
CHECKS = {check.id: check for check in all_checks()}


def world_of(
    server: WebServer,
    host: str = "example.com",
    *,
    rules: tuple[Rule, ...] | None = None,
    timeout: float = 10.0,
    ca_file: str = "",
    **target: Any,
) -> World:
    """A world in which the hosts of ``server`` are found on loopback."""
    options = NetworkOptions(
        resolver=NO_DNS,
        connect_to=server.rules if rules is None else rules,
        timeout=timeout,
        ca_file=ca_file,
    )
    return World(target=target_for(host, **target), options=options)


def result(id: str, world: World) -> Result:
    """What became of one check."""
    return run(world, [CHECKS[id]]).results[0]


def results(world: World, *prefixes: str) -> dict[str, Result]:
    """What became of all web checks, or those whose ids begin so."""
    wanted = prefixes or ("http.", "cache.", "performance.")
    chosen = [check for id, check in CHECKS.items() if id.startswith(wanted)]
    return {found.id: found for found in run(world, chosen).results}


def only(found: Result) -> Finding:
    """The one finding of a failed check."""
    assert found.status is Status.FAIL, (found.status, found.reason)
    assert len(found.findings) == 1, found.findings
    return found.findings[0]


def one(id: str, sites: dict[str, Route], **more: Any) -> Result:
    """What one check says about a site of these hosts."""
    with WebServer(sites) as server:
        return result(id, world_of(server, **more))


def home(answer: Reply, **others: Reply) -> dict[str, Route]:
    """A well-behaved site at example.com with this home page, and these pages by their name."""
    found: dict[str, Any] = {"/": answer}
    found |= {f"/{name}": reply for name, reply in others.items()}
    return {
        "example.com": secure_site("example.com", found),
        "www.example.com": moved_to("https://example.com"),
    }


def healthy() -> dict[str, Route]:
    """A site with nothing to say against its redirects."""
    return home(page("Hello"))


__all__ = ["CHECKS", "Severity", "Status", "healthy", "home", "one", "only", "result", "results",
           "world_of"]  # fmt: skip
