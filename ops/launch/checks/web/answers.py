"""Whether the site answers at all, at every name and address, and whether it is the site."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ops.launch.checks.web.markers import Stray, parking_sign, refuses_host, stray_page
from ops.launch.checks.web.wording import (
    ADD_DOMAIN,
    LOGS,
    host_of,
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
    told: set[str] = set()
    vague: list[str] = []
    for (scheme, host), chains in _groups(web).items():
        if any(chain.hops for chain in chains):
            for chain in chains:
                for finding in _bad_end(web, chain, vague):
                    if finding.subject not in told:
                        told.add(finding.subject)
                        yield finding
            continue
        other = [c for (s, h), cs in _groups(web).items() if h == host and s != scheme for c in cs]
        if not any(chain.trouble in BROKEN for chain in chains) and not reached_any(other):
            if host == host_of(web.target.url) or chains[0].trouble != "no_address":
                vague.append(f"{chains[0].start}: {chains[0].words}")
            continue
        yield _silence(web, scheme, host, chains)
    if vague:
        raise CannotTell("; ".join(dict.fromkeys(vague)))


def _groups(web: WebFacts) -> dict[tuple[str, str], list[Chain]]:
    groups: dict[tuple[str, str], list[Chain]] = {}
    for entry in web.entries:
        groups.setdefault((entry.scheme, entry.host), []).append(entry.root)
    return groups


def reached_any(chains: Iterable[Chain]) -> bool:
    """Whether a server said anything on one of these ways."""
    return any(chain.hops for chain in chains)


def _silence(web: WebFacts, scheme: str, host: str, chains: list[Chain]) -> Finding:
    chain = next((chain for chain in chains if chain.trouble in BROKEN), chains[0])
    only_http = scheme == "http" and not web.local
    closed = f"Nothing answers at {scheme}://{host}/."
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
        subject=origin_of(end.url),
    )


def _refused_host(end: Response) -> Finding:
    host = host_of(end.url)
    return Finding(
        severity=Severity.BLOCKER,
        summary=f"The app refuses to answer as {host}: it was not told that this is its name.",
        evidence=f"{_seen(end)} (Bad Request)",
        impact="Every visitor at this name sees “Bad Request (400)” instead of your site.",
        fix=f"Add {host} to the environment variable ALLOWED_HOSTS (names separated by commas), "
        f"or set SITE_URL to https://{host}, and restart the app.",
        reference="Django documentation, setting ALLOWED_HOSTS",
        subject=origin_of(end.url),
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
        subject=origin_of(end.url),
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
        subject=origin_of(end.url),
    )


@check("http.parked", stage=2, needs="web", essential=True)
def not_parked(web: WebFacts) -> Iterator[Finding]:
    """What answers is your site, and not a parking page.

    Registrars show a page of their own for names that lead nowhere yet.
    """
    if web.local:
        raise NotApplicable("A laptop has no registrar.")
    told: set[str] = set()
    answers = [entry.root.end for entry in web.entries if entry.root.end] or [
        answer for answer in [web.home.end] if answer
    ]
    if not answers:
        raise CannotTell("no page came")
    for answer in answers:
        sign, host = parking_sign(answer), host_of(answer.url)
        if not sign or host in told:
            continue
        told.add(host)
        yield Finding(
            severity=Severity.BLOCKER,
            summary=f"{host} shows a parking page of the company where the domain was bought.",
            evidence=seen(f"{answer.url} at {answer.address} says {sign!r}"),
            impact="Visitors see adverts or “this domain is for sale” instead of your site.",
            fix=f"At your DNS host, delete the parking records of {host} and add the ones your "
            "hosting shows for it (the DNS findings of this report name them). Switch off domain "
            "forwarding or parking at the registrar.",
            subject=host,
        )
