"""A message as an inbox judged it: signature, alignment, what the receiver wrote, unsubscribing."""

from __future__ import annotations

from collections.abc import Iterator

from ops.launch.email.message import DmarcVerdict, Signed
from ops.launch.findings import CannotTell, Finding, NotApplicable, Severity
from ops.launch.gather.mail.message import MessageFacts
from ops.launch.network.names import registrable
from ops.launch.registry import check


@check("email.message.sender", stage=2, needs="message")
def message_has_one_sender(message: MessageFacts) -> Iterator[Finding]:
    """The message is from one address, on the domain in question"""
    author = message.report.author
    if author.problem:
        yield Finding(
            severity=Severity.BLOCKER,
            subject="From",
            summary=f"Nobody can tell who the message is from: {author.problem}.",
            impact="Inboxes refuse it.",
            fix="Send with exactly one From line holding one address.",
            reference="RFC 5322 3.6, RFC 9989 5.3.1",
        )
    elif message.expected and registrable(author.domain) != registrable(message.expected):
        yield Finding(
            severity=Severity.TRUST,
            subject="From",
            summary=f"The message is from {author.domain} and not from {message.expected}.",
            evidence=f"From: {author.address}",
            impact="What it shows says nothing about emails from your domain.",
            fix="Set DEFAULT_FROM_EMAIL to an address on your domain, or check the domain that the "
            "message is from.",
        )


@check("email.message.dkim", stage=2, needs="message", essential=True)
def signature_holds(message: MessageFacts) -> Iterator[Finding]:
    """The message is signed for its sender's domain, and the signature holds"""
    signatures = message.report.signatures
    if not signatures:
        yield Finding(
            severity=Severity.BLOCKER
            if message.report.verdict is DmarcVerdict.FAIL
            else Severity.TRUST,
            subject="signature",
            summary="The message carries no signature (DKIM).",
            impact="Inboxes can check it by SPF alone, which a forward breaks.",
            fix="Switch on DKIM at your email provider and publish its record.",
            reference="RFC 6376",
        )
        return
    if any(signed.counts for signed in signatures):
        return
    waiting = [s for s in signatures if s.signature.result == "temperror" or
               (s.signature.passed and s.aligned is None)]  # fmt: skip
    if waiting:
        raise CannotTell(waiting[0].signature.reason or "the alignment could not be looked up")
    held = [signed for signed in signatures if signed.signature.passed]
    yield _elsewhere(message, held[0]) if held else _broken(message, signatures[0])


def _elsewhere(message: MessageFacts, signed: Signed) -> Finding:
    author, signature = message.report.author.domain, signed.signature
    return Finding(
        severity=_severity(message),
        subject="signature",
        summary=f"The signature is made for {signature.domain} and not for {author}.",
        evidence=f"d={signature.domain}; s={signature.selector}; From: {author}",
        impact="It holds, and does not count for the sender that people see.",
        fix=f"Add {author} as a sending domain at your email provider and publish the DKIM record "
        "it shows.",
        reference="RFC 9989 4.4",
    )


def _broken(message: MessageFacts, signed: Signed) -> Finding:
    signature = signed.signature
    return Finding(
        severity=_severity(message),
        subject="signature",
        summary=f"The signature does not hold: {signature.reason}.",
        evidence=f"d={signature.domain}; s={signature.selector}; a={signature.algorithm}",
        impact="Inboxes take the message for changed on the way or for a fake.",
        fix="Publish exactly the DKIM record that the provider shows; and save the message as it "
        "came (source, not copied text), since one changed character breaks it.",
        reference="RFC 6376 6.1",
    )


def _severity(message: MessageFacts) -> Severity:
    passed = message.report.verdict is DmarcVerdict.PASS
    return Severity.TRUST if passed else Severity.BLOCKER


@check("email.message.dmarc", stage=2, needs="message", essential=True)
def message_passes(message: MessageFacts) -> Iterator[Finding]:
    """The message counts as the sender's own"""
    report = message.report
    if report.verdict is DmarcVerdict.UNKNOWN:
        raise CannotTell("what decides it could not be looked up")
    if report.verdict in (DmarcVerdict.PASS, DmarcVerdict.INVALID):
        return
    if report.verdict is DmarcVerdict.NONE and (
        any(signed.counts for signed in report.signatures)
        or (report.spf.result == "pass" and report.spf_aligned)
    ):
        return
    yield Finding(
        severity=Severity.BLOCKER,
        subject=report.author.domain,
        summary="Neither SPF nor DKIM vouches for the sender of this message.",
        evidence=f"SPF: {report.spf.result or 'not stated'} for "
        f"{report.spf.domain or report.return_path or 'an unknown name'}; DKIM: "
        + (", ".join(f"{s.signature.result} for {s.signature.domain}" for s in report.signatures)
           or "none"),
        impact="Inboxes put it into spam, or refuse it.",
        fix="The finding on the signature says what to do about it."
        if report.signatures
        else "Set up DKIM for the From domain at your email provider.",
        reference="RFC 9989 4.4",
    )  # fmt: skip


@check("email.message.results", stage=2, needs="message")
def receiver_agrees(message: MessageFacts) -> Iterator[Finding]:
    """The receiving server came to the same verdict"""
    report = message.report
    stated = {method: report.stated(method) for method in ("spf", "dkim", "dmarc")}
    if not any(stated.values()):
        raise NotApplicable("The receiving server wrote no Authentication-Results.")
    bad = {m: said for m, said in stated.items() if said in ("fail", "softfail", "permerror")}
    if bad and report.verdict is not DmarcVerdict.FAIL:
        failed = stated["dmarc"] == "fail"
        yield Finding(
            severity=Severity.TRUST if failed else Severity.CLEANUP,
            subject="Authentication-Results",
            summary="The receiving server did not accept all of it.",
            evidence=", ".join(f"{method}={said}" for method, said in stated.items() if said),
            impact="The message was treated as doubtful."
            if failed
            else "None for this message: one of SPF and DKIM is enough.",
            fix="Compare with the findings on SPF, DKIM and DMARC of the domain; records changed "
            "since the message came in explain a difference.",
            reference="RFC 8601",
        )


@check("email.message.unsubscribe", stage=2, needs="message")
def one_click_works(message: MessageFacts) -> Iterator[Finding]:
    """A newsletter can be left with one click

    Gmail and Yahoo ask for it of everything that is not a reply or a receipt.
    """
    found = message.report.unsubscribe
    if not found.present:
        raise NotApplicable("The message offers no unsubscribing, and a receipt needs none.")
    open_keys = [s.signature.reason for s in message.report.signatures
                 if s.signature.result == "temperror"]  # fmt: skip
    if found.https and found.post and not found.signed and open_keys:
        raise CannotTell(open_keys[0])
    if not found.one_click:
        yield Finding(
            severity=Severity.TRUST,
            subject="List-Unsubscribe",
            summary="The message names a way to unsubscribe that does not work with one click.",
            evidence="; ".join([*found.uris[:2], *found.problems[:3]]),
            impact="Gmail and Yahoo count newsletters without it as spam sooner.",
            fix="Send both headers, and let DKIM sign them:\n\n"
            "  List-Unsubscribe: <https://your-site/unsubscribe/TOKEN>\n"
            "  List-Unsubscribe-Post: List-Unsubscribe=One-Click",
            reference="RFC 8058; Google, email sender guidelines",
            # With both lines in order, it is the broken signature that keeps them from counting.
            told_by=(("email.message.dkim", "signature"),)
            if found.https
            and found.post
            and not any(s.signature.passed for s in message.report.signatures)
            else (),
        )
