"""What a receiving server decides about one sender."""

from __future__ import annotations

import pytest

from bench.spf import cases, evaluate, judge, suite_file
from ops.launch.email.spf import Result, check_host
from ops.launch.network.resolver import Outcome
from tests.ops.launch.email.zones import Names, Zone

MAIL = "192.0.2.25"
STRANGER = "203.0.113.9"


def result(zone: Zone, ip: str = MAIL, domain: str = "example.com", **more: str) -> str:
    """The result for somebody at a domain."""
    sender = more.get("sender", f"coach@{domain}")
    return check_host(ip, "", sender, more.get("helo", "mail.example.net"), Names(zone)).result


def spf(text: str, **others: object) -> Zone:
    """A zone with one record at example.com, and further names with ``_`` for their dots."""
    more = {name.replace("_", "."): records for name, records in others.items()}
    return {"example.com": {"TXT": text}, **more}  # type: ignore[dict-item]


def test_the_conformance_suite_is_met_in_every_case() -> None:
    if not suite_file().is_file():
        pytest.skip(f"{suite_file()} is not there")
    listed = list(cases(suite_file()))
    assert len(listed) == 203
    assert [miss for case in listed if (miss := evaluate(case))] == []
    wrong = [miss.case for case in listed if (miss := judge(case))]
    assert wrong == ["include-at-limit"], "the lint speaks for all senders, the case for one"


def test_the_first_match_decides() -> None:
    zone = spf("v=spf1 ip4:192.0.2.0/24 ~ip4:203.0.113.0/24 -all")
    assert result(zone) == Result.PASS
    assert result(zone, STRANGER) == Result.SOFTFAIL
    assert result(zone, "198.51.100.1") == Result.FAIL


def test_without_an_end_a_stranger_is_neutral() -> None:
    assert result(spf("v=spf1 ip4:192.0.2.1"), STRANGER) == Result.NEUTRAL


def test_a_domain_without_record_or_without_a_name_has_no_result() -> None:
    assert result({}) == Result.NONE
    assert result({"example.com": {"TXT": "v=spf10 -all"}}) == Result.NONE
    assert result(spf("v=spf1 -all"), sender="a@localhost") == Result.NONE
    assert result(spf("v=spf1 -all"), sender="a@[192.0.2.1]") == Result.NONE
    assert result(spf("v=spf1 -all"), sender="a@b..example.com") == Result.NONE


def test_an_empty_sender_stands_for_postmaster_at_the_helo_name() -> None:
    zone = {"mail.example.net": {"TXT": "v=spf1 exists:%{l}.users.example.net -all"},
            "postmaster.users.example.net": {"A": "127.0.0.2"}}  # fmt: skip
    assert result(zone, sender="") == Result.PASS


@pytest.mark.parametrize("failure", [Outcome.SERVFAIL, Outcome.REFUSED, Outcome.TIMEOUT])
def test_a_lookup_that_fails_is_a_temporary_error_and_never_no_record(failure: Outcome) -> None:
    assert result({"example.com": failure}) == Result.TEMPERROR
    assert result(spf("v=spf1 a:x.example.com -all", x_example_com=failure)) == Result.TEMPERROR
    assert result(spf("v=spf1 include:x.example.com -all", x_example_com=failure)) == "temperror"


def test_two_records_are_an_error() -> None:
    assert result({"example.com": {"TXT": ["v=spf1 -all", "v=spf1 +all"]}}) == Result.PERMERROR


def test_a_mistake_anywhere_is_an_error_even_behind_a_match() -> None:
    assert result(spf("v=spf1 ip4:192.0.2.25 -all moo")) == Result.PERMERROR


def test_an_include_passes_what_passes_there_and_nothing_else() -> None:
    zone = spf(
        "v=spf1 include:inc.example.com ~all",
        inc_example_com={"TXT": "v=spf1 ip4:192.0.2.25 -all"},
    )
    assert result(zone) == Result.PASS
    assert result(zone, STRANGER) == Result.SOFTFAIL


def test_an_include_or_redirect_to_nothing_is_an_error() -> None:
    assert result(spf("v=spf1 include:gone.example.com -all")) == Result.PERMERROR
    assert result(spf("v=spf1 redirect=gone.example.com")) == Result.PERMERROR


def test_a_redirect_is_followed_only_when_nothing_matched() -> None:
    zone = spf("v=spf1 ip4:192.0.2.25 redirect=other.example.com",
               other_example_com={"TXT": "v=spf1 ip4:203.0.113.9 -all"})  # fmt: skip
    assert [result(zone, ip) for ip in (MAIL, STRANGER, "198.51.100.1")] == ["pass", "pass", "fail"]


