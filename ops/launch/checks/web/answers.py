"""Whether the site answers at all, at every name and address, and whether it is the site."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from urllib.parse import urlsplit

from ops.launch.checks.web.markers import (
    Stray,
    refuses_host,
    stray_page,
)
from ops.launch.checks.web.wording import (
    ADD_DOMAIN,
    LOGS,
    host_of,
    once,
    platform,
    seen,
    through_cloudflare,
)
from ops.launch.findings import CannotTell, Finding, NotApplicable, Severity
from ops.launch.gather.web.follow import Chain, origin_of
from ops.launch.gather.web.matrix import WebFacts
from ops.launch.network.fetch import Response
from ops.launch.registry import check

#: Silence that may be our own network's fault.
VAGUE = ("timeout", "no_route", "dns", "no_address")
#: Silence that a server is to blame for.
BROKEN = ("refused", "reset", "tls", "bad_answer")

_CLOUDFLARE = {
    520: "the app's server sent Cloudflare something that is no proper answer",
    521: "the app's server refuses connections from Cloudflare",
    522: "the app's server does not answer Cloudflare in time",
    523: "Cloudflare does not find the app's server at the address in its DNS tab",
    524: "the app took longer than 100 seconds to answer",
    525: "Cloudflare and the app's server could not agree on an encrypted connection",
    526: "the app's server shows Cloudflare a certificate that is not valid",
    530: "Cloudflare does not find the app's server by the name in its DNS tab",
}


@check("http.answers", stage=2, needs="web", essential=True)
def site_answers(web: WebFacts) -> Iterator[Finding]:
    """The site answers.

    At every name a visitor may type, over http and https, with a page and not with an error.
    """
    if all(entry.root.trouble in ("loop", "too_many") for entry in web.entries):
        raise NotApplicable("The site redirects in a circle, which http.loop tells.")
    vague: list[str] = []
    yield from once(_told(web, vague))
    if vague:
        raise CannotTell("; ".join(dict.fromkeys(vague)))


def _told(web: WebFacts, vague: list[str]) -> Iterator[Finding]:
    groups = _groups(web)
    silent = {door for door, chains in groups.items() if not reached_any(chains)}
    for (scheme, host), chains in groups.items():
        if (scheme, host) not in silent:
            for chain in chains:
                yield from _bad_end(web, chain, vague)
                yield from _dead_end(chain, groups, vague)
            continue
        other = "http" if scheme == "https" else "https"
        both = (other, host) in silent
        certain = any(chain.trouble in BROKEN for chain in chains)
        if not certain and (both or web.hurried or (other, host) not in groups):
            if host == host_of(web.target.url) or chains[0].trouble != "no_address":
                vague.append(f"{chains[0].start}: {chains[0].words}")
            continue
        if scheme == "http" and both and not web.local and ("https", host) in groups:
            continue  # Told once for the host, over https.
        yield _silence(web, scheme, host, chains, both=both)


def _dead_end(
    chain: Chain, doors: Container[tuple[str, str]], vague: list[str]
) -> Iterator[Finding]:
    """A redirect to where nobody answers; a door of the site's own speaks for itself."""
    scheme, host = chain.at.partition("://")[0], host_of(chain.at)
    if not chain.hops or odd_port(chain.at):
        return  # A port of the server's own is for http.canonical to tell.
    if (scheme, host) in doors and chain.trouble != "no_address":
        return
    if chain.trouble in ("timeout", "no_route", "dns"):
        vague.append(f"{chain.at}: {chain.words}")
    elif chain.trouble in (*BROKEN, "no_address"):
        last = chain.hops[-1]
        yield Finding(
            severity=Severity.BLOCKER,
            summary=f"{origin_of(last.url)} sends visitors to {host}, where nothing answers.",
            evidence=seen(chain.arrows, 300),
            impact="Visitors end on the browser's own error page.",
            fix=f"Correct the name in that redirect, or let {host} lead to where the site is "
            "hosted (a DNS record, and the name added at the host).",
            subject=host,
            told_by=tuple((id, host) for id in ("dns.site_names", "tls.reachable")),
        )


def odd_port(url: str) -> int:
    """The port that an address names, where it is not the usual one; else 0."""
    parts = urlsplit(url)
    usual = {"http": 80, "https": 443}.get(parts.scheme)
    return 0 if parts.port in (None, usual) else parts.port or 0


def _groups(web: WebFacts) -> dict[tuple[str, str], list[Chain]]:
    groups: dict[tuple[str, str], list[Chain]] = {}
    for entry in web.entries:
        groups.setdefault((entry.scheme, entry.host), []).append(entry.root)
    return groups


def reached_any(chains: Iterable[Chain]) -> bool:
    """Whether a server said anything on one of these ways."""
    return any(chain.hops for chain in chains)


def _silence(web: WebFacts, scheme: str, host: str, chains: list[Chain], *, both: bool) -> Finding:
    chain = next((chain for chain in chains if chain.trouble in BROKEN), chains[0])
    only_http = scheme == "http" and not web.local
    closed = f"Nothing answers at {host if both else f'{scheme}://{host}/'}."
    if chain.trouble == "timeout":
        closed = f"No page comes from {scheme}://{host}/, however long a visitor waits."
    if chain.trouble == "tls":
        closed = f"The server at {host} cannot make an encrypted connection for that name."
    return Finding(
        severity=Severity.TRUST if only_http else Severity.BLOCKER,
        summary=closed,
        evidence=seen(f"{chain.start}: {chain.words}"),
        impact="Old links and typed addresses that begin with http:// end in an error."
        if only_http
        else "A visitor who goes there sees the browser's own error page and leaves.",
        fix=_silence_fix(web, host, only_http),
        subject=f"{scheme}://{host}",
        told_by=() if only_http else tuple((id, host) for id in ("tls.reachable", "tls.ipv6")),
    )


