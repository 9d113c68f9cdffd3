"""The English of the account pages is ours, and none of it waits for a text that is gone."""

from __future__ import annotations

import gettext
import re
from pathlib import Path

import allauth
import pytest
from django.test import Client
from pytest_django import Settings

from tests.chatbot.accounts.people import sign_in, visitor
from tests.chatbot.test_interface import ROOT, catalog

THEIRS = Path(allauth.__file__).parent / "locale/en/LC_MESSAGES/django.po"
#: A heading of several words, each with a capital: not how this house writes.
TITLE = re.compile(r"<(h1|h2|button|label)\b[^>]*>\s*[A-Z][a-z]+(?: [A-Z][a-z]+)+\s*<")


def test_every_line_is_for_a_text_of_allauth_with_the_same_holes() -> None:
    ours = {text: words for text, words in catalog("en").items() if text}
    source = THEIRS.read_text().replace('"\n"', "")
    known = {text.replace('\\"', '"').replace("\\n", "\n")
             for text in re.findall(r'^msgid "(.*)"$', source, re.M)}  # fmt: skip
    assert len(ours) > 50
    assert set(ours) - known == set()
    for text, words in ours.items():
        assert set(re.findall(r"%\(\w+\)s", words)) <= set(re.findall(r"%\(\w+\)s", text)), text
        assert "!" not in words


def test_the_admin_keeps_its_own_words() -> None:
    import django

    for app in ("admin", "auth"):
        place = Path(django.__file__).parent / f"contrib/{app}/locale/de/LC_MESSAGES/django.mo"
        with place.open("rb") as file:
            theirs = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]
        assert {text for text in catalog("en") if text} & set(theirs) == set()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    ["/accounts/signup/", "/accounts/password/reset/", "/accounts/2fa/", "/accounts/logout/",
     "/accounts/password/change/", "/accounts/2fa/webauthn/", "/accounts/2fa/totp/activate/"],
)  # fmt: skip
def test_no_heading_is_written_in_capitals(path: str, settings: Settings) -> None:
    settings.ACCOUNTS = True
    client = Client()
    if "signup" not in path:
        visitor("ana@customers.example.com")
        client, _ = sign_in("ana@customers.example.com")
    page = client.get(path)
    assert page.status_code == 200
    assert TITLE.search(page.content.decode()) is None


def test_the_source_is_beside_it() -> None:
    assert (ROOT / "locale/en/LC_MESSAGES/django.po").is_file()
