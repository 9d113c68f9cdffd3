"""What providers may tell that nobody has told us yet: never an error of ours, never a wrong deed.

Every provider's real events are bent at every place: fields that are missing, of another type, or
new, kinds that do not exist yet, several in one post, huge, and in no order.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from anymail.signals import AnymailTrackingEvent
from django.test import Client
from pytest_django import Settings

from lab import email_calls
from lab.email_apis import EmailApi
from lab.email_calls import Call, call
from ops.outbox import events, hear, suppression
from ops.outbox.enqueue import enqueue
from ops.outbox.events import EmailEvent
from ops.outbox.providers import APIS
from ops.outbox.suppression import Suppression
from tests.ops.outbox.providers import provider

pytestmark = pytest.mark.django_db

NOW = datetime.now(UTC) - timedelta(minutes=5)
ANA = "ana@example.org"
#: Values no field is meant to have.
ODD: tuple[Any, ...] = (
    None, 7, 1e400, [], {"x": ["y"]}, "x" * 5000, "\x00", "\ud800",
)  # fmt: skip
#: What each answers to: any 2xx ends it, a 4xx says that it is not to be believed or read.
FINE = (200, 400, 401, 403)


@pytest.fixture(params=sorted(APIS))
def api(request: pytest.FixtureRequest, settings: Settings) -> Iterator[EmailApi]:
    with provider(request.param, settings) as found:
        yield found


def body_of(name: str, kind: str, *, to: str = ANA, named: str = "") -> Any:
    """An event as the provider tells it, not yet signed; SES as what stands in its Message."""
    made = call(name, kind, to=to, named=named or str(10**15 + 1), at=NOW)
    body = json.loads(made.body)
    if name == "ses":
        return json.loads(body["Message"])
    if isinstance(body, dict):
        body.pop("signature", None)
    return body


def told(name: str, body: Any) -> Call:
    """Signed as the provider signs."""
    path = f"/webhooks/email/{name}/"
    if name == "ses":
        import uuid

        from lab.sns import notification

        body = notification(body, MessageId=str(uuid.uuid4()))
    return email_calls.signed(name, path, body)


def places(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Where something stands, as keys from the top."""
    pairs = data.items() if isinstance(data, dict) else enumerate(data)
    for key, value in pairs:
        yield (*path, key)
        if isinstance(value, dict | list):
            yield from places(value, (*path, key))


def bent(data: Any, path: tuple[Any, ...], value: Any) -> Any:
    """A copy with something else at a place; without it where ``value`` is ``places``."""
    made = copy.deepcopy(data)
    at = made
    for key in path[:-1]:
        at = at[key]
    if value is places:
        del at[path[-1]]
    else:
        at[path[-1]] = value
    return made


@pytest.mark.parametrize("kind", ["hard", "complained"])
def test_each_field_missing_or_of_another_kind_is_no_error_of_ours(
    api: EmailApi, client: Client, settings: Settings, kind: str
) -> None:
    settings.RATELIMIT_ENABLE = False
    whole = body_of(api.provider, kind)
    client.raise_request_exception = False
    for path in places(whole):
        for value in (places, *ODD):
            made = told(api.provider, bent(whole, path, value))
            answer = made.post(client)
            assert answer.status_code in FINE, (path, value, answer.status_code)
    # Whatever of it was believed was about this address; what is no address is not barred.
    assert Suppression.objects.count() == 1
    assert not any(ANA in json.dumps(row, default=str) for row in EmailEvent.objects.values())


@pytest.mark.parametrize(
    "strange", ["something.new", "", "OPEN", "unsubscribe_group", "email.scheduled", 7, None, []]
)
def test_kinds_that_do_not_exist_yet_are_taken_and_left_alone(
    api: EmailApi, client: Client, strange: Any
) -> None:
    where = {
        "postmark": ("RecordType",), "sendgrid": (0, "event"), "mailgun": ("event-data", "event"),
        "resend": ("type",), "brevo": ("event",), "mailjet": (0, "event"),
        "mailersend": ("type",), "ses": ("notificationType",),
    }[api.provider]  # fmt: skip
    body = bent(body_of(api.provider, "delivered"), where, strange)
    answer = told(api.provider, body).post(client)
    assert answer.status_code in ((200,) if isinstance(strange, str) and strange else FINE)
    assert not EmailEvent.objects.exclude(kind="delivered").exists()
    assert not Suppression.objects.exists()


