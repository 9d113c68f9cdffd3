"""The API costs no thread; pages and the admin are guarded as ever."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import asgiref.sync
import pytest
import sentry_sdk
from django.core import checks
from django.test import AsyncClient, Client
from pytest_django import Settings

from ops.logs import sentry


@pytest.fixture
def hops(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Names of the functions that were run in a thread."""
    seen: list[str] = []
    plain_call = asgiref.sync.SyncToAsync.__call__

    async def counted(self: Any, *args: Any, **kwargs: Any) -> Any:
        seen.append(getattr(self.func, "__qualname__", repr(self.func)))
        return await plain_call(self, *args, **kwargs)

    monkeypatch.setattr(asgiref.sync.SyncToAsync, "__call__", counted)
    yield seen


def of_middleware(hops: list[str]) -> list[str]:
    """Without what Django's server does for any request: two signals and the closing."""
    return [name for name in hops if "sync_send" not in name and "close" not in name]


async def test_an_api_request_visits_no_thread(async_client: AsyncClient, hops: list[str]) -> None:
    response = await async_client.get("/api/v1/plain/")
    assert response.status_code == 200
    assert response.json()["thread"] == threading.current_thread().name
    assert of_middleware(hops) == []


async def test_health_visits_no_thread(async_client: AsyncClient, hops: list[str]) -> None:
    assert (await async_client.get("/healthz")).status_code == 200
    assert of_middleware(hops) == []


async def test_the_same_with_error_reports_on(
    hops: list[str],
) -> None:
    """Sentry wraps every middleware and calls other methods of it than Django does."""
    sentry.init("http://public@127.0.0.1:9/1", release="x")
    try:
        assert (await AsyncClient().get("/api/v1/plain/")).status_code == 200
        health = await AsyncClient().get("/healthz", headers={"Host": "10.1.2.3"})
        assert health.status_code == 200
        assert of_middleware(hops) == []
    finally:
        sentry_sdk.get_client().close(timeout=0)
        sentry_sdk.init()


async def test_the_counter_of_threads_counts(async_client: AsyncClient, hops: list[str]) -> None:
    await async_client.get("/form/")
    assert "page" in hops


def test_the_api_sets_no_cookie_and_asks_for_none(client: Client) -> None:
    strict = Client(enforce_csrf_checks=True)
    response = strict.post("/api/v1/rest/", {"a": 1}, content_type="application/json")
    assert response.status_code == 200
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")


async def test_a_page_refuses_a_post_without_a_token_on_the_loop_too() -> None:
    strict = AsyncClient(enforce_csrf_checks=True)
    assert (await strict.post("/form/", {})).status_code == 403


def test_a_page_refuses_a_post_without_a_token() -> None:
    assert Client(enforce_csrf_checks=True).post("/form/", {}).status_code == 403


@pytest.mark.django_db
def test_the_admin_refuses_a_sign_in_without_a_token() -> None:
    response = Client(enforce_csrf_checks=True).post("/admin/login/", {"username": "x"})
    assert response.status_code == 403


@pytest.mark.django_db
async def test_signing_in_works_with_the_token_under_asgi(settings: Settings) -> None:
    settings.ROOT_URLCONF = "config.urls"
    strict = AsyncClient(enforce_csrf_checks=True)
    await strict.get("/accounts/login/")
    token = strict.cookies["csrftoken"].value
    response = await strict.post(
        "/accounts/login/", {"login": "x", "password": "y", "csrfmiddlewaretoken": token}
    )
    assert response.status_code == 200
    assert "contact-problem" in response.content.decode()


def test_the_checks_of_the_admin_find_their_middleware() -> None:
    found = [item.id for item in checks.run_checks() if str(item.id).startswith("admin.")]
    assert found == []


@pytest.mark.parametrize("host", ["10.1.2.3:8000", "evil.example", "a_b", "[::1]"])
def test_liveness_answers_any_host(client: Client, host: str) -> None:
    response = client.get("/healthz", headers={"Host": host})
    assert response.status_code == 200


@pytest.mark.parametrize("path", ["/", "/readyz", "/api/v1/plain/"])
def test_everything_else_refuses_a_wrong_host(client: Client, path: str) -> None:
    response = client.get(path, headers={"Host": "evil.example"})
    assert response.status_code == 400


def test_liveness_is_not_sent_to_https(client: Client, settings: Settings) -> None:
    settings.SECURE_SSL_REDIRECT = True
    fresh = Client()
    assert fresh.get("/healthz", headers={"Host": "10.0.0.1"}).status_code == 200
    redirect = fresh.get("/form/")
    assert redirect.status_code == 301
    assert redirect["Location"] == "https://testserver/form/"


def test_a_missing_slash_on_a_page_is_added(client: Client) -> None:
    response = client.get("/form")
    assert response.status_code == 301
    assert response["Location"] == "/form/"
