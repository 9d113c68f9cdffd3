"""No dead ends: the site's own links and the pages it lists for search engines."""

from __future__ import annotations

from collections.abc import Iterator

from ops.launch.checks.web.wording import host_of, listed, the_site
from ops.launch.findings import CannotTell, Finding, Severity
from ops.launch.gather.web.pages import PageFacts, Visited
from ops.launch.registry import check

#: Silence while crawling that says nothing about the page.
_VAGUE = ("timeout", "no_route", "dns")


def _broken(visit: Visited) -> bool:
    end = visit.chain.end
    if end is None:
        return visit.chain.trouble not in _VAGUE
    return end.status in (404, 410) or end.status >= 500


def _shown(visit: Visited) -> str:
    end = visit.chain.end
    what = f"status {end.status}" if end else visit.chain.words
    return f"{visit.url}: {what} (linked on {visit.found_on})"


@check("http.links", stage=4, needs="pages")
def no_broken_links(pages: PageFacts) -> Iterator[Finding]:
    """The site's own links and its sitemap lead to pages that exist."""
    broken = [visit for visit in the_site(pages).visited if _broken(visit)]
    if broken:
        many = len(broken) > 1
        crashes = any(v.chain.end and v.chain.end.status >= 500 for v in broken)
        yield Finding(
            severity=Severity.TRUST,
            summary=f"{len(broken)} of the site's own links {'lead' if many else 'leads'} nowhere.",
            evidence=listed([_shown(visit) for visit in broken], 10),
            impact="Visitors who follow them see an error page and often leave.",
            fix="Correct or remove these links"
            + (", and read the app's log for the pages that crash." if crashes else "."),
            subject="links",
        )
    dead = [f"{c.start}: {c.words or f'status {c.hops[-1].status}'}" for c in pages.sitemap.broken]
    lost = [file for file in pages.files if file.answer and file.answer.status >= 400]
    if lost:
        yield Finding(
            severity=Severity.TRUST,
            summary="A file that the home page needs is missing."
            if len(lost) == 1
            else f"{len(lost)} files that the home page needs are missing.",
            evidence=listed([f"{f.load.url}: status {f.answer.status}" for f in lost if f.answer]),
            impact="The page looks or works wrong for every visitor.",
            fix="Upload them, or correct their addresses in the page; with an app made with "
            "Slipway, deploy again so that collectstatic runs.",
            subject="files",
        )
    if dead:
        yield Finding(
            severity=Severity.CLEANUP,
            summary="robots.txt names a sitemap that is not there.",
            evidence=listed(dead),
            impact="Search engines find fewer of your pages.",
            fix="Correct the Sitemap: line in robots.txt, or remove it.",
            subject="sitemap",
        )
    yield from _of_the_sitemap(pages)
    if pages.slowed:
        raise CannotTell("the site asked us to slow down, so its pages were not all opened")
    if pages.visited and all(v.chain.trouble in _VAGUE for v in pages.visited):
        raise CannotTell("none of the linked pages answered in time")


def _of_the_sitemap(pages: PageFacts) -> Iterator[Finding]:
    here = host_of(pages.home.url)
    foreign = [url for url in pages.sitemap.urls if host_of(url) not in ("", here)]
    if foreign:
        yield Finding(
            severity=Severity.TRUST,
            summary=f"The sitemap sends search engines to {host_of(foreign[0])} instead of {here}.",
            evidence=listed(foreign),
            impact="Search engines list pages under a name that is not yours.",
            fix=f"Let the sitemap name https://{here}; in an app made with Slipway, set SITE_URL.",
            subject="sitemap hosts",
        )
    if pages.sitemap.hidden:
        yield Finding(
            severity=Severity.TRUST,
            summary="robots.txt keeps every search engine out of the whole site.",
            evidence="User-agent: * / Disallow: /",
            impact="Nobody finds the site by searching for it.",
            fix="Remove the line “Disallow: /” from robots.txt once the site may be found.",
            reference="RFC 9309",
            subject="robots",
        )
