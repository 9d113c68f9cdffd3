"""What a visitor is told before they write: when a person answers, in their own time."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from chatbot.models import Business, ClosedDays, OpeningHours
from chatbot.person.promise import PATIENCE, WHILE_CLOSED, deadlines, known_zone, promise

pytestmark = pytest.mark.django_db

STOCKHOLM = ZoneInfo("Europe/Stockholm")
FRIDAY = datetime(2026, 11, 27, 10, tzinfo=STOCKHOLM)


@pytest.fixture
def maya() -> Business:
    """Nine to five on weekdays, and a promise of three hours."""
    maya = Business.objects.create(
        pk=1, name="Northbound", coach_name="Maya", time_zone="Europe/Stockholm", reply_within=180
    )
    for day in range(5):
        OpeningHours.objects.create(business=maya, weekday=day, opens=time(9), closes=time(17))
    return maya


@pytest.mark.parametrize(
    ("hours_later", "zone", "said"),
    [
        (0, "Europe/Stockholm", "Maya replies within 3 hours."),
        (0, "", "Maya replies within 3 hours."),
        # Until five there is one hour left; the rest is on Monday.
        (6, "Europe/Stockholm", "Maya replies on Monday at 11:00 your time at the latest."),
        (9, "Europe/Stockholm", "Maya is back on Monday at 09:00 your time."),
        (9, "America/New_York", "Maya is back on Monday at 03:00 your time."),
        (9, "Asia/Tokyo", "Maya is back on Monday at 17:00 your time."),
        # Still Sunday on that side of the earth.
        (9, "Pacific/Honolulu", "Maya is back on Sunday at 22:00 your time."),
        (9, "", "Maya is back on Monday at 09:00 (Stockholm time)."),
        (48, "Europe/Stockholm", "Maya is back tomorrow at 09:00 your time."),
        (70, "Europe/Stockholm", "Maya is back today at 09:00 your time."),
    ],
)
def test_in_the_visitors_zone(maya: Business, hours_later: int, zone: str, said: str) -> None:
    now = FRIDAY + timedelta(hours=hours_later)
    assert promise(maya, zone=zone, now=now).text == said


def test_the_change_of_the_clock_between_the_two_sides(maya: Business) -> None:
    """Europe has changed its clocks a week before New York does: five hours apart, not six."""
    saturday = datetime(2026, 10, 31, 12, tzinfo=STOCKHOLM)
    said = promise(maya, zone="America/New_York", now=saturday).text
    assert said == "Maya is back on Monday at 03:00 your time."
    before = datetime(2026, 10, 24, 12, tzinfo=STOCKHOLM)
    said = promise(maya, zone="America/New_York", now=before).text
    assert said == "Maya is back on Monday at 04:00 your time."


def test_over_a_holiday_the_date_is_said(maya: Business) -> None:
    ClosedDays.objects.create(business=maya, first=date(2026, 11, 28), last=date(2026, 12, 9))
    later = FRIDAY + timedelta(hours=9)
    told = promise(maya, zone="Europe/Stockholm", now=later)
    assert told.text == "Maya is back on December 10 at 09:00 your time."
    assert told.back_at == datetime(2026, 12, 10, 9, tzinfo=STOCKHOLM)
    assert not told.is_open


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("de", "Maya ist am Montag um 09:00 Ihrer Zeit wieder da."),
        ("fr-CA", "Maya sera de retour lundi à 09:00, heure de chez vous."),
        ("es", "Maya vuelve el lunes a las 09:00, su hora local."),
        ("pt-BR", "Maya volta segunda-feira às 09:00, no seu horário."),
        ("ja", "Maya is back on Monday at 09:00 your time."),
    ],
)
def test_in_the_visitors_language(maya: Business, language: str, said: str) -> None:
    later = FRIDAY + timedelta(hours=9)
    told = promise(maya, language=language, zone="Europe/Stockholm", now=later)
    assert told.text == said


def test_where_no_time_is_set_the_founders_own_words_stand(maya: Business) -> None:
    maya.reply_within, maya.reply_promise = None, "I reply when I can."
    assert promise(maya, now=FRIDAY).text == "I reply when I can."
    maya.reply_promise = ""
    assert promise(maya, now=FRIDAY).text == ""


@pytest.mark.parametrize(
    "hint",
    ["", "Mars/Olympus", "../../etc/passwd", "Europe/Stockholm\x00", "<b>UTC</b>", "utc" * 40],
    ids=range(6),
)
def test_a_zone_that_is_none_is_left_out(maya: Business, hint: str) -> None:
    assert known_zone(hint) == ""
    later = FRIDAY + timedelta(hours=9)
    assert "Stockholm time" in promise(maya, zone=known_zone(hint), now=later).text


def test_deadlines_follow_the_promise(maya: Business) -> None:
    assert deadlines(maya, FRIDAY) == (FRIDAY + timedelta(hours=3),) * 2
    night = FRIDAY + timedelta(hours=9)
    due, remind = deadlines(maya, night)
    assert due == night + WHILE_CLOSED
    assert remind == datetime(2026, 11, 30, 12, tzinfo=STOCKHOLM)
    maya.reply_within = None
    assert deadlines(maya, FRIDAY)[0] == FRIDAY + PATIENCE
