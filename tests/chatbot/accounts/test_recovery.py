"""Back in after a lost phone without a shell: RECOVER_OWNER, once, for an hour, with OPS_TOKEN."""

from __future__ import annotations

import contextlib
import logging
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings as configured
from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.test import Client
from pytest_django import Settings

from chatbot.accounts import owner_door, owner_start
from chatbot.models import OwnerDoor
from ops import audit, roles
from ops.audit.rows import AuditEntry
from ops.models import OutboxMessage
from tests.at_once import at_once
from tests.chatbot.accounts.people import OTHER_PASSWORD, PASSWORD, owner, sign_in, visitor

pytestmark = pytest.mark.django_db
MAYA = "maya@northbound.example.com"


@pytest.fixture
def maya(settings: Settings) -> Any:
    """The owner, whose phone is lost."""
    person = owner("maya", MAYA)
    for kind in (Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES):
        Authenticator.objects.create(user=person, type=kind, data={})
    settings.RECOVER_OWNER = MAYA
    return person


def form(**changes: str) -> dict[str, str]:
    return {"token": configured.OPS_TOKEN, "password": OTHER_PASSWORD} | changes


def test_the_owner_gets_a_new_password_and_sets_up_a_new_phone(
    maya: Any, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.STAFF_SECOND_FACTOR = True
    stolen = Client()
    stolen.force_login(maya)
    with caplog.at_level(logging.WARNING):
        owner_start.at_start()
    assert "/setup/" in caplog.text and "UTC" in caplog.text
    assert configured.OPS_TOKEN not in caplog.text
    client = Client()
    assert "Back into your site" in client.get("/setup/").content.decode()
    answer = client.post("/setup/", form(), follow=True)
    assert answer.redirect_chain == [("/accounts/2fa/totp/activate/", 303)]
    assert answer.status_code == 200
    assert not Authenticator.objects.filter(user=maya).exists()
    assert Session.objects.count() == 1, "whoever found the phone is signed out"
    assert stolen.get("/accounts/").status_code == 302
    settings.STAFF_SECOND_FACTOR = False
    assert sign_in("maya", OTHER_PASSWORD)[1].status_code == 302
    assert sign_in("maya", PASSWORD)[1].status_code == 200


def test_it_is_written_down_and_told(maya: Any) -> None:
    owner_start.at_start()
    Client().post("/setup/", form())
    entry = AuditEntry.objects.get(kind=audit.Kind.FACTOR_REMOVED)
    assert (entry.person, entry.about) == ("maya", "through RECOVER_OWNER")
    told = OutboxMessage.objects.filter(kind="account")
    assert {message.to for message in told} == {MAYA, configured.OWNER_EMAIL}
    assert OTHER_PASSWORD not in told[0].text


def test_it_opens_once(maya: Any, caplog: pytest.LogCaptureFixture) -> None:
    owner_start.at_start()
    assert Client().post("/setup/", form()).status_code == 303
    for _ in range(2):
        assert Client().get("/setup/").status_code == 404
        assert Client().post("/setup/", form()).status_code == 404
        # A process that starts again with the same value opens nothing.
        with caplog.at_level(logging.WARNING):
            owner_start.at_start()
    assert "somebody has come back in with it" in caplog.text


def test_it_opens_again_after_it_was_taken_away(maya: Any, settings: Settings) -> None:
    owner_start.at_start()
    Client().post("/setup/", form())
    settings.RECOVER_OWNER = ""
    owner_start.at_start()
    assert Client().get("/setup/").status_code == 404
    settings.RECOVER_OWNER = MAYA
    assert Client().get("/setup/").status_code == 404, "only a start opens it"
    owner_start.at_start()
    assert Client().get("/setup/").status_code == 200


def test_a_forgotten_one_closes_itself(maya: Any, caplog: pytest.LogCaptureFixture) -> None:
    owner_start.at_start()
    OwnerDoor.objects.filter(key=owner_door.again_key()).update(
        opened_at=OwnerDoor.objects.get(key=owner_door.again_key()).opened_at
        - owner_door.OPEN_FOR
        - timedelta(seconds=1)
    )
    assert Client().get("/setup/").status_code == 404
    with caplog.at_level(logging.WARNING):
        owner_start.at_start()
    assert "its hour is over" in caplog.text
    assert Client().post("/setup/", form()).status_code == 404


@pytest.mark.parametrize("wrong", ["", "wrong" * 9, "aaaa-aaaa-aaaa-aaaa-aaaa"])
def test_the_token_is_asked_for(maya: Any, wrong: str) -> None:
    owner_start.at_start()
    assert Client().post("/setup/", form(token=wrong)).status_code == 422
    assert Authenticator.objects.filter(user=maya).count() == 2
    maya.refresh_from_db()
    assert maya.check_password(PASSWORD)


def test_a_password_like_the_address_is_refused(maya: Any) -> None:
    owner_start.at_start()
    assert Client().post("/setup/", form(password=MAYA)).status_code == 422


def test_without_it_the_token_alone_opens_nothing(maya: Any, settings: Settings) -> None:
    settings.RECOVER_OWNER = ""
    owner_start.at_start()
    assert Client().post("/setup/", form()).status_code == 404


@pytest.mark.parametrize("name", ["nobody@example.com", "lena", "ana@customers.example.com"])
def test_only_an_owner_is_let_back_in(
    maya: Any, settings: Settings, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    visitor("ana@customers.example.com")
    lena = get_user_model()._default_manager.create_user("lena", is_staff=True)
    roles.set_role(lena, roles.ASSISTANT)
    settings.RECOVER_OWNER = name
    with caplog.at_level(logging.WARNING):
        owner_start.at_start()
    assert "RECOVER_OWNER opens nothing" in caplog.text
    assert Client().get("/setup/").status_code == 404


def test_a_closed_account_and_a_name_of_two_open_nothing(maya: Any, settings: Settings) -> None:
    owner("other", MAYA)
    owner_start.at_start()
    assert Client().get("/setup/").status_code == 404
    settings.RECOVER_OWNER = "maya"
    owner_start.at_start()
    assert Client().get("/setup/").status_code == 200
    maya.is_active = False
    maya.save()
    assert Client().get("/setup/").status_code == 404


def test_where_every_owner_was_deleted_it_makes_one(settings: Settings) -> None:
    Client().post("/setup/", form(email=MAYA, password=PASSWORD))
    get_user_model()._default_manager.all().delete()
    settings.RECOVER_OWNER = MAYA
    owner_start.at_start()
    assert Client().post("/setup/", form()).status_code == 303
    assert roles.owners().get().email == MAYA


def test_set_from_the_start_it_is_used_up_by_the_first_owner(settings: Settings) -> None:
    settings.RECOVER_OWNER = MAYA
    owner_start.at_start()
    assert Client().post("/setup/", form(email=MAYA, password=PASSWORD)).status_code == 303
    assert Client().get("/setup/").status_code == 404


@pytest.mark.django_db(transaction=True)
def test_of_many_at_the_same_moment_one_gets_in(settings: Settings) -> None:
    person = owner("maya", MAYA)
    settings.RECOVER_OWNER = MAYA
    owner_start.at_start()
    door = owner_door.current()
    assert door is not None and door.person == person
    through: list[int] = []

    def come(number: int) -> None:
        with contextlib.suppress(owner_door.TooLate):
            owner_door.come_through(door, email=MAYA, password=f"{OTHER_PASSWORD} {number}")
            through.append(number)

    at_once(5, come)
    assert len(through) == 1
    person.refresh_from_db()
    assert person.check_password(f"{OTHER_PASSWORD} {through[0]}")


def test_a_remembered_token_of_the_one_door_does_not_open_the_other(
    maya: Any, settings: Settings
) -> None:
    owner_start.at_start()
    client = Client()
    client.post("/setup/", form(password="12345678"))
    settings.RECOVER_OWNER = "maya"
    owner_start.at_start()
    assert client.post("/setup/", {"password": OTHER_PASSWORD}).status_code == 422
