"""A forged header changes nothing; an honest chain is followed as far as it is trusted."""

from __future__ import annotations

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from ops.web.client_ip import clean, client_network, parse_proxies, resolve

PEER = "10.0.0.9"


@pytest.mark.parametrize(
    ("proxies", "peer", "forwarded", "expected"),
    [
        ("", PEER, [], PEER),
        ("", PEER, ["1.2.3.4"], PEER),
        ("1", PEER, ["1.2.3.4"], "1.2.3.4"),
        ("1", PEER, ["6.6.6.6, 1.2.3.4"], "1.2.3.4"),
        ("1", PEER, ["6.6.6.6", "1.2.3.4"], "1.2.3.4"),
        ("1", PEER, [], PEER),
        ("2", PEER, ["6.6.6.6, 1.2.3.4, 5.6.7.8"], "1.2.3.4"),
        ("2", PEER, ["1.2.3.4"], "1.2.3.4"),
        ("heroku", PEER, ["6.6.6.6, 1.2.3.4"], "1.2.3.4"),
        ("render", PEER, ["6.6.6.6,1.2.3.4"], "1.2.3.4"),
        ("10.0.0.0/8", PEER, ["6.6.6.6, 1.2.3.4"], "1.2.3.4"),
        ("10.0.0.0/8", PEER, ["1.2.3.4, 10.0.0.1, 10.0.0.2"], "1.2.3.4"),
        ("10.0.0.0/8", "9.9.9.9", ["1.2.3.4"], "9.9.9.9"),
        ("10.0.0.9", PEER, ["1.2.3.4"], "1.2.3.4"),
        # Cloudflare in front of Render; then somebody who goes around Cloudflare.
        ("render,cloudflare", PEER, ["6.6.6.6, 1.2.3.4, 172.64.1.1"], "1.2.3.4"),
        ("render,cloudflare", PEER, ["1.2.3.4, 9.9.9.9"], "9.9.9.9"),
        ("cloudflare", "172.64.1.1", ["1.2.3.4"], "1.2.3.4"),
        ("cloudflare", "2606:4700::1", ["2001:db8::7"], "2001:db8::7"),
        ("cloudflare", "9.9.9.9", ["1.2.3.4"], "9.9.9.9"),
        # Ports, brackets, IPv4 in IPv6, zones.
        ("1", PEER, ["1.2.3.4:5678"], "1.2.3.4"),
        ("1", PEER, ["[2001:db8::1]:443"], "2001:db8::1"),
        ("1", PEER, ["2001:DB8::1"], "2001:db8::1"),
        ("1", PEER, ["::ffff:1.2.3.4"], "1.2.3.4"),
        ("1", PEER, ["fe80::1%eth0"], "fe80::1"),
        ("", "::ffff:10.0.0.9", [], PEER),
        ("10.0.0.0/8", "::ffff:10.0.0.9", ["1.2.3.4"], "1.2.3.4"),
        # Junk where a trusted proxy should have written: the last good address stands.
        ("1", PEER, ["unknown"], PEER),
        ("1", PEER, ["1.2.3.4, "], PEER),
        ("1", PEER, ["_hidden, <script>"], PEER),
        ("2", PEER, ["junk, 1.2.3.4"], "1.2.3.4"),
        ("1", PEER, ["9" * 100_000], PEER),
        ("1", PEER, [", ".join(["6.6.6.6"] * 20_000 + ["1.2.3.4"])], "1.2.3.4"),
        # A Unix socket has no address of its own.
        ("", "", ["1.2.3.4"], ""),
        ("1", "", ["1.2.3.4"], "1.2.3.4"),
        ("127.0.0.1", "", ["1.2.3.4"], "1.2.3.4"),
    ],
)
def test_the_address_is_counted_from_the_right(
    proxies: str, peer: str, forwarded: list[str], expected: str
) -> None:
    assert resolve(peer, forwarded, parse_proxies(proxies)) == expected


@pytest.mark.parametrize("text", ["nginx", "10.0.0.0/40", "1.2.3", "-1", "11", "cloudflare;render"])
def test_a_setting_that_cannot_be_read_says_what_to_write(text: str) -> None:
    with pytest.raises(ValueError, match="proxies"):
        parse_proxies(text)


def test_names_and_numbers_add_up() -> None:
    assert parse_proxies(" Render , 1 ,").hops == 2
    assert len(parse_proxies("cloudflare").networks) == 22


@given(st.text(max_size=200), st.lists(st.text(max_size=200), max_size=5))
def test_whatever_is_sent_an_address_or_nothing_comes_out(peer: str, values: list[str]) -> None:
    found = resolve(peer, values, parse_proxies("1,cloudflare"))
    assert found == "" or clean(found) == found


@given(st.lists(st.ip_addresses().map(str), max_size=8))
def test_what_a_visitor_forges_never_moves_the_address(forged: list[str]) -> None:
    header = ", ".join([*forged, "1.2.3.4"])
    assert resolve(PEER, [header], parse_proxies("1")) == "1.2.3.4"


def test_other_headers_are_never_read(client: Client, settings: Settings) -> None:
    settings.TRUSTED_PROXIES = "1"
    response = client.get(
        "/api/v1/whoami/",
        headers={
            "X-Forwarded-For": "1.2.3.4",
            "X-Real-IP": "6.6.6.6",
            "Forwarded": "for=6.6.6.6",
            "CF-Connecting-IP": "6.6.6.6",
            "True-Client-IP": "6.6.6.6",
        },
    )
    assert response.json()["address"] == "1.2.3.4"


def test_nobody_is_believed_unless_told_to(client: Client) -> None:
    response = client.get("/api/v1/whoami/", headers={"X-Forwarded-For": "1.2.3.4"})
    assert response.json()["address"] == "127.0.0.1"


def test_a_household_in_ipv6_is_one_sender() -> None:
    assert client_network("2001:db8:1:2:3::4") == client_network("2001:db8:1:2:ffff::1")
    assert client_network("2001:db8:1:2::1") != client_network("2001:db8:1:3::1")
    assert client_network("") == "unknown"
