"""The text of SPF records: what parses, what does not, and the words for it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ops.launch.email.spf import merged, merged_records, minimal, parse, repaired, select
from ops.launch.email.spf.macros import Macro, MacroFault, as_name, expand, pieces

PIECES = st.sampled_from(
    ["v=spf1", "a", "mx", "-all", "~all", "include:example.com", "ip4:192.0.2.0/24",
     "exists:%{i}.x.example",
     "ip6:2001:db8::/32", "redirect=example.org", "exp=", ";", ",", "ptr:", " ", "%{", "/33", "é"]
)  # fmt: skip


def test_a_record_is_its_terms_in_order_with_their_qualifiers() -> None:
    record = parse("v=spf1 mx ~a:mail.example.com/24//64 -all exp=why.example.com")
    assert record.ok
    assert [(t.kind, t.qualifier) for t in record.mechanisms] == [
        ("mx", "+"), ("a", "~"), ("all", "-"),
    ]  # fmt: skip
    assert (record.mechanisms[1].cidr4, record.mechanisms[1].cidr6) == (24, 64)
    assert record.exp is not None and record.exp.value == "why.example.com"


def test_the_version_and_the_mechanisms_are_read_in_any_case() -> None:
    record = parse("V=SpF1 MX Include:Example.COM -ALL")
    assert record.ok and [t.kind for t in record.mechanisms] == ["mx", "include", "all"]


def test_the_record_itself_and_its_end_may_be_empty() -> None:
    assert parse("v=spf1").ok
    assert parse("v=spf1   a   -all  ").ok


@pytest.mark.parametrize(
    ("text", "kind", "piece"),
    [
        ("v=spf1 mx a ~all;", "semicolon", "~all;"),
        ("v=spf1 a -all ;", "semicolon", ";"),
        ("v=spf1 ipv4:192.0.2.1 -all", "unknown", "ipv4:192.0.2.1"),
        ("v=spf1 ip4: 192.0.2.1 -all", "space", "ip4: 192.0.2.1"),
        ("v=spf1 include: -all", "empty", "include:"),
        ("v=spf1 include -all", "empty", "include"),
        ("v=spf1 moo -all", "unknown", "moo"),
        ("v=spf1 ip4:192.0.2.0/33 -all", "cidr", "ip4:192.0.2.0/33"),
        ("v=spf1 ip4:192.0.2.0/08 -all", "cidr", "ip4:192.0.2.0/08"),
        ("v=spf1 a/33 -all", "cidr", "a/33"),
        ("v=spf1 a//129 -all", "cidr", "a//129"),
        ("v=spf1 ptr/8 -all", "cidr", "ptr/8"),
        ("v=spf1 ip4:192.0.2 -all", "address", "ip4:192.0.2"),
        ("v=spf1 ip6:fe80::1%eth0 -all", "address", "ip6:fe80::1%eth0"),
        ("v=spf1 ip6:192.0.2.1 -all", "family", "ip6:192.0.2.1"),
        ("v=spf1 a:192.0.2.1 -all", "address", "a:192.0.2.1"),
        ("v=spf1 a:example.123 -all", "domain", "a:example.123"),
        ("v=spf1 include:com -all", "domain", "include:com"),
        ("v=spf1 a:example.-com -all", "domain", "a:example.-com"),
        ("v=spf1 redirect=a.example.com redirect=b.example.com", "twice", "redirect=b.example.com"),
        ("v=spf1 exp=a.example.com exp=a.example.com -all", "twice", "exp=a.example.com"),
        ("v=spf1 redirect:example.com", "unknown", "redirect:example.com"),
        ("v=spf1 exists:%(i).example.com -all", "macro", "exists:%(i).example.com"),
        ("v=spf1 a:%{a}.example.com -all", "macro", "a:%{a}.example.com"),
        ("v=spf1 exists:%{d0}.example.com -all", "macro", "exists:%{d0}.example.com"),
        ("v=spf1 exp=%{r}.example.com -all", "macro", "exp=%{r}.example.com"),
        ("v=spf1 foo=%abc -all", "macro", "foo=%abc"),
        ("v=spf1 -all.", "all", "-all."),
        ("v=spf1 -all/8", "all", "-all/8"),
        ("v=spf1 a\r -all", "control", "a\\r"),
        ("v=spf1 a\tmx -all", "control", "a\\tmx"),
        ("v=spf1 a:foo.example.com\0", "control", "a:foo.example.com\\x00"),
        ("v=spf1 a \u00e2\u0080\u0093all", "not_ascii", "\\xe2\\x80\\x93all"),
        ('v=spf1 "include:example.com" -all', "quotes", '"include:example.com"'),
        ("v=spf1 192.0.2.1 -all", "bare_address", "192.0.2.1"),
        ("v=spf1 example.com -all", "bare_name", "example.com"),
        ("v=spf1 =all", "unknown", "=all"),
        ("v=spf1 1up=foo", "unknown", "1up=foo"),
    ],
)
def test_each_mistake_is_named_with_its_piece(text: str, kind: str, piece: str) -> None:
    faults = parse(text).faults
    assert [(fault.kind, fault.piece) for fault in faults] == [(kind, piece)]
    assert faults[0].reason


@pytest.mark.parametrize(
    "text",
    [
        "v=spf1 a:foo:bar/baz.example.com -all",
        "v=spf1 a:foo.example.xn--p1ai -all",
        "v=spf1 include:%{d2}.spf.example.com. -all",
        "v=spf1 exists:%{ir}.%{l1r+-}._spf.%{d} -all",
        "v=spf1 a:%%%_%-.example.com -all",
        "v=spf1 moo.cow-far_out=man:dog/cat -all",
        "v=spf1 ip6:::1.1.1.1/0 ip4:192.0.2.1/0 -all",
        "v=spf1 exists:%{H} -all",
    ],
)
def test_odd_but_legal_records_parse(text: str) -> None:
    assert parse(text).ok


def test_an_equals_sign_for_a_colon_is_legal_and_remarked_upon() -> None:
    record = parse("v=spf1 include=example.com ~all")
    assert record.ok and record.unknown[0].name == "include"
    assert [(r.kind, r.better) for r in record.remarks] == [("equals", "include:example.com")]


def test_what_stands_after_all_is_not_reached_and_all_voids_a_redirect() -> None:
    record = parse("v=spf1 a -all mx redirect=example.com")
    assert [t.kind for t in record.reached] == ["a", "all"]
    assert record.redirect is not None and record.next_record is None


@pytest.mark.parametrize(
    ("text", "kind", "better"),
    [
        (" v=spf1 mx -all", "leading_space", "v=spf1 mx -all"),
        ('"v=spf1 mx -all"', "quotes", "v=spf1 mx -all"),
        ("\u00e2\u0080\u009cv=spf1 mx -all\u00e2\u0080\u009d", "quotes", "v=spf1 mx -all"),
        ("v=spf1; mx -all", "punctuation", "v=spf1 mx -all"),
        ("v=spf1include:example.com -all", "no_space", "v=spf1 include:example.com -all"),
        ("spf2.0/pra mx -all", "spf2.0", "v=spf1 mx -all"),
        ("v=spf10 mx", "version", "v=spf1 mx"),
        ("v = spf1 mx", "version", "v=spf1 mx"),
        ("spf1 mx -all", "version", "v=spf1 mx -all"),
        ("v=spf1\tmx -all", "invisible", "v=spf1 mx -all"),
        ("\u00c2\u00a0v=spf1 mx", "invisible", "v=spf1 mx"),
        ("TXT v=spf1 mx -all", "text_before", "v=spf1 mx -all"),
    ],
)
def test_what_only_nearly_is_a_record_is_reported_with_what_it_should_be(
    text: str, kind: str, better: str
) -> None:
    found = select([text])
    assert not found.records
    assert [(near.kind, near.better) for near in found.near] == [(kind, better)]


def test_other_text_records_are_nobody_s_business() -> None:
    found = select(["google-site-verification=abc", "v=DMARC1; p=none", "\x96", "v=spf1 -all"])
    assert found.records == ("v=spf1 -all",) and not found.near


def test_two_records_are_both_kept_whatever_their_case() -> None:
    assert len(select(["v=spf1 -all", "V=sPf1 +all"]).records) == 2


def test_macros_split_reverse_cut_and_escape() -> None:
    values = {"i": "192.0.2.3", "d": "email.example.com", "l": "strong-bad"}
    for text, wanted in [
        ("%{ir}.%{v}", "3.2.0.192.x"), ("%{d3}", "email.example.com"), ("%{d2}", "example.com"),
        ("%{d1r}", "email"), ("%{lr-}", "bad.strong"), ("%{l1r-}", "strong"),
        ("%{L}", "strong-bad"),
    ]:  # fmt: skip
        assert expand(pieces(text), lambda letter: values.get(letter, "x")) == wanted
    assert expand(pieces("%{S}", explanation=True), lambda _: "a b&c") == "a%20b%26c"
    assert pieces("%{dr-.}")[0] == Macro("d", 0, True, "-.")


def test_a_name_that_grew_too_long_loses_labels_at_the_left() -> None:
    assert as_name(".".join(["abcdefghi"] * 30) + ".") == ".".join(["abcdefghi"] * 25)


def test_a_record_with_typing_mistakes_is_put_right() -> None:
    assert (
        repaired("v=spf1; ipv4:192.0.2.1, include: example.com \u2013all;")
        == "v=spf1 ip4:192.0.2.1 include:example.com -all"
    )
    assert repaired("v=spf1  mx   -all ") == "v=spf1 mx -all"
    assert repaired("v=spf1 moo -all") is None
    assert repaired("hello") is None


def test_a_mended_all_never_lets_everybody_in() -> None:
    assert repaired("v=spf1 mx all.") == "v=spf1 mx ~all"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("", "v=spf1 include:spf.example.net ~all"),
        ("v=spf1 -all", "v=spf1 include:spf.example.net -all"),
        ("v=spf1 mx ?all", "v=spf1 mx include:spf.example.net ~all"),
        ("v=spf1 mx +all", "v=spf1 mx include:spf.example.net ~all"),
        ("v=spf1 mx", "v=spf1 mx include:spf.example.net ~all"),
        ("v=spf1 include:SPF.example.net mx ~all", "v=spf1 include:SPF.example.net mx ~all"),
        (
            "v=spf1 redirect=other.example.com",
            "v=spf1 include:spf.example.net redirect=other.example.com",
        ),
        (
            "v=spf1 a -all mx exp=e.example.com",
            "v=spf1 a include:spf.example.net -all exp=e.example.com",
        ),
        ("v=spf1 mx moo ~all;", "v=spf1 mx include:spf.example.net ~all"),
    ],
)  # fmt: skip
def test_a_needed_include_goes_into_the_one_record_before_its_end(text: str, wanted: str) -> None:
    assert merged(text, "spf.example.net") == wanted
    assert parse(wanted).ok


def test_two_records_become_one_that_lets_both_kinds_of_senders_through() -> None:
    assert (
        merged_records(
            ["v=spf1 include:a.example.com mx -all", "v=spf1 mx include:b.example.com ~all"]
        )
        == "v=spf1 include:a.example.com mx include:b.example.com ~all"
    )
    assert (
        merged_records(["v=spf1 redirect=a.example.com", "v=spf1 mx -all"])
        == "v=spf1 mx include:a.example.com -all"
    )
    assert merged_records(["v=spf1 -all", "v=spf1 a -all"]) == "v=spf1 a -all"


def test_twins_and_swallowed_addresses_go() -> None:
    found = minimal("v=spf1 a ip4:192.0.2.1 ip4:192.0.2.0/24 +a -all mx redirect=example.com")
    assert found.text == "v=spf1 a ip4:192.0.2.0/24 -all"
    assert [raw for raw, _ in found.removed] == [
        "+a",
        "ip4:192.0.2.1",
        "mx",
        "redirect=example.com",
    ]


def test_order_is_kept_where_a_term_says_who_may_not() -> None:
    text = "v=spf1 ip4:192.0.2.1 -ip4:192.0.2.0/25 ip4:192.0.2.0/24 -all"
    assert minimal(text).text == text


@given(st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=20).map(" ".join)))
def test_no_text_breaks_the_parser_or_what_is_built_on_it(text: str) -> None:
    for candidate in (text, "v=spf1 " + text):
        record = parse(candidate)
        assert record.ok is (not record.faults)
        for fault in (*record.faults, *record.remarks):
            assert fault.reason and all(" " <= mark <= "~" or mark == "…" for mark in fault.piece)
        select([candidate])
        better = repaired(candidate)
        assert better is None or parse(better).ok
        assert parse(merged(candidate, "spf.example.net")).ok
        assert parse(minimal("v=spf1 " + candidate).text).ok or record.faults


@given(st.text(max_size=80))
def test_no_text_breaks_the_macro_parser(text: str) -> None:
    try:
        found = pieces(text, explanation=True)
    except MacroFault as fault:
        assert str(fault)
    else:
        assert isinstance(expand(found, lambda letter: letter), str)
