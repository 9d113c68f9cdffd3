"""Whether HTTPS answers at all, on every address of every name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ops.launch.checks.tls.hosters import addition, hoster_of
from ops.launch.checks.tls.seen import is_own, listed, said, severity
from ops.launch.findings import CannotTell, Finding, NotApplicable, Record
from ops.launch.gather.tls.facts import UNHEARD, Endpoint, Name, Outcome, TlsFacts
from ops.launch.network.names import is_address, shown
from ops.launch.registry import check

#: Outcomes with TLS behind them; whether it is good is for other checks.
THERE = (Outcome.OK, Outcome.OLD)
#: Why a server refuses a greeting with a name it knows nothing of.
NO_CERTIFICATE = ("handshake_failure", "unrecognized_name", "internal_error")


@check("tls.reachable", stage=2, needs="tls", essential=True)
def https_answers(tls: TlsFacts) -> Iterator[Finding]:
    """Every name answers over HTTPS, on each of its addresses

    IPv6 addresses of a name that has IPv4 as well are for ``tls.ipv6``.
    """
    unknown = [
        f"{name.host}: {why}"
        for name in tls.names
        if (why := name.unknown or name.partly) and is_own(tls, name.host)
    ]
    target = next((name for name in tls.names if name.host == tls.target.host), None)
    if target and target.absent:
        unknown.append(f"{target.host} is not in DNS, so there is nothing to connect to")
    if tls.endpoints and all(entry.outcome in UNHEARD for entry in tls.endpoints):
        unknown += [said(entry) for entry in tls.endpoints]
        raise CannotTell(
            "No address answered. The site may be down, or this machine's network lets nothing "
            "through to port 443: open the site in a browser to tell. " + "; ".join(unknown)
        )
    judged = [entry for name in tls.names for entry in _judged_here(tls, name)]
    yield from _dead("tls.reachable", tls, judged)
    unknown += [said(e) for e in judged if is_own(tls, e.host) and _cannot_say(tls, e)]
    if unknown:
        raise CannotTell("; ".join(dict.fromkeys(unknown)))


@check("tls.ipv6", stage=2, needs="tls")
def https_answers_over_ipv6(tls: TlsFacts) -> Iterator[Finding]:
    """The IPv6 addresses answer over HTTPS too

    Phones mostly come over IPv6, and certificate authorities try it first.
    """
    judged = [entry for name in tls.names for entry in _both(tls, name) if entry.family == 6]
    yield from _dead("tls.ipv6", tls, judged)
    unknown = [said(entry) for entry in judged if _cannot_say(tls, entry)]
    if not judged:
        raise NotApplicable("No name has an IPv6 address beside an IPv4 one.")
    if unknown and not tls.ipv6_here:
        raise CannotTell(
            "This machine has no IPv6, so the IPv6 addresses were not tried. " + "; ".join(unknown)
        )
    if unknown:
        raise CannotTell("; ".join(unknown))


def _both(tls: TlsFacts, name: Name) -> Sequence[Endpoint]:
    """The endpoints of a name that has both families; none for others."""
    endpoints = tls.of(name.host)
    return endpoints if len({entry.family for entry in endpoints}) == 2 else ()


def _judged_here(tls: TlsFacts, name: Name) -> list[Endpoint]:
    sixes_apart = bool(_both(tls, name))
    return [entry for entry in tls.of(name.host) if entry.family == 4 or not sixes_apart]


def _cannot_say(tls: TlsFacts, entry: Endpoint) -> bool:
    """Whether the fault may be this machine's own."""
    if entry.outcome in (Outcome.LATE, Outcome.PRIVATE, Outcome.BROKEN):
        return True
    if entry.family == 6 and not tls.ipv6_here and not entry.given:
        return entry.outcome in UNHEARD
    if entry.outcome is Outcome.NO_ROUTE:
        return not any(
            other.family == entry.family and other.outcome not in UNHEARD for other in tls.endpoints
        )
    return False


def _dead(check: str, tls: TlsFacts, judged: Sequence[Endpoint]) -> Iterator[Finding]:
    """The addresses that certainly do not answer: one finding each, or one if none does.

    Names that lead to the same dead place share one finding.
    """
    nothing: dict[object, list[Endpoint]] = {}
    one: dict[object, list[Endpoint]] = {}
    for host in dict.fromkeys(entry.host for entry in judged):
        dead = [
            entry
            for entry in judged
            if entry.host == host and entry.outcome not in THERE and not _cannot_say(tls, entry)
        ]
        own = is_own(tls, host)
        if dead and len(dead) == len(tls.of(host)):
            place = tuple((e.address, e.port, e.outcome, e.detail) for e in dead)
            nothing.setdefault((place, own), []).extend(dead)
            continue
        for entry in dead:
            one.setdefault((entry.address, entry.port, entry.outcome, own), []).append(entry)
    for endpoints in one.values():
        yield from _shared(check, _one_of_several(tls, endpoints), endpoints)
    for endpoints in nothing.values():
        yield from _shared(check, _nothing(tls, endpoints), endpoints)


