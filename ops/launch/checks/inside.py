"""This deployment's settings. The same findings stand in ``manage.py check --deploy``."""

from __future__ import annotations

from collections.abc import Iterator

from ops.launch.findings import Finding, NotApplicable, Severity
from ops.launch.gather.inside import SettingsFacts
from ops.launch.registry import check

#: Mailbox providers whose domain nobody else may send from (their DMARC policies refuse it).
FREE_MAIL = (
    "gmail.com", "googlemail.com", "yahoo.com", "ymail.com", "aol.com", "outlook.com",
    "hotmail.com", "live.com", "msn.com", "icloud.com", "me.com", "gmx.de", "gmx.net", "web.de",
    "proton.me", "protonmail.com", "mail.ru", "yandex.ru", "zoho.com",
)  # fmt: skip


@check("settings.debug", stage=3, needs="settings", essential=True)
def debug_is_off(settings: SettingsFacts) -> Iterator[Finding]:
    """DEBUG is off"""
    if settings.debug and not settings.local:
        yield Finding(
            severity=Severity.BLOCKER,
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


@check("settings.email_provider", stage=3, needs="settings")
def email_leaves(settings: SettingsFacts) -> Iterator[Finding]:
    """Emails leave this machine"""
    if settings.email_provider == "file":
        yield Finding(
            severity=Severity.CLEANUP if settings.local else Severity.BLOCKER,
            subject="EMAIL_PROVIDER",
            summary="No email leaves this app: they are written to files.",
            evidence="EMAIL_PROVIDER is file.",
            impact="People who leave their details get no confirmation, and you no notice.",
            fix="Choose an email provider, set EMAIL_PROVIDER and the variables it needs "
            "(docs/email.md), redeploy, and run: python manage.py send_test_email you@example.com",
        )


@check("settings.sender", stage=2, needs="settings")
def sender_is_ours(settings: SettingsFacts) -> Iterator[Finding]:
    """Emails are from an address on a domain of ours"""
    domain = settings.from_address.rpartition("@")[2].lower()
    if domain in FREE_MAIL:
        yield Finding(
            severity=Severity.BLOCKER,
            subject="DEFAULT_FROM_EMAIL",
            summary=f"Emails claim to come from {domain}, which only {domain} itself may send.",
            evidence=f"DEFAULT_FROM_EMAIL is at {domain}.",
            impact="Inboxes refuse them or put them into spam.",
            fix="Set DEFAULT_FROM_EMAIL to an address on your own domain, such as "
            "hello@your-domain.com, and give your usual address as OWNER_EMAIL: replies reach it.",
            reference="Google, email sender guidelines",
        )
    elif not settings.from_is_set and not settings.local:
        yield Finding(
            severity=Severity.TRUST,
            subject="DEFAULT_FROM_EMAIL",
            summary=f"Nobody chose who emails are from; they say {settings.from_address}.",
            evidence="DEFAULT_FROM_EMAIL is empty.",
            impact="The email provider refuses an address it does not know, or people do not "
            "recognise it.",
            fix="Set DEFAULT_FROM_EMAIL to: Your Name <hello@your-domain.com>",
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


@check("settings.database", stage=3, needs="settings", essential=True)
def data_survives_a_deploy(settings: SettingsFacts) -> Iterator[Finding]:
    """The data survives a restart of the machine"""
    if settings.sqlite and not settings.sqlite_kept and not settings.local:
        yield Finding(
            severity=Severity.BLOCKER,
            subject="DATABASE_URL",
            summary="Leads and conversations are kept in a file that this platform wipes.",
            evidence=f"DATABASE_URL is empty, on {settings.platform}.",
            impact="Every deploy and restart loses all leads.",
            fix="Add PostgreSQL at your platform and set DATABASE_URL to its address.",
        )


@check("settings.owner_email", stage=3, needs="settings")
def somebody_is_told(settings: SettingsFacts) -> Iterator[Finding]:
    """Somebody is told about new leads"""
    if not settings.owner_email:
        yield Finding(
            severity=Severity.CLEANUP if settings.local else Severity.TRUST,
            subject="OWNER_EMAIL",
            summary="Nobody gets an email when a lead arrives.",
            evidence="OWNER_EMAIL is empty.",
            impact="A person who wants to buy waits until you happen to look into the admin.",
            fix="Set OWNER_EMAIL to the address you read.",
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
