"""Pages: what they load and link to, how they fail, how heavy they are."""

from __future__ import annotations

import gzip

import pytest

from lab.web_server import Asked, Reply, WebServer, by_scheme, moved_to, page, redirect, text
from tests.ops.launch.web.lab import Severity, Status, healthy, home, one, only, results, world_of


@pytest.mark.parametrize(
    ("markup", "severity"),
    [
        ("<script src='http://example.com/a.js'></script>", Severity.BLOCKER),
        ("<link rel=stylesheet href='http://example.com/a.css'>", Severity.BLOCKER),
        ("<iframe src='http://example.com/'></iframe>", Severity.BLOCKER),
        ("<form action='http://example.com/contact/'></form>", Severity.BLOCKER),
        ("<img src='http://example.com/a.png'>", Severity.CLEANUP),
        ("<a href='http://example.net/'>elsewhere</a>", None),
        ("<!-- <script src='http://example.com/a.js'></script> -->", None),
        ("<script>var a = \"<script src='http://example.com/a.js'>\"</script>", None),
        ("<img src='//example.com/a.png'>", None),
    ],
)
def test_mixed_content_is_found_in_the_markup(markup: str, severity: Severity | None) -> None:
    assert one("http.mixed_content", home(page(markup))).severity is severity


def test_mixed_content_on_a_linked_page_is_found_too() -> None:
    sites = home(
        page("<a href=/about>About</a>"),
        about=page("<script src='http://example.net/a.js'></script>"),
    )
    assert "example.com/about" in only(one("http.mixed_content", sites)).evidence


def test_upgrade_insecure_requests_takes_the_sting_out_of_it() -> None:
    reply = page("<script src='http://example.net/a.js'></script>",
                 content_security_policy="upgrade-insecure-requests")  # fmt: skip
    assert one("http.mixed_content", home(reply)).severity is Severity.CLEANUP


def test_trackers_are_a_trust_issue_and_other_strangers_a_cleanup_item() -> None:
    tracker = page(head="<script src='https://www.googletagmanager.com/gtm.js'></script>")
    assert only(one("http.third_party", home(tracker))).severity is Severity.TRUST
    fonts = page(head="<link rel=stylesheet href='https://fonts.example.net/a.css'>")
    assert only(one("http.third_party", home(fonts))).severity is Severity.CLEANUP
    own = page(head="<script src='https://cdn.example.com/a.js'></script>")
    sites = home(own) | {"cdn.example.com": lambda asked: text("let a", "text/javascript")}
    assert one("http.third_party", sites).status is Status.PASS


def test_strangers_are_listed_and_never_asked() -> None:
    reply = page("<a href='https://example.net/x'>x</a><a href='/go'>go</a>",
                 head="<script src='https://example.net/a.js'></script>")  # fmt: skip
    sites = home(reply, go=redirect("https://example.net/go"))
    sites["example.net"] = lambda asked: page("stranger")
    with WebServer(sites) as server:
        found = results(world_of(server))
    assert server.paths("example.net") == []
    assert found["http.links"].status is Status.PASS
    assert {asked.method for asked in server.asked} == {"GET"}


LONG = "coaching " * 1000


@pytest.mark.parametrize(
    ("reply", "good"),
    [
        (page(LONG), False),
        (page("short"), True),
        (Reply(200, [("Content-Type", "text/html"), ("Content-Encoding", "gzip")],
               gzip.compress(f"<p>{'x' * 3000}".encode(), 0)), True),
    ],
)  # fmt: skip
def test_long_text_is_to_be_compressed(reply: Reply, good: bool) -> None:
    assert (one("http.compression", home(reply)).status is Status.PASS) == good


def test_broken_links_are_listed_with_where_they_are() -> None:
    sites = home(
        page("<a href='/gone'>x</a> <a href='/fine'>y</a> <a href='/crash#top'>z</a>"),
        fine=page("<a href='deep/gone'>x</a>"),
        crash=page(status=500),
    )
    found = only(one("http.links", sites))
    assert found.severity is Severity.TRUST
    assert "https://example.com/gone: status 404 (linked on https://example.com/)" in found.evidence
    assert "https://example.com/deep/gone" in found.evidence
    assert "https://example.com/crash" in found.evidence
    assert "/fine:" not in found.evidence


def test_sitemaps_are_followed_through_robots_and_an_index() -> None:
    def listing(*urls: str) -> Reply:
        return text(
            "<urlset>" + "".join(f"<url><loc>{url}</loc></url>" for url in urls), "text/xml"
        )

    root = "https://example.com"
    sites = home(
        page(),
        **{
            "robots.txt": text(f"User-agent: *\nAllow: /\nSitemap: {root}/index.xml\n"),
            "index.xml": text(f"<sitemapindex><sitemap><loc>{root}/one.xml</loc>", "text/xml"),
            "one.xml": listing(f"{root}/gone", f"{root}/fine"),
            "fine": page(),
        },
    )
    found = only(one("http.links", sites))
    assert "https://example.com/gone: status 404 (linked on sitemap.xml)" in found.evidence
    sites = home(page(), **{"sitemap.xml": listing("https://coach.onrender.com/")})
    assert "coach.onrender.com" in only(one("http.links", sites)).summary


