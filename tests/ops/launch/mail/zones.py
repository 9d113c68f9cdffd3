"""A domain whose email is in order, to spoil in one place; and the report on it."""

from __future__ import annotations

import base64
from functools import cache
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ed25519, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from lab.dns_server import DnsServer
from lab.look import look, world_of
from ops.launch.findings import Report, Severity, Status
from ops.launch.world import Mail

BLOCKER, TRUST, CLEANUP = Severity.BLOCKER, Severity.TRUST, Severity.CLEANUP


@cache
def key(bits: int = 2048) -> str:
    """The p= of a fresh RSA key."""
    public = rsa.generate_private_key(65537, bits).public_key()
    der = public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return base64.b64encode(der).decode()


@cache
def ed_key() -> str:
    public = ed25519.Ed25519PrivateKey.generate().public_key()
    return base64.b64encode(public.public_bytes(Encoding.Raw, PublicFormat.Raw)).decode()


def txt(name: str, value: str) -> str:
    """A TXT line, cut into strings of 255 as DNS has them."""
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    parts = [escaped[place : place + 250] for place in range(0, len(escaped), 250)]
    return f"{name} TXT " + " ".join(f'"{part}"' for part in parts)


def zone(
    *,
    spf: str | None = "v=spf1 include:_spf.mailersend.net ~all",
    dkim: str | None = "",
    dmarc: str | None = "v=DMARC1; p=none; rua=mailto:dmarc@example.com",
    mx: str | None = "10 mail.example.com.",
    more: str = "",
) -> str:
    """A domain that sends through MailerSend and is in order, but for what a test changes."""
    lines = [
        "example.com SOA ns1.example.com. host.example.com. 1 3600 600 86400 300",
        "example.com NS ada.ns.cloudflare.com.",
        "example.com A 192.0.2.10",
        "mail.example.com A 192.0.2.25",
        txt("_spf.mailersend.net", "v=spf1 ip4:192.0.2.0/24 ~all"),
    ]
    if spf is not None:
        lines.append(txt("example.com", spf))
    if dkim is not None:
        lines.append("mlsend2._domainkey.example.com CNAME mlsend2._domainkey.mailersend.net.")
        value = dkim or f"v=DKIM1; k=rsa; p={key()}"
        lines.append(txt("mlsend2._domainkey.mailersend.net", value))
    if dmarc is not None:
        lines.append(txt("_dmarc.example.com", dmarc))
    if mx is not None:
        lines.append(f"example.com MX {mx}")
    return "\n".join([*lines, more])


def judged(records: str, *only: str, server: dict[str, Any] | None = None, **mail: Any) -> Report:
    """The report on example.com; what is known of its emails as keywords."""
    mail.setdefault("provider", "mailersend")
    domain = mail.pop("domain", "example.com")
    with DnsServer(records, **(server or {})) as dns:
        world = world_of(dns, domain, mail=Mail(domain=domain, **mail))
        return look(world, *(only or ("email",)))


def severities(report: Report) -> dict[str, list[Severity]]:
    """What failed, and how badly."""
    return {
        entry.id: [finding.severity for finding in entry.findings]
        for entry in report.results
        if entry.status is Status.FAIL
    }
