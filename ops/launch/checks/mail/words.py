"""What the mail checks share: severities, and records typed for the DNS host."""

from __future__ import annotations

from ops.launch import dns_hosts
from ops.launch.findings import Record, Severity
from ops.launch.gather.mail.facts import MailFacts
from ops.launch.network.names import shown

SPF = "the list of who may send email in your name (SPF)"


def at_host(mail: MailFacts, *records: Record) -> str:
    """What to type at the DNS host of the domain's zone."""
    return dns_hosts.instructions(records, mail.zone, mail.dns_host)


def envelope_is_ours(mail: MailFacts) -> bool:
    """Whether SPF of the From domain decides about the emails this site sends.

    Most providers use a return path of their own, and then a fault here hurts only people's
    mailboxes. Where the provider is not known, the domain itself is taken for the envelope.
    """
    return mail.provider is None or mail.provider.spf_at == "from"


def spf_severity(mail: MailFacts) -> Severity:
    """Of an SPF record that no receiver can use."""
    return Severity.BLOCKER if envelope_is_ours(mail) else Severity.TRUST


def whose(mail: MailFacts) -> str:
    """The domain as its owner writes it."""
    return shown(mail.domain)


def console(mail: MailFacts) -> str:
    """Where the provider shows the exact records."""
    if mail.provider is None:
        return "your email provider's page on your domain"
    return f"{mail.provider.name}: {mail.provider.where}"


def wanted_includes(mail: MailFacts) -> list[str]:
    """The SPF includes that this domain's own record needs, as far as we know its senders."""
    providers = [mail.provider, mail.mailboxes]
    wanted: list[str] = []
    for provider in providers:
        if provider is None or provider.spf_at != "from" or not provider.includes:
            continue
        if not any(provider.accepts_include(name) for name in mail.spf.includes):
            wanted.append(_regional(provider.includes, mail.mail.region))
    return list(dict.fromkeys(wanted))


def _regional(includes: tuple[str, ...], region: str) -> str:
    """The include of the region, where the provider has several."""
    part = region.strip().lower().split("-")[0]
    marks = (f"{part}.", f".{part}")
    if part:
        for name in includes:
            if name.startswith(marks[0]) or name.endswith(marks[1]):
                return name
    return includes[0]
