"""What is announced arrives, signed, once; what does not is tried again with the same id."""

from __future__ import annotations

import socket
import time
from datetime import timedelta
from threading import Event

import pytest
from django.db import transaction
from django.utils import timezone
from pytest_django import Settings

from lab.web_server import redirect, text
from ops.models import OutboxMessage, WebhookDelivery, WebhookEndpoint
from ops.webhooks import deliver, events
from ops.webhooks.rows import BACK_OFF, PATIENCE
from ops.webhooks.rows import WebhookDelivery as Row
from tests.at_once import at_once
from tests.ops.webhooks.receiver import HOST, Receiver, body_of

pytestmark = pytest.mark.django_db(transaction=True)
HAPPENED = "lead.created"


def tell(name: str = HAPPENED, **data: str) -> None:
    events.announce(name, data or {"email": "ana@example.org"}, about="1")


def all_due() -> None:
    """As if the time of each had come."""
    WebhookDelivery.objects.update(next_attempt_at=timezone.now() - timedelta(seconds=1))


def only() -> WebhookDelivery:
    return WebhookDelivery.objects.get()


def test_what_is_announced_arrives_signed(endpoint: WebhookEndpoint, receiver: Receiver) -> None:
    tell(email="zoë@example.org")
    assert deliver.deliver_due() == 1
    (body,) = receiver.taken
    assert body["type"] == HAPPENED
    assert body["data"] == {"email": "zoë@example.org"}
    assert body["id"] == receiver.asked[0].headers["webhook-id"] == only().event_id
    assert receiver.asked[0].path == "/hook?key=1"
    assert only().state == Row.State.DELIVERED
    assert deliver.deliver_due() == 0, "once"


def test_what_did_not_happen_is_not_told(endpoint: WebhookEndpoint, receiver: Receiver) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        tell()
        raise RuntimeError
    assert deliver.deliver_due() == 0
    assert receiver.asked == []


def test_only_what_was_ticked(endpoint: WebhookEndpoint, receiver: Receiver) -> None:
    endpoint.events = ["lead.erased"]
    endpoint.save()
    tell()
    tell("lead.erased")
    deliver.deliver_due()
    assert receiver.told == ["lead.erased"]


def test_an_event_that_nobody_registered_is_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError, match=r"lead\.creted is no event"):
        tell("lead.creted")


def test_every_try_has_the_same_id_and_body_and_a_signature_of_its_own(
    endpoint: WebhookEndpoint, receiver: Receiver
) -> None:
    receiver.answers = [text("busy", status=500), text("busy", status=503)]
    tell()
    for _ in range(3):
        deliver.deliver_due()
        all_due()
    assert len(receiver.asked) == 3
    assert len(set(receiver.ids)) == 1
    assert len({asked.body for asked in receiver.asked}) == 1
    assert receiver.told == [HAPPENED]
    endpoint.refresh_from_db()
    assert endpoint.failing_since is None, "it works again"


@pytest.mark.parametrize(
    ("answer", "words", "status"),
    [
        (text("", status=500), "answered with an error (500)", 500),
        (text("", status=401), "wants a sign-in (401)", 401),
        (text("", status=404), "nothing at that address (404)", 404),
        (redirect(f"https://{HOST}/other"), "redirects are not followed", 301),
        (redirect("http://127.0.0.1:6379/", 307), "redirects are not followed", 307),
    ],
    ids=["500", "401", "404", "moved", "into the private network"],
)
def test_a_refusal_is_kept_in_words_and_tried_again(
    endpoint: WebhookEndpoint, receiver: Receiver, answer: object, words: str, status: int
) -> None:
    receiver.answers = [answer]  # type: ignore[list-item]
    tell()
    assert deliver.deliver_due() == 0
    row = only()
    assert words in row.last_error
    assert (row.state, row.last_status, row.attempts) == (Row.State.WAITING, status, 1)
    assert len(receiver.asked) == 1, "nothing is followed"


def test_it_waits_as_long_as_it_is_asked_to(endpoint: WebhookEndpoint, receiver: Receiver) -> None:
    receiver.answers = [text("", status=429, retry_after="600")]
    tell()
    deliver.deliver_due()
    wait = only().next_attempt_at - timezone.now()
    assert timedelta(seconds=590) < wait <= timedelta(seconds=600)


