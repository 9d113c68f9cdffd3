"""What strangers see when something goes wrong: a kind page, or the program's insides."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ops.launch.checks.web.markers import leak, version_shown
from ops.launch.checks.web.wording import once, seen, site_itself
from ops.launch.findings import CannotTell, Finding, Severity
from ops.launch.gather.web.pages import PageFacts
from ops.launch.network.fetch import Response
from ops.launch.registry import check


@check("http.error_pages", stage=5, needs="pages")
def error_pages_keep_quiet(pages: PageFacts) -> Iterator[Finding]:
    """Error pages show nothing of the program behind them.

    A page that does not exist and an address with broken bytes are asked for.
    """
    asked = [answer for answer in (pages.missing, pages.bad_escape) if answer]
    broken = [answer for answer in pages.answers if answer.status >= 500]
    if not asked and not broken:
        raise CannotTell("no error page came")
    yield from once(_leaks(pages, [*asked, *broken]))
    site_itself(pages.home)
    if pages.missing:
        yield from _missing(pages.missing)
    if pages.bad_escape and pages.bad_escape.status >= 500:
        yield Finding(
            severity=Severity.CLEANUP,
            summary="The app breaks on an address with damaged characters in it.",
            evidence=seen(f"{pages.bad_escape.url}: status {pages.bad_escape.status}"),
            impact="Robots send such addresses every day, and each one raises a false alarm.",
            fix="Let the app answer 400 or 404 to them.",
            subject="bad escape",
        )


def _leaks(pages: PageFacts, answers: list[Response]) -> Iterator[Finding]:
    # Where the home page names the version in a header, http.headers.versions tells it.
    told = bool(re.search(r"\d+\.\d+", pages.home.header("server")))
    for answer in answers:
        found = leak(answer)
        version = "" if told else version_shown(answer)
        if found and "DEBUG" in found[0]:
            yield _debug(answer, found[1])
        elif found:
            yield Finding(
                severity=Severity.TRUST,
                summary=f"An error page shows the insides of {found[0]}.",
                evidence=seen(f"{answer.url} (status {answer.status}): {found[1]!r}", 400),
                impact="Attackers read from it what the site is made of and where it breaks.",
                fix="Switch off debug mode where the app is hosted, so that visitors get a plain "
                "error page and you get the details in the log.",
                subject=found[0],
            )
        elif version:
            yield Finding(
                severity=Severity.CLEANUP,
                summary="Error pages name the web server and its version.",
                evidence=seen(f"{answer.url} (status {answer.status}): {version!r}"),
                impact="Programs that look for old versions with known holes find it at once.",
                fix="Switch it off: server_tokens off (nginx), ServerSignature Off (Apache).",
                subject="version",
            )


def _debug(answer: Response, words: str) -> Finding:
    return Finding(
        severity=Severity.BLOCKER,
        summary="The site runs in debug mode: its error pages show settings and code to everybody.",
        evidence=seen(f"{answer.url} (status {answer.status}): {words!r}", 400),
        impact="Anybody can read how the site is built, its settings, and data of other visitors.",
        fix="Set the environment variable DEBUG to false where the app is hosted and restart it. "
        "Then change the secrets that it could have shown (SECRET_KEY, passwords, keys).",
        reference="Django deployment checklist, DEBUG",
        subject="debug",
    )


def _missing(answer: Response) -> Iterator[Finding]:
    if answer.status < 300:
        yield Finding(
            severity=Severity.CLEANUP,
            summary="A page that does not exist is answered as if it did.",
            evidence=seen(f"{answer.url}: status {answer.status}"),
            impact="Search engines list empty pages, and broken links stay unnoticed.",
            fix="Let the site answer unknown addresses with status 404.",
            subject="soft 404",
        )
    elif answer.status >= 500:
        yield Finding(
            severity=Severity.TRUST,
            summary="The app breaks on an address that does not exist.",
            evidence=seen(f"{answer.url}: status {answer.status}"),
            impact="A visitor with a mistyped address sees a crash instead of a way back.",
            fix="Read the app's log for this address; often the page for 404 itself is broken.",
            subject="broken 404",
        )
