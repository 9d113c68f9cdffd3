"""What is left over from before: old addresses, parking pages, names of places that are gone."""

from __future__ import annotations

from collections.abc import Iterator

from ops.launch.checks.dns_repair import (
    advice,
    called,
    instead,
    leaders,
    leads_here,
    masked,
    own,
    private,
    shared,
    tell_unknown,
    typed,
)
from ops.launch.checks.dns_zone import at_host, zone_of
from ops.launch.findings import CannotTell, Finding, NotApplicable, Record, Severity
from ops.launch.gather.dns import DnsFacts, NameFacts
from ops.launch.network.names import registrable, shown
from ops.launch.network.resolver import Outcome
from ops.launch.platforms import CLAIMABLE, PARKING_SERVERS, at_cloudflare, parked_at, under
from ops.launch.registry import check


@check("dns.mixed_addresses", stage=2, needs="dns")
def one_place_at_a_time(dns: DnsFacts) -> Iterator[Finding]:
    """No name leads to the new place and an old one at once"""
    zone_of(dns)
    for name in own(dns):
        strangers = _strangers(dns, name)
        if not strangers:
            continue
        yield from shared("dns.mixed_addresses", dns, name, _mixed(dns, name, strangers))
    tell_unknown(own(dns))


def _mixed(dns: DnsFacts, name: NameFacts, strangers: list[str]) -> Finding:
    records = _deleting(name, strangers)
    return Finding(
        severity=Severity.BLOCKER,
        subject=name.host,
        summary=f"{called(dns, name)} leads to the right place and to an old one at once.",
        evidence=f"{name.host}: {', '.join(name.addresses)}; does not belong there: "
        f"{', '.join(strangers)}",
        impact="A share of the visitors, by chance, sees the old page or an error.",
        fix="Delete the old addresses and keep the others.\n\n" + at_host(dns, *records),
        reference="RFC 1794",
        records=records,
    )


def _strangers(dns: DnsFacts, name: NameFacts) -> list[str]:
    """Addresses beside right ones that are certainly not right.

    Those behind a CNAME are whoever owns its target's to choose.
    """
    if name.chain:
        return []
    inside = private(dns, name)
    platform, listed = dns.platform, [a for a in name.a.values if a not in inside]
    right = {a for a in listed if a in dns.expected or (platform and platform.has(a))}
    right = right or {a for a in listed if at_cloudflare(a)}
    right = right or {a for a in listed if not parked_at(a)}
    if not right or len(right) == len(listed):
        return []
    certain = [a for a in listed if a not in right]
    if any(at_cloudflare(a) for a in right):
        certain += [a for a in name.aaaa.values if not at_cloudflare(a)]
    return certain


def _deleting(name: NameFacts, addresses: list[str]) -> tuple[Record, ...]:
    return tuple(
        Record(action="delete", type="AAAA" if ":" in a else "A", name=name.host, value=a)
        for a in addresses
    )


@check("dns.ipv6", stage=2, needs="dns")
def no_old_ipv6_address(dns: DnsFacts) -> Iterator[Finding]:
    """No IPv6 address is left over from an old place"""
    zone_of(dns)
    if dns.platform is None and not dns.expected:
        raise NotApplicable("The platform is not known; http.addresses tries every address.")
    unknown = []
    for name in own(dns):
        left = _left_over(dns, name)
        if left:
            yield from shared("dns.ipv6", dns, name, _old_ipv6(dns, name, left))
        elif name.aaaa.failed and not name.circular:
            unknown.append(f"AAAA of {name.host}: {name.aaaa.words}")
    if unknown:
        raise CannotTell("; ".join(unknown))


def _left_over(dns: DnsFacts, name: NameFacts) -> list[str]:
    """IPv6 addresses at the name itself that the platform cannot have given."""
    platform = dns.platform
    if name.aaaa.chain or any(at_cloudflare(a) for a in name.addresses):
        return []
    if platform and (platform.ipv6 or platform.pooled) and not (dns.expected and not platform.ipv6):
        return []
    return [a for a in name.aaaa.values if a not in dns.expected]


def _old_ipv6(dns: DnsFacts, name: NameFacts, left: list[str]) -> Finding:
    here = dns.platform.name if dns.platform else dns.target.platform_target
    records = _deleting(name, left)
    return Finding(
        severity=Severity.BLOCKER,
        subject=name.host,
        summary=f"{called(dns, name)} has an IPv6 address that does not belong to {here}.",
        evidence=f"{name.host} AAAA {', '.join(left)}",
        impact="Visitors on IPv6 (most phones) reach an old server or nothing, and the "
        "certificate may fail to renew.",
        fix="Delete it.\n\n" + at_host(dns, *records),
        reference=f"{dns.platform.name}: custom domains" if dns.platform else "",
        records=records,
        told_by=(("dns.points_here", name.host),),
    )


