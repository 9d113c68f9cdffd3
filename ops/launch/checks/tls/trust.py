"""Whether browsers know who vouches for the site, and can follow that from what is sent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ops.launch.checks.tls.authorities import Missing, missing_above, private_authority
from ops.launch.checks.tls.hosters import hoster_of, renewal
from ops.launch.checks.tls.seen import Seen, certificates, judged_all, listed, severity, where
from ops.launch.findings import CannotTell, Finding, Severity
from ops.launch.gather.tls.facts import Certificate, Ending, Endpoint, TlsFacts
from ops.launch.registry import check

#: OpenSSL's verdicts that are about the chain's end (x509_vfy.h).
UNFINISHED = frozenset({2, 18, 19, 20, 21, 27})
#: Those about dates, which ``tls.dates`` and ``tls.chain`` judge.
DATES = frozenset({9, 10, 13, 14})
WARNING = "Browsers show a full-page warning, and almost everybody turns back."
PARTLY = (
    "Chrome and Firefox on a computer often hide it, because they remember the missing piece. Some "
    "phones, in-app browsers, link previews and payment or email services cannot connect."
)
FULL_CHAIN = (
    "Install the whole chain, not the certificate alone. Certbot: use fullchain.pem, not cert.pem "
    "(nginx: `ssl_certificate …/fullchain.pem;`, Apache: `SSLCertificateFile …/fullchain.pem`), "
    "then reload the web server. A control panel: paste the authority's “CA bundle” into its own "
    "box. An upload to a platform: one file with your certificate first and the intermediate after "
    "it (Heroku: `heroku certs:update fullchain.pem privkey.pem`)."
)


def _alike(endpoint: Endpoint) -> tuple[object, ...]:
    sent = tuple(certificate.fingerprint for certificate in endpoint.chain)
    return endpoint.verify_code, endpoint.ending, sent


@check("tls.trusted", stage=2, needs="tls", essential=True)
def certificate_is_trusted(tls: TlsFacts) -> Iterator[Finding]:
    """The certificate comes from an authority that browsers know"""
    _has_roots(tls)
    unknown = []
    for seen in certificates(tls, _alike):
        first = seen.endpoints[0]
        if first.verify_code is None or first.verify_code == 0 or first.verify_code in DATES:
            if first.verify_code is None and first.ending is not Ending.TRUSTED:
                unknown.append(f"{listed(seen.hosts)}: the certificate was not verified")
            continue
        if first.verify_code not in UNFINISHED or first.ending is Ending.TRUSTED:
            yield _refused(tls, seen)
        elif first.ending is Ending.SELF_SIGNED:
            yield _self_signed(tls, seen)
        elif _missing(tls, first) is Missing.ROOT:
            yield _unknown_root(tls, seen)
        else:
            unknown.append(
                f"{listed(seen.hosts)}: who vouches for it shows only once the chain is whole; "
                "see tls.chain"
            )
    if unknown:
        raise CannotTell("; ".join(unknown))
    judged_all(tls)


@check("tls.chain", stage=2, needs="tls")
def chain_is_complete(tls: TlsFacts) -> Iterator[Finding]:
    """The server sends every certificate between its own and a trusted root"""
    _has_roots(tls)
    for seen in certificates(tls, _alike):
        first = seen.endpoints[0]
        missing = _missing(tls, first)
        if first.ending is Ending.COMPLETED_HERE or missing is Missing.INTERMEDIATE:
            yield _incomplete(tls, seen)
        elif missing is Missing.EITHER:
            yield _incomplete_or_unknown(tls, seen)
        elif first.ending is Ending.TRUSTED:
            yield from _ended_above(tls, seen)
            yield from _untidy(tls, seen)
    judged_all(tls)


def _has_roots(tls: TlsFacts) -> None:
    if not tls.trust.count:
        raise CannotTell(
            "This machine has no list of trusted authorities (install the package "
            "ca-certificates, or give --ca-file)."
        )


def _missing(tls: TlsFacts, endpoint: Endpoint) -> Missing | None:
    """What is missing at the top of a chain; None where OpenSSL found nothing missing."""
    if endpoint.verify_code not in UNFINISHED or endpoint.top is None:
        return None
    if endpoint.ending is Ending.UNKNOWN_ROOT:
        return Missing.ROOT
    if endpoint.ending is Ending.OPEN:
        return missing_above(endpoint, tls.trust)
    return None


def _evidence(seen: Seen) -> str:
    first = seen.endpoints[0]
    sent = "; ".join(
        f"{place + 1}. {entry.called} (by {entry.issuer_called})"
        for place, entry in enumerate(first.chain[:6])
    )
    verdict = (
        f"OpenSSL: {first.verify_message} ({first.verify_code}). " if first.verify_code else ""
    )
    return f"{verdict}Sent: {sent}."


def _public_instead(tls: TlsFacts, endpoint: Endpoint) -> str:
    if hoster_of(tls.target, endpoint):
        return renewal(tls.target, endpoint)
    return (
        "Get a free certificate from a public authority such as Let's Encrypt: in the control "
        "panel of your web host (SSL/TLS), or on a server of your own with "
        f"`sudo certbot --nginx -d {endpoint.host}`."
    )


def _self_signed(tls: TlsFacts, seen: Seen) -> Finding:
    return Finding(
        severity=severity(tls, seen.hosts),
        subject=seen.hosts[0],
        summary=f"The certificate of {where(tls, seen.endpoints)} vouches for itself: no authority "
        "stands behind it.",
        evidence=_evidence(seen),
        impact=WARNING,
        fix=_public_instead(tls, seen.endpoints[0]),
        reference="RFC 5280 section 6",
    )


def _unknown_root(tls: TlsFacts, seen: Seen) -> Finding:
    first = seen.endpoints[0]
    top = first.top or seen.leaf
    special = private_authority(top)
    strange = "is not in --ca-file" if tls.trust.given else "no browser knows"
    who = top.called if top.self_signed else top.issuer_called
    return Finding(
        severity=severity(tls, seen.hosts),
        subject=seen.hosts[0],
        summary=f"The certificate of {where(tls, seen.endpoints)} comes from {who}, an authority "
        f"that {strange}.",
        evidence=_evidence(seen),
        impact=WARNING,
        fix=special or _public_instead(tls, first),
        reference="RFC 5280 section 6",
    )


REASONS = {
    7: "its signature does not hold; the file is damaged or belongs to another authority",
    24: "it was issued by a certificate that may not issue any",
    25: "its chain is longer than its authority allows",
    26: "it is not made for web sites",
    47: "its authority may not issue for this name",
    79: "it was issued by a certificate that may not issue any",
}


def _refused(tls: TlsFacts, seen: Seen) -> Finding:
    first = seen.endpoints[0]
    reason = REASONS.get(first.verify_code or 0, first.verify_message)
    return Finding(
        severity=severity(tls, seen.hosts),
        subject=seen.hosts[0],
        summary=f"The certificate of {where(tls, seen.endpoints)} is refused: {reason}.",
        evidence=_evidence(seen),
        impact=WARNING,
        fix=_public_instead(tls, first),
        reference="RFC 5280 section 6",
    )


def _next(endpoint: Endpoint) -> str:
    """What is missing, and where it can be had."""
    top = endpoint.top
    if top is None:
        return ""
    at = next((url for url in top.issuers_at if url.startswith("http")), "")
    name = f"“{top.issuer_called}”" if top.issuer_called else "the next one"
    return f" The missing one is {name}" + (f"; it can be had at {at}." if at else ".")


def _incomplete(tls: TlsFacts, seen: Seen) -> Finding:
    return Finding(
        severity=severity(tls, seen.hosts),
        subject=seen.hosts[0],
        summary=f"The certificate of {where(tls, seen.endpoints)} is sent only in part: an "
        "intermediate is missing.",
        evidence=_evidence(seen),
        impact=PARTLY,
        fix=FULL_CHAIN + _next(seen.endpoints[0]),
        reference="RFC 8446 section 4.4.2",
    )


def _incomplete_or_unknown(tls: TlsFacts, seen: Seen) -> Finding:
    first = seen.endpoints[0]
    return Finding(
        severity=severity(tls, seen.hosts),
        subject=seen.hosts[0],
        summary=f"Nothing links the certificate of {where(tls, seen.endpoints)} to an authority "
        "that browsers know: an intermediate is missing, or the authority is a private one.",
        evidence=_evidence(seen),
        impact="Some or all visitors see a full-page warning instead of the site.",
        fix=f"If you bought the certificate or it was issued for you: {FULL_CHAIN}{_next(first)} "
        f"If you made it yourself: {_public_instead(tls, first)}",
        reference="RFC 8446 section 4.4.2",
    )


def _ended_above(tls: TlsFacts, seen: Seen) -> Iterator[Finding]:
    """An authority's certificate in the chain that is past its end, or not there yet."""
    first = seen.endpoints[0]
    above = [first.chain[place] for place in first.path[1:]]
    bad = [entry for entry in above if not entry.not_before <= tls.now < entry.not_after]
    leaf_is_fine = seen.leaf.not_before <= tls.now < seen.leaf.not_after
    if bad and first.verify_code in DATES and leaf_is_fine:
        yield Finding(
            severity=severity(tls, seen.hosts),
            subject=seen.hosts[0],
            summary=f"With the certificate of {where(tls, seen.endpoints)} comes an outdated one "
            "of its authority.",
            evidence=f"{bad[0].called} ended on {bad[0].not_after:%d %B %Y}. {_evidence(seen)}",
            impact=WARNING,
            fix="Your own certificate is fine; the chain beside it is old. " + FULL_CHAIN,
            reference="RFC 5280 section 6.1.3",
        )


