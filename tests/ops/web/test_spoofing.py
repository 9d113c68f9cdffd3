"""Whatever a stranger writes into a header, they stay who they are."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from ops.web.client_ip import clean, parse_proxies, resolve

ME = "198.51.100.7"
FORGED = "6.6.6.6"
ROUTER = "10.1.2.3"
EDGE = "172.70.247.28"
EDGE_IN_IPV6 = "2606:4700::6810:84e5"
SECRET = "edge-secret-" + "of-these-tests-" * 3

#: Headers that some proxy, framework or library somewhere believes.
IGNORED = {
    "X-Real-IP": FORGED,
    "X-Client-IP": FORGED,
    "Client-IP": FORGED,
    "True-Client-IP": FORGED,
    "X-Cluster-Client-IP": FORGED,
    "X-Originating-IP": FORGED,
    "X-Remote-IP": FORGED,
    "X-Remote-Addr": FORGED,
    "X-ProxyUser-Ip": FORGED,
    "Fastly-Client-IP": FORGED,
    "Fly-Client-IP": FORGED,
    "X-Azure-ClientIP": FORGED,
    "X-Envoy-External-Address": FORGED,
    "WL-Proxy-Client-IP": FORGED,
    "CF-Connecting-IP": FORGED,
    "CF-Connecting-IPv6": "2001:db8::666",
    "CF-Pseudo-IPv4": FORGED,
    "Cdn-Src-Ip": FORGED,
    "Forwarded": f"for={FORGED};proto=https;host=evil.example",
    "Forwarded-For": FORGED,
    "X-Forwarded": f"for={FORGED}",
    "X-Forwarded-Host": "evil.example",
    "X-Forwarded-Server": "evil.example",
    "X-Forwarded-Port": "443",
    "X-Forwarded-Prefix": "/evil",
    "X-Forwarded-Ssl": "on",
    "X-Forwarded-Scheme": "https",
    "X-Forwarded-Protocol": "https",
    "X-Url-Scheme": "https",
    "Front-End-Https": "on",
    "X-Host": "evil.example",
    "X-Original-Host": "evil.example",
    "X-Original-URL": "/admin/",
    "X-Rewrite-URL": "/admin/",
    "X-HTTP-Method-Override": "DELETE",
    "X-HTTP-Method": "DELETE",
    "X-Method-Override": "DELETE",
    "X-Edge-Secret": "guessed",
}


def whoami(client: Client, **headers: str) -> dict[str, Any]:
    """Who the site thinks is asking, through Render's, Heroku's or nobody's router."""
    address = headers.pop("REMOTE_ADDR", ROUTER)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    answer = client.get("/api/v1/whoami/", headers=named, REMOTE_ADDR=address)
    assert answer.status_code == 200, answer.content
    found: dict[str, Any] = answer.json()
    return found


@pytest.fixture
def heroku(settings: Settings) -> None:
    settings.TRUSTED_PROXIES = "heroku"
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")


@pytest.mark.usefixtures("heroku")
@pytest.mark.parametrize("name", IGNORED)
def test_a_header_of_any_other_make_changes_nothing(client: Client, name: str) -> None:
    found = whoami(client, **{name: IGNORED[name], "X-Forwarded-For": ME})
    assert found == {
        "address": ME, "secure": False, "host": "testserver", "method": "GET", "secret": False,
    }  # fmt: skip


@pytest.mark.usefixtures("heroku")
def test_all_of_them_together_change_nothing(client: Client) -> None:
    found = whoami(client, **IGNORED, **{"X-Forwarded-For": f"{FORGED}, {ME}"})
    assert found["address"] == ME
    assert not found["secure"]


@pytest.mark.parametrize("trusted", ["heroku", "render", "1", "10.0.0.0/8", "heroku,cloudflare"])
@pytest.mark.parametrize(
    "left",
    [
        FORGED, f"{FORGED}, {FORGED}", "127.0.0.1", "10.0.0.1, 10.0.0.2", "::1", "localhost", "",
        ",", " , ,", "unknown", "_hidden", f'"{FORGED}"', f"for={FORGED}", f"{FORGED}:80", "0x7f.1",
        "0177.0.0.1", "2130706433", "::ffff:6.6.6.6", "fe80::1%25eth0", "６.６.６.６", "6.6.6.6\t",
        "'; drop table x", EDGE, f"{EDGE}, 10.0.0.1", ", ".join([FORGED] * 1000),
    ],
)  # fmt: skip
def test_what_stands_left_of_the_routers_entry_is_never_read(trusted: str, left: str) -> None:
    found = resolve(ROUTER, [f"{left}, {ME}"], parse_proxies(trusted), connecting=FORGED)
    assert found == ME


@pytest.mark.parametrize(
    "entry",
    [
        "0x7f.0.0.1", "0177.0.0.1", "017700000001", "2130706433", "127.1", "1.2.3", "1.2.3.4.5",
        "1.2.3.256", "1.2.3.-4", "+1.2.3.4", "1.2.3.4/8", "１.２.３.４", "१.२.३.४", "1。2。3。4",
        "1.2.3.4 5.6.7.8", "1.2.3.4;5.6.7.8", "1.2.3.4\x00", "for=1.2.3.4", "http://1.2.3.4",
        ":::1", "1::2::3", "12345::1", "[::1", "g::1", "localhost", "unknown", "a" * 10_000,
    ],
)  # fmt: skip
def test_what_is_no_plain_address_is_none(entry: str) -> None:
    found = clean(entry)
    assert found in ("", "::1") and (found == "" or entry == "[::1")


