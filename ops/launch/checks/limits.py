"""Whether the rate limits count whom they should: each visitor apart, and nobody twice over."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator

from ops.launch.checks.web.edge import own_cloudflare
from ops.launch.findings import CannotTell, Finding, NotApplicable, Severity
from ops.launch.gather.limits import LimitsFacts
from ops.launch.gather.web.matrix import WebFacts
from ops.launch.registry import check
from ops.web import cloudflare
from ops.web.client_ip import resolve

#: A visitor, what a forger would put before that, and a machine of Cloudflare, for trying out what
#: TRUSTED_PROXIES makes of a request.
VISITOR, FORGED, EDGE = "198.51.100.7", "203.0.113.66", str(cloudflare.NETWORKS[0][1])
ROUTER = "10.1.2.3"
#: What each platform's own proxies append behind the visitor (``ops.web.client_ip``).
APPENDED = {"render": [EDGE, "10.19.6.53"], "heroku": list[str]()}
#: Ranges wider than this are no network of one's own.
WIDEST = {4: 8, 6: 16}
#: Days after which Cloudflare's addresses should be asked for again.
OLD = 400
GUIDE = "docs/behind-cloudflare.md leads through it."


@check("limits.shared", stage=5, needs="limits")
def counts_are_shared(limits: LimitsFacts) -> Iterator[Finding]:
    """All processes count visitors together"""
    if limits.processes > 1 and not limits.shared:
        yield Finding(
            severity=Severity.TRUST if limits.local else Severity.BLOCKER,
            subject="REDIS_URL",
            summary=f"{limits.processes} processes each count for themselves, because there is no "
            "Redis.",
            evidence=f"WEB_CONCURRENCY is {limits.processes} and REDIS_URL is empty.",
            impact=f"Every rate limit lets through up to {limits.processes} times its number, "
            "guesses at passwords too.",
            fix="Add Redis at your platform and set REDIS_URL, or set WEB_CONCURRENCY to 1.",
            told_by=(("settings.environment", "REDIS_URL"),),
        )


@check("limits.proxies", stage=5, needs="limits")
def visitors_are_told_apart(limits: LimitsFacts) -> Iterator[Finding]:
    """Each visitor has an own count, and nobody can pretend to be another.

    What TRUSTED_PROXIES makes of requests as they come through the platform is tried out.
    """
    if limits.local:
        raise NotApplicable("This is a local address.")
    if not limits.platform and not limits.https and not limits.written:
        raise NotApplicable("Nothing says that a proxy stands in front of the app.")
    if _seen_as(limits) != VISITOR and not (limits.edge_secret and not limits.written):
        yield _not_told_apart(limits)
    elif _seen_as(limits, forged=True) == FORGED or _too_wide(limits):
        yield _believes_too_much(limits)
    age = (limits.today - limits.ranges_read).days
    if limits.proxies.edge and age > OLD:
        yield Finding(
            severity=Severity.CLEANUP,
            subject="cloudflare",
            summary="Cloudflare's addresses were last looked up more than a year ago.",
            evidence=f"Read on {limits.ranges_read}.",
            impact="Visitors who come through a newer machine of Cloudflare's share one limit.",
            fix="In a copy of your project, run python manage.py refresh_cloudflare_ranges, "
            "commit the file it changes, and redeploy.",
        )


def _seen_as(limits: LimitsFacts, *, forged: bool = False) -> str:
    """Who a visitor is taken for, coming as this deployment's visitors come."""
    if not limits.platform:
        # Where nobody says what stands in front, only "nobody is believed" can be told.
        believed = limits.proxies.hops or limits.proxies.networks
        return VISITOR if believed and not forged else ""
    appended = APPENDED.get(limits.platform, [])
    chain = [FORGED, VISITOR] if forged else [VISITOR]
    direct = resolve(ROUTER, [", ".join([*chain, *appended])], limits.proxies, connecting=VISITOR)
    if forged or "cloudflare" not in limits.written.lower() or limits.platform == "render":
        return direct
    return resolve(
        ROUTER, [", ".join([*chain, EDGE, *appended])], limits.proxies, connecting=VISITOR
    )


