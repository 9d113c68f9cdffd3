"""Whether email to the domain arrives: its mail servers and what is said about encryption."""

from __future__ import annotations

from collections.abc import Iterator

from ops.launch.checks.mail.words import at_host, whose
from ops.launch.email.providers import by_mx
from ops.launch.findings import CannotTell, Finding, NotApplicable, Record, Severity
from ops.launch.gather.mail.facts import MailFacts
from ops.launch.gather.mail.mx import MailServer
from ops.launch.registry import check

REPLIES = "Replies from customers come back as undeliverable."


def _answers_expected(mail: MailFacts) -> bool:
    """Whether people are asked to write to an address at this domain."""
    addresses = (mail.mail.reply_to, mail.mail.from_address)
    return any(address.lower().endswith("@" + mail.domain) for address in addresses if address)


@check("email.mx.present", stage=2, needs="mail")
def replies_can_arrive(mail: MailFacts) -> Iterator[Finding]:
    """Email to the domain has somewhere to go"""
    if mail.mx.failed:
        raise CannotTell(f"{mail.domain} MX: {mail.mx.words}")
    if any(server.host == "." for server in mail.servers):
        if len(mail.servers) > 1:
            yield _mixed_null(mail)
        elif _answers_expected(mail) or (mail.domain == mail.zone and not mail.sends_nothing):
            yield _null(mail)
        return
    if mail.mx.ok:
        return
    if mail.domain != mail.zone and not _answers_expected(mail):
        raise NotApplicable("A subdomain that only sends needs no mail server.")
    if mail.sends_nothing and not _answers_expected(mail):
        raise NotApplicable("A domain that sends no email needs no mail server.")
    fallback = mail.a.ok
    yield Finding(
        severity=Severity.TRUST,
        subject=mail.domain,
        summary=f"{whose(mail)} names no mail server.",
        evidence=f"{mail.domain} MX: {mail.mx.words}"
        + (f"; senders fall back to {', '.join(mail.a.values[:3])}" if fallback else ""),
        impact=(
            "Emails to addresses at the domain are tried at the web server, which mostly refuses "
            "them."
            if fallback
            else REPLIES
        )
        + " Some inboxes distrust senders that cannot be answered.",
        fix="If you have mailboxes at the domain, add the MX records that your mailbox provider "
        "shows (Google Workspace: 1 smtp.google.com). If you want no email there, use a sender "
        "address on a domain that can be answered.",
        reference="RFC 5321 5.1",
    )


def _null(mail: MailFacts) -> Finding:
    record = Record(action="delete", type="MX", name=mail.domain, value="0 .")
    return Finding(
        severity=Severity.BLOCKER if _answers_expected(mail) else Severity.TRUST,
        subject=mail.domain,
        summary=f"{whose(mail)} says that it takes no email at all.",
        evidence=f"{mail.domain} MX 0 . (a null MX)",
        impact=REPLIES if _answers_expected(mail) else "Nobody can write to you at your domain.",
        fix="Delete it, and add the MX records that your mailbox provider shows:\n\n"
        + at_host(mail, record),
        reference="RFC 7505",
        records=(record,),
    )


def _mixed_null(mail: MailFacts) -> Finding:
    record = Record(action="delete", type="MX", name=mail.domain, value="0 .")
    return Finding(
        severity=Severity.TRUST,
        subject=mail.domain,
        summary=f"{whose(mail)} names mail servers and says at once that it takes no email.",
        evidence=f"{mail.domain} MX {', '.join(mail.mx.values)}",
        impact="Some senders give up at once.",
        fix="Delete the one with the lonely dot:\n\n" + at_host(mail, record),
        reference="RFC 7505 3",
        records=(record,),
    )


@check("email.mx.valid", stage=2, needs="mail")
def mail_servers_are_names_with_addresses(mail: MailFacts) -> Iterator[Finding]:
    """Every mail server is a name that leads to an address"""
    if mail.mx.failed:
        raise CannotTell(f"{mail.domain} MX: {mail.mx.words}")
    servers = [server for server in mail.servers if server.host != "."]
    if not servers:
        raise NotApplicable("The domain names no mail server.")
    dead = [s for s in servers if not s.is_address and not s.has_address and not s.unknown
            and not (s.cname and s.cname.ok)]  # fmt: skip
    for server in servers:
        record = f"{server.preference} {server.host}"
        if server.is_address:
            yield _wrong(mail, server, "is an IP address, where only a name may stand", record)
        elif server.cname is not None and server.cname.ok:
            yield _wrong(mail, server, f"is an alias (CNAME) of {server.cname.values[0]}", record)
        elif server in dead:
            all_dead = len(dead) == len(servers)
            yield Finding(
                severity=Severity.BLOCKER if all_dead else Severity.TRUST,
                subject=f"{mail.domain} {server.host}",
                summary=f"The mail server {server.host} of {whose(mail)} does not exist.",
                evidence=f"{mail.domain} MX {record}; {server.host}: no address",
                impact=REPLIES if all_dead else "Some emails to you arrive late.",
                fix="Correct the name, or delete the record if you left that provider:\n\n"
                + at_host(mail, Record(action="delete", type="MX", name=mail.domain, value=record)),
                reference="RFC 5321 5.1",
            )
    doubts = [f"{server.host}: {server.unknown}" for server in servers if server.unknown]
    if doubts:
        raise CannotTell("; ".join(doubts[:3]))


