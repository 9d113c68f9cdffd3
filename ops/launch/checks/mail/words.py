"""What the mail checks share: severities, and records typed for the DNS host."""

from __future__ import annotations

from ops.launch import dns_hosts
from ops.launch.findings import CannotTell, NotApplicable, Record, Severity
from ops.launch.gather.mail.facts import MailFacts
from ops.launch.gather.mail.proposal import envelope_is_ours
from ops.launch.network.names import shown

HURTS = "Inboxes cannot use it, and treat emails in your name as if nobody had vouched for them."
SPF = "the list of who may send email in your name (SPF)"


def at_host(mail: MailFacts, *records: Record) -> str:
    """What to type at the DNS host of the domain's zone."""
    return dns_hosts.instructions(records, mail.zone, mail.dns_host)


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


def too_long(mail: MailFacts) -> str:
    """A warning to put before a proposed record that needs too many lookups, or ""."""
    tree = mail.proposed
    if tree is None or tree.worst <= tree.limits.lookups:
        return ""
    costs = sorted((s for s in tree.root.steps if s.total), key=lambda step: -step.total)
    listed = ", ".join(f"{step.raw} ({step.total})" for step in costs[:6])
    return (
        f"Together they need {tree.worst} DNS lookups, and receivers stop at {tree.limits.lookups}"
        f": first decide which services you no longer use ({listed}), and leave those out of the "
        "record below.\n\n"
    )


def own_record(mail: MailFacts) -> str:
    """The one record of the domain; skips or gives up where there is not exactly one."""
    if mail.txt.failed:
        raise CannotTell(f"{mail.domain} TXT: {mail.txt.words}")
    if not mail.spf.root.text:
        raise NotApplicable("There is not exactly one SPF record, which email.spf.record says.")
    return mail.spf.root.text


def change_of(mail: MailFacts, old: str, new: str) -> Record:
    """The SPF record of the domain, in another wording."""
    return Record(action="change", type="TXT", name=mail.domain, value=new, old=old)
