"""The deployment as its environment describes it."""

from __future__ import annotations

from collections.abc import Iterator

from ops.launch.findings import Finding, NotApplicable, Severity
from ops.launch.gather.inside import SettingsFacts
from ops.launch.registry import check


@check("settings.debug", stage=3, needs="settings", essential=True)
def debug_is_off(settings: SettingsFacts) -> Iterator[Finding]:
    """DEBUG is off"""
    if settings.debug and not settings.local:
        yield Finding(
            severity=Severity.BLOCKER,
            subject="DEBUG",
            summary="DEBUG is on at a public address.",
            evidence="DEBUG is true in the environment.",
            impact="Any visitor who meets an error sees your settings, code and data.",
            fix="Set DEBUG to false, or take the variable away, and redeploy.",
            reference="Django deployment checklist",
        )


@check("settings.environment", stage=3, needs="settings", essential=True)
def variables_are_usable(settings: SettingsFacts) -> Iterator[Finding]:
    """Every environment variable that is set can be used"""
    for problem in settings.problems:
        yield Finding(
            severity=Severity.BLOCKER if problem.fatal else Severity.TRUST,
            subject=problem.name,
            summary=f"{problem}.",
            impact="The app does not start, or a part of it does nothing."
            if problem.fatal
            else "What the variable is for does not work.",
            fix=f"Change {problem.name} where your platform keeps environment variables, and "
            "redeploy. docs/environment.md says where its value is found.",
        )


@check("settings.site_url", stage=3, needs="settings", essential=True)
def site_url_is_public(settings: SettingsFacts) -> Iterator[Finding]:
    """SITE_URL is the public https:// address"""
    if settings.local and settings.platform:
        yield Finding(
            severity=Severity.BLOCKER,
            subject="SITE_URL",
            summary="Links in emails lead to the reader's own computer.",
            evidence=f"SITE_URL is {settings.site_url}, and this runs on {settings.platform}.",
            impact="Nobody can open what you send them, and sign-in is not encrypted.",
            fix="Set SITE_URL to the https:// address that visitors type, and redeploy.",
        )
        return
    if settings.local:
        raise NotApplicable("This is a local address.")
    if not settings.site_url.startswith("https://"):
        yield Finding(
            severity=Severity.BLOCKER,
            subject="SITE_URL",
            summary="SITE_URL begins with http:// and not https://.",
            evidence=settings.site_url,
            impact="Links in emails open an unencrypted page, browsers warn before it, and "
            "sign-in cookies travel in the open.",
            fix=f"Set SITE_URL to https://{settings.site_host} and redeploy.",
        )


@check("settings.redis", stage=3, needs="settings")
def limits_are_shared(settings: SettingsFacts) -> Iterator[Finding]:
    """Several processes share their limits"""
    if settings.processes > 1 and not settings.redis:
        yield Finding(
            severity=Severity.TRUST,
            subject="REDIS_URL",
            summary="Several processes count visitors apart, because there is no Redis.",
            evidence=f"WEB_CONCURRENCY is {settings.processes} and REDIS_URL is empty.",
            impact="Rate limits let through a multiple of what they should.",
            fix="Add Redis at your platform and set REDIS_URL, or set WEB_CONCURRENCY to 1.",
            told_by=(("limits.shared", "REDIS_URL"),),
        )


@check("settings.ops_token", stage=6, needs="settings")
def tests_can_be_told_apart(settings: SettingsFacts) -> Iterator[Finding]:
    """Tests of the live site can be told from visitors"""
    if not settings.ops_token:
        yield Finding(
            severity=Severity.CLEANUP,
            subject="OPS_TOKEN",
            summary="Checks cannot try the chat itself, because there is no OPS_TOKEN.",
            evidence="OPS_TOKEN is empty.",
            impact="The chat's speed is not measured, and monitors see less.",
            fix='Make one with: python -c "import secrets; print(secrets.token_urlsafe(32))", set '
            "OPS_TOKEN to it, and redeploy.",
        )


@check("settings.error_reports", stage=6, needs="settings")
def errors_are_reported(settings: SettingsFacts) -> Iterator[Finding]:
    """Errors are reported to somebody"""
    if not settings.sentry and not settings.local:
        yield Finding(
            severity=Severity.CLEANUP,
            subject="SENTRY_DSN",
            summary="Errors on the site are reported to nobody.",
            evidence="SENTRY_DSN is empty.",
            impact="You hear of a broken page from a customer, or not at all.",
            fix="Make a free project at sentry.io, and set SENTRY_DSN to the address it shows.",
        )
