"""The domain itself: that it exists, who answers for it, and whether they agree."""

from __future__ import annotations

from collections.abc import Iterator

from ops.launch import dns_hosts
from ops.launch.findings import CannotTell, Finding, NotApplicable, Record, Severity, known
from ops.launch.gather.delegation import Authority
from ops.launch.gather.dns import DnsFacts
from ops.launch.network.names import shown
from ops.launch.network.resolver import Answer, Outcome
from ops.launch.registry import check


def zone_of(dns: DnsFacts) -> str:
    """The domain, where the site has one."""
    if not dns.target.domain:
        raise NotApplicable("The site has no domain name of its own yet.")
    return dns.target.domain


def at_host(dns: DnsFacts, *records: Record) -> str:
    """What to type at the DNS host of this zone."""
    return dns_hosts.instructions(records, zone_of(dns), dns_hosts.by_servers(dns.ns.values))


@check("dns.exists", stage=2, needs="dns", essential=True)
def domain_exists(dns: DnsFacts) -> Iterator[Finding]:
    """The domain exists and its DNS answers"""
    zone = zone_of(dns)
    if dns.bogus:
        raise NotApplicable("DNSSEC is broken, which dns.dnssec says.")
    missing = dns.soa.outcome is Outcome.NXDOMAIN and not any(name.there for name in dns.names)
    if missing:
        yield Finding(
            severity=Severity.BLOCKER,
            subject=zone,
            summary=f"The domain {shown(zone)} does not exist in DNS.",
            evidence=f"Asked for {zone}: {dns.soa.words} (NXDOMAIN).",
            impact="Nobody can open the site, and no email to or from the domain arrives.",
            fix="Check the spelling. If it is right, sign in at the registrar (where the domain "
            "was bought): it may be unpaid, expired, on hold, or without name servers.",
            reference="RFC 8020",
        )
    elif dns.soa.failed and not any(name.there for name in dns.names):
        if dns.soa.outcome in (Outcome.SERVFAIL, Outcome.REFUSED) and _nobody_answers(dns):
            yield _lame(dns, zone)
        else:
            raise CannotTell(f"{zone}: {dns.soa.words}")


def _nobody_answers(dns: DnsFacts) -> bool:
    delegation = dns.delegation
    authorities = getattr(delegation, "authorities", ())
    return bool(authorities) and not any(entry.authoritative for entry in authorities)


def _lame(dns: DnsFacts, zone: str) -> Finding:
    return Finding(
        severity=Severity.BLOCKER,
        subject=zone,
        summary=f"None of the name servers of {shown(zone)} answers for it.",
        evidence=f"{zone}: {dns.soa.words}.",
        impact="Nobody can open the site, and no email to the domain arrives.",
        fix="At the registrar, set the name servers that your DNS host shows for this domain; at "
        "the DNS host, check that the domain is still in your account.",
        reference="RFC 1912 2.8",
    )


@check("dns.dnssec", stage=2, needs="dns", essential=True)
def signatures_hold(dns: DnsFacts) -> Iterator[Finding]:
    """DNSSEC is off, or unbroken

    An unsigned domain is fine; one whose signatures fail is gone for everybody whose resolver
    checks them, and certificate authorities refuse to renew for it.
    """
    zone = zone_of(dns)
    if dns.bogus:
        yield Finding(
            severity=Severity.BLOCKER,
            subject=zone,
            summary=f"The security signatures (DNSSEC) of {shown(zone)} are broken.",
            evidence=f"{', '.join(dns.bogus)}: SERVFAIL, and an answer once signatures are not "
            "checked.",
            impact="For most visitors (everybody on Google or Cloudflare DNS) the site and its "
            "email do not exist, and the next certificate renewal will fail.",
            fix="At the registrar, delete the DS record of the domain (the page is called DNSSEC), "
            "or replace it by the one your DNS host shows now. It usually broke when the "
            "domain moved to another DNS host. It heals within a day, often within an hour.",
            reference="RFC 4035 5; CA/Browser Forum ballot SC-085v2",
        )
    elif dns.soa.failed and not any(name.there for name in dns.names):
        raise CannotTell(f"{zone}: {dns.soa.words}")


