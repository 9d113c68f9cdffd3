"""When somebody is there: the founder's weekly hours and closed days, as moments in time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from chatbot.models import Business

#: Days ahead that are looked at; a longer holiday has no end that is told.
AHEAD = 400
#: Minutes.
DAY = 24 * 60
Span = tuple[int, time, time]
Interval = tuple[datetime, datetime]


@dataclass(frozen=True, kw_only=True, slots=True)
class Hours:
    """``spans`` are (weekday with Monday 0, opens, closes), ``closed`` first and last days.

    A span that closes at or before its opening time runs into the next day, and belongs to the day
    on which it opens: a closed day cancels the spans that open on it.
    """

    zone: ZoneInfo
    spans: tuple[Span, ...] = ()
    closed: tuple[tuple[date, date], ...] = ()

    @classmethod
    def of(cls, business: Business) -> Hours:
        """As they stand in the profile."""
        rows = business.opening_hours.all()
        days = business.closed_days.all()
        return cls(
            zone=ZoneInfo(business.time_zone),
            spans=tuple((row.weekday, row.opens, row.closes) for row in rows),
            closed=tuple((row.first, row.last or row.first) for row in days),
        )

    @property
    def are_set(self) -> bool:
        """Whether there are any; without, nobody is ever said to be away."""
        return bool(self.spans)

    def is_open(self, at: datetime) -> bool:
        """Whether somebody is there at a moment; the closing moment itself is closed."""
        if not self.spans:
            return not self._is_closed(at.astimezone(self.zone).date())
        first = next(self.open_from(at), None)
        return first is not None and first[0] <= at

    def next_opening(self, at: datetime) -> datetime | None:
        """When somebody comes next; None if that is not known."""
        return next((begins for begins, _ends in self.open_from(at) if begins > at), None)

    def after(self, at: datetime, patience: timedelta) -> datetime | None:
        """The moment by which somebody was there for ``patience``, counted from ``at``."""
        if not self.spans and not self.closed:
            return at + patience
        left = patience
        for begins, ends in self.open_from(at):
            begins = max(begins, at)
            if ends - begins >= left:
                return begins + left
            left -= ends - begins
        return None

    def open_from(self, at: datetime) -> Iterator[Interval]:
        """Intervals in which somebody is there, in UTC, from the first that ends after ``at``.

        Spans that touch or overlap are one.
        """
        held: Interval | None = None
        for begins, ends in self._spans_from(at.astimezone(self.zone).date() - timedelta(days=2)):
            if held and begins <= held[1]:
                held = (held[0], max(held[1], ends))
                continue
            if held and held[1] > at:
                yield held
            held = (begins, ends)
        if held and held[1] > at:
            yield held

    def _spans_from(self, first: date) -> Iterator[Interval]:
        for day in (first + timedelta(days=n) for n in range(AHEAD)):
            if self._is_closed(day):
                continue
            for opens, closes in sorted(self._of_weekday(day.weekday())):
                until = day if closes > opens else day + timedelta(days=1)
                begins = moment(datetime.combine(day, opens), self.zone)
                ends = moment(datetime.combine(until, closes), self.zone)
                if ends > begins:
                    yield begins, ends

    def _of_weekday(self, weekday: int) -> Iterable[tuple[time, time]]:
        if not self.spans:
            return [(time(0), time(0))]
        return [(opens, closes) for day, opens, closes in self.spans if day == weekday]

    def _is_closed(self, day: date) -> bool:
        return any(first <= day <= last for first, last in self.closed)


def moment(local: datetime, zone: ZoneInfo) -> datetime:
    """A wall-clock time as a moment in UTC.

    One that does not occur is read with the offset before the gap, of one that occurs twice the
    first counts (RFC 5545, section 3.3.5).
    """
    return local.replace(tzinfo=zone, fold=0).astimezone(UTC)


def overlap(spans: Iterable[Span]) -> tuple[Span, Span] | None:
    """Two spans of a week that share a moment, or None; Sunday night runs into Monday."""
    laid = sorted(spans)
    for one, following in zip(laid, [*laid[1:], *laid[:1]], strict=True):
        length = (_minute(one[2]) - _minute(one[1])) % DAY
        gap = (_begins(following) - _begins(one)) % (7 * DAY)
        if one is not following and gap < length:
            return one, following
    return None


def _begins(span: Span) -> int:
    return span[0] * DAY + _minute(span[1])


def _minute(at: time) -> int:
    return at.hour * 60 + at.minute
