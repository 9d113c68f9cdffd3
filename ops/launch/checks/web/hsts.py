"""The header that tells browsers to use https for good (HSTS, RFC 6797).

The limits are those of the preload list (https://hstspreload.org/).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ops.launch.checks.web.answers import BROKEN
from ops.launch.checks.web.wording import host_of, public, seen, site_itself, wanted
from ops.launch.findings import CannotTell, Finding, NotApplicable, Severity
from ops.launch.gather.web.matrix import WebFacts
from ops.launch.registry import check

NAME = "strict-transport-security"
YEAR = 31_536_000
#: Below this, a visitor who comes once a month is never protected.
SHORT = 30 * 24 * 3600
GOOD = "Strict-Transport-Security: max-age=31536000; includeSubDomains"


@dataclass(frozen=True, slots=True)
class Policy:
    """A header's meaning. ``problem`` is "" when browsers obey it (RFC 6797 6.1)."""

    max_age: int = 0
    subdomains: bool = False
    preload: bool = False
    problem: str = ""


def read_policy(value: str) -> Policy:
    """The meaning of one header value."""
    found: dict[str, str] = {}
    for part in value.split(";"):
        name, sign, given = part.partition("=")
        name, given = name.strip().lower(), given.strip()
        if not name and not sign:
            continue
        if not re.fullmatch(r"[!#$%&'*+\-.^_`|~0-9a-z]+", name):
            return Policy(problem=f"{part.strip()!r} is no setting")
        if name in found:
            return Policy(problem=f"{name} stands there twice")
        found[name] = given[1:-1] if re.fullmatch(r'"[^"]*"', given) else given
    if "max-age" not in found:
        return Policy(problem="max-age is missing")
    if not re.fullmatch(r"[0-9]{1,18}", found["max-age"]):
        return Policy(problem=f"max-age is no number of seconds: {found['max-age']!r}")
    return Policy(int(found["max-age"]), "includesubdomains" in found, "preload" in found)


@check("http.hsts", stage=5, needs="web")
def https_for_good(web: WebFacts) -> Iterator[Finding]:
    """Browsers are told to use https for good.

    Without it, the very first request of each visit may go out unprotected.
    """
    public(web)
    end = web.home.end
    if end is None:
        raise CannotTell(f"the home page did not answer: {web.home.words}")
    if not end.url.startswith("https:"):
        raise NotApplicable("The site is not on https yet; that comes first.")
    site_itself(end)
    values = end.all(NAME)
    yield from _on_http(web)
    if not values:
        yield _finding("Browsers are not told to use https for good.", f"{end.url} has no {NAME}")
        return
    shown = "; ".join(f"{NAME}: {value}" for value in values)
    if len(values) > 1 or "," in values[0]:
        yield _finding(
            "The header that makes browsers use https is sent twice.",
            shown,
            fix="Let either the app or the proxy in front send it, not both. In Cloudflare it is "
            "SSL/TLS, Edge Certificates, HTTP Strict Transport Security.",
            reference="RFC 6797 section 8.1: only the first one counts",
        )
    policy = read_policy(values[0].partition(",")[0])
    if policy.problem:
        yield _finding(
            "Browsers ignore the header that should make them use https.",
            f"{shown} ({policy.problem})",
            reference="RFC 6797 section 6.1",
        )
        return
    if not (policy.preload and policy.max_age > 0):
        yield from _length(policy, shown)
    yield from _preload(web, policy, shown)


def _finding(
    summary: str,
    evidence: str,
    *,
    severity: Severity = Severity.CLEANUP,
    fix: str = "",
    reference: str = "RFC 6797",
    told_by: tuple[tuple[str, str], ...] = (),
) -> Finding:
    return Finding(
        severity=severity,
        summary=summary,
        evidence=seen(evidence, 300),
        impact="On a café's network, a stranger can catch a visitor's first, unprotected request.",
        fix=fix
        or f"Send the header “{GOOD}” (in Cloudflare: SSL/TLS, Edge Certificates, HTTP Strict "
        "Transport Security; in Squarespace and other builders a switch called HSTS among the SSL "
        "settings; in a Django app SECURE_HSTS_SECONDS = 31536000 in its settings). An app made "
        "with Slipway goes there by itself within three months; its check http.hsts.steps says how "
        "far it is.",
        reference=reference,
        subject=summary,
        told_by=told_by,
    )


def _on_http(web: WebFacts) -> Iterator[Finding]:
    plain = [hop for hop in web.answers if hop.url.startswith("http:") and hop.has(NAME)]
    if plain:
        yield _finding(
            "The header that makes browsers use https is also sent without encryption, where it "
            "does nothing.",
            f"{plain[0].url}: {NAME}: {plain[0].header(NAME)}",
            fix="Send it over https only.",
            reference="RFC 6797 section 7.2",
        )


def _length(policy: Policy, shown: str) -> Iterator[Finding]:
    if policy.max_age == 0:
        yield _finding("Browsers are told to forget that this site uses https.", shown)
    elif policy.max_age < SHORT:
        days = policy.max_age / 86400
        yield _finding(
            f"Browsers remember only for {days:.1f} days to use https.",
            shown,
            told_by=(("http.hsts.steps", "HSTS"),),
        )


def _preload(web: WebFacts, policy: Policy, shown: str) -> Iterator[Finding]:
    if policy.subdomains:
        broken = [
            entry.host
            for entry in web.entries
            if entry.scheme == "https"
            and entry.root.trouble in BROKEN
            and not entry.root.hops
            and entry.host.endswith("." + host_of(wanted(web)))
            and any(
                other.host == entry.host and other.scheme == "http" and other.root.hops
                for other in web.entries
            )
        ]
        if broken:
            yield _finding(
                f"The site makes browsers insist on https for {broken[0]} too, which has none.",
                shown,
                severity=Severity.TRUST,
                fix=f"Give {broken[0]} a certificate, or take includeSubDomains out of the header.",
            )
    if not policy.preload:
        return
    wrong = []
    if not policy.subdomains:
        wrong.append("includeSubDomains is missing")
    if policy.max_age < YEAR:
        wrong.append(f"max-age is below {YEAR}")
    if wrong:
        yield _finding(
            "The site asks to be built into browsers as https-only, and would be turned down.",
            f"{shown} ({' and '.join(wrong)})",
            fix=f"Send “{GOOD}; preload”, or leave the word preload out. Leave it out unless every "
            "subdomain has https: it takes months to undo.",
            reference="https://hstspreload.org/",
        )
    yield from _www_first(web, shown)


def _www_first(web: WebFacts, shown: str) -> Iterator[Finding]:
    for entry in web.entries:
        if entry.scheme != "http" or entry.host != web.target.domain or len(entry.root.hops) < 2:
            continue
        if host_of(entry.root.hops[1].url) != entry.host:
            yield _finding(
                f"http://{entry.host}/ moves to www at once, and the browsers' list wants https on "
                "the same name first.",
                f"{shown}; {entry.root.arrows}",
                fix=f"Redirect http://{entry.host}/ to https://{entry.host}/, and from there on.",
                reference="https://hstspreload.org/, requirement 3",
            )
            return
