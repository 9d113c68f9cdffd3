"""DKIM: the key by which inboxes check the signature on your emails (RFC 6376)."""

from __future__ import annotations

from collections.abc import Iterator

from ops.launch.checks.mail.words import at_host, console, whose
from ops.launch.findings import CannotTell, Finding, NotApplicable, Record, Severity
from ops.launch.gather.mail.facts import DkimFacts, MailFacts
from ops.launch.registry import check


def _severity(mail: MailFacts) -> Severity:
    """Of a key that cannot be used: without it, only SPF could still speak for the domain."""
    return Severity.TRUST if mail.forecast.spf_aligned else Severity.BLOCKER


def _impact(mail: MailFacts) -> str:
    if mail.forecast.spf_aligned:
        return (
            "Emails pass by SPF alone, so that a forwarded one fails, and Gmail and Yahoo trust "
            "the domain less."
        )
    return "Inboxes cannot tell your emails from fakes: confirmations and notices go to spam."


def _expected(mail: MailFacts) -> list[DkimFacts]:
    """The keys that ought to be there: the given ones, else the provider's."""
    given = [key for key in mail.dkim if key.given]
    return given or list(mail.dkim)


@check("email.dkim.key", stage=2, needs="mail")
def dkim_key_is_usable(mail: MailFacts) -> Iterator[Finding]:
    """The key for signing emails is published and usable"""
    if mail.sends_nothing:
        raise NotApplicable("The domain says that no email comes from it.")
    keys = _expected(mail)
    given = [key for key in keys if key.given]
    broken = [key for key in keys if key.fault is not None and key.fault.kind != "not_a_key"]
    good = [key for key in keys if key.good]
    for key in broken:
        # A second key that is revoked or empty beside a good one is how keys are rotated.
        if key.given or not good or (key.fault and key.fault.kind != "revoked"):
            yield _broken(mail, key)
    if good and not given:
        return
    failed = [key for key in keys if key.txt.failed]
    missing = [key for key in keys if not key.good and key not in broken and key not in failed]
    if given:
        for key in missing:
            yield _missing(mail, [key])
    elif missing and not broken and not failed and _fixed_names(mail):
        yield _missing(mail, missing)
        return
    if failed:
        raise CannotTell(f"{failed[0].name}: {failed[0].txt.words}")
    if not good and not broken and not given:
        raise CannotTell(mail.forecast.dkim_doubt or "no DKIM key was found by the usual names")


def _fixed_names(mail: MailFacts) -> bool:
    """Whether the provider is certain, and its keys have the same names for everybody."""
    provider = None if mail.guessed else mail.provider
    return provider is not None and bool(provider.selectors) and not provider.selector_form


def _broken(mail: MailFacts, key: DkimFacts) -> Finding:
    fault = key.fault
    assert fault is not None  # noqa: S101 - the caller chose keys with a fault
    value = key.txt.values[0] if key.txt.values else ""
    what = {
        "revoked": "is revoked: it was switched off on purpose",
        "truncated": "was cut short when it was entered",
        "too_short": f"is too short to count ({fault.bits} bits)",
    }.get(fault.kind, "cannot be read")
    better = (
        Record(action="change", type="TXT", name=key.name, value=fault.better, old=value)
        if fault.better
        else None
    )
    advice = {
        "truncated": "Your DNS host cut the value off, mostly at 255 characters. Delete the record "
        f"and enter it anew from {console(mail)}; if the form refuses its length, split the value "
        'into two strings in quotes: "first half" "second half".',
        "revoked": f"Publish the key that is in use now: {console(mail)}.",
        "too_short": f"Make a key of 2048 bits there and publish it: {console(mail)}.",
    }.get(fault.kind, f"Enter the value anew, exactly as it stands here: {console(mail)}.")
    return Finding(
        severity=_severity(mail),
        subject=key.name,
        summary=f"The signing key {key.selector} of {whose(mail)} {what}.",
        evidence=f"{key.name} TXT {value[:200]}{'…' if len(value) > 200 else ''}\n{fault.words}",
        impact=_impact(mail),
        fix=at_host(mail, better) if better else advice,
        reference="RFC 6376 3.6.1, RFC 8301" if fault.kind != "ed25519_spki" else "RFC 8463",
        records=(better,) if better else (),
    )


def _missing(mail: MailFacts, keys: list[DkimFacts]) -> Finding:
    names = ", ".join(key.selector for key in keys[:3])
    near = next((miss for miss in mail.misplaced("dkim")), None)
    proxied = next((key for key in keys if key.proxied), None)
    seen = "; ".join(f"{key.name}: {_seen(key)}" for key in keys[:3])
    if near is not None:
        records = (
            Record(action="delete", type="TXT", name=near.name, value=near.value),
            Record(action="add", type="TXT", name=near.right, value=near.value),
        )
        return _finding(
            mail, keys, f"The signing key of {whose(mail)} is in the wrong place: {near.why}.",
            f"{near.name} TXT {near.value[:120]}", "Move it:\n\n" + at_host(mail, *records),
            records,
        )  # fmt: skip
    if proxied is not None:
        return _finding(
            mail, keys, f"The signing key of {whose(mail)} is hidden behind Cloudflare's proxy.",
            seen, f"At Cloudflare, DNS, Records, switch the cloud beside {proxied.selector}"
            "._domainkey from orange (Proxied) to grey (DNS only).",
        )  # fmt: skip
    return _finding(
        mail, keys, f"The signing key of {whose(mail)} is not published ({names}).", seen,
        _add(mail, keys),
    )  # fmt: skip