@check("dns.delegation", stage=2, needs="dns")
def delegation_holds(dns: DnsFacts) -> Iterator[Finding]:
    """The registry and the zone name the same, answering name servers"""
    zone = zone_of(dns)
    delegation = known(dns.delegation)
    for entry in delegation.authorities:
        if not entry.authoritative:
            yield Finding(
                severity=Severity.TRUST,
                subject=entry.server,
                summary=f"The name server {entry.server} does not answer for {shown(zone)}.",
                evidence=f"{entry.server} ({entry.address}): {_lameness(entry)}.",
                impact="A share of visitors wait seconds or do not reach the site at all.",
                fix=f"At the registrar, take {entry.server} off the list of name servers, or at "
                "that DNS host put the domain back.",
                reference="RFC 1912 2.8",
            )
    for server in delegation.without_address:
        yield Finding(
            severity=Severity.TRUST,
            subject=server,
            summary=f"The name server {server} has no address.",
            evidence=f"{server} is listed for {zone} and does not resolve.",
            impact="A share of visitors wait seconds longer, or do not reach the site.",
            fix=f"At the registrar, take {server} off the list of name servers.",
            reference="RFC 1912 2.8",
        )
    if isinstance(delegation.at_parent, tuple):
        yield from _disagreement(zone, set(delegation.at_parent), set(delegation.in_zone))
    if len(set(delegation.in_zone)) == 1:
        yield Finding(
            severity=Severity.CLEANUP,
            subject=zone,
            summary=f"{shown(zone)} has a single name server.",
            evidence=delegation.in_zone[0],
            impact="When it is down, so are the site and its email.",
            fix="Ask the DNS host for its second name server and add it at the registrar.",
            reference="RFC 2182 5",
        )


def _lameness(entry: Authority) -> str:
    return "not authoritative for it" if entry.soa.ok else entry.soa.words


def _disagreement(zone: str, parent: set[str], own: set[str]) -> Iterator[Finding]:
    if parent == own or not own:
        return
    apart = not parent & own
    yield Finding(
        severity=Severity.TRUST if apart else Severity.CLEANUP,
        subject=zone,
        summary=f"The registrar and the zone name different name servers for {shown(zone)}.",
        evidence=f"At the registrar: {', '.join(sorted(parent))}. "
        f"In the zone: {', '.join(sorted(own))}.",
        impact="Records changed at one DNS host may not be what the world sees."
        if apart
        else "Some lookups go to a server that may be forgotten.",
        fix="Decide which DNS host is the right one. At the registrar, list exactly the name "
        "servers that this host shows; at the host, make the NS records the same.",
        reference="RFC 1034 4.2.2",
    )


@check("dns.authorities_agree", stage=2, needs="dns")
def authorities_agree(dns: DnsFacts) -> Iterator[Finding]:
    """Every name server gives the same answers"""
    zone = zone_of(dns)
    servers = [entry for entry in known(dns.delegation).authorities if entry.authoritative]
    if len(servers) < 2:
        raise NotApplicable("Fewer than two name servers could be asked.")
    for first in servers[0].answers:
        said = {
            entry.server: heard
            for entry in servers
            if (heard := entry.answer(first.name, first.type)) and not heard.failed
        }
        kinds = {(heard.values, heard.chain) for heard in said.values()}
        if len(kinds) > 1:
            address = first.type in ("A", "AAAA")
            yield Finding(
                severity=Severity.BLOCKER if address else Severity.TRUST,
                subject=f"{first.name} {first.type}",
                summary=f"The name servers of {shown(zone)} disagree about {shown(first.name)}.",
                evidence="; ".join(
                    f"{server}: {', '.join(heard.chain + heard.values) or heard.words}"
                    for server, heard in said.items()
                ),
                impact="Visitors land on one server or the other by chance."
                if address
                else "Emails are judged by one record or the other by chance.",
                fix="If you have just changed this record, wait ten minutes and look again. Else "
                "the domain lives at two DNS hosts: keep one, and at the registrar list only its "
                "name servers.",
                reference="RFC 1034 4.3.5",
            )