def _untidy(tls: TlsFacts, seen: Seen) -> Iterator[Finding]:
    """Certificates in the wrong order or of no use. A root that was sent as well is no matter."""
    first = seen.endpoints[0]
    extra = _extra(first)
    shuffled = list(first.path) != sorted(first.path)
    if not extra and not shuffled:
        return
    what = (
        f"come {len(extra)} others that have nothing to do with it"
        if len(extra) > 1
        else "comes another one that has nothing to do with it"
        if extra
        else "come those of its authority in the wrong order"
    )
    yield Finding(
        severity=Severity.CLEANUP,
        subject=seen.hosts[0],
        summary=f"With the certificate of {where(tls, seen.endpoints)} {what}.",
        evidence=_evidence(seen),
        impact="Browsers sort it out. Some older programs do not, and each visit carries more.",
        fix="Put your certificate first, then the intermediate that issued it, and nothing else: "
        "that is what certbot's fullchain.pem holds.",
        reference="RFC 8446 section 4.4.2",
    )


def _extra(endpoint: Endpoint) -> Sequence[Certificate]:
    """What leads nowhere: neither on the path nor a root or cross-signed twin above it."""
    used = {endpoint.chain[place].fingerprint for place in endpoint.path}
    issuers = {entry.issuer for entry in endpoint.chain if not entry.self_signed}
    return [
        entry
        for place, entry in enumerate(endpoint.chain)
        if place not in endpoint.path
        and (entry.fingerprint in used or entry.subject not in issuers or not entry.is_authority)
    ]
