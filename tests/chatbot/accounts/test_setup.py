"""Becoming the first owner: with the code, once."""

from __future__ import annotations

import logging

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from pytest_django import Settings

from chatbot.accounts import setup
from tests.chatbot.accounts.people import PASSWORD, owner, sign_in

pytestmark = pytest.mark.django_db
MAYA = "maya@northbound.example.com"


def form(**changes: str) -> dict[str, str]:
    """The form rightly filled in, but for ``changes``."""
    return {"code": setup.code(), "email": MAYA, "password": PASSWORD} | changes


def test_whoever_has_the_code_becomes_the_owner_once() -> None:
    client = Client()
    assert client.get("/setup/").status_code == 200
    answer = client.post("/setup/", form())
    assert answer["Location"] == "/accounts/login/?next=/admin/"
    user = get_user_model()._default_manager.get(is_superuser=True)
    assert user.email == MAYA
    assert client.get("/setup/").status_code == 404
    assert client.post("/setup/", form(email="eve@evil.example")).status_code == 404
    assert get_user_model()._default_manager.count() == 1
    assert sign_in(MAYA)[1].status_code == 302


@pytest.mark.parametrize(
    "changes",
    [{"code": "aaaa-aaaa-aaaa-aaaa-aaaa"}, {"code": ""}, {"password": "12345678"},
     {"password": MAYA}, {"email": "nonsense"}, {"code": "\u00e9" * 20}, {"password": ""}],
)  # fmt: skip
def test_anything_wrong_makes_nobody(changes: dict[str, str]) -> None:
    answer = Client().post("/setup/", form(**changes))
    assert answer.status_code == 422
    assert not get_user_model()._default_manager.exists()
    assert PASSWORD not in answer.content.decode()


def test_the_code_may_be_typed_in_another_way() -> None:
    Client().post("/setup/", form(code=setup.code().replace("-", " ").upper()))
    assert get_user_model()._default_manager.filter(is_superuser=True).exists()


def test_guessing_it_is_slowed() -> None:
    told = [Client().post("/setup/", form(code="wrong")).status_code for _ in range(7)]
    assert told[0] == 422
    assert told[-1] == 429


def test_the_log_says_it_while_there_is_no_owner(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        setup.say_code()
        assert setup.code() in caplog.text
        caplog.clear()
        owner()
        setup.say_code()
        assert not caplog.text


def test_another_deployment_has_another_code(settings: Settings) -> None:
    first = setup.code()
    settings.SECRET_KEY = "another-key-0123456789-abcdefghijklmnopqrstuvwxyz"
    assert setup.code() != first
    assert len(first) == 24
