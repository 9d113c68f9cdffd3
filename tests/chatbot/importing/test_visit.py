"""Pages over the network, from real servers on loopback, and where we do not go."""

from __future__ import annotations

import contextlib
import gzip
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from chatbot.importing.documents import read_answer
from chatbot.importing.gather import Gathering
from chatbot.importing.rows import Gathered
from chatbot.importing.visit import NotHad, Visitor, page_address, same_site, source_of
from lab.dns_server import DnsServer
from lab.web_server import Reply, Route, WebServer, page, pages, redirect, text
from ops.launch.network.connect import Rule
from ops.launch.world import NetworkOptions
from tests.chatbot.importing.papers import docx, lines, paragraph, pdf

NO_DNS = ("127.0.0.1", 9)


@contextlib.contextmanager
def visiting(sites: dict[str, Route], **options: Any) -> Iterator[tuple[Visitor, WebServer]]:
    with WebServer(sites) as server:
        options.setdefault("resolver", NO_DNS)
        options.setdefault("connect_to", server.rules)
        yield Visitor(options=NetworkOptions(**options), seconds=20), server


def gathered(url: str, found: dict[str, Any], **more: Any) -> Gathered:
    with visiting({"example.com": pages(found)}) as (visitor, _):
        return Gathering(visitor=visitor, **more).places([url])


def test_a_page_is_read_with_its_address() -> None:
    run = gathered("http://example.com/prices", {
        "/prices": page("<h1 id=p>Prices</h1><p>One hour is $150.</p>"),
    })  # fmt: skip
    (reading,) = run.readings
    assert reading.source == "example.com/prices"
    assert reading.rows[0].values["url"] == "http://example.com/prices#p"
    assert not run.problems


@pytest.mark.parametrize(
    ("name", "reply", "said"),
    [
        ("/a.pdf", text(pdf(lines(["One hour is $150."])), "application/pdf"), "$150"),
        ("/a", text(pdf(lines(["One hour is $150."])), "application/octet-stream"), "$150"),
        ("/a.docx", text(docx(paragraph("One hour.")), "application/octet-stream"), "One hour."),
        ("/a.csv", text("title,answer\nA?,One hour.\n", "text/csv"), "One hour."),
        ("/a.md", text("## A?\n\nOne hour.\n", "text/plain"), "One hour."),
        ("/a.txt", text("One hour.\n"), "One hour."),
        ("/a.yaml", text("- title: A?\n  answer: One hour.\n", "application/yaml"), "One hour."),
    ],
)
def test_documents_on_the_web_are_read_by_what_they_are(name: str, reply: Reply, said: str) -> None:
    run = gathered(f"http://example.com{name}", {name: reply})
    assert not run.problems
    (row,) = run.readings[0].rows
    assert said in row.values["answer"]
    assert row.values["url"] == f"http://example.com{name}"


@pytest.mark.parametrize(
    ("header", "head", "encoding"),
    [
        ("text/html; charset=iso-8859-1", "", "latin-1"),
        ("text/html", '<meta charset="windows-1252">', "cp1252"),
        ("text/html", "", "cp1252"),
        ("text/html", "", "utf-8"),
        ("text/html; charset=nonsense", "", "utf-8"),
        ("text/html", "", "utf-16"),
    ],
)
def test_a_page_is_read_in_its_encoding(header: str, head: str, encoding: str) -> None:
    body = f"<html><head>{head}</head><body><p>Caf\u00e9 f\u00fcr alle.</p></body></html>"
    run = gathered("http://example.com/", {"/": text(body.encode(encoding), header)})
    assert run.readings[0].rows[0].values["answer"] == "Caf\u00e9 f\u00fcr alle."


@pytest.mark.parametrize(
    ("status", "words"),
    [(404, "does not exist"), (403, "not open to everybody"), (500, "status 500"),
     (429, "slow down")],
)  # fmt: skip
def test_an_answer_that_is_no_page_is_told(status: int, words: str) -> None:
    run = gathered("http://example.com/x", {"/x": page("Sorry", status=status)})
    assert words in run.problems[0]


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        (text(b"\x89PNG\r\n\x1a\n", "image/png"), "neither a page nor a document but image/png"),
        (text(b"\x00\x01\x02" * 50, "text/plain"), "no text"),
        (text("", "text/plain"), "empty"),
        (page(""), "no text to import"),
    ],
)
def test_what_is_nothing_to_read_is_told(reply: Reply, words: str) -> None:
    run = gathered("http://example.com/x", {"/x": reply})
    assert words in run.problems[0]


def test_robots_txt_is_kept_and_says_what_to_add() -> None:
    rules = text("User-agent: *\nDisallow: /prices\n")
    run = gathered("http://example.com/prices", {"/robots.txt": rules, "/prices": page("$150")})
    assert "closed to programs by the site's robots.txt (Disallow: /prices)" in run.problems[0]
    assert "User-agent: slipway-import" in run.problems[0]


def test_a_robots_txt_that_cannot_be_had_is_no_leave() -> None:
    broken = page("Oops", status=503)
    run = gathered("http://example.com/", {"/robots.txt": broken, "/": page("$150")})
    assert "status 503" in run.problems[0]


@pytest.mark.parametrize("status", [401, 403, 404])
def test_no_robots_txt_is_leave(status: int) -> None:
    rules = page("No", status=status)
    run = gathered("http://example.com/", {"/robots.txt": rules, "/": page("<p>$150 an hour")})
    assert not run.problems


