"""SITE_URL leads here. Every link in every email begins with it, so a slip in it loses people."""

from __future__ import annotations

from collections.abc import Iterator

from ops.launch.findings import Finding, Severity
from ops.launch.gather.inside_site import OwnSiteFacts
from ops.launch.registry import check


@check("settings.own_site", stage=3, needs="own_site")
def site_url_leads_here(site: OwnSiteFacts) -> Iterator[Finding]:
    """SITE_URL leads to this app

    Asked at /healthz, which says which release answers.
    """
    if not site.ours:
        yield Finding(
            severity=Severity.BLOCKER,
            subject="SITE_URL",
            summary="What answers at SITE_URL is not this app.",
            evidence=f"{site.url} answers {site.status}"
            + (f" and sends visitors on to {site.leads_to}." if site.leads_to else "."),
            impact="Links in emails, sign-in and the chat on your website lead to something else.",
            fix="Set SITE_URL to the address where this app answers; or, at your DNS host and your "
            "platform, lead that name to this app (docs/launch-check.md), and redeploy.",
            told_by=(("settings.placeholders", "SITE_URL"), ("settings.site_url", "SITE_URL")),
        )
    elif site.release != site.here:
        yield Finding(
            severity=Severity.TRUST,
            subject="release",
            summary="At SITE_URL another release answers than the one that checks here.",
            evidence=f"{site.url} says {site.release}; this is {site.here}.",
            impact="What is found here is not what visitors have.",
            fix="Wait a minute if a deploy is going on. If it stays, SITE_URL leads to an older "
            "deployment: redeploy that one, or set SITE_URL to this one's address.",
        )
