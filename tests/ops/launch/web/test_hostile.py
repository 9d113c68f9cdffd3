"""Servers that mean harm: nothing they send steers us, fills memory, or keeps us waiting."""

from __future__ import annotations

import gzip
import itertools
import socket
import threading

import pytest

from lab.web_server import Asked, Raw, Reply, WebServer, page, redirect, text
from ops.launch.gather.web.follow import NoWay, follow, tidy, ways_to
from ops.launch.gather.web.html import LINKS, LOADS, read_html
from ops.launch.gather.web.pages import gather_pages
from ops.launch.network.connect import Rule
from tests.ops.launch.web.lab import Severity, Status, healthy, home, one, result, results, world_of

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


def endless_body(sock: socket.socket) -> None:
    """A page that does not end."""
    sock.sendall(HEAD + b"\r\n")
    while True:
        sock.sendall(b"x" * 65536)


def endless_chunks(sock: socket.socket) -> None:
    """The same in chunks."""
    sock.sendall(HEAD + b"Transfer-Encoding: chunked\r\n\r\n")
    while True:
        sock.sendall(b"10000\r\n" + b"x" * 65536 + b"\r\n")


def endless_headers(sock: socket.socket) -> None:
    """Headers that do not end."""
    sock.sendall(HEAD)
    for number in itertools.count():
        sock.sendall(b"X-%d: y\r\n" % number)


def endless_line(sock: socket.socket) -> None:
    """One header that does not end."""
    sock.sendall(HEAD + b"X: ")
    while True:
        sock.sendall(b"y" * 65536)


def no_http(sock: socket.socket) -> None:
    """Another protocol."""
    sock.sendall(b"220 mail.example.com ESMTP\r\n")


def cut_short(sock: socket.socket) -> None:
    """Less than was promised."""
    sock.sendall(HEAD + b"Content-Length: 5000\r\n\r\nshort")


def hang_up(sock: socket.socket) -> None:
    """Nothing at all."""


@pytest.mark.parametrize(
    "raw",
    [endless_body, endless_chunks, endless_headers, endless_line, no_http, cut_short, hang_up],
)
def test_a_broken_server_is_told_and_costs_nothing(raw: Raw) -> None:
    with WebServer({"example.com": lambda asked: raw}, families=(4,)) as server:
        world = world_of(server, timeout=5.0)
        chain = follow(world, "https://example.com/", limit=100_000)
        assert all(len(hop.body) <= 100_000 for hop in chain.hops)
        assert chain.end is not None or chain.trouble in ("bad_answer", "reset")


def test_a_server_that_drips_is_cut_off_at_the_deadline() -> None:
    over = threading.Event()

    def drip(sock: socket.socket) -> None:
        sock.sendall(HEAD + b"Content-Length: 100000\r\n\r\n")
        while not over.wait(0.05):
            sock.sendall(b"x")

    with WebServer({"example.com": lambda asked: drip}, families=(4,)) as server:
        found = results(world_of(server, timeout=0.6), "http.answers", "performance.p95")
        over.set()
    assert {result.status for result in found.values()} == {Status.UNKNOWN}


@pytest.mark.parametrize(
    ("location", "trouble"),
    [
        ("http://169.254.169.254/latest/meta-data/", "private"),
        ("http://127.0.0.1:6379/", "private"),
        ("http://[::1]:6379/", "private"),
        ("http://[::ffff:127.0.0.1]/", "private"),
        ("http://0.0.0.0/", "private"),
        ("http://localhost:6379/", "private"),
        ("https://10.0.0.1/", "private"),
        ("file:///etc/passwd", "scheme"),
        ("gopher://127.0.0.1:6379/_FLUSHALL", "scheme"),
        ("javascript:alert(1)", "scheme"),
        ("http://[broken/", "bad_location"),
        ("http://exa mple.com/", "bad_location"),
        ("https://:443/", "bad_location"),
    ],
)
def test_a_redirect_cannot_steer_us_to_private_places(location: str, trouble: str) -> None:
    sites = healthy() | {"example.com": lambda asked: redirect(location, 302)}
    with WebServer(sites) as server:
        chain = follow(world_of(server), "https://example.com/")
        found = result("http.canonical", world_of(server))
    assert chain.trouble == trouble
    assert Severity.BLOCKER in {finding.severity for finding in found.findings}


def test_the_targets_own_private_address_is_visited_at_its_own_port_only() -> None:
    with WebServer({"127.0.0.1": lambda asked: page("Hello")}) as server:
        port = server.ports["http", 4]
        url = f"http://127.0.0.1:{port}/"
        world = world_of(server, "127.0.0.1", rules=(), url=url, port=port)
        assert follow(world, url).end is not None
        with pytest.raises(NoWay, match="6379"):
            ways_to(world, "http://127.0.0.1:6379/")


