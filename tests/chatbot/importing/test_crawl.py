"""Whole sites and sitemaps."""

from __future__ import annotations

import gzip
from typing import Any

from chatbot.importing.gather import Gathering
from chatbot.importing.rows import Gathered
from chatbot.importing.visit import Visitor
from lab.web_server import Asked, Reply, Route, WebServer, page, pages, redirect, text
from ops.launch.world import NetworkOptions

NO_DNS = ("127.0.0.1", 9)
BASE = "http://example.com"


def crawled(
    route: Route, place: str = f"{BASE}/", *, site: bool = True, **more: Any
) -> tuple[Gathered, list[str]]:
    """What came of a run, and the paths that were asked for."""
    with WebServer({"example.com": route}) as server:
        options = NetworkOptions(resolver=NO_DNS, connect_to=server.rules)
        visitor = Visitor(options=options, seconds=60)
        run = Gathering(visitor=visitor, **more).places([place], site=site)
        return run, [path for path in server.paths() if path != "/robots.txt"]


def sources(run: Gathered) -> list[str]:
    return sorted(reading.source for reading in run.readings if reading.rows)


def urlset(*urls: str) -> Reply:
    listed = "".join(f"<url><loc>{url}</loc></url>" for url in urls)
    return text(f'<?xml version="1.0"?><urlset>{listed}</urlset>', "application/xml")


def linking(*links: str, said: str = "Some words of this page alone") -> Reply:
    return page(
        f"<h1>{said}</h1><p>{said}: more.</p>" + "".join(f'<a href="{x}">x</a>' for x in links)
    )


def test_a_site_is_read_by_its_links_each_page_once() -> None:
    run, asked = crawled(
        pages(
            {
                "/": linking(
                    "/a", "/b#x", "http://other.example.net/", "/a?utm_source=y", "/p.jpg"
                ),
                "/a": linking("/", "/b/", "/c", said="Page a"),
                "/b": linking("/a", said="Page b"),
                "/c": linking(said="Page c"),
            }
        )
    )
    assert sources(run) == ["example.com/", "example.com/a", "example.com/b", "example.com/c"]
    assert sorted(asked) == ["/", "/a", "/b", "/c", "/sitemap.xml"]


def test_a_site_also_brings_what_its_sitemap_and_earlier_imports_know() -> None:
    run, _ = crawled(
        pages(
            {
                "/robots.txt": text(f"Sitemap: {BASE}/map.xml\n"),
                "/map.xml": urlset(f"{BASE}/lone"),
                "/": linking(),
                "/lone": linking(said="Linked from nowhere"),
                "/old": linking(said="From before"),
            }
        ),
        known=lambda host: [f"{BASE}/old"] if host == "example.com" else [],
    )
    assert sources(run) == ["example.com/", "example.com/lone", "example.com/old"]


def test_robots_txt_is_kept_on_every_page() -> None:
    run, asked = crawled(
        pages(
            {
                "/robots.txt": text("User-agent: *\nDisallow: /private\n"),
                "/": linking("/private/a", "/open"),
                "/private/a": linking(said="Secret"),
                "/open": linking(said="Open"),
            }
        )
    )
    assert "/private/a" not in asked
    assert sources(run) == ["example.com/", "example.com/open"]
    assert any("robots.txt" in note for note in run.notes)


def test_pages_without_end_stop_at_the_number_asked_for() -> None:
    def endless(asked: Asked) -> Reply:
        number = int(asked.path.strip("/") or 0) if asked.path.strip("/").isdigit() else 0
        return linking(f"/{number + 1}", f"/{number + 2}", said=f"Page number {number}")

    run, asked = crawled(endless, pages=12)
    assert len([path for path in asked if path != "/sitemap.xml"]) == 12
    assert any(note.startswith("Stopped after 12 pages") for note in run.notes)


def test_traps_of_queries_and_ever_deeper_paths_are_left() -> None:
    def trap(asked: Asked) -> Reply:
        if asked.path == "/sitemap.xml":
            return page("No", status=404)
        deeper = asked.path.partition("?")[0].rstrip("/") + "/again"
        query = f"/calendar?month={len(asked.path)}"
        return linking(deeper, query, query + "0", query + "1", said=f"Page {asked.path}")

    run, asked = crawled(trap)
    assert len([path for path in asked if path.startswith("/calendar?")]) <= 5
    assert max(path.count("again") for path in asked) == 2
    assert not run.problems


