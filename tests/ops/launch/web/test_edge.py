"""The edge in front, the origin behind it, and a laptop that has neither."""

from __future__ import annotations

from typing import Any

from lab.web_server import WebServer, page, pages
from tests.ops.launch.web.lab import Severity, Status, healthy, home, one, only, results, world_of

BEHIND: dict[str, Any] = {"server": "cloudflare", "cf_ray": "1-AMS"}


def test_no_edge_is_a_cleanup_item_and_cloudflare_passes() -> None:
    found = only(one("http.edge", healthy()))
    assert found.severity is Severity.CLEANUP
    assert "Full (strict)" in found.fix
    assert one("http.edge", home(page(**BEHIND))).status is Status.PASS


def test_cloudflare_that_the_platform_brings_is_not_the_owners() -> None:
    theirs = page(**BEHIND, x_render_origin_server="Render")
    assert one("http.edge", home(theirs)).status is Status.FAIL


def test_another_edge_network_will_do() -> None:
    assert one("http.edge", home(page(x_vercel_id="fra1::1"))).status is Status.PASS


def test_an_origin_that_can_be_reached_around_the_edge_is_a_trust_issue() -> None:
    sites = home(page("Hello", **BEHIND))
    sites["coach.herokuapp.com"] = pages({"/": page("Hello", via="1.1 vegur")})
    found = only(
        one("http.origin_exposed", sites, platform="heroku", platform_target="coach.herokuapp.com")
    )
    assert found.severity is Severity.TRUST
    assert found.subject == "coach.herokuapp.com"
    assert "Transform Rule" in found.fix


def test_an_origin_that_refuses_strangers_passes() -> None:
    sites = home(page("Hello", **BEHIND))
    sites["coach.herokuapp.com"] = pages({"/": page("No", status=403)})
    result = one("http.origin_exposed", sites, platform_target="coach.herokuapp.com")
    assert result.status is Status.PASS


def test_without_cloudflare_there_is_nothing_to_walk_around() -> None:
    assert one("http.origin_exposed", healthy()).status is Status.SKIPPED


def test_a_laptop_is_judged_only_by_what_makes_sense_there() -> None:
    with WebServer({"127.0.0.1": pages({"/": page("Hello")})}) as server:
        port = server.ports["http", 4]
        world = world_of(server, "127.0.0.1", rules=(), url=f"http://127.0.0.1:{port}/", port=port)
        found = results(world)
    skipped = {id for id, result in found.items() if result.status is Status.SKIPPED}
    assert {"http.canonical", "http.hsts", "http.edge", "http.downgrade", "http.parked",
            "http.origin_exposed", "http.twin_hosts", "http.mixed_content"} <= skipped  # fmt: skip
    assert found["http.answers"].status is Status.PASS
    assert found["http.links"].status is Status.PASS
    assert found["performance.p95"].status is Status.PASS
