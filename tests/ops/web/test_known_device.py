"""A stranger's guesses do not lock out the owner's own browser."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from pytest_django import Settings

from ops.web import known_device
from ops.web.known_device import COOKIE, SALT, KnownDevice, device_for, remember, signed_in
from ops.web.limits import RateLimited, check

PAIR = {"username": "maya", "password": "a long enough password"}
FORM = {"login": PAIR["username"], "password": PAIR["password"]}
EMAIL = "maya@example.org"


@pytest.fixture(autouse=True)
def _door(settings: Settings) -> None:
    settings.RATE_LIMITS = {
        "login": {"address": ["1000/h"], "account": ["5/h"], "everybody": ["2000/h"]}
    }


def cookie_for(rf: RequestFactory, *names: str, before: str = "") -> str:
    """What a browser is given when it signs in."""
    request = rf.get("/")
    if before:
        request.COOKIES[COOKIE] = before
    remember(request, list(names))
    answer = KnownDevice(lambda request: HttpResponse())(request)
    value: str = answer.cookies[COOKIE].value
    return value


def with_cookie(rf: RequestFactory, value: str) -> HttpRequest:
    request = rf.get("/")
    request.COOKIES[COOKIE] = value
    return request


def let_in(request: HttpRequest, account: str, times: int) -> int:
    """How many of these attempts are taken."""
    found = 0
    for _ in range(times):
        try:
            check(request, "login", account=account)
            found += 1
        except RateLimited:
            pass
    return found


def test_a_known_browser_has_a_count_of_its_own(rf: RequestFactory) -> None:
    known = with_cookie(rf, cookie_for(rf, "maya", EMAIL))
    assert let_in(rf.get("/"), "maya", 50) == 5
    assert let_in(known, "maya", 50) == 5
    assert let_in(with_cookie(rf, cookie_for(rf, "maya")), "MAYA ", 50) == 5


def test_it_is_known_by_each_name_one_can_sign_in_with(rf: RequestFactory) -> None:
    request = with_cookie(rf, cookie_for(rf, "maya", EMAIL))
    assert device_for(request, EMAIL.upper()) == device_for(request, " maya") != ""


def test_it_is_known_for_no_other_account(rf: RequestFactory) -> None:
    request = with_cookie(rf, cookie_for(rf, "stranger"))
    assert device_for(request, "maya") == ""
    let_in(rf.get("/"), "maya", 10)
    assert let_in(request, "maya", 10) == 0


def test_guessing_from_everywhere_keeps_no_known_browser_out(
    rf: RequestFactory, settings: Settings
) -> None:
    settings.RATE_LIMITS = {"login": {"account": ["5/h"], "everybody": ["10/h"]}}
    for number in range(20):
        let_in(rf.get("/", REMOTE_ADDR=f"203.0.113.{number}"), f"account{number}", 1)
    assert let_in(rf.get("/"), "somebody", 1) == 0
    assert let_in(with_cookie(rf, cookie_for(rf, "maya")), "maya", 1) == 1


@pytest.mark.parametrize(
    "value",
    ["", "x", "a:b:c", "{signed}", "[]", "\x00", "é", "x" * 5000],
)
def test_a_forged_cookie_is_no_cookie(rf: RequestFactory, value: str) -> None:
    signed = signing.dumps(["d", "m"], salt="other")
    assert device_for(with_cookie(rf, value.replace("{signed}", signed)), "maya") == ""


def test_an_old_cookie_is_no_cookie(rf: RequestFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    value = cookie_for(rf, "maya")
    monkeypatch.setattr(known_device, "DAYS", -1)
    assert device_for(with_cookie(rf, value), "maya") == ""


def test_no_account_can_be_read_from_it(rf: RequestFactory) -> None:
    value = cookie_for(rf, "maya", EMAIL)
    assert "maya" not in str(signing.loads(value, salt=SALT))


def test_a_browser_of_two_people_is_known_for_both_and_for_the_latest(rf: RequestFactory) -> None:
    value = cookie_for(rf, "maya")
    device = device_for(with_cookie(rf, value), "maya")
    for number in range(known_device.MOST * 3 - 1):
        value = cookie_for(rf, f"person{number}", before=value)
    assert device_for(with_cookie(rf, value), "maya") == device
    value = cookie_for(rf, "one", "too", before=value)
    assert device_for(with_cookie(rf, value), "maya") == ""
    assert len(value) < 1000


def test_a_sign_in_without_a_request_is_none_of_ours() -> None:
    signed_in(sender=None, request=None, user=object())


@pytest.mark.django_db
def test_signing_in_makes_the_browser_known(settings: Settings) -> None:
    settings.ROOT_URLCONF = "config.urls"
    get_user_model()._default_manager.create_superuser(email=EMAIL, **PAIR)
    client = Client()
    assert COOKIE not in client.post("/accounts/login/", {**FORM, "password": "no"}).cookies
    answer = client.post("/accounts/login/", FORM)
    assert answer.status_code == 302
    cookie = answer.cookies[COOKIE]
    assert cookie["httponly"] and cookie["samesite"] == "Lax"
    for number in range(30):
        Client().post("/accounts/login/", {**FORM, "password": str(number)})
    client.logout()
    client.cookies[COOKIE] = cookie.value
    assert client.post("/accounts/login/", FORM).status_code == 302
    assert Client().post("/accounts/login/", FORM).status_code == 429
