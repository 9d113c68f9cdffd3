"""Looking into a mailbox: a real IMAP session over real TLS, in mailboxes of several makes."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
import trustme

from config.variables import checks
from lab.imap_server import ImapServer, imap_server
from ops.environment import BadValue
from ops.outbox.rows import OutboxMessage
from ops.smoke import arrival
from ops.smoke.folders import decoded, parse
from ops.smoke.registry import Delivery, _readers, register_delivery
from ops.smoke.visit import CannotTell, NotAsked, StepFailed, Visit
from tests.live_site import free_port

TAG = "0123456789ab"
GMAIL = {
    "INBOX": "\\HasNoChildren",
    "[Gmail]": "\\Noselect",
    "[Gmail]/All Mail": "\\All",
    "[Gmail]/Spam": "\\Junk",
    "[Gmail]/Trash": "\\Trash",
}


@pytest.fixture
def server_side(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    """A certificate that this process believes."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    return context


@pytest.fixture
def box(server_side: ssl.SSLContext, settings: Any) -> Iterator[ImapServer]:
    with imap_server(server_side) as running:
        use(settings, running)
        yield running


@contextmanager
def another(context: ssl.SSLContext, settings: Any, **values: Any) -> Iterator[ImapServer]:
    with imap_server(context, **values) as running:
        use(settings, running)
        yield running


def use(settings: Any, box: ImapServer, *, scheme: str = "imaps", password: str = "") -> None:
    password = quote(password or box.password, safe="")
    user = quote(box.user, safe="")
    settings.SMOKE_IMAP_URL = f"{scheme}://{user}:{password}@127.0.0.1:{box.port}"
    settings.SMOKE_EMAIL = ""


def mail(to: str = "", *, tag: str = TAG, age: timedelta = timedelta(0)) -> bytes:
    to = to or f"tests+smoke-{tag}@example.com"
    date = format_datetime(datetime.now(UTC) - age)
    return (
        f"From: hello@site.example\r\nTo: Smoke\r\n test <{to}>\r\nDate: {date}\r\n"
        f"Message-ID: <{tag}@site.example>\r\nSubject: Thank you\r\n\r\nHello.\r\n"
    ).encode()


def visit(**values: Any) -> Visit:
    made = Visit(base="https://site.example", token="t", inside=False, seconds=2, tag=TAG)
    made.kept["lead"] = "a receipt"
    made.kept |= values
    return made


def undone(made: Visit) -> None:
    with made.cleaned_up():
        pass


def test_in_the_inbox_it_arrived_and_is_gone_afterwards(box: ImapServer) -> None:
    box.deliver("INBOX", mail())
    box.deliver("Junk", mail("ana@example.org", tag="of-somebody-else"))
    box.deliver("INBOX", mail("ana@example.org", tag="of-somebody-else"))
    made = visit()
    assert made.email == f"tests+smoke-{TAG}@example.com"
    assert arrival.arrives(made) == "in the inbox"
    undone(made)
    left = [m.content for mails in box.folders.values() for m in mails]
    assert len(left) == 2 and not any(TAG.encode() in content for content in left)


def test_in_the_junk_it_fails_and_says_what_to_do(box: ImapServer) -> None:
    box.deliver("Junk", mail())
    made = visit()
    with pytest.raises(StepFailed, match=r"junk folder \(Junk\)") as failed:
        arrival.arrives(made)
    assert "check_email_auth" in failed.value.fix and "docs/email.md" in failed.value.fix
    undone(made)
    assert box.count == 0


@pytest.mark.parametrize(
    "name",
    [
        "Spam",
        "Junk E-mail",
        "INBOX.Junk",
        "Unerw&APw-nscht",
        "Courrier ind&AOk-sirable",
        "Correo no deseado",
        "&V4NXPpCuTvY-",
    ],  # fmt: skip
)
def test_junk_is_known_by_its_name_where_servers_mark_nothing(
    name: str, server_side: ssl.SSLContext, settings: Any
) -> None:
    flags = {"INBOX": "", name: ""}
    with another(server_side, settings, flags=flags, capabilities="") as box:
        box.deliver(name, mail())
        with pytest.raises(StepFailed, match="junk folder"):
            arrival.arrives(visit())


