"""What an uptime provider should look at, for any site that this app serves.

A word of the page is looked for where a status alone says too little: a parked domain, a platform's
placeholder and a page of Cloudflare all answer 200. ``/readyz`` says by its status what it has to
say. The widget is ``/widget/``, the panel itself, and not ``/embed.js``, which an edge may serve
for a day after the app has died (``stale-if-error``).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Part(StrEnum):
    """What is looked at; the value is its name in the report."""

    HOMEPAGE = "homepage"
    HEALTHZ = "healthz"
    READYZ = "readyz"
    WIDGET = "widget"
    HEARTBEAT = "heartbeat"


@dataclass(frozen=True, slots=True)
class Page:
    """A page and the word that only it holds, "" where the status says it; ``why`` for a person."""

    path: str
    word: str
    why: str


#: The words stand in attributes and not in sentences, so that they stay when the language or the
#: business changes. A test asks the real pages for them.
PAGES = {
    Part.HOMEPAGE: Page("/", "ask-text", "the homepage opens, and it is yours"),
    Part.HEALTHZ: Page("/healthz", '"status": "ok"', "the app runs"),
    Part.READYZ: Page("/readyz", "", "what the app needs works: database, tables, Redis"),
    Part.WIDGET: Page("/widget/", "chat-config", "the chat opens on your website"),
}
HEARTBEAT_WHY = "the app says every minute that it lives; silence alarms"


@dataclass(frozen=True, slots=True)
class Wanted:
    """One monitor. ``url`` is "" for a heartbeat. ``every`` is the most seconds between two looks,
    or between two signs of life; ``grace`` how many seconds late one of those may be.
    """

    part: Part
    name: str
    url: str
    word: str
    every: int
    grace: int = 0

    @property
    def is_heartbeat(self) -> bool:
        """Whether the app calls there, and not the other way round."""
        return self.part is Part.HEARTBEAT

    @property
    def why(self) -> str:
        """What it tells, for a person."""
        return HEARTBEAT_WHY if self.is_heartbeat else PAGES[self.part].why


def wanted(host: str, *, every: int, beat: int, grace: int) -> list[Wanted]:
    """Everything for the site at ``https://host``; ``every``, ``beat`` and ``grace`` are seconds.

    The names tell several sites of one account apart.
    """
    found = [
        Wanted(part, name_of(host, part), f"https://{host}{page.path}", page.word, every)
        for part, page in PAGES.items()
    ]
    heartbeat = Part.HEARTBEAT
    return [*found, Wanted(heartbeat, name_of(host, heartbeat), "", "", beat, grace)]


def site_of(host: str, port: int) -> str:
    """A site as it stands in its address, with a port where that is none of the usual."""
    return host if port == 443 else f"{host}:{port}"


def name_of(host: str, part: Part) -> str:
    """What it is called at the provider. By this it is known again, so it must not change."""
    return f"Slipway {host}: {part.value}"
