"""Secrets and signatures as Standard Webhooks has them: ``whsec_`` and base64; HMAC-SHA256 over
id, dot, time, dot, body. Signed by its own library, so that every other one verifies it.
"""

from __future__ import annotations

import base64
import secrets
from collections.abc import Sequence
from datetime import UTC, datetime

#: Bytes of a secret; the specification allows 24 to 64.
BYTES = 32


def new_secret() -> str:
    """A secret to be shared with the other side."""
    return "whsec_" + base64.b64encode(secrets.token_bytes(BYTES)).decode()


def signed(keys: Sequence[str], event_id: str, body: str, now: datetime) -> dict[str, str]:
    """The three headers. One signature for each key: the other side accepts any it knows."""
    from standardwebhooks import Webhook

    at = now.astimezone(UTC)
    return {
        "webhook-id": event_id,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": " ".join(Webhook(key).sign(event_id, at, body) for key in keys),
    }
