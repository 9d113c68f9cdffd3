"""One canonical URL: where each way in ends, and who else shows the site."""

from __future__ import annotations

from collections.abc import Iterator

from ops.launch.checks.web.answers import BROKEN, odd_port
from ops.launch.checks.web.markers import no_site
from ops.launch.checks.web.redirects import CHROME
from ops.launch.checks.web.wording import (
    PLATFORM_NAME,
    answered,
    host_of,
    once,
    platform,
    public,
    redirect_fix,
    same_site,
    seen,
    through_cloudflare,
    wanted,
)
from ops.launch.findings import CannotTell, Finding, NotApplicable, Severity
from ops.launch.gather.web.follow import Chain, origin_of
from ops.launch.gather.web.matrix import Entry, Twin, WebFacts
from ops.launch.network.names import platform_domain
from ops.launch.registry import check


@check("http.canonical", stage=2, needs="web", essential=True)
def one_canonical_url(web: WebFacts) -> Iterator[Finding]:
    """Every way in ends at the one canonical address.

    With and without www, with and without https: one page has one address, for people who share
    it, for search engines, and for cookies.
    """
    public(web)
    home = web.home.end
    if home and no_site(home):
        raise NotApplicable("What answers is not your site yet, which http.parked tells.")
    if web.home.trouble in ("loop", "too_many"):
        raise NotApplicable("The site redirects in a circle, which http.loop tells.")
    yield from once(_ends(web))
    unsure = [chain for chain in _silent(web) if chain.trouble in ("timeout", "dns")]
    if unsure:
        raise CannotTell(f"{unsure[0].start}: {unsure[0].words}")
    answered(web)


def _silent(web: WebFacts) -> list[Chain]:
    """For each door at which no address answered, one of the ways that were tried."""
    open_doors = {(e.scheme, e.host) for e in web.entries if e.root.hops}
    shut = [e for e in web.entries if (e.scheme, e.host) not in open_doors]
    return list({(e.scheme, e.host): e.root for e in shut}.values())


def _ends(web: WebFacts) -> Iterator[Finding]:
    goal = wanted(web)
    ends = [entry.root.end for entry in web.entries if entry.root.end]
    origins = {origin_of(end.url) for end in ends if end.status < 400}
    only = origins.pop() if len(origins) == 1 else goal
    if only != goal and only.startswith("https:") and host_of(only) in web.target.site_hosts:
        yield _other_name(goal, only)
        return
    for entry in web.entries:
        chain, end = entry.root, entry.root.end
        if chain.hops and (
            chain.trouble in ("private", "scheme", "bad_location")
            or (chain.trouble and odd_port(chain.at))
        ):
            yield _nowhere(chain)
        if end is None or end.status >= 400 or origin_of(end.url) == goal:
            continue
        if end.url.startswith("http:"):
            if _has_https(web, host_of(end.url)):
                yield _plain_http(web, entry, goal)
        elif not platform_domain(host_of(end.url)):
            yield _elsewhere(web, entry, goal)


def _has_https(web: WebFacts, host: str) -> bool:
    """Whether something answers there over https, as far as is known.

    Where nothing does, ``http.answers`` tells it, and a redirect would help nobody yet.
    """
    tried = [e.root for e in web.entries if e.scheme == "https" and e.host == host]
    return not tried or any(chain.hops or chain.trouble not in BROKEN for chain in tried)


def _other_name(goal: str, only: str) -> Finding:
    return Finding(
        severity=Severity.TRUST,
        summary=f"The site says that its address is {goal}, and leads everybody to {only}.",
        evidence=f"every way in ends at {only}/",
        impact="Links in emails and previews name an address that visitors are sent away from.",
        fix=f"Set SITE_URL to {only} where the app is hosted, or turn the redirect around so that "
        f"it leads to {goal}.",
        subject=only,
    )


def _plain_http(web: WebFacts, entry: Entry, goal: str) -> Finding:
    source = origin_of(entry.root.hops[-1].url)
    return Finding(
        severity=Severity.BLOCKER,
        summary=f"{source} shows the site without encryption, instead of moving on to https.",
        evidence=seen(entry.root.arrows),
        impact="Browsers warn visitors before they see the site, and whatever they type can be "
        f"read on the way. {CHROME}.",
        fix=f"{redirect_fix(web, source)} {_force(web)}".strip(),
        reference=CHROME,
        subject=source,
        told_by=(("http.addresses", entry.root.address),),
    )


def _force(web: WebFacts) -> str:
    if any(through_cloudflare(answer) for answer in web.answers):
        return "In Cloudflare it is SSL/TLS, Edge Certificates, Always Use HTTPS."
    return ""


