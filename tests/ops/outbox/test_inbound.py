"""Answers from a mailbox: passed on once, from the owner alone, and never the begin of a loop."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from email.message import EmailMessage
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
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


@pytest.mark.parametrize(
    ("name", "value"),
    [("X-Autogenerated", "Reply"), ("X-AutoReply-From", "x@y.example"), ("X-Vacation", "yes"),
     ("X-Precedence", "auto_reply"), ("X-POST-MessageClass", "9; Autoresponder"),
     ("Delivered-To", "Autoresponder"), ("X-FC-MachineGenerated", "true"),
     ("X-MS-Exchange-Generated-Message-Source", "Mailbox Rules Agent"),
     ("X-MS-Exchange-Inbox-Rules-Loop", OWNER), ("List-Post", "<mailto:x@y.example>"),
     ("Mailing-List", "list x@y.example"), ("Return-Path", "< >"),
     *(("Subject", one) for one in (
         "AUTO: Maya is away", "Automatic response: x", "Out-of-office: x", "Vacation reply",
         "Abwesenheit: x", "Abwesenheitsbenachrichtigung", "Nicht im Büro: x", "Absence : x",
         "Absente du bureau", "Message d\u2019absence", "Fuera de oficina", "Ausente de la oficina",
         "Ausente do escritório", "Ausência temporária", "Automatiskt svar: x", "Read: x",
         "Not read: x", "Gelesen: x", "Lu : x", "Leído: x", "Lida: x", "Unzustellbar: x",
         "Non remis : x", "No se puede entregar: x", "Não é possível entregar: x",
         "failure notice", "Return receipt", "Lesebestätigung: x"))],
)  # fmt: skip
def test_machines_that_say_it_in_their_own_way(
    postmark: Settings, client: Client, passed: Passed, name: str, value: str
) -> None:
    made = mail(inbound.reply_address("conversation", "c-1"))
    del made[name]
    made[name] = value
    assert bring(client, made) == 200
    assert (passed, letters()) == ([], [])


@pytest.mark.parametrize(
    "subject",
    ["Re: Automatic reply to your question", "AW: Abwesenheit von Ihnen", "Read this first",
     "Autos und Urlaub", "Lu avec plaisir", "Absence de réponse", "Entregado por fin"],
)  # fmt: skip
def test_a_person_may_use_the_same_words(
    postmark: Settings, client: Client, passed: Passed, subject: str
) -> None:
    bring(client, mail(inbound.reply_address("conversation", "c-1"), Subject=subject))
    assert len(passed) == 1


@pytest.mark.parametrize("size", [300_000, 5_000_000])
@pytest.mark.parametrize("is_raw", [True, False])
@pytest.mark.parametrize("name", ["sendgrid", "mailgun"])
def test_a_large_email_in_a_form_is_passed_on(
    name: str, size: int, is_raw: bool, client: Client, settings: Settings, passed: Passed
) -> None:
    """With what it quotes, and with files: these two bring it as a form of parts."""
    with provider(name, settings):
        settings.EMAIL_REPLY_ADDRESS = "reply.northbound.example.com"
        settings.EMAIL_WEBHOOK_SECRET = [email_calls.SHARED, email_calls.secret(name)]
        made = mail(to := inbound.reply_address("conversation", "c-1"))
        html = f"<p>Yes</p><!--{'x' * size}-->"
        file = SimpleUploadedFile("../a\u0308 b.pdf", b"%PDF\r\n--x\r\n" * 9, "application/pdf")
        path, fields = f"/webhooks/email/{name}/inbound/", dict[str, Any]()
        if is_raw:
            made.add_alternative(html, subtype="html")
            fields["email" if name == "sendgrid" else "body-mime"] = made.as_bytes().decode()
        elif name == "sendgrid":
            heads = "".join(f"{n}: {v}\n" for n, v in made.items() if n != "Content-Type")
            fields |= {"headers": heads, "text": ANSWER, "html": html, "attachments": "1",
                       "attachment-info": '{"attachment1": {}}', "attachment1": file}  # fmt: skip
        else:
            fields |= {"message-headers": json.dumps([[n, v] for n, v in made.items()]),
                       "body-plain": ANSWER, "body-html": html, "attachment-count": "1",
                       "attachment-1": file}  # fmt: skip
        if name == "sendgrid":
            fields["envelope"] = json.dumps({"from": OWNER, "to": [to]})
            headers = email_calls.signed("postmark", path, {}).headers
        else:
            fields |= {"sender": OWNER, "recipient": to,
                       **email_calls.mailgun_signature(email_calls.secret(name))}  # fmt: skip
            headers = {}
        assert client.post(path, fields, headers=headers).json()["passed_on"] == 1
        assert passed == [("c-1", ANSWER)]
        assert ["b.pdf" in row.text for row in letters()] == ([] if is_raw else [True])


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("", b"x"), ("; boundary=", b"x"), ("; boundary=x", b""), ("; boundary=x", b"--x"),
        ("; boundary=x", b"--x\r\nContent-Disposition: form-data\r\n\r\nv\r\n--x--"),
        ("; boundary=x", b"--x\r\nContent-Disposition: form-data; name=a\r\n--x--"),
        ("; boundary=x", b"--x\r\nContent-Disposition: " + b"a;" * 20_000 + b"\r\n\r\nv\r\n--x--"),
        ("; boundary=x", b"--x\r\n\r\nv\r\n" * 5000), ("; boundary=" + "x" * 20_000, b"v"),
        ("; boundary=x", b'--x\r\nContent-Disposition: form-data; name="a"; filename=".."\r\n\r\n'
         b"v\r\n--x--"), ("; boundary=\xff", b"--\xff\r\n\xff\r\n\r\n\xff"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("name", ["sendgrid", "mailgun"])
def test_a_form_that_is_none_is_refused(
    name: str, kind: str, body: bytes, client: Client, settings: Settings, passed: Passed
) -> None:
    client.raise_request_exception = False
    with provider(name, settings):
        settings.EMAIL_WEBHOOK_SECRET = [email_calls.SHARED, email_calls.secret(name)]
        path = f"/webhooks/email/{name}/inbound/"
        headers = email_calls.signed("postmark", path, {}).headers
        answer = client.generic("POST", path, body, f"multipart/form-data{kind}", headers=headers)
        assert answer.status_code in (400, 403)
        assert passed == []


def raw(client: Client, text: str, to: str) -> int:
    """An email as it stands, which the provider has not read."""
    body = {"RawEmail": text, "FromFull": {"Email": OWNER}, "OriginalRecipient": to}
    path = "/webhooks/email/postmark/inbound/"
    return int(email_calls.signed("postmark", path, body).post(client).status_code)


HEAD = f"From: {OWNER}\nTo: TO\nSubject: Re: x\nMessage-ID: <1@x.example>\nMIME-Version: 1.0\n"


@pytest.mark.parametrize(
    "charset",
    ["nope", "x-unknown", "cp-850", '"\\"', "idna", "rot13", "hex", "base64", "undefined",
     "unicode_escape", "us-ascii", "utf-8"],
)  # fmt: skip
def test_letters_of_a_charset_that_nobody_knows_are_read_all_the_same(
    postmark: Settings, client: Client, passed: Passed, charset: str
) -> None:
    client.raise_request_exception = False
    to = inbound.reply_address("conversation", "c-1")
    text = f"{HEAD}Content-Type: text/plain; charset={charset}\n\nGrüße, gern.\n"
    assert raw(client, text.replace("TO", to), to) == 200
    assert passed == [("c-1", "Grüße, gern.")]


def test_what_an_attached_email_says_is_nobodys_answer(
    postmark: Settings, client: Client, passed: Passed
) -> None:
    """Somebody who answers with nothing but an old email attached has written nothing."""
    to = inbound.reply_address("conversation", "c-1")
    inner = "From: client@example.org\nSubject: private\n\nThis is between us.\n"
    for how in ("attachment", "inline", ""):
        about = f"Content-Disposition: {how}; filename=old.eml\n" if how else ""
        text = (
            f"{HEAD}Content-Type: multipart/mixed; boundary=b\n\n--b\n{about}"
            f"Content-Type: message/rfc822\n\n{inner}\n--b--\n"
        )
        raw(client, text.replace("TO", to).replace("<1@", f"<1{how}@"), to)
    assert passed == []
    assert {row.kind for row in letters()} == {"reply_notice"}


def test_words_below_a_picture_belong_to_the_answer(
    postmark: Settings, client: Client, passed: Passed
) -> None:
    to = inbound.reply_address("conversation", "c-1")
    text = (
        f"{HEAD}Content-Type: multipart/mixed; boundary=b\n\n"
        "--b\nContent-Type: text/plain\n\nHere is the way:\n"
        "--b\nContent-Type: image/png\nContent-Disposition: inline\n\nx\n"
        "--b\nContent-Type: text/plain\n\nSee you on Tuesday.\n--b--\n"
    )
    assert raw(client, text.replace("TO", to), to) == 200
    assert passed == [("c-1", "Here is the way:\nSee you on Tuesday.")]


@pytest.mark.parametrize(
    "sender", ["@", '"', "\\", "::", "maya@x@[127.0.0.1]", "<@x,@y:a@b>", "='?utf-8?b?=?=", ";"]
)
def test_a_sender_that_breaks_every_rule_is_nobody_and_not_asked_for_again(
    postmark: Settings, client: Client, passed: Passed, sender: str
) -> None:
    client.raise_request_exception = False
    to = inbound.reply_address("conversation", "c-1")
    text = HEAD.replace(OWNER, sender).replace("TO", to)
    assert raw(client, f"{text}\nYes\n", to) in (200, 400)
    assert (passed, letters()) == ([], [])
