"""Sign-up, proof of the address, sign-in, reset: and that none of them tells who has an account."""

from __future__ import annotations

import re
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.test import Client
from pytest_django import Settings

from ops.models import OutboxMessage
from tests.chatbot.accounts.people import (
    OTHER_PASSWORD,
    PASSWORD,
    code_for,
    owner,
    sign_in,
    visitor,
)

pytestmark = pytest.mark.django_db
ANA = "ana@customers.example.com"


@pytest.fixture(autouse=True)
def _accounts_on(settings: Settings) -> None:
    settings.ACCOUNTS = True


def is_signed_in(client: Client) -> bool:
    """Whether a browser is let in."""
    return client.get("/accounts/").status_code == 200


def plain(response: Any) -> str:
    """A page without what differs each time."""
    text = response.content.decode()
    return re.sub(r'(name="csrfmiddlewaretoken" value=")[^"]*', r"\1", text)


def test_from_sign_up_to_deleting_the_account() -> None:
    client = Client()
    assert client.get("/accounts/signup/").status_code == 200
    answer = client.post("/accounts/signup/", {"email": ANA, "password1": PASSWORD})
    assert answer["Location"] == "/accounts/confirm-email/"
    assert not is_signed_in(client)
    assert client.get("/accounts/confirm-email/").status_code == 200
    answer = client.post("/accounts/confirm-email/", {"code": code_for(ANA)})
    assert answer.status_code == 302
    assert is_signed_in(client)
    assert client.post("/accounts/logout/")["Location"] == "/accounts/login/"
    assert not is_signed_in(client)
    client, _ = sign_in(ANA)
    assert is_signed_in(client)
    assert client.post("/accounts/delete/")["Location"].startswith("/accounts/deleted/?deletion=")
    assert not is_signed_in(client)
    assert not get_user_model()._default_manager.filter(email=ANA).exists()
    assert not EmailAddress.objects.filter(email=ANA).exists()


def test_an_unproved_address_opens_nothing() -> None:
    visitor(ANA, verified=False)
    client, answer = sign_in(ANA)
    assert answer["Location"] == "/accounts/confirm-email/"
    for path in ("/accounts/", "/accounts/conversations/", "/accounts/2fa/", "/admin/"):
        assert client.get(path).status_code == 302, path
    assert client.post("/accounts/confirm-email/", {"code": "AAAA-AAAA"}).status_code == 200
    assert not is_signed_in(client)


def test_three_wrong_codes_end_the_attempt() -> None:
    visitor(ANA, verified=False)
    client, _ = sign_in(ANA)
    right = code_for(ANA)
    for _ in range(3):
        client.post("/accounts/confirm-email/", {"code": "WRONG-CODE"})
    client.post("/accounts/confirm-email/", {"code": right})
    assert not is_signed_in(client)


def test_known_and_unknown_people_get_the_same_answers() -> None:
    visitor(ANA)
    posts: list[tuple[str, str, dict[str, str]]] = [
        ("/accounts/login/", "login", {"password": "not the password"}),
        ("/accounts/signup/", "email", {"password1": OTHER_PASSWORD}),
        ("/accounts/password/reset/", "email", {}),
    ]
    for path, field, more in posts:
        answers = []
        for address in (ANA, "eve@customers.example.com"):
            client = Client()
            answer = client.post(path, {field: address, **more})
            after = client.get(answer["Location"]) if answer.status_code == 302 else answer
            words = plain(after).replace(address, "ADDRESS")
            cookies = sorted(client.cookies)
            answers.append((answer.status_code, answer.get("Location"), words, cookies))
        assert answers[0] == answers[1], path


def test_the_same_is_said_of_a_wrong_code_for_a_known_and_an_unknown_address() -> None:
    visitor(ANA)
    answers = []
    for address in (ANA, "eve@customers.example.com"):
        client = Client()
        client.post("/accounts/password/reset/", {"email": address})
        said = []
        for _ in range(3):
            answer = client.post("/accounts/password/reset/confirm/", {"code": "WRONG-CODE"})
            said.append(
                (answer.status_code, answer.get("Location"), plain(answer).replace(address, "A"))
            )
        answers.append(said)
    assert answers[0] == answers[1]