def test_ten_lookups_are_allowed_and_eleven_are_not() -> None:
    for count, wanted in ((10, "pass"), (11, "permerror")):
        names = [f"a:h{number}.example.com" for number in range(count)]
        zone = spf(f"v=spf1 {' '.join(names)} ip4:192.0.2.25 -all")
        zone = {**zone, **{n.removeprefix("a:"): {"A": "198.51.100.7"} for n in names}}
        assert result(zone) == wanted


def test_three_lookups_that_find_nothing_are_too_many() -> None:
    assert result(spf("v=spf1 a:x.example.com a:y.example.com ip4:192.0.2.25 -all")) == "pass"
    three = "v=spf1 a:x.example.com a:y.example.com a:z.example.com ip4:192.0.2.25 -all"
    assert result(spf(three)) == Result.PERMERROR


def test_a_circle_of_includes_ends_at_the_limit() -> None:
    zone = spf("v=spf1 include:b.example.com -all",
               b_example_com={"TXT": "v=spf1 include:example.com -all"})  # fmt: skip
    found = check_host(MAIL, "", "a@example.com", "h.example.net", Names(zone))
    assert found.result is Result.PERMERROR and found.lookups == 11


def test_mx_compares_addresses_of_its_hosts_and_never_the_domain_s_own() -> None:
    zone = {"example.com": {"TXT": "v=spf1 mx -all", "MX": "10 mx.example.com", "A": STRANGER},
            "mx.example.com": {"A": MAIL}}  # fmt: skip
    assert result(zone) == Result.PASS
    assert result(zone, STRANGER) == Result.FAIL
    null = {"example.com": {"TXT": "v=spf1 mx -all", "MX": "0 .", "A": STRANGER}}
    assert result(null, STRANGER) == Result.FAIL


def test_eleven_mx_records_are_an_error() -> None:
    many = [f"{n} mx{n}.example.com" for n in range(11)]
    assert result({"example.com": {"TXT": "v=spf1 mx -all", "MX": many}}) == Result.PERMERROR


def test_networks_of_both_families_are_compared_by_their_own_length() -> None:
    zone = {"example.com": {"TXT": "v=spf1 a/24//64 -all", "A": "192.0.2.1", "AAAA": "2001:db8::1"}}
    for ip, wanted in (("192.0.2.200", "pass"), ("192.0.3.1", "fail"), ("2001:db8::2", "pass"),
                       ("2001:db8:0:1::1", "fail"), ("::ffff:192.0.2.9", "pass")):  # fmt: skip
        assert result(zone, ip) == wanted


def test_ptr_needs_a_name_that_points_back() -> None:
    zone = spf("v=spf1 ptr -all", **{"25.2.0.192.in-addr.arpa": {"PTR": "mail.example.com"}},
               mail_example_com={"A": MAIL})  # fmt: skip
    assert result(zone) == Result.PASS
    liar = spf("v=spf1 ptr -all", **{"25.2.0.192.in-addr.arpa": {"PTR": "mail.example.com"}},
               mail_example_com={"A": STRANGER})  # fmt: skip
    assert result(liar) == Result.FAIL


def test_the_explanation_of_a_fail_is_expanded_and_a_broken_one_left_out() -> None:
    zone = spf(
        "v=spf1 -all exp=why.example.com",
        why_example_com={"TXT": "%{i} may not send for %{d}: https://example.com/%{S}"},
    )
    found = check_host(STRANGER, "", "a b@example.com", "h.example.net", Names(zone))
    assert found.explanation == (
        "203.0.113.9 may not send for example.com: https://example.com/a%20b%40example.com"
    )
    for text in ("%{x}", "caf\u00c3\u00a9", "%"):
        broken = spf("v=spf1 -all exp=why.example.com", why_example_com={"TXT": text})
        found = check_host(STRANGER, "", "a@example.com", "h.example.net", Names(broken),
                           default_explanation="no")  # fmt: skip
        assert (found.result, found.explanation) == (Result.FAIL, "no")


def test_a_result_says_which_term_of_whose_record_decided() -> None:
    zone = spf("v=spf1 redirect=other.example.com",
               other_example_com={"TXT": "v=spf1 mx ip4:192.0.2.0/24 -all"})  # fmt: skip
    found = check_host(MAIL, "", "a@example.com", "h.example.net", Names(zone))
    assert (found.domain, found.term) == ("other.example.com", "ip4:192.0.2.0/24")
    assert (found.lookups, found.void_lookups) == (2, 1)