def _silence_fix(web: WebFacts, host: str, only_http: bool) -> str:
    where = platform(web)
    if web.local:
        return "Start the app (bin/run), or give the address it really has with --url."
    if only_http:
        return f"Let port 80 answer and redirect to https://{host}/."
    if where in ADD_DOMAIN:
        return f"Add {host} as a domain of the app: {ADD_DOMAIN[where].replace('NAME', host)}."
    return (
        f"Add {host} as a custom domain where the app is hosted, wait until its certificate is "
        "issued, and see in the host's log that the app is running."
    )


def _bad_end(web: WebFacts, chain: Chain, vague: list[str]) -> Iterator[Finding]:
    end = chain.end
    if end is None or end.status < 400:
        return
    if end.header("cf-mitigated") or end.status == 429 or _blocked(end):
        vague.append(f"{origin_of(end.url)} lets no program in (status {end.status})")
        return
    stray = stray_page(end)
    if stray:
        yield _stray(web, end, stray)
    elif refuses_host(end):
        yield _refused_host(end)
    elif end.status in _CLOUDFLARE and through_cloudflare(end):
        yield _cloudflare(end)
    else:
        yield _error(web, end)


def _blocked(end: Response) -> bool:
    return end.status == 403 and through_cloudflare(end)


def _seen(end: Response) -> str:
    return f"{end.url} answers with status {end.status}"


def _stray(web: WebFacts, end: Response, stray: Stray) -> Finding:
    host = host_of(end.url)
    words = {
        "unknown_domain": f"{stray.name} does not know {host}: it shows its own error page.",
        "crashed": f"{stray.name} shows its error page because the app behind {host} is not "
        "running.",
        "paused": f"{stray.name} has paused the app behind {host}.",
    }
    fixes = {
        "unknown_domain": f"Add {host} to the app: "
        f"{ADD_DOMAIN.get(stray.platform, 'your host, custom domains').replace('NAME', host)}. "
        "If it is there already, wait until it is shown as verified.",
        "crashed": f"See why the app stopped: {LOGS.get(stray.platform, 'read the log')}.",
        "paused": "Open the platform's dashboard: a bill or a limit of the free plan is due.",
    }
    return Finding(
        severity=Severity.BLOCKER,
        summary=words[stray.kind],
        evidence=seen(f"{_seen(end)} and {stray.sign!r}"),
        impact="Every visitor sees that page instead of your site.",
        fix=fixes[stray.kind],
        subject=host,
    )


def _refused_host(end: Response) -> Finding:
    host = host_of(end.url)
    return Finding(
        severity=Severity.BLOCKER,
        summary=f"The app refuses to answer as {host}: it was not told that this is its name.",
        evidence=f"{_seen(end)} (Bad Request)",
        impact="Every visitor at this name sees “Bad Request (400)” instead of your site.",
        fix=f"Tell the app that {host} is its name, and restart it: in a Django app ALLOWED_HOSTS "
        "(in one made with Slipway the environment variable of that name, names separated by "
        f"commas, or SITE_URL set to https://{host}).",
        reference="Django documentation, setting ALLOWED_HOSTS",
        subject=host,
    )


def _cloudflare(end: Response) -> Finding:
    fixes = {
        525: "In Cloudflare, SSL/TLS, set the mode to Full (strict), and let your host issue a "
        "certificate for this name (turn the orange cloud grey until it has).",
        526: "Let your host issue a certificate for this name (turn the orange cloud grey until "
        "it has), then keep the SSL/TLS mode Full (strict).",
        523: "In Cloudflare, DNS, point the record at the target your host shows.",
        530: "In Cloudflare, DNS, point the record at the target your host shows.",
    }
    return Finding(
        severity=Severity.BLOCKER,
        summary=f"Cloudflare shows an error page: {_CLOUDFLARE[end.status]}.",
        evidence=_seen(end),
        impact="Every visitor sees Cloudflare's error page instead of your site.",
        fix=fixes.get(end.status, "See in your host's log whether the app is running, and restart "
                      "it."),
        reference=f"Cloudflare documentation, error {end.status}",
        subject=f"status {end.status}",
    )  # fmt: skip


def _error(web: WebFacts, end: Response) -> Finding:
    where = LOGS.get(platform(web), "read the log of the app where it is hosted")
    summaries = {
        401: "The site asks every visitor for a password.",
        403: "The site turns visitors away (403 Forbidden).",
        404: "There is no page at the site's own address (404 Not found).",
    }
    general = f"The site answers with an error (status {end.status})."
    if end.status >= 500:
        general = f"The app breaks on its home page (status {end.status})."
    fix = f"Find the reason: {where}."
    if end.status in (401, 403):
        fix = "Switch off the password or preview protection where the site is hosted."
    return Finding(
        severity=Severity.BLOCKER,
        summary=summaries.get(end.status, general),
        evidence=_seen(end),
        impact="Visitors see an error instead of your site.",
        fix=fix,
        subject=f"status {end.status}",
    )
