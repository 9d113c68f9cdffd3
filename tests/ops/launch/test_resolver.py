"""DNS answers told apart, over real sockets."""

from __future__ import annotations

import pytest

from lab.dns_server import DnsServer
from ops.launch.network.deadline import Deadline
from ops.launch.network.resolver import Outcome, Resolver

ZONE = """
    example.com        600 A      192.0.2.10
    example.com            MX     20 mx2.example.com.
    example.com            MX     10 mx1.example.com.
    example.com            TXT    "v=spf1 " "-all"
    www.example.com        CNAME  example.com.
    lost.example.com       CNAME  gone.example.com.
    a.loop.example.com     CNAME  b.loop.example.com.
    b.loop.example.com     CNAME  a.loop.example.com.
    *.wild.example.com     A      192.0.2.11
    deep.below.example.com A      192.0.2.12
"""


def resolver(server: DnsServer, *, patience: float = 0.2) -> Resolver:
    return Resolver([server.where], Deadline(10), patience=patience)


def test_the_five_ways_not_to_get_an_answer_stay_five() -> None:
    with DnsServer(
        ZONE,
        servfail={"broken.example.com"},
        refused={"closed.example.com"},
        silent={"silent.example.com"},
    ) as server:
        ask = resolver(server).ask
        assert ask("example.com", "A").outcome is Outcome.ANSWER
        assert ask("nowhere.example.com", "A").outcome is Outcome.NXDOMAIN
        assert ask("example.com", "AAAA").outcome is Outcome.NODATA
        assert ask("below.example.com", "A").outcome is Outcome.NODATA
        assert ask("broken.example.com", "A").outcome is Outcome.SERVFAIL
        assert ask("closed.example.com", "A").outcome is Outcome.REFUSED
        assert ask("silent.example.com", "A").outcome is Outcome.TIMEOUT


def test_values_are_read_as_they_stand() -> None:
    with DnsServer(ZONE) as server:
        ask = resolver(server).ask
        assert ask("example.com", "TXT").values == ("v=spf1 -all",)
        assert ask("EXAMPLE.com.", "MX").values == ("10 mx1.example.com", "20 mx2.example.com")
        assert ask("example.com", "A").ttl == 600
        assert ask("x.wild.example.com", "A").values == ("192.0.2.11",)


def test_a_cname_is_followed_and_its_missing_end_is_named() -> None:
    with DnsServer(ZONE) as server:
        ask = resolver(server).ask
        www = ask("www.example.com", "A")
        assert (www.values, www.chain) == (("192.0.2.10",), ("example.com",))
        lost = ask("lost.example.com", "A")
        assert (lost.outcome, lost.end) == (Outcome.NXDOMAIN, "gone.example.com")


def test_a_cname_loop_ends_as_a_failure() -> None:
    with DnsServer(ZONE) as server:
        answer = resolver(server).ask("a.loop.example.com", "A")
        assert answer.outcome is Outcome.SERVFAIL
        assert len(server.asked) < 15


def test_a_long_answer_is_fetched_over_tcp() -> None:
    strings = " ".join(f'"{"x" * 200}"' for _ in range(20))
    with DnsServer(f"long.example.com TXT {strings}") as server:
        answer = resolver(server).ask("long.example.com", "TXT")
        assert len(answer.values[0]) == 4000
        assert [over for _, _, over in server.asked] == ["udp", "tcp"]


def test_a_server_without_udp_is_asked_over_tcp() -> None:
    with DnsServer(ZONE, udp_silent=True) as server:
        assert resolver(server).ask("example.com", "A").values == ("192.0.2.10",)


def test_a_server_that_knows_no_edns_still_answers() -> None:
    with DnsServer(ZONE, no_edns=True) as server:
        assert resolver(server).ask("example.com", "A").values == ("192.0.2.10",)


def test_an_answer_with_a_wrong_id_is_somebody_elses() -> None:
    with DnsServer(ZONE, wrong_id_first=True) as server:
        assert resolver(server).ask("example.com", "A").values == ("192.0.2.10",)


def test_each_question_is_asked_once() -> None:
    with DnsServer(ZONE) as server:
        ask = resolver(server).ask
        for _ in range(3):
            ask("example.com", "A")
        assert server.questions() == ["example.com"]


def test_a_server_that_never_answers_is_given_up() -> None:
    with DnsServer(all_silent=True) as server:
        ask = resolver(server, patience=0.05).ask
        answers = [ask(f"n{number}.example.com", "A") for number in range(30)]
        assert {answer.outcome for answer in answers} == {Outcome.TIMEOUT}
        assert len({name for name, _, _ in server.asked}) <= 4


@pytest.mark.parametrize("name", ["a..b", "x" * 64 + ".example.com", "a." * 130 + "com"])
def test_a_name_that_cannot_be_in_dns_does_not_exist(name: str) -> None:
    assert Resolver([("127.0.0.1", 9)], Deadline(1)).ask(name, "A").outcome is Outcome.NXDOMAIN


def test_a_name_behind_broken_dnssec_answers_only_unchecked() -> None:
    with DnsServer(ZONE, bogus={"example.com"}) as server:
        ask = resolver(server).ask
        assert ask("example.com", "A").outcome is Outcome.SERVFAIL
        assert ask("example.com", "A", unchecked=True).ok
