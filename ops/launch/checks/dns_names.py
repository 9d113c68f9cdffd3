"""Where the names lead: to the platform, to another place, or nowhere."""

from __future__ import annotations

from collections.abc import Iterator

from ops.launch.checks.dns_repair import (
    advice,
    called,
    instead,
    leaders,
    leads_here,
    own,
    parked,
    private,
    shared,
    tell_unknown,
    there,
    typed,
)
from ops.launch.findings import CannotTell, Finding, NotApplicable, Record, Severity
from ops.launch.gather.dns import DnsFacts, NameFacts
from ops.launch.network.names import shown
from ops.launch.network.resolver import Outcome
from ops.launch.platforms import CLAIMABLE, by_address, under
from ops.launch.registry import check


@check("dns.site_names", stage=2, needs="dns", essential=True)
def site_names_resolve(dns: DnsFacts) -> Iterator[Finding]:
    """Every name a visitor may type leads somewhere

    For a site at the root or at www, both names count; else only its own.
    """
    if dns.target.is_local:
        raise NotApplicable("This is a local address.")
    if dns.soa.outcome is Outcome.NXDOMAIN and not any(name.there for name in dns.names):
        raise NotApplicable("The domain does not exist, which dns.exists says.")
    names = [name for name in own(dns) if name.host not in dns.bogus]
    for name in names:
        if "_" in name.host:
            yield _underscore(dns, name.host)
    for name in leaders(dns):
        if name in names and not name.there and not name.failed:
            yield from shared("dns.site_names", dns, name, _leads_nowhere(dns, name))
    tell_unknown(names)
    if not names:
        raise NotApplicable("DNSSEC is broken, which dns.dnssec says.")


def _underscore(dns: DnsFacts, host: str) -> Finding:
    better = host.replace("_", "-").strip("-")
    return Finding(
        severity=Severity.BLOCKER,
        subject=f"{host} underscore",
        summary=f"{shown(host)} has an underscore in it, which the name of a web site must not "
        "have.",
        evidence=host,
        impact="No certificate authority issues for it, so browsers warn every visitor, and the "
        "app refuses requests for such a name.",
        fix=f"Use a name with a hyphen, such as {better}: add it at "
        f"{dns.platform.name if dns.platform else 'the platform'}, make its DNS record as the "
        f"platform shows it, and use it in every link.",
        reference="RFC 1123 2.1, CA/Browser Forum ballot SC12",
    )


def _leads_nowhere(dns: DnsFacts, name: NameFacts) -> Finding:
    host = name.host
    records = instead(dns, name)
    return Finding(
        severity=Severity.BLOCKER,
        subject=host,
        summary=_nowhere(dns, name),
        evidence=_seen(name),
        impact=_lost(dns, name),
        fix=advice(dns, name) + typed(dns, records),
        reference="RFC 1034 3.6",
        records=records,
    )


def _nowhere(dns: DnsFacts, name: NameFacts) -> str:
    if name.circular:
        return f"{shown(name.host)} points in a circle and never arrives at an address."
    if not name.chain:
        return f"{called(dns, name)} leads nowhere: it has no address."
    gone = name.a.outcome is Outcome.NXDOMAIN
    what = "does not exist" if gone else "has no address"
    return f"{shown(name.host)} points to {name.chain[-1]}, which {what}."


def _seen(name: NameFacts) -> str:
    answer = name.a if name.a.missing or name.a.circular else name.aaaa
    if name.chain:
        return f"{name.host} CNAME {', CNAME '.join(dict.fromkeys(name.chain))}: {answer.words}"
    return f"{name.host}: {answer.words} ({answer.outcome})"


def _lost(dns: DnsFacts, name: NameFacts) -> str:
    host, ending = name.host, under((name.chain or ("",))[-1], CLAIMABLE)
    claim = (
        f" And a stranger can take that name at {CLAIMABLE[ending]} and show whatever they like."
        if ending and name.a.outcome is Outcome.NXDOMAIN
        else ""
    )
    www = host == dns.target.www
    if host == dns.target.host or not any(n.there for n in own(dns)):
        return "Nobody can open the site." + claim
    return (
        f"Whoever types the address with{'' if www else 'out'} www sees an error page; many do, "
        f"and links and cards may carry it. Only {'the root' if www else 'www'} works.{claim}"
    )


