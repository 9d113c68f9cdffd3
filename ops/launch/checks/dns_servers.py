"""Who answers for the domain: the name servers at the registrar and in the zone, and caches."""

from __future__ import annotations

from collections.abc import Iterator

from ops.launch.checks.dns_repair import leads_here
from ops.launch.checks.dns_zone import zone_of
from ops.launch.findings import CannotTell, Finding, NotApplicable, Severity, Unknown, known
from ops.launch.gather.delegation import Authority, Delegation
from ops.launch.gather.dns import DnsFacts, NameFacts, differs
from ops.launch.network.names import shown
from ops.launch.network.resolver import Answer, Outcome
from ops.launch.registry import check


@check("dns.delegation", stage=2, needs="dns")
def delegation_holds(dns: DnsFacts) -> Iterator[Finding]:
    """The registry and the zone name the same, answering name servers"""
    zone = zone_of(dns)
    delegation = known(dns.delegation)
    if dns.soa.failed and delegation.authorities and not delegation.answering:
        raise NotApplicable("No name server answers for the domain, which dns.exists says.")
    deaf = _deaf(delegation)
    for entry in delegation.authorities:
        if not entry.authoritative and not deaf:
            yield _lame(zone, entry)
    for server in delegation.without_address:
        yield _lost(zone, server)
    if isinstance(delegation.at_parent, tuple):
        yield from _disagreement(zone, set(delegation.at_parent), set(delegation.in_zone))
    if len(set(delegation.in_zone)) == 1:
        yield _lonely(zone, delegation.in_zone[0])
    if deaf:
        raise CannotTell(
            "None of the name servers answered this machine directly; its network may let no DNS "
            "questions out but those to its own resolver."
        )
    if not delegation.authorities and delegation.not_asked:
        raise NotApplicable(f"The name servers themselves were not asked: {delegation.not_asked}")


def _deaf(delegation: Delegation) -> bool:
    """Whether nothing at all was heard, so that the fault may be on this side."""
    return bool(delegation.authorities) and all(
        entry.soa.outcome is Outcome.TIMEOUT for entry in delegation.authorities
    )


def _lame(zone: str, entry: Authority) -> Finding:
    said = "answers, but not as a name server of this domain" if entry.soa.ok else entry.soa.words
    return Finding(
        severity=Severity.TRUST,
        subject=entry.server,
        summary=f"The name server {entry.server} does not answer for {shown(zone)}.",
        evidence=f"{entry.server} ({entry.address}): {said}.",
        impact="A share of visitors wait seconds or do not reach the site at all.",
        fix=f"At the registrar, take {entry.server} off the list of name servers, or at "
        "that DNS host put the domain back.",
        reference="RFC 1912 2.8",
    )


def _lost(zone: str, server: str) -> Finding:
    return Finding(
        severity=Severity.TRUST,
        subject=server,
        summary=f"The name server {server} has no address.",
        evidence=f"{server} is listed for {zone} and does not resolve.",
        impact="A share of visitors wait seconds longer, or do not reach the site.",
        fix=f"At the registrar, take {server} off the list of name servers.",
        reference="RFC 1912 2.8",
    )


def _lonely(zone: str, server: str) -> Finding:
    return Finding(
        severity=Severity.CLEANUP,
        subject=zone,
        summary=f"{shown(zone)} has a single name server.",
        evidence=server,
        impact="When it is down, so are the site and its email.",
        fix="Ask the DNS host for its second name server and add it at the registrar.",
        reference="RFC 2182 5",
    )


def _disagreement(zone: str, parent: set[str], inside: set[str]) -> Iterator[Finding]:
    if parent == inside or not inside:
        return
    apart = not parent & inside
    yield Finding(
        severity=Severity.TRUST if apart else Severity.CLEANUP,
        subject=zone,
        summary=f"The registrar and the zone name different name servers for {shown(zone)}.",
        evidence=f"At the registrar: {', '.join(sorted(parent))}. "
        f"In the zone: {', '.join(sorted(inside))}.",
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
    servers = known(dns.delegation).answering
    if len(servers) < 2:
        raise NotApplicable("Fewer than two name servers could be asked.")
    for first in servers[0].answers:
        said = {
            entry.server: heard
            for entry in servers
            if (heard := entry.answer(first.name, first.type)) and not heard.failed
        }
        if len({(heard.values, heard.chain) for heard in said.values()}) > 1:
            yield _disagree(zone, first, said)


def _disagree(zone: str, asked: Answer, said: dict[str, Answer]) -> Finding:
    address = asked.type in ("A", "AAAA")
    return Finding(
        severity=Severity.BLOCKER if address else Severity.TRUST,
        subject=f"{asked.name} {asked.type}",
        summary=f"The name servers of {shown(zone)} disagree about the {asked.type} record of "
        f"{shown(asked.name)}.",
        evidence="; ".join(f"{server}: {_said(heard)}" for server, heard in said.items()),
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
    zone_of(dns)
    delegation = dns.delegation
    if not isinstance(delegation, Unknown) and not delegation.answering:
        raise NotApplicable("No name server could be asked directly.")
    delegation = known(delegation)
    for old in dns.cached:
        for cached in (old.a, old.aaaa):
            fresh = delegation.said(old.host, cached.type)
            if fresh is not None and not cached.failed and differs(fresh, cached):
                yield _stale(dns, dns.name(old.host) or old, fresh, cached)
                break


def _stale(dns: DnsFacts, now: NameFacts, fresh: Answer, cached: Answer) -> Finding:
    minutes = max(1, round((cached.ttl if cached.ok else _negative(dns.soa)) / 60))
    right = now.there and leads_here(dns, now) is not False
    return Finding(
        severity=Severity.CLEANUP,
        subject=now.host,
        summary=f"{shown(now.host)} is {'right' if right else 'new'} at your DNS host and still "
        f"old in caches for up to {minutes} minutes.",
        evidence=f"DNS host: {_said(fresh)}. Cache: {_said(cached)}.",
        impact="Some visitors still see the old place; it ends by itself.",
        fix=f"Nothing to do but wait {minutes} minutes and run this again.",
        reference="RFC 1034 3.6",
    )


def _negative(soa: Answer) -> int:
    """Seconds that "there is no such record" is remembered (RFC 2308 5)."""
    parts = soa.values[0].split() if soa.ok else []
    return min(int(parts[-1]), 10800) if len(parts) == 7 and parts[-1].isdigit() else 3600


def _said(answer: Answer) -> str:
    return ", ".join(answer.chain + answer.values) or answer.words
