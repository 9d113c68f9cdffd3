"""The admin behind a second factor, and the ways in that must not be."""

from __future__ import annotations

import json
import re
import time
from io import StringIO
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django import Settings

from ops.accounts import second_factor
from ops.web.account_key import account_key
from tests.chatbot.accounts.people import OTHER_PASSWORD, PASSWORD, owner, sign_in, visitor

pytestmark = pytest.mark.django_db(transaction=True)
ACTIVATE = "/accounts/2fa/totp/activate/"


@pytest.fixture(autouse=True)
def _as_in_production(settings: Settings) -> None:
    settings.STAFF_SECOND_FACTOR = True


def code_of(secret: str, *, step: int = 0) -> str:
    """What an authenticator app shows, ``step`` half minutes from now."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30 + step)))


def set_up(client: Client) -> tuple[str, list[str]]:
    """Set an app up; its secret and the recovery codes."""
    page = client.get(ACTIVATE).content.decode()
    found = re.search(r">([A-Z2-7]{32})<", page)
    assert found, page
    secret = found[1]
    answer = client.post(ACTIVATE, {"code": code_of(secret, step=-1)})
    assert answer["Location"] == "/accounts/2fa/recovery-codes/"
    codes = re.findall(r"\b\d{8}\b", client.get(answer["Location"]).content.decode())
    assert len(set(codes)) == 10
    return secret, codes


def opens_admin(client: Client) -> bool:
    """Whether the admin's first page is shown."""
    return client.get("/admin/").status_code == 200


def test_staff_without_one_are_led_to_set_one_up_and_open_nothing_before() -> None:
    owner()
    client, answer = sign_in("maya")
    assert answer.status_code == 302
    for path in ("/admin/", "/admin/leads/lead/", "/admin/auth/user/", "/admin/launch/",
                 "/admin/jsi18n/", "/admin/password_change/"):  # fmt: skip
        answer = client.get(path)
        assert answer.status_code in (302, 404), path
        assert b"changelist" not in answer.content
    answer = client.get("/admin/", follow=True)
    assert answer.redirect_chain[-1][0].startswith(ACTIVATE)
    assert client.get("/api/docs/").status_code == 404
    assert client.get("/api/schema/").status_code == 403
    set_up(client)
    assert opens_admin(client)
    assert client.get("/api/docs/").status_code == 200


def test_the_next_sign_in_wants_the_code_and_each_code_works_once() -> None:
    owner()
    client, _ = sign_in("maya")
    secret, _ = set_up(client)
    again, answer = sign_in("maya")
    assert answer["Location"] == "/accounts/2fa/authenticate/"
    assert not opens_admin(again)
    assert again.post("/accounts/2fa/authenticate/", {"code": "000000"}).status_code == 200
    assert not opens_admin(again)
    code = code_of(secret)
    again.post("/accounts/2fa/authenticate/", {"code": code})
    assert opens_admin(again)
    third, _ = sign_in("maya")
    third.post("/accounts/2fa/authenticate/", {"code": code})
    assert not opens_admin(third)


def test_a_recovery_code_works_once_and_is_shown_once() -> None:
    owner()
    client, _ = sign_in("maya")
    _, codes = set_up(client)
    assert codes[0] not in client.get("/accounts/2fa/recovery-codes/").content.decode()
    assert client.get("/accounts/2fa/recovery-codes/download/").status_code in (403, 404)
    again, _ = sign_in("maya")
    again.post("/accounts/2fa/authenticate/", {"code": codes[0]})
    assert opens_admin(again)
    third, _ = sign_in("maya")
    third.post("/accounts/2fa/authenticate/", {"code": codes[0]})
    assert not opens_admin(third)


def test_recovery_codes_alone_are_no_second_factor() -> None:
    user = owner()
    Authenticator.objects.create(user=user, type="recovery_codes", data={})
    assert not second_factor.has_one(user)
    client, _ = sign_in("maya")
    assert not opens_admin(client)


def test_a_session_from_before_has_to_prove_it_too() -> None:
    """Somebody who only knew the password may have signed in before the second factor was there."""
    owner()
    thief, _ = sign_in("maya")
    client, _ = sign_in("maya")
    secret, _ = set_up(client)
    assert opens_admin(client)
    assert not opens_admin(thief)
    assert thief.get("/api/docs/").status_code == 404
    asked = thief.get("/admin/", follow=True).redirect_chain[-1][0]
    assert asked.startswith("/accounts/2fa/reauthenticate/")
    thief.post("/accounts/2fa/reauthenticate/", {"code": "000000"})
    assert not opens_admin(thief)
    thief.post("/accounts/2fa/reauthenticate/", {"code": code_of(secret)})
    assert opens_admin(thief)  # The owner on another device, then.


def test_guessing_the_code_is_slowed() -> None:
    owner()
    client, _ = sign_in("maya")
    secret, _ = set_up(client)
    again, _ = sign_in("maya")
    told = [
        again.post(
            "/accounts/2fa/authenticate/", {"code": "000000"}, REMOTE_ADDR=f"198.51.100.{n}"
        ).status_code
        for n in range(7)
    ]
    assert told[-1] == 429
    answer = again.post("/accounts/2fa/authenticate/", {"code": code_of(secret)})
    assert answer.status_code == 429
    assert not opens_admin(again)