@check("dns.caches", stage=2, needs="dns")
def caches_are_up_to_date(dns: DnsFacts) -> Iterator[Finding]:
    """What resolvers remember is what the DNS host says now"""
    servers = [entry for entry in known(dns.delegation).authorities if entry.authoritative]
    if not servers:
        raise NotApplicable("No name server could be asked directly.")
    for name in dns.names:
        for cached in (name.a, name.aaaa):
            fresh = servers[0].answer(name.host, cached.type)
            if fresh is None or fresh.failed or cached.failed or not _differs(fresh, cached):
                continue
            minutes = max(1, round(cached.ttl / 60)) if cached.ok else 60
            yield Finding(
                severity=Severity.CLEANUP,
                subject=f"{name.host} {cached.type}",
                summary=f"{shown(name.host)} is right at your DNS host and still old in caches "
                f"for up to {minutes} minutes.",
                evidence=f"DNS host: {_said(fresh)}. Cache: {_said(cached)}.",
                impact="Some visitors still see the old place; it ends by itself.",
                fix=f"Nothing to do but wait {minutes} minutes and run this again.",
                reference="RFC 1034 3.6",
            )


def _differs(fresh: Answer, cached: Answer) -> bool:
    if fresh.chain or cached.chain:
        # The end of a CNAME outside the zone is not this server's to say.
        return bool(fresh.chain[:1] != cached.chain[:1])
    return set(fresh.values) != set(cached.values)


def _said(answer: Answer) -> str:
    return ", ".join(answer.chain + answer.values) or answer.words


@check("dns.apex_cname", stage=2, needs="dns")
def root_is_no_cname(dns: DnsFacts) -> Iterator[Finding]:
    """The root of the domain is no CNAME"""
    zone = zone_of(dns)
    if dns.apex_cname.failed:
        raise CannotTell(f"{zone}: {dns.apex_cname.words}")
    if not dns.apex_cname.ok:
        return
    value = dns.apex_cname.values[0]
    root = (
        dns.platform.root if dns.platform else "an A record, or an ALIAS, ANAME or flattened CNAME"
    )
    yield Finding(
        severity=Severity.BLOCKER,
        subject=zone,
        summary=f"The root {shown(zone)} is a CNAME, which DNS does not allow there.",
        evidence=f"{zone} CNAME {value}",
        impact="Email to the domain and the records that prove your emails are yours vanish for "
        "a part of the world, because a CNAME hides everything beside it.",
        fix=f"Take the CNAME away and use {root}.\n\n"
        + at_host(dns, Record(action="delete", type="CNAME", name=zone, value=value)),
        reference="RFC 1034 3.6.2, RFC 2181 10.1",
    )


@check("dns.wildcard", stage=2, needs="dns")
def no_wildcard(dns: DnsFacts) -> Iterator[Finding]:
    """No wildcard answers for names nobody made"""
    zone = zone_of(dns)
    if dns.wildcard.failed:
        raise CannotTell(f"a made-up name: {dns.wildcard.words}")
    if dns.wildcard.ok:
        yield Finding(
            severity=Severity.CLEANUP,
            subject=zone,
            summary=f"Every name under {shown(zone)} exists, whether somebody made it or not.",
            evidence=f"*.{zone} leads to {', '.join(dns.wildcard.chain + dns.wildcard.values)}",
            impact="A mistyped name shows a page instead of an error, and a forgotten or "
            "misspelt record goes unnoticed.",
            fix="Unless your app gives each customer a name of their own, delete the wildcard:\n\n"
            + at_host(
                dns,
                Record(
                    action="delete",
                    type="CNAME" if dns.wildcard.chain else "A",
                    name=f"*.{zone}",
                    value=(dns.wildcard.chain + dns.wildcard.values)[0],
                ),
            ),
            reference="RFC 4592",
        )


@check("dns.own_domain", stage=1, needs="dns")
def has_a_domain_of_its_own(dns: DnsFacts) -> Iterator[Finding]:
    """The site has a domain of its own"""
    target = dns.target
    if target.is_local:
        raise NotApplicable("This is a local address.")
    platform = target.on_platform_domain
    if platform:
        yield Finding(
            severity=Severity.TRUST,
            subject=target.host,
            summary=f"The site still lives on the platform's domain, {platform}.",
            evidence=target.host,
            impact="Visitors see a stranger's name in the address, email cannot be sent in your "
            "name from it, and moving to another platform would lose every link.",
            fix="Buy a domain or use a name of the one you have, such as chat.your-domain.com. "
            "Add it at the platform"
            + (f" ({dns.platform.add})" if dns.platform else "")
            + ", make the DNS record it shows, and set SITE_URL to it.",
            reference="publicsuffix.org",
        )
