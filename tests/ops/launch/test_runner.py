"""The runner: late, broken and hanging gatherers, checks that raise, and what is told only once."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from ops.launch import registry
from ops.launch.findings import (
    CannotTell,
    Finding,
    NotApplicable,
    Report,
    Result,
    Severity,
    Status,
)
from ops.launch.network.deadline import OutOfTime
from ops.launch.registry import Check, Gatherer, Judge
from ops.launch.runner import choose, run, told_once
from ops.launch.world import NetworkOptions, World, target_for


def world(timeout: float = 5.0) -> World:
    """A world in which nothing is asked."""
    options = NetworkOptions(resolver=("127.0.0.1", 9), timeout=timeout)
    return World(target=target_for("example.com"), options=options)


def check(id: str, needs: str, judge: Judge, *, essential: bool = False, stage: int = 2) -> Check:
    """A check that is in no registry."""
    return Check(
        id=id, stage=stage, title=id, about="", needs=(needs,), essential=essential, judge=judge
    )


def silent(fact: object) -> Iterator[Finding]:
    """Finds nothing."""
    yield from ()


@pytest.fixture
def gather(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Registers a gatherer for one test."""

    def add(name: str, act: Callable[[World], Any], *, seconds: float = 5.0) -> None:
        entry = Gatherer(name=name, seconds=seconds, inside=False, beyond=False, gather=act)
        monkeypatch.setitem(registry._gatherers, name, entry)

    return add


def by_id(report: Report) -> dict[str, Result]:
    """The results by their ids."""
    return {result.id: result for result in report.results}


def test_a_gatherer_that_hangs_leaves_its_checks_unknown_and_the_others_whole(
    gather: Callable[..., None],
) -> None:
    forever = threading.Event()
    gather("hangs", lambda world: forever.wait(), seconds=0.2)
    gather("works", lambda world: "fact")
    report = run(
        world(),
        [check("a.hangs", "hangs", silent, essential=True), check("a.works", "works", silent)],
    )
    forever.set()
    found = by_id(report)
    assert found["a.hangs"].status is Status.UNKNOWN
    assert found["a.works"].status is Status.PASS
    assert report.verdict == "incomplete"


def test_the_whole_run_ends_every_group(gather: Callable[..., None]) -> None:
    forever = threading.Event()
    gather("hangs", lambda world: forever.wait(), seconds=500)
    report = run(world(timeout=0.2), [check("a.hangs", "hangs", silent)])
    forever.set()
    assert by_id(report)["a.hangs"].status is Status.UNKNOWN


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (CannotTell("no answer"), Status.UNKNOWN),
        (OutOfTime("late"), Status.UNKNOWN),
        (NotApplicable("nothing there"), Status.SKIPPED),
        (RuntimeError("secret detail"), Status.ERROR),
    ],
)
def test_what_a_gatherer_raises_becomes_an_outcome(
    gather: Callable[..., None], error: Exception, status: Status
) -> None:
    def act(world: World) -> object:
        raise error

    gather("raises", act)
    result = run(world(), [check("a.raises", "raises", silent)]).results[0]
    assert result.status is status
    assert "secret detail" not in result.reason


def test_a_check_that_breaks_is_an_error_that_keeps_what_it_had_found(
    gather: Callable[..., None],
) -> None:
    def judge(fact: object) -> Iterator[Finding]:
        yield Finding(severity=Severity.TRUST, summary="Seen.")
        raise ZeroDivisionError

    gather("works", lambda world: "fact")
    result = run(world(), [check("a.breaks", "works", judge, essential=True)]).results[0]
    assert result.status is Status.ERROR
    assert [finding.summary for finding in result.findings] == ["Seen."]


def test_only_takes_whole_parts_of_an_id_and_stages_narrow_it() -> None:
    checks = [
        check("http.hsts", "web", silent, stage=5),
        check("http.hops", "web", silent),
        check("httpx.hops", "web", silent),
    ]
    chosen = choose(checks, only=["http"])
    assert [one.id for one in chosen] == ["http.hsts", "http.hops"]
    assert [one.id for one in choose(checks, only=["http.*"], stages=[5])] == ["http.hsts"]
    assert choose(checks, only=["http.hs"]) == []


def outcome(id: str, *findings: Finding, reason: str = "") -> Result:
    """A result with these findings."""
    status = Status.FAIL if findings else Status.PASS
    return Result(
        id=id, stage=2, title=id, essential=True, status=status, findings=findings, reason=reason
    )


def about(subject: str, *told_by: tuple[str, str]) -> Finding:
    """A blocker about something."""
    return Finding(severity=Severity.BLOCKER, summary="Bad.", subject=subject, told_by=told_by)


def test_what_another_check_tells_better_is_left_out_and_says_where_it_is() -> None:
    better = outcome("tls.reachable", about("example.com"))
    same = about("https://example.com", ("tls.reachable", "example.com"))
    told = told_once([better, outcome("http.answers", same)])
    assert told[0] == better
    assert told[1].status is Status.SKIPPED
    assert told[1].reason == "What it found is told by tls.reachable."


def test_a_finding_stays_when_the_other_check_was_not_made_or_means_another_host() -> None:
    same = about("https://example.com", ("tls.reachable", "example.com"))
    alone = outcome("http.answers", same)
    assert told_once([alone]) == [alone]
    other = outcome("tls.reachable", about("www.example.com"))
    assert told_once([other, alone])[1] == alone


def test_what_is_left_keeps_the_check_failed() -> None:
    better = outcome("tls.reachable", about("example.com"))
    same = about("https://example.com", ("tls.reachable", "example.com"))
    left = told_once([better, outcome("http.answers", same, about("http://example.com"))])[1]
    assert left.status is Status.FAIL
    assert [finding.subject for finding in left.findings] == ["http://example.com"]
    unsure = told_once([better, outcome("http.answers", same, reason="www was late")])[1]
    assert unsure.status is Status.UNKNOWN
