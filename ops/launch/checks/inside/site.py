"""The deployment as its environment describes it."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from ops.environment import EnvProblem
from ops.launch.checks.inside.unusable import unusable
from ops.launch.findings import Finding, NotApplicable, Severity
from ops.launch.gather.inside import SettingsFacts
from ops.launch.network.names import is_address, platform_domain
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
            severity=Severity.BLOCKER
            if problem.fatal or problem.name.startswith("EMAIL_")
            else Severity.TRUST,
            subject=problem.name,
            summary=f"{str(problem).removesuffix('.')}.",
            impact=_cost_of(problem),
            fix=f"Change {problem.name} where your platform keeps environment variables, and "
            "redeploy. docs/environment.md says where its value is found.",
            told_by=(("secrets.dummy", problem.name),),
        )


def _cost_of(problem: EnvProblem) -> str:
    """What does not work until a variable is mended."""
    if problem.fatal:
        return "The app does not start, or a part of it does nothing."
    if problem.name.startswith("EMAIL_"):
        return "No email leaves: people hear nothing, and neither do you."
    if problem.name.startswith("LLM_"):
        return "No model answers; visitors get quotes from your knowledge only."
    return "What the variable is for does not work."


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
            told_by=(("settings.placeholders", "SITE_URL"), unusable("SITE_URL")),
        )
    elif found := _not_for_visitors(settings):
        summary, impact = found
        yield Finding(
            severity=Severity.BLOCKER,
            subject="SITE_URL",
            summary=summary,
            evidence=f"SITE_URL is {settings.site_url}"
            + (f"; this runs as {settings.platform_host}." if settings.platform_host else "."),
            impact=impact,
            fix="Set SITE_URL to the https:// address that visitors type, such as "
            + (
                f"https://{settings.platform_host}"
                if settings.platform_host
                else "https://chat.your-domain.com"
            )
            + ", and redeploy.",
            told_by=(("settings.placeholders", "SITE_URL"),),
        )


def _not_for_visitors(settings: SettingsFacts) -> tuple[str, str] | None:
    """What is wrong with an https:// address as visitors' own, and what it does; None if nothing.

    What a site by another name answers is seen from outside (``settings.own_site``).
    """
    host, own = settings.site_host, settings.platform_host
    if is_address(host):
        return (
            "SITE_URL is a number and not a name.",
            "Browsers warn before the site, passkeys do not work, and inboxes distrust links to "
            "a number.",
        )
    if "." not in host:
        return (
            f"SITE_URL leads to {host}, a name that nobody on the internet can find.",
            "Nobody can open what you send them.",
        )
    if platform_domain(host) and own and platform_domain(own) and host != own:
        return (
            "SITE_URL is the address of another app on your platform.",
            "Links in emails lead to an app that may be a stranger's, and this one sends its "
            "visitors there.",
        )
    port = urlsplit(settings.site_url).port
    if settings.platform and port not in (None, 443):
        return (
            f"SITE_URL names port {port}, which your platform does not open to visitors.",
            "Links in emails lead nowhere, and visitors are sent there.",
        )
    return None


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
            told_by=(("limits.shared", "REDIS_URL"), unusable("REDIS_URL")),
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
            told_by=(unusable("OPS_TOKEN"),),
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
            told_by=(unusable("SENTRY_DSN"),),
        )
    elif settings.sentry and settings.sentry_share == 0:
        yield Finding(
            severity=Severity.CLEANUP,
            subject="SENTRY_SAMPLE_RATE",
            summary="Errors on the site are reported to nobody, although Sentry is set up.",
            evidence="SENTRY_SAMPLE_RATE is 0.",
            impact="You hear of a broken page from a customer, or not at all.",
            fix="Set SENTRY_SAMPLE_RATE to 1, or take the variable away, and redeploy.",
        )


@check("settings.unread", stage=3, needs="settings")
def variables_are_ours(settings: SettingsFacts) -> Iterator[Finding]:
    """Every variable that seems meant for this app is one it reads"""
    for name, meant in settings.unread:
        yield Finding(
            severity=Severity.TRUST,
            subject=name,
            summary=f"{name} is set, and this app does not read it.",
            evidence=f"docs/environment.md has {meant}, and no {name}."
            if meant
            else f"docs/environment.md has no {name}.",
            impact="What it was meant to change stays as it was.",
            fix=f"Put what you meant into {meant} (docs/environment.md says in which form), and "
            f"take {name} away where your platform keeps environment variables."
            if meant
            else f"Take {name} away where your platform keeps environment variables: here it is "
            "kept in config/settings.py.",
        )
