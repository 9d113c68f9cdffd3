"""The status page says what is known, and nothing better."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from ops.launch.deployment import SIGNS
from ops.launch.runs import LaunchRun
from ops.monitor import drawing, memory, status
from ops.monitor.counting import ALL
from ops.monitor.layers import Layer, Result, State
from ops.monitor.rates import Rate, RateMinute
from ops.monitor.rows import MonitorLook, Outage
from ops.monitor.watch import Incident, Watch
from ops.uptime import elsewhere
from ops.uptime.rows import UptimeVisit
from tests.ops.team import people
from tests.ops.team.people import signed_in

pytestmark = pytest.mark.django_db


def look(*failed: Layer) -> None:
    """A look of this moment."""
    results = [Result(layer, State.FAILED if layer in failed else State.OK) for layer in Layer]
    MonitorLook.keep(results, timezone.now())


def shown() -> str:
    """The page as an owner sees it."""
    page = signed_in(people.owner()).get("/admin/ops/outage/")
    assert page.status_code == 200
    return page.content.decode()


@pytest.fixture(autouse=True)
def _own_memory(monkeypatch: pytest.MonkeyPatch, tmp_path: object, settings: Settings) -> None:
    settings.REDIS_URL = ""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))


def test_a_site_that_never_looked_is_not_called_well() -> None:
    assert "Nobody is looking" in shown()


def test_a_good_look_is_called_well() -> None:
    look()
    assert "Everything works" in shown()


def test_one_failed_look_is_not_called_well_and_is_no_outage_yet() -> None:
    look()
    look(Layer.TCP)
    page = shown()
    assert "Everything works" not in page
    assert "Connection (TCP), at the look of" in page
    assert "None is known." in page


def test_an_outage_says_what_to_do() -> None:
    look(Layer.DATABASE)
    incident = Incident(Layer.DATABASE, timezone.now() - timedelta(minutes=3), "timeout", said=1)
    memory.save(Watch({}, (incident,)), timezone.now())
    Outage.keep(incident)
    page = shown()
    assert "The database does not answer" in page
    assert "DATABASE_URL must be the same" in page


def test_a_day_is_drawn_by_the_worst_look_of_each_quarter() -> None:
    now = timezone.now()
    start = now - timedelta(hours=23)
    looks = [
        (start, {"dns": "ok"}), (start + timedelta(minutes=1), {"dns": "failed"}),
        (start + timedelta(minutes=16), {"dns": "ok"}),
    ]  # fmt: skip
    (dns, *_) = drawing.strips(looks, start)
    assert [(part.x, part.width, part.state) for part in dns.stretches] == [
        (0, 10, "failed"), (10, 10, "ok"), (20, 940, "none"),
    ]  # fmt: skip


def rate(p95: float | None, failed: int = 0, slow: int = 0) -> Rate:
    """A hundred requests of a quarter of an hour, or none."""
    return Rate(ALL, 100 if p95 else 0, failed, slow, p95, p95, p95)


def test_a_chart_breaks_where_nothing_is_known_and_hides_nothing() -> None:
    drawn = drawing.chart([rate(50), rate(200, failed=10), rate(None), rate(100, slow=5)])
    assert drawn.lines == ["2,75 5,75 15,0 18,0", "32,50 35,50 38,50"]
    assert drawn.bars == [(10, 100, 8)]
    assert drawn.slow == [(30, 50, 8)]
    assert (drawn.top, drawn.scale, drawn.worst, drawn.slowest) == (200, 10, 10.0, 5.0)


def test_what_waits_is_drawn_by_the_most_of_each_quarter_and_said_as_it_is_now() -> None:
    start = timezone.now()
    looks = [
        (start, {"age": 30, "emails": 2}),
        (start + timedelta(minutes=3), {"age": 240, "emails": 1}),
        (start + timedelta(minutes=20), {}),
        (start + timedelta(minutes=50), {"age": 0, "emails": 0}),
    ]
    age, emails = drawing.waiting(looks, start)
    assert age.lines == ["2,0 5,0 8,0", "32,100 35,100 38,100"]
    assert (age.top, age.most, age.now) == ("4 min", "4 min", "0 s")
    assert (emails.name, emails.most, emails.now) == ("Emails that wait", "2", "0")


def test_the_page_shows_what_is_slow_what_waits_and_the_trend_of_launch_checks(
    settings: Settings,
) -> None:
    minute = timezone.now().replace(second=0, microsecond=0)
    counts = [(ALL, 900, 0, 30), ("GET /", 870, 0, 0), ("GET /slow/", 30, 0, 30),
              ("model openai", 12, 7, 0)]  # fmt: skip
    for subject, count, failed, slow in counts:
        RateMinute.objects.create(
            minute=minute, subject=subject, process="p", count=count, failed=failed, slow=slow,
            steps={"10": count},
        )  # fmt: skip
    MonitorLook.keep([], timezone.now(), {"emails": 7, "age": 200, "queue": 3})
    for days, blockers in ((3, 2), (1, 0)):
        LaunchRun.objects.create(
            target=settings.SITE_URL, started_at=timezone.now() - timedelta(days=days),
            verdict="not_ready" if blockers else "ready",
            summary={"blocker": blockers, "trust": 1, "cleanup": 0},
        )  # fmt: skip
    page = shown()
    assert page.index("GET /slow/") < page.index('<th scope="row">GET /</th>'), "trouble first"
    assert '<td data-what="slow" class="bad">30</td>' in page
    assert '<td data-what="failed" class="bad">7</td>' in page
    assert "In the last five minutes: 900 requests" in page
    assert "Tasks before the worker in the last 24 hours: 3 at most, 3 now." in page
    assert "2 blockers, 1 trust issue" in page
    assert page.index("2 blockers, 1 trust issue,") < page.rindex("1 trust issue,")


def test_a_week_of_looks_and_a_day_of_minutes_is_read_in_a_few_queries() -> None:
    now = timezone.now()
    minute = now.replace(second=0, microsecond=0)
    MonitorLook.objects.bulk_create(
        MonitorLook(at=now - timedelta(minutes=past), states={"dns": "ok"}, waiting={"age": 1})
        for past in range(0, 7 * 1440, 3)
    )
    RateMinute.objects.bulk_create(
        RateMinute(minute=minute - timedelta(minutes=past), subject=subject, process=process,
                   count=1, steps={"3": 1})
        for past in range(0, 1500, 3) for subject in (ALL, "GET /") for process in "abc"
    )  # fmt: skip
    with CaptureQueriesContext(connection) as asked:
        found = status.page(now)
    assert len(asked) <= 12
    looks = next(query["sql"] for query in asked if "monitorlook" in query["sql"])
    assert "WHERE" in looks, "no more than the day that is drawn"
    assert found["chart"].count == pytest.approx(1440, abs=20)
    assert len(found["strips"]) == len(Layer)


def test_what_is_kept_elsewhere_is_linked(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    for sign, _name in SIGNS.values():
        monkeypatch.delenv(sign, raising=False)
    settings.UPTIMEROBOT_API_KEY = settings.BETTERSTACK_API_TOKEN = ""
    owner = signed_in(people.owner())
    page = owner.get("/admin/ops/outage/").content.decode()
    assert "nobody yet" in page
    assert "docker compose logs web" in page
    UptimeVisit.objects.create(provider="betterstack", at=timezone.now())
    UptimeVisit.objects.create(provider="pingdom", at=timezone.now() - timedelta(days=9))
    monkeypatch.setenv("RENDER", "true")
    settings.RENDER_SERVICE_ID, settings.UPTIMEROBOT_API_KEY = "srv-abc", "u1-key-of-a-test"
    page = owner.get("/admin/ops/outage/").content.decode()
    assert '"https://uptime.betterstack.com/"' in page
    assert '"https://dashboard.uptimerobot.com/monitors"' in page
    assert "pingdom" not in page
    assert '"https://dashboard.render.com/web/srv-abc/logs"' in page
    assert "key-of-a-test" not in page


@pytest.mark.parametrize(
    ("environ", "app", "url"),
    [
        ({"DYNO": "web.1"}, "northbound", "https://dashboard.heroku.com/apps/northbound/logs"),
        ({"DYNO": "web.1"}, "", "https://dashboard.heroku.com/apps"),
        ({"FLY_APP_NAME": "north"}, "", "https://fly.io/apps/north/monitoring"),
        ({"RAILWAY_ENVIRONMENT_NAME": "p"}, "", "https://railway.com/dashboard"),
        ({}, "", ""),
    ],
    ids=["heroku", "heroku-nameless", "fly", "railway", "server"],
)
def test_each_platforms_log_is_found(
    environ: dict[str, str], app: str, url: str, settings: Settings
) -> None:
    settings.HEROKU_APP_NAME = app
    assert elsewhere.logs(environ).url == url
