"""What wants a fresh sign-in asks for the password or the second factor, and never breaks.

By a code sent to a proved address too, as allauth offers unless told otherwise, it asked with the
address of a page that is not here: every such page was an error for everybody who had confirmed.
"""

from __future__ import annotations

import time
from typing import Any

import pytest
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from django.test import Client
from pytest_django import Settings

from tests.chatbot.accounts.people import PASSWORD, sign_in, visitor

pytestmark = pytest.mark.django_db
ANA = "ana@customers.example.com"
PAGES = ["/accounts/2fa/totp/activate/", "/accounts/2fa/webauthn/add/", "/accounts/delete/"]


@pytest.fixture
def long_ago(settings: Settings) -> Client:
    """A visitor with a proved address, who signed in an hour ago."""
    settings.ACCOUNTS = True
    visitor(ANA)
    client, _ = sign_in(ANA)
    session: Any = client.session
    for record in session[AUTHENTICATION_METHODS_SESSION_KEY]:
        record["at"] = time.time() - 3600
    session.save()
    return client


@pytest.mark.parametrize("path", PAGES)
def test_the_page_asks_for_the_password_and_goes_on(long_ago: Client, path: str) -> None:
    asked = long_ago.get(path)
    assert asked.status_code == 302
    page = long_ago.get(asked["Location"])
    assert page.status_code == 200
    assert 'name="password"' in page.content.decode()
    done = long_ago.post(asked["Location"], {"password": PASSWORD, "next": path})
    assert done.status_code == 302
    assert long_ago.get(path).status_code == 200


def test_a_wrong_password_is_told_and_opens_nothing(long_ago: Client) -> None:
    asked = long_ago.get(PAGES[0])
    wrong = long_ago.post(asked["Location"], {"password": "four loud bells"})
    assert wrong.status_code == 200
    assert long_ago.get(PAGES[0]).status_code == 302