def test_robots_that_keep_everybody_out_are_a_trust_issue() -> None:
    shut = text("User-agent: GPTBot\nUser-agent: *\nDisallow: /\n")
    assert only(one("http.links", home(page(), **{"robots.txt": shut}))).subject == "robots"
    some = text("User-agent: GPTBot\nDisallow: /\n\nUser-agent: *\nDisallow: /admin/\n")
    assert one("http.links", home(page(), **{"robots.txt": some})).status is Status.PASS


def test_the_crawl_is_bounded_and_leaves_actions_alone() -> None:
    many = "".join(f"<a href='/page{n}'>x</a>" for n in range(10_000))
    actions = "<a href='/accounts/logout/'>x</a><a href='/cart/add/1'>x</a>"
    everything = by_scheme(
        http=moved_to("https://example.com"), https=lambda asked: page(actions + many)
    )
    sites = healthy() | {"example.com": everything}
    with WebServer(sites) as server:
        found = results(world_of(server), "http.links")["http.links"]
    assert found.status is Status.PASS
    assert len(server.asked) < 45
    assert not [path for path in server.paths() if "logout" in path or "cart" in path]


def test_a_site_that_asks_to_slow_down_is_left_alone() -> None:
    def busy(asked: Asked) -> Reply:
        if asked.path == "/":
            return page("".join(f"<a href='/p{n}'>x</a>" for n in range(100)))
        return page(status=429 if asked.path.startswith("/p") else 404)

    sites = healthy() | {"example.com": by_scheme(http=moved_to("https://example.com"), https=busy)}
    with WebServer(sites) as server:
        found = results(world_of(server), "http.links")["http.links"]
    assert found.status is Status.UNKNOWN
    assert len([path for path in server.paths() if path.startswith("/p")]) <= 8


LEAKS = {
    "Django": "<p>You're seeing this error because you have <code>DEBUG = True</code>",
    "Python": "<pre>Traceback (most recent call last):\n File x",
    "Rails": "<h1>Action Controller: Exception caught</h1>",
    "Express": "<pre>Error: no<br> &nbsp; &nbsp;at Layer.handle (/app/index.js:1:2)</pre>",
    "PHP": "<b>Fatal error</b>: Uncaught x in /var/www/a.php on line <b>3</b>",
    "Java": "<h1>Whitelabel Error Page</h1>",
}


@pytest.mark.parametrize("name", LEAKS)
def test_error_pages_that_show_the_insides_are_found(name: str) -> None:
    wrong = page(LEAKS[name], status=404)
    sites = home(page("Hello"))
    sites["example.com"] = by_scheme(
        http=moved_to("https://example.com"),
        https=lambda asked: page("Hello") if asked.path == "/" else wrong,
    )
    found = only(one("http.error_pages", sites))
    assert found.severity is (Severity.BLOCKER if name == "Django" else Severity.TRUST)


def test_a_plain_404_passes_and_a_soft_one_is_a_cleanup_item() -> None:
    assert one("http.error_pages", healthy()).status is Status.PASS
    soft = healthy() | {
        "example.com": by_scheme(
            http=moved_to("https://example.com"), https=lambda asked: page("Hello")
        )
    }
    assert only(one("http.error_pages", soft)).subject == "soft 404"


def test_the_server_version_on_an_error_page_is_a_cleanup_item() -> None:
    nginx = page("<center><h1>404</h1></center><hr><center>nginx/1.18.0</center>", status=404)
    sites = home(page("Hello"))
    sites["example.com"] = by_scheme(
        http=moved_to("https://example.com"),
        https=lambda asked: page("Hello") if asked.path == "/" else nginx,
    )
    assert "nginx/1.18.0" in only(one("http.error_pages", sites)).evidence


@pytest.mark.parametrize(
    ("size", "severity"),
    [(100_000, None), (700_000, Severity.CLEANUP), (1_600_000, Severity.TRUST)],
)
def test_the_weight_of_the_home_page_is_held_against_the_budget(
    size: int, severity: Severity | None
) -> None:
    picture = text(b"x" * size, "image/jpeg")
    sites = home(page("<img src=/big.jpg>"), **{"big.jpg": picture})
    assert one("performance.weight", sites).severity is severity


def test_pictures_further_down_do_not_count() -> None:
    sites = home(page("<img src=/big.jpg loading=lazy>"),
                 **{"big.jpg": text(b"x" * 1_600_000, "image/jpeg")})  # fmt: skip
    assert one("performance.weight", sites).status is Status.PASS


def test_more_than_sixty_files_are_a_cleanup_item() -> None:
    many = "".join(f"<img src='https://img.example.net/{n}.png'>" for n in range(61))
    assert only(one("performance.weight", home(page(many)))).subject == "requests"


def test_the_samples_of_speed_are_ten() -> None:
    with WebServer(healthy()) as server:
        found = results(world_of(server), "performance.p95", "performance.first_byte")
    assert {result.status for result in found.values()} == {Status.PASS}
    assert len(server.asked) == 11


def test_visits_that_fail_now_and_then_are_told() -> None:
    count = iter(range(1000))

    def flaky(asked: Asked) -> Reply:
        return page("Hello", status=500 if next(count) % 3 == 2 else 200)

    sites = healthy() | {
        "example.com": by_scheme(http=moved_to("https://example.com"), https=flaky)
    }
    assert only(one("performance.p95", sites)).severity is Severity.TRUST