def test_what_stands_on_every_page_is_taken_once() -> None:
    call = "<p>Call us at any time of day, on any day of the week.</p>"
    run, _ = crawled(
        pages(
            {
                "/": page(
                    f"<h1>Home</h1><nav><a href=/a>a</a></nav><p>Welcome.</p><h2>Contact</h2>{call}"
                ),
                "/a": page(f"<h1>About</h1><p>We are two.</p><h2>Contact</h2>{call}"),
            }
        )
    )
    said = [row.values["answer"] for reading in run.readings for row in reading.rows]
    assert said == [
        "Welcome.",
        "Call us at any time of day, on any day of the week.",
        "We are two.",
    ]
    assert any(note.startswith("1 passages stand on several pages") for note in run.notes)


def test_a_page_that_is_gone_is_told_apart_from_one_that_fails() -> None:
    run, _ = crawled(
        pages(
            {
                "/": linking("/gone", "/broken"),
                "/gone": page("No", status=410),
                "/broken": page("Oops", status=500),
            }
        )
    )
    assert [reading.source for reading in run.readings if reading.gone] == ["example.com/gone"]
    assert run.unread == ["example.com/broken"]
    assert not run.problems


def test_an_address_that_moved_is_gone_and_its_new_one_is_read() -> None:
    run, _ = crawled(
        pages({"/": linking("/old"), "/old": redirect("/new"), "/new": linking(said="Here now")})
    )
    assert sources(run) == ["example.com/", "example.com/new"]
    assert [reading.source for reading in run.readings if reading.gone] == ["example.com/old"]


def test_a_sitemap_is_read_without_following_links() -> None:
    run, asked = crawled(
        pages(
            {
                "/sitemap.xml": urlset(f"{BASE}/a", f"{BASE}/b", "http://other.example.net/c"),
                "/a": linking("/hidden", said="Page a"),
                "/b": linking(said="Page b"),
            }
        ),
        f"{BASE}/sitemap.xml",
        site=False,
    )
    assert sources(run) == ["example.com/a", "example.com/b"]
    assert "/hidden" not in asked
    assert any("1 addresses of other hosts were left out" in note for note in run.notes)


def test_a_packed_sitemap_of_sitemaps_is_read() -> None:
    index = f"<sitemapindex><sitemap><loc>{BASE}/one.xml.gz</loc></sitemap></sitemapindex>"
    one = gzip.compress(f"<urlset><url><loc>{BASE}/a?x=1&amp;y=2</loc></url></urlset>".encode())
    run, asked = crawled(
        pages(
            {
                "/sitemap.xml": text(index, "application/xml"),
                "/one.xml.gz": text(one, "application/gzip"),
                "/a": linking(said="Page a"),
            }
        ),
        f"{BASE}/sitemap.xml",
        site=False,
    )
    assert sources(run) == ["example.com/a?x=1&y=2"]
    assert "/a?x=1&y=2" in asked


def test_a_sitemap_with_an_entity_bomb_is_only_text_to_us() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
    run, _ = crawled(
        pages(
            {
                "/sitemap.xml": text(
                    f"{bomb}<urlset><url><loc>{BASE}/&b;</loc></url></urlset>", "text/xml"
                )
            }
        ),
        f"{BASE}/sitemap.xml",
        site=False,
    )
    assert any("no page with text was found" in problem for problem in run.problems)


def test_progress_is_told_page_by_page() -> None:
    said: list[tuple[int, int, str]] = []
    crawled(
        pages({"/": linking("/a", "/b"), "/a": linking(said="A"), "/b": linking(said="B")}),
        progress=lambda done, total, what: said.append((done, total, what)),
    )
    assert said == [(0, 1, f"{BASE}/"), (1, 3, f"{BASE}/a"), (2, 3, f"{BASE}/b")]


def test_a_start_that_cannot_be_had_is_a_problem() -> None:
    run, _ = crawled(pages({}))
    assert "does not exist" in run.problems[0]