def test_a_mad_wait_is_a_day_at_most(endpoint: WebhookEndpoint, receiver: Receiver) -> None:
    receiver.answers = [text("", status=429, retry_after="99999999999999999999")]
    tell()
    deliver.deliver_due()
    assert only().next_attempt_at - timezone.now() <= timedelta(days=1)


def test_one_that_hangs_up_is_tried_again(endpoint: WebhookEndpoint, receiver: Receiver) -> None:
    def hang_up(sock: socket.socket) -> None:
        sock.shutdown(socket.SHUT_RDWR)

    receiver.answers = [hang_up]
    tell()
    deliver.deliver_due()
    assert only().state == Row.State.WAITING
    assert "could not be reached" in only().last_error


@pytest.mark.usefixtures("trusting_nobody")
def test_a_certificate_that_nobody_vouches_for(
    endpoint: WebhookEndpoint, receiver: Receiver
) -> None:
    tell()
    deliver.deliver_due()
    assert "certificate is not valid" in only().last_error
    assert receiver.asked == [], "nothing of a person was sent"


def test_an_address_that_has_become_private_is_told_nothing(
    endpoint: WebhookEndpoint, receiver: Receiver
) -> None:
    WebhookEndpoint.objects.update(url="https://169.254.169.254/latest")
    tell()
    deliver.deliver_due()
    assert "private network" in only().last_error
    assert receiver.asked == []


def test_one_that_fails_is_asked_once_a_round_and_holds_up_no_other(
    endpoint: WebhookEndpoint, receiver: Receiver
) -> None:
    dead = WebhookEndpoint.objects.create(name="Dead", url="https://127.0.0.1/")
    for _ in range(3):
        tell()
    assert deliver.deliver_due() == 3
    assert sum(row.attempts for row in dead.deliveries.all()) == 1


def test_after_the_last_try_it_is_given_up(endpoint: WebhookEndpoint, receiver: Receiver) -> None:
    receiver.answers = [text("", status=500)]
    tell()
    WebhookDelivery.objects.update(attempts=len(BACK_OFF))
    deliver.deliver_due()
    assert only().state == Row.State.GIVEN_UP


def test_who_wants_no_more_is_switched_off_and_the_owner_told_once(
    endpoint: WebhookEndpoint, receiver: Receiver, settings: Settings
) -> None:
    settings.OWNER_EMAIL = "maya@northbound.example.com"
    receiver.answers = [text("", status=410)]
    tell()
    deliver.deliver_due()
    endpoint.refresh_from_db()
    assert not endpoint.is_active
    assert "410" in endpoint.switched_off
    deliver.switch_off(endpoint, "again")
    (letter,) = OutboxMessage.objects.filter(kind="webhook_off")
    assert "The sheet" in letter.subject
    assert f"/ops/webhookendpoint/{endpoint.pk}/change/" in letter.text
    assert endpoint.url not in letter.text, "the address is a secret"


def test_three_days_of_failures_switch_it_off_and_one_day_does_not(
    endpoint: WebhookEndpoint, receiver: Receiver
) -> None:
    receiver.answers = [text("", status=500)] * 2
    for days, active in ((1, True), (PATIENCE.days, False)):
        WebhookEndpoint.objects.update(failing_since=timezone.now() - timedelta(days=days))
        tell()
        all_due()
        deliver.deliver_due()
        endpoint.refresh_from_db()
        assert endpoint.is_active is active, days


def test_what_is_missed_while_it_is_off_follows_when_it_is_on(
    endpoint: WebhookEndpoint, receiver: Receiver
) -> None:
    receiver.answers = [text("", status=410)]
    tell()
    deliver.deliver_due()
    tell("lead.updated")
    assert deliver.deliver_due() == 0
    endpoint.refresh_from_db()
    assert endpoint.switch_on() == 2
    assert deliver.deliver_due() == 2
    assert sorted(receiver.told) == [HAPPENED, "lead.updated"]
    assert receiver.ids[0] in receiver.ids[1:], "the same event has the same id"


