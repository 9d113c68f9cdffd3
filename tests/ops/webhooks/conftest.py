"""Another tool on loopback, found under a public name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from lab.web_server import WebServer
from ops.launch.world import NetworkOptions
from ops.webhooks import send
from ops.webhooks.rows import WebhookEndpoint
from tests.ops.webhooks.receiver import HOST, Receiver

#: Nothing is asked of DNS: the host has a rule, or must not be reached.
NO_DNS = ("127.0.0.1", 9)


@pytest.fixture
def receiver(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Receiver]:
    """Takes what is well signed."""
    receiver = Receiver()
    with WebServer({HOST: receiver}) as server:
        options = NetworkOptions(
            resolver=NO_DNS, connect_to=server.rules, ca_file=server.ca_file(tmp_path)
        )
        monkeypatch.setattr(send, "options", options)
        yield receiver


@pytest.fixture
def endpoint(receiver: Receiver) -> WebhookEndpoint:
    """That is told everything; the receiver knows its secret."""
    row = WebhookEndpoint.objects.create(name="The sheet", url=f"https://{HOST}/hook?key=1")
    receiver.secret = row.secrets()[0]
    return row


@pytest.fixture
def trusting_nobody(receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    """The certificate of the receiver is one that nobody vouches for."""
    monkeypatch.setattr(send, "options", replace(send.options, ca_file=""))