def _too_wide(limits: LimitsFacts) -> bool:
    """Whether a range is trusted that holds half the internet."""
    return any(
        network.prefixlen < WIDEST[network.version] and not _is_ula(network)
        for network in limits.proxies.networks
    )


def _is_ula(network: ipaddress.IPv4Network | ipaddress.IPv6Network) -> bool:
    return network.version == 6 and network.is_private and network.prefixlen >= 7


def _wanted(limits: LimitsFacts) -> str:
    if limits.platform in APPENDED:
        return (
            f"Set TRUSTED_PROXIES to {limits.platform}, or to {limits.platform},cloudflare with "
            "your own Cloudflare in front, and redeploy."
        )
    return (
        "Set TRUSTED_PROXIES to how many proxies stand in front of the app (often 1), or better to "
        "their address ranges, and redeploy."
    )


def _not_told_apart(limits: LimitsFacts) -> Finding:
    loop = " Over https the site may redirect to itself for ever." if limits.https else ""
    return Finding(
        severity=Severity.BLOCKER,
        subject="TRUSTED_PROXIES",
        summary="All visitors count as one: the app sees its proxy's address instead of theirs.",
        evidence=_evidence(limits),
        impact=f"One busy or angry visitor locks out everybody else.{loop}",
        fix=f"{_wanted(limits)} {GUIDE}",
        told_by=(("settings.environment", "TRUSTED_PROXIES"),),
    )


def _believes_too_much(limits: LimitsFacts) -> Finding:
    return Finding(
        severity=Severity.BLOCKER if _too_wide(limits) else Severity.TRUST,
        subject="TRUSTED_PROXIES",
        summary="Anybody can pretend to come from another address.",
        evidence=_evidence(limits),
        impact="Rate limits by address stop nobody: a guesser of passwords is somebody else each "
        "time.",
        fix=f"{_wanted(limits)} {GUIDE}",
    )


def _evidence(limits: LimitsFacts) -> str:
    where = f", on {limits.platform}" if limits.platform else ""
    return f"TRUSTED_PROXIES is {limits.written or 'empty'}{where}."


@check("limits.edge", stage=5, needs=("limits", "web"))
def edge_is_proven(limits: LimitsFacts, web: WebFacts) -> Iterator[Finding]:
    """The app knows which requests passed your own Cloudflare"""
    if limits.local:
        raise NotApplicable("This is a local address.")
    end = web.home.end
    in_front = own_cloudflare(web)
    if limits.edge_secret and end is not None and end.status == 403:
        yield Finding(
            severity=Severity.BLOCKER,
            subject="EDGE_SECRET",
            summary="The app refuses everybody: what reaches it lacks the secret of the edge.",
            evidence=f"EDGE_SECRET is set, and {end.url} answers 403.",
            impact="Nobody sees the site.",
            fix="At Cloudflare, Rules, Transform Rules, let a rule set the header X-Edge-Secret to "
            "the value of EDGE_SECRET on every request; or empty EDGE_SECRET until that is done. "
            f"{GUIDE}",
        )
        return
    known = "cloudflare" in limits.written.lower()
    if not in_front and not known:
        if end is None:
            raise CannotTell(f"the home page did not answer: {web.home.words}")
        raise NotApplicable("There is no Cloudflare of your own in front of the site.")
    if limits.edge_secret:
        return
    more = "" if known else f" Also set TRUSTED_PROXIES to {_with_cloudflare(limits)}."
    yield Finding(
        severity=Severity.TRUST,
        subject="EDGE_SECRET",
        summary="Cloudflare is in front, and the app cannot tell who came through it.",
        evidence=f"EDGE_SECRET is empty. {_evidence(limits)}",
        impact="Whoever finds the app's own address at your platform walks around Cloudflare and "
        "all its protection.",
        fix="Make a secret, let a Transform Rule at Cloudflare add it to every request as "
        f"X-Edge-Secret, then set EDGE_SECRET to it and redeploy.{more} {GUIDE}",
        reference="https://developers.cloudflare.com/rules/transform/request-header-modification/",
    )


def _with_cloudflare(limits: LimitsFacts) -> str:
    return f"{limits.platform},cloudflare" if limits.platform in APPENDED else "cloudflare"