def _wrong(mail: MailFacts, server: MailServer, what: str, record: str) -> Finding:
    target = server.cname.values[0] if server.cname and server.cname.ok else ""
    fix = (
        at_host(mail, Record(action="change", type="MX", name=mail.domain, old=record,
                             value=f"{server.preference} {target}"))
        if target
        else "Give the mail server a name with an A record, and put that name into the MX record."
    )  # fmt: skip
    return Finding(
        severity=Severity.TRUST,
        subject=f"{mail.domain} {server.host}",
        summary=f"The mail server {server.host} of {whose(mail)} {what}.",
        evidence=f"{mail.domain} MX {record}",
        impact="Some senders refuse to deliver to it, others do not.",
        fix=fix,
        reference="RFC 2181 10.3" if target else "RFC 1035 3.3.9",
    )


@check("email.mx.transport", stage=2, needs="mail")
def transport_policy_fits(mail: MailFacts) -> Iterator[Finding]:
    """A published MTA-STS policy fits the mail servers

    Having none is fine; a broken one can stop emails to the domain.
    """
    policy = mail.transport
    if not any(value.lower().startswith("v=stsv1") for value in policy.sts.values):
        if policy.sts.failed:
            raise CannotTell(f"{policy.sts.name}: {policy.sts.words}")
        raise NotApplicable("The domain publishes no MTA-STS policy, and needs none.")
    if policy.trouble:
        yield Finding(
            severity=Severity.CLEANUP,
            subject=mail.domain,
            summary=f"{whose(mail)} announces a policy for encrypted delivery that is not there.",
            evidence=policy.trouble,
            impact="Senders that ask for it go on as if there were none.",
            fix=f"Publish https://mta-sts.{mail.domain}/.well-known/mta-sts.txt, or delete the "
            f"TXT record _mta-sts.{mail.domain}.",
            reference="RFC 8461 3",
        )
        return
    fields = _fields(policy.policy)
    mode = (fields.get("mode") or [""])[0]
    missing = [
        server.host
        for server in mail.servers
        if server.host != "." and not any(_fits(server.host, form) for form in fields.get("mx", []))
    ]
    if missing and mode in ("enforce", "testing"):
        yield Finding(
            severity=Severity.BLOCKER if mode == "enforce" else Severity.CLEANUP,
            subject=mail.domain,
            summary=f"The delivery policy of {whose(mail)} does not list its own mail servers.",
            evidence=f"mode: {mode}; not listed: {', '.join(missing)}",
            impact="Gmail and Outlook refuse to deliver emails to you."
            if mode == "enforce"
            else "None while the mode is testing.",
            fix="Add to the policy file: " + "; ".join(f"mx: {host}" for host in missing),
            reference="RFC 8461 4.1",
        )


def _fields(policy: str) -> dict[str, list[str]]:
    fields: dict[str, list[str]] = {}
    for line in policy.splitlines()[:200]:
        name, colon, value = line.partition(":")
        if colon:
            fields.setdefault(name.strip().lower(), []).append(value.strip().lower())
    return fields


def _fits(host: str, form: str) -> bool:
    """RFC 8461 4.1: a wildcard stands for exactly one label."""
    if form.startswith("*."):
        return host.partition(".")[2] == form[2:]
    return host == form.rstrip(".")


@check("email.mx.provider", stage=2, needs="mail")
def mailboxes_are_at_one_place(mail: MailFacts) -> Iterator[Finding]:
    """All mail servers belong to the same provider"""
    hosts = [server.host for server in mail.servers if server.host != "."]
    known = {provider.name for host in hosts if (provider := by_mx([host]))}
    if not known:
        raise NotApplicable("The mail servers belong to no provider we know.")
    strangers = [host for host in hosts if by_mx([host]) is None]
    if len(known) > 1 or strangers:
        yield Finding(
            severity=Severity.TRUST,
            subject=mail.domain,
            summary=f"Emails to {whose(mail)} go to two different places by chance.",
            evidence=f"{mail.domain} MX {', '.join(mail.mx.values)}",
            impact="Some replies land in a mailbox that nobody reads any more.",
            fix="Keep the MX records of the provider whose mailboxes you read "
            f"({' or '.join(sorted(known))}), and delete the others, unless they are a filter you "
            "pay for.",
            reference="RFC 5321 5.1",
        )
