"""Have Calendly tell us: its webhooks are made by its API alone, there is no page for it.

https://developer.calendly.com/docs/webhooks/overview: for one person an address can be subscribed
once, it cannot be changed afterwards, and the signing key is never shown again.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from leads.bookings.calendly import NO_SHOWS, STATES
from ops.logs.redaction import redact
from ops.web.one_request import ask_json

BASE = "https://api.calendly.com"
EVENTS = sorted([*STATES, *NO_SHOWS])
#: Seconds for one answer, and bytes of it that are read.
TIMEOUT, ENOUGH = 15.0, 1_000_000


class Refused(Exception):
    """It was not done; the message says why and what to change, without the token."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Subscription:
    """A webhook as it is at Calendly."""

    uri: str
    url: str
    active: bool
    events: tuple[str, ...]

    @property
    def fits(self) -> bool:
        """Whether it tells all that we take."""
        return self.active and set(EVENTS) <= set(self.events)


@dataclass(slots=True)
class Calendly:
    """Its API, with somebody's personal access token."""

    token: str = field(repr=False)
    base: str = BASE

    def whose(self) -> tuple[str, str]:
        """The addresses of the person and of their organization."""
        person = self._ask("GET", "/users/me").get("resource")
        found = person if isinstance(person, dict) else {}
        uri, organization = found.get("uri"), found.get("current_organization")
        if not isinstance(uri, str) or not isinstance(organization, str):
            raise Refused("Calendly answered with something that cannot be read.")
        return uri, organization

    def subscriptions(self, person: str, organization: str) -> list[Subscription]:
        """Those of the person. A hundred are listed, more than anybody has."""
        query = {"user": person, "organization": organization, "scope": "user", "count": 100}
        listed = self._ask("GET", f"/webhook_subscriptions?{urlencode(query)}").get("collection")
        return [
            Subscription(
                uri=str(one.get("uri", "")),
                url=str(one.get("callback_url", "")),
                active=one.get("state") == "active",
                events=tuple(map(str, one.get("events") or ())),
            )
            for one in (listed if isinstance(listed, list) else [])
            if isinstance(one, dict)
        ]

    def make(self, person: str, organization: str, url: str, secret: str) -> None:
        """Subscribe an address."""
        self._ask(
            "POST",
            "/webhook_subscriptions",
            {
                "url": url,
                "events": EVENTS,
                "organization": organization,
                "user": person,
                "scope": "user",
                "signing_key": secret,
            },
        )

    def drop(self, uri: str) -> None:
        """Delete a subscription. Only its id is taken from the address it was listed under."""
        self._ask("DELETE", f"/webhook_subscriptions/{uri.rstrip('/').rpartition('/')[2]}")

    def _ask(self, method: str, path: str, body: Any = None) -> dict[str, Any]:
        try:
            status, _, text = ask_json(
                f"{self.base}{path}",
                method=method,
                key=self.token,
                body=body,
                timeout=TIMEOUT,
                enough=ENOUGH,
            )
        except (OSError, ValueError) as error:
            raise Refused(
                f"Calendly cannot be reached ({type(error).__name__}). Look at your internet "
                "connection, then run this again."
            ) from None
        data = _object(text)
        if status == 401:
            raise Refused("Calendly does not accept the token. Make a new one and try again.")
        if status >= 300:
            said = redact(str(data.get("message") or "")).replace(self.token, "…")[:300]
            raise Refused(f"Calendly answered {status}.{f' It said: {said}' if said else ''}")
        return data


def _object(text: str) -> dict[str, Any]:
    try:
        data = json.loads(text) if text.strip() else {}
    except ValueError:
        return {}
    return data if isinstance(data, dict) else {}


def is_token(text: str) -> bool:
    """Whether a header can carry it."""
    return re.fullmatch(r"[\x21-\x7e]{20,4000}", text) is not None
