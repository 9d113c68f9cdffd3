"""The domain itself: that it exists, that its signatures hold, and what stands at its root."""

from __future__ import annotations

from collections.abc import Iterator

from ops.launch import dns_hosts
from ops.launch.findings import CannotTell, Finding, NotApplicable, Record, Severity, Unknown, known
from ops.launch.gather.dns import DnsFacts
from ops.launch.network.names import shown
from ops.launch.network.resolver import Outcome
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
            told_by=(("dns.registration", zone),),
        )
    elif dns.soa.failed and not any(name.there for name in dns.names):
        if dns.soa.outcome in (Outcome.SERVFAIL, Outcome.REFUSED) and _nobody_answers(dns):
            yield _lame(dns, zone)
        else:
            raise CannotTell(f"{zone}: {dns.soa.words}")


def _nobody_answers(dns: DnsFacts) -> bool:
    delegation = dns.delegation
    if isinstance(delegation, Unknown) or not delegation.authorities or delegation.answering:
        return False
    return not delegation.not_asked


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
        yield _broken(
            zone, f"{', '.join(dns.bogus)}: SERVFAIL, and an answer once signatures are not checked"
        )
    elif dns.soa.failed and not any(name.there for name in dns.names):
        raise CannotTell(f"{zone}: {dns.soa.words}")
    elif broken := known(dns.signatures):
        yield _broken(zone, f"{zone}: {broken}")


def _broken(zone: str, evidence: str) -> Finding:
    return Finding(
        severity=Severity.BLOCKER,
        subject=zone,
        summary=f"The security signatures (DNSSEC) of {shown(zone)} are broken.",
        evidence=f"{evidence}.",
        impact="For most visitors (everybody on Google or Cloudflare DNS) the site and its "
        "email do not exist, and the next certificate renewal will fail.",
        fix="At the registrar, delete the DS record of the domain (the page is called DNSSEC), "
        "or replace it by the one your DNS host shows now. It usually broke when the "
        "domain moved to another DNS host. It heals within a day, often within an hour.",
        reference="RFC 4035 5; CA/Browser Forum ballot SC-085v2",
    )


@check("dns.apex_cname", stage=2, needs="dns")
def root_is_no_cname(dns: DnsFacts) -> Iterator[Finding]:
    """The root of the domain is no CNAME"""
    zone = zone_of(dns)
    if dns.apex_cname.failed:
        raise CannotTell(f"{zone}: {dns.apex_cname.words}")
    if not dns.apex_cname.ok:
        return
    value = dns.apex_cname.values[0]
    records = [Record(action="delete", type="CNAME", name=zone, value=value)]
    if dns.platform and dns.platform.addresses:
        records.append(Record(action="add", type="A", name=zone, value=dns.platform.addresses[0]))
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
        fix=f"Take the CNAME away and use {root}.\n\n" + at_host(dns, *records),
        reference="RFC 1034 3.6.2, RFC 2181 10.1",
        records=tuple(records),
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
