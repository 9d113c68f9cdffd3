"""The monitor's memory as JSON: what is written for one version is read by the next."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from ops.monitor.layers import Layer
from ops.monitor.track import Track
from ops.monitor.watch import Event, Incident, Kind, Watch


def watch_out(watch: Watch) -> dict[str, Any]:
    """To be stored."""
    return {
        "tracks": {layer.value: _track_out(track) for layer, track in watch.tracks.items()},
        "incidents": [incident_out(incident) for incident in watch.incidents],
        "at": _time_out(watch.at),
        "untold": [
            {"kind": event.kind.value, "incident": incident_out(event.incident)}
            for event in watch.untold
        ],
        "out": [layer.value for layer in watch.out],
        "out_since": _time_out(watch.out_since),
        "windows": [[begin.isoformat(), end.isoformat()] for begin, end in watch.windows],
    }


def watch_in(data: Mapping[str, Any]) -> Watch:
    """As it was stored; what cannot be read is as if nothing had been seen."""
    try:
        return Watch(
            {Layer(name): _track_in(track) for name, track in data["tracks"].items()},
            tuple(incident_in(one) for one in data["incidents"]),
            _time_in(data.get("at")),
            tuple(
                Event(Kind(one["kind"]), incident_in(one["incident"]))
                for one in data.get("untold", ())
            ),
            tuple(
                (datetime.fromisoformat(begin), datetime.fromisoformat(end))
                for begin, end in data.get("windows", ())
            ),
            tuple(Layer(name) for name in data.get("out", ())),
            _time_in(data.get("out_since")),
        )
    except (KeyError, TypeError, ValueError, AttributeError):
        return Watch()


def incident_out(incident: Incident) -> dict[str, Any]:
    """An incident to be stored."""
    return {
        "layer": incident.layer.value,
        "since": incident.since.isoformat(),
        "evidence": incident.evidence,
        "seen": incident.seen,
        "said": incident.said,
        "next_word": _time_out(incident.next_word),
        "flapping": incident.flapping,
        "ended": _time_out(incident.ended),
        "moved": [layer.value for layer in incident.moved],
    }


def incident_in(data: Mapping[str, Any]) -> Incident:
    """And back; raises ``KeyError``, ``TypeError`` or ``ValueError`` for what is none."""
    return Incident(
        Layer(data["layer"]),
        datetime.fromisoformat(data["since"]),
        str(data["evidence"]),
        int(data["seen"]),
        int(data["said"]),
        _time_in(data["next_word"]),
        bool(data["flapping"]),
        _time_in(data.get("ended")),
        tuple(Layer(name) for name in data["moved"]),
    )


def _track_out(track: Track) -> dict[str, Any]:
    return {
        "looks": [int(look) for look in track.looks],
        "since": _time_out(track.since),
        "well": _time_out(track.well),
        "evidence": track.evidence,
    }


def _track_in(data: Mapping[str, Any]) -> Track:
    return Track(
        tuple(bool(look) for look in data["looks"]),
        _time_in(data["since"]),
        _time_in(data["well"]),
        str(data["evidence"]),
    )


def _time_out(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _time_in(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
