"""DKIM: the key by which inboxes check the signature on your emails (RFC 6376)."""

from __future__ import annotations

from collections.abc import Iterator

from ops.launch.checks.mail.words import at_host, console, whose
from ops.launch.dns_hosts import typed
from ops.launch.email.first_records import key_record
from ops.launch.findings import CannotTell, Finding, NotApplicable, Record, Severity
from ops.launch.gather.mail.facts import DkimFacts, MailFacts
from ops.launch.registry import check


def _severity(mail: MailFacts, *, broken: bool = False) -> Severity:
    """Of a key that cannot be used.

    A ``broken`` one makes every signature fail. A missing one keeps most providers from sending in
    the domain's name at all; mailbox providers then send without a signature, on SPF alone.
    """
    if mail.forecast.dkim_aligned:
        return Severity.TRUST
    return Severity.TRUST if not broken and _on_spf_alone(mail) else Severity.BLOCKER


def _on_spf_alone(mail: MailFacts) -> bool:
    """Whether emails go out, and arrive, without a signature."""
    spf = mail.forecast.spf_aligned or mail.forecast.spf_doubt
    return bool(spf) and mail.provider is not None and mail.provider.mailboxes


def _impact(mail: MailFacts, *, broken: bool = False) -> str:
    if mail.forecast.dkim_aligned:
        return "Emails that are signed with this key fail; another key of the domain is in order."
    if broken and mail.forecast.spf_aligned:
        return (
            "The signature of every email fails, as if somebody had changed it on the way. Only "
            "SPF still speaks for it, which a forward breaks."
        )
    if _on_spf_alone(mail):
        return (
            "Emails pass by SPF alone, so that a forwarded one fails, and Gmail and Yahoo trust "
            "the domain less."
        )
    if mail.forecast.spf_aligned and mail.provider:
        return (
            f"{mail.provider.name} does not send in your name, or sends without a signature, until "
            "it finds this key."
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
    yield from (_twice(mail, key) for key in keys if key.good and len(key.rivals) > 1)
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


def _twice(mail: MailFacts, key: DkimFacts) -> Finding:
    """Several keys at one selector: receivers take whichever comes first, or none."""
    records = tuple(
        Record(action="delete", type="TXT", name=key.name, value=value) for value in key.rivals[1:]
    )
    return Finding(
        severity=Severity.TRUST,
        subject=f"{key.name} twice",
        summary=f"{len(key.rivals)} keys stand at {key.selector}, where only one may.",
        evidence="\n".join(f"{key.name} TXT {value[:120]}" for value in key.rivals[:3]),
        impact="Inboxes try one of them by chance, so the signature of some emails fails.",
        fix=f"Keep the one that your provider shows ({console(mail)}), and delete the other. If "
        "it is the first:\n\n" + at_host(mail, *records),
        reference="RFC 6376 3.6.2.2",
    )


def _fixed_names(mail: MailFacts) -> bool:
    """Whether the provider is certain, and its keys have the same names for everybody."""
    return bool(not mail.guessed and mail.provider and mail.provider.names_its_keys)


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
        severity=_severity(mail, broken=True),
        subject=key.name,
        summary=f"The signing key {key.selector} of {whose(mail)} {what}.",
        evidence=f"{key.name} TXT {value[:200]}{'…' if len(value) > 200 else ''}\n{fault.words}",
        impact=_impact(mail, broken=True),
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
            Record(action="delete", type=near.type, name=near.name, value=near.value),
            Record(action="add", type=near.type, name=near.right, value=near.value),
        )
        return _finding(
            mail, keys, f"The signing key of {whose(mail)} is in the wrong place: {near.why}.",
            f"{near.name} {near.type} {near.value[:120]}", "Move it:\n\n" + at_host(mail, *records),
            records,
        )  # fmt: skip
    if proxied is not None:
        return _finding(
            mail, keys, f"The signing key of {whose(mail)} is hidden behind Cloudflare's proxy.",
            seen, f"At Cloudflare, DNS, Records, switch the cloud beside {proxied.selector}"
            "._domainkey from orange (Proxied) to grey (DNS only).",
        )  # fmt: skip
    known = _known(mail, keys)
    fix = (
        f"{at_host(mail, *known)}\n\nThen press Verify at {console(mail)}."
        if known
        else _add(mail, keys)
    )
    summary = f"The signing key of {whose(mail)} is not published ({names})."
    return _finding(mail, keys, summary, seen, fix, known)


def _known(mail: MailFacts, keys: list[DkimFacts]) -> tuple[Record, ...]:
    """The records to add, where the provider's are the same for everybody or follow a rule."""
    if mail.provider is None:
        return ()
    found = [key_record(mail.provider, key.selector, mail.domain, key.name) for key in keys]
    return tuple(record for record in found if record is not None)


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
        "  Value: as shown there\n\nThen press Verify (or Start, or Enable) there. The value is "
        "another one for each account, so only that page knows it."
    )


def _typed(mail: MailFacts, key: DkimFacts) -> str:
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
