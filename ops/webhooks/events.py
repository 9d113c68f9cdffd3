"""What can be told, and telling it: one row for each address that wants to know."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone

from ops.webhooks.rows import WebhookDelivery, WebhookEndpoint

#: The form of ``data``; another number when a field changes its meaning.
VERSION = 1
#: The event of the button "send a test".
TEST = "test"


@dataclass(frozen=True, slots=True)
class Event:
    """``title`` is what the founder ticks, ``example`` its ``data``, as in the docs."""

    name: str
    title: str
    example: Mapping[str, Any]


_events: dict[str, Event] = {}


def register(name: str, title: str, example: Mapping[str, Any]) -> None:
    """Add something that can be told, such as ``lead.created``."""
    _events[name] = Event(name, title, example)


def events() -> list[Event]:
    """All, in the order in which the rooms added them."""
    return list(_events.values())


def announce(name: str, data: Mapping[str, Any], *, about: str = "") -> int:
    """Tell every address that wants to know; returns how many.

    To be called inside the transaction in which it happened: both are stored, or neither. ``about``
    is the lead or conversation, by which what was told is found when a person is erased.
    """
    if name not in _events:
        raise ValueError(f"{name} is no event; register it when Django is ready")
    wanting = [one for one in WebhookEndpoint.objects.listening() if one.wants(name)]
    if not wanting:
        return 0
    event_id, body = envelope(name, data)
    rows = [
        WebhookDelivery(endpoint=one, event_id=event_id, event=name, body=body, about=about)
        for one in wanting
    ]
    return len(WebhookDelivery.objects.bulk_create(rows))


def forget(about: str) -> int:
    """Delete what was told of somebody, and what was still to be told."""
    return WebhookDelivery.objects.forget(about)


def announce_test(endpoint: WebhookEndpoint) -> WebhookDelivery:
    """One delivery with made-up data to one address, for the founder to see it arrive."""
    data = {"message": "This is a test from your chatbot. Nothing has happened."}
    event_id, body = envelope(TEST, data)
    return WebhookDelivery.objects.create(
        endpoint=endpoint, event_id=event_id, event=TEST, body=body
    )


def envelope(name: str, data: Mapping[str, Any]) -> tuple[str, str]:
    """The id of an event and the body that is sent: the same bytes at every try."""
    event_id = f"msg_{secrets.token_hex(16)}"
    body = {
        "type": name,
        "timestamp": timezone.now(),
        "id": event_id,
        "version": VERSION,
        "data": data,
    }
    return event_id, json.dumps(body, cls=DjangoJSONEncoder, ensure_ascii=False)
