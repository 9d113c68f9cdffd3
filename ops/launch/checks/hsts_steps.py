"""Where our own promise of https stands. What strangers see of it is the check ``http.hsts``."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from ops.launch.checks.web.hsts import YEAR
from ops.launch.findings import Finding, NotApplicable, Severity
from ops.launch.gather.hsts import HstsFacts
from ops.launch.registry import check
from ops.web.hsts import BY_HAND, DAY, HOUR, MONTH, WEEK, next_step, step_at

WORDS = {HOUR: "an hour", DAY: "a day", WEEK: "a week", MONTH: "a month", YEAR: "a year"}
IMPACT = (
    "Until it is a year, somebody on a café's network can catch the first request of a visitor who "
    "has not been here for longer than that."
)


@check("http.hsts.steps", stage=5, needs="hsts")
def promise_of_https_grows(hsts: HstsFacts) -> Iterator[Finding]:
    """The promise to stay on https has grown to a year.

    It grows by itself, an hour at first and a year after three months, so that a mistake in the
    first days does not lock visitors out.
    """
    if hsts.local or not hsts.https:
        raise NotApplicable("This site is not served on https in production.")
    if hsts.by_hand:
        yield from _by_hand(hsts.by_hand)
    elif hsts.since is None:
        yield _finding(
            f"Browsers are not told to insist on https for {hsts.host} yet.",
            "No web process has noted its start at this address.",
            "Redeploy, so that the database is migrated and the web process starts afresh.",
            severity=Severity.TRUST,
        )
    elif hsts.now < hsts.since:
        yield _finding(
            "The promise to stay on https does not grow, because it begins in the future.",
            f"First start with https: {hsts.since:%d %B %Y}; this machine's clock says "
            f"{hsts.now:%d %B %Y}.",
            "Set this machine's clock, or wait for the day to come.",
        )
    else:
        yield from _growing(hsts, hsts.since)


def _by_hand(word: str) -> Iterator[Finding]:
    seconds = BY_HAND[word]
    if seconds == 0:
        yield _finding(
            "Browsers are told to forget that this site uses https.",
            "HSTS is forget.",
            "Take the variable HSTS away and redeploy, once nothing has to go back to http.",
            severity=Severity.TRUST,
        )
    elif seconds < YEAR:
        yield _finding(
            f"Browsers are told for {WORDS[seconds]} only to insist on https, and it stays so.",
            f"HSTS is {word}.",
            "Take the variable HSTS away, so that it grows to a year by itself, or set it to year.",
        )


def _growing(hsts: HstsFacts, since: datetime) -> Iterator[Finding]:
    coming = next_step(since, hsts.now, hsts.longest)
    if coming is None:
        return
    when, seconds = coming
    told = max(hsts.longest, step_at((hsts.now - since).total_seconds()))
    yield _finding(
        f"Browsers insist on https for {WORDS.get(told, f'{told} seconds')} so far; from "
        f"{when:%d %B %Y} on it is {WORDS[seconds]}.",
        f"On https since {since:%d %B %Y}.",
        "Nothing: it grows by itself. If the site was on https for months before, set HSTS to "
        "year and redeploy.",
    )


def _finding(
    summary: str, evidence: str, fix: str, *, severity: Severity = Severity.CLEANUP
) -> Finding:
    return Finding(
        severity=severity,
        summary=summary,
        evidence=evidence,
        impact=IMPACT,
        fix=fix,
        reference="RFC 6797",
        subject="HSTS",
    )
