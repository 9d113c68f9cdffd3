"""Answers from a mailbox: passed on once, from the owner alone, and never the begin of a loop."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from email.message import EmailMessage
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from lab import email_calls
from lab.email_calls import Call
from ops.outbox import inbound
from ops.outbox.providers import APIS
from ops.outbox.rows import OutboxMessage
from tests.ops.outbox.providers import OWNER, provider

pytestmark = pytest.mark.django_db

ABLE = sorted(key for key, api in APIS.items() if api.receives)
ANSWER = "Yes, Tuesday at ten works."
QUOTE = "\n\nOn Fri, 27 Nov 2026 at 10:00, Northbound <hello@n.example> wrote:\n> Do you?\n"


class Passed(list[tuple[str, str]]):
    """What a room was given."""

    trouble: Exception | None = None

    def take(self, key: str, text: str) -> None:
        if self.trouble:
            raise self.trouble
        self.append((key, text))


@pytest.fixture
def passed(monkeypatch: pytest.MonkeyPatch) -> Passed:
    found = Passed()
    monkeypatch.setitem(inbound._handlers, "conversation", found.take)
    return found


@pytest.fixture
def postmark(settings: Settings, passed: Passed) -> Iterator[Settings]:
    with provider("postmark", settings):
        settings.EMAIL_REPLY_ADDRESS = "0123456789abcdef0123456789abcdef@inbound.postmarkapp.com"
        yield settings


def mail(to: str, text: str = ANSWER + QUOTE, **headers: str) -> EmailMessage:
    made = EmailMessage()
    fields = {
        "From": f"Maya <{OWNER}>", "To": to, "Subject": "Re: A visitor wants to talk",
        "Message-ID": "<answer-1@mail.example>", "Date": "Fri, 27 Nov 2026 10:00:00 +0000",
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }  # fmt: skip
    for name, value in fields.items():
        if value:
            made[name] = value
    made.set_content(text)
    return made


def brought(name: str, made: EmailMessage, *, api: Any = None) -> Call:
    """The email as a provider brings it."""
    path, to = f"/webhooks/email/{name}/inbound/", str(made["To"])
    raw, headers = made.as_bytes().decode(), [[n, str(v)] for n, v in made.items()]
    body_part = made.get_body(("plain",))
    text = body_part.get_content() if body_part else ""
    html_part = made.get_body(("html",))
    html = html_part.get_content() if html_part else ""
    files = [str(part.get_filename()) for part in made.iter_attachments()]
    match name:
        case "postmark":
            body: Any = {
                "FromFull": {"Email": _address(made["From"]), "Name": "Maya"},
                "ToFull": [{"Email": to, "Name": ""}], "OriginalRecipient": to,
                "Subject": str(made["Subject"]), "MessageID": "pm-inbound-1", "TextBody": text,
                "HtmlBody": html,
                "Headers": [{"Name": n, "Value": v} for n, v in headers
                            if n not in ("From", "To", "Subject")],
                "Attachments": [{"Name": f, "Content": base64.b64encode(b"x").decode(),
                                 "ContentType": "application/pdf"} for f in files],
            }  # fmt: skip
        case "mailjet":
            body = {
                "Sender": _address(made["From"]), "Recipient": to, "Text-part": text,
                "Headers": dict(headers), "Parts": [], "SpamAssassinScore": "0",
            }  # fmt: skip
        case "brevo":
            one = {
                "Uuid": ["u-1"], "Headers": dict(headers), "RawTextBody": text, "RawHtmlBody": "",
                "Attachments": [{"Name": f, "DownloadToken": "t"} for f in files],
            }  # fmt: skip
            body = {"items": [one]}
        case "mailersend":
            body = {"type": "inbound.message", "data": {
                "id": "in-1", "created_at": "2026-11-27T10:00:00.000000Z", "raw": raw,
                "sender": {"email": _address(made["From"])},
                "recipients": {"rcptTo": [{"email": to}]}}}  # fmt: skip
        case "resend":
            body = {"type": "email.received", "created_at": "2026-11-27T10:00:00.000Z",
                    "data": {"email_id": "re-1"}}  # fmt: skip
            api.inbox["re-1"] = {
                "from": str(made["From"]),
                "to": [to],
                "subject": str(made["Subject"]),
                "text": text,
                "html": None,
                "headers": dict(headers),
                "attachments": [{"filename": f} for f in files],
            }
        case "mailgun":
            key = email_calls.secret("mailgun")
            fields = {"sender": _address(made["From"]), "recipient": to, "body-mime": raw}
            return email_calls.form(path, {**fields, **email_calls.mailgun_signature(key)})
        case _:
            call = email_calls.form(path, {"email": raw, "envelope": json.dumps(
                {"from": _address(made["From"]), "to": [to]})})  # fmt: skip
            call.headers = email_calls.signed("postmark", path, {}).headers
            return call
    return email_calls.signed(name, path, body, inbound=True)


def _address(field: Any) -> str:
    return str(field).rpartition("<")[2].rstrip(">")


def letters() -> list[OutboxMessage]:
    return list(OutboxMessage.objects.order_by("created_at"))


@pytest.mark.parametrize("name", ABLE)
def test_an_answer_reaches_whom_it_is_for_through_every_provider(
    name: str, client: Client, settings: Settings, passed: Passed
) -> None:
    with provider(name, settings) as api:
        settings.EMAIL_REPLY_ADDRESS = "reply.northbound.example.com"
        if name == "sendgrid":
            settings.EMAIL_WEBHOOK_SECRET = [email_calls.SHARED, email_calls.secret(name)]
        to = inbound.reply_address("conversation", "c-1")
        assert to.endswith("@reply.northbound.example.com")
        call = brought(name, mail(to), api=api)
        answer = call.post(client)
        assert answer.status_code == 200, answer.content
        assert passed == [("c-1", ANSWER)]
        call.post(client)
        brought(name, mail(to), api=api).post(client)
        assert passed == [("c-1", ANSWER)], "told three times, passed on once"
        assert letters() == []


@pytest.mark.parametrize("name", ABLE)
def test_what_was_not_brought_by_the_provider_is_refused(
    name: str, client: Client, settings: Settings, passed: Passed
) -> None:
    with provider(name, settings) as api:
        settings.EMAIL_REPLY_ADDRESS = "reply.northbound.example.com"
        to = inbound.reply_address("conversation", "c-1")
        settings.EMAIL_WEBHOOK_SECRET = ["whsec_" + "QUJDREVGR0hJSktMTU5PUFFSU1RVVldY"]
        assert brought(name, mail(to), api=api).post(client).status_code == 403
        assert passed == []


def test_the_address_fits_behind_the_plus_of_a_providers_own(postmark: Settings) -> None:
    address = inbound.reply_address("conversation", "c" * 36)
    local = address.partition("@")[0]
    assert local.startswith("0123456789abcdef0123456789abcdef+r") and len(local) <= 64
    assert address == inbound.reply_address("conversation", "c" * 36), "stable"
    assert address != inbound.reply_address("conversation", "d" * 36)


@pytest.mark.parametrize(
    "missing", ["EMAIL_REPLY_ADDRESS", "EMAIL_WEBHOOK_SECRET", "OWNER_EMAIL", "EMAIL_PROVIDER"]
)
def test_where_it_is_not_set_up_there_is_no_address(postmark: Settings, missing: str) -> None:
    setattr(postmark, missing, "file" if missing == "EMAIL_PROVIDER" else "")
    assert inbound.reply_address("conversation", "c-1") == ""
    assert not inbound.ReplyThread.objects.exists()


def bring(client: Client, made: EmailMessage) -> int:
    answer = brought("postmark", made).post(client)
    return int(answer.status_code)


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"}, {"Auto_Submitted": "Auto-Generated; why=x"},
        {"X_Auto_Response_Suppress": "All"}, {"Precedence": "bulk"}, {"Precedence": "Auto_Reply"},
        {"X_Autoreply": "yes"}, {"List_Id": "<x.example>"}, {"Return_Path": "<>"},
        {"X_Failed_Recipients": "ana@example.org"},
        {"Subject": "Automatic reply: A visitor"}, {"Subject": "Out of office"},
        {"Subject": "Abwesenheitsnotiz: bis Montag"}, {"Subject": "Réponse automatique : absente"},
        {"Subject": "Undeliverable: A visitor"},
        {"From": "MAILER-DAEMON@mail.example"}, {"From": "Mail <postmaster@mail.example>"},
    ],
)  # fmt: skip
def test_a_machine_is_passed_over_in_silence(
    postmark: Settings, client: Client, passed: Passed, headers: dict[str, str]
) -> None:
    made = mail(inbound.reply_address("conversation", "c-1"), **headers)
    assert bring(client, made) == 200
    assert (passed, letters()) == ([], [])


def test_a_report_of_delivery_is_passed_over(
    postmark: Settings, client: Client, passed: Passed
) -> None:
    made = mail(inbound.reply_address("conversation", "c-1"))
    raw = made.as_string().replace("text/plain", "multipart/report; boundary=x")
    body = {"RawEmail": raw, "FromFull": {"Email": OWNER}, "OriginalRecipient": str(made["To"])}
    path = "/webhooks/email/postmark/inbound/"
    assert email_calls.signed("postmark", path, body).post(client).status_code == 200
    assert (passed, letters()) == ([], [])


@pytest.mark.parametrize(
    "sender",
    ["ana@example.org", f'"{OWNER}" <ana@example.org>', f"{OWNER}, ana@example.org",
     "maya@northbound.example.com.evil.example", "", "maya@northbound.example.co"],
)  # fmt: skip
def test_nobody_but_the_owner_is_believed(
    postmark: Settings, client: Client, passed: Passed, sender: str
) -> None:
    made = mail(inbound.reply_address("conversation", "c-1"), From=sender)
    call = brought("postmark", made)
    body = json.loads(call.body)
    body["FromFull"] = None
    body["Headers"] += [{"Name": "From", "Value": sender}] if sender else []
    call = email_calls.signed("postmark", call.path, body)
    assert call.post(client).status_code in (200, 400)
    assert (passed, letters()) == ([], [])


def test_the_owner_may_be_spelled_otherwise(
    postmark: Settings, client: Client, passed: Passed
) -> None:
    bring(
        client,
        mail(inbound.reply_address("conversation", "c-1"), From="MAYA@Northbound.Example.COM"),
    )
    assert len(passed) == 1


@pytest.mark.parametrize(
    ("results", "believed"),
    [
        ("mx.example; dmarc=fail header.from=northbound.example.com", False),
        ("mx.example; spf=fail smtp.mailfrom=x; dkim=none", False),
        ("mx.example; spf=softfail smtp.mailfrom=x", False),
        ("mx.example; spf=fail smtp.mailfrom=x; dkim=pass header.d=northbound.example.com", True),
        ("mx.example; spf=pass smtp.mailfrom=x; dmarc=pass header.from=x", True),
        ("mx.example; dkim=pass header.d=x; dmarc=fail header.from=x", False),
        ("nonsense;;;=", True),
    ],
)
def test_what_the_mail_server_found_out_counts(
    postmark: Settings, client: Client, passed: Passed, results: str, believed: bool
) -> None:
    made = mail(inbound.reply_address("conversation", "c-1"), Authentication_Results=results)
    assert bring(client, made) == 200
    assert bool(passed) is believed
    assert letters() == []


@pytest.mark.parametrize(
    "change",
    [lambda a: a.replace("+r", "+s"), lambda a: a.replace("x", "y", 1),
     lambda a: a.partition("+")[0] + "+r1x" + "a" * 16 + "@inbound.postmarkapp.com",
     lambda a: a.partition("@")[0] + "@elsewhere.example", lambda a: OWNER,
     lambda a: a.replace("+r", "+r9")],
)  # fmt: skip
def test_an_address_that_was_never_given_out_is_nobodys(
    postmark: Settings, client: Client, passed: Passed, change: Any
) -> None:
    assert bring(client, mail(change(inbound.reply_address("conversation", "c-1")))) == 200
    assert (passed, letters()) == ([], [])


def test_letter_case_and_a_changed_key_do_not_lose_it(
    postmark: Settings, client: Client, passed: Passed
) -> None:
    address = inbound.reply_address("conversation", "c-1")
    local, _, domain = address.partition("@")
    old = postmark.SECRET_KEY
    postmark.SECRET_KEY, postmark.SECRET_KEY_FALLBACKS = "another" * 10, [old]
    assert bring(client, mail(f"{local.upper()}@{domain.title()}")) == 200
    assert passed == [("c-1", ANSWER)]


def test_what_is_attached_is_left_out_and_the_owner_hears_of_it_once(
    postmark: Settings, client: Client, passed: Passed
) -> None:
    made = mail(inbound.reply_address("conversation", "c-1"))
    made.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="offer.pdf")
    bring(client, made)
    bring(client, made)
    assert passed == [("c-1", ANSWER)]
    (letter,) = letters()
    assert letter.to == OWNER and "offer.pdf" in letter.text
    assert letter.headers["In-Reply-To"] == "<answer-1@mail.example>"


def test_an_answer_without_words_and_one_to_nobody_are_told(
    postmark: Settings, client: Client, passed: Passed
) -> None:
    to = inbound.reply_address("conversation", "c-1")
    bring(client, mail(to, QUOTE))
    passed.trouble = LookupError("gone")
    bring(client, mail(to, "Still there?", Message_ID="<answer-2@mail.example>"))
    empty, gone = letters()
    assert "empty" in empty.subject and "Still there?" in gone.text
    assert {empty.to, gone.to} == {OWNER}


def test_a_room_that_fails_is_given_it_again(
    postmark: Settings, client: Client, passed: Passed
) -> None:
    client.raise_request_exception = False
    made = mail(inbound.reply_address("conversation", "c-1"))
    passed.trouble = RuntimeError("the room is on fire")
    assert bring(client, made) == 500
    passed.trouble = None
    assert bring(client, made) == 200
    assert passed == [("c-1", ANSWER)]


def test_notices_to_the_owner_have_an_end(
    postmark: Settings, client: Client, passed: Passed
) -> None:
    to = inbound.reply_address("conversation", "c-1")
    for n in range(15):
        bring(client, mail(to, QUOTE, Message_ID=f"<{n}@mail.example>"))
    assert len(letters()) == 10


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b'{"FromFull": 7, "Headers": 3}'])
def test_what_cannot_be_read_is_refused(
    postmark: Settings, client: Client, passed: Passed, body: bytes
) -> None:
    path = "/webhooks/email/postmark/inbound/"
    call = Call(path, body, email_calls.signed("postmark", path, {}).headers)
    assert call.post(client).status_code == 400
    assert passed == []


def test_events_at_the_address_of_emails_are_pointed_elsewhere(
    postmark: Settings, client: Client
) -> None:
    path = "/webhooks/email/postmark/inbound/"
    answer = email_calls.signed("postmark", path, {"RecordType": "Delivery"}).post(client)
    assert answer.status_code == 400 and "inbound/" in answer.json()["detail"]


def test_amazon_brings_no_emails(client: Client, settings: Settings) -> None:
    with provider("ses", settings):
        assert client.post("/webhooks/email/ses/inbound/").status_code == 404
