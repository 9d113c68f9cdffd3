"""A clock that jumps from look to look, and a world that changes as a test says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from ops.monitor.daily.memory import Memory
from ops.monitor.daily.seen import Registered, Seen, Shown
from ops.monitor.daily.step import Event, step

START = datetime(2026, 11, 27, 4, 0, tzinfo=UTC)
DMARC = "v=DMARC1; p=reject; rua=mailto:d@example.com"
RECORDS: dict[str, tuple[str, ...]] = {
    "NS example.com": ("ada.ns.cloudflare.com", "bob.ns.cloudflare.com"),
    "LEADS example.com": ("104.16.1.1", "104.16.2.2"),
    "LEADS www.example.com": ("CNAME shop.onrender.com",),
    "MX example.com": ("1 smtp.google.com",),
    "SPF example.com": ("v=spf1 include:_spf.google.com -all",),
    "DKIM google._domainkey.example.com": ("v=DKIM1; k=rsa; p=MIIB",),
    "DMARC _dmarc.example.com": (DMARC,),
    "CAA example.com": (),
    "REGISTRAR example.com": ("Porkbun LLC",),
}
Scene = Callable[[float, Seen], Seen]


def days(count: float) -> timedelta:
    return timedelta(days=count)


def certificate(begins: float = 0, lifetime: float = 90, host: str = "example.com") -> Shown:
    """One that begins so many days after the start."""
    begin = START + days(begins)
    return Shown(
        host=host, begins=begin, ends=begin + days(lifetime), issuer="Let's Encrypt",
        fingerprint=f"{begins} {lifetime}",
    )  # fmt: skip


def registered(ends: float = 400, *off: str) -> Registered:
    return Registered(
        domain="example.com", expires=START + days(ends), off=off, registrar="Porkbun LLC"
    )


GOOD = Seen(
    domain="example.com", certificates=(certificate(lifetime=1000),), registered=registered(2000),
    records=RECORDS, where="Cloudflare (dash.cloudflare.com, your domain, DNS, Records)",
)  # fmt: skip


def with_records(seen: Seen, **changed: tuple[str, ...] | None) -> Seen:
    """Other records, by kind; None takes one out of what was seen, and puts it into unknown."""
    records, unknown = dict(seen.records), dict(seen.unknown)
    for kind, values in changed.items():
        about = next(key for key in RECORDS if key.startswith(f"{kind} "))
        if values is None:
            records.pop(about)
            unknown[about] = "the DNS servers could not answer (SERVFAIL)"
        else:
            records[about] = values
    return replace(seen, records=records, unknown=unknown)


class Year:
    """``told`` are the events with the day on which each was told."""

    def __init__(self, seen: Seen = GOOD) -> None:
        self.seen, self.memory, self.now = seen, Memory(), START
        self.told: list[tuple[float, Event]] = []
        self.looks = 0

    @property
    def day(self) -> float:
        return (self.now - START) / days(1)

    def live(
        self, count: float, scene: Scene = lambda day, seen: seen, *, quiet: bool = False
    ) -> list[tuple[float, Event]]:
        """Go on for so many days, and say what was told in them."""
        end, before = self.now + days(count), len(self.told)
        while self.now < end:
            seen = scene(self.day, self.seen)
            # As it would come out of the database again.
            memory = Memory.from_json(self.memory.as_json())
            assert memory == self.memory
            self.memory, events = step(memory, seen, self.now, quiet=quiet)
            self.looks += 1
            self.told += [(self.day, event) for event in events]
            assert self.memory.due is not None
            self.now = max(self.memory.due, self.now + timedelta(minutes=5))
        self.now = end
        return self.told[before:]

    def kinds(self, count: float, scene: Scene = lambda day, seen: seen) -> list[str]:
        """The same, as words."""
        return [event.kind.value for _, event in self.live(count, scene)]


def levels(told: list[tuple[float, Event]]) -> list[tuple[int, str]]:
    """The day and the kind of each message."""
    return [(int(day), event.kind.value) for day, event in told]