@check("dns.points_here", stage=2, needs="dns")
def names_lead_to_the_platform(dns: DnsFacts) -> Iterator[Finding]:
    """The names lead to the platform the app runs on"""
    if dns.target.is_local or not dns.target.domain:
        raise NotApplicable("The site has no domain name of its own yet.")
    aim = dns.target.platform_target
    if aim and dns.platform is None and not dns.expected:
        raise CannotTell(f"{aim} has no address here, so that nothing can be compared with it")
    if dns.platform is None and not dns.expected:
        raise NotApplicable(
            "The platform is not known; name it with --platform to have this checked."
        )
    doubts, open_ended = [], []
    for name in leaders(dns):
        if name.failed and not name.chain:
            open_ended.append(name)
        # Where a CNAME leads is certain, even while the name at its end does not answer.
        verdict = _verdict(dns, name) if name.there or name.failed else ""
        if isinstance(verdict, Finding):
            yield from shared("dns.points_here", dns, name, verdict)
        elif verdict:
            doubts.append(verdict)
    tell_unknown(open_ended)
    if doubts:
        raise CannotTell("; ".join(doubts))
    if not any(name.there or name.failed for name in own(dns)):
        raise NotApplicable("No name of the site leads anywhere, which dns.site_names says.")


def _verdict(dns: DnsFacts, name: NameFacts) -> Finding | str:
    """A finding, or a doubt in words, or "" where a name leads to the right place."""
    platform = dns.platform
    if _told_elsewhere(dns, name):
        return ""
    if platform and under((name.chain or ("",))[-1], platform.wrong_targets):
        return _elsewhere(
            dns, name, f"{called(dns, name)} points to a {platform.name} name that shows the "
            "wrong certificate for it.", "Browsers warn that the connection is not private."
        )  # fmt: skip
    here = leads_here(dns, name)
    if here or (name.failed and not name.chain):
        return ""
    if platform and any(a in platform.dead_addresses for a in name.addresses):
        return _elsewhere(
            dns, name, f"{called(dns, name)} points to an address that {platform.name} gave up "
            "years ago.", "The site does not open."
        )  # fmt: skip
    if here is False:
        return _at_another_place(dns, name)
    return (
        f"{name.host} leads to {', '.join(name.addresses or name.chain)}, and "
        f"{platform.name if platform else 'the platform'} has no fixed addresses to compare that "
        "with; the HTTPS checks say what answers there"
    )


def _told_elsewhere(dns: DnsFacts, name: NameFacts) -> bool:
    """Whether ``dns.parked`` or ``dns.private_address`` speaks of where a name leads."""
    inside = private(dns, name)
    return parked(name) or (bool(inside) and len(inside) == len(name.addresses))


def _at_another_place(dns: DnsFacts, name: NameFacts) -> Finding:
    stranger = by_address(name.addresses)
    whose = f" ({stranger.name})" if stranger else ""
    here = dns.platform.name if dns.platform else dns.target.platform_target
    return _elsewhere(
        dns,
        name,
        f"{called(dns, name)} does not lead to {here} but to another place{whose}.",
        "Visitors see the old site, or none.",
    )


def _elsewhere(dns: DnsFacts, name: NameFacts, summary: str, impact: str) -> Finding:
    records = instead(dns, name)
    return Finding(
        severity=Severity.BLOCKER,
        subject=name.host,
        summary=summary,
        evidence=f"{name.host} leads to {', '.join(name.chain + name.addresses)}",
        impact=impact,
        fix=advice(dns, name) + typed(dns, records),
        reference=f"{dns.platform.name}: custom domains" if dns.platform else "",
        records=records,
    )


@check("dns.private_address", stage=2, needs="dns")
def addresses_are_public(dns: DnsFacts) -> Iterator[Finding]:
    """Public names have public addresses"""
    if dns.target.is_local:
        raise NotApplicable("This is a local address.")
    followers = [name for name in own(dns) if name not in leaders(dns)]
    for name in dns.names:
        inside = private(dns, name) if name not in followers else []
        if inside:
            yield from shared("dns.private_address", dns, name, _private(dns, name, inside))
    tell_unknown(own(dns))


def _private(dns: DnsFacts, name: NameFacts, inside: list[str]) -> Finding:
    site = name.host in dns.target.site_hosts
    records = [
        Record(action="delete", type="AAAA" if ":" in a else "A", name=name.host, value=a)
        for a in inside
    ]
    whole = len(inside) == len(name.addresses)
    if name.chain:
        records = there(dns, name)
    if site and whole:
        records = list(instead(dns, name))
    if not site:
        fix = "If only you use it, over a VPN for example, leave it; else delete it."
    else:
        fix = advice(dns, name) if whole else "Delete it and keep the others."
    return Finding(
        severity=Severity.BLOCKER if site else Severity.TRUST,
        subject=name.host,
        summary=f"{called(dns, name)} points to an address inside a private network.",
        evidence=f"{name.host}: {', '.join(inside)}",
        impact="Nobody outside that network can open it.",
        fix=fix + typed(dns, records),
        reference="RFC 1918, RFC 4193",
        records=tuple(records),
    )
