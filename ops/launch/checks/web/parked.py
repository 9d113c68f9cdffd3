"""Whether what answers is the site, and not a parking page or an empty server's start page."""

from __future__ import annotations

from collections.abc import Iterator

from ops.launch.checks.web.markers import no_site, parking_sign, start_page
from ops.launch.checks.web.wording import host_of, html_of, once, seen
from ops.launch.findings import CannotTell, Finding, NotApplicable, Severity
from ops.launch.gather.web.matrix import WebFacts
from ops.launch.network.fetch import Response
from ops.launch.registry import check


@check("http.parked", stage=2, needs="web", essential=True)
def not_parked(web: WebFacts) -> Iterator[Finding]:
    """What answers is your site, and not a parking page.

    Registrars show a page of their own for names that lead nowhere yet.
    """
    if web.local:
        raise NotApplicable("A laptop has no registrar.")
    answers = [entry.root.end for entry in web.entries if entry.root.end] or [
        answer for answer in [web.home.end] if answer
    ]
    if not answers:
        raise CannotTell(f"no page came: {web.home.words}")
    yield from once(finding for answer in answers for finding in _no_site_yet(web, answer))


def _unpark(web: WebFacts, answer: Response, host: str) -> str:
    good = [
        entry.root.address
        for entry in web.entries
        if entry.host == host and entry.root.end and not no_site(entry.root.end)
    ]
    if good and answer.address not in good:
        kind = "AAAA" if ":" in answer.address else "A"
        return (
            f"At your DNS host, delete the {kind} record of {host} with the value {answer.address}"
            f", and keep the one with {good[0]}, where your site is."
        )
    return (
        f"At your DNS host, delete the parking records of {host} and add the ones your hosting "
        "shows for it (the DNS findings of this report name them). Switch off domain forwarding "
        "or parking at the registrar."
    )


def _no_site_yet(web: WebFacts, answer: Response) -> Iterator[Finding]:
    sign, whose, host = parking_sign(answer), start_page(answer), host_of(answer.url)
    if sign:
        yield Finding(
            severity=Severity.BLOCKER,
            summary=f"{host} shows a parking page of the company where the domain was bought.",
            evidence=seen(f"{answer.url} at {answer.address} says {sign!r}"),
            impact="Visitors see adverts or “this domain is for sale” instead of your site.",
            fix=_unpark(web, answer, host),
            subject=host,
            told_by=(("dns.parked", host), ("dns.parked", web.target.domain)),
        )
    elif whose:
        title = html_of(answer).title
        yield Finding(
            severity=Severity.BLOCKER,
            summary=f"{host} shows the page that {whose} shows before there is a site.",
            evidence=seen(f"{answer.url} at {answer.address}" + (f": “{title}”" if title else "")),
            impact="Visitors see a page for engineers instead of your site.",
            fix=f"Put the site where the server looks for it, or let {host} lead to the server "
            "where the site is: the name may still point at an empty one, or the server may not "
            "know it and show its default (in nginx, server_name has to name it).",
            subject=host,
        )
