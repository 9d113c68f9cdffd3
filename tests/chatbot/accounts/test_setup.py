"""Becoming the first owner: with OPS_TOKEN, once, whoever else tries."""

from __future__ import annotations

import contextlib
import logging
import re
from typing import Any

import pytest
from django.conf import settings as configured
from django.contrib.auth import get_user_model
from django.test import Client
from pytest_django import Settings

from chatbot.accounts import owner_door, owner_start
from chatbot.models import OwnerDoor
from ops import roles
from tests.at_once import at_once
from tests.chatbot.accounts.people import PASSWORD, owner, sign_in, visitor

pytestmark = pytest.mark.django_db
MAYA = "maya@northbound.example.com"


def form(**changes: str) -> dict[str, str]:
    """The form rightly filled in, but for ``changes``."""
    return {"token": configured.OPS_TOKEN, "email": MAYA, "password": PASSWORD} | changes


def users() -> Any:
    return get_user_model()._default_manager


def test_whoever_has_the_token_becomes_the_owner_once() -> None:
    client = Client()
    assert client.get("/setup/").status_code == 200
    answer = client.post("/setup/", form())
    assert (answer.status_code, answer["Location"]) == (303, "/admin/")
    user = users().get(is_superuser=True)
    assert user.email == MAYA
    assert roles.is_owner(user)
    assert client.get("/setup/").status_code == 404
    assert client.post("/setup/", form(email="eve@evil.example")).status_code == 404
    assert users().count() == 1
    assert sign_in(MAYA)[1].status_code == 302


def test_the_new_owner_is_signed_in_and_goes_on_to_the_second_factor(settings: Settings) -> None:
    settings.STAFF_SECOND_FACTOR = True
    client = Client()
    answer = client.post("/setup/", form(), follow=True)
    assert answer.redirect_chain == [("/accounts/2fa/totp/activate/", 303)]
    assert answer.status_code == 200
    assert client.get("/admin/").status_code == 302, "not without the second factor"


@pytest.mark.parametrize(
    "changes",
    [{"token": "wrong" * 9}, {"token": ""}, {"password": "12345678"}, {"password": MAYA},
     {"email": "nonsense"}, {"token": "\u00e9" * 20}, {"password": ""}, {"token": "\x00" * 40},
     {"token": "x" * 5000}],
)  # fmt: skip
def test_anything_wrong_makes_nobody(changes: dict[str, str]) -> None:
    answer = Client().post("/setup/", form(**changes))
    assert answer.status_code == 422
    assert not users().exists()
    page = answer.content.decode()
    assert PASSWORD not in page
    assert configured.OPS_TOKEN not in page


def test_a_form_with_nothing_in_it_is_asked_again() -> None:
    assert Client().post("/setup/").status_code == 422
    assert Client().put("/setup/").status_code == 200
    assert not users().exists()


def test_a_right_token_is_asked_for_once_and_stands_in_no_page() -> None:
    client = Client()
    answer = client.post("/setup/", form(password="12345678"))
    assert 'name="token"' not in answer.content.decode()
    done = client.post("/setup/", {"email": MAYA, "password": PASSWORD})
    assert done.status_code == 303
    # Another browser is asked.
    assert not Client().post("/setup/", form(token="")).wsgi_request.session.get("setup")


def test_a_token_of_a_while_ago_is_asked_for_again(monkeypatch: pytest.MonkeyPatch) -> None:
    client = Client()
    client.post("/setup/", form(password="12345678"))
    monkeypatch.setattr("chatbot.accounts.setup.REMEMBERED", 0)
    answer = client.post("/setup/", {"email": MAYA, "password": PASSWORD})
    assert answer.status_code == 422
    assert not users().exists()


def test_a_token_in_the_address_or_a_header_opens_nothing() -> None:
    token = configured.OPS_TOKEN
    in_address = Client().post(f"/setup/?token={token}", form(token=""))
    in_header = Client().post("/setup/", form(token=""), headers={"Authorization": f"Ops {token}"})
    assert (in_address.status_code, in_header.status_code) == (422, 422)
    assert not users().exists()


def test_a_stranger_learns_nothing_about_accounts() -> None:
    visitor("ana@customers.example.com")
    page = Client().post("/setup/", form(token="wrong", email="ana@customers.example.com"))
    assert page.content.decode().count('class="field-error"') == 1


def test_an_empty_token_is_never_the_right_one(settings: Settings) -> None:
    settings.OPS_TOKEN = ""
    assert Client().post("/setup/", form(token=" ")).status_code == 422
    assert not users().exists()


