"""The emails of this deployment: that they leave, from an address of ours, and somebody reads."""

from __future__ import annotations

from collections.abc import Iterator

from ops.launch.checks.inside.unusable import unusable
from ops.launch.findings import Finding, NotApplicable, Severity
from ops.launch.gather.inside import SettingsFacts
from ops.launch.network.names import is_local, platform_domain, registrable
from ops.launch.registry import check

#: Mailbox providers whose domain nobody else may send from (their DMARC policies refuse it).
FREE_MAIL = (
    "aol.com", "msn.com", "icloud.com", "me.com", "mac.com", "web.de", "t-online.de", "freenet.de",
    "proton.me", "protonmail.com", "pm.me", "mail.ru", "mail.com", "fastmail.com", "hey.com",
    "tutanota.com", "tuta.com", "qq.com", "163.com", "126.com", "naver.com", "rediffmail.com",
    "comcast.net", "verizon.net", "att.net", "sbcglobal.net", "btinternet.com", "orange.fr",
    "wanadoo.fr", "free.fr", "laposte.net", "libero.it", "terra.com.br", "uol.com.br", "bol.com.br",
)  # fmt: skip
#: The same for those with a domain in many countries, by the name before the country's ending.
FREE_MAIL_ANYWHERE = (
    "gmail", "googlemail", "yahoo", "ymail", "outlook", "hotmail", "live", "gmx", "yandex", "zoho",
)  # fmt: skip
SENDER = "DEFAULT_FROM_EMAIL"


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
            told_by=(unusable("EMAIL_PROVIDER"),),
        )
    for name, provider in settings.email_unread:
        yield Finding(
            severity=Severity.CLEANUP,
            subject=name,
            summary=f"{name} is set, and {settings.email_provider} does not read it.",
            evidence=f"EMAIL_PROVIDER is {settings.email_provider}; {name} is for {provider}.",
            impact="Whoever looks at the variables believes that emails leave another way.",
            fix=f"Set EMAIL_PROVIDER to {provider} if that is what you meant; if not, take {name} "
            "away where your platform keeps environment variables.",
        )


@check("settings.sender", stage=2, needs="settings")
def sender_is_ours(settings: SettingsFacts) -> Iterator[Finding]:
    """Emails are from an address on a domain of ours"""
    domain = settings.from_address.rpartition("@")[2].lower()
    says = "is" if settings.from_is_set else "is empty, so they say"
    shared = platform_domain(domain)
    if is_free_mail(domain):
        yield Finding(
            severity=Severity.BLOCKER,
            subject=SENDER,
            summary=f"Emails claim to come from {domain}, which only {domain} itself may send.",
            evidence=f"DEFAULT_FROM_EMAIL is at {domain}.",
            impact="Inboxes refuse them or put them into spam.",
            fix="Set DEFAULT_FROM_EMAIL to an address on your own domain, such as "
            "hello@your-domain.com, and give your usual address as OWNER_EMAIL: replies reach it.",
            reference="Google, email sender guidelines",
        )
    elif shared and not settings.local:
        yield Finding(
            severity=Severity.BLOCKER,
            subject=SENDER,
            summary=f"Emails claim to come from {domain}, a name of your platform and not yours.",
            evidence=f"DEFAULT_FROM_EMAIL {says} {settings.from_address}.",
            impact=f"Nobody but {shared} can vouch for that name, so inboxes refuse them.",
            fix="Set DEFAULT_FROM_EMAIL to an address on a domain you own, such as: Your Name "
            "<hello@your-domain.com>",
            told_by=(unusable(SENDER),),
        )
    elif not settings.from_is_set and not settings.local:
        yield Finding(
            severity=Severity.TRUST,
            subject=SENDER,
            summary=f"Nobody chose who emails are from; they say {settings.from_address}.",
            evidence="DEFAULT_FROM_EMAIL is empty.",
            impact="The email provider refuses an address it does not know, or people do not "
            "recognise it.",
            fix="Set DEFAULT_FROM_EMAIL to: Your Name <hello@your-domain.com>",
        )
    elif not settings.local:
        yield from _from_elsewhere(domain, settings)


def is_free_mail(domain: str) -> bool:
    """Whether mailboxes there are for everybody (``hotmail.co.uk``), so that none is a business."""
    owned = registrable(domain)
    return owned in FREE_MAIL or owned.partition(".")[0] in FREE_MAIL_ANYWHERE


def _from_elsewhere(domain: str, settings: SettingsFacts) -> Iterator[Finding]:
    site, sender = registrable(settings.site_host), registrable(domain)
    if not site or not sender or site == sender or platform_domain(settings.site_host):
        return
    yield Finding(
        severity=Severity.CLEANUP,
        subject=SENDER,
        summary=f"Emails are from {sender}, and the site is at {site}.",
        evidence=f"DEFAULT_FROM_EMAIL is at {domain}, SITE_URL is {settings.site_url}.",
        impact="Whoever wrote to you on the one may not recognise the other; and if the domain is "
        "not yours, inboxes refuse the emails.",
        fix=f"Set DEFAULT_FROM_EMAIL to an address at {site}. If {sender} is yours as well and "
        "meant, accept this finding in launch.toml.",
        told_by=(
            ("secrets.test_keys", SENDER), ("settings.placeholders", SENDER),
            ("settings.placeholders", "SITE_URL"), ("settings.site_url", "SITE_URL"),
            unusable(SENDER), unusable("SITE_URL"),
        ),
    )  # fmt: skip


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
            told_by=(unusable("OWNER_EMAIL"),),
        )


@check("settings.smtp", stage=3, needs="settings")
def smtp_is_encrypted(settings: SettingsFacts) -> Iterator[Finding]:
    """The email server is reached, encrypted, and told who we are"""
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
    elif not is_local(host):
        yield from _smtp_cannot_work(scheme, host, settings)


def _smtp_cannot_work(scheme: str, host: str, settings: SettingsFacts) -> Iterator[Finding]:
    """Ports that wait for the other kind of encryption (RFC 8314), or that platforms close."""
    implicit = scheme in ("smtps", "smtp+ssl")
    port = settings.smtp_port or (465 if implicit else 587)
    if (port, implicit) in ((587, True), (465, False)):
        right = "smtp+tls" if port == 587 else "smtps"
        yield Finding(
            severity=Severity.BLOCKER,
            subject="EMAIL_URL",
            summary=f"No email leaves: port {port} does not speak {scheme}.",
            evidence=f"EMAIL_URL begins with {scheme}:// and names port {port} of {host}.",
            impact="People who leave their details get no confirmation, and you no notice.",
            fix=f"Begin EMAIL_URL with {right}:// and leave the rest as it is; redeploy, and run: "
            "python manage.py send_test_email you@example.com",
            reference="RFC 8314",
        )
    elif port == 25:
        yield Finding(
            severity=Severity.TRUST,
            subject="EMAIL_URL",
            summary="Emails are to leave by port 25, which platforms keep closed.",
            evidence=f"EMAIL_URL names port 25 of {host}.",
            impact="Every email waits and is given up.",
            fix="Use port 587 with smtp+tls://, as your email provider's SMTP page says.",
        )
    if not settings.smtp_account:
        yield Finding(
            severity=Severity.TRUST,
            subject="account",
            summary=f"{host} is not told who is sending.",
            evidence="EMAIL_URL holds no user name and password.",
            impact="An email provider takes nothing from a stranger, so no email leaves.",
            fix="Write them into EMAIL_URL: smtp+tls://USER:PASSWORD@HOST:587, each with "
            "/ ? # @ : % percent-encoded.",
        )
