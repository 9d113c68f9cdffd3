"""Why each record is there, in a sentence; None where nobody can tell by looking at it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ops.handover.document import said
from ops.handover.records import Row
from ops.launch.email.providers import PROVIDERS, Provider, by_include, by_mx
from ops.launch.platforms import PLATFORMS, at_cloudflare, by_address, by_name

#: What proves to somebody that the domain is yours: how the value begins, and to whom.
PROOFS = {
    "google-site-verification=": "Google (Search Console or Workspace)",
    "MS=": "Microsoft 365", "apple-domain-verification=": "Apple",
    "apple-domain=": "Apple (iCloud Mail)", "facebook-domain-verification=": "Facebook",
    "zoho-verification=": "Zoho", "brevo-code:": "Brevo", "mailjet._": "Mailjet",
    "stripe-verification=": "Stripe", "railway-verify=": "Railway",
    "openai-domain-verification=": "OpenAI", "atlassian-domain-verification=": "Atlassian",
    "have-i-been-pwned-verification=": "Have I Been Pwned", "globalsign-domain-verification=":
    "GlobalSign", "pinterest-site-verification=": "Pinterest", "hubspot-developer-verification=":
    "HubSpot", "canva-site-verification=": "Canva", "notion-domain-verification=": "Notion",
    "docusign=": "DocuSign", "dropbox-domain-verification=": "Dropbox",
    "slack-domain-verification=": "Slack", "amazonses:": "Amazon SES",
    "yandex-verification:": "Yandex",
}  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class About:
    """What the records are judged by. Names are as people say them, "" for not known."""

    site_host: str
    domain: str
    site_hosts: tuple[str, ...]
    platform: str
    dns_host: str
    provider: Provider | None
    mailboxes: Provider | None
    own_addresses: tuple[str, ...] = ()


def why(row: Row, about: About) -> str | None:
    """One sentence on a record."""
    match row.type:
        case "NS":
            return (
                f"Says that {about.dns_host or 'this company'} keeps the records. It is changed "
                "at the registrar, and all records move with it."
            )
        case "MX":
            return _mx(row, about)
        case "CAA":
            return _caa(row)
        case "TXT":
            return _txt(row, about)
        case "SRV":
            return "Tells mail programs where the mailbox's settings are."
        case _:
            return _leads(row, about)


def _mx(row: Row, about: About) -> str | None:
    server = row.value.partition(" ")[2]
    if server in ("", "."):
        return "Says that this name takes no email at all."
    if "feedback-smtp" in server:
        owner = about.provider.name if about.provider else "the email provider"
        return f"Takes back what cannot be delivered of the site's emails, for {owner}."
    found = by_mx([server])
    if found is not None:
        return f"Delivers email for {row.name} to the mailboxes at {found.name}."
    return f"Delivers email for {row.name} to the mailboxes at the company behind that server."


def _caa(row: Row) -> str:
    _, _, rest = row.value.partition(" ")
    tag, _, value = rest.partition(" ")
    who = said(value.strip('"')) or "nobody"
    if tag == "iodef":
        return f"Where to report a refused certificate: {who}."
    what = "certificates" + " for all names at once" * (tag == "issuewild")
    return (
        f"Lets {who} issue {what} for the domain. The platform's and Cloudflare's authority must "
        "be among those named, or the next renewal fails."
    )


def _txt(row: Row, about: About) -> str | None:
    value, lower = row.value, row.value.lower()
    if lower.startswith("v=spf1"):
        return f"SPF: who may send email as {row.name}: {_senders(value, about)}."
    if lower.startswith("v=dmarc1"):
        return "DMARC: what inboxes do with an email that only pretends to be from this domain."
    if "._domainkey." in row.name:
        return f"DKIM: the public key by which inboxes check the signature{_of(row, about)}."
    if lower.startswith("v=stsv1"):
        return "MTA-STS: tells mail servers to deliver only encrypted. The rule is at mta-sts."
    if lower.startswith("v=tlsrptv1"):
        return "Where reports on encrypted delivery are sent."
    if lower.startswith("v=bimi1"):
        return "BIMI: the logo that some inboxes show beside your emails."
    if row.name.startswith("_acme-challenge."):
        return "A proof for a certificate's renewal. Whoever issues the certificate renews it."
    for begins, who in PROOFS.items():
        if lower.startswith(begins.lower()):
            return f"Proves to {who} that the domain is yours. Keep it while you use them."
    return None


def _senders(value: str, about: About) -> str:
    names = re.findall(r"include:(\S+)", value, re.I)
    known = dict.fromkeys(_sender(name, about) for name in names)
    if known:
        return ", ".join(known)
    return "nobody" if re.fullmatch(r"v=spf1\s+-all", value.strip(), re.I) else "see its text"


def _sender(include: str, about: About) -> str:
    """Of several providers behind one include (Resend uses Amazon's), the one in use."""
    for provider in (about.provider, about.mailboxes, by_include(include)):
        if provider is not None and provider.accepts_include(include):
            return provider.name
    return said(include)


def _of(row: Row, about: About) -> str:
    selector = row.name.partition("._domainkey.")[0]
    for provider in (about.provider, about.mailboxes, *PROVIDERS.values()):
        if provider is None:
            continue
        shaped = provider.selector_form and re.fullmatch(provider.selector_form, selector)
        if selector in provider.selectors or shaped:
            return f" of what {provider.name} sends"
    return ""


def _leads(row: Row, about: About) -> str | None:
    if row.type == "CNAME" and (special := _special(row, about)):
        return special
    place = _place(row, about)
    if row.name == about.site_host:
        return f"Leads visitors to the app{place or ', at ' + (about.platform or 'its platform')}."
    if row.name in about.site_hosts:
        return f"Leads visitors who type {row.name} to the same site{place}."
    if row.name == about.domain or row.name == f"www.{about.domain}":
        return f"Leads visitors of {row.name} to your website{place}; this app is elsewhere."
    first = row.name.partition(".")[0]
    if first in ("autodiscover", "autoconfig"):
        return "Lets mail programs find the mailbox's settings by themselves."
    if first == "mta-sts":
        return "Where other mail servers read that they should deliver only encrypted (MTA-STS)."
    return None


def _special(row: Row, about: About) -> str | None:
    value = row.value.lower()
    if "._domainkey." in row.name:
        who = _of(row, about) or next(
            (f" of what {p.name} sends" for p in PROVIDERS.values() if p.accepts_target(value)), ""
        )
        return f"DKIM: leads to the public key by which inboxes check the signature{who}."
    if row.name.startswith("_acme-challenge."):
        return "Lets the company it leads to renew the certificate."
    for provider in (about.provider, *PROVIDERS.values()):
        if provider is None or provider.return_path[0] != "CNAME":
            continue
        if re.fullmatch(provider.return_path[1], value):
            return (
                f"The return path: what cannot be delivered goes back to {provider.name} here, and "
                "inboxes find SPF for the site's emails."
            )
    return None


def _place(row: Row, about: About) -> str:
    if row.type != "CNAME" and at_cloudflare(row.value):
        return ", through Cloudflare"
    found = by_name([row.value]) if row.type == "CNAME" else by_address([row.value])
    if found is None and row.value in PLATFORMS:
        found = PLATFORMS[row.value]
    return f", at {found.name}" if found else ""
