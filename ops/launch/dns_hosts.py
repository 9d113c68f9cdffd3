"""Where a zone is edited, and how that DNS host wants a name typed.

Found by the name servers of the zone. Nearly every panel wants the part before the domain
(``_dmarc``) and ``@`` for the domain itself; typing the whole name there makes
``_dmarc.example.com.example.com``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ops.launch.findings import Record
from ops.launch.network.names import shown


@dataclass(frozen=True, kw_only=True, slots=True)
class DnsHost:
    """One DNS host. ``root`` is what stands for the domain itself; ``whole`` wants whole names.

    ``flattens`` says whether it allows a CNAME or ALIAS at the root.
    """

    name: str
    where: str
    root: str = "@"
    whole: bool = False
    flattens: bool = False
    servers: tuple[str, ...] = ()


HOSTS = (
    DnsHost(name="Cloudflare", servers=("ns.cloudflare.com",), flattens=True,
            where="dash.cloudflare.com, your domain, DNS, Records"),
    DnsHost(name="GoDaddy", servers=("domaincontrol.com",),
            where="My Products, your domain, DNS, DNS Records"),
    DnsHost(name="Namecheap", servers=("registrar-servers.com",), flattens=True,
            where="Domain List, Manage, Advanced DNS, Host Records"),
    DnsHost(name="Amazon Route 53", root="(leave the name empty)", whole=False, flattens=True,
            servers=("awsdns-",), where="Route 53, Hosted zones, your domain"),
    DnsHost(name="Squarespace Domains", servers=("googledomains.com", "squarespacedns.com"),
            where="Domains, your domain, DNS, DNS Settings, Custom records"),
    DnsHost(name="OVH", root="(leave the sub-domain empty)", servers=("ovh.net", "anycast.me"),
            where="Web Cloud, your domain, DNS zone"),
    DnsHost(name="Gandi", servers=("gandi.net",), flattens=True,
            where="Domain, your domain, DNS Records"),
    DnsHost(name="Porkbun", root="(leave the host empty)", servers=("porkbun.com",),
            flattens=True, where="Domain Management, your domain, DNS"),
    DnsHost(name="Hostinger", servers=("dns-parking.com", "hostinger.com"), flattens=True,
            where="hPanel, Domains, your domain, DNS / Name servers"),
    DnsHost(name="IONOS", servers=("ui-dns.com", "ui-dns.org", "ui-dns.de", "ui-dns.biz"),
            where="Domains & SSL, your domain, DNS"),
    DnsHost(name="Strato", servers=("rzone.de",), where="Domains, your domain, DNS"),
    DnsHost(name="DigitalOcean", servers=("digitalocean.com",),
            where="Networking, Domains, your domain"),
    DnsHost(name="DNSimple", servers=("dnsimple.com", "dnsimple-edge.net"), flattens=True,
            root="(leave the name empty)", where="your domain, DNS, Manage records"),
    DnsHost(name="Wix", servers=("wixdns.net",), where="Domains, your domain, Manage DNS Records"),
    DnsHost(name="Vercel", servers=("vercel-dns.com",), flattens=True,
            where="your team, Domains, your domain, DNS Records"),
    DnsHost(name="Netlify", servers=("nsone.net",), flattens=True,
            where="Domains, your domain, DNS records"),
    DnsHost(name="Hetzner", servers=("hetzner.com", "hetzner.de", "first-ns.de"),
            where="DNS, your domain, Records"),
    DnsHost(name="Bluehost", servers=("bluehost.com",), where="Domains, your domain, DNS"),
    DnsHost(name="Dreamhost", servers=("dreamhost.com",), root="(leave the host empty)",
            where="Websites, Manage Websites, DNS"),
    DnsHost(name="WordPress.com", servers=("wordpress.com",),
            where="Upgrades, Domains, your domain, DNS records"),
)  # fmt: skip
#: Records that are written out; a hostile zone may have hundreds.
SHOWN = 20
ANY = DnsHost(name="your DNS host", where="the page that lists the domain's DNS records")


def by_servers(servers: Iterable[str]) -> DnsHost:
    """The DNS host of a zone by its name servers; ``ANY`` when they are nobody we know."""
    for server in servers:
        for host in HOSTS:
            if any(part in server if part.endswith("-") else server.endswith(part)
                   for part in host.servers):  # fmt: skip
                return host
    return ANY


def typed(name: str, zone: str, host: DnsHost = ANY) -> str:
    """A name as this host's form wants it: ``_dmarc``, ``@``, or whole."""
    if host.whole:
        return f"{name}."
    if name == zone:
        return host.root
    return name.removesuffix(f".{zone}") if name.endswith(f".{zone}") else f"{name}."


def instructions(records: Iterable[Record], zone: str, host: DnsHost = ANY) -> str:
    """What to type, one block a record, in the order given."""
    listed = list(records)
    if not listed:
        return ""
    lines = [f"At {host.name} ({host.where}), in the zone {shown(zone)}:"]
    for record in listed[:SHOWN]:
        name = typed(record.name, zone, host)
        match record.action:
            case "delete":
                lines += ["", f"Delete the {record.type} record", f"  Name:  {name}"]
                lines.append(f"  Value: {record.old or record.value}")
            case "change":
                lines += ["", f"Change the {record.type} record", f"  Name:  {name}"]
                lines += [f"  From:  {record.old}", f"  To:    {record.value}"]
            case _:
                lines += [
                    "",
                    f"Add {_article(record.type)} {record.type} record",
                    f"  Name:  {name}",
                ]
                lines += [*_value_lines(record), f"  TTL:   {record.ttl} (or Automatic)"]
    if len(listed) > SHOWN:
        lines += ["", f"and {len(listed) - SHOWN} more in the same way."]
    return "\n".join(lines)


def _article(type: str) -> str:
    """As the letters are said: an A, an MX, a TXT."""
    return "an" if type[0] in "AMNSF" else "a"


def _value_lines(record: Record) -> list[str]:
    if record.type == "MX" and " " in record.value:
        preference, _, server = record.value.partition(" ")
        return [f"  Priority: {preference}", f"  Value: {server}"]
    if record.type == "CAA" and record.value.count(" ") >= 2:
        flags, tag, value = record.value.split(" ", 2)
        bare = value.strip('"')
        return [f"  Value: {record.value}", f"  (in boxes: flags {flags}, tag {tag}, value {bare})"]
    return [f"  Value: {record.value}"]
