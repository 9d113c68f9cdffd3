"""What the TLS tests share: one authority, one look at servers, and facts written by hand."""

from __future__ import annotations

import atexit
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import Any

import ops.launch.checks.tls  # noqa: F401 - registers the checks
from lab.certificates import Authority, Identity
from lab.tls_server import TlsServer
from ops.launch import registry
from ops.launch.findings import Finding, Result, Severity, Status
from ops.launch.gather.tls.facts import Certificate, Endpoint, Name, TlsFacts, Trust
from ops.launch.network.connect import Rule
from ops.launch.registry import Check
from ops.launch.runner import judge, run
from ops.launch.world import NetworkOptions, Target, World, target_for

#: Nobody answers there, and at once.
NO_DNS = ("127.0.0.1", 9)
NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Authorities:
    """A trusted root, an intermediate below it, and the file that makes it trusted."""

    root: Authority
    middle: Authority
    ca_file: str


@cache
def authorities() -> Authorities:
    """Made once; RSA, so that SHA-1 signatures can be made too."""
    root, folder = Authority.root(key="rsa2048"), Path(mkdtemp())
    atexit.register(rmtree, folder)
    return Authorities(root, root.intermediate(key="rsa2048"), root.file(folder))


def good(*names: str) -> Identity:
    """A faultless certificate."""
    return authorities().middle.leaf(*(names or ("example.com",)))


def tls_checks() -> list[Check]:
    """The checks under test."""
    return [check for check in registry.all_checks() if check.id.startswith("tls.")]


def look(
    *rules: Rule,
    host: str = "example.com",
    ca_file: str = "",
    resolver: tuple[str, int] = NO_DNS,
    timeout: float = 10,
    **target: Any,
) -> dict[str, Result]:
    """Run every TLS check against real servers; ``single`` unless the target says otherwise."""
    target = {"single": True, **target}
    world = World(
        target=target_for(host, **target),
        options=NetworkOptions(
            resolver=resolver,
            connect_to=rules,
            ca_file=ca_file or authorities().ca_file,
            timeout=timeout,
        ),
    )
    return {result.id: result for result in run(world, tls_checks()).results}


def look_at(
    identity: Identity | None, host: str = "example.com", **server: Any
) -> dict[str, Result]:
    """Run every TLS check against one server that shows ``identity`` for ``host``."""
    with TlsServer(identity, **server) as running:
        return look(running.rule(host), host=host)


def judged(facts: TlsFacts) -> dict[str, Result]:
    """Every TLS check over facts written by hand."""
    return {check.id: judge(check, {"tls": facts}, inside=False) for check in tls_checks()}


def only(results: dict[str, Result], check: str, severity: Severity) -> Finding:
    """The one finding of all checks, which must be this check's and of this severity."""
    found = [(result.id, finding) for result in results.values() for finding in result.findings]
    assert [(id, finding.severity) for id, finding in found] == [(check, severity)], found
    finding = found[0][1]
    if severity is not Severity.CLEANUP:
        assert finding.fix and finding.impact and finding.subject
    return finding


def nothing(results: dict[str, Result]) -> None:
    """No check found anything, and none is unknown or broken."""
    odd = {
        result.id: (result.status, result.reason, result.findings)
        for result in results.values()
        if result.status not in (Status.PASS, Status.SKIPPED)
    }
    assert not odd, odd
    assert results["tls.reachable"].status is Status.PASS


def leaf(*names: str, left: float = 60, lifetime: float = 90, **more: Any) -> Certificate:
    """A certificate by hand, ``left`` days before its end at ``NOW``."""
    ends = NOW + timedelta(days=left)
    return Certificate(
        **{
            "fingerprint": repr((names, left, lifetime, more)),
            "names": names or ("example.com",),
            "not_before": ends - timedelta(days=lifetime),
            "not_after": ends,
            "issuer_common_name": "Example Issuing CA 1",
            **more,
        }
    )


def endpoint(certificate: Certificate | None = None, **more: Any) -> Endpoint:
    """A good address of example.com by hand, that shows one certificate."""
    versions = (("1.0", False), ("1.1", False), ("1.2", True), ("1.3", True))
    given = {"host": "example.com", "address": "192.0.2.10", "versions": versions, **more}
    if certificate is not None:
        given = {"chain": (certificate,), "path": (0,), **given}
    return Endpoint(**given)


def facts(
    *endpoints: Endpoint,
    names: Sequence[Name] = (),
    trust: Trust | None = None,
    target: Target | None = None,
    ipv6_here: bool = True,
) -> TlsFacts:
    """Facts by hand; every host of the endpoints is in DNS."""
    hosts = dict.fromkeys(endpoint.host for endpoint in endpoints)
    return TlsFacts(
        target=target or target_for("example.com"),
        now=NOW,
        names=tuple(names) or tuple(Name(host=host) for host in hosts),
        endpoints=endpoints,
        trust=trust or Trust(count=140, organisations=frozenset({"Example Trust Inc."})),
        ipv6_here=ipv6_here,
    )