def test_a_redirect_is_asked_leave_for_as_well() -> None:
    found = {
        "/robots.txt": text("User-agent: *\nDisallow: /private\n"),
        "/open": redirect("/private/x"),
        "/private/x": page("Secret"),
    }
    with visiting({"example.com": pages(found)}) as (visitor, server):
        with pytest.raises(NotHad, match="robots.txt"):
            visitor.page("http://example.com/open")
        assert "/private/x" not in server.paths()


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://localhost/",
        "http://sub.localhost/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://10.0.0.1/",
        "http://192.168.1.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://0.0.0.0/",
        "http://[fd00::1]/",
    ],
)
def test_a_private_address_is_never_asked(url: str) -> None:
    with pytest.raises(NotHad, match="private address"):
        Visitor(options=NetworkOptions(resolver=NO_DNS), seconds=5).page(url)


@pytest.mark.parametrize(
    "records",
    [
        "example.com A 127.0.0.1",
        "example.com AAAA ::1",
        "example.com A 192.0.2.10\nexample.com A 10.0.0.5",
        "example.com CNAME inside.example.net\ninside.example.net A 172.16.0.1",
    ],
)
def test_a_name_that_leads_to_a_private_address_is_never_asked(records: str) -> None:
    with DnsServer(records) as dns:
        visitor = Visitor(options=NetworkOptions(resolver=dns.where), seconds=5)
        with pytest.raises(NotHad, match=r"private address|example\.com"):
            visitor.page("http://example.com/")


@pytest.mark.parametrize(
    "to",
    ["http://127.0.0.1/", "http://other.example.net/", "https://example.com:8443/",
     "http://user@example.com.other.example.net/"],
)  # fmt: skip
def test_a_redirect_to_another_host_is_not_followed(to: str) -> None:
    found = {"/": redirect(to)}
    with visiting({"example.com": pages(found)}) as (visitor, server):
        with pytest.raises(NotHad, match="another host"):
            visitor.page("http://example.com/")
        assert server.paths() == ["/robots.txt", "/"]


def test_a_redirect_to_another_scheme_is_refused() -> None:
    with (
        visiting({"example.com": pages({"/": redirect("file:///etc/passwd")})}) as (visitor, _),
        pytest.raises(NotHad, match="neither http nor https"),
    ):
        visitor.page("http://example.com/")


def test_redirects_that_go_round_end() -> None:
    found = {"/": redirect("/a"), "/a": redirect("/")}
    with (
        visiting({"example.com": pages(found)}) as (visitor, _),
        pytest.raises(NotHad, match="more than 5 times"),
    ):
        visitor.page("http://example.com/")


def test_www_and_https_are_the_same_site(tmp_path: Path) -> None:
    sites: dict[str, Route] = {
        "example.com": lambda asked: redirect("https://www.example.com/"),
        "www.example.com": pages({"/": page("<p>Hello there, all of you.")}),
    }
    with WebServer(sites) as server:
        options = NetworkOptions(
            resolver=NO_DNS, connect_to=server.rules, ca_file=server.ca_file(tmp_path)
        )
        visitor = Visitor(options=options, seconds=20)
        answer = visitor.page("http://example.com/")
    assert answer.url == "https://www.example.com/"
    assert read_answer(answer).reading.source == "example.com/"


def test_a_certificate_nobody_vouches_for_is_refused() -> None:
    sites: dict[str, Route] = {"example.com": pages({"/": page("Hello")})}
    with visiting(sites) as (visitor, _), pytest.raises(NotHad, match="certificate is not valid"):
        visitor.page("https://example.com/")


def test_a_server_that_drips_is_left_at_the_deadline() -> None:
    def drip(sock: socket.socket) -> None:
        sock.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
        with contextlib.suppress(OSError):
            while sock.recv(1) is not None:
                sock.sendall(b"a")

    with WebServer({"example.com": pages({"/": drip})}) as server:
        options = NetworkOptions(resolver=NO_DNS, connect_to=server.rules)
        with pytest.raises(NotHad, match="could not be read"):
            Visitor(options=options, seconds=0.6).page("http://example.com/")


def test_a_page_that_unpacks_to_gigabytes_is_cut() -> None:
    bomb = gzip.compress(b"<html><body>" + b"<p>a few words\n" + b" " * 60_000_000)
    reply = text(bomb, "text/html", content_encoding="gzip")
    run = gathered("http://example.com/", {"/": reply})
    assert "very large; only its beginning was read" in " ".join(run.notes)


def test_an_address_has_one_spelling() -> None:
    assert page_address("HTTP://EXAMPLE.com:80/a b?utm_source=x&id=2#top") == (
        "http://example.com/a%20b?id=2"
    )
    assert source_of("https://www.example.com/a/") == source_of("http://example.com/a")
    assert same_site("http://example.com/", "https://www.example.com/x")
    assert not same_site("http://example.com/", "http://example.com.other.example.net/")
    assert not same_site("http://example.com/", "http://example.com:8080/")


def test_a_rule_for_another_name_opens_no_private_address() -> None:
    options = NetworkOptions(
        resolver=NO_DNS, connect_to=(Rule("example.org", 80, "127.0.0.1", 8080),)
    )
    with pytest.raises(NotHad, match="private address"):
        Visitor(options=options, seconds=5).page("http://127.0.0.1:8080/")
