"""The key record behind a DKIM selector."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given
from hypothesis import strategies as st

from ops.launch.email.dkim import KeyFault, KeyRecord, find_key, parse_key
from ops.launch.network.resolver import Outcome
from tests.ops.launch.email.keys import (
    ed25519_key,
    ed25519_record,
    encoded,
    rsa_key,
    rsa_record,
    short_rsa,
    spki,
)
from tests.ops.launch.email.zones import Names


def key(text: str) -> KeyRecord:
    """A value that is a usable key."""
    parsed = parse_key(text)
    assert isinstance(parsed, KeyRecord), parsed
    return parsed


def fault(text: str) -> KeyFault:
    """A value that is none."""
    parsed = parse_key(text)
    assert isinstance(parsed, KeyFault), parsed
    return parsed


def test_keys_of_both_kinds_are_read_with_their_length() -> None:
    assert (key(rsa_record()).type, key(rsa_record()).bits) == ("rsa", 2048)
    assert key(rsa_record(1024)).bits == 1024
    assert (key(ed25519_record()).type, key(ed25519_record()).bits) == ("ed25519", 256)


def test_the_version_may_be_missing_and_blanks_may_stand_in_the_key() -> None:
    bare = encoded(spki(rsa_key()))
    assert key(f"p={bare}").bits == 2048
    assert key(f" k = rsa ; p = {bare[:100]} {bare[100:]} ;").bits == 2048


def test_flags_services_and_hashes_are_told() -> None:
    read = key(rsa_record() + "; t=y:s; s=email; h=sha256:sha1; n=note; z=1")
    assert (read.testing, read.strict, read.services) == (True, True, ("email",))
    assert read.hashes == ("sha256", "sha1") and read.remarks == ("the tag z= is unknown",)


def test_an_unwrapped_rsa_key_is_read_too() -> None:
    public = rsa_key().public_key().public_bytes(Encoding.DER, PublicFormat.PKCS1)
    assert key(f"v=DKIM1; p={encoded(public)}").bits == 2048


def test_an_empty_key_is_revoked() -> None:
    assert fault("v=DKIM1; p=").kind == "revoked"
    assert fault("v=DKIM1; k=rsa; p= ;").kind == "revoked"


@pytest.mark.parametrize("end", [250, 253, 254, 255])
def test_a_value_that_was_cut_off_is_called_that(end: int) -> None:
    cut = fault(rsa_record()[:end])
    assert cut.kind == "truncated" and "cut" in cut.words


@pytest.mark.parametrize("bits", [512, 768, 1016])
def test_a_key_that_is_too_short_counts_as_none(bits: int) -> None:
    short = fault(f"v=DKIM1; p={encoded(short_rsa(bits))}")
    assert (short.kind, short.bits) == ("too_short", bits)
    assert key(f"v=DKIM1; p={encoded(short_rsa(4096))}").bits == 4096


def test_an_answer_of_a_wildcard_is_no_broken_key() -> None:
    for text in ("v=spf1 include:example.net -all", "v=DMARC1; p=none", "hello", "", "token=abc"):
        assert fault(text).kind == "not_a_key"


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        (("v=DKIM1", "v=dkim1"), "bad_version"),
        (("v=DKIM1", "v=DKIM2"), "bad_version"),
        (("; ", " "), "bad_tag_list"),
        (("v=DKIM1", '"v=DKIM1'), "bad_tag_list"),
        ((";", "\\;"), "bad_tag_list"),
        (("k=rsa", "k=rsa; k=rsa"), "bad_tag_list"),
        (("k=rsa", "rsa"), "bad_tag_list"),
        (("k=rsa", "k=RSA"), "wrong_algorithm"),
        (("k=rsa", "k=dsa"), "wrong_algorithm"),
        (("k=rsa", "s=tlsrpt"), "wrong_service"),
        (("k=rsa", "h=sha1"), "wrong_hash"),
        (("p=", "p=-----BEGIN PUBLIC KEY-----"), "bad_base64"),
        (("p=MII", "p=M!I"), "bad_base64"),
        (("k=rsa", "k=ed25519"), "bad_der"),
        (("; p=", "; q="), "missing"),
    ],
)
def test_each_mistake_has_its_name(change: tuple[str, str], kind: str) -> None:
    assert fault(rsa_record().replace(*change)).kind == kind


def test_a_version_in_the_wrong_place_is_named_and_mended() -> None:
    body = rsa_record().removeprefix("v=DKIM1; ")
    wrong = fault(f"{body}; v=DKIM1")
    assert wrong.kind == "version_not_first" and wrong.better == rsa_record()


def test_mistakes_of_typing_come_with_the_record_as_it_should_be() -> None:
    for change in (("v=DKIM1", "v=dkim1"), ("; ", " "), (";", "\\;"), ("k=rsa", '"k=rsa')):
        assert isinstance(parse_key(fault(rsa_record().replace(*change)).better), KeyRecord)


def test_a_wrapped_ed25519_key_is_unwrapped_for_the_fix() -> None:
    wrapped = fault(f"v=DKIM1; k=ed25519; p={encoded(spki(ed25519_key()))}")
    assert wrapped.kind == "ed25519_spki" and wrapped.better == ed25519_record()


def test_an_ed25519_key_without_its_name_is_recognized() -> None:
    assert fault(ed25519_record().replace("k=ed25519; ", "")).kind == "wrong_algorithm"


def test_other_keys_and_nonsense_are_no_rsa_key() -> None:
    assert fault("v=DKIM1; p=aGVsbG8gd29ybGQ=").kind == "bad_der"
    assert fault("v=DKIM1; p=AAAA").kind == "bad_der"


def test_a_selector_is_looked_up_and_strangers_beside_the_key_do_no_harm() -> None:
    zone = {"s1._domainkey.example.com": {"TXT": ["v=spf1 -all", rsa_record()]},
            "s2._domainkey.example.com": {"TXT": "v=DKIM1; p="},
            "s3._domainkey.example.com": {"CNAME": "gone.example.net"},
            "s4._domainkey.example.com": Outcome.SERVFAIL,
            "s5._domainkey.example.com": {"TXT": [rsa_record(), ed25519_record()]}}  # fmt: skip
    names = Names(zone)  # type: ignore[arg-type]
    first = find_key("s1", "Example.com", names)
    assert first.key is not None and [other.kind for other in first.others] == ["not_a_key"]
    second = find_key("s2", "example.com", names)
    assert second.key is None and second.faults[0].kind == "revoked"
    third = find_key("s3", "example.com", names)
    assert third.answer.missing and third.answer.chain == ("gone.example.net",)
    assert find_key("s4", "example.com", names).answer.failed
    assert find_key("s5", "example.com", names).key is None
    assert find_key("a" * 70, "example.com", names).answer.missing


VALUES = st.sampled_from(["v=DKIM1", "k=rsa", "k=ed25519", "p=", "p=MIGf", "p=MII", "t=y", "p=AA",
                          "p=MIIBIjANBg", "s=*", "h=", "v=DKIM1 k=rsa", "p=\u00e9",
                          '"', "\\"])  # fmt: skip


@given(st.one_of(st.text(max_size=200), st.lists(VALUES, max_size=6).map(";".join)))
def test_no_text_breaks_the_parser(text: str) -> None:
    parsed = parse_key(text)
    if isinstance(parsed, KeyFault):
        assert parsed.words and all(mark >= " " for mark in parsed.words)


@given(st.binary(max_size=120))
def test_no_octets_break_the_reader_of_keys(octets: bytes) -> None:
    assert parse_key(f"v=DKIM1; p={encoded(octets)}")
    assert parse_key(f"v=DKIM1; p={encoded(spki(rsa_key())[:20] + octets)}")
