"""Whether an edge network stands in front of the site, and whether it can be walked around."""

from __future__ import annotations

from collections.abc import Iterator

from ops.launch.checks.web.markers import builder_of
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
    if platform_domain(host_of(end.url)):
        raise NotApplicable("The site is at its platform's own name, which only that can protect.")
    edge = edge_of(end)
    if builder_of(end) or edge and (edge != "Cloudflare" or own_cloudflare(web)):
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
        "orange, and set SSL/TLS to Full (strict). Leave the records for email grey. In an app "
        "made with Slipway, set TRUSTED_PROXIES=cloudflare, after the platform's name where it "
        "runs on one (render,cloudflare), and EDGE_SECRET.",
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
    doors = _doors(web)
    if not doors:
        raise NotApplicable("Where the app itself runs is not known; --platform TARGET says it.")
    opened = next((door for door in doors if _is_open(home, *door)), None)
    if opened:
        yield _exposed(web, *opened)


def _doors(web: WebFacts) -> list[tuple[str, Response | None]]:
    """Where the app itself may answer, and what came from there.

    A platform's name that only sends on to the canonical host is no way around the edge.
    """
    named = [(t.host, t.chain.end) for t in web.twins if t.kind == "platform"]
    stays = [(name, end if end and host_of(end.url) == name else None) for name, end in named]
    return stays + [(web.target.platform_target, answer) for answer in web.around]


def _is_open(home: Response, name: str, answer: Response | None) -> bool:
    if answer is None or answer.status != 200:
        return False
    # A platform's own names may pass through Cloudflare too, and not through the owner's.
    by_name = host_of(answer.url) == name and bool(platform_domain(name))
    theirs = by_name or answer.has("x-render-origin-server") or answer.has("rndr-id")
    return (theirs or not through_cloudflare(answer)) and same_site(home, answer)


def _exposed(web: WebFacts, name: str, answer: Response | None) -> Finding:
    close = PLATFORM_NAME.get(platform(web), "") if platform_domain(name) else ""
    goal = wanted(web)
    first = (
        close.format(host=host_of(goal), canonical=goal) + "."
        if close
        else "Let the firewall of the server admit Cloudflare's addresses only."
    )
    shown = f"{answer.url} at {answer.address}: status {answer.status}" if answer else ""
    return Finding(
        severity=Severity.TRUST,
        summary=f"The app answers at {name} too, around Cloudflare.",
        evidence=seen(shown),
        impact="Whoever wants to flood or probe the site goes there and passes by every "
        "protection.",
        fix=f"{first} Where that cannot be, let a Cloudflare Transform Rule add a secret header to "
        "every request, and let the app refuse requests without it (in an app made with Slipway: "
        "X-Edge-Secret and EDGE_SECRET).",
        reference="https://www.cloudflare.com/ips/",
        subject=name,
    )