def test_a_new_password_by_email_does_not_go_around_it() -> None:
    from tests.chatbot.accounts.people import code_for

    address = "maya@northbound.example.com"
    owner("maya", address)
    client, _ = sign_in("maya")
    set_up(client)
    thief = Client()
    thief.post("/accounts/password/reset/", {"email": address})
    thief.post("/accounts/password/reset/confirm/", {"code": code_for(address)})
    twice = {"password1": OTHER_PASSWORD, "password2": OTHER_PASSWORD}
    thief.post("/accounts/password/reset/complete/", twice)
    assert not opens_admin(thief)
    thief, answer = sign_in("maya", OTHER_PASSWORD)
    assert answer["Location"] == "/accounts/2fa/authenticate/"
    assert not opens_admin(thief)


def test_the_last_one_cannot_be_taken_away_by_staff() -> None:
    user = owner()
    client, _ = sign_in("maya")
    set_up(client)
    client.post("/accounts/2fa/totp/deactivate/")
    assert second_factor.has_one(user)


def test_a_visitor_may_take_theirs_away(settings: Settings) -> None:
    settings.ACCOUNTS = True
    user = visitor("ana@customers.example.com")
    client, _ = sign_in(user.email)
    set_up(client)
    client.post("/accounts/2fa/totp/deactivate/")
    assert not second_factor.has_one(user)


def test_sensitive_pages_want_a_fresh_sign_in() -> None:
    owner()
    client, _ = sign_in("maya")
    set_up(client)
    assert client.get("/admin/auth/user/").status_code == 200
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] -= 3600
    session.save()
    assert opens_admin(client)
    for path in ("/admin/auth/user/", "/admin/auth/user/add/", "/admin/ops/auditentry/",
                 "/admin/chatbot/erasurerequest/"):  # fmt: skip
        answer = client.get(path)
        assert answer["Location"].startswith("/accounts/reauthenticate/?next=%2Fadmin%2F"), path
    form = {"username": "eve", "password1": PASSWORD, "password2": PASSWORD}
    assert client.post("/admin/auth/user/add/", form).status_code == 302
    assert not get_user_model()._default_manager.filter(username="eve").exists()
    answer = client.post(
        "/accounts/reauthenticate/", {"password": PASSWORD, "next": "/admin/auth/user/"}
    )
    assert answer["Location"] == "/admin/auth/user/"
    assert client.get("/admin/auth/user/").status_code == 200


def test_the_admin_has_no_sign_in_of_its_own() -> None:
    owner()
    client = Client()
    answer = client.get("/admin/login/?next=/admin/leads/lead/")
    assert answer["Location"] == "/accounts/login/?next=%2Fadmin%2Fleads%2Flead%2F"
    assert "no-store" in answer["Cache-Control"]
    form = {"username": "maya", "password": PASSWORD, "login": "maya"}
    assert client.post("/admin/login/", form).status_code == 302
    assert not opens_admin(client)


def test_a_visitor_is_told_that_the_admin_is_not_theirs() -> None:
    visitor("ana@customers.example.com")
    client, _ = sign_in("ana@customers.example.com")
    answer = client.get("/admin/", follow=True)
    assert answer.status_code == 403


def test_a_deployment_for_trying_things_does_not_ask(settings: Settings) -> None:
    settings.STAFF_SECOND_FACTOR = False
    owner()
    client, _ = sign_in("maya")
    assert opens_admin(client)


def test_a_lost_phone_is_reset_by_a_command_and_every_session_ends() -> None:
    user = owner()
    client, _ = sign_in("maya")
    set_up(client)
    assert opens_admin(client)
    out = StringIO()
    call_command("reset_second_factor", "MAYA", "--json", stdout=out, stderr=StringIO())
    assert json.loads(out.getvalue()) == {"username": "maya", "removed": 2}
    assert not second_factor.has_one(user)
    assert not opens_admin(client)
    client, _ = sign_in("maya")
    assert client.get("/admin/", follow=True).redirect_chain[-1][0].startswith(ACTIVATE)


@pytest.mark.parametrize("name", ["nobody", "", "may"])
def test_the_command_takes_nothing_from_somebody_else(name: str) -> None:
    user = owner()
    Authenticator.objects.create(user=user, type="totp", data={})
    with pytest.raises(CommandError) as caught:
        call_command("reset_second_factor", name, stdout=StringIO(), stderr=StringIO())
    assert caught.value.returncode == 2
    assert second_factor.has_one(user)


def test_many_people_are_looked_up_in_one_query(django_assert_num_queries: Any) -> None:
    people = [owner(f"owner-{n}") for n in range(4)]
    Authenticator.objects.create(user=people[1], type="webauthn", data={})
    with django_assert_num_queries(1):
        assert second_factor.without_one(people) == [people[0], *people[2:]]


@pytest.mark.parametrize(
    ("one", "other"),
    [("Owner", " owner "), ("\uff4fwner", "OWNER"), ("adm\u0131n", "admin"),
     ("\u017ftaff", "staff"), ("STRASSE", "stra\u00dfe")],
)  # fmt: skip
def test_spellings_the_database_takes_for_one_share_a_counter(one: str, other: str) -> None:
    assert account_key(one) == account_key(other)