def _finding(
    mail: MailFacts,
    keys: list[DkimFacts],
    summary: str,
    evidence: str,
    fix: str,
    records: tuple[Record, ...] = (),
) -> Finding:
    return Finding(
        severity=_severity(mail),
        subject=keys[0].name,
        summary=summary,
        evidence=evidence,
        impact=_impact(mail),
        fix=fix,
        reference="RFC 6376 3.6",
        records=records,
    )


def _seen(key: DkimFacts) -> str:
    if key.fault is not None and key.fault.kind == "not_a_key":
        return "no DKIM key here, but the answer of a wildcard or another record"
    if key.cname.ok and not key.txt.ok:
        return f"points to {key.cname.values[0]}, which holds no key"
    return key.txt.words


def _add(mail: MailFacts, keys: list[DkimFacts]) -> str:
    kind = mail.provider.key_type if mail.provider else "TXT or CNAME"
    listed = "\n".join(f"  Name:  {_typed(mail, key)}" for key in keys[:2])
    return (
        f"Copy the {kind} record{'s' if len(keys) > 1 else ''} from {console(mail)} to "
        f"{mail.dns_host.name} ({mail.dns_host.where}):\n\n{listed}\n"
        "  Value: as shown there\n\nThen press Verify there. An account of its own makes the value "
        "different for everybody, so it stands nowhere else."
    )


def _typed(mail: MailFacts, key: DkimFacts) -> str:
    from ops.launch.dns_hosts import typed

    return typed(key.name, mail.zone, mail.dns_host)


@check("email.dkim.strength", stage=2, needs="mail")
def dkim_key_is_strong(mail: MailFacts) -> Iterator[Finding]:
    """The key is long enough and not in test mode"""
    good = [key for key in mail.dkim if key.good]
    if not good:
        raise NotApplicable("No usable key was found, which email.dkim.key says.")
    for key in good:
        record = key.key
        assert record is not None  # noqa: S101 - good ones have a key
        if record.type == "rsa" and record.bits < 2048:
            yield Finding(
                severity=Severity.CLEANUP,
                subject=f"{key.name} length",
                summary=f"The signing key {key.selector} of {whose(mail)} is short "
                f"({record.bits} bits).",
                evidence=f"{key.name}: RSA, {record.bits} bits",
                impact="None today; receivers may stop counting it.",
                fix=f"Where the provider lets you, make a key of 2048 bits: {console(mail)}. Some "
                "choose the length themselves; then leave it.",
                reference="RFC 8301 3.2",
            )
        if record.testing:
            yield Finding(
                severity=Severity.CLEANUP,
                subject=f"{key.name} testing",
                summary=f"The signing key {key.selector} of {whose(mail)} is marked as a test.",
                evidence=f"{key.name}: t=y",
                impact="Some receivers treat signed emails as if they were not signed.",
                fix="Take t=y out of the record, now that emails are real.",
                reference="RFC 6376 3.6.1",
            )
        if record.strict and mail.domain != key.name.partition("._domainkey.")[2]:
            yield Finding(
                severity=Severity.TRUST,
                subject=f"{key.name} strict",
                summary=f"The signing key {key.selector} refuses emails from subdomains such as "
                f"{whose(mail)}.",
                evidence=f"{key.name}: t=s",
                impact="Signatures on emails from this address do not count.",
                fix="Take s out of t=, or publish a key for the subdomain.",
                reference="RFC 6376 3.6.1",
            )
    if good and all(key.key is not None and key.key.type == "ed25519" for key in good):
        yield Finding(
            severity=Severity.TRUST,
            subject=f"{mail.domain} ed25519",
            summary=f"{whose(mail)} signs only with a kind of key that many inboxes cannot read.",
            evidence=", ".join(f"{key.name}: Ed25519" for key in good),
            impact="Gmail, Outlook and others take such emails for unsigned.",
            fix=f"Publish an RSA key of 2048 bits beside it: {console(mail)}.",
            reference="RFC 8463 1",
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
    if path.kind == "from" or path.authorised or provider is None:
        return
    yield _unaligned(mail)


def _unaligned(mail: MailFacts) -> Finding:
    provider, path = mail.provider, mail.return_path
    assert provider is not None  # noqa: S101 - the caller made sure
    host = (
        path.host
        if path.kind == "given"
        else f"{(provider.labels or ('bounce',))[0]}.{mail.domain}"
    )
    type, form = provider.return_path
    region = mail.mail.region or "us-east-1"
    records: list[Record] = []
    if provider.key in ("ses", "resend"):
        records = [
            Record(action="add", type="MX", name=host,
                   value=f"10 feedback-smtp.{region}.amazonses.com"),
            Record(action="add", type="TXT", name=host, value="v=spf1 include:amazonses.com ~all"),
        ]  # fmt: skip
    elif type == "CNAME" and "\\d" not in form and ".*" not in form:
        records = [Record(action="add", type="CNAME", name=host, value=form.replace("\\", ""))]
    fix = f"Switch on a return path (custom MAIL FROM) of your own: {console(mail)}."
    if records:
        fix += "\n\n" + at_host(mail, *records)
        if provider.key in ("ses", "resend") and not mail.mail.region:
            fix += "\n\nWrite your own region in place of us-east-1."
    return Finding(
        severity=Severity.TRUST,
        subject=host,
        summary=f"Emails go out under {provider.name}'s own return path, not under {whose(mail)}.",
        evidence=f"Return path: {path.host or 'not set up'}"
        + ("" if path.kind != "given" else "; its SPF does not name the provider"),
        impact="They stand on the signature (DKIM) alone; when that breaks, as in some forwards, "
        "nothing vouches for them.",
        fix=fix,
        reference="RFC 9989 4.4",
        records=tuple(records),
    )