@check("dns.parked", stage=2, needs="dns")
def not_parked(dns: DnsFacts) -> Iterator[Finding]:
    """The domain does not show a parking page"""
    zone = zone_of(dns)
    if any(under(server, PARKING_SERVERS) for server in dns.ns.values):
        yield Finding(
            severity=Severity.BLOCKER,
            subject=zone,
            summary=f"{shown(zone)} is parked: its name servers belong to a parking service.",
            evidence=f"{zone} NS {', '.join(dns.ns.values)}",
            impact="Visitors see advertisements or a page that offers the domain for sale.",
            fix="At the registrar, set the name servers that your DNS host shows for the domain.",
            reference="RFC 1912 2.8",
        )
        return
    for name in leaders(dns):
        parked = {a: parked_at(a) for a in name.a.values if parked_at(a)}
        if parked and len(parked) == len(name.a.values):
            yield from shared("dns.parked", dns, name, _parked(dns, name, parked))
    tell_unknown(own(dns))


def _parked(dns: DnsFacts, name: NameFacts, parked: dict[str, str]) -> Finding:
    records = instead(dns, name)
    return Finding(
        severity=Severity.BLOCKER,
        subject=name.host,
        summary=f"{called(dns, name)} shows a parking or forwarding page of "
        f"{next(iter(parked.values()))}.",
        evidence=f"{name.host} A {', '.join(parked)}",
        impact="Visitors do not see your site, and such pages mostly do not answer HTTPS.",
        fix="Switch parking or forwarding off where the domain was bought. "
        + advice(dns, name)
        + typed(dns, records),
        reference="RFC 1034 3.6",
        records=records,
    )


@check("dns.dangling", stage=2, needs="dns")
def nothing_dangles(dns: DnsFacts) -> Iterator[Finding]:
    """No name points to a place that is gone

    A CNAME to a name that a stranger can register at a hosting service hands them your name.
    """
    zone = zone_of(dns)
    if dns.wildcard.outcome is Outcome.NXDOMAIN and dns.wildcard.chain:
        yield _dangles(dns, f"*.{zone}", dns.wildcard.chain)
    for name in (*dns.names, *dns.others):
        site = name.host in dns.target.site_hosts
        gone = Outcome.NXDOMAIN in (name.a.outcome, name.aaaa.outcome)
        if name.chain and gone and not name.there and not site and not masked(dns, name):
            yield _dangles(dns, name.host, name.chain)
    tell_unknown(dns.names)


def _dangles(dns: DnsFacts, host: str, chain: tuple[str, ...]) -> Finding:
    end, base = chain[-1], registrable(chain[-1])
    ending = under(end, CLAIMABLE)
    record = Record(action="delete", type="CNAME", name=host, value=chain[0])
    if ending:
        claim = (
            f"A stranger can open an account at {CLAIMABLE[ending]}, take that name, and show "
            "whatever they like under yours."
        )
    elif base in dns.unbought:
        claim = f"A stranger can buy {base} and show whatever they like under your name."
    else:
        claim = "Whoever types it sees an error."
    mild = Severity.TRUST if ending or base in dns.unbought else Severity.CLEANUP
    return Finding(
        severity=Severity.BLOCKER if host == dns.target.www else mild,
        subject=host,
        summary=f"{shown(host)} points to {end}, which does not exist any more.",
        evidence=f"{host} CNAME {', CNAME '.join(chain)} (NXDOMAIN)",
        impact=claim,
        fix="If you do not need the name, delete it; else point it to where the page is now.\n\n"
        + at_host(dns, record),
        reference="OWASP WSTG-CONF-10",
        records=(record,),
    )


@check("dns.wildcard", stage=2, needs="dns")
def no_wildcard(dns: DnsFacts) -> Iterator[Finding]:
    """No wildcard answers for names nobody made"""
    zone = zone_of(dns)
    if dns.wildcard.failed and not dns.wildcard.chain:
        raise CannotTell(f"a made-up name: {dns.wildcard.words}")
    if not dns.wildcard.ok:
        return
    there = dns.wildcard.chain[:1] or dns.wildcard.values
    kind = "CNAME" if dns.wildcard.chain else "A"
    leans = [n for n in dns.names if masked(dns, n) and leads_here(dns, n) is not False]
    records = [
        Record(action="add", type=kind, name=name.host, value=value)
        for name in leans
        for value in there
    ]
    records += [Record(action="delete", type=kind, name=f"*.{zone}", value=v) for v in there]
    first = (
        f" But first see that {' and '.join(shown(name.host) for name in leans)} has a record of "
        "its own: it may be there only through the wildcard."
        if leans
        else ""
    )
    yield Finding(
        severity=Severity.CLEANUP,
        subject=zone,
        summary=f"Every name under {shown(zone)} exists, whether somebody made it or not.",
        evidence=f"*.{zone} leads to {', '.join(dns.wildcard.chain + dns.wildcard.values)}",
        impact="A mistyped name shows a page instead of an error, and a forgotten or "
        "misspelt record goes unnoticed.",
        fix="If your app gives each customer a name of their own, keep it. Otherwise delete it."
        f"{first}\n\n" + at_host(dns, *records),
        reference="RFC 4592",
        records=tuple(records),
    )
