"""The founder sets a webhook up, tries it, reads what was delivered and has it delivered again."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from lab.web_server import text
from ops.models import AuditEntry, WebhookDelivery, WebhookEndpoint
from ops.webhooks import deliver, events
from tests.ops.webhooks.receiver import HOST, Receiver

pytestmark = pytest.mark.django_db(transaction=True)
ADD = "admin:ops_webhookendpoint_add"
SECRET = "whsec_"


def saved(client: Client, **values: object) -> str:
    """What the page says after saving."""
    form = {"name": "Zapier", "url": f"https://{HOST}/hook", "is_active": "on", **values}
    answer = client.post(reverse(ADD), form, follow=True)
    return answer.content.decode()


def pressed(client: Client, button: str, endpoint: WebhookEndpoint) -> str:
    address = reverse(f"admin:ops_webhookendpoint_{button}", args=[endpoint.pk])
    return client.post(address, follow=True).content.decode()


def test_it_is_set_up_and_its_test_arrives(admin_client: Client, receiver: Receiver) -> None:
    assert "Zapier" in saved(admin_client, events=["lead.created"])
    endpoint = WebhookEndpoint.objects.get()
    assert endpoint.events == ["lead.created"]
    page = admin_client.get(reverse("admin:ops_webhookendpoint_change", args=[endpoint.pk]))
    receiver.secret = endpoint.secrets()[0]
    assert receiver.secret.startswith(SECRET)
    assert receiver.secret in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    assert "The test arrived" in pressed(admin_client, "test", endpoint)
    assert receiver.told == ["test"]


def test_a_test_that_fails_says_why_and_is_not_tried_later(
    admin_client: Client, endpoint: WebhookEndpoint, receiver: Receiver
) -> None:
    receiver.answers = [text("", status=404)]
    said = pressed(admin_client, "test", endpoint)
    assert "did not arrive" in said
    assert "nothing at that address (404)" in said
    assert WebhookDelivery.objects.count() == 0


def test_a_private_address_is_refused_when_saving(admin_client: Client) -> None:
    assert "private network" in saved(admin_client, url="https://10.1.2.3/x")
    assert WebhookEndpoint.objects.count() == 0


def test_an_event_that_does_not_exist_is_refused(admin_client: Client, receiver: Receiver) -> None:
    assert "not one of the available choices" in saved(admin_client, events=["lead.sold"])


def test_not_more_than_twenty(admin_client: Client, receiver: Receiver) -> None:
    for number in range(20):
        WebhookEndpoint.objects.create(name=str(number), url=f"https://{HOST}/{number}")
    assert "Delete one that is not used" in saved(admin_client)


def test_a_new_secret(admin_client: Client, endpoint: WebhookEndpoint, receiver: Receiver) -> None:
    assert "within two days" in pressed(admin_client, "secret", endpoint)
    endpoint.refresh_from_db()
    assert endpoint.secrets()[1] == receiver.secret != endpoint.secrets()[0]


def test_what_was_missed(
    admin_client: Client, endpoint: WebhookEndpoint, receiver: Receiver
) -> None:
    receiver.answers = [text("", status=410)]
    events.announce("lead.created", {}, about="1")
    deliver.deliver_due()
    endpoint.refresh_from_db()
    shown = admin_client.get(reverse("admin:ops_webhookendpoint_changelist")).content.decode()
    assert "Switched off" in shown
    assert "1 delivery follows" in pressed(admin_client, "missed", endpoint)
    deliver.deliver_due()
    assert receiver.told == ["lead.created"]


def test_one_is_delivered_again_with_the_same_id(
    admin_client: Client, endpoint: WebhookEndpoint, receiver: Receiver
) -> None:
    events.announce("lead.created", {}, about="1")
    deliver.deliver_due()
    row = WebhookDelivery.objects.get()
    page = admin_client.get(reverse("admin:ops_webhookdelivery_change", args=[row.pk]))
    main = page.content.decode().partition('id="content-main"')[2]
    form = main[main.index("<form") : main.index("</form>")]
    sent = dict(re.findall(r'name="(action|_selected_action)" value="([^"]+)"', form))
    assert "Deliver again" in form and sent["_selected_action"] == str(row.pk)
    (where,) = re.findall(r'action="(/[^"]+)"', form)
    answer = admin_client.post(where, sent, follow=True)
    assert "1 will be delivered" in answer.content.decode()
    deliver.deliver_due()
    assert len(receiver.taken) == 2
    assert len(set(receiver.ids)) == 1


def test_a_link_changes_nothing(admin_client: Client, endpoint: WebhookEndpoint) -> None:
    for button in ("test", "secret", "missed"):
        address = reverse(f"admin:ops_webhookendpoint_{button}", args=[endpoint.pk])
        assert admin_client.get(address).status_code == 405


def test_making_and_changing_one_is_in_the_audit_trail(
    admin_client: Client, receiver: Receiver
) -> None:
    saved(admin_client)
    endpoint = WebhookEndpoint.objects.get()
    pressed(admin_client, "secret", endpoint)
    admin_client.post(
        reverse("admin:ops_webhookendpoint_delete", args=[endpoint.pk]), {"post": "yes"}
    )
    found = AuditEntry.objects.filter(kind="settings")
    assert found.count() == 3, list(found.values_list("kind", "about"))
    assert WebhookEndpoint.objects.count() == 0
