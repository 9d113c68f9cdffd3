"""What happens on the way: redirects that go round, grow long, lose the page, or turn back."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from urllib.parse import urlsplit

from ops.launch.checks.web.answers import BROKEN, VAGUE
from ops.launch.checks.web.wording import (
    answered,
    host_of,
    listed,
    once,
    public,
    redirect_fix,
    seen,
    through_cloudflare,
    wanted,
)
from ops.launch.findings import CannotTell, Finding, Severity
from ops.launch.gather.web.follow import Chain, origin_of
from ops.launch.gather.web.matrix import PROBE, Entry, WebFacts
from ops.launch.registry import check
from ops.launch.report.wording import count_of

CHROME = "Chrome 154 (October 2026) asks before it opens any public site without https"


def _chains(web: WebFacts) -> Iterator[Chain]:
    for entry in web.entries:
        yield entry.root
        if entry.probe:
            yield entry.probe


@check("http.loop", stage=2, needs="web", essential=True)
def no_redirect_loop(web: WebFacts) -> Iterator[Finding]:
    """No redirect goes round in a circle."""
    chains = [entry.root for entry in web.entries]
    loops = [chain for chain in chains if chain.trouble in ("loop", "too_many")]
    groups: dict[tuple[str, str], list[Chain]] = {}
    for chain in loops:
        groups.setdefault(_cause(web, chain), []).append(chain)
    yield from (_loop(cause, fix, round) for (cause, fix), round in groups.items())
    if chains and all(chain.trouble in (*VAGUE, *BROKEN) for chain in chains):
        raise CannotTell(chains[0].words)


def _turning(chain: Chain) -> set[str]:
    """The origins among which a loop goes round."""
    urls = [hop.url for hop in chain.hops]
    begins = urls.index(chain.at) if chain.at in urls else -2
    return {origin_of(url) for url in urls[begins:]}


def _cause(web: WebFacts, chain: Chain) -> tuple[str, str]:
    """Why it goes round, as the end of a sentence, and what to do."""
    turning = _turning(chain)
    itself = len(turning) == 1
    cloudflare = any(through_cloudflare(hop) for hop in chain.hops)
    over_https = chain.hops[-1].url.startswith("https:")
    if itself and over_https and cloudflare:
        return " because Cloudflare fetches it without encryption", _flexible_fix()
    if itself and over_https:
        return " because the app does not know that its visitors come over https", _proxy_fix()
    if len({host_of(origin) for origin in turning}) > 1:
        names = " and ".join(sorted(host_of(origin) for origin in turning))
        return (
            f": {names} send visitors to each other",
            f"Two redirects contradict each other. Keep the one that leads to {wanted(web)} and "
            "delete the other. Often one is in the app (its own address, such as SITE_URL), and "
            "one where the site is hosted or at the DNS host (domain forwarding, redirect or page "
            "rules).",
        )
    return "", f"Delete the redirect that leads back. {_proxy_fix()}"


def _ways(chains: list[Chain]) -> list[str]:
    """The ways in words, without those that are the end of another."""
    ways = list(dict.fromkeys(chain.arrows for chain in chains))
    return [way for way in ways if not any(other.endswith(f"-> {way}") for other in ways)]


def _loop(cause: str, fix: str, chains: list[Chain]) -> Finding:
    turning = {origin for chain in chains for origin in _turning(chain)}
    return Finding(
        severity=Severity.BLOCKER,
        summary=f"The site redirects to itself for ever{cause}.",
        evidence=listed(_ways(chains), 4),
        impact="Nobody sees the site: browsers give up with “redirected you too many times”.",
        fix=fix,
        subject=" ".join(sorted(turning)),
    )


def _flexible_fix() -> str:
    return (
        "Two settings, in this order. 1. In Cloudflare, SSL/TLS, Overview: change the mode from "
        "Flexible to Full (strict). 2. In the app, say that the proxy in front tells whether a "
        "visitor came over https: in a Django app SECURE_PROXY_SSL_HEADER = "
        '("HTTP_X_FORWARDED_PROTO", "https"), in one made with Slipway '
        "TRUSTED_PROXIES=cloudflare, after the platform's name where it runs on one (such as "
        "render,cloudflare)."
    )


def _proxy_fix() -> str:
    return (
        "Tell the app that the proxy in front says whether a visitor came over https: "
        'in a Django app SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https"), in one '
        "made with Slipway TRUSTED_PROXIES (the name of the host, such as render or heroku). If "
        "Cloudflare is in front, set its SSL/TLS mode to Full (strict)."
    )


@check("http.hops", stage=2, needs="web")
def few_hops(web: WebFacts) -> Iterator[Finding]:
    """No more than two redirects before the page."""
    answered(web)
    long = [e.root for e in web.entries if e.root.end and len(e.root.redirects) > 2]
    yield from once(
        Finding(
            severity=Severity.CLEANUP,
            summary=f"{chain.start} takes {len(chain.redirects)} redirects to the page.",
            evidence=seen(chain.arrows, 400),
            impact="Each one costs a visitor on a phone a moment of white screen.",
            fix=f"Let the first redirect lead straight to {wanted(web)}.",
            subject=chain.start,
        )
        for chain in long
    )


@check("http.path_kept", stage=2, needs="web")
def path_is_kept(web: WebFacts) -> Iterator[Finding]:
    """Redirects keep the page and the campaign tags.

    A link to one page must not end on the home page when it is typed without https or www.
    """
    answered(web)
    probes = [entry.probe for entry in web.entries if entry.probe]
    yield from once(finding for chain in probes for finding in _lost(web, chain))


def _moves(chain: Chain) -> Iterator[tuple[str, str]]:
    """The steps from one origin to another, as pairs of URLs."""
    for before, after in pairwise([hop.url for hop in chain.hops]):
        if origin_of(before) != origin_of(after):
            yield before, after


def _loses(chain: Chain) -> str:
    path, _, query = PROBE.partition("?")
    for _, after in _moves(chain):
        parts = urlsplit(after)
        if path.strip("/") not in parts.path:
            return "page"
        if any(pair not in parts.query for pair in query.split("&")):
            return "query"
    return ""


def _lost(web: WebFacts, chain: Chain) -> Iterator[Finding]:
    lost, source = _loses(chain), origin_of(chain.start)
    what = {
        "page": "forgets which page was asked for",
        "query": "loses what follows the question mark (campaign tags such as utm_source)",
    }
    if lost:
        yield Finding(
            severity=Severity.TRUST,
            summary=f"The redirect from {source} {what[lost]}.",
            evidence=seen(chain.arrows, 400),
            impact="Links on cards, in emails and in adverts end on the wrong page or are not "
            "counted.",
            fix=redirect_fix(web, source),
            subject=source,
        )


@check("http.permanent", stage=2, needs="web")
def redirects_are_permanent(web: WebFacts) -> Iterator[Finding]:
    """Redirects to the canonical address are permanent ones."""
    answered(web)
    passing = [chain for entry in web.entries for chain in _passing(entry)]
    if passing:
        yield _temporary(passing)


def _passing(entry: Entry) -> Iterator[Chain]:
    hops = entry.root.hops
    moved = {before for before, _ in _moves(entry.root)}
    if any(hop.url in moved and hop.status in (302, 303, 307) for hop in hops):
        yield entry.root


def _temporary(chains: list[Chain]) -> Finding:
    hops = [next(h for h in c.hops if h.status in (302, 303, 307)) for c in chains]
    froms = list(dict.fromkeys(origin_of(hop.url) for hop in hops))
    statuses = sorted({str(hop.status) for hop in hops})
    one = f"The redirect from {froms[0]} says"
    many = f"The redirects from {froms[0]} and {count_of(len(froms) - 1, 'other place')} say"
    return Finding(
        severity=Severity.CLEANUP,
        summary=f"{one if len(froms) == 1 else many} “for now” instead of “for good”.",
        evidence=listed(_ways(chains)),
        impact="Search engines keep the old address, and browsers ask for it again each time.",
        fix=f"Change the status from {' or '.join(statuses)} to 301 or 308 where it is set.",
        reference="RFC 9110 section 15.4",
        subject=froms[0],
    )


@check("http.downgrade", stage=2, needs="web")
def no_downgrade(web: WebFacts) -> Iterator[Finding]:
    """No redirect leads from https back to http."""
    answered(public(web))
    yield from once(_downgrades(web))


def _downgrades(web: WebFacts) -> Iterator[Finding]:
    for chain in [web.home, *_chains(web)]:
        urls = [hop.url for hop in chain.hops] + ([chain.at] if chain.trouble else [])
        for before, after in pairwise(urls):
            if before.startswith("https:") and after.startswith("http:"):
                yield Finding(
                    severity=Severity.BLOCKER,
                    summary=f"{origin_of(before)} sends visitors from https back to http.",
                    evidence=seen(chain.arrows, 300),
                    impact="Browsers warn or refuse, and what visitors type can be read on the "
                    f"way. {CHROME}.",
                    fix="Write https:// instead of http:// where that redirect is set. If the app "
                    f"makes it, it does not know that it is behind a proxy: {_proxy_fix()}",
                    subject=origin_of(before),
                )
