"""What the checks share: which certificates were seen, where, and how to say so."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass

from ops.launch.checks.tls import hosters
from ops.launch.findings import CannotTell, NotApplicable, Severity
from ops.launch.gather.tls.facts import Certificate, Endpoint, TlsFacts
from ops.launch.network.names import shown


@dataclass(frozen=True, slots=True)
class Seen:
    """One certificate and every address that shows it the same way."""

    leaf: Certificate
    endpoints: tuple[Endpoint, ...]

    @property
    def hosts(self) -> tuple[str, ...]:
        """The names it was shown for, the canonical one first."""
        return tuple(dict.fromkeys(endpoint.host for endpoint in self.endpoints))


def certificates(
    tls: TlsFacts, alike: Callable[[Endpoint], Hashable] = lambda endpoint: None
) -> list[Seen]:
    """The site's own certificates, each once; ``alike`` tells apart how they are shown.

    A hosting platform's stand-in is left out: ``tls.platform_certificate`` speaks of it. Raises
    ``CannotTell`` where none was seen, and ``NotApplicable`` where only stand-ins were.
    """
    shows = [endpoint for endpoint in tls.endpoints if endpoint.leaf]
    if not shows:
        raise CannotTell(_none(tls))
    groups: dict[Hashable, list[Endpoint]] = {}
    for endpoint in shows:
        if endpoint.leaf and not stand_in(endpoint):
            groups.setdefault((endpoint.leaf.fingerprint, alike(endpoint)), []).append(endpoint)
    if not groups:
        raise NotApplicable(
            "Only the hosting platform's own certificate is shown; see tls.platform_certificate."
        )
    return [
        Seen(listed[0].leaf, tuple(listed)) for listed in groups.values() if listed[0].leaf
    ]  # fmt: skip


def _none(tls: TlsFacts) -> str:
    reasons = [f"{name.host}: {name.unknown}" for name in tls.names if name.unknown]
    reasons += [f"{name.host} is not in DNS" for name in tls.names if name.absent]
    reasons += [f"{entry.host} at {entry.address}: {said(entry)}" for entry in tls.endpoints]
    return "No certificate was seen. " + "; ".join(dict.fromkeys(reasons))


def stand_in(endpoint: Endpoint) -> hosters.StandIn | None:
    """Whose certificate is shown in place of the site's own, if it is such a one."""
    if endpoint.leaf is None or covers(endpoint.leaf, endpoint.host):
        return None
    return hosters.stand_in(endpoint.leaf, endpoint.host)


def judged_all(tls: TlsFacts) -> None:
    """Raise ``CannotTell`` for a name of this site that exists and showed no certificate."""
    blind = []
    for name in tls.names:
        endpoints = tls.of(name.host)
        seen = name.absent or any(endpoint.leaf for endpoint in endpoints)
        if is_own(tls, name.host) and not seen:
            why = name.unknown or "; ".join(dict.fromkeys(said(entry) for entry in endpoints))
            blind.append(f"{name.host} showed no certificate ({why or 'no address'})")
    if blind:
        raise CannotTell("; ".join(blind))


def covers(certificate: Certificate, host: str) -> bool:
    """Whether a certificate is good for a host (RFC 9525 6.3): its SAN entries alone count."""
    if ":" in host or host.replace(".", "").isdigit():
        return host.strip("[]") in certificate.addresses
    return any(fits(name, host) for name in certificate.names)


def fits(pattern: str, host: str) -> bool:
    """Whether one DNS name of a certificate fits; ``*`` stands for exactly one whole label."""
    pattern, host = pattern.lower().rstrip("."), host.lower().rstrip(".")
    if not pattern.startswith("*."):
        return pattern == host
    label, dot, rest = host.partition(".")
    return bool(label and dot) and "." in rest and pattern[2:] == rest


def severity(tls: TlsFacts, hosts: Iterable[str], worst: Severity = Severity.BLOCKER) -> Severity:
    """``worst`` where a name of this site is hurt; a step less for the owner's other site.

    An app at ``chat.example.com`` does not stop working because ``example.com`` is broken.
    """
    if worst is Severity.BLOCKER and not any(is_own(tls, host) for host in hosts):
        return Severity.TRUST
    return worst


def is_own(tls: TlsFacts, host: str) -> bool:
    """Whether a name belongs to this site, and not to another one at the owner's domain."""
    return host in tls.target.site_hosts or host in tls.target.also


def listed(names: Sequence[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``, as their owner writes them; the tenth is the last."""
    words = [shown(name) for name in names[:10]]
    if len(names) > 10:
        words.append(f"{len(names) - 10} more")
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def where(tls: TlsFacts, endpoints: Sequence[Endpoint]) -> str:
    """The names, and the addresses where only some of a name's addresses are meant."""
    parts = []
    for host in dict.fromkeys(endpoint.host for endpoint in endpoints):
        here = [endpoint.address for endpoint in endpoints if endpoint.host == host]
        everywhere = len(here) == len([entry for entry in tls.of(host) if entry.leaf])
        parts.append(shown(host) + ("" if everywhere else f" (at {', '.join(here)})"))
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def odd_one(tls: TlsFacts, seen: Seen) -> str:
    """What to think of where only some addresses of a name show this certificate; "" if all do."""
    for host in seen.hosts:
        here = [endpoint.address for endpoint in seen.endpoints if endpoint.host == host]
        others = [entry for entry in tls.of(host) if entry.leaf and entry.address not in here]
        if others:
            return (
                f" Only {', '.join(here)} shows it; {', '.join(e.address for e in others)} shows "
                f"another one. If {'that is' if len(here) == 1 else 'those are'} an old server, "
                f"delete the record of {shown(host)} for it at your DNS host instead."
            )
    return ""


def said(endpoint: Endpoint) -> str:
    """What an address did, as a report says it."""
    at = f"{endpoint.address} port {endpoint.port}"
    return {
        "refused": f"{at} refused the connection",
        "timeout": f"{at} did not answer in time",
        "reset": f"{at} hung up",
        "no_route": f"{at} cannot be reached from this machine",
        "private": f"{at}: {endpoint.detail}",
        "silent": f"{at} took the connection and then said nothing",
        "hung_up": f"{at} hung up when a secure connection was asked for",
        "alert": f"{at} refused a secure connection ({endpoint.detail})",
        "plain_http": f"{at} answered in plain HTTP ({endpoint.detail})",
        "not_tls": f"{at} speaks something else than HTTPS",
        "broken": f"{at}: the secure connection broke off ({endpoint.detail})",
        "old": f"{at} speaks only TLS versions that browsers have given up",
        "late": f"{at}: {endpoint.detail}",
        "ok": f"{at} answered",
    }[endpoint.outcome.value]
