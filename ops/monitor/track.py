"""The last looks at one layer, and what they come to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ops.monitor.layers import Result, State

#: Failures in a row that open an incident.
IN_A_ROW = 2
#: Failures among the last looks that do.
AMONG, OF = 3, 10
#: Looks without failure that end an incident, and one that came and went.
WELL, WELL_AFTER_FLAPPING = 2, 5


@dataclass(frozen=True, slots=True)
class Track:
    """The last looks at one layer, the newest last: True where it failed. Unknown ones are left
    out. ``since`` is when the run of failures began, ``well`` when the run without began.
    """

    looks: tuple[bool, ...] = ()
    since: datetime | None = None
    well: datetime | None = None
    evidence: str = ""

    def after(self, result: Result, now: datetime) -> Track:
        """With one more look."""
        if result.state is State.UNKNOWN:
            return self
        failed = result.state is State.FAILED
        fresh = not self.looks or self.looks[-1] != failed
        return Track(
            looks=(*self.looks, failed)[-OF:],
            since=(now if fresh else self.since) if failed else self.since,
            well=(now if fresh else self.well) if not failed else self.well,
            evidence=result.evidence if failed else self.evidence,
        )

    def run(self, failed: bool) -> int:
        """How many of the newest looks in a row say so."""
        count = 0
        for look in reversed(self.looks):
            if look is not failed:
                break
            count += 1
        return count

    @property
    def failed_last(self) -> bool:
        """Whether the newest look failed."""
        return bool(self.looks) and self.looks[-1]

    @property
    def fails(self) -> bool:
        """Enough to say that it fails."""
        return self.run(True) >= IN_A_ROW or self.flaps

    @property
    def flaps(self) -> bool:
        """It comes and goes."""
        return self.failed_last and sum(self.looks) >= AMONG

    def is_well(self, flapping: bool) -> bool:
        """Enough to say that it is over."""
        return self.run(False) >= (WELL_AFTER_FLAPPING if flapping else WELL)