def test_each_way_hashes_as_often_for_unknown_people(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Counting the slow steps says what a clock would, on a busy machine too."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
    monkeypatch.setattr(PBKDF2PasswordHasher, "iterations", 1000)
    visitor(ANA)
    counted: list[int] = []
    encode = PBKDF2PasswordHasher.encode

    def counting(self: Any, password: str, salt: str, iterations: int | None = None) -> str:
        counted.append(1)
        return str(encode(self, password, salt, iterations))

    monkeypatch.setattr(PBKDF2PasswordHasher, "encode", counting)
    boss = "boss@northbound.example.com"
    owner(boss, boss)
    for path, field, more in (
        ("/accounts/login/", "login", {"password": "not the password"}),
        ("/accounts/signup/", "email", {"password1": OTHER_PASSWORD}),
    ):
        counts = []
        for address in (ANA, boss, "eve@customers.example.com"):
            counted.clear()
            Client().post(path, {field: address, **more})
            counts.append(len(counted))
        assert counts[0] == counts[1] == counts[2] >= 1, path


def test_somebody_who_has_an_account_hears_of_it_by_email_only() -> None:
    visitor(ANA)
    Client().post("/accounts/signup/", {"email": ANA, "password1": OTHER_PASSWORD})
    row = OutboxMessage.objects.get(to=ANA)
    assert "already exists" in row.text
    client, _ = sign_in(ANA)
    assert is_signed_in(client), "the password is as it was"


def test_a_reset_by_code_changes_the_password_and_ends_other_sessions() -> None:
    visitor(ANA)
    elsewhere, _ = sign_in(ANA)
    assert is_signed_in(elsewhere)
    client = Client()
    answer = client.post("/accounts/password/reset/", {"email": ANA})
    assert answer["Location"] == "/accounts/password/reset/confirm/"
    answer = client.post("/accounts/password/reset/confirm/", {"code": code_for(ANA)})
    assert answer["Location"] == "/accounts/password/reset/complete/"
    twice = {"password1": OTHER_PASSWORD, "password2": OTHER_PASSWORD}
    assert client.post("/accounts/password/reset/complete/", twice).status_code == 302
    assert not is_signed_in(elsewhere)
    assert not is_signed_in(sign_in(ANA)[0])
    assert is_signed_in(sign_in(ANA, OTHER_PASSWORD)[0])


def test_a_reset_cannot_be_finished_without_the_code() -> None:
    visitor(ANA)
    client = Client()
    client.post("/accounts/password/reset/", {"email": ANA})
    twice = {"password1": OTHER_PASSWORD, "password2": OTHER_PASSWORD}
    client.post("/accounts/password/reset/complete/", twice)
    assert is_signed_in(sign_in(ANA)[0])


def test_changing_the_password_ends_the_other_sessions_and_keeps_this_one() -> None:
    visitor(ANA)
    here, _ = sign_in(ANA)
    elsewhere, _ = sign_in(ANA)
    form = {"oldpassword": PASSWORD, "password1": OTHER_PASSWORD, "password2": OTHER_PASSWORD}
    assert here.post("/accounts/password/change/", form).status_code == 302
    assert is_signed_in(here)
    assert not is_signed_in(elsewhere)


def test_signing_in_changes_the_session_key() -> None:
    visitor(ANA)
    client = Client()
    client.post("/accounts/password/reset/", {"email": "eve@customers.example.com"})
    planted = client.cookies["sessionid"].value
    client.post("/accounts/login/", {"login": ANA, "password": PASSWORD})
    assert is_signed_in(client)
    assert client.cookies["sessionid"].value != planted
    victim = Client()
    victim.cookies["sessionid"] = planted
    assert not is_signed_in(victim)


def test_staying_signed_in_has_an_end() -> None:
    visitor(ANA)
    client = Client()
    form = {"login": ANA, "password": PASSWORD}
    client.post("/accounts/login/", form | {"remember": "on"})
    assert 0 < int(client.cookies["sessionid"]["max-age"]) <= 14 * 24 * 3600
    client = Client()
    client.post("/accounts/login/", form)
    assert client.cookies["sessionid"]["max-age"] == ""


def test_with_accounts_off_nobody_signs_up_and_staff_sign_in(settings: Settings) -> None:
    settings.ACCOUNTS = False
    owner("maya", "maya@northbound.example.com")
    client = Client()
    client.post("/accounts/signup/", {"email": ANA, "password1": PASSWORD})
    assert not get_user_model()._default_manager.filter(email=ANA).exists()
    assert "signup" not in client.get("/accounts/login/").content.decode()
    assert is_signed_in(sign_in("maya")[0])
    assert is_signed_in(sign_in("MAYA@northbound.example.com")[0])
    client.post("/accounts/password/reset/", {"email": "maya@northbound.example.com"})
    assert code_for("maya@northbound.example.com")


@pytest.mark.parametrize(
    "target",
    [
        "//evil.example", "/\\evil.example", "\\\\evil.example", "https:evil.example",
        "https://evil.example/", "javascript:alert(1)", "/\n/evil.example", "/\t/evil.example",
        "//evil.example\\@testserver", "http:///evil.example", "\uff0f\uff0fevil.example",
        "/\uff0fevil.example", " //evil.example", "/%5cevil.example\\..", "data:text/html,x",
        "///evil.example", "/\u2028/evil.example", "https://testserver@evil.example/",
        "/\uff3cevil.example",
    ],
)  # fmt: skip
def test_nobody_is_sent_to_another_site(target: str) -> None:
    visitor(ANA)
    client = Client()
    answer = client.post("/accounts/login/", {"login": ANA, "password": PASSWORD, "next": target})
    assert answer.status_code == 302
    assert answer["Location"] == "/accounts/"
    answer = client.post("/accounts/logout/", {"next": target})
    assert answer["Location"] == "/accounts/login/"
    assert "evil" not in Client().get("/admin/login/", {"next": target})["Location"]


def test_a_page_of_ours_is_come_back_to() -> None:
    visitor(ANA)
    answer = Client().post(
        "/accounts/login/?next=/accounts/conversations/%3Fpage%3D2",
        {"login": ANA, "password": PASSWORD, "next": "/accounts/conversations/?page=2"},
    )
    assert answer["Location"] == "/accounts/conversations/?page=2"


@pytest.mark.parametrize(
    "path",
    ["/accounts/login/", "/accounts/signup/", "/accounts/password/reset/", "/accounts/logout/",
     "/accounts/delete/", "/accounts/conversations/delete/", "/accounts/password/change/",
     "/accounts/2fa/totp/activate/", "/accounts/2fa/webauthn/login/", "/setup/"],
)  # fmt: skip
def test_a_form_from_elsewhere_is_refused(path: str) -> None:
    visitor(ANA)
    client, _ = sign_in(ANA, enforce_csrf_checks=False)
    client.handler.enforce_csrf_checks = True
    assert client.post(path, {"login": ANA, "password": PASSWORD}).status_code == 403


@pytest.mark.parametrize(
    ("path", "field"),
    [("/accounts/login/", "login"), ("/accounts/signup/", "email"),
     ("/accounts/password/reset/", "email")],
)  # fmt: skip
def test_guessing_is_slowed_by_account_and_by_address(path: str, field: str) -> None:
    form = {"password": "wrong", "password1": "wrong"}
    told = [
        Client(REMOTE_ADDR=f"198.51.100.{n}").post(path, {field: ANA, **form}).status_code
        for n in range(8)
    ]
    assert told[0] != 429
    assert told[-1] == 429
    told = [
        Client(REMOTE_ADDR="203.0.113.9").post(path, {field: f"a{n}@b.example", **form}).status_code
        for n in range(25)
    ]
    assert told[0] != 429
    assert told[-1] == 429


def test_another_spelling_is_the_same_account() -> None:
    spellings = ["admin", "ADMIN", " admin ", "adm\u0131n", "\uff41dmin", "Adm\u0131N", "aDmin"]
    told = [
        Client(REMOTE_ADDR=f"198.51.100.{n}")
        .post("/accounts/login/", {"login": spelling, "password": "wrong"})
        .status_code
        for n, spelling in enumerate(spellings)
    ]
    assert told.count(429) == 2


def test_a_forged_address_does_not_help(settings: Settings) -> None:
    told = [
        Client(HTTP_X_FORWARDED_FOR=f"198.51.100.{n}", HTTP_X_REAL_IP=f"198.51.100.{n}")
        .post("/accounts/login/", {"login": f"a{n}@b.example", "password": "wrong"})
        .status_code
        for n in range(25)
    ]
    assert told[-1] == 429


@pytest.mark.parametrize(
    "path", ["/accounts/login/", "/accounts/signup/", "/accounts/password/reset/", "/setup/"]
)
def test_no_page_is_kept_anywhere_or_has_anything_inline(path: str) -> None:
    answer = Client().get(path)
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    assert "script-src 'self'" in answer["Content-Security-Policy"]
    text = answer.content.decode()
    scripts = re.findall(r"<script([^>]*)>", text)
    assert all("src=" in s or 'type="application/json"' in s for s in scripts), scripts
    assert not re.search(r"\sstyle=|\son[a-z]+=|<style", text)
    for name in re.findall(r'<input[^>]*id="([^"]+)"', text):
        assert f'for="{name}"' in text or 'type="hidden"' in text or "checkbox" in text, name


def test_what_is_wrong_is_said_beside_the_field_and_tied_to_it() -> None:
    answer = Client().post("/accounts/signup/", {"email": "nonsense", "password1": "12345678"})
    text = answer.content.decode()
    assert 'aria-invalid="true"' in text
    for described in re.findall(r'aria-describedby="([^"]+)"', text):
        for one in described.split():
            assert f'id="{one}"' in text, one


def test_pages_and_emails_speak_the_visitors_language() -> None:
    client = Client(HTTP_ACCEPT_LANGUAGE="de")
    assert 'lang="de"' in client.get("/accounts/signup/").content.decode()
    client.post("/accounts/signup/", {"email": ANA, "password1": PASSWORD})
    row = OutboxMessage.objects.get(to=ANA)
    assert "E-Mail-Adresse" in row.text
    assert "visitor-" not in row.text
    assert "verification code is listed" not in row.text


def test_the_password_is_on_no_page_and_in_no_email() -> None:
    client = Client()
    answer = client.post("/accounts/signup/", {"email": "nonsense", "password1": PASSWORD})
    assert PASSWORD not in answer.content.decode()
    client.post("/accounts/signup/", {"email": ANA, "password1": PASSWORD})
    assert PASSWORD not in OutboxMessage.objects.get(to=ANA).text
