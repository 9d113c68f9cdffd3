"""The emails of this deployment: that they leave, from an address of ours, and somebody reads."""

from __future__ import annotations

from collections.abc import Iterator

from ops.launch.findings import Finding, NotApplicable, Severity
from ops.launch.gather.inside import SettingsFacts
from ops.launch.network.names import is_local
from ops.launch.registry import check

#: Mailbox providers whose domain nobody else may send from (their DMARC policies refuse it).
FREE_MAIL = (
    "gmail.com", "googlemail.com", "yahoo.com", "ymail.com", "aol.com", "outlook.com",
    "hotmail.com", "live.com", "msn.com", "icloud.com", "me.com", "gmx.de", "gmx.net", "web.de",
    "proton.me", "protonmail.com", "mail.ru", "yandex.ru", "zoho.com",
)  # fmt: skip


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


@check("settings.smtp", stage=3, needs="settings")
def smtp_is_encrypted(settings: SettingsFacts) -> Iterator[Finding]:
    """The password of the email server travels encrypted"""
    scheme, host = settings.smtp
    if not host:
        raise NotApplicable("Emails do not leave by SMTP.")
    if scheme == "smtp" and not is_local(host):
        yield Finding(
            severity=Severity.BLOCKER,
            subject="EMAIL_URL",
            summary="Emails and the password of the email server travel unencrypted.",
            evidence=f"EMAIL_URL begins with smtp:// and leads to {host}.",
            impact="Anybody on the way reads every lead and can send in your name.",
            fix="Begin EMAIL_URL with smtp+tls:// (port 587) or smtps:// (port 465), and redeploy.",
        )
    elif is_local(host) and not settings.local:
        yield Finding(
            severity=Severity.TRUST,
            subject="EMAIL_URL",
            summary="Emails go to a mail server on this machine.",
            evidence=f"EMAIL_URL leads to {host}.",
            impact="A platform's machine has none, and inboxes trust no mail from its address.",
            fix="Set EMAIL_URL to the SMTP address of your email provider (docs/email.md).",
        )
