"""Running ``setup_uptime`` against one of the servers, and what it said."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.core.management import CommandError, call_command
from django.test import override_settings

from lab.json_api import served
from lab.uptime_api import BetterStackApi, UptimeApi, UptimeRobotApi

SITE = "https://chat.coach.se"
KEYS = {"uptimerobot": "u1234567-" + "ab12" * 6, "betterstack": "Kq7" * 8}
PARTS = ["homepage", "healthz", "readyz", "widget", "heartbeat"]
#: A part of every heartbeat's address.
SECRET = "5ec4e7"


@dataclass
class Ran:
    """How the command ended, what it said to a person, and its data."""

    code: int
    said: str
    out: str

    @property
    def data(self) -> dict[str, Any]:
        """What --json printed."""
        found: dict[str, Any] = json.loads(self.out)
        return found

    @property
    def whole(self) -> str:
        """Everything that could end in a log."""
        return self.said + self.out


class Terminal(io.StringIO):
    """A stdout that a person sits before."""

    def isatty(self) -> bool:
        """It is one."""
        return True


@contextmanager
def provider(name: str, **more: Any) -> Iterator[Any]:
    """The provider's server with its key in the settings."""
    kind = {"uptimerobot": UptimeRobotApi, "betterstack": BetterStackApi}[name]
    api: UptimeApi = kind(key=KEYS[name], **more)
    with (
        served(api),
        override_settings(
            SITE_URL=SITE, UPTIME_API_URL=api.url, HEARTBEAT_URL="",
            UPTIMEROBOT_API_KEY=KEYS["uptimerobot"], BETTERSTACK_API_TOKEN=KEYS["betterstack"],
        ),
    ):  # fmt: skip
        yield api


def run(name: str, *words: str, out: io.StringIO | None = None) -> Ran:
    """``setup_uptime --provider NAME …``."""
    out, err = out or io.StringIO(), io.StringIO()
    code = 0
    try:
        call_command("setup_uptime", "--provider", name, *words, stdout=out, stderr=err)
    except SystemExit as ended:
        code = int(ended.code or 0)
    except CommandError as error:
        code = error.returncode
        err.write(str(error))
    ran = Ran(code, err.getvalue(), out.getvalue())
    assert not any(key in ran.whole for key in KEYS.values()), "a key was printed"
    return ran


def rows(api: Any) -> list[dict[str, Any]]:
    """All monitors and heartbeats of the account."""
    beats = api.heartbeats if isinstance(api, BetterStackApi) else {}
    return [*api.monitors.values(), *beats.values()]


def name_of(row: dict[str, Any]) -> str:
    """What one is called, whoever keeps it."""
    return str(row.get("friendlyName") or row.get("pronounceable_name") or row.get("name"))


def ours(api: Any, part: str) -> dict[str, Any]:
    """The one monitor of ours for a part."""
    (found,) = [row for row in rows(api) if name_of(row) == f"Slipway chat.coach.se: {part}"]
    return found


def addresses(api: Any) -> list[str]:
    """Those of the heartbeats, as the app needs them."""
    if isinstance(api, UptimeRobotApi):
        base = "https://heartbeat.uptimerobot.com/"
        return [base + row["url"] for row in rows(api) if row["type"] == "HEARTBEAT"]
    return [row["url"] for row in api.heartbeats.values()]
