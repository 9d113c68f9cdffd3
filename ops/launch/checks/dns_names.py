"""Where the names lead: to the platform, to two places at once, to a parking page, to nowhere."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator

from ops.launch.checks.dns_zone import at_host, zone_of
from ops.launch.findings import CannotTell, Finding, NotApplicable, Record, Severity
from ops.launch.gather.dns import DnsFacts, NameFacts
from ops.launch.network.names import shown
from ops.launch.network.resolver import Outcome
from ops.launch.platforms import (
    CLAIMABLE,
    PARKING_SERVERS,
    Platform,
    at_cloudflare,
    by_address,
    parked_at,
    under,
)
from ops.launch.registry import check


def _own(dns: DnsFacts) -> list[NameFacts]:
    """The names that must lead to the site."""
    return [name for name in dns.names if name.host in dns.target.site_hosts]


def _wanted(dns: DnsFacts, host: str) -> str:
    """What to make of a name, in words."""
    if dns.platform is None:
        return "the record that your hosting platform shows for it"
    return dns.platform.root if host == dns.target.domain else dns.platform.www


@check("dns.site_names", stage=2, needs="dns", essential=True)
def site_names_resolve(dns: DnsFacts) -> Iterator[Finding]:
    """Every name a visitor may type leads somewhere

    For a site at the root or at www, both names count; else only its own.
    """
    if dns.target.is_local:
        raise NotApplicable("This is a local address.")
    if dns.soa.outcome is Outcome.NXDOMAIN and not any(name.there for name in dns.names):
        raise NotApplicable("The domain does not exist, which dns.exists says.")
    unknown = []
    for name in _own(dns):
        if name.there or name.host in dns.bogus:
            continue
        if name.failed:
            unknown.append(f"{name.host}: {name.failed.words}")
        else:
            yield _leads_nowhere(dns, name)
    if unknown:
        raise CannotTell("; ".join(unknown))


def _leads_nowhere(dns: DnsFacts, name: NameFacts) -> Finding:
    host, canonical = name.host, name.host == dns.target.host
    if name.chain:
        summary = f"{shown(host)} points to {name.chain[-1]}, which does not exist."
        seen = f"{host} CNAME {', CNAME '.join(name.chain)}: {name.a.words}"
    else:
        summary = f"{shown(host)} leads nowhere: it has no address."
        seen = f"{host}: {name.a.words} ({name.a.outcome})"
    other = "the root" if host == dns.target.www else "www"
    impact = (
        "Nobody can open the site."
        if canonical
        else f"Whoever types the address with {'www' if host == dns.target.www else 'no www'} sees "
        f"an error page; many do, and links and cards may carry it. Only {other} would work."
    )
    return Finding(
        severity=Severity.BLOCKER,
        subject=host,
        summary=summary,
        evidence=seen,
        impact=impact,
        fix=f"Make it {_wanted(dns, host)}, and add the name at the platform"
        + (f": {dns.platform.add}." if dns.platform else ".")
        + _typed(dns, name),
        reference="RFC 1034 3.6",
    )


def _typed(dns: DnsFacts, name: NameFacts) -> str:
    """The exact record, where it can be known."""
    zone, platform = dns.target.domain, dns.platform
    if not zone:
        return ""
    old = name.cname.values[0] if name.cname.ok else ""
    aim = dns.target.platform_target
    action = "change" if old else "add"
    if name.host == zone and platform and platform.addresses:
        record = Record(action="add", type="A", name=zone, value=platform.addresses[0])
    elif aim and not aim.replace(".", "").isdigit() and name.host != zone:
        record = Record(action=action, type="CNAME", name=name.host, value=aim, old=old)
    elif aim and aim.replace(".", "").isdigit():
        record = Record(action="add", type="A", name=name.host, value=aim)
    else:
        twin = next((n for n in _own(dns) if n.there and n.host != name.host), None)
        if name.host == zone or twin is None or platform is None:
            return ""
        record = Record(
            action=action, type="CNAME", name=name.host, value=twin.host if not twin.chain
            else twin.chain[0], old=old,
        )  # fmt: skip
    return "\n\n" + at_host(dns, record)


@check("dns.points_here", stage=2, needs="dns")
def names_lead_to_the_platform(dns: DnsFacts) -> Iterator[Finding]:
    """The names lead to the platform the app runs on"""
    platform = dns.platform
    if dns.target.is_local or not dns.target.domain:
        raise NotApplicable("The site has no domain name of its own yet.")
    if platform is None and not dns.expected:
        raise NotApplicable(
            "The platform is not known; name it with --platform to have this checked."
        )
    for name in _own(dns):
        if not name.there:
            continue
        wrong = platform and under((name.chain or ("",))[-1], platform.wrong_targets)
        dead = [a for a in name.addresses if platform and a in platform.dead_addresses]
        if platform and wrong:
            yield _elsewhere(
                dns, name, f"{shown(name.host)} points to a {platform.name} name that shows the "
                "wrong certificate for it.", "Browsers warn that the connection is not private."
            )  # fmt: skip
        elif platform and dead:
            yield _elsewhere(
                dns, name, f"{shown(name.host)} points to an address that {platform.name} gave up "
                "years ago.", "The site does not open."
            )  # fmt: skip
        elif not _leads_here(dns, name):
            yield from _to_another_place(dns, name)


def _leads_here(dns: DnsFacts, name: NameFacts) -> bool:
    """True also where DNS alone cannot tell, such as behind Cloudflare or a flattened CNAME."""
    platform = dns.platform
    if any(at_cloudflare(address) for address in name.addresses):
        return True
    if dns.expected:
        return bool(set(name.addresses) & set(dns.expected)) or _by_target(dns, name)
    if platform is None or under((name.chain or ("",))[-1], platform.targets):
        return True
    if any(under(link, platform.targets) for link in name.chain):
        return True
    stranger = by_address(name.addresses)
    parked = any(parked_at(address) for address in name.a.values)
    return not parked and (stranger is None or stranger is platform)


def _by_target(dns: DnsFacts, name: NameFacts) -> bool:
    target, platform = dns.target.platform_target, dns.platform
    if target in name.chain:
        return True
    return bool(platform and any(under(link, platform.targets) for link in name.chain))


def _to_another_place(dns: DnsFacts, name: NameFacts) -> Iterator[Finding]:
    stranger = by_address(name.addresses)
    whose = f" ({stranger.name})" if stranger else ""
    here = dns.platform.name if dns.platform else dns.target.platform_target
    yield _elsewhere(
        dns,
        name,
        f"{shown(name.host)} does not lead to {here} but to another place{whose}.",
        "Visitors see the old site, or none.",
    )


def _elsewhere(dns: DnsFacts, name: NameFacts, summary: str, impact: str) -> Finding:
    kinds = [("A", name.a.values), ("AAAA", name.aaaa.values)]
    if name.cname.ok or name.chain:
        kinds = [("CNAME", name.chain[:1])]
    olds = [
        Record(action="delete", type=kind, name=name.host, value=value)
        for kind, values in kinds
        for value in values
    ]
    return Finding(
        severity=Severity.BLOCKER,
        subject=name.host,
        summary=summary,
        evidence=f"{name.host} leads to {', '.join(name.chain + name.addresses)}",
        impact=impact,
        fix=f"Delete what is there and make it {_wanted(dns, name.host)}.\n\n"
        + at_host(dns, *olds),
        reference=f"{dns.platform.name}: custom domains" if dns.platform else "",
        records=tuple(olds),
    )


@check("dns.mixed_addresses", stage=2, needs="dns")
def one_place_at_a_time(dns: DnsFacts) -> Iterator[Finding]:
    """No name leads to the new place and an old one at once"""
    zone_of(dns)
    for name in _own(dns):
        strangers = _strangers(dns, name)
        if not strangers:
            continue
        records = tuple(
            Record(action="delete", type="AAAA" if ":" in a else "A", name=name.host, value=a)
            for a in strangers
        )
        yield Finding(
            severity=Severity.BLOCKER,
            subject=name.host,
            summary=f"{shown(name.host)} leads to the right place and to an old one at once.",
            evidence=f"{name.host}: {', '.join(name.addresses)}; does not belong there: "
            f"{', '.join(strangers)}",
            impact="A share of the visitors, by chance, sees the old page or an error.",
            fix="Delete the old addresses and keep the others.\n\n" + at_host(dns, *records),
            reference="RFC 1794",
            records=records,
        )


def _strangers(dns: DnsFacts, name: NameFacts) -> list[str]:
    """Addresses beside right ones that are certainly not right."""
    platform = dns.platform
    right = set(dns.expected) | set(platform.addresses if platform else ())
    if not right & set(name.a.values):
        edge = {a for a in name.addresses if at_cloudflare(a)}
        if edge and len(edge) < len(name.addresses):
            return [a for a in name.addresses if a not in edge]
        parked = [a for a in name.a.values if parked_at(a)]
        return parked if 0 < len(parked) < len(name.a.values) else []
    return [a for a in name.a.values if a not in right]


@check("dns.ipv6", stage=2, needs="dns")
def no_old_ipv6_address(dns: DnsFacts) -> Iterator[Finding]:
    """No IPv6 address is left over from an old place"""
    platform = dns.platform
    zone_of(dns)
    if platform is None:
        raise NotApplicable("The platform is not known; http.addresses tries every address.")
    for name in _own(dns):
        left = [a for a in name.aaaa.values if not at_cloudflare(a) and a not in dns.expected]
        if left and not platform.ipv6 and not name.aaaa.chain:
            records = tuple(
                Record(action="delete", type="AAAA", name=name.host, value=address)
                for address in left
            )
            yield Finding(
                severity=Severity.BLOCKER,
                subject=name.host,
                summary=f"{shown(name.host)} has an IPv6 address, and {platform.name} has none.",
                evidence=f"{name.host} AAAA {', '.join(left)}",
                impact="Visitors on IPv6 (most phones) reach an old server or nothing, and the "
                "certificate may fail to renew.",
                fix="Delete it.\n\n" + at_host(dns, *records),
                reference=f"{platform.name}: custom domains",
                records=records,
            )


@check("dns.parked", stage=2, needs="dns")
def not_parked(dns: DnsFacts) -> Iterator[Finding]:
    """The domain does not show a parking page"""
    zone = zone_of(dns)
    server = next((s for s in dns.ns.values if under(s, PARKING_SERVERS)), "")
    if server:
        yield Finding(
            severity=Severity.BLOCKER,
            subject=zone,
            summary=f"{shown(zone)} is parked: its name servers belong to a parking service.",
            evidence=f"{zone} NS {', '.join(dns.ns.values)}",
            impact="Visitors see advertisements or a page that offers the domain for sale.",
            fix="At the registrar, set the name servers that your DNS host shows for the domain.",
        )
        return
    for name in _own(dns):
        parked = {a: parked_at(a) for a in name.a.values if parked_at(a)}
        if parked and len(parked) == len(name.a.values):
            records = tuple(
                Record(action="delete", type="A", name=name.host, value=a) for a in parked
            )
            yield Finding(
                severity=Severity.BLOCKER,
                subject=name.host,
                summary=f"{shown(name.host)} shows a parking or forwarding page of "
                f"{next(iter(parked.values()))}.",
                evidence=f"{name.host} A {', '.join(parked)}",
                impact="Visitors do not see your site, and such pages mostly do not answer HTTPS.",
                fix=f"Delete the record, and make it {_wanted(dns, name.host)}.\n\n"
                + at_host(dns, *records),
                records=records,
            )


@check("dns.dangling", stage=2, needs="dns")
def nothing_dangles(dns: DnsFacts) -> Iterator[Finding]:
    """No name points to a place that is gone

    A CNAME to a name that a stranger can register at a hosting service hands them your name.
    """
    zone_of(dns)
    for name in (*dns.names, *dns.others):
        if name.there or not name.chain or name.failed or name.host in dns.target.site_hosts:
            continue
        if name.a.outcome is not Outcome.NXDOMAIN and name.aaaa.outcome is not Outcome.NXDOMAIN:
            continue
        end = name.chain[-1]
        ending = under(end, CLAIMABLE)
        www = name.host == dns.target.www
        record = Record(action="delete", type="CNAME", name=name.host, value=name.chain[0])
        claim = (
            f"A stranger can open an account at {CLAIMABLE[ending]}, take that name, and show "
            "whatever they like under yours."
            if ending
            else "Whoever types it sees an error."
        )
        severity = Severity.BLOCKER if www else Severity.TRUST if ending else Severity.CLEANUP
        yield Finding(
            severity=severity,
            subject=name.host,
            summary=f"{shown(name.host)} points to {end}, which does not exist any more.",
            evidence=f"{name.host} CNAME {', CNAME '.join(name.chain)} (NXDOMAIN)",
            impact=claim,
            fix="If you do not need the name, delete it; else point it to where the page is now."
            "\n\n" + at_host(dns, record),
            reference="OWASP WSTG-CONF-10",
            records=(record,),
        )


@check("dns.private_address", stage=2, needs="dns")
def addresses_are_public(dns: DnsFacts) -> Iterator[Finding]:
    """Public names have public addresses"""
    if dns.target.is_local:
        raise NotApplicable("This is a local address.")
    for name in dns.names:
        private = [a for a in name.addresses if _is_inside(a) and not (dns.lab and _loopback(a))]
        if private:
            yield Finding(
                severity=Severity.BLOCKER if name.host in dns.target.site_hosts else Severity.TRUST,
                subject=name.host,
                summary=f"{shown(name.host)} points to an address inside a private network.",
                evidence=f"{name.host}: {', '.join(private)}",
                impact="Nobody outside that network can open it.",
                fix=f"Make it {_wanted(dns, name.host)}."
                + (
                    "\n\n"
                    + at_host(dns, *(
                        Record(action="delete", type="AAAA" if ":" in a else "A",
                               name=name.host, value=a)
                        for a in private
                    ))
                    if dns.target.domain
                    else ""
                ),
                reference="RFC 1918, RFC 4193",
            )  # fmt: skip


def _is_inside(address: str) -> bool:
    """Private for real; documentation networks lead nowhere and count as any other."""
    found = ipaddress.ip_address(address)
    inside = ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7")
    return (
        found.is_loopback
        or found.is_link_local
        or found.is_unspecified
        or any(
            found in ipaddress.ip_network(net)
            for net in inside
            if ipaddress.ip_network(net).version == found.version
        )
    )


def _loopback(address: str) -> bool:
    return ipaddress.ip_address(address).is_loopback


def edge_in_front(dns: DnsFacts) -> bool:
    """Whether the site's own name leads to Cloudflare."""
    own = dns.name(dns.target.host)
    return bool(own and any(at_cloudflare(address) for address in own.addresses))


__all__ = ["Platform", "edge_in_front"]
