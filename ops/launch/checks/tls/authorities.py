"""Tells a missing intermediate from an unknown root, though OpenSSL says the same of both.

Error 20 means: the issuer of the last certificate is not here. It may be an intermediate that the
server forgot to send, or a root that nobody knows and that was rightly not sent. What speaks for
either is weighed; where it balances, both are said.
"""

from __future__ import annotations

import re
from enum import StrEnum
from urllib.parse import urlsplit

from ops.launch.gather.tls.facts import Certificate, Endpoint, Trust
from ops.launch.network.names import is_local

#: Organisations of public authorities, as beginnings of what stands in certificates. The roots of a
#: machine name most of them; this list is for ``--ca-file`` and for new names of old companies.
PUBLIC = (
    "let's encrypt", "internet security research group", "digicert", "sectigo", "comodo",
    "the usertrust network", "zerossl", "google trust services", "globalsign", "godaddy",
    "starfield technologies", "amazon", "ssl corp", "ssl.com", "entrust", "buypass", "actalis",
    "asseco data systems", "unizeto", "identrust", "swisssign", "d-trust", "t-systems",
    "deutsche telekom", "telekom security", "hellenic academic", "harica", "quovadis", "geotrust",
    "thawte", "rapidssl", "symantec", "verisign", "trustasia", "microsoft corporation",
    "cloudflare", "certainly", "gandi", "gogetssl", "cpanel", "corporation service company",
    "network solutions", "trustwave", "securetrust", "e-tugra", "secom trust", "certum",
    "certigna", "dhimyotis", "izenpe", "wisekey", "netlock", "microsec", "telia",
)  # fmt: skip

#: Authorities that are private by design: what their issuers are called, and what that means.
PRIVATE = {
    "cloudflare origin": "Cloudflare's origin certificates are trusted by Cloudflare alone. Switch "
    "the proxy on (the orange cloud beside the record in Cloudflare's DNS), so that visitors see "
    "Cloudflare's public certificate; or put a public one on the server.",
    "mkcert": "mkcert makes certificates for the developer's own machine.",
    "caddy local authority": "Caddy used its own local authority: write the public name in the "
    "Caddyfile, without `tls internal`, and let ports 80 and 443 reach it.",
    "kubernetes": "That is the cluster's own authority.",
    "fortigate": "A Fortinet firewall between this machine and the site replaces certificates; "
    "visitors elsewhere may see another one.",
    "zscaler": "A Zscaler proxy between this machine and the site replaces certificates; visitors "
    "elsewhere may see another one.",
    "(staging)": "That is Let's Encrypt's staging (test) environment: ask for the certificate "
    "again without --staging or --test-cert.",
    "fake le": "That is Let's Encrypt's old staging (test) environment: ask for the certificate "
    "again without --staging.",
}

#: Words that many authorities' names share and that say nothing about whose they are.
COMMON = frozenset((
    "and", "authority", "certificate", "certificates", "certification", "certs", "class", "corp",
    "corporation", "for", "global", "inc", "intermediate", "issuer", "issuing", "limited", "llc",
    "ltd", "public", "rsa", "root", "secure", "security", "server", "services", "sha256",
    "signing", "sub", "subca", "subordinate", "the", "tls", "trust",
    "validated", "validation", "domain", "organization", "network",
))  # fmt: skip
#: Roots in ``--ca-file``, up to which a likeness of names says something.
FEW = 10


class Missing(StrEnum):
    """What is not here."""

    INTERMEDIATE = "intermediate"
    ROOT = "root"
    EITHER = "either"


def private_authority(certificate: Certificate) -> str:
    """What is known of an issuer that is private by design, or ""."""
    issuer = f"{certificate.issuer_common_name} {certificate.issuer_organisation} "
    issuer = (issuer + certificate.issuer).lower()
    return next((text for mark, text in PRIVATE.items() if mark in issuer), "")


def missing_above(endpoint: Endpoint, trust: Trust) -> Missing:
    """What is missing above the last certificate that the leaf leads to."""
    top = endpoint.top
    if top is None:
        return Missing.EITHER
    if private_authority(top):
        return Missing.ROOT
    points = 3 * _aims_at_trusted_root(endpoint, trust) + _likeness(top, trust)
    if points == 0:
        return Missing.EITHER
    return Missing.INTERMEDIATE if points > 0 else Missing.ROOT


def _aims_at_trusted_root(endpoint: Endpoint, trust: Trust) -> bool:
    """Whether what was sent beside the leaf is a trusted root, or an intermediate right below one.

    Somebody then meant to send a good chain, and took the wrong piece.
    """
    beside = [entry for place, entry in enumerate(endpoint.chain) if place not in endpoint.path]
    return any(
        entry.fingerprint in trust.fingerprints
        or (entry.is_authority and entry.issuer_common_name in trust.common_names)
        for entry in beside
    )


def _likeness(top: Certificate, trust: Trust) -> int:
    """What the names in ``top`` say: above 0 for an intermediate, below for an unknown root."""
    issuer = top.issuer_common_name.lower()
    organisation = _plain(top.issuer_organisation)
    few = trust.count <= FEW
    is_public = bool(organisation) and organisation.startswith(PUBLIC)
    in_store = bool(organisation) and organisation in {_plain(o) for o in trust.organisations}
    points = 0
    points += 3 if is_public else 0
    points += (1 if few else 2) if in_store else 0
    points += 1 if few and _words(top.issuer_common_name) & _words(*trust.common_names) else 0
    if re.search(r"\b(intermediate|issuing|subordinate|sub[ -]?ca)\b", issuer):
        points += 2 if few else 1
    points -= 3 if re.search(r"\broot\b", issuer) else 0
    if not _issuer_at_public_address(top):
        points -= 1
    elif few or is_public or in_store:
        points += 2
    return points


def _issuer_at_public_address(certificate: Certificate) -> bool:
    """Whether it says where its issuer can be had, as public authorities do."""
    for url in certificate.issuers_at:
        try:
            parts = urlsplit(url)
        except ValueError:
            continue
        host = parts.hostname or ""
        if parts.scheme in ("http", "https") and "." in host and not is_local(host):
            return True
    return False


def _plain(organisation: str) -> str:
    """``DigiCert, Inc.`` and ``DigiCert Inc`` are the same."""
    text = organisation.replace("’", "'").lower()
    text = re.sub(r"[,.]", " ", text)
    return " ".join(re.sub(r"\b(inc|llc|ltd|limited|corp|co|gmbh|ag)\b", " ", text).split())


def _words(*names: str) -> set[str]:
    words = {word for name in names for word in re.findall(r"[a-z0-9]+", name.lower())}
    return {word for word in words - COMMON if len(word) > 2 and not word.isdigit()}
