"""Words that findings about web pages share: where something is set, by platform."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from ops.launch.checks.web.markers import builder_of, no_site
from ops.launch.findings import CannotTell, Finding, NotApplicable
from ops.launch.gather.web.follow import Chain, origin_of
from ops.launch.gather.web.html import Html, read_html
from ops.launch.gather.web.matrix import WebFacts
from ops.launch.gather.web.pages import PageFacts
from ops.launch.network.fetch import Response
from ops.launch.platforms import by_name

LAPTOP = "This is judged on a public address; here it is this machine's own."

#: Where each platform lets somebody see why an app does not run.
LOGS = {
    "heroku": "open dashboard.heroku.com, your app, More, View logs (or type `heroku logs --tail`)",
    "render": "open dashboard.render.com, your service, Logs",
    "fly": "type `fly logs` and `fly status`",
    "railway": "open railway.com, your service, Deployments, View logs",
    "netlify": "open app.netlify.com, your site, Deploys and Logs",
    "vercel": "open vercel.com, your project, Logs",
}

#: Where each platform takes a custom domain.
ADD_DOMAIN = {
    "heroku": "dashboard.heroku.com, your app, Settings, Domains, Add domain",
    "render": "dashboard.render.com, your service, Settings, Custom Domains, Add",
    "fly": "`fly certs add NAME`",
    "railway": "railway.com, your service, Settings, Networking, Custom Domain",
    "netlify": "app.netlify.com, your site, Domain management, Add a domain",
    "vercel": "vercel.com, your project, Settings, Domains, Add",
    "github": "your repository on github.com, Settings, Pages, Custom domain",
}

#: How to stop or redirect the name that a platform gives to every app.
PLATFORM_NAME = {
    "heroku": "Heroku cannot switch the herokuapp.com name off, so the app itself has to redirect",
    "render": "In Render: your service, Settings, Custom Domains, and switch off the Render "
    "Subdomain",
    "fly": "Fly cannot switch the fly.dev name off, so the app itself has to redirect",
    "railway": "In Railway: your service, Settings, Networking, and delete the generated domain",
    "netlify": "In Netlify: set the custom domain as primary domain, and put the line "
    "`https://YOUR-SITE.netlify.app/* {canonical}/:splat 301!` into the file _redirects",
    "vercel": "In Vercel: Project, Settings, Domains, edit the vercel.app name, and choose "
    "Redirect to {host} with status 308",
}

#: Where redirects between the names of a site are set.
REDIRECT = {
    "render": "Render redirects the twin name by itself once you add {host} as the custom domain "
    "(Settings, Custom Domains): add {host} there and remove the other name",
    "netlify": "in Netlify, Domain management, make {host} the primary domain",
    "vercel": "in Vercel, Project, Settings, Domains, edit the other name and choose Redirect to "
    "{host} with 308",
    "cloudflare": "in Cloudflare, Rules, Redirect Rules, add one from the other name to "
    "{canonical} with 301, and tick that path and query are kept",
}


def once(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Of findings about the same subject, the first."""
    told: set[str] = set()
    for finding in findings:
        if finding.subject not in told:
            told.add(finding.subject)
            yield finding


def seen(value: str, most: int = 200) -> str:
    """Something a server said, printable and short."""
    clean = "".join(mark if mark.isprintable() else " " for mark in value)
    return clean if len(clean) <= most else clean[: most - 1] + "…"


def public(web: WebFacts) -> WebFacts:
    """The facts, where they are about a public site; raises ``NotApplicable`` on a laptop."""
    if web.local:
        raise NotApplicable(LAPTOP)
    return web


def answered(web: WebFacts) -> WebFacts:
    """The facts, where some server said something; raises ``CannotTell`` otherwise.

    A site that nobody could ask passes no check.
    """
    if not web.answers:
        chains = [web.home, *(entry.root for entry in web.entries)]
        raise CannotTell(chains[0].words or "no server answered")
    return web


def wanted(web: WebFacts) -> str:
    """The one origin visitors should end on.

    For this deployment that is ``SITE_URL``; of a stranger's site, whichever of root and www its
    own redirects choose. Always https on a public site.
    """
    given = web.canonical
    if web.local:
        return given
    end = web.home.end
    if not web.target.inside and end is not None and end.url.startswith("https:"):
        host = urlsplit(end.url).hostname or ""
        if host in web.target.site_hosts:
            return origin_of(end.url)
    return given.replace("http://", "https://", 1)