def test_fields_nobody_has_heard_of_change_nothing(api: EmailApi, client: Client) -> None:
    body = body_of(api.provider, "hard")
    for one in body if isinstance(body, list) else [body]:
        one |= {"newField": {"deep": [1, {"x": None}]}, "ключ": "значение", "": ""}
    assert told(api.provider, body).post(client).json() == {"received": 1, "stored": 1}
    assert Suppression.objects.get().reason == "bounced"


def test_about_an_email_we_never_sent_it_is_taken_and_bars_a_dead_address(
    api: EmailApi, client: Client
) -> None:
    """Somebody else may send through the same account: the mailbox is as dead for us."""
    assert told(api.provider, body_of(api.provider, "hard")).post(client).status_code == 200
    event = EmailEvent.objects.get()
    assert event.message is None and event.for_good
    assert Suppression.objects.get().message is None


@pytest.mark.parametrize("name", ["sendgrid", "mailjet"])
def test_of_several_in_one_post_each_counts_and_a_strange_one_stops_no_other(
    name: str, client: Client, settings: Settings
) -> None:
    with provider(name, settings):
        events = [
            *body_of(name, "delivered", to="a@example.org"),
            *bent(body_of(name, "delivered", to="x@example.org"), (0, "event"), "brand.new"),
            *body_of(name, "hard", to="b@example.org"),
            *body_of(name, "soft", to="c@example.org"),
            *body_of(name, "opened", to="d@example.org"),
            *body_of(name, "hard", to="b@example.org"),
        ]  # fmt: skip
        answer = told(name, events).post(client)
        assert answer.status_code == 200
        assert sorted(EmailEvent.objects.values_list("kind", flat=True))[:2] == ["bounced"] * 2
        assert Suppression.objects.count() == 1


@pytest.mark.parametrize("days", [-3000, -40, 40])
def test_moments_long_ago_and_ahead_are_taken(
    api: EmailApi, client: Client, settings: Settings, days: int
) -> None:
    at = datetime.now(UTC) + timedelta(days=days)
    answer = call(api.provider, "delivered", to=ANA, named="77", at=at).post(client)
    assert answer.status_code == 200
    assert EmailEvent.objects.get().at <= datetime.now(UTC)


def test_a_body_that_is_too_large_is_refused_before_it_is_read(
    api: EmailApi, client: Client
) -> None:
    made = told(api.provider, body_of(api.provider, "hard"))
    made.body += b" " * (hear.MOST + 1)
    assert made.post(client).status_code == 413
    assert not EmailEvent.objects.exists()


@pytest.mark.parametrize("length", ["-1", "abc", "1e3", "٣", "", "99999999999999999999"])
def test_a_length_that_is_no_length(client: Client, settings: Settings, length: str) -> None:
    client.raise_request_exception = False
    with provider("postmark", settings):
        made = told("postmark", body_of("postmark", "hard"))
        answer = client.post(
            made.path, made.body, content_type="application/json", headers=made.headers,
            CONTENT_LENGTH=length,
        )  # fmt: skip
        assert answer.status_code in (200, 400, 413)


@pytest.mark.parametrize("raw", [b"\xff\xfe\x00{", '{"a": "é"}'.encode("latin-1"), b"\x80" * 99])
@pytest.mark.parametrize("charset", ["utf-8", "latin-1", "utf-16", "nonsense"])
def test_what_is_not_utf_8_is_refused(
    api: EmailApi, client: Client, raw: bytes, charset: str
) -> None:
    client.raise_request_exception = False
    made = told(api.provider, body_of(api.provider, "hard"))
    answer = client.generic(
        "POST", made.path, raw, f"application/json; charset={charset}", headers=made.headers
    )
    assert answer.status_code in (400, 403)
    assert not EmailEvent.objects.exists()


@pytest.mark.parametrize("secrets", [[], [""], ["", ""], [" "]])
def test_an_empty_secret_lets_nobody_in(
    api: EmailApi, client: Client, settings: Settings, secrets: list[str]
) -> None:
    client.raise_request_exception = False
    made = told(api.provider, body_of(api.provider, "hard"))
    settings.EMAIL_WEBHOOK_SECRET = secrets
    for header in (made.headers.get("Authorization"), "Basic Og==", "Basic ", "Bearer ", ""):
        if header is not None:
            made.headers["Authorization"] = header
        assert made.post(client).status_code in (401, 403)
    empty = {"mailersend": "", "mailgun": ""}
    if api.provider in empty:  # Signed with nothing, by somebody who guesses that.
        forged = email_calls.signed(api.provider, made.path, body_of(api.provider, "hard"), key=" ")
        assert forged.post(client).status_code in (401, 403)
    assert not EmailEvent.objects.exists() and not Suppression.objects.exists()


