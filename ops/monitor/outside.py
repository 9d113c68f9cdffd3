"""The look from somewhere else: without the app, its database or its keys, and with a short memory.

A scheduled workflow begins from nothing each time. Where it is given a file to remember in, an
outage is told once when it begins, again as it goes on for longer, and once when it is over.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.utils import timezone

from ops.launch.world import World
from ops.monitor import probe
from ops.monitor.layers import Result, State, silenced
from ops.monitor.watch import Event, Kind, Watch, step


@dataclass(frozen=True, slots=True)
class Outside:
    """What the last look saw, what there is to tell, and what is remembered."""

    results: Sequence[Result]
    events: Sequence[Event]
    watch: Watch

    @property
    def is_news(self) -> bool:
        """Whether an outage began, or went on for long enough to be told again."""
        return any(event.kind is not Kind.CLOSED for event in self.events)


def look(
    world: Callable[[], World], *, token: str, file: Path | None, wait: float,
    say: Callable[[str], None],
) -> Outside:  # fmt: skip
    """Look, and again after ``wait`` seconds where one look says too little.

    ``world`` makes a new world for each look. Raises ``OSError`` where ``file`` cannot be written.
    """
    first = world()
    watch = load(file, first.target.url)
    results, watch, events = _once(first, token, watch)
    if _says_too_little(results, watch):
        say(f"looking again in {wait:.0f} s: one look decides nothing")
        time.sleep(wait)
        results, watch, more = _once(world(), token, watch)
        events += more
    if file is not None:
        file.write_text(json.dumps({"url": first.target.url, "watch": watch.as_json()}))
    return Outside(results, events, watch)


def _once(world: World, token: str, watch: Watch) -> tuple[list[Result], Watch, list[Event]]:
    results = silenced(probe.look(world, token=token))
    watch, events = step(watch, results, timezone.now())
    return results, watch, events


def _says_too_little(results: Sequence[Result], watch: Watch) -> bool:
    """A failure that is not yet an outage, or an outage that seems to be over."""
    failed = {result.layer for result in results if result.state is State.FAILED}
    return bool(failed - watch.failing) or (bool(watch.failing) and not failed & watch.failing)


def load(file: Path | None, url: str) -> Watch:
    """What was written for the same address; nothing where there is none, or it cannot be read."""
    if file is None:
        return Watch()
    try:
        data = json.loads(file.read_text())
        return Watch.from_json(data["watch"]) if data["url"] == url else Watch()
    except (OSError, ValueError, KeyError, TypeError):
        return Watch()
