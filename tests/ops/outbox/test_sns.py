"""Messages of Amazon SNS: signed by Amazon and with our secret, or refused."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from lab import email_calls
from lab import sns as amazon
from lab.certificates import Identity, self_signed
from lab.email_apis import EmailApi
from ops.outbox import sns
from ops.outbox.events import EmailEvent
from ops.outbox.suppression import Suppression
from tests.ops.outbox.providers import provider

pytestmark = pytest.mark.django_db

PATH = "/webhooks/email/ses/"
BOUNCE = {
    "notificationType": "Bounce", "mail": {"messageId": "0100-1", "destination": ["a@example.org"]},
    "bounce": {"bounceType": "Permanent", "bounceSubType": "General",
               "bouncedRecipients": [{"emailAddress": "a@example.org"}]},
}  # fmt: skip


@pytest.fixture
def api(settings: Settings) -> Iterator[EmailApi]:
    sns._keys.clear()
    with provider("ses", settings) as found:
        yield found


def posted(client: Client, message: Any, *, secret: str = email_calls.SHARED) -> int:
    pair = base64.b64encode(f"slipway:{secret}".encode()).decode()
    answer = client.post(
        PATH, json.dumps(message), content_type="text/plain; charset=UTF-8",
        headers={"Authorization": f"Basic {pair}"},
    )  # fmt: skip
    return answer.status_code


@pytest.mark.parametrize("version", ["1", "2"])
def test_both_versions_are_verified_and_the_certificate_is_fetched_once(
    api: EmailApi, client: Client, version: str
) -> None:
    for number in range(3):
        message = amazon.notification(BOUNCE, MessageId=f"id-{number}", Subject="Amazon SES")
        assert posted(client, amazon.sign(message, version=version)) == 200
    assert EmailEvent.objects.count() == 1, "told three times, it happened once"
    assert api.visited == [amazon.PATH]


def test_the_signature_alone_is_not_enough_nor_is_the_secret(api: EmailApi, client: Client) -> None:
    """Anybody may have a topic of their own, which Amazon signs for as well."""
    signed = amazon.sign(amazon.notification(BOUNCE))
    assert posted(client, signed, secret="somebody-elses-secret-0123456789") == 403
    assert posted(client, amazon.notification(BOUNCE)) == 403
    assert not EmailEvent.objects.exists() and not Suppression.objects.exists()
    assert posted(client, signed) == 200


@pytest.mark.parametrize(
    "change",
    [
        {"Message": json.dumps(BOUNCE | {"notificationType": "Complaint"})}, {"MessageId": "other"},
        {"Timestamp": "2026-11-28T06:00:00.000Z"}, {"TopicArn": "arn:aws:sns:eu-west-1:1:other"},
        {"Subject": "put in"}, {"Signature": ""}, {"Signature": "!!"}, {"Signature": None},
        {"Signature": base64.b64encode(b"x" * 256).decode()}, {"SignatureVersion": "2"},
        {"SignatureVersion": "3"}, {"SignatureVersion": None}, {"Type": "Other"}, {"Type": []},
        {"Type": "UnsubscribeConfirmation"}, {"Message": 7}, {"SigningCertURL": 7},
    ],
)  # fmt: skip
def test_whatever_is_changed_is_noticed(
    api: EmailApi, client: Client, change: dict[str, Any]
) -> None:
    assert posted(client, amazon.sign(amazon.notification(BOUNCE)) | change) == 403
    assert not EmailEvent.objects.exists() and not Suppression.objects.exists()


@pytest.mark.parametrize(
    "where",
    [
        "https://sns.eu-west-1.amazonaws.com.evil.example/x.pem",
        "https://evil.example/sns.eu-west-1.amazonaws.com/x.pem",
        "https://sns.eu-west-1.amazonaws.com@evil.example/x.pem",
        "https://user@sns.eu-west-1.amazonaws.com/x.pem",
        "https://sns.eu-west-1.amazonaws.com:8443/x.pem",
        "http://sns.eu-west-1.amazonaws.com/x.pem",
        "https://s3.eu-west-1.amazonaws.com/bucket/x.pem",
        "https://sns.bucket.s3.eu-west-1.amazonaws.com/x.pem",
        "https://sns.eu-west-1.amazonaws.com\\@evil.example/x.pem",
        "https://sns.eu-west-1.amazonaws.com\n.evil.example/x.pem",
        "https://SNS.eu-west-1.amazonaws.com/x.txt",
        "https://[::1",
        "file:///etc/passwd",
        "http://127.0.0.1:1/x.pem",
        "//sns.eu-west-1.amazonaws.com/x.pem",
    ],
)
def test_a_certificate_of_somebody_elses_is_not_even_fetched(
    api: EmailApi, client: Client, where: str
) -> None:
    assert posted(client, amazon.sign(amazon.notification(BOUNCE), where=where)) == 403
    assert api.visited == [] and not Suppression.objects.exists()


@pytest.mark.parametrize(
    "where",
    [
        "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-0.pem",
        "https://sns.us-gov-west-1.amazonaws.com/a.pem",
        "https://sns.cn-north-1.amazonaws.com.cn/a.pem",
    ],
)
def test_amazons_own_addresses_are_amazons(settings: Settings, where: str) -> None:
    settings.EMAIL_API_URL = ""
    assert sns.is_amazons(where)
    assert not sns.is_amazons("http://127.0.0.1/")


def test_somebody_elses_key_under_amazons_certificate(api: EmailApi, client: Client) -> None:
    other = self_signed("sns.amazonaws.com", key="rsa2048")
    assert posted(client, amazon.sign(amazon.notification(BOUNCE), by=other)) == 403
    assert not Suppression.objects.exists()


@pytest.mark.parametrize("bad", ["run out", "elliptic", "no certificate", "large"])
def test_a_certificate_that_cannot_be_used(
    api: EmailApi, client: Client, monkeypatch: pytest.MonkeyPatch, bad: str
) -> None:
    made: Identity = amazon.identity()
    served = {
        "run out": self_signed("sns.amazonaws.com", key="rsa2048", left=-1).pem,
        "elliptic": self_signed("sns.amazonaws.com").pem,
        "no certificate": b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
        "large": made.pem + b"#" * (1 << 17),
    }[bad]
    monkeypatch.setattr(amazon, "pem", lambda: served)
    assert posted(client, amazon.sign(amazon.notification(BOUNCE))) == 403
    assert not Suppression.objects.exists()


def test_while_amazon_cannot_be_asked_it_is_to_send_again(api: EmailApi, client: Client) -> None:
    gone = amazon.served_at[0].replace(amazon.PATH, "/gone.pem")
    message = amazon.sign(amazon.notification(BOUNCE), where=gone)
    api.provider = "brevo"  # Whose stand-in knows of no certificate.
    assert posted(client, message) == 502
    api.provider = "ses"
    assert posted(client, amazon.sign(amazon.notification(BOUNCE))) == 200
