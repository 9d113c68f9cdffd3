"""What providers tell of emails: authentic or refused, once, in any order, and what follows."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from lab import email_calls
from lab.email_apis import EmailApi
from lab.email_calls import call, secret
from ops.outbox.deliver import deliver_due
from ops.outbox.enqueue import enqueue
from ops.outbox.events import EmailEvent, prune, taken
from ops.outbox.providers import APIS
from ops.outbox.rows import OutboxMessage
from ops.outbox.suppression import Suppression, barred
from tests.at_once import at_once
from tests.ops.outbox.providers import OWNER, provider

pytestmark = pytest.mark.django_db

NOW = datetime.now(UTC) - timedelta(minutes=5)
ANA = "ana@example.org"
#: SES and MailerSend tell of no wait before the end.
NO_WAIT = ("ses", "mailersend")


@pytest.fixture(params=sorted(APIS))
def api(request: pytest.FixtureRequest, settings: Settings) -> Iterator[EmailApi]:
    with provider(request.param, settings) as found:
        yield found


def sent(api: EmailApi, to: str = ANA) -> OutboxMessage:
    row = enqueue(to=to, subject="Hello", text="Words.", kind="test")
    assert deliver_due().sent == 1
    row.refresh_from_db()
    return row


def about(row: OutboxMessage, kind: str, *, minutes: int = 0, **more: Any) -> email_calls.Call:
    """With what the provider gives back of what was sent along, where it gives it back."""
    name = EmailEvent.objects.get(message=row, kind="taken").provider
    ours = str(row.pk) if APIS[name].metadata else ""
    at = NOW + timedelta(minutes=minutes)
    return call(name, kind, to=row.to, named=row.provider_id, at=at, ours=ours, **more)


def told(row: OutboxMessage) -> list[str]:
    return [event.kind for event in row.events.exclude(kind="taken").order_by("pk")]


@pytest.mark.parametrize(
    ("kind", "fate", "barred_for"),
    [
        ("delivered", "delivered", ""), ("deferred", "deferred", ""), ("soft", "returned", ""),
        ("hard", "bounced", "bounced"), ("complained", "complained", "complained"),
        ("opened", "", ""),
    ],
)  # fmt: skip
def test_each_kind_is_stored_and_acted_on(
    api: EmailApi, client: Client, kind: str, fate: str, barred_for: str
) -> None:
    if kind == "deferred" and api.provider in NO_WAIT:
        pytest.skip("this provider does not tell it")
    row = sent(api)
    answer = about(row, kind).post(client)
    assert answer.status_code == 200, answer.content
    row.refresh_from_db()
    if api.provider == "mailgun" and kind == "soft":
        fate = "deferred"  # It tries for hours before it gives up, and calls both "failed".
    assert row.fate == fate
    assert len(told(row)) == (0 if kind == "opened" else 1)
    assert [one.reason for one in Suppression.objects.all()] == [barred_for] * bool(barred_for)


def test_the_words_of_the_mail_server_are_kept_without_the_address(
    api: EmailApi, client: Client
) -> None:
    row = sent(api)
    about(row, "hard").post(client)
    event = row.events.get(kind="bounced")
    assert event.for_good
    assert ANA not in event.detail
    if api.provider != "mailjet":  # Which tells a word of its own only.
        assert "does not exist" in event.detail
    text = json.dumps(list(EmailEvent.objects.values()), default=str)
    text += json.dumps(list(Suppression.objects.values()), default=str)
    assert ANA not in text


def test_the_same_event_twice_is_one_row(api: EmailApi, client: Client) -> None:
    row = sent(api)
    again = about(row, "hard")
    assert [again.post(client).status_code for _ in range(3)] == [200] * 3
    assert told(row) == ["bounced"]


@pytest.mark.django_db(transaction=True)
def test_the_same_event_at_once_is_one_row(settings: Settings) -> None:
    with provider("postmark", settings) as api:
        row = sent(api)
        again = about(row, "hard")
        statuses: list[int] = []
        at_once(4, lambda _: statuses.append(again.post(Client()).status_code))
        # A database that is locked for a moment says so, and the provider tells it again.
        assert set(statuses) <= {200, 503}
        assert again.post(Client()).status_code == 200
        assert told(row) == ["bounced"]
        assert Suppression.objects.count() == 1


def test_a_second_telling_with_a_signature_of_its_own_is_one_row(
    api: EmailApi, client: Client
) -> None:
    row = sent(api)
    first = about(row, "hard")
    body = json.loads(first.body)
    body.pop("signature", None) if isinstance(body, dict) else None
    first.post(client)
    second = email_calls.signed(api.provider, first.path, body)
    assert second.post(client).json()["stored"] == 0
    assert told(row) == ["bounced"]


@pytest.mark.parametrize("order", [("hard", "delivered"), ("delivered", "hard")])
def test_what_came_back_never_turns_into_what_arrived(
    api: EmailApi, client: Client, order: tuple[str, str]
) -> None:
    row = sent(api)
    for minutes, kind in enumerate(order):
        about(row, kind, minutes=minutes).post(client)
    row.refresh_from_db()
    assert row.fate == "bounced"
    assert len(told(row)) == 2


def test_a_wait_that_is_told_late_does_not_hide_that_it_arrived(
    api: EmailApi, client: Client
) -> None:
    if api.provider in NO_WAIT:
        pytest.skip("this provider does not tell it")
    row = sent(api)
    about(row, "delivered", minutes=2).post(client)
    about(row, "deferred").post(client)
    row.refresh_from_db()
    assert row.fate == "delivered"


def test_a_forgery_is_refused_and_stores_nothing(api: EmailApi, client: Client) -> None:
    row = sent(api)
    forged = {
        "sendgrid": "somebody-elses-key", "resend": "whsec_" + "QUJDREVGR0hJSktMTU5PUFFSU1RVVldY",
    }.get(api.provider, "somebody-elses-secret-0123456789")  # fmt: skip
    assert about(row, "hard", key=forged).post(client).status_code == 403
    bare = about(row, "hard")
    bare.headers = {name: v for name, v in bare.headers.items() if name.startswith("x-amz")}
    if api.provider == "mailgun":
        bare.body = json.dumps({"event-data": {"event": "failed"}}).encode()
    assert bare.post(client).status_code in (401, 403)
    assert told(row) == []
    assert not Suppression.objects.exists()


def test_a_signature_is_of_this_body_and_no_other(api: EmailApi, client: Client) -> None:
    if not APIS[api.provider].signs or api.provider == "mailgun":
        pytest.skip("nothing is signed, or the moment and a token alone")
    row = sent(api)
    changed = about(row, "delivered")
    changed.body = changed.body.replace(b"delivered", b"complained")
    assert changed.post(client).status_code == 403


def test_a_captured_signature_of_mailguns_is_good_for_one_event(
    client: Client, settings: Settings
) -> None:
    """It signs a moment and a token and not the event, so a token is taken once."""
    with provider("mailgun", settings) as api:
        row = sent(api)
        first = about(row, "delivered")
        first.post(client)
        body = json.loads(first.body)
        body["event-data"] |= {"event": "complained", "id": "another"}
        first.body = json.dumps(body).encode()
        first.post(client)
        assert told(row) == ["delivered"]


def test_without_a_secret_nothing_is_heard(
    api: EmailApi, client: Client, settings: Settings
) -> None:
    row = sent(api)
    settings.EMAIL_WEBHOOK_SECRET = []
    answer = about(row, "hard").post(client)
    assert answer.status_code == 403 and "EMAIL_WEBHOOK_SECRET" in answer.json()["detail"]
    assert told(row) == []


def test_while_the_secret_is_changed_both_are_good(
    api: EmailApi, client: Client, settings: Settings
) -> None:
    row = sent(api)
    other = {"sendgrid": "a-shared-one-for-what-comes-in"}.get(api.provider, "n" * 32)
    settings.EMAIL_WEBHOOK_SECRET = [other, secret(api.provider)]
    assert about(row, "delivered").post(client).status_code == 200
    assert told(row) == ["delivered"]


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b"[1]", b"{}", b"null", b'"x"', b"\xff\xfe", b"[" * 5000,
     b'{"event-data": [], "RecordType": [], "event": {}, "type": {}, "data": [], "Type": 7}'],
)  # fmt: skip
def test_bodies_that_cannot_be_read_are_refused_in_words(
    api: EmailApi, client: Client, body: bytes
) -> None:
    path = f"/webhooks/email/{api.provider}/"
    shared = email_calls.signed("postmark", path, {}).headers
    headers = dict(shared) if not APIS[api.provider].signs else {}
    made = email_calls.Call(path, body, headers)
    if api.provider == "mailersend":
        import hashlib
        import hmac

        key = secret("mailersend").encode()
        made.headers = {"Signature": hmac.new(key, body, hashlib.sha256).hexdigest()}
    answer = made.post(client)
    assert answer.status_code in (200, 400, 403), answer.content
    if answer.status_code == 200:
        assert answer.json()["stored"] == 0
    else:
        assert answer["Content-Type"] == "application/problem+json"
    assert EmailEvent.objects.count() == 0


def test_an_event_that_comes_before_the_answer_of_the_api_finds_its_email(
    settings: Settings, client: Client
) -> None:
    """MailerSend gives nothing back that was sent along, so its name is all there is."""
    with provider("mailersend", settings):
        row = enqueue(to=ANA, subject="Hello", text="Words.", kind="test")
        early = call("mailersend", "hard", to=ANA, named="early-1", at=NOW)
        assert early.post(client).json()["stored"] == 1
        assert EmailEvent.objects.get().message is None
        taken(row, "mailersend", "early-1")
        row.refresh_from_db()
        assert row.fate == "bounced"
        assert told(row) == ["bounced"]


def test_events_of_emails_that_are_not_ours_go_after_two_days(
    settings: Settings, client: Client
) -> None:
    with provider("postmark", settings) as api:
        row = sent(api)
        about(row, "delivered").post(client)
        call("postmark", "delivered", to="x@example.net", named="stray", at=NOW).post(client)
        EmailEvent.objects.filter(provider_id="stray").update(
            received_at=datetime.now(UTC) - timedelta(days=3)
        )
        assert prune() == 1
        assert told(row) == ["delivered"]


def test_a_soft_return_leaves_the_address_alone_not_at_all(
    settings: Settings, client: Client
) -> None:
    with provider("postmark", settings) as api:
        row = sent(api)
        about(row, "soft").post(client)
        assert barred(ANA, "test") is None
        again = sent(api)
        assert again.state == "sent"


def test_an_email_to_a_suppressed_address_is_stored_with_the_reason(
    api: EmailApi, client: Client
) -> None:
    about(sent(api), "hard").post(client)
    taken_so_far = len(api.taken)
    for spelled in (ANA, "ANA@Example.ORG", " ana@example.org "):
        row = enqueue(to=spelled, subject="Again", text="Words.", kind="lead_confirmation")
        assert (row.state, row.fate) == ("failed", "suppressed")
        assert "came back" in row.words() and "Lift it" in row.words()
    deliver_due()
    assert len(api.taken) == taken_so_far
    other = enqueue(to="ana+x@example.org", subject="Other", text="Words.", kind="test")
    assert other.state == "pending"


def test_one_that_waited_when_its_address_died_is_not_sent(
    settings: Settings, client: Client
) -> None:
    with provider("postmark", settings) as api:
        first = sent(api)
        waiting = enqueue(to=ANA, subject="Later", text="Words.", kind="test")
        about(first, "complained").post(client)
        assert deliver_due().sent == 0
        waiting.refresh_from_db()
        assert (waiting.state, waiting.fate) == ("failed", "suppressed")
        assert "spam" in waiting.words()
        assert len(api.taken) == 1


def test_lifting_lets_emails_leave_again(settings: Settings, client: Client) -> None:
    with provider("postmark", settings) as api:
        again = about(sent(api), "hard")
        again.post(client)
        Suppression.objects.all().delete()
        again.post(client)  # Told a second time: it is known, and stays lifted.
        assert enqueue(to=ANA, subject="Now", text="Words.", kind="test").state == "pending"
        assert deliver_due().sent == 1


def test_the_owner_is_written_to_whatever_came_back(settings: Settings, client: Client) -> None:
    from ops.outbox.readiness import probe

    with provider("postmark", settings) as api:
        about(sent(api, OWNER), "hard").post(client)
        assert enqueue(to=OWNER, subject="A lead", text="Words.", kind="lead_notice").state == (
            "pending"
        )
        assert deliver_due().sent == 1
        assert probe().detail == "an email to OWNER_EMAIL came back"


def test_a_suppression_outlives_a_change_of_the_key_and_the_email(
    settings: Settings, client: Client
) -> None:
    with provider("postmark", settings) as api:
        row = sent(api)
        about(row, "hard").post(client)
        row.delete()
        assert Suppression.objects.get().message is None
        old = settings.SECRET_KEY
        settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another" * 10, [old]
        assert barred(ANA, "test") is not None
        settings.SECRET_KEY_FALLBACKS = []
        assert barred(ANA, "test") is not None, "met once, it is remembered by the new key"


def test_unknown_providers_and_methods(client: Client, settings: Settings) -> None:
    with provider("postmark", settings):
        assert client.post("/webhooks/email/nobody/").status_code == 404
        assert client.get("/webhooks/email/postmark/").status_code == 405
        assert client.head("/webhooks/email/postmark/").status_code == 200


def test_the_secret_comes_as_basic_or_bearer_or_alone(client: Client, settings: Settings) -> None:
    with provider("postmark", settings) as api:
        row = sent(api)
        for kind, header in (
            ("delivered", f"Bearer {email_calls.SHARED}"),
            ("soft", email_calls.SHARED),
            ("hard", email_calls.signed("postmark", "/", {}).headers["Authorization"]),
        ):
            made = about(row, kind)
            made.headers = {"Authorization": header}
            assert made.post(client).status_code == 200, header
        for header in ("Basic !!!", "Basic ", "Bearer", "Bearer x", "Basic 4oKs", "é"):
            made = about(row, "complained")
            made.headers = {"Authorization": header}
            assert made.post(client).status_code in (401, 403), header
        assert told(row) == ["delivered", "bounced", "bounced"]


def test_a_public_key_of_sendgrids_opens_no_other_door(client: Client, settings: Settings) -> None:
    with provider("sendgrid", settings):
        public = secret("sendgrid")
        for name in ("postmark", "brevo", "ses"):
            made = call(name, "hard", to=ANA, named="1", at=NOW, key=public)
            assert made.post(client).status_code == 403
    assert not Suppression.objects.exists()


def test_a_batch_of_many_is_taken_whole(client: Client, settings: Settings) -> None:
    with provider("sendgrid", settings):
        events = [
            one
            for n in range(200)
            for one in email_calls._sendgrid("hard", f"p{n}@example.org", f"id-{n}", NOW, "")
        ]
        made = email_calls.signed("sendgrid", "/webhooks/email/sendgrid/", events)
        assert made.post(client).json() == {"received": 200, "stored": 200}
        assert Suppression.objects.count() == 200


def test_amazon_asks_for_the_secret_and_its_subscription_is_confirmed(
    client: Client, settings: Settings
) -> None:
    with provider("ses", settings) as api:
        body = {"Type": "SubscriptionConfirmation", "MessageId": "1", "Token": "t",
                "TopicArn": "arn:aws:sns:eu-west-1:1:x", "Message": "Visit it.",
                "Timestamp": "2026-11-27T06:00:00.000Z",
                "SubscribeURL": f"{api.url}?Action=ConfirmSubscription"}  # fmt: skip
        path = "/webhooks/email/ses/"
        bare = email_calls.Call(path, json.dumps(body).encode(), {}, "text/plain")
        answer = bare.post(client)
        assert answer.status_code == 401 and answer["WWW-Authenticate"].startswith("Basic")
        body["SubscribeURL"] = "https://sns.evil.example/?Action=ConfirmSubscription"
        assert email_calls.signed("ses", path, body).post(client).status_code == 400
        assert not any("Confirm" in one for one in api.visited)
        body["SubscribeURL"] = f"{api.url}?Action=ConfirmSubscription"
        assert email_calls.signed("ses", path, body).post(client).status_code == 200
        assert api.visited[-1] == "/?Action=ConfirmSubscription"
