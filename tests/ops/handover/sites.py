"""Two sites as they are met in the field, served by a lab: their zones, settings and answers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import mkdtemp

from lab.certificates import Authority
from lab.dns_server import DnsServer
from lab.look import world_of
from lab.tls_server import Reply, Request, TlsServer
from ops.launch.world import Mail, World, target_for
from tests.ops.launch.mail.zones import key, txt

#: Google's mailboxes, Postmark for the site, Cloudflare in front, Heroku behind it.
NORTHBOUND = f"""
    northbound.test            NS     ada.ns.cloudflare.com.
    northbound.test            NS     ben.ns.cloudflare.com.
    northbound.test            SOA    ada.ns.cloudflare.com. dns.cloudflare.com. 1 2 3 4 5
    northbound.test            A      192.0.2.80
    www.northbound.test        CNAME  northbound.test.
    chat.northbound.test       A      104.16.10.10
    northbound.test            MX     1 smtp.google.com.
    northbound.test            TXT    "v=spf1 include:_spf.google.com ~all"
    northbound.test            TXT    "google-site-verification=Zm9vYmFyMTIzNDU2Nzg5MGFiY2RlZmdo"
    northbound.test            TXT    "MS=ms12345678"
    northbound.test            TXT    "left-by-somebody"
    northbound.test            CAA    0 issue "letsencrypt.org"
    northbound.test            CAA    0 issue "pki.goog"
    _spf.google.com            TXT    "v=spf1 ip4:192.0.2.0/24 ~all"
    {txt("google._domainkey.northbound.test", f"v=DKIM1; k=rsa; p={key()}")}
    {txt("20260301pm._domainkey.northbound.test", f"k=rsa; p={key()}")}
    pm-bounces.northbound.test CNAME  pm.mtasv.net.
    pm.mtasv.net               TXT    "v=spf1 ip4:192.0.2.9 -all"
    _dmarc.northbound.test     TXT    "v=DMARC1; p=none; rua=mailto:dmarc@northbound.test"
    book.northbound.test       CNAME  northbound.acuityscheduling.com.
    northbound.acuityscheduling.com A 192.0.2.81
"""
#: Render, Resend through SMTP, and the DNS of the company where the domain was bought.
MAYA = f"""
    maya.test                  NS     dns1.registrar-servers.com.
    maya.test                  NS     dns2.registrar-servers.com.
    maya.test                  SOA    dns1.registrar-servers.com. h.registrar-servers.com. 1 2 3 4 5
    maya.test                  A      216.24.57.1
    www.maya.test              CNAME  maya.onrender.com.
    maya.onrender.com          A      216.24.57.1
    maya.test                  TXT    "v=spf1 -all"
    {txt("resend._domainkey.maya.test", f"p={key()}")}
    send.maya.test             MX     10 feedback-smtp.eu-west-1.amazonses.com.
    send.maya.test             TXT    "v=spf1 include:amazonses.com ~all"
    amazonses.com              TXT    "v=spf1 ip4:192.0.2.7 -all"
    _dmarc.maya.test           TXT    "v=DMARC1; p=quarantine; sp=reject"
"""
ANSWERS = {
    "owner": "Maya Lindqvist",
    "owner_reach": "+46 70 174 06 05",
    "second": "Jonas Berg, +46 70 174 06 06",
    "hours": "weekdays 9 to 17, Stockholm time",
    "passwords": "1Password, vault Website; Maya and Jonas",
    "domain_account": "maya@northbound.test",
    "email_account": "maya@northbound.test",
    "platform_account": "jonas@northbound.test",
}


@contextmanager
def northbound(inside: bool = True) -> Iterator[World]:
    """The first site; its registry answers."""
    mail = Mail(
        domain="northbound.test", from_address="hello@northbound.test", provider="postmark",
        selectors=("20260301pm",), ours=inside,
    )  # fmt: skip
    target = target_for("chat.northbound.test", mail=mail, inside=inside, platform="heroku")
    with DnsServer(NORTHBOUND) as dns, registry("northbound.test", "Namecheap, Inc.") as (
        rules, ca_file,
    ):  # fmt: skip
        yield world_of(dns, target=target, connect_to=rules, ca_file=ca_file)


@contextmanager
def maya() -> Iterator[World]:
    """The second; nobody answers for its registry."""
    mail = Mail(domain="maya.test", from_address="hello@maya.test", provider="resend", ours=True)
    target = target_for("maya.test", mail=mail, inside=True, platform="render")
    with DnsServer(MAYA) as dns:
        yield world_of(dns, target=target)


@contextmanager
def registry(domain: str, registrar: str) -> Iterator[tuple[list[str], str]]:
    """The registry of ``.test``: rules that lead to it, and the file of its authority."""
    root = Authority.root()
    expires = datetime.now(UTC) + timedelta(days=200)
    answers = {
        "/rdap/dns.json": {"services": [[["test"], ["https://rdap.nic.test/"]]]},
        f"/domain/{domain}": {
            "objectClassName": "domain", "status": ["active"],
            "events": [{"eventAction": "expiration",
                        "eventDate": f"{expires:%Y-%m-%dT%H:%M:%SZ}"}],
            "entities": [{"roles": ["registrar"],
                          "vcardArray": ["vcard", [["fn", {}, "text", registrar]]]}],
        },
    }  # fmt: skip

    def handler(request: Request) -> Reply:
        found = answers.get(request.target)
        if found is None:
            return Reply(404)
        kind = [("Content-Type", "application/rdap+json")]
        return Reply(200, kind, json.dumps(found).encode())

    hosts = ("data.iana.org", "rdap.nic.test")
    with TlsServer(root.leaf(*hosts), handler=handler) as server:
        rules = [f"{host}:443:127.0.0.1:{server.port}" for host in hosts]
        yield rules, root.file(Path(mkdtemp()))