def site_itself(answer: Response) -> Response:
    """The home page, where it is the site's own; raises for what stands there instead.

    What an error page or a parking page carries says nothing about the site.
    """
    if answer.status >= 400:
        raise CannotTell(f"the home page is an error page (status {answer.status})")
    if no_site(answer):
        raise NotApplicable("What answers is not your site yet, which http.parked tells.")
    return answer


def the_site(pages: PageFacts) -> PageFacts:
    """The pages, where the home page is the site's own (see ``site_itself``)."""
    site_itself(pages.home)
    return pages


def not_built(answer: Response, what: str) -> Response:
    """The page, where its owner decides about ``what``; raises ``NotApplicable`` on a builder."""
    builder = builder_of(answer)
    if builder:
        raise NotApplicable(f"{builder} decides about {what}, and its customers cannot change it.")
    return answer


def platform_of(answer: Response | None) -> str:
    """The platform an answer comes from, by its headers, or ""."""
    if answer is None:
        return ""
    server, via = answer.header("server").lower(), answer.header("via").lower()
    signs = {
        "render": answer.has("x-render-origin-server") or answer.has("rndr-id"),
        "heroku": "heroku" in server or "heroku" in via or "herokuapp" in via,
        "fly": server.startswith("fly/") or answer.has("fly-request-id"),
        "railway": "railway" in server or answer.has("x-railway-edge"),
        "netlify": server == "netlify" or answer.has("x-nf-request-id"),
        "vercel": server == "vercel" or answer.has("x-vercel-id"),
        "github": server == "github.com",
    }
    return next((name for name, there in signs.items() if there), "")


def platform(web: WebFacts) -> str:
    """Where the site runs: as given, or by what its answers say."""
    if web.target.platform:
        return web.target.platform
    named = by_name([web.target.platform_target, *web.aliases])
    if named:
        return named.key
    return next((name for answer in web.answers if (name := platform_of(answer))), "")


def through_cloudflare(answer: Response) -> bool:
    """Whether an answer passed through Cloudflare (anybody's: Render's too)."""
    return answer.header("server").lower() == "cloudflare" or answer.has("cf-ray")


def redirect_fix(web: WebFacts, source: str) -> str:
    """How to send one name of the site to the canonical one."""
    canonical = wanted(web)
    host = canonical.partition("://")[2]
    general = (
        f"Send {source} to the same path on {canonical} with a permanent redirect "
        "(status 301 or 308)"
    )
    where = REDIRECT.get(_redirector(web), "")
    if where:
        return f"{general}: {where.format(host=host, canonical=canonical)}."
    return f"{general}. An app made with Slipway does it when its SITE_URL is {canonical}."


def _redirector(web: WebFacts) -> str:
    at_edge = any(through_cloudflare(answer) for answer in web.answers)
    found = platform(web)
    return found if found in REDIRECT else ("cloudflare" if at_edge and not found else found)


def html_of(answer: Response) -> Html:
    """What a page is made of."""
    return read_html(answer.text, answer.url)


def same_site(one: Response, other: Response) -> bool:
    """Whether two pages are the same site's: the same title, or nearly the same words."""
    if one.body and one.body == other.body:
        return True
    left, right = html_of(one), html_of(other)
    if left.title and right.title:
        return left.title == right.title
    if len(left.words) < 5 or len(right.words) < 5:
        return False
    return len(left.words & right.words) >= 0.8 * len(left.words | right.words)


def listed(items: list[str], most: int = 5) -> str:
    """Some of them, one to a line, and how many more there are."""
    shown = [seen(item, 160) for item in items[:most]]
    if len(items) > most:
        shown.append(f"and {len(items) - most} more")
    return "\n".join(shown)


def host_of(url: str) -> str:
    """The host in a URL."""
    return urlsplit(url).hostname or ""


def reached(chains: list[Chain]) -> list[Chain]:
    """Those that ended with an answer."""
    return [chain for chain in chains if chain.end is not None]
