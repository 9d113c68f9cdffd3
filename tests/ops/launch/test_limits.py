"""What the launch check says about proxies, the edge, and where limits are counted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from pytest_django import Settings

from config import databases
from lab.web_server import Asked, Reply, Route, WebServer, page
from ops.launch.checks.limits import (
    counts_are_shared,
    edge_is_proven,
    visitors_are_told_apart,
)
from ops.launch.findings import CannotTell, Finding, NotApplicable, Severity, Status
from ops.launch.gather.limits import LimitsFacts, gather_limits
from ops.launch.gather.web.matrix import WebFacts
from ops.launch.runner import run
from ops.launch.world import World, target_for
from ops.web.client_ip import parse_proxies
from tests.ops.launch.web.lab import CHECKS, healthy, home, world_of

GOOD = LimitsFacts(
    local=False,
    https=True,
    platform="render",
    written="render",
    proxies=parse_proxies("render"),
    edge_secret=False,
    shared=True,
    processes=2,
    ranges_read=date(2026, 10, 7),
    today=date(2026, 11, 26),
)
BEHIND: dict[str, Any] = {"server": "cloudflare", "cf_ray": "1-AMS"}


def facts(written: str, platform: str = "render", **more: object) -> LimitsFacts:
    proxies = parse_proxies(written)
    return replace(GOOD, written=written, proxies=proxies, platform=platform, **more)  # type: ignore[arg-type]


def proxies_of(written: str, platform: str, **more: object) -> list[Finding]:
    return list(visitors_are_told_apart(facts(written, platform, **more)))


@pytest.mark.parametrize(
    ("written", "platform"),
    [
        ("render", "render"), ("render,cloudflare", "render"), ("heroku", "heroku"),
        ("heroku,cloudflare", "heroku"), ("1", "heroku"), ("1", "fly"), ("1", "railway"),
        ("1", ""), ("10.0.0.0/8", ""), ("cloudflare", ""), ("10.0.0.0/8", "heroku"),
        ("192.0.2.7", ""), ("fd00::/8", ""), ("3", "render"),
    ],
)  # fmt: skip
def test_settings_that_tell_visitors_apart_pass(written: str, platform: str) -> None:
    found = proxies_of(written, platform)
    assert [finding for finding in found if finding.severity is Severity.BLOCKER] == []


@pytest.mark.parametrize(
    ("written", "platform"),
    [
        ("", "render"), ("", "heroku"), ("", "fly"), ("", ""), ("cloudflare", "render"),
        ("cloudflare", "heroku"), ("1", "render"), ("heroku", "render"),
        ("192.0.2.0/24", "heroku"),
    ],
)  # fmt: skip
def test_a_shared_count_is_a_blocker_and_says_what_to_set(written: str, platform: str) -> None:
    (finding,) = proxies_of(written, platform)
    assert finding.severity is Severity.BLOCKER
    assert "count as one" in finding.summary
    assert "TRUSTED_PROXIES" in finding.fix
    if platform in ("render", "heroku"):
        assert f"Set TRUSTED_PROXIES to {platform}" in finding.fix
    assert (written or "empty") in finding.evidence


@pytest.mark.parametrize(
    ("written", "platform"),
    [("2", "heroku"), ("heroku,1", "heroku"), ("0.0.0.0/0", ""), ("::/0", ""), ("1,0.0.0.0/1", ""),
     ("0.0.0.0/0", "heroku")],
)  # fmt: skip
def test_believing_too_much_is_named(written: str, platform: str) -> None:
    findings = proxies_of(written, platform)
    assert any("pretend" in finding.summary for finding in findings)


def test_a_secret_of_the_edge_is_enough_to_tell_visitors_apart() -> None:
    assert proxies_of("", "render", edge_secret=True) == []


def test_old_ranges_are_a_cleanup_item_only_where_they_are_used() -> None:
    old = {"ranges_read": date(2025, 1, 1)}
    (finding,) = proxies_of("render,cloudflare", "render", **old)
    assert finding.severity is Severity.CLEANUP
    assert "refresh_cloudflare_ranges" in finding.fix
    assert proxies_of("heroku", "heroku", **old) == []


@pytest.mark.parametrize("here", [replace(GOOD, local=True), replace(facts("", ""), https=False)])
def test_where_no_proxy_is_nothing_is_judged(here: LimitsFacts) -> None:
    with pytest.raises(NotApplicable):
        list(visitors_are_told_apart(here))


@pytest.mark.parametrize(
    ("processes", "shared", "local", "severity"),
    [(2, False, False, Severity.BLOCKER), (2, False, True, Severity.TRUST), (1, False, False, None),
     (4, True, False, None)],
)  # fmt: skip
def test_several_processes_without_redis_are_named(
    processes: int, shared: bool, local: bool, severity: Severity | None
) -> None:
    found = replace(GOOD, processes=processes, shared=shared, local=local)
    assert next((f.severity for f in counts_are_shared(found)), None) is severity


def web(sites: dict[str, Route]) -> WebFacts:
    from ops.launch.registry import gatherer_of

    with WebServer(sites) as server:
        gathered: WebFacts = gatherer_of("web").gather(world_of(server))
        return gathered


def page_route(asked: Asked) -> Reply:
    return page("another site")


def test_cloudflare_without_the_secret_is_a_trust_issue() -> None:
    in_front = web(home(page("Hello", **BEHIND)))
    (finding,) = edge_is_proven(facts("heroku,cloudflare", "heroku"), in_front)
    assert finding.severity is Severity.TRUST
    assert "X-Edge-Secret" in finding.fix
    (finding,) = edge_is_proven(facts("heroku", "heroku"), in_front)
    assert "heroku,cloudflare" in finding.fix
    assert list(edge_is_proven(facts("heroku", "heroku", edge_secret=True), in_front)) == []


def test_without_cloudflare_there_is_nothing_to_prove() -> None:
    with pytest.raises(NotApplicable):
        list(edge_is_proven(GOOD, web(healthy())))


def test_what_stands_in_front_of_a_site_that_does_not_answer_is_unknown() -> None:
    with pytest.raises(CannotTell):
        list(edge_is_proven(GOOD, web({"example.net": page_route})))


def test_a_secret_that_nothing_adds_is_a_blocker() -> None:
    closed = web(home(page("This address is not for visitors.", status=403, **BEHIND)))
    (finding,) = edge_is_proven(facts("heroku", "heroku", edge_secret=True), closed)
    assert finding.severity is Severity.BLOCKER
    assert "Transform Rule" in finding.fix


def here(settings: Settings) -> LimitsFacts:
    return gather_limits(World(target=target_for("coach.example.com", inside=True)))


def test_the_facts_are_those_of_this_deployment(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DYNO", "web.1")
    settings.SITE_URL, settings.SITE_HOST = "https://coach.example.com", "coach.example.com"
    settings.TRUSTED_PROXIES = "heroku"
    settings.EDGE_SECRET = "x" * 40
    settings.CACHES = databases.caches("")
    found = here(settings)
    assert (found.local, found.https, found.platform) == (False, True, "heroku")
    assert (found.edge_secret, found.shared, found.processes) == (True, False, 1)
    assert "x" * 40 not in repr(found)
    settings.CACHES = databases.caches("redis://127.0.0.1:1/0")
    assert here(settings).shared


def test_both_checks_of_redis_are_one_finding(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WEB_CONCURRENCY", "3")
    source = {**settings.ENVIRONMENT.source, "WEB_CONCURRENCY": "3"}
    monkeypatch.setattr(settings.ENVIRONMENT, "source", source)
    settings.CACHES, settings.REDIS_URL = databases.caches(""), ""
    world = World(target=target_for("coach.example.com", inside=True))
    report = run(world, [CHECKS["settings.redis"], CHECKS["limits.shared"]])
    assert {r.id: r.status for r in report.results} == {
        "settings.redis": Status.SKIPPED, "limits.shared": Status.FAIL,
    }  # fmt: skip
