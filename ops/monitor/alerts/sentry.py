"""Whether Sentry takes our error reports: a test report is sent and its answer read.

The SDK sends in the background and never says what became of it, so a project that is gone, a key
that was taken back and a used-up quota look like a site without errors. The report is made here as
the SDK makes it (https://develop.sentry.dev/sdk/foundations/transport/envelopes/); the SDK itself
costs 15 MB and is not needed for it.

It is no way for alerts: outages are told by email and Slack.
"""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone

from ops.monitor.alerts.routes import RouteError, ask
from ops.web.request_id import current_request_id

#: The name under which ``AlertRoute`` remembers the last test.
NAME = "sentry"
CLIENT = "slipway/1"
WORDS = "This is a test: error reports reach Sentry"
NO_DSN = (
    "SENTRY_DSN is no DSN; copy the one at Sentry under Settings, Projects, your project, Client "
    "Keys. It looks like https://KEY@HOST/NUMBER"
)


@dataclass(frozen=True, slots=True)
class Door:
    """Where reports go in. ``auth`` is the header ``X-Sentry-Auth``, which holds the key."""

    url: str
    auth: str


def door(dsn: str) -> Door:
    """Of a DSN, ``scheme://KEY[:SECRET]@HOST[/PATH]/NUMBER``; raises ``RouteError`` for no DSN."""
    try:
        parts = urlsplit(dsn)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise RouteError(NO_DSN) from None
    path, _, number = parts.path.rpartition("/")
    if parts.scheme not in ("http", "https") or not (host and parts.username and number.isdigit()):
        raise RouteError(NO_DSN)
    shown = f"[{host}]" if ":" in host else host
    place = f"{shown}:{port}" if port else shown
    auth = f"Sentry sentry_key={parts.username}, sentry_version=7, sentry_client={CLIENT}"
    if parts.password:
        auth += f", sentry_secret={parts.password}"
    return Door(f"{parts.scheme}://{place}{path}/api/{number}/envelope/", auth)


def prove() -> None:
    """Send a test report to SENTRY_DSN; raises ``RouteError`` when it was not taken."""
    there = door(settings.SENTRY_DSN)
    event_id = uuid.uuid4().hex
    status, answer, _ = ask(
        there.url,
        body=envelope(event_id),
        headers={"X-Sentry-Auth": there.auth, "Content-Type": "application/x-sentry-envelope"},
    )
    if status != 200:
        raise RouteError(refusal(status))
    try:
        taken = json.loads(answer).get("id")
    except (ValueError, AttributeError):
        taken = None
    if taken != event_id:
        raise RouteError(f"something answers there that is not Sentry. {NO_DSN}")


def reach() -> None:
    """Look whether Sentry answers, without sending a report; raises ``RouteError``.

    Its door takes only POST and says so (405): any answer below 500 shows that it is there.
    """
    status, _, _ = ask(door(settings.SENTRY_DSN).url)
    if status >= 500:
        raise RouteError(f"Sentry answered {status}: it has a problem of its own")


def envelope(event_id: str) -> bytes:
    """One event with the release and, where there is one, the id of the request in hand."""
    now = timezone.now().isoformat().replace("+00:00", "Z")
    request_id = current_request_id.get()
    event = {
        "event_id": event_id,
        "timestamp": now,
        "platform": "python",
        "level": "info",
        "logger": "slipway.alert_test",
        "release": settings.VERSION,
        "environment": settings.SENTRY_ENVIRONMENT,
        "logentry": {"message": WORDS},
        # One entry at Sentry, however often it is tried.
        "fingerprint": ["slipway-alert-test"],
        "tags": {"request_id": request_id} if request_id else {},
    }
    body = json.dumps(event)
    head = {"event_id": event_id, "sent_at": now}
    item = {"type": "event", "length": len(body.encode()), "content_type": "application/json"}
    return "\n".join([json.dumps(head), json.dumps(item), body, ""]).encode()


def refusal(status: int) -> str:
    """What an answer means, and what to do."""
    anew = (
        "copy the DSN anew into SENTRY_DSN, from Settings, Projects, your project, Client Keys at "
        "Sentry"
    )
    if status in (400, 401, 403):
        return f"Sentry does not take the key in SENTRY_DSN ({status}); {anew}"
    if status == 404:
        return f"Sentry knows no such project (404); if it was deleted make a new one, and {anew}"
    if status == 429:
        return (
            "Sentry takes no more reports (429): the month's quota is used up, or too many came at "
            "once. Look at Settings, Subscription at Sentry, or try again in an hour"
        )
    if status == 413:
        return "Sentry found the report too large (413): something in between refuses it"
    if 300 <= status < 400:
        return f"Sentry's address leads elsewhere ({status}); {anew}"
    if status >= 500:
        return f"Sentry answered {status}: it has a problem of its own; see status.sentry.io"
    return f"Sentry answered {status}; {anew}"
