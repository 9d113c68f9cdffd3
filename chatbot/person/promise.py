"""When a visitor may expect a person: one sentence, with times in the visitor's own zone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format
from django.utils.translation import override

from chatbot import wording
from chatbot.models import Business
from chatbot.person.hours import Hours
from chatbot.wording.in_person import TABLES, words_in
from chatbot.wording.words import PersonWords

#: How long a visitor waits for a person before it counts as missed, where no time is promised.
PATIENCE = timedelta(hours=3)
#: The same while nobody is there anyway: long enough to leave an address first.
WHILE_CLOSED = timedelta(minutes=15)
#: Languages that begin the names of days with a capital; the others do not within a sentence.
CAPITALS = ("en", "de")


@dataclass(frozen=True, kw_only=True, slots=True)
class Promise:
    """``reply_by`` and ``back_at`` are None where nothing is promised, or it is not known."""

    is_open: bool
    text: str
    reply_by: datetime | None = None
    back_at: datetime | None = None


def promise(
    business: Business, *, language: str = "en", zone: str = "", now: datetime | None = None
) -> Promise:
    """What is said before the visitor writes; the founder's own words where no time is set.

    ``zone`` is a hint; "" uses the founder's.
    """
    now = now or timezone.now()
    hours = Hours.of(business)
    words, person = words_in(language), wording.person(business)
    say = _Clock(words, language, business.time_zone, known_zone(zone), now)
    if not hours.is_open(now):
        back = hours.next_opening(now)
        text = words.back.format(person=person, when=say.when(back)) if back else ""
        return Promise(is_open=False, back_at=back, text=text or words.away.format(person=person))
    if not business.reply_within:
        return Promise(is_open=True, text=business.reply_promise)
    within = timedelta(minutes=business.reply_within)
    by = hours.after(now, within)
    if by is None:
        return Promise(is_open=True, text=business.reply_promise)
    if by - now <= within:
        text = words.replies_within.format(
            person=person, time=_length(business.reply_within, words)
        )
    else:
        text = words.replies_by.format(person=person, when=say.when(by))
    return Promise(is_open=True, reply_by=by, text=text)


def deadlines(business: Business, now: datetime) -> tuple[datetime, datetime]:
    """When an unanswered wish for a person is missed, and when the owner is reminded of it."""
    hours = Hours.of(business)
    within = timedelta(minutes=business.reply_within) if business.reply_within else PATIENCE
    promised = hours.after(now, within) or now + within
    return (promised if hours.is_open(now) else now + WHILE_CLOSED), promised


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


def known_zone(name: str) -> str:
    """The name of a time zone as the database has it, or "": it came from a browser."""
    return name if name in _zones() else ""


@dataclass(frozen=True, slots=True)
class _Clock:
    """Says moments in words."""

    words: PersonWords
    language: str
    home: str
    theirs: str
    now: datetime

    def when(self, moment: datetime) -> str:
        """``on Monday at 09:00 your time``; with the founder's zone where theirs is not known."""
        zone: tzinfo = ZoneInfo(self.theirs or self.home)
        local = moment.astimezone(zone)
        days = (local.date() - self.now.astimezone(zone).date()).days
        time = f"{local:%H:%M}"
        if self.theirs:
            time = self.words.your_time.format(time=time)
        else:
            place = self.home.rpartition("/")[2].replace("_", " ")
            time = self.words.zone_time.format(time=time, zone=place)
        code = wording.code_of(self.language)
        with override(code if code in TABLES else "en"):
            weekday = str(WEEKDAYS[local.weekday()])
            day = date_format(local, "MONTH_DAY_FORMAT")
        if code in TABLES and code not in CAPITALS:
            weekday = weekday.lower()
        if days == 0:
            return self.words.today.format(time=time)
        if days == 1:
            return self.words.tomorrow.format(time=time)
        if days < 7:
            return self.words.weekday.format(day=weekday, time=time)
        return self.words.day.format(day=day, time=time)


def _length(minutes: int, words: PersonWords) -> str:
    if minutes == 60:
        return words.hour
    if minutes % 60:
        return words.minutes.format(n=minutes)
    return words.hours.format(n=minutes // 60)