def test_a_folder_of_a_rule_is_named(server_side: ssl.SSLContext, settings: Any) -> None:
    flags = {"INBOX": "", "Clients & co": "", "Junk": "\\Junk"}
    with another(server_side, settings, flags=flags, capabilities="") as box:
        box.deliver("Clients & co", mail())
        made = visit()
        assert arrival.arrives(made) == "in the folder Clients & co"
        box.deliver("Clients & co", mail("ana@example.org", tag="marked-by-the-owner"))
        box.folders["Clients & co"][1].deleted = True
        undone(made)
        # Without UIDPLUS, EXPUNGE would have taken the owner's own along.
        assert [m.deleted for m in box.folders["Clients & co"]] == [True, True]


def test_gmail_says_the_tab_and_loses_the_email_for_good(
    server_side: ssl.SSLContext, settings: Any
) -> None:
    gm = "X-GM-EXT-1 UIDPLUS MOVE"
    with another(server_side, settings, flags=GMAIL, capabilities=gm) as box:
        box.deliver("INBOX", mail(), category="promotions")
        made = visit()
        assert arrival.arrives(made).startswith("in the inbox, under Promotions")
        undone(made)
        assert box.count == 0
        box.deliver("[Gmail]/Spam", mail())
        with pytest.raises(StepFailed, match=r"junk folder \(\[Gmail\]/Spam\)"):
            arrival.arrives(visit())


def test_a_server_that_tells_ids_last_and_has_a_folder_to_be_read_only(
    server_side: ssl.SSLContext, settings: Any
) -> None:
    with another(server_side, settings, uid_last=True, read_only="Junk") as box:
        for _ in range(2):
            box.deliver("INBOX", mail("ana@example.org", tag="of-somebody-else"))
        box.deliver("INBOX", mail())
        made = visit()
        assert arrival.arrives(made) == "in the inbox"
        undone(made)
        assert [m.uid for m in box.folders["INBOX"]] == [101, 102]


def test_nothing_anywhere_is_said(box: ImapServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arrival, "SETTLE", 1.0)
    with pytest.raises(StepFailed, match="nothing arrived at tests") as failed:
        arrival.arrives(visit())
    assert "SMOKE_EMAIL" in failed.value.fix


def test_what_killed_runs_left_goes_after_an_hour_and_nothing_else(box: ImapServer) -> None:
    old, own = timedelta(hours=2), "tests+smoke-aaaaaaaaaaaa@example.com"
    box.deliver("INBOX", mail(own, tag="a", age=old))
    box.deliver("INBOX", mail(own, tag="b"))
    box.deliver("INBOX", mail("smoke-free@example.com", tag="c", age=old))
    assert arrival.clean(TAG, 2) == 1
    assert box.count == 2


def test_a_wrong_password_is_said_and_never_shown(box: ImapServer, settings: Any) -> None:
    use(settings, box, password="wr0ng-one")
    with pytest.raises(StepFailed, match="refuses the sign-in") as failed:
        arrival.arrives(visit())
    assert "app password" in failed.value.fix
    assert "wr0ng-one" not in str(failed.value) + failed.value.fix


def test_a_certificate_of_nobody_is_refused(
    box: ImapServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "none.pem").write_bytes(trustme.CA().cert_pem.bytes())
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "none.pem"))
    with pytest.raises(StepFailed, match="certificate of 127.0.0.1") as failed:
        arrival.arrives(visit())
    assert "check_ssl 127.0.0.1" in failed.value.fix
    assert not any("LOGIN" in said for said in box.said)


