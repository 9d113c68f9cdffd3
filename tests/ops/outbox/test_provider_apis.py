"""Every provider of the table takes an email by its own API, and says no in its own way."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from pytest_django import Settings

from lab.email_apis import EmailApi, seen
from ops.launch.email.providers import PROVIDERS
from ops.outbox import transport
from ops.outbox.deliver import deliver_due
from ops.outbox.doors.ses import signed
from ops.outbox.enqueue import enqueue
from ops.outbox.events import EmailEvent
from ops.outbox.providers import APIS, BY_SMTP_ALONE
from ops.outbox.rows import OutboxMessage
from tests.ops.outbox.providers import provider

pytestmark = pytest.mark.django_db


@pytest.fixture(params=sorted(APIS))
def api(request: pytest.FixtureRequest, settings: Settings) -> Iterator[EmailApi]:
    with provider(request.param, settings) as found:
        yield found


def put(**values: Any) -> OutboxMessage:
    return enqueue(
        **{
            "to": "ana@example.org", "subject": "Hällo سلام", "text": "Wörds.", "kind": "test",
            "html": "<p>Wörds.</p>", "reply_to": "maya@northbound.example.com",
            "thread": ("lead", "7"),
        } | values
    )  # fmt: skip


def test_every_provider_of_the_records_leaves_by_its_api_or_by_smtp_alone(
    settings: Settings,
) -> None:
    assert set(APIS) | set(BY_SMTP_ALONE) == set(PROVIDERS)
    choices = set(settings.ENVIRONMENT.variable("EMAIL_PROVIDER").choices)
    assert choices == {"file", "smtp", *APIS} == set(transport.DOORS)


def test_an_email_is_taken_with_all_it_holds(api: EmailApi) -> None:
    row = put()
    done = deliver_due()
    row.refresh_from_db()
    assert (done.sent, row.state, row.last_error) == (1, "sent", "")
    assert row.provider_id == api.ids[0]
    got = seen(api.provider, api.taken[0])
    assert got["to"] == "ana@example.org"
    assert got["subject"] == "Hällo سلام"
    assert got["text"] == "Wörds."
    assert got["html"] == "<p>Wörds.</p>"
    assert got["reply_to"] == "maya@northbound.example.com"
    assert "Maya, of Northbound" in got["from"]


def test_it_says_that_it_is_automatic_and_keeps_its_own_id(api: EmailApi) -> None:
    row = put()
    deliver_due()
    if api.provider == "mailersend":
        body = api.taken[0]
        assert body["precedence_bulk"] is True and body["in_reply_to"].startswith("<thread.")
        assert "headers" not in body
        return
    headers = {
        name.lower(): value for name, value in seen(api.provider, api.taken[0])["headers"].items()
    }
    assert headers["message-id"] == row.message_id
    assert headers["auto-submitted"] == "auto-generated"
    assert headers["precedence"] == "bulk"
    assert "oof" in headers["x-auto-response-suppress"].lower()
    assert headers["references"].startswith("<thread.")
    if api.provider == "postmark":
        assert headers["x-pm-keepid"] == "true"


def test_the_providers_name_for_it_is_remembered_for_its_events(api: EmailApi) -> None:
    row = put()
    deliver_due()
    event = EmailEvent.objects.get(message=row)
    assert (event.kind, event.provider, event.provider_id) == (
        "taken", api.provider, api.ids[0],
    )  # fmt: skip


def test_a_wrong_key_can_be_mended_so_the_email_waits(api: EmailApi, settings: Settings) -> None:
    settings.EMAIL_API_KEY = "another"
    row = put()
    assert deliver_due().failed == 1
    row.refresh_from_db()
    assert (row.state, row.last_error) == ("pending", "the provider answered 401")
    assert api.taken == []


@pytest.mark.parametrize(
    ("status", "permanent", "wait"),
    [(400, True, None), (413, True, None), (429, False, 120.0), (500, False, None),
     (503, False, None)],
)  # fmt: skip
def test_refusals_are_told_apart(
    api: EmailApi, status: int, permanent: bool, wait: float | None
) -> None:
    headers = {"Retry-After": "120"} if status == 429 else {}
    body: dict[str, Any] = {"message": "In words nobody has seen before.", "ErrorCode": 300}
    if api.provider == "ses" and status == 400:
        headers["x-amzn-errortype"] = "BadRequestException:http://internal.amazon.com/"
    api.refuse = (status, body, headers)
    with pytest.raises(transport.DeliveryError) as refused:
        transport.send(put())
    assert (refused.value.permanent, refused.value.retry_after) == (permanent, wait)
    assert "ana@example.org" not in str(refused.value)


def test_an_answer_that_takes_nothing_is_no_success(api: EmailApi) -> None:
    if api.provider in ("sendgrid", "mailersend"):
        pytest.skip("these say with the status alone that they took it")
    api.refuse = (200, {"weather": "fine"}, {})
    with pytest.raises(transport.DeliveryError):
        transport.send(put())


def test_nobody_there_is_for_the_moment_and_is_said(api: EmailApi, settings: Settings) -> None:
    settings.EMAIL_API_URL = "http://127.0.0.1:1/"
    with pytest.raises(transport.DeliveryError) as refused:
        transport.send(put())
    assert refused.value.unreached and not refused.value.permanent


def test_hostile_names_and_addresses_leave_whole(api: EmailApi) -> None:
    put(to="käthe+x@bücher.example", subject="Bcc: all@example.org\r\nX: y", reply_to="a@b.example")
    assert deliver_due().sent == 1
    got = seen(api.provider, api.taken[0])
    assert "\n" not in got["subject"] and got["to"].endswith("@xn--bcher-kva.example")


def test_regions_lead_to_other_addresses(settings: Settings) -> None:
    from ops.outbox.doors.api import connection

    settings.EMAIL_API_URL, settings.EMAIL_API_KEY = "", "key"
    settings.EMAIL_API_SECRET = "secret"
    settings.EMAIL_DOMAIN = "mg.example.com"
    for key, region, url in (
        ("mailgun", "EU", "https://api.eu.mailgun.net/v3/"),
        ("mailgun", "", "https://api.mailgun.net/v3/"),
        ("sendgrid", "eu", "https://api.eu.sendgrid.com/v3/"),
        ("mailjet", "us", "https://api.us.mailjet.com/v3.1/"),
        ("postmark", "eu-west-1", "https://api.postmarkapp.com/"),
    ):
        settings.EMAIL_REGION = region
        made = connection(APIS[key])
        assert made.api_url == url
        assert made.timeout == settings.EMAIL_TIMEOUT
    assert connection(APIS["mailgun"]).sender_domain == "mg.example.com"


def test_mailgun_sends_for_the_domain_it_was_given(settings: Settings) -> None:
    with provider("mailgun", settings) as api:
        settings.EMAIL_DOMAIN = "mg.example.com"
        put()
        deliver_due()
    assert api.asked == ["/mg.example.com/messages"]


def test_amazons_signature_is_that_of_its_own_test_suite() -> None:
    """get-vanilla and post-vanilla of the Signature Version 4 test suite."""
    suite: dict[str, Any] = {
        "region": "us-east-1", "service": "service", "key": "AKIDEXAMPLE",
        "secret": "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
        "now": datetime(2015, 8, 30, 12, 36, tzinfo=UTC),
    }  # fmt: skip
    host = {"host": "example.amazonaws.com"}
    for method, ending in (
        ("GET", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"),
        ("POST", "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b"),
    ):
        made = signed(method, "/", host, b"", **suite)
        assert made["authorization"].endswith(f"Signature={ending}")
        assert made["x-amz-date"] == "20150830T123600Z"


def test_amazon_without_a_region_says_so(settings: Settings) -> None:
    with provider("ses", settings):
        settings.EMAIL_REGION = ""
        with pytest.raises(transport.DeliveryError, match="EMAIL_REGION"):
            transport.send(put())
