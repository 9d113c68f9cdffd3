"""The confirmation followed all the way: from the site over SMTP into a mailbox read over IMAP."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import trustme
from aiosmtpd.controller import Controller

from lab.imap_server import ImapServer, imap_server
from ops.outbox.enqueue import enqueue
from ops.outbox.rows import OutboxMessage
from ops.smoke.visit import StepFailed, Visit
from tests.live_site import LiveSite, free_port, live_site
from tests.ops.smoke.counting import counts
from tests.ops.smoke.test_smoke_test import details, run, statuses

PASSWORD = "an app/password@home"


@dataclass
class Postbox:
    """Takes what the site sends, and files it as a mailbox provider would."""

    box: ImapServer
    folder: str = "INBOX"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.box.deliver(self.folder, envelope.content)
        return "250 OK"


@pytest.fixture(scope="module")
def postbox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Postbox, int, Path]]:
    authority = trustme.CA()
    trusted = tmp_path_factory.mktemp("trust") / "ca.pem"
    authority.cert_pem.write_to_path(str(trusted))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    with imap_server(context, password=PASSWORD) as box:
        taker = Postbox(box)
        controller = Controller(taker, hostname="127.0.0.1", port=free_port())
        controller.start()
        yield taker, controller.port, trusted
        controller.stop()


@pytest.fixture(scope="module")
def site(
    tmp_path_factory: pytest.TempPathFactory, postbox: tuple[Postbox, int, Path]
) -> Iterator[LiveSite]:
    taker, port, trusted = postbox
    encoded = "an%20app%2Fpassword%40home"
    variables: dict[str, Any] = {
        "EMAIL_PROVIDER": "smtp",
        "EMAIL_URL": f"smtp://127.0.0.1:{port}",
        "SMOKE_IMAP_URL": f"imaps://tests%40example.com:{encoded}@127.0.0.1:{taker.box.port}",
        "SSL_CERT_FILE": str(trusted),
    }
    with live_site(tmp_path_factory.mktemp("mail"), **variables) as running:
        yield running


def test_it_is_found_in_the_inbox_and_deleted(
    site: LiveSite, postbox: tuple[Postbox, int, Path]
) -> None:
    before = counts(site)
    code, report, words = run(site, site.url, "--no-browser")
    assert (code, report["verdict"]) == (0, "works"), words
    assert details(report)["leads.arrival"] == "in the inbox"
    assert "to tests+smoke-" in details(report)["leads.confirmation"]
    assert postbox[0].box.count == 0
    assert counts(site) == before


def test_in_the_junk_the_command_fails_and_never_shows_the_password(
    site: LiveSite, postbox: tuple[Postbox, int, Path]
) -> None:
    postbox[0].folder = "Junk"
    code, report, words = run(site, site.url, "--no-browser")
    assert (code, statuses(report)["leads.arrival"]) == (1, "fail")
    assert "check_email_auth northbound.example.com" in words
    assert PASSWORD not in words and "app%20" not in words
    assert postbox[0].box.count == 0


def visit() -> Visit:
    return Visit(base="https://a.example", token="t", inside=True, seconds=0.3)


@pytest.mark.django_db
def test_an_email_that_nobody_sends_is_named(settings: Any) -> None:
    made = visit()
    with pytest.raises(StepFailed, match="no email was written") as failed:
        made.wait_for_email("lead_confirmation", sent=True)
    assert "DATABASE_URL" in failed.value.fix
    enqueue(to=made.email, subject="s", text="t", kind="lead_confirmation", is_test=True)
    with pytest.raises(StepFailed, match="nobody sends it") as failed:
        made.wait_for_email("lead_confirmation", sent=True)
    assert "celery --app config worker" in failed.value.fix
    OutboxMessage.objects.update(last_error="the server could not be used: Refused")
    with pytest.raises(StepFailed, match="could not be used") as failed:
        made.wait_for_email("lead_confirmation", sent=True)
    assert "send_test_email" in failed.value.fix
    OutboxMessage.objects.update(state="failed", last_error="the recipient was refused")
    with pytest.raises(StepFailed, match="given up: the recipient was refused"):
        made.wait_for_email("lead_confirmation", sent=True)