def test_connect_to_may_lead_to_a_private_address() -> None:
    with WebServer({"example.net": lambda asked: page("Hello")}) as server:
        world = world_of(server, rules=(Rule("example.net", 443, "127.0.0.1",
                                             server.ports["https", 4]),))  # fmt: skip
        assert follow(world, "https://example.net/").end is not None


def test_redirects_over_many_hosts_end_at_ten() -> None:
    hosts = [f"h{number}.example.net" for number in range(15)]
    sites = {
        host: (lambda to: lambda asked: redirect(f"https://{to}/"))(after)
        for host, after in itertools.pairwise([*hosts, "end.example.net"])
    }
    with WebServer(sites, names=["*.example.net"]) as server:
        chain = follow(world_of(server), f"https://{hosts[0]}/")
    assert chain.trouble == "too_many"
    assert len(server.asked) == 11


def test_a_gzip_bomb_is_unpacked_only_so_far() -> None:
    bomb = gzip.compress(b"\0" * 200_000_000, 9)
    reply = Reply(200, [("Content-Type", "text/html"), ("Content-Encoding", "gzip")], bomb)
    with WebServer(home(reply)) as server:
        chain = follow(world_of(server), "https://example.com/", limit=len(bomb) + 10)
    assert chain.end is not None
    assert len(chain.end.body) <= len(bomb) + 10


def test_markup_in_a_title_stays_text_in_the_evidence() -> None:
    title = "</title><script>alert(1)</script>"
    reply = page("\x1b[31m", title=title, server="nginx/1.2\x9b31m<script>")
    found = one("http.headers.versions", home(reply))
    assert "<script>" in found.findings[0].evidence
    assert "\x9b" not in found.findings[0].evidence
    assert "\x1b" not in found.findings[0].evidence


def test_headers_that_are_no_utf_8_are_read() -> None:
    reply = page("Hello", server="caf\xe9/1.0", x_other="\xff\xfe")
    assert "caf\xe9/1.0" in one("http.headers.versions", home(reply)).findings[0].evidence


def test_ten_thousand_links_and_loads_are_kept_within_bounds() -> None:
    markup = "".join(f"<a href='/{n}'>x</a><img src='/{n}.png'>" for n in range(10_000))
    html = read_html(markup, "https://example.com/")
    assert (len(html.links), len(html.loads), html.more) == (LINKS, LOADS, True)


@pytest.mark.parametrize(
    "piece", ["<", "<a ", "<!--", "</", "<![CDATA[", "<a href='", "&#", "<title>"]
)
def test_markup_that_is_never_closed_is_read_to_its_end(piece: str) -> None:
    read_html(piece * (200_000 // len(piece)), "https://example.com/")


def test_a_sitemap_of_entities_and_a_million_lines_is_bounded() -> None:
    bomb = "<!DOCTYPE x [<!ENTITY a 'aaaa'>]><urlset>" + "<url><loc>/&a;</loc></url>" * 40_000
    with WebServer(home(page(), **{"sitemap.xml": text(bomb, "text/xml")})) as server:
        facts = gather_pages(world_of(server))
    assert len(facts.sitemap.urls) <= 500


def test_a_thousand_cookies_do_not_matter() -> None:
    headers = [("Set-Cookie", f"c{n}=x; Secure; SameSite=Lax") for n in range(90)]
    reply = Reply(200, [("Content-Type", "text/html"), *headers], b"<p>Hello")
    assert one("http.cookies", home(reply)).status is Status.PASS


@pytest.mark.parametrize(
    ("given", "sent"),
    [
        ("https://example.com/a b?c=d e#f", "https://example.com/a%20b?c=d%20e"),
        ("https://user:secret@example.com:443/", "https://example.com/"),
        ("HTTPS://EXAMPLE.com", "https://example.com/"),
        ("https://b\xfccher.example/", "https://xn--bcher-kva.example/"),
        ("https://example.com/\r\nX-Evil: 1", "https://example.com/X-Evil:%201"),
        ("https://[2001:DB8::1]:8443/", "https://[2001:db8::1]:8443/"),
    ],
)
def test_an_address_is_tidied_before_it_is_asked_for(given: str, sent: str) -> None:
    assert tidy(given) == sent


def test_everything_at_once_from_a_hostile_site_raises_nothing() -> None:
    def chaos(asked: Asked) -> Reply | Raw:
        kinds: list[Reply | Raw] = [
            redirect("http://127.0.0.1:22/"),
            endless_body,
            page("\0" * 100, status=599, content_type="text/html; charset=nonsense"),
            Reply(204, [("Content-Type", "")], b""),
            no_http,
        ]
        return kinds[len(asked.path + asked.scheme) % len(kinds)]

    with WebServer({"example.com": chaos, "www.example.com": chaos}, families=(4,)) as server:
        found = results(world_of(server, timeout=8.0))
    assert Status.ERROR not in {result.status for result in found.values()}
