"""Where a name leads, and what to type to lead it to the site: shared by the checks of names."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable, Iterator
from dataclasses import replace

from ops.launch import dns_hosts
from ops.launch.checks.dns_zone import at_host
from ops.launch.findings import CannotTell, Finding, Record
from ops.launch.gather.dns import DnsFacts, NameFacts
from ops.launch.network.names import is_address, shown
from ops.launch.platforms import at_cloudflare, by_address, parked_at, under


def own(dns: DnsFacts) -> list[NameFacts]:
    """The names that must lead to the site."""
    return [name for name in dns.names if name.host in dns.target.site_hosts]


def leaders(dns: DnsFacts) -> list[NameFacts]:
    """The same without those that follow another one by CNAME, and share its faults."""
    hosts = {name.host for name in own(dns)}
    return [
        name for name in own(dns) if not hosts & (set(name.chain) - {name.host}) or name.circular
    ]


def followers(dns: DnsFacts, name: NameFacts) -> list[str]:
    """The site's other names that follow this one by CNAME."""
    return [n.host for n in own(dns) if name.host in n.chain and n.host != name.host]


def called(dns: DnsFacts, name: NameFacts) -> str:
    """A name as its owner writes it, with those that follow it."""
    return " and with it ".join([shown(name.host), *map(shown, followers(dns, name))])


def shared(check: str, dns: DnsFacts, name: NameFacts, finding: Finding) -> Iterator[Finding]:
    """A finding of a name, and those of its followers, which it tells."""
    yield finding
    for host in followers(dns, name):
        yield replace(finding, subject=host, told_by=((check, name.host),))


def tell_unknown(names: Iterable[NameFacts]) -> None:
    """Raise ``CannotTell`` for names of which it is not known where they lead."""
    unknown = [f"{name.host}: {name.failed.words}" for name in names if name.failed]
    if unknown:
        raise CannotTell("; ".join(unknown))


def leads_here(dns: DnsFacts, name: NameFacts) -> bool | None:
    """Whether a name leads to the platform; None where DNS alone cannot tell.

    True behind Cloudflare, whose edge hides what is behind it.
    """
    platform, expected = dns.platform, set(dns.expected)
    if any(at_cloudflare(address) for address in name.addresses):
        return True
    if expected & set(name.addresses) or dns.target.platform_target in name.chain:
        return True
    if platform is None:
        return False if expected else None
    if any(under(link, platform.targets) for link in name.chain):
        return True
    if any(platform.has(address) for address in name.addresses):
        return True
    stranger = by_address(name.addresses)
    if platform.closed or (expected and not platform.pooled):
        return False
    return None if stranger in (None, platform) else False


def private(dns: DnsFacts, name: NameFacts) -> list[str]:
    """The addresses of a name that only a private network has; loopback is fine in a lab."""
    return [a for a in name.addresses if _is_inside(a) and not (dns.lab and _loopback(a))]


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


def parked(name: NameFacts) -> bool:
    """Whether a name leads to parking pages alone."""
    return bool(name.a.values) and all(parked_at(a) for a in name.a.values)


def masked(dns: DnsFacts, name: NameFacts) -> bool:
    """Whether a name has only what the wildcard gives, and so perhaps no record of its own."""
    star = dns.wildcard
    wild = (star.ok or bool(star.chain)) and name.host != dns.target.domain
    return wild and (name.a.chain, name.a.values) == (star.chain, star.values)


def wanted(dns: DnsFacts, host: str) -> str:
    """What to make of a name, in words."""
    platform = dns.platform
    if platform is None:
        return "the record that your hosting platform shows for it"
    if host != dns.target.domain:
        return platform.www
    if platform.addresses or "ALIAS" not in platform.root:
        return platform.root
    at = dns_hosts.by_servers(dns.ns.values)
    if at.flattens:
        return platform.root
    who = "your DNS host" if at is dns_hosts.ANY else at.name
    return (
        f"{platform.root}. If {who} offers none of these for the root, move the domain's DNS to "
        "one that does, such as Cloudflare (free), and copy every record there first"
    )


def advice(dns: DnsFacts, name: NameFacts) -> str:
    """What to make of a name, in a sentence that fits the records of ``instead``."""
    twin = _twin(dns, name) if name.host != dns.target.domain else ""
    aim = f"a CNAME to {shown(twin)}, which leads there already" if twin else wanted(dns, name.host)
    add = f", and add {shown(name.host)} at {_there(dns)}"
    wild = (
        f" It may have no record of its own, and answer only through the wildcard *."
        f"{dns.target.domain}: then add one, and it counts instead."
        if masked(dns, name)
        else ""
    )
    return f"Make it {aim}{add}.{wild}"


def _there(dns: DnsFacts) -> str:
    if dns.platform is None:
        return "your hosting platform as well"
    return f"{dns.platform.name}: {dns.platform.add}"


def made(dns: DnsFacts, name: NameFacts) -> list[Record]:
    """The records that lead a name to the site, where they can be known exactly."""
    zone, platform, aim = dns.target.domain, dns.platform, dns.target.platform_target
    if not zone:
        return []
    if name.host == zone and platform and platform.addresses:
        return [Record(action="add", type="A", name=zone, value=platform.addresses[0])]
    if is_address(aim):
        type = "AAAA" if ":" in aim else "A"
        return [Record(action="add", type=type, name=name.host, value=aim)]
    if name.host == zone:
        return []
    if aim and not (platform and under(aim, platform.wrong_targets)):
        return [Record(action="add", type="CNAME", name=name.host, value=aim)]
    twin = _twin(dns, name)
    return [Record(action="add", type="CNAME", name=name.host, value=twin)] if twin else []


def _twin(dns: DnsFacts, name: NameFacts) -> str:
    """The root that www may follow, or ""; not where each name has a target of its own."""
    root = dns.name(dns.target.domain)
    alike = dns.platform is None or bool(dns.platform.addresses)
    given = bool(dns.target.platform_target)
    if root is None or not root.there or name.host != dns.target.www or not alike or given:
        return ""
    wrong = leads_here(dns, root) is False or private(dns, root) or parked(root)
    return "" if wrong else root.host


def there(dns: DnsFacts, name: NameFacts) -> list[Record]:
    """What stands at a name now, to be deleted."""
    if masked(dns, name):
        return []
    kinds = [("A", name.a.values), ("AAAA", name.aaaa.values)]
    if name.cname.ok or name.chain:
        kinds = [("CNAME", name.chain[:1])]
    return [
        Record(action="delete", type=kind, name=name.host, value=value)
        for kind, values in kinds
        for value in values
    ]


def instead(dns: DnsFacts, name: NameFacts) -> tuple[Record, ...]:
    """What stands at a name now replaced by what should."""
    old, new = there(dns, name), made(dns, name)
    if len(old) == len(new) == 1 and old[0].type == new[0].type:
        return (Record(action="change", type=old[0].type, name=name.host, value=new[0].value,
                       old=old[0].value),)  # fmt: skip
    return (*old, *new)


def typed(dns: DnsFacts, records: Iterable[Record]) -> str:
    """The records as the DNS host wants them typed, after an empty line; "" where there is none."""
    listed = list(records)
    return "\n\n" + at_host(dns, *listed) if listed and dns.target.domain else ""
