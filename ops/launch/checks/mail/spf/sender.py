"""Whether SPF vouches for the provider that sends, at the name that counts: the return path."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ops.launch.checks.mail.words import (
    at_host,
    change_of,
    console,
    own_record,
    too_long,
    whose,
)
from ops.launch.email.first_records import REGION, return_path_records
from ops.launch.email.providers import Provider, by_include
from ops.launch.email.spf import Mechanism
from ops.launch.findings import CannotTell, Finding, NotApplicable, Record, Severity
from ops.launch.gather.mail.facts import MailFacts
from ops.launch.gather.mail.proposal import envelope_is_ours, unnamed
from ops.launch.registry import check


@check("email.spf.provider", stage=2, needs="mail")
def spf_names_the_provider(mail: MailFacts) -> Iterator[Finding]:
    """SPF names the email provider, where that provider needs it"""
    if mail.provider is None:
        raise NotApplicable("The email provider is not known; name it with --provider.")
    text = own_record(mail)
    missing = unnamed(mail, mail.spf.includes)
    if mail.provider in missing and not mail.guessed:
        if mail.forecast.spf_doubt:
            raise CannotTell(mail.forecast.spf_doubt)
        if not mail.return_path.authorised:
            yield _unnamed(mail, text, mail.provider)
    elif (
        mail.mailboxes in missing and mail.mailboxes and _all_known(mail) and not mail.sends_nothing
    ):
        yield _mailboxes_unnamed(mail, text, mail.mailboxes)
    yield from _useless(mail, text, mail.provider)


def _unnamed(mail: MailFacts, text: str, provider: Provider) -> Finding:
    dkim = mail.forecast
    carried = ", and nothing else vouches for them."
    if dkim.dkim_aligned:
        carried = "; the signature (DKIM) still carries them."
    elif dkim.dkim_doubt:
        carried = "; whether a signature carries them is not known."
    record = _completed(mail, text)
    return Finding(
        severity=Severity.TRUST if dkim.dkim_aligned or dkim.dkim_doubt else Severity.BLOCKER,
        subject=mail.domain,
        summary=f"The SPF record of {whose(mail)} does not name {provider.name}, which sends "
        "your emails.",
        evidence=text,
        impact=f"Emails of this site fail the first test at every inbox{carried}",
        fix="Put it into the record you have; a second one would void both:\n\n"
        + too_long(mail)
        + at_host(mail, record),
        reference="RFC 7208 5.2",
        records=(record,),
    )


def _mailboxes_unnamed(mail: MailFacts, text: str, mailboxes: Provider) -> Finding:
    record = _completed(mail, text)
    return Finding(
        severity=Severity.TRUST,
        subject=f"{mail.domain} mailboxes",
        summary=f"The SPF record of {whose(mail)} does not name {mailboxes.name}, where its "
        "mailboxes are.",
        evidence=f"{text}\n{mail.domain} MX {', '.join(mail.mx.values[:3])}",
        impact="What you write from your mailbox fails the first test at every inbox.",
        fix="Put it into the record you have; a second one would void both:\n\n"
        + too_long(mail)
        + at_host(mail, record),
        reference="RFC 7208 5.2",
        records=(record,),
    )


def _completed(mail: MailFacts, text: str) -> Record:
    return change_of(mail, text, mail.proposed.root.text if mail.proposed else text)


def _all_known(mail: MailFacts) -> bool:
    """Whether nothing in the record could stand for a provider under another name.

    A service that flattens records, a network or a macro may hold anybody's addresses.
    """
    return all(
        step.kind in ("all", "mx", "a", "ptr")
        or (step.kind == "include" and by_include(step.target) is not None)
        or (step.mechanism is not None and _is_single(step.mechanism))
        for step in mail.spf.root.steps
    )


def _is_single(term: Mechanism) -> bool:
    return term.network is not None and term.network.num_addresses == 1


def _useless(mail: MailFacts, text: str, provider: Provider) -> Iterator[Finding]:
    own = [step.target for step in mail.spf.root.steps if step.kind == "include"]
    useless = [name for name in own if name in provider.useless_includes]
    if not useless or envelope_is_ours(mail):
        return
    without = " ".join(p for p in text.split() if p.lower().lstrip("+") != f"include:{useless[0]}")
    yield Finding(
        severity=Severity.CLEANUP,
        subject=f"{mail.domain} {useless[0]}",
        summary=f"include:{useless[0]} in the SPF record does nothing for {provider.name}.",
        evidence=text,
        impact="It costs one of the ten lookups; the envelope of those emails is on another "
        "name, whose own record counts.",
        fix=at_host(mail, change_of(mail, text, without))
        if without != text
        else "Take it out when you next edit the record.",
        reference=f"{provider.name}: {provider.where}",
    )


@check("email.spf.return_path", stage=2, needs="mail")
def return_path_is_ours(mail: MailFacts) -> Iterator[Finding]:
    """The return path vouches for your domain

    Where it does not, emails stand on the signature (DKIM) alone.
    """
    path, provider = mail.return_path, mail.provider
    if (provider is None or mail.guessed) and path.kind != "given":
        raise NotApplicable("The email provider is not known; name it with --provider.")
    if path.proxied:
        yield Finding(
            severity=Severity.TRUST,
            subject=path.host,
            summary=f"The return path {path.host} is hidden behind Cloudflare's proxy.",
            evidence=f"{path.host} answers with Cloudflare's addresses and no CNAME or MX",
            impact="Bounces are lost, and SPF does not vouch for your domain.",
            fix=f"At Cloudflare, DNS, Records, switch the cloud beside {path.host} from orange "
            "(Proxied) to grey (DNS only).",
            reference="Cloudflare Docs, proxied DNS records",
        )
        return
    if path.authorised is None:
        raise CannotTell(path.doubt)
    if provider is not None and provider.return_path[0] == "MX" and path.servers > 1:
        yield _crowded(mail)
        return
    if path.kind == "from" or path.authorised or provider is None:
        return
    if path.kind == "provider" and not provider.labels:
        raise NotApplicable(f"{provider.name} sends under a return path of its own, for everybody.")
    yield _unaligned(mail)


def _crowded(mail: MailFacts) -> Finding:
    path, provider = mail.return_path, mail.provider
    assert path.mx is not None and provider is not None  # noqa: S101 - the caller made sure
    form = provider.return_path[1]
    right = [value for value in path.mx.values if re.fullmatch(form, value.partition(" ")[2])]
    records = tuple(
        Record(action="delete", type="MX", name=path.host, value=value)
        for value in path.mx.values
        if value not in right[:1]
    )
    return Finding(
        severity=Severity.TRUST,
        subject=path.host,
        summary=f"The return path {path.host} names {path.servers} mail servers; {provider.name} "
        "wants exactly one.",
        evidence=f"{path.host} MX {', '.join(path.mx.values[:5])}",
        impact=f"{provider.name} does not use it, and your emails stand on the signature (DKIM) "
        "alone.",
        fix="Keep the one of the region you send from:\n\n" + at_host(mail, *records),
        reference="Amazon SES, custom MAIL FROM domain",
        records=records,
    )


def _unaligned(mail: MailFacts) -> Finding:
    provider, path = mail.provider, mail.return_path
    assert provider is not None  # noqa: S101 - the caller made sure
    host = (
        path.host
        if path.kind == "given"
        else path.begun or f"{(provider.labels or ('bounce',))[0]}.{mail.domain}"
    )
    records = return_path_records(provider, host, mail.mail.region)
    if path.begun and provider.key in ("ses", "resend"):
        records = records[:1]
    fix = f"Switch on a return path (custom MAIL FROM) of your own: {console(mail)}."
    if records:
        fix += "\n\n" + at_host(mail, *records)
        if provider.key in ("ses", "resend") and not mail.mail.region:
            fix += f"\n\nWrite your own region in place of {REGION}."
    return Finding(
        severity=Severity.TRUST,
        subject=host,
        summary="The return path of your emails (where undeliverable ones go back to) is "
        f"{provider.name}'s and does not vouch for {whose(mail)}.",
        evidence=f"Return path: {path.host or 'not set up'}"
        + ("" if path.kind != "given" else "; its SPF does not name the provider"),
        impact="They stand on the signature (DKIM) alone; when that breaks, as in some forwards, "
        "nothing vouches for them.",
        fix=fix,
        reference="RFC 9989 4.4",
        records=records,
    )
