"""Pages for when something is broken, and for when the site is closed on purpose."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import MiddlewareNotUsed
from django.test import AsyncClient, Client
from pytest_django import Settings

from ops.web import error_pages
from ops.web.maintenance import Maintenance

HOUSE = {"name": "Praxis Müller", "language": "de", "brand_url": "/brand.css?c=123456"}


@pytest.fixture
def closed(settings: Settings) -> None:
    settings.MAINTENANCE = True


def fail(client: Client, how: str) -> Any:
    client.raise_request_exception = False
    return client.get(f"/fail/{how}/", headers={"Accept-Language": "fr"})


@pytest.mark.parametrize(
    ("how", "status", "words"),
    [("bug", 500, "Bei uns ist etwas schiefgegangen."), ("away", 503, "Gleich wieder da")],
)
def test_they_look_like_the_house_and_speak_its_language(
    client: Client, how: str, status: int, words: str
) -> None:
    error_pages.remember(**HOUSE)
    response = fail(client, how)
    page = response.content.decode()
    assert response.status_code == status
    assert '<html lang="de">' in page and words in page
    assert "Praxis Müller" in page and "/brand.css?c=123456" in page
    assert response["X-Request-ID"] in page
    assert response["Cache-Control"] == "no-store"


@pytest.mark.parametrize("how", ["bug", "away"])
def test_a_process_that_knows_no_house_speaks_the_visitors_language(
    client: Client, how: str
) -> None:
    page = fail(client, how).content.decode()
    assert '<html lang="fr">' in page
    assert "brand.css" not in page and "masthead" not in page


def test_what_the_house_is_called_is_text(client: Client) -> None:
    error_pages.remember(**HOUSE | {"name": "<script>alert(1)</script>"})
    assert "<script>" not in fail(client, "bug").content.decode()


@pytest.mark.usefixtures("closed")
def test_a_closed_site_says_so_and_when_to_come_back(client: Client) -> None:
    for path in ("/", "/form/", "/widget/", "/no/such/page/"):
        response = client.get(path)
        assert response.status_code == 503
        assert response["Retry-After"] == "600"
        assert response["Cache-Control"] == "no-store"
        assert "Closed for a little while" in response.content.decode()
    told = client.get("/api/v1/plain/")
    assert told.status_code == 503
    assert told.json()["title"] == "Closed for a little while"


@pytest.mark.usefixtures("closed")
async def test_the_same_under_asgi(async_client: AsyncClient) -> None:
    assert (await async_client.get("/form/")).status_code == 503
    assert (await async_client.get("/healthz")).status_code == 200


@pytest.mark.django_db
@pytest.mark.usefixtures("closed")
def test_health_and_the_admin_go_on(client: Client) -> None:
    assert client.get("/healthz").status_code == 200
    assert client.get("/readyz").status_code == 200
    assert client.get("/admin/login/").status_code == 302


def test_an_open_site_does_without_it() -> None:
    with pytest.raises(MiddlewareNotUsed):
        Maintenance(lambda request: None)
