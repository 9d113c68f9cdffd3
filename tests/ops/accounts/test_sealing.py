"""Second factors are not readable in the database, and outlive a change of SECRET_KEY."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from pytest_django import Settings

from ops.accounts import sealing
from tests.chatbot.accounts.people import PASSWORD, owner, sign_in
from tests.ops.accounts.test_second_factor import code_of, opens_admin, set_up

pytestmark = pytest.mark.django_db(transaction=True)
NEW = "the-key-that-follows-" + "x7Qp" * 10


@pytest.fixture(autouse=True)
def _as_in_production(settings: Settings) -> Iterator[None]:
    settings.STAFF_SECOND_FACTOR = True
    yield


def proven(code: str) -> Client:
    """Signed in with a password and then a code."""
    client = Client()
    client.post("/accounts/login/", {"login": "maya", "password": PASSWORD})
    client.post("/accounts/2fa/authenticate/", {"code": code})
    return client


def stored() -> str:
    """Everything the table of second factors holds."""
    return str(list(Authenticator.objects.values_list("data", flat=True)))


def test_neither_the_secret_nor_the_recovery_codes_stand_in_the_database() -> None:
    owner()
    secret, codes = set_up(sign_in("maya")[0])
    assert secret not in stored()
    assert not any(code in stored() for code in codes)
    assert stored().count(sealing.MARK) >= 2
    assert opens_admin(proven(code_of(secret, step=1)))


def test_a_new_secret_key_with_the_old_one_kept_locks_nobody_out(settings: Settings) -> None:
    owner()
    secret, codes = set_up(sign_in("maya")[0])
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = NEW
    assert opens_admin(proven(code_of(secret, step=1)))
    assert sealing.seal_all() == 2
    settings.SECRET_KEY_FALLBACKS = []
    assert opens_admin(proven(codes[0])), "a recovery code"
    assert sealing.seal_all() == 0


def test_a_new_secret_key_without_the_old_one_opens_nothing_and_says_so(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    owner()
    secret, codes = set_up(sign_in("maya")[0])
    settings.SECRET_KEY = NEW
    before = stored()
    with caplog.at_level(logging.ERROR, logger="ops.accounts.sealing"):
        assert not opens_admin(proven(code_of(secret, step=1)))
        assert not opens_admin(proven(codes[0]))
    assert "SECRET_KEY_FALLBACKS" in caplog.text
    assert sealing.seal_all() == 0
    assert stored() == before, "the old key, found again, must still open it"


def test_what_was_stored_before_there_was_sealing_is_read_and_sealed() -> None:
    person = owner()
    plain = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
    Authenticator.objects.create(user=person, type="totp", data={"secret": plain})
    Authenticator.objects.create(
        user=person, type="recovery_codes", data={"migrated_codes": ["11112222", "33334444"]}
    )
    assert sealing.seal_all() == 2
    assert plain not in stored()
    assert "11112222" not in stored()
    assert opens_admin(proven("33334444"))
    assert not opens_admin(proven("33334444")), "used"
