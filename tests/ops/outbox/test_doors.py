"""The doors emails leave by, against real servers on loopback."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword

from ops.outbox import transport
from ops.outbox.doors.smtp import for_its_events
from ops.outbox.enqueue import enqueue
from ops.outbox.rows import OutboxMessage
from tests.live_site import free_port

pytestmark = pytest.mark.django_db


def put(to: str = "ana@example.org") -> OutboxMessage:
    return enqueue(to=to, subject="Hällo", text="Wörds.", html="<p>Wörds.</p>", kind="test")


class Mailbox:
    """An SMTP server that refuses what its fields say."""

    def __init__(self) -> None:
        self.mails: list[bytes] = []
        self.sign_ins: list[tuple[bytes, bytes]] = []
        self.refuse_recipient = self.refuse_data = ""

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, to: str, o: Any) -> str:
        if self.refuse_recipient:
            return self.refuse_recipient
        envelope.rcpt_tos.append(to)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if self.refuse_data:
            return self.refuse_data
        self.mails.append(envelope.content)
        return "250 OK"

    def authenticate(self, server: Any, session: Any, envelope: Any, how: str, data: Any) -> Any:
        assert isinstance(data, LoginPassword)
        self.sign_ins.append((data.login, data.password))
        return AuthResult(success=data.password == b"p/ss?w@rd", handled=False)


@pytest.fixture
def smtp(settings: Any) -> Iterator[Mailbox]:
    """A server, and the settings that lead to it."""
    mailbox = Mailbox()
    controller = Controller(
        mailbox,
        hostname="127.0.0.1",
        port=free_port(),
        authenticator=mailbox.authenticate,
        auth_require_tls=False,
    )
    controller.start()
    port = controller.port
    settings.EMAIL_PROVIDER = "smtp"
    settings.EMAIL_URL = f"smtp://user%40x:p%2Fss%3Fw%40rd@127.0.0.1:{port}"
    settings.EMAIL_TIMEOUT = 5
    yield mailbox
    controller.stop()


def test_smtp_takes_an_email_with_a_password_that_was_encoded(smtp: Mailbox) -> None:
    row = put()
    transport.send(row)
    assert smtp.sign_ins == [(b"user@x", b"p/ss?w@rd")]
    assert row.message_id.encode() in smtp.mails[0]


@pytest.mark.parametrize(
    ("field", "answer", "permanent"),
    [
        ("refuse_recipient", "550 5.1.1 no such mailbox", True),
        ("refuse_recipient", "451 4.7.1 greylisted", False),
        ("refuse_data", "554 5.7.1 looks like spam", True),
        ("refuse_data", "452 4.2.2 mailbox full", False),
    ],
)
def test_smtp_refusals_for_good_and_for_the_moment_are_told_apart(
    smtp: Mailbox, field: str, answer: str, permanent: bool
) -> None:
    setattr(smtp, field, answer)
    with pytest.raises(transport.DeliveryError) as refused:
        transport.send(put())
    assert refused.value.permanent is permanent


def test_a_wrong_password_and_a_dead_server_are_for_the_moment(
    smtp: Mailbox, settings: Any
) -> None:
    settings.EMAIL_URL = settings.EMAIL_URL.replace("p%2Fss", "wrong")
    with pytest.raises(transport.DeliveryError, match="sign-in") as refused:
        transport.send(put())
    assert not refused.value.permanent
    settings.EMAIL_URL = "smtp://127.0.0.1:1"
    with pytest.raises(transport.DeliveryError, match="ConnectionRefused") as dead:
        transport.send(put())
    assert not dead.value.permanent


@pytest.mark.parametrize(
    ("server", "header", "value"),
    [
        ("smtp.postmarkapp.com", "X-PM-Metadata-outbox_id", "ID"),
        ("smtp.sendgrid.net", "X-SMTPAPI", '{"unique_args": {"outbox_id": "ID"}}'),
        ("smtp.eu.mailgun.org", "X-Mailgun-Variables", '{"outbox_id": "ID"}'),
        ("smtp-relay.brevo.com", "X-Mailin-custom", '{"outbox_id": "ID"}'),
        ("in-v3.mailjet.com", "X-MJ-EventPayload", '{"outbox_id": "ID"}'),
        ("mail.northbound.example", "", ""),
    ],
)
def test_the_provider_behind_an_smtp_server_is_told_which_email_it_is(
    smtp: Mailbox, settings: Any, server: str, header: str, value: str
) -> None:
    row = put()
    real, settings.EMAIL_URL = settings.EMAIL_URL, f"smtp+tls://u:p@{server}:587"
    told = for_its_events(row)
    settings.EMAIL_URL = real
    assert told.get(header, "") == value.replace("ID", str(row.pk))
    assert set(told) <= {header, "X-PM-KeepID"} - {""}


class Postmark(BaseHTTPRequestHandler):
    """Speaks Postmark's API."""

    requests: list[tuple[dict[str, str], Any]]
    answer: tuple[int, dict[str, Any]]

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.requests.append((dict(self.headers), body))
        status, answer = self.answer
        raw = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(raw)))
        if status == 429:
            self.send_header("Retry-After", "120")
        self.end_headers()
        self.wfile.write(raw)

    def log_message(self, *args: Any) -> None:
        """Quiet."""


TAKEN = (200, {"ErrorCode": 0, "Message": "OK", "MessageID": "pm-1", "To": "ana@example.org"})


@pytest.fixture
def postmark(settings: Any) -> Iterator[type[Postmark]]:
    """The provider, and the settings that lead to it."""
    handler = type("Handler", (Postmark,), {"requests": [], "answer": TAKEN})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.EMAIL_PROVIDER = "postmark"
    settings.EMAIL_API_KEY = "server-token"
    settings.EMAIL_API_URL = f"http://127.0.0.1:{server.server_port}/"
    yield handler
    server.shutdown()
    server.server_close()


def test_postmark_takes_an_email_with_its_message_id(postmark: type[Postmark]) -> None:
    row = put()
    assert transport.send(row) == "pm-1"
    headers, body = postmark.requests[0]
    assert headers["X-Postmark-Server-Token"] == "server-token"
    assert body["To"] == "ana@example.org"
    assert {"Name": "Message-ID", "Value": row.message_id} in body["Headers"]


@pytest.mark.parametrize(
    ("status", "code", "permanent", "wait"),
    [
        (422, 406, True, None),  # an inactive recipient
        (422, 300, True, None),  # an invalid request
        (401, 10, False, None),  # a wrong key can be mended
        (429, 429, False, 120.0),
        (500, 500, False, None),
        (503, 100, False, None),
    ],
)
def test_postmarks_refusals_are_told_apart(
    postmark: type[Postmark], status: int, code: int, permanent: bool, wait: float | None
) -> None:
    postmark.answer = (status, {"ErrorCode": code, "Message": "In words nobody has seen before."})
    with pytest.raises(transport.DeliveryError) as refused:
        transport.send(put())
    assert (refused.value.permanent, refused.value.retry_after) == (permanent, wait)


def test_postmark_out_of_reach_is_for_the_moment(postmark: type[Postmark], settings: Any) -> None:
    settings.EMAIL_API_URL = "http://127.0.0.1:1/"
    with pytest.raises(transport.DeliveryError) as refused:
        transport.send(put())
    assert not refused.value.permanent