def test_one_that_the_founder_switched_off_is_told_nothing_later(
    endpoint: WebhookEndpoint, receiver: Receiver
) -> None:
    WebhookEndpoint.objects.update(is_active=False)
    tell()
    assert WebhookDelivery.objects.count() == 0


def test_of_many_at_once_one_delivers(endpoint: WebhookEndpoint, receiver: Receiver) -> None:
    for _ in range(5):
        tell()
    at_once(4, lambda number: deliver.deliver_due())
    assert len(receiver.taken) == 5
    assert len(set(receiver.ids)) == 5


def test_who_waited_for_the_claim_of_another_has_no_claim(endpoint: WebhookEndpoint) -> None:
    """The second is held up by the first, and looks at the row again when that one is done."""
    tell()
    first, second, taken = only(), only(), Event()
    won: list[bool] = []

    def take_slowly(number: int) -> None:
        if number:
            taken.wait(10)
            won.append(second.take())
            return
        with transaction.atomic():
            won.append(first.take())
            taken.set()
            time.sleep(0.5)

    at_once(2, take_slowly)
    assert won == [True, False]


def test_what_a_killed_process_had_in_hand_is_taken_over(
    endpoint: WebhookEndpoint, receiver: Receiver
) -> None:
    tell()
    row = only()
    assert row.take()
    assert deliver.deliver_due() == 0, "it is in hand"
    WebhookDelivery.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    assert deliver.deliver_due() == 1
    assert not row.mark_failed("late", status=None, permanent=True), "it is no longer ours"
    assert only().state == Row.State.DELIVERED


def test_after_a_change_of_secret_both_sign_for_two_days(
    endpoint: WebhookEndpoint, receiver: Receiver
) -> None:
    endpoint.change_secret()
    tell()
    deliver.deliver_due()
    assert receiver.told == [HAPPENED], "the old one is still good"
    receiver.secret = endpoint.secrets()[0]
    tell()
    deliver.deliver_due()
    assert len(receiver.taken) == 2
    later = timezone.now() + timedelta(days=3)
    assert endpoint.secrets(later) == [receiver.secret]


def test_the_secret_stands_sealed_and_outlives_a_change_of_key(
    endpoint: WebhookEndpoint, receiver: Receiver, settings: Settings
) -> None:
    assert receiver.secret not in endpoint.secret
    old = settings.SECRET_KEY
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another-" * 8, [old]
    tell()
    assert deliver.deliver_due() == 1
    assert deliver.seal_all() == 1
    settings.SECRET_KEY_FALLBACKS = []
    tell()
    assert deliver.deliver_due() == 1
    assert len(receiver.taken) == 2


def test_a_secret_that_no_key_opens_says_what_to_do(
    endpoint: WebhookEndpoint, receiver: Receiver, settings: Settings
) -> None:
    settings.SECRET_KEY = "another-" * 8
    tell()
    deliver.deliver_due()
    assert "Make a new secret" in only().last_error
    assert receiver.asked == [], "nothing leaves unsigned"


def test_old_deliveries_go(endpoint: WebhookEndpoint, receiver: Receiver) -> None:
    for days, state in (
        (29, Row.State.DELIVERED), (31, Row.State.DELIVERED), (31, Row.State.WAITING),
        (91, Row.State.GIVEN_UP),
    ):  # fmt: skip
        WebhookDelivery.objects.create(
            endpoint=endpoint, event_id="msg_1", event=HAPPENED, body="{}", state=state,
            created_at=timezone.now() - timedelta(days=days),
        )  # fmt: skip
    deliver.prune()
    assert sorted(WebhookDelivery.objects.values_list("state", flat=True)) == [
        "delivered", "waiting",
    ]  # fmt: skip


def test_a_body_says_of_which_form_it_is(endpoint: WebhookEndpoint, receiver: Receiver) -> None:
    tell()
    deliver.deliver_due()
    assert set(body_of(receiver.asked[0])) == {"type", "timestamp", "id", "version", "data"}
    assert receiver.asked[0].headers["content-type"].startswith("application/json")
