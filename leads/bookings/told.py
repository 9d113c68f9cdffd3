"""What a provider told of a call, in one form, and how its words are read."""

from __future__ import annotations

import unicodedata
import zoneinfo
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from leads.bookings.rows import KEY_LENGTH

#: Answers of a booking form, and letters of each, that are kept.
ANSWERS, ANSWER_LENGTH = 20, 1000
CAMPAIGN = ("utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content")
#: Of the characters that turn the text after them around (https://www.unicode.org/reports/tr9/).
_TURNING = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})


class Unreadable(Exception):
    """What is missing, in words."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """One event about one call.

    ``key`` is the provider's id of its time; ``before`` and ``after`` are those it was moved from
    and to. ``seats`` are ids of single people in a call of several, and whether each did not come.
    ``at`` is the provider's clock. ``reference`` came through the visitor's browser: it proves
    nothing until it is checked.
    """

    provider: str
    key: str
    at: datetime
    state: str = ""
    no_show: bool | None = None
    seats: tuple[tuple[str, bool], ...] = ()
    before: str = ""
    after: str = ""
    email: str = ""
    name: str = ""
    phone: str = ""
    title: str = ""
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    time_zone: str = ""
    place: str = ""
    answers: tuple[tuple[str, str], ...] = ()
    reason: str = ""
    join_url: str = ""
    cancel_url: str = ""
    reschedule_url: str = ""
    utm: Mapping[str, str] = field(default_factory=dict)
    reference: str = ""

    @property
    def keys(self) -> list[str]:
        """All ids of the call that it names."""
        return [key for key in dict.fromkeys((self.before, self.key, self.after)) if key]


def part(value: Any, name: str) -> dict[str, Any]:
    """The object under a name, or an empty one."""
    found = value.get(name) if isinstance(value, dict) else None
    return found if isinstance(found, dict) else {}


def line(value: Any, longest: int) -> str:
    """One line of text: no control characters, nothing that turns the text around."""
    kept = "".join(" " if sign.isspace() else sign for sign in _text(value) if _may_stand(sign))
    return " ".join(kept.split())[:longest].rstrip()


def paragraphs(value: Any, longest: int) -> str:
    """Text that may have lines."""
    lines = (line(one, longest) for one in _text(value).splitlines())
    return "\n".join(lines).strip()[:longest].rstrip()


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str | int | float):
        return str(value)
    if isinstance(value, list):
        return ", ".join(_text(one) for one in value[:ANSWERS])
    if isinstance(value, dict):
        return _text(value.get("optionValue") or value.get("label") or value.get("value") or "")
    return ""


def _may_stand(sign: str) -> bool:
    if sign.isspace():
        return True
    kind = unicodedata.category(sign)
    return kind not in ("Cc", "Cs", "Cn") and unicodedata.bidirectional(sign) not in _TURNING


def link(value: Any) -> str:
    """A web address that may be followed, or ""."""
    if not isinstance(value, str) or len(value) > 2000 or not value.isprintable() or " " in value:
        return ""
    try:
        parts = urlsplit(value)
    except ValueError:
        return ""
    return value if parts.scheme in ("https", "http") and parts.hostname else ""


def moment(value: Any) -> datetime | None:
    """An ISO 8601 time, UTC where it names no offset. None for what is none, or out of reason."""
    if not isinstance(value, str):
        return None
    try:
        found = datetime.fromisoformat(value.strip())
        found = (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return found if 2000 <= found.year < 2200 else None


def zone(value: Any) -> str:
    """A name of the time zone database, or ""."""
    known = isinstance(value, str) and value in zoneinfo.available_timezones()
    return str(value) if known else ""


def key_of(value: Any) -> str:
    """An id that can be kept, or ""."""
    fits = isinstance(value, str) and 0 < len(value) <= KEY_LENGTH - 40
    return value if fits and value.isprintable() else ""


def answers_of(pairs: list[tuple[Any, Any]]) -> tuple[tuple[str, str], ...]:
    """Questions and answers, without what was left blank."""
    read = [(line(q, 300), paragraphs(a, ANSWER_LENGTH)) for q, a in pairs[: 2 * ANSWERS]]
    return tuple(pair for pair in read if all(pair))[:ANSWERS]


def campaign_of(*places: Mapping[str, Any]) -> dict[str, str]:
    """The campaign fields of the first place that has each."""
    found: dict[str, str] = {}
    for place in places:
        for name in CAMPAIGN:
            if value := line(place.get(name), 200):
                found.setdefault(name, value)
    return found
