"""By when somebody has to act: the steps at which a certificate and a registration are told again.

Certificates last 200, 90, 47 or 6 days (CA/Browser Forum ballot SC-081v3; Let's Encrypt's
short-lived profile), so their steps go by the share of the lifetime that is left. An automatic
renewal comes when a third is left; with less than a quarter it should have come and did not.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from ops.monitor.daily.seen import CERTIFICATE, EXPIRY, STATUS, Registered, Shown, subject

#: Shares of a certificate's lifetime at which it is told.
SHARES = (4, 8)
#: Days at which it is told again, but for certificates that never last longer than 16 times that.
LAST_DAYS, PART = (7, 3, 1), 16
#: Days before the end of a registration at which it is told.
DAYS = (60, 30, 14, 7, 3, 1, 0)


@dataclass(frozen=True, kw_only=True, slots=True)
class Danger:
    """Something somebody has to act on. ``level`` grows as its end comes nearer, and ``last`` is
    the highest; ``ends`` is that end, ``hosts`` whom it is about.
    """

    about: str
    level: int
    last: bool = False
    ends: datetime | None = None
    hosts: tuple[str, ...] = ()
    words: str = ""
    issuer: str = ""
    lifetime: timedelta = timedelta(0)


def steps_of(shown: Shown) -> list[datetime]:
    """The moments at which a certificate is told, in order; the last is its end."""
    whole = shown.lifetime
    left = {whole / share for share in SHARES}
    left |= {min(timedelta(days=days), whole / PART) for days in LAST_DAYS}
    return [shown.ends - one for one in sorted(left, reverse=True)] + [shown.ends]


def of_certificates(known: Iterable[Shown], now: datetime) -> list[Danger]:
    """Those that should have been renewed; the same certificate on several hosts is told once."""
    alike: dict[str, list[Shown]] = {}
    for shown in known:
        alike.setdefault(shown.fingerprint or shown.host, []).append(shown)
    found = []
    for group in alike.values():
        first = group[0]
        steps = steps_of(first)
        level = sum(step <= now for step in steps)
        if level:
            found.append(
                Danger(
                    about=subject(CERTIFICATE, first.host), level=level, last=level == len(steps),
                    ends=first.ends, hosts=tuple(one.host for one in group), issuer=first.issuer,
                    lifetime=first.lifetime,
                )
            )  # fmt: skip
    return found


def of_registration(known: Registered | None, now: datetime) -> list[Danger]:
    """An end that comes near, and statuses that take the domain away."""
    if known is None:
        return []
    found = []
    if known.expires is not None:
        level = sum(known.expires - now <= timedelta(days=days) for days in DAYS)
        if level:
            found.append(
                Danger(
                    about=subject(EXPIRY, known.domain), level=level, last=level == len(DAYS),
                    ends=known.expires, hosts=(known.domain,), words=known.registrar,
                )
            )  # fmt: skip
    if known.off:
        found.append(
            Danger(
                about=subject(STATUS, known.domain), level=1, last=True, hosts=(known.domain,),
                words=", ".join(known.off), issuer=known.registrar,
            )
        )  # fmt: skip
    return found


def next_step(certificates: Iterable[Shown], now: datetime) -> datetime | None:
    """When the next certificate has something to tell; short-lived ones do not wait for a day."""
    ahead = [step for shown in certificates for step in steps_of(shown) if step > now]
    return min(ahead, default=None)
