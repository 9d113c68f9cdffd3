"""The contact form, which works without JavaScript."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.core import signing
from django.test import Client

from leads.models import Lead

pytestmark = pytest.mark.django_db


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A stamp of a page that was opened a minute ago."""
    import time

    now = time.time()
    monkeypatch.setattr("django.core.signing.time.time", lambda: now - 60)
    stamp = signing.dumps("contact", salt="contact-form")
    monkeypatch.setattr("django.core.signing.time.time", lambda: now)
    yield stamp


def send(client: Client, opened: str, **values: Any) -> Any:
    headers = values.pop("headers", {"Origin": "http://testserver"})
    data = {"email": "ana@example.org", "consent": "on", "opened": opened, "message": "Hi"} | values
    return client.post("/contact/", data, headers=headers)


def test_it_is_taken_and_answered_with_a_redirect(client: Client, opened: str) -> None:
    response = send(client, opened, name="Ana")
    assert (response.status_code, response["Location"]) == (303, "/thanks/")
    assert Lead.objects.get().name == "Ana"
    assert client.get("/thanks/").status_code == 200


def test_errors_stand_beside_the_fields_and_nothing_typed_is_lost(
    client: Client, opened: str
) -> None:
    response = send(client, opened, email="nonsense", message="A long story")
    assert response.status_code == 422
    page = response.content.decode()
    assert "Please write a whole address" in page
    assert "A long story" in page
    assert not Lead.objects.exists()


def test_consent_is_needed(client: Client, opened: str) -> None:
    response = send(client, opened, consent="")
    assert response.status_code == 422
    assert "We may only answer you" in response.content.decode()


@pytest.mark.parametrize("trap", ["hidden", "fast"])
def test_machines_are_thanked_and_left_out(client: Client, opened: str, trap: str) -> None:
    if trap == "hidden":
        response = send(client, opened, website="https://spam.example")
    else:
        response = send(client, signing.dumps("contact", salt="contact-form"))
    assert response.status_code == 303
    assert not Lead.objects.exists()


@pytest.mark.parametrize("stamp", ["", "forged", "a:b:c"])
def test_without_a_good_stamp_it_is_asked_for_once_more(client: Client, stamp: str) -> None:
    response = send(client, stamp, message="Keep me")
    assert response.status_code == 422
    assert "once more" in response.content.decode()
    assert "Keep me" in response.content.decode()


@pytest.mark.parametrize(
    "headers",
    [{"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "null"}],
)
def test_a_post_from_another_site_is_refused(
    client: Client, opened: str, headers: dict[str, str]
) -> None:
    assert send(client, opened, headers=headers).status_code == 403
    assert not Lead.objects.exists()
