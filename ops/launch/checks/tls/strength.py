"""Whether the connection is of a kind that browsers still accept: versions, keys, signatures."""

from __future__ import annotations

from collections.abc import Iterator

from ops.launch.checks.tls.hosters import hoster_of, renewal
from ops.launch.checks.tls.seen import Seen, certificates, judged_all, listed, severity, where
from ops.launch.findings import CannotTell, Finding, Severity
from ops.launch.gather.tls.facts import Certificate, Endpoint, Outcome, TlsFacts
from ops.launch.registry import check

OLD, NEW = ("1.0", "1.1"), ("1.2", "1.3")
#: The shortest keys that browsers accept (CA/Browser Forum Baseline Requirements 6.1.5).
SHORTEST = {"RSA": 2048, "EC": 256}
BROKEN_HASHES = ("sha1", "md5")


@check("tls.protocols", stage=2, needs="tls")
def versions_are_current(tls: TlsFacts) -> Iterator[Finding]:
    """Visitors connect with TLS 1.2 or 1.3, and not with older versions"""
    shows = [entry for entry in tls.endpoints if entry.outcome in (Outcome.OK, Outcome.OLD)]
    if not shows:
        raise CannotTell("No secure connection came about; see tls.reachable.")
    groups: dict[tuple[object, ...], list[Endpoint]] = {}
    for entry in shows:
        mark = entry.leaf.fingerprint if entry.leaf else entry.address
        groups.setdefault((mark, entry.outcome, entry.versions), []).append(entry)
    unknown: set[str] = set()
    for listed_ in groups.values():
        first = listed_[0]
        old = [version for version in OLD if first.accepts(version)]
        if first.outcome is Outcome.OLD:
            yield _only_old(tls, listed_, old)
        elif old:
            yield _old_beside(tls, listed_, old)
        elif any(first.accepts(version) is None for version in OLD):
            unknown.update(entry.host for entry in listed_)
    if unknown:
        raise CannotTell(f"{listed(sorted(unknown))} did not say which old versions it accepts.")
    judged_all(tls)


def _only_old(tls: TlsFacts, endpoints: list[Endpoint], old: list[str]) -> Finding:
    hosts = list(dict.fromkeys(entry.host for entry in endpoints))
    return Finding(
        severity=severity(tls, hosts),
        subject=hosts[0],
        summary=f"Only TLS {' and '.join(old)} can be had at {where(tls, endpoints)}, and no "
        "browser accepts that any more.",
        evidence=f"A connection with TLS 1.2 or 1.3 was refused; one with TLS {old[-1]} was not.",
        impact="Every visitor sees “this site can't provide a secure connection”.",
        fix=_newer(tls, endpoints[0], "TLSv1.2 TLSv1.3", "-all +TLSv1.2 +TLSv1.3")
        + " If the server knows no TLS 1.2, its system is from before 2014: move the site.",
        reference="RFC 8996",
    )


def _old_beside(tls: TlsFacts, endpoints: list[Endpoint], old: list[str]) -> Finding:
    hosts = list(dict.fromkeys(entry.host for entry in endpoints))
    return Finding(
        severity=Severity.CLEANUP,
        subject=hosts[0],
        summary=f"TLS {' and '.join(old)} can still be had at {where(tls, endpoints)}.",
        evidence="Accepted: "
        + ", ".join(f"TLS {version}" for version in (*OLD, *NEW) if endpoints[0].accepts(version))
        + ".",
        impact="No visitor notices; security scans and card companies' questionnaires object.",
        fix=_newer(tls, endpoints[0], "TLSv1.2 TLSv1.3", "-all +TLSv1.2 +TLSv1.3"),
        reference="RFC 8996",
    )


def _newer(tls: TlsFacts, endpoint: Endpoint, nginx: str, apache: str) -> str:
    hoster = hoster_of(tls.target, endpoint)
    if hoster and hoster.name == "Cloudflare":
        return (
            "In Cloudflare open your domain, SSL/TLS, Edge Certificates, and set Minimum TLS "
            "Version to 1.2."
        )
    if hoster:
        return (
            f"{hoster.name} sets this itself: ask its support, or put Cloudflare in front and set "
            "Minimum TLS Version to 1.2 there."
        )
    return (
        f"nginx: `ssl_protocols {nginx};`, Apache: `SSLProtocol {apache}`, then reload the web "
        "server. On shared hosting ask the host to switch on TLS 1.2 and 1.3 and to switch off the "
        "older ones."
    )


@check("tls.key", stage=2, needs="tls")
def key_and_signature_are_strong(tls: TlsFacts) -> Iterator[Finding]:
    """The certificate's key and signature are of a strength that browsers accept"""
    for seen in certificates(tls):
        first = seen.endpoints[0]
        above = [first.chain[place] for place in first.path[1:]]
        reasons = list(_weaknesses(seen.leaf, "Its"))
        for entry in above:
            if not entry.self_signed:
                reasons += _weaknesses(entry, f"Its authority {entry.called}: the")
        if reasons:
            yield _weak(tls, seen, reasons)
    judged_all(tls)


def _weaknesses(certificate: Certificate, whose: str) -> Iterator[str]:
    shortest = SHORTEST.get(certificate.key, 0)
    if certificate.bits < shortest:
        yield f"{whose} {certificate.key} key has {certificate.bits} bits, fewer than {shortest}"
    if certificate.key == "DSA":
        yield f"{whose} key is of the kind DSA, which browsers do not know"
    if certificate.signed_with in BROKEN_HASHES and not certificate.self_signed:
        name = {"sha1": "SHA-1", "md5": "MD5"}[certificate.signed_with]
        yield f"{whose} signature is made with {name}, which can be forged"


def _weak(tls: TlsFacts, seen: Seen, reasons: list[str]) -> Finding:
    return Finding(
        severity=severity(tls, seen.hosts),
        subject=seen.hosts[0],
        summary=f"Browsers refuse the certificate of {where(tls, seen.endpoints)} as too weak.",
        evidence=f"{'; '.join(reasons)}. Issued by {seen.leaf.issuer_called}.",
        impact="Visitors see a full-page warning; phones and many apps do not connect at all.",
        fix="Ask for a new certificate with a new key; no public authority issues such a one any "
        "more, so it is an old or a home-made one. " + renewal(tls.target, seen.endpoints[0]),
        reference="CA/Browser Forum Baseline Requirements 6.1.5 and 7.1.3.2",
    )
