"""Whether the certificate is for the name that the visitor typed."""

from __future__ import annotations

from collections.abc import Iterator

from ops.launch.checks.tls.hosters import addition
from ops.launch.checks.tls.seen import (
    Seen,
    certificates,
    covers,
    fits,
    judged_all,
    listed,
    odd_one,
    severity,
    stand_in,
    where,
)
from ops.launch.findings import CannotTell, Finding
from ops.launch.gather.tls.facts import Endpoint, TlsFacts
from ops.launch.network.names import is_address, shown
from ops.launch.registry import check

WARNING = (
    "Browsers say that the connection is not private and that somebody may be posing as you. "
    "Almost everybody turns back."
)


@check("tls.names", stage=2, needs="tls", essential=True)
def certificate_names_the_host(tls: TlsFacts) -> Iterator[Finding]:
    """The certificate is for the name it is shown for"""
    for seen in certificates(tls):
        for host in seen.hosts:
            if not covers(seen.leaf, host):
                here = [endpoint for endpoint in seen.endpoints if endpoint.host == host]
                yield _mismatch(tls, seen, host, here)
    judged_all(tls)


def _mismatch(tls: TlsFacts, seen: Seen, host: str, here: list[Endpoint]) -> Finding:
    why, fix = _why(seen, host)
    of = Seen(seen.leaf, tuple(here))
    return Finding(
        severity=severity(tls, [host]),
        subject=host,
        summary=f"The certificate at {where(tls, here)} is not for that name: {why}.",
        evidence=f"Names in it: {_names(seen)}. Seen at {_addresses(here)}.",
        impact=WARNING,
        fix=fix + addition(tls.target, here[0]) + odd_one(tls, of),
        reference="RFC 9525 section 6.3",
        told_by=(("dns.points_here", host),),
    )


def _names(seen: Seen) -> str:
    return listed([*seen.leaf.names, *seen.leaf.addresses]) or "none"


def _addresses(endpoints: list[Endpoint]) -> str:
    return ", ".join(endpoint.address for endpoint in endpoints)


def _why(seen: Seen, host: str) -> tuple[str, str]:
    """What is wrong with the names, and what to ask for, if it can be said in particular."""
    leaf, name = seen.leaf, shown(host)
    if is_address(host):
        return f"it is for {_names(seen)}, and this is an address", ""
    if not leaf.names and not leaf.addresses:
        if leaf.common_name and fits(leaf.common_name, host):
            return (
                f"{name} stands only in the old field (the “common name”), which browsers have "
                "not read since 2017",
                "Ask for a new certificate that lists the name as a “subject alternative name”; "
                "every public authority does so by itself. ",
            )
        return "it carries no name at all", ""
    parent = host.partition(".")[2]
    wildcards = {pattern[2:] for pattern in leaf.names if pattern.startswith("*.")}
    if host in wildcards:
        return (
            f"*.{name} is for what stands before the domain, not for the domain itself",
            f"Ask for a certificate with both names, {name} and *.{name}. ",
        )
    if any(host.endswith("." + base) for base in wildcards if base != parent):
        return (
            "its star stands for one part of a name only, and this name has more",
            f"Ask for a certificate that names {name} itself. ",
        )
    twin = host.removeprefix("www.") if host.startswith("www.") else f"www.{host}"
    if twin in leaf.names:
        return f"it is for {shown(twin)} alone", f"Have {name} put into it as well. "
    return f"it is for {_names(seen)}", ""


@check("tls.platform_certificate", stage=2, needs="tls")
def platform_knows_the_name(tls: TlsFacts) -> Iterator[Finding]:
    """The hosting platform has a certificate for each of your names

    While a name is not added there, or not verified, the platform shows its own.
    """
    if not any(endpoint.leaf for endpoint in tls.endpoints):
        raise CannotTell("No certificate was seen; see tls.reachable.")
    for name in tls.names:
        found = [(entry, stand_in(entry)) for entry in tls.of(name.host)]
        shows = [entry for entry, whose in found if whose]
        whose = next((whose for _, whose in found if whose), None)
        if whose is None:
            continue
        of = Seen(shows[0].leaf or shows[0].chain[0], tuple(shows))
        yield Finding(
            severity=severity(tls, [name.host]),
            subject=name.host,
            summary=f"{shown(name.host)} is not added or not verified at {whose.name}.",
            evidence=f"It shows the certificate of {whose.own_name} at {_addresses(shows)}.",
            impact=WARNING,
            fix=whose.fix + odd_one(tls, of),
            told_by=(("dns.points_here", name.host),),
        )
    judged_all(tls)
