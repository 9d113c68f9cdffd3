"""The ways an alert leaves by, each tried apart. None of them needs the database.

Addresses of webhooks and heartbeats are secrets: whoever has one writes in the founder's name. So
an error names its kind and never the address.
"""

from __future__ import annotations

import json
import logging
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone

from ops.monitor.alerts.shapes import as_slack, as_text
from ops.monitor.alerts.words import Alert
from ops.outbox import sender, transport
from ops.outbox.rows import OutboxMessage
from ops.web.one_request import one_request

logger = logging.getLogger(__name__)

#: Seconds for one call.
PATIENCE = 5.0
#: Seconds a busy Slack may ask us to wait, once.
LONGEST_WAIT = 10.0
#: Bytes of an answer that are read.
ENOUGH = 500


class RouteError(Exception):
    """An alert did not leave; says why and what to change, without the address."""


@dataclass(frozen=True, slots=True)
class Route:
    """``variable`` is what switches it on; ``send`` raises ``RouteError``."""

    name: str
    variable: str
    send: Callable[[Alert], None]

    @property
    def is_on(self) -> bool:
        """Whether it is set up."""
        return bool(getattr(settings, self.variable))


def by_email(alert: Alert) -> None:
    """To OWNER_EMAIL, straight through the provider; nothing is stored."""
    row_id = uuid.uuid4()
    row = OutboxMessage(
        id=row_id,
        kind="alert",
        to=settings.OWNER_EMAIL,
        subject=" ".join(alert.title.split())[:300],
        text=as_text(alert),
        message_id=sender.message_id(row_id),
        created_at=timezone.now(),
    )
    try:
        transport.send(row)
    except transport.DeliveryError as error:
        raise RouteError(f"{error}. Look at EMAIL_PROVIDER and its key") from error
    except Exception as error:
        # The outermost edge of this way: the others must be tried whatever happens here.
        raise RouteError(f"the email could not be made: {type(error).__name__}") from error


def by_slack(alert: Alert) -> None:
    """To SLACK_WEBHOOK_URL.

    https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks/ says how it answers.
    """
    body = json.dumps(as_slack(alert)).encode()
    for attempt in (1, 2):
        status, answer, wait = ask(
            settings.SLACK_WEBHOOK_URL, body=body, headers={"Content-Type": "application/json"}
        )
        if status == 200 and answer.strip() == "ok":
            return
        if status == 429 and attempt == 1 and wait <= LONGEST_WAIT:
            time.sleep(wait)
            continue
        raise RouteError(_slack_words(status, answer))


def _slack_words(status: int, answer: str) -> str:
    if status == 200:
        return (
            "something answers at SLACK_WEBHOOK_URL that is not Slack; copy the address of the "
            "webhook anew, it begins with https://hooks.slack.com/services/"
        )
    if status in (403, 404, 410):
        return (
            f"Slack knows the webhook no longer ({status}); make a new one under Incoming Webhooks "
            "in your Slack app and put it into SLACK_WEBHOOK_URL"
        )
    if status == 429:
        return "Slack is asked too often (429) and wants us to wait"
    word = answer.strip().split("\n")[0][:40]
    return f"Slack answered {status}" + (f" ({word})" if word.replace("_", "").isalpha() else "")


def heartbeat() -> None:
    """Say to HEARTBEAT_URL that we live: silence is what alarms there. Raises ``RouteError``."""
    status, _, _ = ask(settings.HEARTBEAT_URL)
    if not 200 <= status < 300:
        raise RouteError(
            f"the heartbeat address answered {status}; copy it anew into HEARTBEAT_URL from the "
            "page of your uptime provider"
        )


def ask(
    url: str, *, body: bytes | None = None, headers: dict[str, str] | None = None
) -> tuple[int, str, float]:
    """``(status, the beginning of the answer, seconds to wait)``; raises ``RouteError``."""
    if urlsplit(url).scheme not in ("http", "https"):
        raise RouteError("the address must begin with https://")
    try:
        status, answered, text = one_request(
            url,
            headers={"User-Agent": "Slipway-alerts/1", **(headers or {})},
            body=body,
            timeout=PATIENCE,
            enough=ENOUGH,
        )
    except (OSError, ValueError) as error:
        reason = getattr(error, "reason", error)
        raise RouteError(f"nothing answered there ({type(reason).__name__})") from None
    wait = str(answered.get("Retry-After") or "1")
    return status, text, float(wait) if wait.isdigit() else 1.0


def routes() -> list[Route]:
    """All there are, set up or not."""
    return [
        Route("email", "OWNER_EMAIL", by_email),
        Route("slack", "SLACK_WEBHOOK_URL", by_slack),
    ]