def test_starttls_works_and_without_it_nothing_is_sent(
    server_side: ssl.SSLContext, settings: Any
) -> None:
    with another(server_side, settings, implicit=False) as box:
        use(settings, box, scheme="imap+tls")
        box.deliver("INBOX", mail())
        assert arrival.arrives(visit()) == "in the inbox"
        box.offers_tls = False
        box.said.clear()
        with pytest.raises(StepFailed, match="offers no encryption"):
            arrival.arrives(visit())
        assert "LOGIN" not in box.said
        use(settings, box, scheme="imaps")
        with pytest.raises(StepFailed, match="speaks no TLS"):
            arrival.arrives(visit())


@pytest.mark.parametrize(
    ("host", "words"),
    [("127.0.0.1:{port}", "nothing listens"), ("no-such-host.invalid", "is not known")],
)
def test_a_mailbox_out_of_reach(host: str, words: str, settings: Any) -> None:
    settings.SMOKE_IMAP_URL = f"imaps://u:p@{host.format(port=free_port())}"
    with pytest.raises(StepFailed, match=words) as failed:
        arrival.arrives(visit())
    assert "SMOKE_IMAP_URL" in failed.value.fix


def test_without_a_mailbox_it_is_left_out_and_with_a_webhook_believed(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.SMOKE_IMAP_URL, settings.EMAIL_PROVIDER = "", "postmark"
    sent = OutboxMessage(to="tests@example.com", state="sent", message_id="<1@x>")
    made = visit(confirmation=sent)
    made.inside, made.seconds = True, 0.3
    with pytest.raises(NotAsked, match="SMOKE_IMAP_URL"):
        arrival.arrives(made)
    known: list[Delivery | None] = [None]
    monkeypatch.setattr("ops.smoke.registry._readers", dict(_readers))
    register_delivery("test", lambda row: known[0] if row is sent else None)
    with pytest.raises(CannotTell, match="webhook"):
        arrival.arrives(made)
    known[0] = Delivery(arrived=True, words="delivered to mx.example.com")
    assert "delivered to mx" in arrival.arrives(made)
    known[0] = Delivery(arrived=False, words="bounced, no such user")
    with pytest.raises(StepFailed, match="bounced"):
        arrival.arrives(made)


@pytest.mark.parametrize(
    ("line", "name", "flags"),
    [
        (
            b'(\\HasNoChildren \\Junk) "/" "[Gmail]/Spam"',
            "[Gmail]/Spam",
            {"\\hasnochildren", "\\junk"},
        ),
        (b'() "." INBOX', "INBOX", set()),
        (b'() NIL "a \\"quoted\\" one"', 'a "quoted" one', set()),
        ((b'() "/" {7}', b"T&AOk-st"), "Tést", set()),
    ],
)
def test_lines_of_servers_are_read(line: Any, name: str, flags: set[str]) -> None:
    folder = parse(line)
    assert folder is not None
    assert (folder.name, set(folder.flags)) == (name, flags)


def test_names_in_the_utf_7_of_imap() -> None:
    assert decoded("R&AOk-ponses &- plus") == "Réponses & plus"
    assert decoded("~peter/mail/&U,BTFw-/&ZeVnLIqe-") == "~peter/mail/台北/日本語"


@pytest.mark.parametrize("text", ["imap://u:p@h", "imaps://h", "imaps://u@h", "http://u:p@h"])
def test_an_address_of_another_shape_is_refused(text: str) -> None:
    with pytest.raises(BadValue, match="imaps://"):
        checks.imap_url(text)


def test_the_mark_stands_where_the_owner_wants_it(settings: Any) -> None:
    settings.SMOKE_IMAP_URL, settings.OWNER_EMAIL = "", "maya@example.com"
    settings.SMOKE_EMAIL = ""
    assert visit().email == f"maya+smoke-{TAG}@example.com"
    settings.SMOKE_EMAIL = "tests-{tag}@example.com"
    assert visit().email == f"tests-smoke-{TAG}@example.com"