SOFT: dict[str, list[dict[str, Any]]] = {
    "postmark": [{"Type": kind} for kind in (
        "SoftBounce", "Transient", "DnsError", "AutoResponder", "AddressChange", "OpenRelayTest",
        "Unknown", "ChallengeVerification", "VirusNotification", "TemplateRenderingFailed")],
    "ses": [{"bounce": {"bounceType": "Transient", "bounceSubType": kind,
                        "bouncedRecipients": [{"emailAddress": ANA}]}}
            for kind in ("General", "MailboxFull", "MessageTooLarge", "ContentRejected")]
    + [{"bounce": {"bounceType": "Undetermined", "bounceSubType": "Undetermined",
                   "bouncedRecipients": [{"emailAddress": ANA}]}}],
    "brevo": [{"event": kind} for kind in ("soft_bounce", "deferred", "blocked", "error")],
    "mailgun": [{"event-data": {"severity": "temporary", "reason": "generic"}},
                {"event-data": {"severity": "permanent", "reason": "old"}},
                {"event-data": {"severity": "permanent", "reason": "generic"}}],
}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "change"), [(name, change) for name, rows in SOFT.items() for change in rows]
)
def test_a_full_mailbox_and_all_that_passes_never_bar_an_address(
    name: str, change: dict[str, Any], client: Client, settings: Settings
) -> None:
    with provider(name, settings):
        body = body_of(name, "soft")
        for key, value in change.items():
            body[key] = (
                {**body[key], **value} if isinstance(value, dict) and key != "bounce" else (value)
            )
        assert told(name, body).post(client).status_code == 200
        assert not Suppression.objects.exists(), change


#: Moments that no calendar holds everywhere, by where a provider says when it was.
EDGES: tuple[Any, ...] = ("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", 10**18)
WHEN: dict[str, tuple[Any, ...]] = {
    "postmark": ("DeliveredAt",), "sendgrid": (0, "timestamp"), "mailjet": (0, "time"),
    "mailgun": ("event-data", "timestamp"), "resend": ("created_at",), "brevo": ("ts_epoch",),
    "mailersend": ("data", "created_at"), "ses": ("mail", "timestamp"),
}  # fmt: skip


@pytest.mark.parametrize("edge", EDGES)
def test_a_moment_beyond_the_calendar_is_no_error_and_not_asked_for_again(
    api: EmailApi, client: Client, edge: Any
) -> None:
    client.raise_request_exception = False
    body = bent(body_of(api.provider, "delivered"), WHEN[api.provider], edge)
    assert told(api.provider, body).post(client).status_code in (200, 400)


@pytest.mark.parametrize("name", ["sendgrid", "mailjet", "brevo"])
@pytest.mark.parametrize("strange", [{}, None, "x", 7, [], {"event": ["bounce"]}, {"event": {}}])
def test_one_that_cannot_be_read_takes_no_other_of_its_batch_along(
    name: str, strange: Any, client: Client, settings: Settings
) -> None:
    with provider(name, settings):
        dead, arrived = (body_of(name, "hard", to="b@example.org"),
                         body_of(name, "delivered", to="a@example.org"))  # fmt: skip
        events = [*dead, strange, *arrived] if name != "brevo" else [dead, strange, arrived]
        answer = told(name, events).post(client)
        assert (answer.status_code, answer.json()["stored"]) == (200, 2)
        assert Suppression.objects.get().reason == "bounced"
        if strange != {} or name != "brevo":
            assert told(name, [strange]).post(client).status_code == 400, "of none it is said"


@pytest.mark.parametrize("custom", ["some_custom_header", "a:1|b:2", "", "{", "[", None, 7, "null"])
def test_brevo_may_give_back_what_another_sender_put_there(
    custom: Any, client: Client, settings: Settings
) -> None:
    """Its documentation has a plain word where ours has JSON."""
    with provider("brevo", settings):
        body = body_of("brevo", "hard") | {"X-Mailin-custom": custom}
        assert told("brevo", body).post(client).json() == {"received": 1, "stored": 1}
        assert Suppression.objects.get().reason == "bounced"


