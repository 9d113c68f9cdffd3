"""Figures are counted once a day and source, hold nobody's data, and come out right on the page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.conf import settings as configured
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from chatbot.models import Conversation, Message
from leads.models import Lead
from ops.figures import counting, page, registry, roll
from ops.figures.registry import Measure
from ops.figures.rows import KEPT
from ops.figures.source import DIRECT, LONGEST, OTHER, first_of, of_host, source_of
from ops.models import FigureDay
from tests.at_once import at_once
from tests.ops.team import people

pytestmark = pytest.mark.django_db(transaction=True)

#: A Wednesday.
TODAY = date(2026, 11, 25)


@pytest.fixture(autouse=True)
def _nothing_seen() -> Iterator[None]:
    counting._seen.clear()
    yield
    counting._seen.clear()


def put(name: str, count: int, *, back: int = 0, source: str = "google") -> None:
    day = TODAY - timedelta(days=back)
    FigureDay.objects.create(day=day, name=name, source=source, count=count)


def figure(title: str, found: dict[str, Any]) -> page.Figure:
    one: page.Figure
    (one,) = [figure for figure in found["figures"] if figure.title == title]
    return one


@pytest.mark.parametrize(
    ("touch", "source"),
    [
        ({"utm": {"source": " Google  Ads\n"}}, "google ads"),
        ({"utm": {"utm_source": "newsletter"}, "referrer": "https://bing.com/"}, "newsletter"),
        ({"utm": {"gclid": "x"}, "referrer": "https://www.google.com/"}, "google ads"),
        ({"referrer": "https://www.google.co.uk/search"}, "google"),
        ({"referrer": "https://l.facebook.com/l.php"}, "facebook"),
        ({"referrer": "https://t.co/x"}, "x"),
        ({"referrer": "https://blog.example.org/post"}, "blog.example.org"),
        ({"referrer": "https://evil-google.com.example/"}, "evil-google.com.example"),
        ({"referrer": "http://[broken"}, DIRECT),
        ({"referrer": ""}, DIRECT),
        ({}, DIRECT),
        (None, DIRECT),
        ("nonsense", DIRECT),
        ({"utm": ["a"]}, DIRECT),
        ({"utm": {"source": "<script>alert(1)</script>"}}, "script alert 1 script"),
        ({"utm": {"source": "х" * 300}}, "х" * LONGEST),
    ],
)
def test_where_somebody_came_from_is_one_short_word(touch: Any, source: str) -> None:
    assert source_of(touch) == source


def test_the_site_itself_is_no_source_and_the_first_arrival_counts() -> None:
    assert of_host("https://www.me.example/a", own="me.example") == DIRECT
    first, last = {"referrer": "https://bing.com/"}, {"utm": {"source": "mail"}}
    assert first_of(first, last) == "bing"
    assert first_of({}, None, last) == "mail"


def test_what_happened_is_counted_by_day_and_source_without_test_traffic() -> None:
    now = timezone.now()
    for is_test, utm in ((False, {"source": "mail"}), (False, {}), (True, {"source": "mail"})):
        talk, _ = Conversation.start(is_test=is_test, utm=utm)
        for outcome in ("answered", "unknown", "answered", "refused", ""):
            Message.objects.create(
                conversation=talk, role="assistant", text="Words.", outcome=outcome
            )
        Conversation.objects.filter(pk=talk.pk).update(handoff_requested_at=now)
    for number, is_test in enumerate((False, True)):
        Lead.objects.create(
            email=f"a{number}@example.org", email_key=f"a{number}@example.org", is_test=is_test,
            first_touch={"referrer": "https://www.google.com/"},
        )  # fmt: skip
    assert roll.roll() > 1
    rows = FigureDay.objects.filter(day=timezone.localdate()).exclude(source="")
    assert {(row.name, row.source, row.count) for row in rows} == {
        ("chats", "mail", 1), ("chats", DIRECT, 1), ("handoffs", "mail", 1),
        ("handoffs", DIRECT, 1), ("asked", "mail", 3), ("asked", DIRECT, 3),
        ("answered", "mail", 2), ("answered", DIRECT, 2), ("leads", "google", 1),
    }  # fmt: skip


def test_a_day_is_counted_again_until_it_is_over_and_then_stays(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: Counter[date] = Counter()

    def count(begin: datetime, end: datetime) -> Counter[str]:
        assert end - begin == timedelta(days=1)
        asked[begin.date()] += 1
        return Counter({"google": 3})

    monkeypatch.setattr(registry, "_measures", {"x": Measure(name="x", title="X", count=count)})
    for _ in range(3):
        roll.roll()
    today = timezone.localdate()
    assert asked[today] == 3
    assert asked[today - timedelta(days=1)] == 1
    # Older days are caught up with, so many in one go, the newest first.
    assert max(asked) - min(asked) == timedelta(days=3 * roll.AT_ONCE)
    assert FigureDay.objects.get(day=today, name="x").count == 3


def test_two_that_count_at_once_count_nothing_twice() -> None:
    Conversation.start(utm={"source": "mail"})
    at_once(3, lambda number: roll.roll())
    assert FigureDay.objects.get(day=timezone.localdate(), name="chats").count == 1


def test_many_sources_are_kept_as_few() -> None:
    counts = {f"site{number}.example": 1 for number in range(500)} | {"google": 9}
    found = roll.folded(counts)
    assert len(found) == roll.SOURCES + 1
    assert found["google"] == 9
    assert sum(found.values()) == 509


def test_figures_are_forgotten_after_three_years() -> None:
    old = timezone.localdate() - KEPT - timedelta(days=1)
    FigureDay.objects.create(day=old, name="chats", source="google", count=1)
    roll.roll()
    assert not FigureDay.objects.filter(day=old).exists()


HERE = {"sec-fetch-mode": "navigate", "sec-fetch-dest": "document", "sec-fetch-site": "none"}
FRAME = {"sec-fetch-mode": "navigate", "sec-fetch-dest": "iframe", "sec-fetch-site": "cross-site"}


def counted(name: str) -> dict[str, int]:
    counting.flush()
    rows = FigureDay.objects.filter(name=name, day=timezone.localdate())
    return dict(rows.values_list("source", "count"))


def test_a_visit_is_a_number_and_a_source(client: Client) -> None:
    google = {"referer": "https://www.google.com/", "sec-fetch-site": "cross-site"}
    client.get("/", headers=HERE | google)
    client.get("/?utm_source=Mail", headers=HERE | google)
    counting.flush()
    client.get("/?utm_source=mail", headers=HERE)
    client.get("/", headers=HERE)
    assert counted("visits") == {"google": 1, "mail": 2, "direct": 1}


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "same-origin"},
        {"cache-control": "max-age=0"},
        {"sec-purpose": "prefetch;prerender"},
        {"sec-fetch-dest": "empty", "sec-fetch-mode": "cors"},
        {"authorization": f"Ops {configured.OPS_TOKEN}"},
    ],
)
def test_going_on_looking_ahead_and_testing_are_no_visits(
    client: Client, headers: dict[str, str]
) -> None:
    assert client.get("/", headers=HERE | headers).status_code == 200
    client.head("/", headers=HERE)
    client.get("/")
    client.get("/thanks/", headers=HERE)
    assert counted("visits") == {}


def test_the_panel_on_another_site_counts_for_that_site(client: Client) -> None:
    site = {"referer": "https://www.me.example/"}
    client.get("/widget/?embed=1", headers=FRAME | site)
    client.get("/widget/", headers=FRAME | site)
    client.get("/widget/?embed=1", headers=site)
    assert counted("opened") == {"me.example": 1}
    assert counted("visits") == {}


def test_a_flood_of_sources_stays_few_rows() -> None:
    for number in range(counting.MOST + 50):
        counting.seen("visits", f"site{number}.example")
    found = counted("visits")
    assert len(found) <= roll.SOURCES + 1
    assert sum(found.values()) == counting.MOST + 50
    assert found[OTHER] > 100


def test_what_cannot_be_written_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    counting.seen("visits", "google")
    with monkeypatch.context() as patch:
        patch.setattr(counting, "_added", lambda *a: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            counting.flush()
    assert counted("visits") == {"google": 1}


def test_many_processes_add_to_one_number() -> None:
    def add(number: int) -> None:
        for _ in range(10):
            counting._add(TODAY, "visits", "google", 1)

    at_once(4, add)
    assert FigureDay.objects.get(name="visits").count == 40


def test_weeks_begin_on_monday_and_are_held_against_as_many_days_before() -> None:
    put("chats", 5)
    put("chats", 1, back=2)  # This Monday.
    put("chats", 2, back=3)  # The Sunday before it.
    put("chats", 90, back=28)  # As far into the four weeks before as today is into these.
    put("chats", 7000, back=27)  # A day later than that: it is in neither.
    put("chats", 1000, back=23)
    found = page.page(4, "", today=TODAY)
    chats = figure("Chats", found)
    assert chats.total == "1\u202f008"
    assert [bar.words for bar in chats.bars] == [
        "Week of 2 November: 1\u202f000", "Week of 9 November: 0",
        "Week of 16 November: 2", "Week of 23 November: 6",
    ]  # fmt: skip
    assert chats.change == "918 more than before"


def test_a_share_is_of_what_was_asked() -> None:
    put("asked", 8)
    put("answered", 6)
    put("asked", 10, back=28)
    put("answered", 5, back=28)
    answered = figure("Answered", page.page(4, "", today=TODAY))
    assert (answered.total, answered.change) == ("75 %", "25 points more than before")
    assert [bar.tall for bar in answered.bars][-1] == round(0.75 * page.HIGH)


def test_a_site_that_is_new_is_held_against_nothing() -> None:
    """Its days before were counted too, and there was nothing in them."""
    put("chats", 5)
    put(roll.COUNTED, 1, back=28, source="")
    chats = figure("Chats", page.page(4, "", today=TODAY))
    assert (chats.total, chats.change) == ("5", "")


def test_nothing_to_take_a_share_of_is_said_so() -> None:
    answered = figure("Answered", page.page(4, "", today=TODAY))
    assert (answered.total, answered.change) == ("–", "")


def test_sources_are_told_apart_and_those_that_bring_leads_come_first() -> None:
    put("visits", 500, source="google")
    put("leads", 2, source="newsletter")
    for number in range(20):
        put("visits", 1, source=f"s{number}")
    found = page.page(4, "", today=TODAY)
    assert [row.source for row in found["rows"]][:2] == ["newsletter", "google"]
    assert found["rows"][-1].source == "10 more"
    assert ("Visits of your page", "10") in found["rows"][-1].cells
    one = page.page(4, "newsletter", today=TODAY)
    assert figure("Visits of your page", one).total == "0"
    assert figure("Leads", one).total == "2"


def test_the_page_is_read_with_few_queries_and_shows_hostile_sources_as_text(
    django_assert_max_num_queries: Any,
) -> None:
    client = people.signed_in(people.owner())
    today, address = timezone.localdate(), reverse("admin:ops_figureday_changelist")
    FigureDay.objects.create(day=today, name="visits", source="<b>x</b>", count=3)
    with django_assert_max_num_queries(15):
        shown = client.get(address, {"weeks": "4", "source": "<b>x</b>"})
    assert "<b>x</b>" not in shown.content.decode()
    assert client.get(address, {"weeks": "99999999"}).status_code == 200
