"""Which addresses are told anything, and in what words the others are refused."""

from __future__ import annotations

import pytest

from lab.dns_server import DnsServer
from ops.launch.world import NetworkOptions
from ops.webhooks import send
from tests.ops.webhooks.conftest import NO_DNS
from tests.ops.webhooks.receiver import HOST, Receiver


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("http://hooks.example.com/x", "begin with https"),
        ("ftp://hooks.example.com/x", "begin with https"),
        ("hooks.example.com/x", "begin with https"),
        ("", "begin with https"),
        ("https://", "this machine"),
        ("https://localhost/x", "this machine"),
        ("https://app.localhost/x", "this machine"),
        ("https://n8n:5678/x", "no dot"),
        ("https://127.0.0.1/x", "private network"),
        ("https://127.1/x", "ends in a number"),
        ("https://0x7f000001/x", "no dot"),
        ("https://2130706433/x", "no dot"),
        ("https://10.0.0.8/x", "private network"),
        ("https://169.254.169.254/latest/meta-data/", "private network"),
        ("https://[::1]/x", "private network"),
        ("https://[::ffff:127.0.0.1]/x", "private network"),
        ("https://[fd00::1]/x", "private network"),
        ("https://[64:ff9b::7f00:1]/x", "private network"),
        ("https://me:secret@hooks.example.com/x", "user name or password"),
        ("https://hooks.example.com/x#part", "#"),
        ("https://hooks.example.com/x y", "space"),
        ("https://hooks.example.com/x\r\nHost: evil", "line break"),
        ("https://hooks.example.com\\@127.0.0.1/", "backslash"),
        ("https://hooks.example.com:99999/", "no web address"),
        ("https://[broken/", "no web address"),
        ("https://hooks.example.com/ä", "letters"),
        ("https://hooks.example.com/" + "x" * 2000, "longer than"),
    ],
)
def test_what_is_refused_says_what_to_change(
    url: str, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(send, "options", NetworkOptions(resolver=NO_DNS))
    with pytest.raises(send.BadAddress, match=words):
        send.target_of(url)


def test_a_name_that_leads_into_the_private_network(monkeypatch: pytest.MonkeyPatch) -> None:
    with DnsServer("inside.example.com. A 10.0.0.8") as dns:
        monkeypatch.setattr(send, "options", NetworkOptions(resolver=dns.where))
        with pytest.raises(send.BadAddress, match="private network"):
            send.target_of("https://inside.example.com/x")


def test_one_address_of_several_is_enough_to_refuse(monkeypatch: pytest.MonkeyPatch) -> None:
    """Else a name with a public and a private address would be tried until it fits."""
    with DnsServer("both.example.com. A 203.0.114.9\nboth.example.com. A 127.0.0.1") as dns:
        monkeypatch.setattr(send, "options", NetworkOptions(resolver=dns.where))
        with pytest.raises(send.BadAddress, match="private network"):
            send.target_of("https://both.example.com/x")


def test_a_name_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    with DnsServer("example.com. A 203.0.114.9", zones=["example.com"]) as dns:
        monkeypatch.setattr(send, "options", NetworkOptions(resolver=dns.where))
        with pytest.raises(send.BadAddress, match="was not found") as refused:
            send.target_of("https://gone.example.com/x")
    assert not refused.value.for_now


def test_a_name_in_other_letters_is_sent_in_those_of_dns(receiver: Receiver) -> None:
    target = send.target_of(f"https://{HOST.replace('hooks', 'HOOKS')}/x?y=1")
    assert target.url == f"https://{HOST}/x?y=1"
    assert target.ways


@pytest.mark.parametrize(
    ("header", "seconds"),
    [("", 0), ("120", 120), ("-5", 0), ("soon", 0), ("1e9", 0), ("٣", 0), ("999999999", 86400)],
    ids=["none", "plain", "negative", "word", "float", "arabic", "long"],
)
def test_retry_after(header: str, seconds: float) -> None:
    assert send._seconds(header) == seconds
