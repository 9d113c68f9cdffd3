"""Email providers: which records each wants, as sets of acceptable values.

Account parts are patterns, because only the provider's console knows them. Sources, read in
November 2026: AWS SES API docs; Postmark's DKIM and Return-Path guides; Twilio SendGrid domain
authentication; Mailgun domain verification; Resend's, Mailjet's, MailerSend's and Google's
published DNS templates; Brevo help; Microsoft Learn (DKIM in Microsoft 365); Zoho Mail admin help.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Provider:
    """One provider.

    ``includes``: SPF includes that authorise it, the one to recommend first. ``spf_at``: where its
    SPF belongs: ``from`` (the From domain is the envelope sender), ``return_path`` (a subdomain) or
    ``provider`` (the provider's own domain, nothing to do). ``selectors``: known DKIM selectors;
    ``selector_form`` a pattern for the others. ``key_records``: the CNAMEs of selectors where they
    follow a rule, with DOMAIN for the domain with dashes for its dots. ``targets``: where DKIM
    CNAMEs lead. ``labels``: usual return-path labels under the From domain; ``return_path`` what
    stands there, as type and pattern. ``mx`` are the endings of its mail servers, for providers of
    mailboxes. ``where`` is the page of its console that shows the exact records.
    """

    key: str
    name: str
    where: str
    includes: tuple[str, ...] = ()
    spf_at: str = "provider"
    selectors: tuple[str, ...] = ()
    selector_form: str = ""
    key_type: str = "CNAME"
    key_records: tuple[tuple[str, str], ...] = ()
    targets: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    return_path: tuple[str, str] = ("", "")
    own_envelope: str = ""
    mx: tuple[str, ...] = ()
    smtp: tuple[str, ...] = ()
    useless_includes: tuple[str, ...] = ()
    mailboxes: bool = False

    @property
    def names_its_keys(self) -> bool:
        """Whether its DKIM keys have the same, known names for everybody."""
        return bool(self.selectors) and not self.selector_form

    def accepts_include(self, name: str) -> bool:
        """Whether an SPF include authorises this provider."""
        return name.lower().rstrip(".") in self.includes

    def accepts_target(self, name: str) -> bool:
        """Whether a DKIM CNAME leads to this provider."""
        return any(re.fullmatch(form, name) for form in self.targets)


PROVIDERS = {
    provider.key: provider
    for provider in (
        Provider(
            key="ses", name="Amazon SES",
            where="SES, Configuration, Identities, your domain, Authentication",
            includes=("amazonses.com",), spf_at="return_path",
            selector_form=r"[a-z0-9]{32}",
            targets=(r"[a-z0-9]{32}\.dkim\.([a-z0-9-]+\.)?amazonses\.com",),
            labels=("bounce", "bounces", "mail", "send"),
            return_path=("MX", r"feedback-smtp\.[a-z0-9-]+\.amazonses\.com"),
            own_envelope="amazonses.com", useless_includes=("amazonses.com",),
            smtp=("amazonaws.com",),
        ),
        Provider(
            key="postmark", name="Postmark", where="Sender Signatures, your domain, DNS Settings",
            includes=("spf.mtasv.net",), selector_form=r"\d{8,}pm", key_type="TXT",
            selectors=("pm",), labels=("pm-bounces",), return_path=("CNAME", r"pm\.mtasv\.net"),
            own_envelope="pm.mtasv.net", useless_includes=("spf.mtasv.net",),
            smtp=("smtp.postmarkapp.com", "smtp-broadcasts.postmarkapp.com"),
        ),
        Provider(
            key="sendgrid", name="SendGrid",
            where="Settings, Sender Authentication, your domain",
            includes=("sendgrid.net",), selectors=("s1", "s2"),
            targets=(r"s\d\.domainkey\.u\d+\.wl\d*\.sendgrid\.net", r".*\.sendgrid\.net"),
            return_path=("CNAME", r"u\d+\.wl\d*\.sendgrid\.net"),
            own_envelope="sendgrid.net", smtp=("smtp.sendgrid.net", "smtp.eu.sendgrid.net"),
        ),
        Provider(
            key="mailgun", name="Mailgun", where="Send, Sending, Domains, your domain, DNS records",
            includes=("mailgun.org", "eu.mailgun.org"), spf_at="from",
            selectors=("pdk1", "pdk2", "mx", "k1", "smtp", "mailo", "pic", "krs", "mg", "email"),
            key_type="CNAME or TXT",
            targets=(r"pdk\d\._domainkey\.[a-z0-9]+\.dkim\d*\.(eu\.)?mailgun\.com",
                     r".*\.mailgun\.(com|org)"),
            labels=("mg", "email", "mail"), smtp=("smtp.mailgun.org", "smtp.eu.mailgun.org"),
        ),
        Provider(
            key="resend", name="Resend", where="resend.com/domains, your domain",
            includes=("amazonses.com",), spf_at="return_path", selectors=("resend",),
            key_type="TXT", labels=("send",),
            return_path=("MX", r"feedback-smtp\.[a-z0-9-]+\.amazonses\.com"),
            own_envelope="amazonses.com", useless_includes=("amazonses.com",),
            smtp=("smtp.resend.com",),
        ),
        Provider(
            key="brevo", name="Brevo",
            where="Settings, Senders, Domains & Dedicated IPs, Domains",
            includes=("spf.brevo.com", "spf.sendinblue.com"),
            selectors=("brevo1", "brevo2", "mail"), key_type="CNAME",
            key_records=(("brevo1", "b1.DOMAIN.dkim.brevo.com"),
                         ("brevo2", "b2.DOMAIN.dkim.brevo.com")),
            targets=(r"b\d\.[a-z0-9-]+\.dkim\.brevo\.com",), own_envelope="sender-sib.com",
            useless_includes=("spf.brevo.com", "spf.sendinblue.com"),
            smtp=("smtp-relay.brevo.com", "smtp-relay.sendinblue.com"),
        ),
        Provider(
            key="mailjet", name="Mailjet",
            where="Account, Sender domains & addresses, your domain, SPF & DKIM",
            includes=("spf.mailjet.com",), selectors=("mailjet",), key_type="TXT",
            labels=("bnc3",), return_path=("CNAME", r"bnc3\.mailjet\.com"),
            own_envelope="bnc3.mailjet.com", smtp=("in-v3.mailjet.com",),
        ),
        Provider(
            key="mailersend", name="MailerSend", where="Email, Domains, your domain, DNS records",
            includes=("_spf.mailersend.net",), spf_at="from", selectors=("mlsend2", "mlsend"),

            key_records=(("mlsend2", "mlsend2._domainkey.mailersend.net"),),
            targets=(r"mlsend\d*\._domainkey\.mailersend\.net",),
            labels=("mta",), return_path=("CNAME", r"(.*\.)?mailersend\.net"),
            smtp=("smtp.mailersend.net",),
        ),
        Provider(
            key="google", name="Google Workspace",
            where="admin.google.com, Apps, Google Workspace, Gmail, Authenticate email",
            includes=("_spf.google.com",), spf_at="from", selectors=("google",), key_type="TXT",
            mx=("google.com", "googlemail.com"), smtp=("smtp.gmail.com", "smtp-relay.gmail.com"),
            mailboxes=True,
        ),
        Provider(
            key="microsoft", name="Microsoft 365",
            where="security.microsoft.com, Email & collaboration, Policies, Email authentication",
            includes=("spf.protection.outlook.com",), spf_at="from",
            selectors=("selector1", "selector2"),
            targets=(r"selector\d-[a-z0-9-]+\._domainkey\.[a-z0-9.-]+\.onmicrosoft\.com",
                     r"selector\d-[a-z0-9-]+\._domainkey\.[a-z0-9.-]+\.dkim\.mail\.microsoft"),
            mx=("mail.protection.outlook.com", "mx.microsoft"),
            smtp=("smtp.office365.com", "smtp-mail.outlook.com", "smtp.azurecomm.net"),
            mailboxes=True,
        ),
        Provider(
            key="zoho", name="Zoho Mail",
            where="mailadmin.zoho.com, Domains, your domain, Email Configuration",
            includes=("zohomail.com", "zohomail.eu", "zohomail.in", "zoho.com", "zoho.eu",
                      "zoho.in", "spf.zoho.com", "spf.zoho.eu", "spf.zoho.in", "zohomail.com.au",
                      "zoho.com.au", "one.zoho.com", "zcsend.net", "transmail.net"),
            spf_at="from", selectors=("zmail", "zoho", "default"), selector_form=r"\d+",
            key_type="TXT",
            mx=("zoho.com", "zoho.eu", "zoho.in", "zoho.com.au", "zohomail.com"),
            smtp=("smtp.zoho.com", "smtp.zoho.eu", "smtppro.zoho.com", "smtppro.zoho.eu",
                  "smtp.zoho.in", "smtp.zeptomail.com"),
            mailboxes=True,
        ),
    )
}  # fmt: skip

#: Other words people use for a provider.
ALIASES = {
    "aws": "ses", "amazon": "ses", "amazonses": "ses", "amazon_ses": "ses", "amazon-ses": "ses",
    "gmail": "google", "workspace": "google", "google-workspace": "google",
    "google_workspace": "google", "gsuite": "google", "m365": "microsoft", "office365": "microsoft",
    "microsoft365": "microsoft", "microsoft-365": "microsoft", "outlook": "microsoft",
    "o365": "microsoft", "sendinblue": "brevo", "zoho-mail": "zoho", "zohomail": "zoho",
    "twilio": "sendgrid",
}  # fmt: skip


def provider_of(text: str) -> Provider | None:
    """The provider a person means, or None."""
    key = text.strip().lower().replace(" ", "")
    return PROVIDERS.get(ALIASES.get(key, key))


def by_smtp_host(host: str) -> str:
    """The key of the provider whose SMTP server this is, or ""."""
    host = host.lower()
    for provider in PROVIDERS.values():
        if any(host == end or host.endswith("." + end) for end in provider.smtp):
            return provider.key
    return ""


def by_mx(hosts: Iterable[str]) -> Provider | None:
    """The provider of the mailboxes behind these mail servers."""
    for host in hosts:
        for provider in PROVIDERS.values():
            if any(host == end or host.endswith("." + end) for end in provider.mx):
                return provider
    return None


def by_include(name: str) -> Provider | None:
    """The provider an SPF include belongs to."""
    return next((p for p in PROVIDERS.values() if p.accepts_include(name)), None)
