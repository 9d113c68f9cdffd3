"""Whether an edge network stands in front of the site, and whether it can be walked around."""

from __future__ import annotations

from collections.abc import Iterator

from ops.launch.checks.web.wording import (
    PLATFORM_NAME,
    host_of,
    platform,
    public,
    same_site,
    seen,
    through_cloudflare,
    wanted,
)
from ops.launch.findings import CannotTell, Finding, NotApplicable, Severity
from ops.launch.gather.web.matrix import WebFacts
from ops.launch.network.fetch import Response
from ops.launch.network.names import is_address, platform_domain
from ops.launch.platforms import at_cloudflare
from ops.launch.registry import check


def edge_of(answer: Response) -> str:
    """The edge network that an answer came through, by its headers, or ""."""
    server = answer.header("server").lower()
    signs = {
        "Cloudflare": through_cloudflare(answer),
        "Vercel": answer.has("x-vercel-id"),
        "Netlify": answer.has("x-nf-request-id"),
        "CloudFront": answer.has("x-amz-cf-id") or "cloudfront" in answer.header("via").lower(),
        "Fastly": answer.header("x-served-by").lower().startswith("cache-"),
        "Bunny": server.startswith("bunnycdn"),
        "Akamai": server == "akamaighost" or answer.has("x-akamai-transformed"),
    }
    return next((name for name, there in signs.items() if there), "")


def own_cloudflare(web: WebFacts) -> bool:
    """Whether the owner's own Cloudflare is in front, and not the platform's.

    Render and others put every app behind Cloudflare themselves: then the host is a CNAME to the
    platform's name, which a host behind one's own Cloudflare never is.
    """
    end = web.home.end
    if end is None or not through_cloudflare(end):
        return False
    if any(platform_domain(name) for name in web.aliases):
        return False
    theirs = end.has("x-render-origin-server") or end.has("rndr-id")
    return not theirs or (is_address(end.address) and at_cloudflare(end.address))


@check("http.edge", stage=5, needs="web")
def edge_is_in_front(web: WebFacts) -> Iterator[Finding]:
    """An edge network such as Cloudflare stands in front of the site.

    It keeps floods of requests away from the app and serves files from near the visitor.
    """
    public(web)
    end = web.home.end
    if end is None:
        raise CannotTell(f"the home page did not answer: {web.home.words}")
    edge = edge_of(end)
    if edge and (edge != "Cloudflare" or own_cloudflare(web)):
        return
    host = host_of(end.url)
    server = end.header("server") or "not sent"
    yield Finding(
        severity=Severity.CLEANUP,
        summary="Nothing stands between the app and a flood of requests.",
        evidence=seen(f"{end.url} at {end.address}: server: {server}"),
        impact="One angry stranger with a script can make the site unreachable.",
        fix=f"Put Cloudflare in front (the free plan does): add the domain at dash.cloudflare.com, "
        f"change the name servers at the registrar to the two it names, turn the cloud of {host} "
        "orange, and set SSL/TLS to Full (strict). Set TRUSTED_PROXIES=cloudflare in the app. "
        "Leave the records for email grey.",
        subject=host,
    )


@check("http.origin_exposed", stage=5, needs="web")
def origin_is_hidden(web: WebFacts) -> Iterator[Finding]:
    """The app cannot be reached around the edge."""
    public(web)
    home = web.home.end
    if home is None:
        raise CannotTell(f"the home page did not answer: {web.home.words}")
    if not own_cloudflare(web):
        raise NotApplicable("There is no Cloudflare in front of the site.")
    where = platform(web)
    doors = [(twin.host, twin.chain.end) for twin in web.twins if twin.kind == "platform"]
    doors += [(answer.address, answer) for answer in web.around]
    if not doors:
        raise NotApplicable("Where the app itself runs is not known; --platform TARGET says it.")
    for name, answer in doors:
        if answer is None or answer.status != 200 or host_of(answer.url) not in (
            name, *web.target.site_hosts,
        ):  # fmt: skip
            continue
        behind = through_cloudflare(answer) and where != "render" and not platform_domain(name)
        if behind or not same_site(home, answer):
            continue
        close = PLATFORM_NAME.get(where, "") if platform_domain(name) else ""
        yield Finding(
            severity=Severity.TRUST,
            summary=f"The app answers at {name} too, around Cloudflare.",
            evidence=seen(f"{answer.url} at {answer.address}: status {answer.status}"),
            impact="Whoever wants to flood or probe the site goes there and passes by every "
            "protection.",
            fix="Let the app serve only requests that come through Cloudflare: set EDGE_SECRET in "
            "the app and send the same value with a Cloudflare Transform Rule. "
            + (close.format(host=host_of(wanted(web)), canonical=wanted(web)) + "." if close else
               "Or let the firewall of the server admit Cloudflare's addresses only."),
            reference="https://www.cloudflare.com/ips/",
            subject=name,
        )  # fmt: skip
