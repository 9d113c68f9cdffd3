"""The schema of the API and its page: for staff, made when it is first asked for."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import Settings

from tests.own_process import printed

OPENAPI = {"accept": "application/vnd.oai.openapi+json"}


@pytest.fixture(autouse=True)
def _whole_site(settings: Settings) -> None:
    settings.ROOT_URLCONF = "config.urls"


def test_a_stranger_is_given_neither(db: None, client: Client) -> None:
    assert client.get("/api/schema/", headers=OPENAPI).status_code in {401, 403, 404}
    assert client.get("/api/docs/").status_code == 404


def test_staff_read_what_the_views_have_said_of_themselves(db: None, client: Client) -> None:
    client.force_login(User.objects.create_user("ada", is_staff=True))
    answer = client.get("/api/schema/", headers=OPENAPI)
    assert answer.status_code == 200
    paths = answer.json()["paths"]
    start = paths["/api/v1/conversations/"]["post"]
    assert start["requestBody"]["content"]["application/json"]["schema"]["$ref"].endswith("/Start")
    assert start["responses"]["201"]["content"]["application/json"]["schema"]
    gone = paths["/api/v1/conversations/{conversation_id}/"]["delete"]["responses"]["204"]
    assert gone["description"] == "The conversation and its messages are gone."
    assert "/api/v1/leads/" in paths
    page = client.get("/api/docs/")
    assert page.status_code == 200 and "/api/v1/conversations/" in page.content.decode()


def test_the_deploy_check_finds_nothing_wrong_with_the_schema() -> None:
    """In a process of its own, where nobody has asked for the schema before."""
    code = (
        "import django; django.setup();"
        "from drf_spectacular.checks import schema_check; print(schema_check(None))"
    )
    site = {"SECRET_KEY": "k" * 60, "SITE_URL": "https://example.com"}
    assert printed(code, DJANGO_SETTINGS_MODULE="config.settings", **site) == "[]"