def test_where_there_is_no_token_the_code_of_the_log_counts(settings: Settings) -> None:
    settings.OPS_TOKEN = ""
    code = owner_door.code()
    assert len(code) == 24
    Client().post("/setup/", form(token=code.replace("-", " ").upper()))
    assert users().filter(is_superuser=True).exists()
    settings.SECRET_KEY = "another-key-0123456789-abcdefghijklmnopqrstuvwxyz"
    assert owner_door.code() != code


def test_with_a_token_the_code_opens_nothing() -> None:
    assert Client().post("/setup/", form(token=owner_door.code())).status_code == 422


def test_guessing_it_is_slowed_for_one_address() -> None:
    told = [Client().post("/setup/", form(token="wrong")).status_code for _ in range(7)]
    assert told[0] == 422
    assert told[-1] == 429
    assert Client().post("/setup/", form()).status_code == 429, "the guesser's address has to wait"


def test_a_crowd_that_guesses_does_not_keep_the_owner_out(settings: Settings) -> None:
    settings.RATE_LIMITS = configured.RATE_LIMITS | {
        "setup": {"address": ["5/m"], "everybody": ["3/h"]}
    }
    for number in range(6):
        Client(REMOTE_ADDR=f"203.0.113.{number}").post("/setup/", form(token="wrong"))
    stranger = Client(REMOTE_ADDR="198.51.100.7").post("/setup/", form(token="wrong"))
    assert stranger.status_code == 429
    mine = Client(REMOTE_ADDR="198.51.100.8")
    assert mine.post("/setup/", form(password="12345678")).status_code == 422
    assert mine.post("/setup/", {"email": MAYA, "password": PASSWORD}).status_code == 303


@pytest.mark.parametrize("flags", [{"is_staff": True}, {"is_superuser": True}])
def test_there_is_no_page_while_anybody_works_here(flags: dict[str, bool]) -> None:
    users().create_user("lena", is_active=False, **flags)
    assert Client().get("/setup/").status_code == 404


def test_accounts_of_visitors_do_not_count() -> None:
    visitor("ana@customers.example.com")
    assert Client().get("/setup/").status_code == 200


def test_it_stays_closed_when_the_owner_is_deleted_behind_its_back() -> None:
    Client().post("/setup/", form())
    users().all().delete()
    assert Client().get("/setup/").status_code == 404
    assert Client().post("/setup/", form()).status_code == 404


def test_the_page_is_kept_by_nobody_and_leads_nowhere_else() -> None:
    answer = Client().get("/setup/")
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Robots-Tag"] == "noindex"
    assert answer["Referrer-Policy"] == "same-origin"
    assert "form-action 'self'" in answer["Content-Security-Policy"]


def test_it_needs_the_form_that_this_site_gave_out() -> None:
    assert Client(enforce_csrf_checks=True).post("/setup/", form()).status_code == 403
    assert not users().exists()


def test_the_log_says_where_to_go_and_no_secret(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        owner_start.at_start()
        assert "/setup/" in caplog.text
        assert "OPS_TOKEN" in caplog.text
        assert configured.OPS_TOKEN not in caplog.text
        caplog.clear()
        owner()
        owner_start.at_start()
        assert not caplog.text


def test_the_log_has_the_code_where_there_is_no_token(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.OPS_TOKEN = ""
    with caplog.at_level(logging.WARNING):
        owner_start.at_start()
    assert owner_door.code() in caplog.text


@pytest.mark.django_db(transaction=True)
def test_of_many_at_the_same_moment_one_becomes_the_owner() -> None:
    made: list[int] = []

    def become(number: int) -> None:
        email = f"owner{number}@northbound.example.com"
        # Each has looked at the door while it was open.
        door = owner_door.Door(owner_door.FIRST)
        with contextlib.suppress(owner_door.TooLate):
            owner_door.come_through(door, email=email, password=PASSWORD)
            made.append(number)

    at_once(6, become)
    assert len(made) == 1
    assert users().count() == 1
    assert OwnerDoor.objects.filter(key=owner_door.FIRST).count() == 1


def test_the_second_of_two_finds_no_page(monkeypatch: pytest.MonkeyPatch) -> None:
    door = owner_door.Door(owner_door.FIRST)
    Client().post("/setup/", form())
    monkeypatch.setattr(owner_door, "current", lambda: door)
    answer = Client().post("/setup/", form(email="eve@evil.example"))
    assert answer.status_code == 404
    assert users().count() == 1


def test_every_field_has_a_name_and_the_page_no_script_it_needs() -> None:
    page = Client().get("/setup/").content.decode()
    for name in ("token", "email", "password"):
        field = re.search(rf'<input[^>]*name="{name}"[^>]*>', page)
        assert field
        marked = re.search(r'id="([^"]+)"', field[0])
        assert marked and f'<label for="{marked[1]}">' in page
