"""A received message, judged as its receiver judged it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ops.launch.email.auth_results import authentication_results, parse_results, without_comments
from ops.launch.email.message import DmarcVerdict, MessageReport, verify_message
from ops.launch.email.mime_text import canonical_body, canonical_field, read_message
from ops.launch.network.resolver import Outcome
from tests.ops.launch.email.keys import ed25519_record, rsa_record
from tests.ops.launch.email.signing import ALL, HEADER, RECEIVED, signed
from tests.ops.launch.email.zones import Names, Records

MESSAGES = Path(__file__).with_name("messages")


def zone(key: str | Outcome | None = None, dmarc: str = "v=DMARC1; p=reject") -> Names:
    """A key at sel._domainkey.example.com and a policy at example.com."""
    records: dict[str, Records | Outcome] = {"_dmarc.example.com": {"TXT": dmarc}}
    text = rsa_record() if key is None else key
    records["sel._domainkey.example.com"] = (
        text if isinstance(text, Outcome) else {"TXT": text}
    )  # fmt: skip
    return Names(records)


def stored(name: str) -> tuple[bytes, Names]:
    """A message that another implementation signed, and the zone with its keys."""
    rows = (MESSAGES / "keys.txt").read_text().splitlines()
    records: dict[str, Records] = {"_dmarc.example.com": {"TXT": "v=DMARC1; p=none"}}
    for row in rows:
        host, _, text = row.partition(" ")
        records[host] = {"TXT": text}
    return (MESSAGES / f"{name}.eml").read_bytes(), Names(records)


def only(report: MessageReport) -> tuple[str, str]:
    """Result and reason of the one signature."""
    (entry,) = report.signatures
    return entry.signature.result, entry.signature.reason


def test_messages_signed_by_another_implementation_verify() -> None:
    octets, names = stored("two_signatures")
    report = verify_message(octets, names)
    assert [entry.signature.result for entry in report.signatures] == ["pass", "pass"]
    assert [entry.signature.algorithm for entry in report.signatures] == [
        "ed25519-sha256", "rsa-sha256",
    ]  # fmt: skip
    assert all(entry.counts for entry in report.signatures)
    assert (report.verdict, report.by) == (DmarcVerdict.PASS, ("dkim", "spf"))
    assert report.signatures[1].signature.bits == 2048
    assert report.signatures[1].signature.oversigned == {"from"}
    assert report.unsubscribe.one_click and report.unsubscribe.https == "https://example.com/u/1"
    assert (report.spf.result, report.spf.domain, report.spf_aligned) == (
        "pass", "mail.example.com", True,
    )  # fmt: skip
    assert report.stated("dmarc") == "pass" and report.return_path == "mail.example.com"
    assert report.author.address == "ada@example.com" and report.received_at == RECEIVED + 3


def test_the_simple_form_verifies_and_notices_what_the_relaxed_one_forgives() -> None:
    octets, names = stored("simple")
    assert only(verify_message(octets, names))[0] == "pass"
    spaced = octets.replace(b"we  talk", b"we talk")
    assert only(verify_message(spaced, names)) == (
        "fail", "the body was changed after it was signed",
    )  # fmt: skip


def test_a_body_that_is_signed_in_part_passes_and_says_so() -> None:
    octets, names = stored("partly_signed")
    entry = verify_message(octets, names).signatures[0].signature
    assert entry.passed and entry.partial and entry.body_size - entry.covered > 0


def test_files_with_other_line_ends_and_mailbox_lines_verify_too() -> None:
    octets, names = stored("two_signatures")
    crlf = octets.replace(b"\n", b"\r\n")
    mailbox = b"From ada@example.com Wed Nov 25 10:00:00 2026\n" + octets
    for variant in (crlf, mailbox, b"\xef\xbb\xbf" + octets):
        assert verify_message(variant, names).verdict is DmarcVerdict.PASS
    assert verify_message(crlf, names).notes == ()
    assert len(verify_message(mailbox, names).notes) == 2


def test_what_changed_after_signing_is_told_apart() -> None:
    octets = signed()
    assert only(verify_message(octets, zone())) == ("pass", "the signature holds")
    header = octets.replace(b"Your call", b"Your ball")
    assert "header field was changed" in only(verify_message(header, zone()))[1]
    body = octets.replace(b"Hello.", b"Hullo.")
    assert "body was changed" in only(verify_message(body, zone()))[1]
    below = octets.replace(b"Received: from", b"Received: by")
    assert only(verify_message(below, zone()))[0] == "pass"


def test_a_field_that_is_signed_twice_cannot_be_added() -> None:
    added = b"Subject: Another\r\n"
    weak = signed(names=ALL)
    strong = signed(names=f"{ALL}:subject")
    assert (
        only(verify_message(weak.replace(b"Received:", added + b"Received:"), zone()))[0] == "pass"
    )
    assert only(verify_message(strong, zone()))[0] == "pass"
    assert (
        only(verify_message(strong.replace(b"Received:", added + b"Received:"), zone()))[0]
        == "fail"
    )


def test_ed25519_signatures_verify() -> None:
    octets = signed(algorithm="ed25519")
    assert only(verify_message(octets, zone(ed25519_record())))[0] == "pass"
    assert "is for rsa" in only(verify_message(octets, zone()))[1]


@pytest.mark.parametrize(
    ("tags", "words"),
    [
        ({"a": "rsa-sha1"}, "rsa-sha1 is too weak"),
        ({"a": "dsa-sha256"}, "no way of signing"),
        ({"v": "2"}, "no version"),
        ({"v": ""}, "lacks v="),
        ({"d": ""}, "lacks d="),
        ({"d": "exa mple.com"}, "no name"),
        ({"h": "to:subject"}, "does not cover the From"),
        ({"i": "@example.org"}, "outside the signing domain"),
        ({"c": "loose"}, "no canonical form"),
        ({"l": "9999"}, "shorter than what was signed"),
        ({"l": "x"}, "no number"),
        ({"q": "http"}, "not kept in DNS"),
        ({"t": "20", "x": "10"}, "ends before it begins"),
        ({"bh": "*"}, "no base64"),
        ({"b": "*"}, "no base64"),
        ({"x": "1; x=2"}, "cannot stand in a signature"),
    ],
)
def test_a_signature_that_nobody_can_read_is_a_permanent_error(
    tags: dict[str, str], words: str
) -> None:
    result, reason = only(verify_message(signed(**tags), zone()))  # type: ignore[arg-type]
    assert result == "permerror" and words in reason


def test_a_signature_may_run_out_but_only_by_the_time_of_receipt() -> None:
    before, after = str(RECEIVED - 60), str(RECEIVED + 60)
    assert only(verify_message(signed(x=after), zone(), now=RECEIVED + 9e9))[0] == "pass"
    result, reason = only(verify_message(signed(x=before), zone(), now=0))
    assert result == "fail" and "run out" in reason
    undated = HEADER.partition("\r\n")[2]
    assert only(verify_message(signed(undated, x=after), zone(), now=RECEIVED + 120))[0] == "fail"


@pytest.mark.parametrize(
    ("key", "result", "words"),
    [
        ("v=DKIM1; p=", "permerror", "revoked"),
        ("v=spf1 -all", "permerror", "there is no key"),
        (rsa_record()[:255], "permerror", "cut"),
        (rsa_record(1024), "fail", "another one"),
        (Outcome.SERVFAIL, "temperror", "SERVFAIL"),
        (Outcome.TIMEOUT, "temperror", "in time"),
        (Outcome.NXDOMAIN, "permerror", "there is no key"),
    ],
    # Of their own: keys are made anew in each process.
    ids=["revoked", "no key", "cut", "another", "SERVFAIL", "timeout", "NXDOMAIN"],
)
def test_trouble_with_the_key_is_told_apart(key: str | Outcome, result: str, words: str) -> None:
    found = only(verify_message(signed(), zone(key)))
    assert found[0] == result and words in found[1]


def test_a_key_that_forbids_subdomains_forbids_them() -> None:
    strict = zone(rsa_record() + "; t=s")
    assert only(verify_message(signed(i="@app.example.com"), strict))[0] == "permerror"
    assert only(verify_message(signed(i="@example.com"), strict))[0] == "pass"
    assert verify_message(signed(), zone(rsa_record() + "; t=y")).signatures[0].signature.testing


def test_a_signature_of_a_stranger_does_not_speak_for_the_author() -> None:
    octets = signed(HEADER.replace("ada@example.com", "ada@example.net"))
    names = Names({**zone().zone, "_dmarc.example.net": {"TXT": "v=DMARC1; p=reject"}})
    report = verify_message(octets, names)
    assert report.signatures[0].signature.passed and report.signatures[0].aligned is False
    assert report.verdict is DmarcVerdict.UNKNOWN, "nobody wrote down what SPF said"
    stated = b"Authentication-Results: mx.example.org; spf=fail smtp.mailfrom=a@example.net\r\n"
    assert verify_message(stated + octets, names).verdict is DmarcVerdict.FAIL


def test_strict_alignment_wants_the_very_name() -> None:
    octets = signed(HEADER.replace("ada@example.com", "ada@app.example.com"))
    assert verify_message(octets, zone()).by == ("dkim",)
    strict = verify_message(octets, zone(dmarc="v=DMARC1; p=reject; adkim=s"))
    assert strict.signatures[0].aligned is False


def test_without_a_policy_there_is_no_verdict_but_still_alignment() -> None:
    names = Names({"sel._domainkey.example.com": {"TXT": rsa_record()}})
    octets = signed(HEADER.replace("ada@example.com", "ada@app.example.com"))
    report = verify_message(octets, names)
    assert (report.verdict, report.by) == (DmarcVerdict.NONE, ("dkim",))


def test_a_policy_that_cannot_be_read_leaves_the_verdict_open() -> None:
    names = Names({**zone().zone, "_dmarc.example.com": Outcome.TIMEOUT})
    assert verify_message(signed(), names).verdict is DmarcVerdict.UNKNOWN


def test_one_failing_way_is_no_failure() -> None:
    stated = (
        b"Authentication-Results: mx.example.org; spf=fail smtp.mailfrom=x@bounce.example.net\r\n"
    )
    report = verify_message(stated + signed(), zone())
    assert (report.verdict, report.by, report.spf_aligned) == (DmarcVerdict.PASS, ("dkim",), False)


@pytest.mark.parametrize(
    ("header", "words"),
    [
        (HEADER.replace("From: Ada", "X-From: Ada"), "no From line"),
        (HEADER + "From: Eve <eve@example.net>\r\n", "2 From lines"),
        (HEADER.replace("Ada <ada@example.com>", "Ada"), "no email address"),
        (
            HEADER.replace("<ada@example.com>", "<ada@example.com>, b@example.net"),
            "several domains",
        ),
        (HEADER.replace("ada@example.com", "ada@exa_mple..com"), "empty part"),
    ],
)
def test_a_message_without_one_clear_author_has_no_verdict(header: str, words: str) -> None:
    report = verify_message(signed(header), zone())
    assert report.verdict is DmarcVerdict.INVALID and words in report.author.problem


@pytest.mark.parametrize(
    "text",
    [
        "ada@example.com",
        '"Ada, (Coach) <x@example.net>" <ada@example.com>',
        "Ada (a@example.net) <ada@example.com> (b@example.net)",
        "Coaches: Ada <ada@example.com>, bob@EXAMPLE.com.;",
    ],
)
def test_the_author_is_found_behind_names_comments_and_groups(text: str) -> None:
    report = verify_message(f"From: {text}\r\n\r\n".encode(), zone())
    assert (report.author.domain, report.author.problem) == ("example.com", "")


def test_an_author_in_other_letters_is_looked_up_in_ascii() -> None:
    header = HEADER.replace("ada@example.com", "ada@b\u00fccher.example")
    assert verify_message(signed(header), zone()).author.domain == "xn--bcher-kva.example"


def test_only_fields_on_top_are_believed() -> None:
    forged = "Authentication-Results: mx.example.org; spf=pass smtp.mailfrom=a@example.com\r\n"
    genuine = "Authentication-Results: mx.example.org; spf=fail smtp.mailfrom=a@example.net\r\n"
    message = read_message((genuine + HEADER + forged + "\r\n").encode())
    assert [field.trusted for field in authentication_results(message)] == [True, False]
    report = verify_message((genuine + HEADER + forged + "\r\n").encode(), zone())
    assert (report.spf.result, report.spf.domain) == ("fail", "example.net")
    two = read_message((genuine + genuine + HEADER + "\r\n").encode())
    assert [field.trusted for field in authentication_results(two)] == [True, True]


def test_received_spf_is_read_where_nothing_else_is_said() -> None:
    line = (
        "Received-SPF: Pass (mx.example.org: domain of a@b.example.com designates it)\r\n"
        '\tclient-ip=192.0.2.1; envelope-from="a@b.example.com"; helo=h.example.com;\r\n'
    )
    report = verify_message((line + HEADER + "\r\n").encode(), zone())
    assert (report.spf.result, report.spf.domain, report.spf.source) == (
        "pass", "b.example.com", "Received-SPF",
    )  # fmt: skip
    late = HEADER + HEADER.partition("\r\n")[0] + "\r\n" + line
    assert verify_message((late + "\r\n").encode(), zone()).spf.result == ""


def test_results_with_comments_quotes_and_versions_are_read() -> None:
    found = parse_results(
        'mx.example.org 1; (why (nested; =)) dkim/1 = pass reason="good \\"key\\"; yes" '
        "header.d=example.com header.b=abc (2048-bit); spf=softfail smtp.mailfrom=<a@example.net>;"
        " dmarc=fail (p=REJECT sp=none) header.from=example.com; arc=none; iprev"
    )
    assert found.server == "mx.example.org"
    assert [(entry.method, entry.result) for entry in found.results] == [
        ("dkim", "pass"), ("spf", "softfail"), ("dmarc", "fail"), ("arc", "none"),
    ]  # fmt: skip
    assert found.results[0].reason == 'good "key"; yes' and found.results[0].get("header.d") == (
        "example.com"
    )
    assert found.faults == ("iprev",)
    assert parse_results("mx.example.org; none").results == ()
    assert without_comments("a (b (c) d) e ) (f") == "a    e ) "


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("<https://example.com/u/1>", "<mailto:u@example.com>", "no https address"),
        ("List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n", "", "is missing"),
        ("=One-Click", "=one", "exactly"),
    ],
)
def test_unsubscribing_with_one_click_needs_all_of_it(old: str, new: str, problem: str) -> None:
    found = verify_message(signed(HEADER.replace(old, new)), zone()).unsubscribe
    assert found.present and not found.one_click
    assert len(found.problems) == 1 and problem in found.problems[0]


def test_unsubscribing_has_to_be_signed_and_may_be_absent() -> None:
    unsigned = verify_message(signed(names="from:to:subject"), zone()).unsubscribe
    assert unsigned.problems == ("no DKIM signature that holds covers both lines",)
    none = verify_message(b"From: ada@example.com\r\n\r\n", zone()).unsubscribe
    assert not none.present and not none.problems


def test_canonical_forms_are_those_of_the_rfc() -> None:
    assert canonical_field(b"A: X\r\n", "relaxed") == b"a:X\r\n"
    assert canonical_field(b"B : Y\t\r\n\tZ  \r\n", "relaxed") == b"b:Y Z\r\n"
    assert canonical_field(b"B : Y\t\r\n\tZ  \r\n", "simple") == b"B : Y\t\r\n\tZ  \r\n"
    assert canonical_body(b" C \r\nD \t E\r\n\r\n\r\n", "relaxed") == b" C\r\nD E\r\n"
    assert canonical_body(b" C \r\nD \t E\r\n\r\n\r\n", "simple") == b" C \r\nD \t E\r\n"
    for body, simple, relaxed in (
        (b"", b"\r\n", b""),
        (b"\r\n\r\n", b"\r\n", b""),
        (b"x", b"x\r\n", b"x\r\n"),
        (b"x \t", b"x \t\r\n", b"x\r\n"),
        (b" \r\n", b" \r\n", b""),
        (b"x\r\r\n\r\n", b"x\r\r\n", b"x\r\r\n"),
    ):
        assert canonical_body(body, "simple") == simple
        assert canonical_body(body, "relaxed") == relaxed


def test_hostile_messages_end_soon() -> None:
    many = b"".join(signed().partition(b"\r\n")[0] + b"\r\n" for _ in range(200))
    names = zone()
    report = verify_message(many + signed(), names)
    assert len(report.signatures) == 11 and "201 signatures" in only_last(report)
    assert len(names.asked) < 60
    lines = verify_message(b"\r\n".join([b"X: y"] * 5000) + b"\r\n\r\n" + b"\r\n" * 500_000, names)
    assert lines.verdict is DmarcVerdict.INVALID
    assert verify_message(b"From: " + b"<" * 200_000 + b"\r\n\r\n", names).author.problem
    for text in (b"(" * 200_000, b"a:" * 100_000, b'"' * 200_000, b"<a@b," * 50_000):
        assert verify_message(b"From: " + text + b"\r\n\r\n", names).author.domain in ("", "b")
    nested = b"Authentication-Results: a; " + b"(" * 100_000 + b"\r\n"
    assert verify_message(nested + signed(), names).by == ("dkim",)


def only_last(report: MessageReport) -> str:
    """The reason of the last signature."""
    return report.signatures[-1].signature.reason


@settings(max_examples=80, deadline=None)
@given(st.binary(max_size=400), st.integers(0, 900))
def test_no_octets_break_it(octets: bytes, place: int) -> None:
    octets = octets.replace(b"\x00", b"")
    good = signed()
    for candidate in (octets, good[:place] + octets + good[place:], good[:place]):
        report = verify_message(candidate, zone(), now=RECEIVED)
        assert report.verdict in DmarcVerdict
        assert all(mark >= " " for entry in report.signatures for mark in entry.signature.reason)


@given(st.text(max_size=200))
def test_no_text_breaks_the_reader_of_results(text: str) -> None:
    assert parse_results(text).text is not None
