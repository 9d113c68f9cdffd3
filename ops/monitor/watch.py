"""From looks to incidents: when to speak, when to be silent. No clock, no database, no network.

- Two failures in a row of one layer open an incident; so do three among the last ten looks, which
  is how something that comes and goes shows. Two looks in a row without failure end it, five where
  it came and went.
- What stands on a layer that fails is neither failed nor well: nothing is opened or ended for it.
- Of the layers without which no visitor is helped (``SERIOUS``) one incident is open at a time: it
  goes on under the name of the one that fails now. Others, such as emails that wait, are incidents
  of their own: whoever was told of them must still be told when the whole site is gone.
  It opens when two looks in a row fail at any of them, whichever.
- For some minutes after an outage the error rate says nothing: it holds that outage's errors.
- Looks from before a long silence of ours say nothing of now.
- A reminder after one hour, then after two, four and so on, at most once a day.
- In a maintenance window looks are kept and nothing is said; what still fails at its end is said
  then.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from ops.monitor.layers import SERIOUS, Layer, Result, State, below, silenced
from ops.monitor.track import IN_A_ROW, OF, WELL, Track

FIRST_REMINDER, LAST_STEP = timedelta(hours=1), timedelta(days=1)
#: How long the error rate of an outage is seen after it: what is counted over (``inside.MINUTES``)
#: and the minute that runs.
AFTERMATH = timedelta(minutes=6)
#: Looks further apart than this do not follow each other.
STALE = timedelta(minutes=15)
#: So many things to tell are kept while no way takes them.
MOST_UNTOLD = 20


class Kind(StrEnum):
    """What there is to say."""

    OPENED = "opened"
    REMINDER = "reminder"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Incident:
    """One outage. ``said`` is how often somebody was told; ``flapping`` that it came and went."""

    layer: Layer
    since: datetime
    evidence: str
    seen: int = 1
    said: int = 0
    next_word: datetime | None = None
    flapping: bool = False
    ended: datetime | None = None
    moved: tuple[Layer, ...] = ()

    @property
    def lasted(self) -> timedelta:
        """From the first failure to the first look that was well."""
        return (self.ended - self.since) if self.ended else timedelta(0)

    @property
    def first(self) -> Layer:
        """As what it was seen first; with ``since`` it says which incident it is."""
        return self.moved[0] if self.moved else self.layer


@dataclass(frozen=True, slots=True)
class Event:
    """Something to tell."""

    kind: Kind
    incident: Incident


@dataclass(frozen=True, slots=True)
class Watch:
    """All that is remembered between two looks.

    ``at`` is when the last one was. ``untold`` could be told by no way so far. ``windows`` are the
    maintenance windows to come, begin and end: they hold while the database cannot be asked.
    ``out`` are the serious layers that failed in the looks up to now, since ``out_since``; none
    where the last look saw none.
    """

    tracks: Mapping[Layer, Track] = field(default_factory=dict)
    incidents: tuple[Incident, ...] = ()
    at: datetime | None = None
    untold: tuple[Event, ...] = ()
    windows: tuple[tuple[datetime, datetime], ...] = ()
    out: tuple[Layer, ...] = ()
    out_since: datetime | None = None

    @property
    def failing(self) -> frozenset[Layer]:
        """The layers of open incidents."""
        return frozenset(incident.layer for incident in self.incidents)

    def as_json(self) -> dict[str, Any]:
        """To be stored."""
        from ops.monitor import stored

        return stored.watch_out(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Watch:
        """As it was stored; what cannot be read is as if nothing had been seen."""
        from ops.monitor import stored

        return stored.watch_in(data)


def step(
    watch: Watch, results: Iterable[Result], now: datetime, *, quiet: bool = False
) -> tuple[Watch, list[Event]]:
    """One look further. ``quiet`` is a maintenance window."""
    results = silenced(results)
    watch = _aged(watch, now)
    tracks = _tracks(watch.tracks, results, now)
    out = _out(watch, results, now)
    watch = replace(watch, tracks=tracks, at=now, out=out[0], out_since=out[1])
    events: list[Event] = []
    going_on: list[Incident] = []
    for incident in watch.incidents:
        track = tracks.get(incident.layer, Track())
        if not track.is_well(incident.flapping):
            going_on.append(_seen_again(incident, track))
            continue
        if incident.layer in SERIOUS and watch.out:
            # Visitors are still kept out, by something further in: the same outage.
            layer = watch.out[-1]
            going_on.append(_moved(incident, layer, tracks[layer].evidence))
            continue
        over = replace(incident, ended=max(track.well or now, incident.since))
        if over.said:
            events.append(Event(Kind.CLOSED, over))
        tracks[incident.layer] = replace(track, looks=track.looks[-WELL:])
    going_on = _open(going_on, watch, now)
    if quiet:
        return replace(watch, tracks=tracks, incidents=tuple(going_on)), events
    failing = {incident.layer for incident in going_on}
    told: list[Incident] = []
    for incident in going_on:
        kind: Kind | None = None
        # Nobody is reminded of what was well a moment ago.
        if not below(incident.layer) & failing and tracks[incident.layer].failed_last:
            incident, kind = _to_say(incident, now)
        told.append(incident)
        if kind:
            events.append(Event(kind, incident))
    return replace(watch, tracks=tracks, incidents=tuple(told)), events


def to_tell(untold: Iterable[Event], events: Iterable[Event]) -> tuple[Event, ...]:
    """What there is to tell: the new, and of the old what no newer word of its incident replaces.

    Whoever could not be told of an outage that is over by now is told of its end only.
    """
    new = list(events)
    newer = {(event.incident.since, event.incident.first) for event in new}
    old = [e for e in untold if (e.incident.since, e.incident.first) not in newer]
    return (*old, *new)[-MOST_UNTOLD:]


def _aged(watch: Watch, now: datetime) -> Watch:
    """Without looks that are too old to be followed by this one."""
    if watch.at is None or now - watch.at <= STALE:
        return watch
    tracks = {layer: replace(track, looks=()) for layer, track in watch.tracks.items()}
    return replace(watch, tracks=tracks, out=(), out_since=None)


def _tracks(
    before: Mapping[Layer, Track], results: Iterable[Result], now: datetime
) -> dict[Layer, Track]:
    """With one more look."""
    tracks = dict(before)
    for result in results:
        if result.layer is Layer.ERRORS and _just_over(tracks, now):
            continue
        tracks[result.layer] = tracks.get(result.layer, Track()).after(result, now)
    return tracks


def _out(
    watch: Watch, results: Iterable[Result], now: datetime
) -> tuple[tuple[Layer, ...], datetime | None]:
    """The serious layers of the run of looks that fail, this one among them, and its begin."""
    failed = [r.layer for r in results if r.state is State.FAILED and r.layer in SERIOUS]
    if not failed:
        return (), None
    return (*watch.out, failed[0])[-OF:], watch.out_since or now


def _just_over(tracks: Mapping[Layer, Track], now: datetime) -> bool:
    """Whether something the error rate stands on has failed in the last minutes."""
    ends = [tracks[layer] for layer in below(Layer.ERRORS) if layer in tracks]
    return any(
        track.since is not None
        and track.well is not None
        and track.well > track.since
        and timedelta(0) <= now - track.well < AFTERMATH
        for track in ends
    )


def _moved(incident: Incident, layer: Layer, evidence: str) -> Incident:
    return replace(
        incident, layer=layer, evidence=evidence,
        moved=tuple(dict.fromkeys((*incident.moved, incident.layer))),
    )  # fmt: skip


def _seen_again(incident: Incident, track: Track) -> Incident:
    if not track.failed_last:
        return incident
    flapping = incident.flapping or (track.flaps and track.run(True) < IN_A_ROW)
    evidence = track.evidence or incident.evidence
    return replace(incident, seen=incident.seen + 1, evidence=evidence, flapping=flapping)


def _open(incidents: list[Incident], watch: Watch, now: datetime) -> list[Incident]:
    """With what fails now and was not open; an open one moves to what it turns out to stand on."""
    known = {incident.layer for incident in incidents}
    for layer in Layer:
        track = watch.tracks.get(layer)
        if layer in known or track is None or not track.failed_last:
            continue
        wandering = layer in SERIOUS and len(watch.out) >= IN_A_ROW
        if not track.fails and not wandering:
            continue
        if below(layer) & known:
            continue
        above = next(
            (one for one in incidents if layer in below(one.layer) and one.layer in SERIOUS), None
        )
        if above is not None:
            moved = _moved(above, layer, track.evidence)
            incidents = [moved if one is above else one for one in incidents]
        else:
            incidents = [*incidents, _opened(layer, track, watch, now)]
        known = {incident.layer for incident in incidents}
    return incidents


def _opened(layer: Layer, track: Track, watch: Watch, now: datetime) -> Incident:
    in_a_row = len(watch.out) if layer in SERIOUS else track.run(True)
    flapping = in_a_row < IN_A_ROW
    before = dict.fromkeys(one for one in watch.out if one is not layer)
    return Incident(
        layer,
        (watch.out_since if layer in SERIOUS and not flapping else track.since) or now,
        track.evidence,
        seen=sum(track.looks) if flapping else in_a_row,
        flapping=flapping,
        moved=tuple(before) if layer in SERIOUS and not flapping else (),
    )


def _to_say(incident: Incident, now: datetime) -> tuple[Incident, Kind | None]:
    if incident.said == 0:
        return replace(incident, said=1, next_word=now + FIRST_REMINDER), Kind.OPENED
    if incident.next_word is None or now < incident.next_word:
        return incident, None
    pause = min(FIRST_REMINDER * 2**incident.said, LAST_STEP)
    return replace(incident, said=incident.said + 1, next_word=now + pause), Kind.REMINDER
