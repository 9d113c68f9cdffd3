"""Which DMARC record speaks for a domain, and what it asks for (RFC 9989)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ops.launch.email.dmarc import (
    Discovery,
    DmarcRecord,
    NearRecord,
    Policy,
    aligned,
    discover,
    misplaced,
    organizational_domain,
    parse_record,
    report_permissions,
    walk,
)
from ops.launch.network.resolver import Answer, Outcome
from tests.ops.launch.email.zones import Names, Records

EIGHT = "a.b.c.d.e.f.example.com"


def dmarc(**records: str | list[str] | Outcome) -> dict[str, Records | Outcome]:
    """A zone of DMARC records; ``_`` in a keyword stands for the dot of a domain."""
    return {
        f"_dmarc.{name.replace('_', '.')}": text if isinstance(text, Outcome) else {"TXT": text}
        for name, text in records.items()
    }


def found(domain: str, zone: dict[str, Records | Outcome]) -> Discovery:
    """What a zone says of a domain."""
    return discover(domain, Names(zone))


def record(text: str) -> DmarcRecord:
    """A text that is a record."""
    parsed = parse_record(text)
    assert isinstance(parsed, DmarcRecord)
    return parsed


def near(text: str) -> NearRecord:
    """A text that only nearly is one."""
    parsed = parse_record(text)
    assert isinstance(parsed, NearRecord)
    return parsed


def test_a_plain_record_is_read_with_its_defaults() -> None:
    read = record("v=DMARC1; p=reject; rua=mailto:reports@example.com")
    assert (read.p, read.sp, read.np) == (Policy.REJECT, None, None)
    assert (read.adkim, read.aspf, read.psd, read.testing, read.fo) == ("r", "r", "u", False, "0")
    assert [entry.address for entry in read.reports] == ["reports@example.com"]
    assert read.applies and not read.problems


def test_values_are_read_in_any_case_and_with_blanks() -> None:
    read = record("v = DMARC1 ;p = Reject;sp=NONE; adkim = S ;aspf=s; t=Y; psd=N;")
    assert (read.p, read.sp, read.adkim, read.aspf) == (Policy.REJECT, Policy.NONE, "s", "s")
    assert read.testing and read.psd == "n" and not read.problems


@pytest.mark.parametrize(
    ("text", "kind", "better"),
    [
        ("v=DMARC1 p=reject", "no_semicolon", "v=DMARC1; p=reject"),
        ("v=DMARC1 p=none; rua=mailto:a@example.com", "no_semicolon",
         "v=DMARC1; p=none; rua=mailto:a@example.com"),
        ("v=dmarc1; p=none", "case", "v=DMARC1; p=none"),
        ("v=DMARC1, p=none, rua=mailto:a@example.com", "separator",
         "v=DMARC1; p=none; rua=mailto:a@example.com"),
        ("p=none; v=DMARC1", "not_first", "v=DMARC1; p=none"),
        (" v=DMARC1; p=none", "leading_space", "v=DMARC1; p=none"),
        ('"v=DMARC1; p=none"', "quotes", "v=DMARC1; p=none"),
        ("v=DMARC1\\; p=none", "characters", "v=DMARC1; p=none"),
        ("v=DMARC2; p=none", "version", "v=DMARC1; p=none"),
        ("v=DMARC; p=quarantine", "version", "v=DMARC1; p=quarantine"),
        ("DMARC1; p=none", "version", "v=DMARC1; p=none"),
    ],
)  # fmt: skip
def test_what_only_nearly_is_a_record_is_named_and_mended(
    text: str, kind: str, better: str
) -> None:
    assert (near(text).kind, near(text).better) == (kind, better)


@pytest.mark.parametrize(
    "text", ["", "v=spf1 -all", "google-site-verification=dmarc", "v=DKIM1; p=abc", "hello dmarc"]
)
def test_other_records_are_left_alone(text: str) -> None:
    assert parse_record(text) is None


def test_a_misspelt_policy_with_reports_counts_as_none() -> None:
    read = record("v=DMARC1; p=quarentine; rua=mailto:a@example.com")
    assert read.applies and read.lapsed and read.policy_for(subdomain=False) is Policy.NONE
    problem = read.problems[0]
    assert (problem.kind, problem.tag, problem.better) == ("invalid", "p", "p=quarantine")
    assert read.mended() == "v=DMARC1; p=quarantine; rua=mailto:a@example.com"


def test_a_missing_policy_counts_as_none_only_with_somewhere_to_report_to() -> None:
    assert record("v=DMARC1; rua=mailto:a@example.com").applies
    assert not record("v=DMARC1; adkim=s").applies
    assert not record("v=DMARC1").applies
    assert record("v=DMARC1; p=reject; sp=nope; rua=mailto:a@example.com!10m").lapsed
    for rua in ("rua=a@example.com", "rua=", "rua=mailto:"):
        assert not record(f"v=DMARC1; p=reject; sp=nope; {rua}").applies


def test_an_address_without_mailto_is_reported_with_what_to_type() -> None:
    read = record("v=DMARC1; p=none; rua=a@example.com, mailto:b@example.org!5m")
    assert [entry.address for entry in read.reports] == ["b@example.org"]
    assert [problem.kind for problem in read.problems] == ["address", "sized"]
    assert read.mended() == "v=DMARC1; p=none; rua=mailto:a@example.com,mailto:b@example.org"


def test_removed_and_unknown_tags_are_ignored_and_named() -> None:
    read = record("v=DMARC1; p=none; pct=50; ri=86400; rf=afrf; x=1; ruo=mailto:a@example.com")
    assert [tag for tag, _ in read.removed] == ["pct", "rf", "ri"]
    assert [tag for tag, _ in read.unknown] == ["x", "ruo"]
    assert {problem.kind for problem in read.problems} == {"removed", "unknown"}
    assert read.mended().startswith("v=DMARC1; p=none") and "pct" not in read.mended()


def test_twins_stray_pieces_and_bad_values_are_named_and_the_first_counts() -> None:
    read = record("v=DMARC1; p=reject; p=none; hello; adkim=x; fo=9; rua=mailto:a@example.com")
    assert read.p is Policy.REJECT and read.adkim == "r" and read.fo == "0"
    assert [problem.kind for problem in read.problems] == ["twice", "stray", "invalid", "invalid"]


def test_a_policy_that_does_not_come_second_is_remarked_upon() -> None:
    assert record("v=DMARC1; sp=none; p=none").problems[0].kind == "p_not_second"


def test_no_record_is_no_policy() -> None:
    none = found("example.com", {})
    assert (none.source, none.record, none.applied, none.unknown) == ("", None, None, False)
    assert none.organizational == "example.com"


def test_the_record_at_the_author_s_domain_comes_first() -> None:
    zone = dmarc(mail_example_com="v=DMARC1; p=none", example_com="v=DMARC1; p=reject")
    here = found("mail.example.com", zone)
    assert (here.source, here.applied) == ("author", Policy.NONE)
    assert here.organizational == "example.com"


def test_a_subdomain_without_record_takes_sp_and_else_p_of_the_organization() -> None:
    zone = dmarc(example_com="v=DMARC1; p=reject; sp=none")
    app = found("app.example.com", zone)
    assert (app.source, app.policy_domain, app.applied) == (
        "organization", "example.com", Policy.NONE,
    )  # fmt: skip
    assert found("app.example.com", dmarc(example_com="v=DMARC1; p=reject")).applied == "reject"
    assert found("example.com", zone).applied == "reject"


def test_names_that_do_not_exist_take_np() -> None:
    zone = dmarc(example_com="v=DMARC1; p=reject; sp=none; np=quarantine")
    assert found("gone.example.com", zone).applied == "quarantine"
    assert found("mail.example.com", {**zone, "mail.example.com": {"MX": "1 m"}}).applied == "none"
    down = found("ill.example.com", {**zone, "ill.example.com": Outcome.SERVFAIL})
    assert down.unknown and down.exists is None
    only = dmarc(example_com="v=DMARC1; p=quarantine; np=reject")
    assert found("gone.example.com", only).applied == "reject"


def test_existence_is_only_asked_for_where_it_matters() -> None:
    for text in ("v=DMARC1; p=reject; sp=none", "v=DMARC1; p=reject"):
        names = Names(dmarc(example_com=text))
        discover("sub.example.com", names)
        assert all(type == "TXT" for _, type in names.asked)


def test_two_records_are_none_and_the_walk_goes_on() -> None:
    two = ["v=DMARC1; p=reject", "v=DMARC1; p=none"]
    alone = found("example.com", dmarc(example_com=two))
    assert alone.applied is None and alone.own.several
    below = found("mail.example.com", dmarc(mail_example_com=two, example_com="v=DMARC1; p=none"))
    assert (below.source, below.applied, below.own.several) == ("organization", "none", True)


def test_a_stranger_s_record_beside_the_right_one_does_no_harm() -> None:
    zone = dmarc(example_com=["v=DMARC1; p=reject", "v=spf1 -all", "token=abc"])
    assert found("example.com", zone).applied == "reject"
    assert found("example.com", zone).own.others == ("v=spf1 -all", "token=abc")


def test_an_author_record_without_valid_policy_ends_the_search() -> None:
    zone = dmarc(mail_example_com="v=DMARC1; adkim=s", example_com="v=DMARC1; p=reject")
    assert found("mail.example.com", zone).applied is None


def test_testing_asks_for_one_step_less() -> None:
    for policy, wanted in (("reject", "quarantine"), ("quarantine", "none"), ("none", "none")):
        here = found("example.com", dmarc(example_com=f"v=DMARC1; p={policy}; t=y"))
        assert (here.published, here.applied) == (policy, wanted)
    assert found("example.com", dmarc(example_com="v=DMARC1; p=reject; t=yes")).applied == "reject"


def names_of(domain: str) -> list[str]:
    """The domains that a walk asks for."""
    return [query.domain for query in walk(domain, Names({})).queries]


def test_long_names_are_shortened_to_seven_labels_after_the_first_question() -> None:
    assert names_of("a.b.c.d.e.f.g.h.i.j.k.example.com") == [
        "a.b.c.d.e.f.g.h.i.j.k.example.com", "g.h.i.j.k.example.com", "h.i.j.k.example.com",
        "i.j.k.example.com", "j.k.example.com", "k.example.com", "example.com", "com",
    ]  # fmt: skip
    assert names_of(EIGHT)[:2] == [EIGHT, "b.c.d.e.f.example.com"] and len(names_of(EIGHT)) == 8
    nine = f"x.{EIGHT}"
    assert names_of(nine)[:2] == [nine, "b.c.d.e.f.example.com"] and len(names_of(nine)) == 8
    assert names_of("example.com") == ["example.com", "com"]


def test_the_shortest_name_with_a_record_is_the_organization() -> None:
    zone = dmarc(b_example_com="v=DMARC1; p=none", example_com="v=DMARC1; p=reject")
    here = found("a.b.example.com", zone)
    assert (here.organizational, here.policy_domain, here.applied) == (
        "example.com", "example.com", "reject",
    )  # fmt: skip


def test_psd_n_makes_an_organization_of_its_own_and_ends_the_walk() -> None:
    zone = dmarc(b_example_com="v=DMARC1; p=reject; psd=n", example_com="v=DMARC1; p=none")
    here = found("a.b.example.com", zone)
    assert (here.organizational, here.applied) == ("b.example.com", "reject")
    names = Names(zone)
    assert organizational_domain("b.example.com", names) == "b.example.com"
    assert len(names.asked) == 1


def test_below_a_public_suffix_every_registrant_is_its_own_organization() -> None:
    suffix = "v=DMARC1; p=reject; sp=quarantine; psd=y"
    zone = dmarc(bank_example=suffix, giant_bank_example="v=DMARC1; p=none")
    giant = found("giant.bank.example", zone)
    assert (giant.source, giant.organizational, giant.applied) == (
        "author", "giant.bank.example", "none",
    )  # fmt: skip
    assert [query.domain for query in giant.queries] == ["giant.bank.example", "bank.example"]
    mega = found("mail.mega.bank.example", zone)
    assert (mega.source, mega.policy_domain, mega.applied) == (
        "suffix", "bank.example", "quarantine",
    )  # fmt: skip
    assert mega.organizational == "mega.bank.example"
    names = Names(zone)
    assert aligned("giant.bank.example", "mail.giant.bank.example", "r", names)
    assert aligned("giant.bank.example", "mega.bank.example", "r", names) is False
    assert aligned("giant.bank.example", "bank.example", "r", names) is False


def test_a_public_suffix_that_sends_mail_is_its_own_organization() -> None:
    zone = dmarc(bank_example="v=DMARC1; p=reject; sp=none; psd=y")
    here = found("bank.example", zone)
    assert (here.organizational, here.applied) == ("bank.example", "reject")
    assert aligned("bank.example", "mail.bank.example", "r", Names(zone)) is False


def test_without_records_above_a_name_stands_alone_and_no_list_is_asked() -> None:
    assert found("acme.co.uk", {}).organizational == "acme.co.uk"
    alone = dmarc(mail_example_com="v=DMARC1; p=reject")
    assert aligned("mail.example.com", "example.com", "r", Names(alone)) is False
    stray = found("acme.co.uk", dmarc(co_uk="v=DMARC1; p=reject"))
    assert (stray.organizational, stray.applied) == ("co.uk", "reject")


def test_alignment_is_the_same_organization_or_the_same_name() -> None:
    names = Names(dmarc(example_com="v=DMARC1; p=none"))
    assert aligned("example.com", "Example.com.", "s", names)
    assert aligned("example.com", "bounce.example.com", "r", names)
    assert aligned("app.example.com", "bounce.example.com", "r", names)
    assert aligned("example.com", "bounce.example.com", "s", names) is False
    assert aligned("example.com", "example.org", "r", names) is False
    assert aligned("example.com", "notexample.com", "r", names) is False


@pytest.mark.parametrize("failure", [Outcome.SERVFAIL, Outcome.REFUSED, Outcome.TIMEOUT])
def test_a_failed_lookup_leaves_it_open_and_is_no_missing_record(failure: Outcome) -> None:
    zone = dmarc(example_com=failure)
    below = found("mail.example.com", zone)
    assert below.unknown and below.organizational is None and below.applied is None
    assert [query.domain for query in below.walk.failed] == ["example.com"]
    assert aligned("a.example.com", "b.example.com", "r", Names(zone)) is None


def test_a_record_of_one_s_own_holds_though_the_walk_above_it_fails() -> None:
    here = found("example.com", dmarc(example_com="v=DMARC1; p=reject", com=Outcome.TIMEOUT))
    assert here.applied == "reject" and not here.unknown and here.organizational is None


def test_names_that_cannot_be_asked_for_are_not_asked_for() -> None:
    names = Names(dmarc(example_com="v=DMARC1; p=reject; np=none"))
    here = discover(f"{'a' * 64}.example.com", names)
    assert here.applied == "none" and here.exists is False
    assert [name for name, _ in names.asked] == ["_dmarc.example.com", "_dmarc.com"]


def test_reports_to_strangers_need_their_leave() -> None:
    addresses = ["a@example.com", "b@in.example.com", "c@good.example.net", "d@bad.example.net",
                 "e@ill.example.net"]  # fmt: skip
    read = record("v=DMARC1; p=none; rua=" + ",".join(f"mailto:{entry}" for entry in addresses))
    zone = {
        **dmarc(example_com=read.text),
        "example.com._report._dmarc.good.example.net": {"TXT": "v=DMARC1;"},
        "example.com._report._dmarc.bad.example.net": {"TXT": "something"},
        "example.com._report._dmarc.ill.example.net": Outcome.SERVFAIL,
    }
    leave = report_permissions("example.com", read, Names(zone))
    assert [entry.allowed for entry in leave] == [True, True, True, False, None]
    assert leave[0].name == "" and leave[3].name == "example.com._report._dmarc.bad.example.net"


def test_records_in_the_usual_wrong_places_are_found() -> None:
    text = "v=DMARC1; p=none"
    zone: dict[str, Records] = {
        "example.com": {"TXT": ["v=spf1 -all", text]},
        "_dmarc.example.com.example.com": {"TXT": text},
        "dmarc.example.com": {"TXT": text},
    }
    assert [entry.name for entry in misplaced("example.com", Names(zone))] == list(zone)


TAGS = st.lists(
    st.sampled_from(["v=DMARC1", "p=none", "p=", "p", "sp=reject", "rua=mailto:a@b.example",
                     "rua=,", "t=y", "psd=y", "=", "\x00", "fo=1:d", "pct=1", "é=ü",
                     "rua=mailto:!5m"]),
    max_size=12,
).map("; ".join)  # fmt: skip


@given(st.one_of(st.text(max_size=200), TAGS))
def test_no_text_breaks_the_parser(text: str) -> None:
    for candidate in (text, f"v=DMARC1; {text}"):
        parsed = parse_record(candidate)
        if isinstance(parsed, DmarcRecord):
            assert isinstance(parse_record(parsed.mended()), DmarcRecord)
            assert parsed.policy_for(subdomain=True, exists=False) in Policy
            assert all(mark >= " " for problem in parsed.problems for mark in problem.words)
        elif isinstance(parsed, NearRecord):
            assert isinstance(parse_record(parsed.better), DmarcRecord)


@given(st.text(max_size=300), st.sampled_from(list(Outcome)))
def test_no_domain_breaks_the_walk(domain: str, outcome: Outcome) -> None:
    result = discover(domain, lambda name, type: Answer(name, type, outcome, ("v=DMARC1; p=none",)))
    assert len(result.queries) <= 8