def _shared(check: str, finding: Finding, endpoints: Sequence[Endpoint]) -> Iterator[Finding]:
    """The finding of the first name, and those of the others, which it tells."""
    yield finding
    for host in dict.fromkeys(entry.host for entry in endpoints):
        if host != finding.subject:
            yield replace(finding, subject=host, told_by=((check, finding.subject),))


def _one_of_several(tls: TlsFacts, dead: Sequence[Endpoint]) -> Finding:
    """One address that does not answer, of one name or of several that all have it."""
    entry, hosts = dead[0], [entry.host for entry in dead]
    everything = tls.of(entry.host)
    kind = "AAAA" if entry.family == 6 else "A"
    alive = [other.address for other in everything if other.outcome in THERE]
    # One name mostly follows the other; then there is only the root's record.
    owners = [host for host in hosts if host == tls.target.domain] or hosts
    return Finding(
        severity=severity(tls, hosts),
        subject=hosts[0],
        summary=f"{listed(hosts)} {'have' if hosts[1:] else 'has'} {len(everything)} addresses, "
        f"and {entry.address} does not answer.",
        evidence=f"{said(entry)}." + (f" Good: {listed(alive)}." if alive else ""),
        impact="Some visitors get an error or wait for long, and others see nothing wrong, "
        "yourself perhaps among them. Renewing the certificate may fail for the same reason.",
        fix=f"If {entry.address} is an old server or a leftover of the registrar, delete the "
        f"{kind} record of {listed(owners)} for it at your DNS host. If it is yours, start the "
        "web server there.",
        reference="RFC 8305",
        told_by=tuple(("dns.ipv6" if kind == "AAAA" else "dns.mixed_addresses", h) for h in hosts),
        records=tuple(
            Record(action="delete", type=kind, name=host, value=entry.address) for host in owners
        )
        if is_address(entry.address) and not is_address(entry.host)
        else (),
    )


def _nothing(tls: TlsFacts, dead: Sequence[Endpoint]) -> Finding:
    hosts = list(dict.fromkeys(entry.host for entry in dead))
    summary, fix = _cause(tls, hosts, dead[0])
    more = [f" Do the same for {listed(hosts[1:])}."] if hosts[1:] else []
    return Finding(
        severity=severity(tls, hosts),
        subject=hosts[0],
        summary=summary,
        evidence="; ".join(list(dict.fromkeys(said(entry) for entry in dead))[:8]) + ".",
        impact=f"Browsers open https://{shown(hosts[0])}/ first, and show an error page instead "
        "of the site.",
        fix="".join([fix, *more]),
        reference="RFC 9110 4.2.2",
        told_by=tuple(
            (check, host)
            for check in ("dns.points_here", "dns.parked", "dns.private_address")
            for host in hosts
        ),
    )


def _cause(tls: TlsFacts, hosts: Sequence[str], entry: Endpoint) -> tuple[str, str]:
    """What is wrong and what to do, by how the address answers."""
    name, hoster = listed(hosts), hoster_of(tls.target, entry)
    s = "" if hosts[1:] else "s"
    if entry.outcome is Outcome.PLAIN_HTTP:
        return (
            f"{name} speak{s} plain HTTP on the port that is for HTTPS.",
            "The web server listens on port 443 without a certificate. nginx: write `listen 443 "
            "ssl;` with ssl_certificate and ssl_certificate_key; Apache: `SSLEngine on`. Behind a "
            "load balancer its listener for 443 must be of the kind HTTPS.",
        )
    if entry.outcome is Outcome.ALERT and entry.detail in NO_CERTIFICATE:
        whose = hoster.name if hoster else "The server"
        return (f"{whose} has no certificate for {name} yet.", addition(tls.target, entry))
    if entry.outcome in (Outcome.ALERT, Outcome.HUNG_UP, Outcome.NOT_TLS):
        return (
            f"{name} refuse{s} secure connections.",
            "Something answers on port 443, and not with HTTPS that a browser can use. "
            + addition(tls.target, entry),
        )
    return (
        f"{name} do{'es' if s else ''} not answer over HTTPS.",
        _switch_on(tls, hosts[0], entry),
    )


def _switch_on(tls: TlsFacts, host: str, entry: Endpoint) -> str:
    steps = "Check that the app runs and that the name leads to it. " + addition(tls.target, entry)
    if host == tls.target.domain and tls.target.host == tls.target.www:
        steps += (
            f" If {shown(host)} is a “forwarding” of your registrar: most of those know no HTTPS. "
            "Let the name lead to the platform instead, which redirects to www by itself or can "
            "be told to."
        )
    return steps