@pytest.mark.parametrize(
    ("kind", "more"),
    [("email.failed", {"failed": {"reason": "reached_daily_quota"}}),
     ("email.suppressed", {"suppressed": {"message": "On the suppression list.", "type": "x"}}),
     ("email.failed", {"failed": "no object"}), ("email.suppressed", {})],
)  # fmt: skip
def test_an_email_that_resend_did_not_send_is_known_as_refused(
    kind: str, more: dict[str, Any], client: Client, settings: Settings
) -> None:
    with provider("resend", settings):
        row = enqueue(to=ANA, subject="s", text="t", kind="k")
        body = json.loads(
            call("resend", "delivered", to=ANA, named="7", at=NOW, ours=str(row.pk)).body
        )
        body["type"], body["data"] = kind, body["data"] | more
        assert told("resend", body).post(client).json()["stored"] == 1
        row.refresh_from_db()
        assert row.fate == "rejected"
        said = EmailEvent.objects.get().detail
        assert (
            said == str(next(iter(next(iter(more.values())).values())))
            if (more and isinstance(next(iter(more.values())), dict))
            else said == ""
        )
        assert not Suppression.objects.exists()


@pytest.mark.parametrize(("about", "barred"), [
    ("not-spam", False), ("auth-failure", False), ("abuse", True), ("fraud", True), (None, True),
])  # fmt: skip
def test_a_report_to_amazon_that_is_no_complaint_bars_nobody(
    about: str | None, barred: bool, client: Client, settings: Settings
) -> None:
    """ "This is not spam" (RFC 6430) and a signature that failed (RFC 6591) come the same way."""
    with provider("ses", settings):
        body = body_of("ses", "complained")
        body["complaint"]["complaintFeedbackType"] = about
        assert told("ses", body).post(client).status_code == 200
        assert Suppression.objects.exists() is barred


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("postmark", {"Type": "SpamNotification", "TypeCode": 512, "Inactive": False}),
        ("mailjet", {"event": "blocked", "error": "quota exceeded"}),
        ("mailjet", {"event": "blocked", "error": "relay/access denied"}),
        ("mailjet", {"event": "bounce", "hard_bounce": False, "error": "relay/access denied"}),
        ("sendgrid", {"event": "dropped", "reason": "Unsubscribed Address"}),
    ],
)
def test_a_filter_or_a_full_mailbox_bars_nobody(
    name: str, change: dict[str, Any], client: Client, settings: Settings
) -> None:
    with provider(name, settings):
        body = body_of(name, "soft")
        one = body[0] if isinstance(body, list) else body
        one.pop("type", None)
        one |= change
        assert told(name, body).post(client).json()["stored"] == 1
        assert not Suppression.objects.exists()


def test_who_marked_an_email_as_spam_before_is_known_by_sendgrids_refusal(
    client: Client, settings: Settings
) -> None:
    with provider("sendgrid", settings):
        body = body_of("sendgrid", "delivered")
        body[0] |= {"event": "dropped", "reason": "Spam Reporting Address"}
        assert told("sendgrid", body).post(client).json()["stored"] == 1
        assert Suppression.objects.get().reason == "complained"


@pytest.mark.parametrize(
    ("died", "barred"),
    [("archive@northbound.example.com", False), ("ANA@Example.org", True), (f"Ana <{ANA}>", True),
     ("", True), (None, True)],
)  # fmt: skip
def test_the_mailbox_of_a_copy_dies_alone(
    api: EmailApi, client: Client, died: Any, barred: bool
) -> None:
    """An account may copy all it sends to an archive, and a mailbox may pass emails on."""
    row = enqueue(to=ANA, subject="s", text="t", kind="k")
    event = AnymailTrackingEvent(
        event_type="bounced", recipient=died, metadata={"outbox_id": str(row.pk)}, event_id="e",
        timestamp=NOW, message_id="7", reject_reason="bounced",
        esp_event=body_of(api.provider, "hard"),
    )  # fmt: skip
    if isinstance(event.esp_event, list):
        event.esp_event = event.esp_event[0]
    assert events.record(APIS[api.provider], event)
    assert EmailEvent.objects.get().for_good
    assert (suppression.barred(ANA, "k") is not None) is barred
    assert barred or suppression.barred(died, "k")
