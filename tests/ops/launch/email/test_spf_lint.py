"""The whole tree of a domain's records, at its worst."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ops.launch.email.spf import Certainty, SpfTree, Verdict, lint, minimal, render
from ops.launch.network.resolver import Answer, Outcome
from tests.ops.launch.email.zones import Names, Records

HOST = {"A": "192.0.2.1", "AAAA": "2001:db8::1"}


def tree_of(text: str, **others: str | Records | Outcome) -> SpfTree:
    """The lint of example.com with a record; further names with ``_`` for their dots."""
    zone: dict[str, Records | Outcome] = {
        "example.com": {"TXT": text, **HOST},
        **{
            name.replace("_", "."): {"TXT": records} if isinstance(records, str) else records
            for name, records in others.items()
        },
    }
    return lint("example.com", Names(zone))


def kinds(tree: SpfTree) -> list[tuple[str, Certainty]]:
    """Its problems in short."""
    return [(problem.kind, problem.certainty) for problem in tree.problems]


def test_a_healthy_record_has_counts_and_no_problems() -> None:
    tree = tree_of(
        "v=spf1 a include:one.example.net -all",
        one_example_net="v=spf1 include:two.example.net ip4:192.0.2.0/24 ~all",
        two_example_net="v=spf1 ip4:198.51.100.0/24 ~all",
    )
    assert tree.verdict is Verdict.VALID and not tree.problems and not tree.remarks
    assert (tree.worst, tree.least, tree.voids) == (3, 1, 0)
    assert tree.includes == ("one.example.net", "two.example.net")
    assert (tree.has_all, tree.final) == (True, "-")


def test_one_mx_is_one_lookup_however_many_hosts_it_has() -> None:
    mx = ["1 a.example.com", "2 b.example.com"]
    zone: dict[str, Records] = {"example.com": {"TXT": "v=spf1 mx -all", "MX": mx}}
    hosts = {"a.example.com": HOST, "b.example.com": HOST}
    assert lint("example.com", Names({**zone, **hosts})).worst == 1


def test_eleven_flat_includes_and_two_with_five_each_are_too_many() -> None:
    leaf = "v=spf1 ip4:192.0.2.1 ~all"
    flat = {f"i{n}.example.net": {"TXT": leaf} for n in range(11)}
    text = "v=spf1 " + " ".join(f"include:{name}" for name in flat) + " ~all"
    tree = lint("example.com", Names({"example.com": {"TXT": text}, **flat}))
    assert tree.worst == 11 and kinds(tree) == [("lookups", Certainty.SOME)]
    assert tree.beyond() == ("include:i10.example.net",)
    reached = tree.reach("i10.example.net")
    assert reached is not None and (reached.first, reached.last) == (11, 11)

    fives = [list(flat)[:5], list(flat)[5:10]]
    nested = {
        f"n{place}.example.net": {"TXT": f"v=spf1 include:{' include:'.join(five)} ~all"}
        for place, five in enumerate(fives)
    }
    top = {"example.com": {"TXT": "v=spf1 include:n0.example.net include:n1.example.net ~all"}}
    assert lint("example.com", Names({**flat, **nested, **top})).worst == 12


def test_ten_lookups_exactly_are_fine() -> None:
    flat = {f"i{n}.example.net": {"TXT": "v=spf1 ip4:192.0.2.1 ~all"} for n in range(10)}
    text = "v=spf1 " + " ".join(f"include:{name}" for name in flat) + " ~all"
    tree = lint("example.com", Names({"example.com": {"TXT": text}, **flat}))
    assert (tree.worst, tree.verdict) == (10, Verdict.VALID)


def test_a_record_over_the_limit_still_says_whom_it_serves() -> None:
    inc = " ".join(["a:h.example.com"] * 8)
    tree = tree_of("v=spf1 a include:inc.example.com ip4:192.0.2.9 mx -all",
                   inc_example_com=f"v=spf1 {inc}", h_example_com=HOST)  # fmt: skip
    assert (tree.worst, tree.least, tree.verdict) == (11, 1, Verdict.PARTLY)
    assert tree.beyond() == ("mx",)
    reached = tree.reach("inc.example.com")
    assert reached is not None and (reached.first, reached.last) == (2, 10)


def test_an_include_met_twice_counts_twice_and_is_remarked_upon() -> None:
    tree = tree_of("v=spf1 include:a.example.net include:b.example.net ~all",
                   a_example_net="v=spf1 include:b.example.net ~all",
                   b_example_net="v=spf1 include:c.example.net ~all",
                   c_example_net="v=spf1 ip4:192.0.2.1 ~all")  # fmt: skip
    assert tree.worst == 5
    assert [remark.kind for remark in tree.remarks] == ["again"]
    found = minimal("v=spf1 include:a.example.net include:b.example.net ~all", tree)
    assert found.text == "v=spf1 include:a.example.net ~all"
    assert found.removed[0][0] == "include:b.example.net"


def test_two_records_of_one_name_are_an_error_and_a_chain_is_not() -> None:
    tree = lint("example.com", Names({"example.com": {"TXT": ["v=spf1 a -all", "v=spf1 mx -all"]}}))
    assert kinds(tree) == [("several", Certainty.PERMANENT)] and len(tree.root.texts) == 2
    chain = tree_of("v=spf1 redirect=r.example.net",
                    r_example_net="v=spf1 include:s.example.net ?all",
                    s_example_net="v=spf1 ip4:192.0.2.1 -all")  # fmt: skip
    assert (chain.verdict, chain.final, chain.worst) == (Verdict.VALID, "?", 2)


@pytest.mark.parametrize(
    ("gone", "words"),
    [({}, "gone.example.net does not exist"), ({"A": "192.0.2.1"}, "has no SPF record")],
)
def test_an_include_of_nothing_is_a_permanent_error(gone: dict[str, str], words: str) -> None:
    others = {"gone_example_net": gone} if gone else {}
    tree = tree_of("v=spf1 include:gone.example.net -all", **others)
    assert kinds(tree) == [("no_record", Certainty.PERMANENT)]
    assert words in tree.problems[0].words and tree.problems[0].term == "include:gone.example.net"


@pytest.mark.parametrize("failure", [Outcome.SERVFAIL, Outcome.REFUSED, Outcome.TIMEOUT])
def test_what_cannot_be_looked_up_is_unknown_and_not_wrong(failure: Outcome) -> None:
    tree = tree_of("v=spf1 include:ill.example.net -all", ill_example_net=failure)
    assert kinds(tree) == [("lookup", Certainty.TEMPORARY)] and tree.verdict is Verdict.UNKNOWN
    assert lint("example.com", Names({"example.com": failure})).verdict is Verdict.UNKNOWN
    assert lint("example.com", Names({})).verdict is Verdict.NONE


def test_two_empty_lookups_are_remarked_upon_and_three_are_an_error() -> None:
    two = tree_of("v=spf1 a:x.example.com a:y.example.com ~all")
    assert (two.voids, two.verdict) == (2, Verdict.VALID)
    assert [remark.kind for remark in two.remarks] == ["void", "void"]
    three = tree_of("v=spf1 a:x.example.com a:y.example.com exists:z.example.com ~all")
    assert kinds(three) == [("voids", Certainty.PERMANENT)]
    four = tree_of("v=spf1 ip4:192.0.2.1 a:x.example.com a:y.example.com a:z.example.com ~all")
    assert kinds(four) == [("voids", Certainty.SOME)]


def test_hosts_without_ipv6_only_trouble_senders_with_ipv6() -> None:
    old = {"A": "192.0.2.1"}
    tree = tree_of("v=spf1 a:x.example.com a:y.example.com a:z.example.com ~all",
                   x_example_com=old, y_example_com=old, z_example_com=old)  # fmt: skip
    assert tree.verdict is Verdict.VALID
    assert [remark.kind for remark in tree.remarks] == ["voids_ipv6"]


def test_a_circle_is_found_and_named() -> None:
    tree = tree_of("v=spf1 include:b.example.net -all",
                   b_example_net="v=spf1 include:example.com -all")  # fmt: skip
    assert kinds(tree) == [("loop", Certainty.PERMANENT)] and tree.loops == ("example.com",)
    alone = tree_of("v=spf1 redirect=example.com")
    assert kinds(alone) == [("loop", Certainty.PERMANENT)]


@pytest.mark.parametrize(
    ("term", "everyone"),
    [("+all", True), ("all", True), ("ip4:0.0.0.0/0", True), ("ip4:128.0.0.0/1", True),
     ("ip4:10.0.0.0/7", False), ("ip6:::/0", True), ("ip6:2000::/3", True), ("a/0", True),
     ("mx/4", False)],
)  # fmt: skip
def test_terms_that_let_half_the_world_in_are_found(term: str, everyone: bool) -> None:
    tree = tree_of(f"v=spf1 {term} ~all")
    assert [(wide.term, wide.everyone) for wide in tree.wide] == [(term, everyone)]


def test_an_open_include_opens_the_domain_and_an_excluding_one_does_not() -> None:
    opened = tree_of("v=spf1 include:o.example.net -all", o_example_net="v=spf1 +all")
    assert [(wide.domain, wide.everyone) for wide in opened.wide] == [("o.example.net", True)]
    assert not tree_of("v=spf1 -include:o.example.net -all", o_example_net="v=spf1 +all").wide
    assert not tree_of("v=spf1 ip4:192.0.2.0/8 ?all").wide


def test_the_end_is_told_through_redirects() -> None:
    assert tree_of("v=spf1 ip4:192.0.2.1").final == ""
    assert tree_of("v=spf1 redirect=r.example.net", r_example_net="v=spf1 ~all").final == "~"


def test_macros_that_depend_on_the_sender_are_not_counted_and_not_failed() -> None:
    tree = tree_of("v=spf1 exists:%{i}.allow.example.net include:%{l}.example.net -all")
    assert kinds(tree) == [("macro", Certainty.UNCOUNTABLE)] and tree.verdict is Verdict.VALID
    assert tree.worst == 2


def test_the_domain_in_a_macro_is_the_included_one() -> None:
    tree = tree_of("v=spf1 include:inc.example.net -all",
                   inc_example_net="v=spf1 include:%{d}.%{d2}.example.org -all",
                   inc_example_net_example_net_example_org="v=spf1 ip4:192.0.2.1 -all")  # fmt: skip
    assert tree.verdict is Verdict.VALID and tree.worst == 2


def test_ptr_and_needless_pieces_are_remarked_upon() -> None:
    tree = tree_of("v=spf1 ptr a a include=x.example.net -all mx redirect=r.example.net")
    assert {remark.kind for remark in tree.remarks} == {
        "ptr", "repeated", "misspelt", "after_all", "redirect_void",
    }  # fmt: skip
    assert tree.verdict is Verdict.VALID and len(tree.ptr) == 1


def test_a_mistake_is_reported_and_the_rest_of_the_tree_still_drawn() -> None:
    tree = tree_of("v=spf1 include:a.example.net ipv4:192.0.2.1 -all;",
                   a_example_net="v=spf1 ip4:192.0.2.1 -all")  # fmt: skip
    assert [problem.kind for problem in tree.problems] == ["syntax", "syntax"]
    fault = tree.problems[0].fault
    assert fault is not None and fault.better == "ip4:192.0.2.1"
    assert tree.worst == 1 and tree.includes == ("a.example.net",)


def test_a_hostile_zone_ends_soon_however_wide_and_deep() -> None:
    asked = 0

    def endless(name: str, type: str) -> Answer:
        nonlocal asked
        asked += 1
        terms = " ".join(f"include:{n}.{name[-200:]}" for n in range(400))
        return Answer(name, type, Outcome.ANSWER, (f"v=spf1 {terms} -all",))

    tree = lint("example.com", endless)
    assert tree.truncated and tree.worst > 10 and asked <= 300
    assert len(render(tree).splitlines()) < 220


def test_a_dense_net_of_records_is_walked_once() -> None:
    names = [f"n{n}.example.net" for n in range(12)]
    zone = {
        name: {"TXT": "v=spf1 " + " ".join(f"include:{m}" for m in names[place + 1 :]) + " ~all"}
        for place, name in enumerate(names)
    }
    tree = lint(names[0], Names(zone))
    assert tree.worst > 1000 and tree.queries == 12


def test_the_tree_fits_80_columns_and_shows_counts() -> None:
    tree = tree_of(
        "v=spf1 a mx include:one.example.net include:gone.example.net "
        f"include:{'long-name-' * 6}.example.org ip4:192.0.2.1 ip4:192.0.2.2 ip4:192.0.2.3 "
        "ip4:192.0.2.4 ip4:192.0.2.5 ~all",
        one_example_net="v=spf1 include:two.example.net ~all",
        two_example_net="v=spf1 ip4:192.0.2.0/24 ~all",
    )
    text = render(tree)
    assert all(len(line) <= 80 for line in text.splitlines())
    assert text.splitlines()[0] == f"SPF of example.com{' ' * 47}6 of 10 lookups"
    assert "├─ include:one.example.net" in text and "1 + 1" in text
    assert "no SPF record there" in text and "(5 addresses)" in text
    assert "nothing there" in text


def test_control_characters_never_reach_the_terminal() -> None:
    tree = tree_of("v=spf1 include:\x1b[31m.example.net a:\x07.example.com -all")
    assert "\x1b" not in render(tree) and "\x07" not in render(tree)
    assert all("\x1b" not in problem.words + problem.term for problem in tree.problems)


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(
    st.sampled_from([f"n{n}.example.com" for n in range(6)]),
    st.lists(st.sampled_from(
        ["a", "mx", "ptr", "-all", "?all", "include:n1.example.com", "include:n2.example.com",
         "include:n3.example.com", "redirect=n4.example.com", "-include:n5.example.com", "oops",
         "exists:%{d}", "ip4:192.0.2.0/24"]), max_size=8).map(" ".join),
))  # fmt: skip
def test_no_zone_breaks_the_walk(zone: dict[str, str]) -> None:
    names = Names({name: {"TXT": f"v=spf1 {text}"} for name, text in zone.items()})
    tree = lint("n1.example.com", names)
    assert tree.verdict in Verdict and render(tree)
    assert tree.wide is not None and tree.final in ("", "+", "-", "~", "?")
    assert tree.reach("n3.example.com") is None or tree.worst