def _elsewhere(web: WebFacts, entry: Entry, goal: str) -> Finding:
    end = entry.root.hops[-1]
    source = origin_of(end.url)
    own = host_of(end.url) in web.target.hosts
    if own:
        return Finding(
            severity=Severity.TRUST,
            summary=f"The site has two addresses: {source} shows it as well as {goal}.",
            evidence=seen(entry.root.arrows),
            impact="Visitors are signed in at one and strangers at the other, and search engines "
            "split the site's rank between the two.",
            fix=redirect_fix(web, source),
            subject=source,
            told_by=(("http.addresses", entry.root.address),),
        )
    return Finding(
        severity=Severity.TRUST,
        summary=f"{entry.url} leads away to another site, {source}.",
        evidence=seen(entry.root.arrows),
        impact="Visitors who type this address do not arrive at your site.",
        fix=f"{redirect_fix(web, origin_of(entry.url))} Look for domain forwarding at the "
        "registrar and switch it off.",
        subject=source,
    )


def _nowhere(chain: Chain) -> Finding:
    last = chain.hops[-1]
    fix = (
        "Correct the redirect where it is set: it must name the whole public address, beginning "
        "with https://."
    )
    port = odd_port(chain.at)
    if port and host_of(chain.at) == host_of(last.url):
        fix = (
            f"The redirect names port {port}, which is the server's own behind "
            "the proxy, and visitors cannot go there. In nginx write `absolute_redirect off;`, "
            "elsewhere tell the server its public address."
        )
    return Finding(
        severity=Severity.BLOCKER,
        summary=f"{last.url} redirects to a place no visitor can reach.",
        evidence=seen(f"{chain.arrows} [Location: {last.header('location')}]", 300),
        impact="Visitors end on the browser's own error page.",
        fix=fix,
        subject=last.url,
    )


@check("http.platform_redirect", stage=2, needs="web")
def stays_on_own_domain(web: WebFacts) -> Iterator[Finding]:
    """Visitors stay on your own domain."""
    if web.target.on_platform_domain:
        raise NotApplicable("The site has no domain of its own yet.")
    answered(web)
    away = [e.root for e in web.entries if e.root.end and platform_domain(host_of(e.root.at))]
    yield from once(
        Finding(
            severity=Severity.TRUST,
            summary=f"Visitors of {host_of(chain.start)} end up at {host_of(chain.at)}.",
            evidence=seen(chain.arrows, 300),
            impact="The address bar shows the name of a hosting company instead of yours.",
            fix=f"Add {host_of(chain.start)} as a custom domain where the app is hosted, tell the "
            f"app that its address is {wanted(web)} (an app made with Slipway: SITE_URL), and "
            "switch off domain forwarding at the registrar.",
            subject=host_of(chain.at),
        )
        for chain in away
    )


@check("http.twin_hosts", stage=2, needs="web")
def no_twin_serves_the_site(web: WebFacts) -> Iterator[Finding]:
    """No other name of yours shows the same site.

    The platform's own name and old domains should lead to the canonical address.
    """
    answered(public(web))
    for twin in web.twins:
        if _serves(web, twin):
            yield _twin(web, twin)
    unsure = [twin for twin in web.twins if twin.chain.trouble in ("timeout", "dns", "no_route")]
    if unsure:
        raise CannotTell(f"{unsure[0].host}: {unsure[0].chain.words}")


def _serves(web: WebFacts, twin: Twin) -> bool:
    end, home = twin.chain.end, web.home.end
    if end is None or home is None or end.status != 200:
        return False
    stays = host_of(end.url) not in web.target.site_hosts
    return stays and origin_of(end.url) != wanted(web) and same_site(home, end)


def _twin(web: WebFacts, twin: Twin) -> Finding:
    goal = wanted(web)
    where = PLATFORM_NAME.get(platform(web), "") if platform_domain(twin.host) else ""
    fix = f"Redirect https://{twin.host}/ to the same path on {goal} with status 301."
    if where:
        fix += " " + where.format(host=host_of(goal), canonical=goal) + "."
    around = (("http.origin_exposed", twin.host),) if twin.kind == "platform" else ()
    return Finding(
        severity=Severity.TRUST,
        summary=f"https://{twin.host}/ shows the whole site as well.",
        evidence=seen(twin.chain.arrows),
        impact="Search engines may show that name instead of yours, and visitors who arrive there "
        "pass by whatever protects your own.",
        fix=fix,
        subject=twin.host,
        told_by=around,
    )