@pytest.mark.parametrize(
    ("trusted", "peer", "chain", "connecting", "expected"),
    [
        # As Render hands it over: its own Cloudflare, then its own router.
        ("render", ROUTER, f"{ME}, {EDGE}, 10.19.6.53", ME, ME),
        ("render", ROUTER, f"{ME}, {EDGE}, 10.19.6.53", "", ME),
        ("render", ROUTER, f"{FORGED},{ME}, {EDGE}, 10.19.6.53", ME, ME),
        ("render", ROUTER, f"{FORGED}, {ME}", FORGED, ME),
        # Somebody whose own address is Cloudflare's writes entries to the left of it.
        ("render", ROUTER, f"{FORGED}, {EDGE_IN_IPV6}, {EDGE}, 10.1.1.1", EDGE_IN_IPV6,
         EDGE_IN_IPV6),
        # An own Cloudflare in front of Heroku, and somebody who walks around it.
        ("heroku,cloudflare", ROUTER, f"{ME}, {EDGE}", ME, ME),
        ("heroku,cloudflare", ROUTER, f"{FORGED}, {ME}, {EDGE_IN_IPV6}", ME, ME),
        ("heroku,cloudflare", ROUTER, ME, FORGED, ME),
        ("heroku,cloudflare", ROUTER, f"{EDGE}, {ME}", FORGED, ME),
        ("heroku,cloudflare", ROUTER, "", FORGED, ROUTER),
        ("heroku", ROUTER, EDGE, FORGED, EDGE),
        # Two values, or none that is an address: then the chain alone counts.
        ("heroku,cloudflare", ROUTER, f"{ME}, {EDGE}", f"{FORGED},{ME}", ME),
        ("heroku,cloudflare", ROUTER, f"{ME}, {EDGE}", "nobody", ME),
        # A server of one's own behind Cloudflare, and somebody who found its address.
        ("cloudflare", EDGE, "", ME, ME),
        ("cloudflare", EDGE, f"{FORGED}, {ME}", ME, ME),
        ("cloudflare", ME, FORGED, FORGED, ME),
        ("cloudflare", ME, f"{FORGED}, {EDGE}", FORGED, ME),
        # A router calls from a private address: anybody else has come around it.
        ("heroku", ME, FORGED, FORGED, ME),
        ("heroku,cloudflare", ME, f"{FORGED}, {EDGE}", FORGED, ME),
        ("", ME, FORGED, FORGED, ME),
    ],
)  # fmt: skip
def test_the_edge_is_believed_only_where_the_way_leads_through_it(
    trusted: str, peer: str, chain: str, connecting: str, expected: str
) -> None:
    forwarded = [chain] if chain else []
    assert resolve(peer, forwarded, parse_proxies(trusted), connecting=connecting) == expected


CHAIN = f"{ME}, {EDGE}"


@pytest.mark.parametrize(
    ("trusted", "peer", "chain", "proto", "secure"),
    [
        ("heroku", ROUTER, ME, "https", True),
        ("heroku", ROUTER, ME, "HTTPS", True),
        ("heroku", ROUTER, ME, "http", False),
        ("heroku", ROUTER, ME, "https;", False),
        ("heroku", ROUTER, ME, "on", False),
        ("heroku", ROUTER, ME, "", False),
        ("heroku", ROUTER, "", "https", True),
        # A list: only what the one router has appended counts.
        ("heroku", ROUTER, ME, "https, http", False),
        ("heroku", ROUTER, f"{FORGED}, {FORGED}, {ME}", "https,https,http", False),
        ("heroku", ROUTER, ME, "http, https", True),
        ("heroku", ROUTER, ME, "https," * 1000, False),
        ("heroku", ROUTER, ME, "https," * 1000 + "http", False),
        # Two proxies, of which the outer one has seen the visitor.
        ("heroku,cloudflare", ROUTER, CHAIN, "https, http", True),
        ("heroku,cloudflare", ROUTER, CHAIN, "https, http, http", False),
        ("heroku,cloudflare", ROUTER, ME, "https, http", False),
        ("render", ROUTER, f"{CHAIN}, 10.19.6.53", "https,http,http", True),
        ("2", ROUTER, f"{ME}, 10.9.9.9", "https, http", True),
        ("2", ROUTER, f"{ME}, 10.9.9.9", "https, http, http", False),
        # Nobody's word but a trusted proxy's.
        ("heroku", ME, ME, "https", False),
        ("heroku", "172.64.0.1", ME, "https", False),
        ("heroku", "::ffff:10.1.2.3", ME, "https", True),
        ("cloudflare", ME, ME, "https", False),
        ("cloudflare", EDGE, ME, "https", True),
        ("10.0.0.0/24", ROUTER, ME, "https", False),
        ("", ROUTER, ME, "https", False),
    ],
)
def test_the_scheme_is_believed_only_from_a_trusted_proxy(
    client: Client, settings: Settings, trusted: str, peer: str, chain: str, proto: str,
    secure: bool,
) -> None:  # fmt: skip
    settings.TRUSTED_PROXIES = trusted
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    headers = {"X-Forwarded-For": chain} if chain else {}
    found = whoami(client, REMOTE_ADDR=peer, X_Forwarded_Proto=proto, **headers)
    assert found["secure"] is secure


def test_the_scheme_is_believed_from_nobody_when_nobody_is_trusted(
    client: Client, settings: Settings
) -> None:
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    assert whoami(client, X_Forwarded_Proto="https")["secure"] is False


def test_the_secret_of_the_edge_proves_visitor_and_scheme(
    client: Client, settings: Settings
) -> None:
    settings.EDGE_SECRET = SECRET
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    found = whoami(
        client,
        X_Edge_Secret=SECRET,
        CF_Connecting_IP=ME,
        X_Forwarded_For=FORGED,
        X_Forwarded_Proto="https",
    )
    assert (found["address"], found["secure"], found["secret"]) == (ME, True, False)
