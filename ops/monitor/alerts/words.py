"""What an alert says: read at three in the morning, by somebody who is no engineer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from ops.monitor.alerts.said import SAID
from ops.monitor.layers import SERIOUS, Layer, Result, State
from ops.monitor.watch import Event, Incident, Kind

__all__ = ["SAID", "Alert", "alert_for", "at", "span"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Alert:
    """One message. ``facts`` are label and value, ``advice`` what to do, in order; ``links`` are
    words and address. ``good`` is for news that something is over, ``urgent`` for what hurts now.
    """

    title: str
    summary: str
    facts: tuple[tuple[str, str], ...] = ()
    advice: tuple[str, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    good: bool = False
    urgent: bool = False


def alert_for(
    event: Event, *, site: str, zone: str, status_url: str = "",
    links: tuple[tuple[str, str], ...] = (), results: Iterable[Result] = (),
) -> Alert:  # fmt: skip
    """The message of one event; ``site`` is the host, ``zone`` the founder's own.

    ``results`` are those of the look, for what still works and what fails besides; ``links`` lead
    to where something can be done about it.
    """
    incident, said = event.incident, SAID[event.incident.layer]
    seen = ("What was seen", incident.evidence or "no answer")
    began = ("Since", at(incident.since, zone))
    known = list(results)
    # The status page is part of the app: while that is away it opens for nobody.
    closed = event.kind is Kind.CLOSED
    opens = closed or incident.layer not in SERIOUS
    status = (("Look at the status page", status_url),) if status_url and opens else ()
    if closed:
        return Alert(
            title=f"Over: {_lower(said.broken)} ({site})",
            summary=f"It works again. It lasted {span(incident.lasted)}. {said.after}",
            facts=(
                began,
                ("Until", at(incident.ended, zone)),
                ("What had been seen", seen[1]),
                *_moved(incident),
                *_fails(incident.layer, known),
            ),
            links=status,
            good=True,
        )
    title = f"{said.broken} ({site})"
    how = " It comes and goes." if incident.flapping else ""
    if event.kind is Kind.REMINDER:
        title = f"Still: {_lower(said.broken)} ({site})"
    return Alert(
        title=title,
        summary=f"{said.notice}{how}",
        facts=(
            began,
            seen,
            ("Looked", _times(incident)),
            *_moved(incident),
            *_fails(incident.layer, known),
            *_works(incident.layer, known),
        ),
        advice=said.advice,
        links=(*links, *status),
        urgent=incident.layer in SERIOUS or incident.layer is Layer.ERRORS,
    )


def _lower(words: str) -> str:
    """Within a sentence; a name keeps its capital."""
    return words if words.startswith("Redis") else f"{words[0].lower()}{words[1:]}"


def _fails(layer: Layer, results: Iterable[Result]) -> tuple[tuple[str, str], ...]:
    """What fails besides, as far as the look could tell."""
    layers = [r.layer for r in results if r.state is State.FAILED and r.layer is not layer]
    words = "; ".join(_lower(SAID[one].broken) for one in layers)
    return (("Fails too", words),) if words else ()


#: Together they are the way to the app.
WAY = (Layer.DNS, Layer.TCP, Layer.TLS, Layer.EDGE)


def _works(layer: Layer, results: Iterable[Result]) -> tuple[tuple[str, str], ...]:
    """What works, likewise."""
    layers = [r.layer for r in results if r.state is State.OK and r.layer is not layer]
    # Without a database pages are not looked at; that there is no error rate helps nobody.
    hidden = {Layer.ERRORS, Layer.SLOW, *([Layer.APP] if layer is Layer.DATABASE else [])}
    words = [SAID[one].works for one in layers if one not in hidden]
    if set(WAY) <= set(layers):
        words = ["the way to the site", *words[len(WAY) :]]
    return (("Still works", ", ".join(words)),) if words else ()


def _moved(incident: Incident) -> tuple[tuple[str, str], ...]:
    if not incident.moved:
        return ()
    first = SAID[incident.moved[0]].broken
    return (("Seen first as", first),)


def _times(incident: Incident) -> str:
    count = incident.seen
    times = "once" if count == 1 else "twice" if count == 2 else f"{count} times"
    if incident.flapping:
        return f"it failed {times}, with good looks in between"
    return times if count == 1 else f"it failed {times}, a minute apart"


def at(moment: datetime | None, zone: str) -> str:
    """A time as somebody reads it in bed: ``Thu 26 Nov, 03:12 (Europe/Stockholm)``."""
    if moment is None:
        return ""
    local = moment.astimezone(ZoneInfo(zone))
    return f"{local:%a} {local.day} {local:%b, %H:%M} ({zone})"


def span(length: timedelta) -> str:
    """``4 minutes``, ``2 hours 5 minutes``, ``3 days 1 hour``; never less than a minute."""
    minutes = max(1, round(length.total_seconds() / 60))
    days, rest = divmod(minutes, 1440)
    hours, minutes = divmod(rest, 60)
    parts = [
        f"{number} {unit}{'' if number == 1 else 's'}"
        for number, unit in ((days, "day"), (hours, "hour"), (minutes, "minute"))
        if number
    ]
    return " ".join(parts[:2])
