"""What is asked of an uptime provider, whichever it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from ops.uptime.wanted import Wanted

Say = Callable[[str], None]
#: Seconds one answer may take.
TIMEOUT = 15.0


class ProviderFailed(Exception):
    """It was not done; the message says why and what to change, without the key.

    ``status`` is that of the answer, 0 when there was none. Without an answer, or without a key
    that counts, it is useless to ask for more: ``hopeless``.
    """

    def __init__(self, words: str, *, status: int = 0) -> None:
        super().__init__(words)
        self.status = status

    @property
    def hopeless(self) -> bool:
        """Whether the next request would end the same."""
        return self.status in (0, 401, 429) or self.status >= 500


class State(StrEnum):
    """How a monitor stands. ``WAITING`` has not looked, or heard, yet."""

    UP = "up"
    DOWN = "down"
    PAUSED = "paused"
    WAITING = "waiting"


@dataclass(frozen=True, kw_only=True, slots=True)
class Seen:
    """A monitor as it is at the provider, whoever made it.

    ``kind`` is "page", "keyword", "heartbeat", or the provider's word for another. ``looked`` is
    when it last looked, where the provider says so. ``tells`` says whether anybody is told.
    ``address`` is where a heartbeat is sent: a secret.
    """

    id: str
    name: str
    kind: str
    url: str = ""
    word: str = ""
    every: int = 0
    grace: int = 0
    state: State = State.WAITING
    looked: datetime | None = None
    tells: bool = True
    address: str = field(default="", repr=False)


class Provider(Protocol):
    """Every method may raise ``ProviderFailed``. ``every``, ``beat`` and ``grace`` are seconds,
    such as the free plan has them.
    """

    key: str
    name: str
    variable: str
    every: int
    beat: int
    grace: int

    def monitors(self) -> list[Seen]:
        """All there are, oldest first."""

    def listeners(self) -> int | None:
        """How many people or channels would be told; None when it does not say."""

    def make(self, wanted: Wanted) -> Seen:
        """Make one."""

    def repair(self, seen: Seen, wanted: Wanted) -> Seen:
        """Bring one back to what is wanted; whether it is paused stays as it is."""


@dataclass(frozen=True, slots=True)
class Company:
    """What is known of a provider without asking it. ``agent`` is in the User-Agent of its looks,
    ``history`` where a person sees months and years. Without ``variable`` there is no API of ours.
    """

    key: str
    name: str
    agent: str
    history: str
    variable: str = ""
    get_key: str = ""
    resume: str = ""


#: Agents as they were seen in access logs, and in the providers' own pages, in November 2026.
COMPANIES: Sequence[Company] = (
    Company(
        "uptimerobot", "UptimeRobot", "UptimeRobot/", "https://dashboard.uptimerobot.com/monitors",
        "UPTIMEROBOT_API_KEY",
        "dashboard.uptimerobot.com, Integrations & API, API, Main API key",
        "open it at dashboard.uptimerobot.com and press Start",
    ),
    Company(
        "betterstack", "Better Stack", "Better Uptime Bot", "https://uptime.betterstack.com/",
        "BETTERSTACK_API_TOKEN",
        "betterstack.com, Settings, API tokens, an Uptime API token of your team",
        "open it at uptime.betterstack.com and press Resume",
    ),
    Company("pingdom", "Pingdom", "Pingdom.com_bot", "https://my.pingdom.com/"),
    Company("statuscake", "StatusCake", "StatusCake", "https://app.statuscake.com/"),
    Company("hetrixtools", "HetrixTools", "HetrixTools Uptime", "https://hetrixtools.com/"),
    Company("uptimekuma", "Uptime Kuma", "Uptime-Kuma/", ""),
)  # fmt: skip
#: Those with an API that this app speaks.
SPOKEN = {company.key: company for company in COMPANIES if company.variable}


def company_of(key: str) -> Company:
    """One of them; ``KeyError`` for another."""
    return next(one for one in COMPANIES if one.key == key)


def connect(
    key: str, *, secret: str, say: Say, patience: float, timeout: float = TIMEOUT
) -> Provider:
    """The provider behind its API.

    ``patience`` is how many seconds it may make us wait in all, ``timeout`` how many it has for an
    answer.
    """
    from ops.uptime.betterstack import BetterStack
    from ops.uptime.uptimerobot import UptimeRobot

    kind = UptimeRobot if key == UptimeRobot.key else BetterStack
    made: Provider = kind(secret, say=say, patience=patience, timeout=timeout)
    return made
