"""How often a request is handed to a thread: never where nothing of it needs one.

Counted in the real application, from the outermost layer to the closing of the response.
"""

from __future__ import annotations

import asyncio
import inspect
import threading
from collections.abc import Coroutine
from typing import Any, TypeVar

import pytest
from asgiref.sync import async_to_sync, sync_to_async
from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.core.asgi import get_asgi_application
from django.core.handlers import asgi
from django.core.signals import request_finished
from django.test import Client
from pytest_django import Settings

from bench.asgi_calls import Called, call
from ops.web import server

T = TypeVar("T")


@pytest.fixture
def application(monkeypatch: pytest.MonkeyPatch) -> server.Server:
    """As ``config/asgi.py`` makes it; what it changes in Django is undone."""
    monkeypatch.setattr(server, "_start_requests_without_a_thread", lambda: None)
    monkeypatch.setattr(asgi, "sync_to_async", vars(asgi)["sync_to_async"])
    return server.Server(get_asgi_application())


def run(work: Coroutine[Any, Any, T]) -> T:
    """On a loop of its own, as a server has it: there, a thread is a thread."""
    return asyncio.run(work)


def asked(application: server.Server, path: str, **options: Any) -> Called:
    return run(call(application, path, host="testserver", **options))


@pytest.fixture(autouse=True)
def _no_signals_of_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    """The receivers at the start of a request, which a web process lets go of."""
    monkeypatch.setattr("django.core.signals.request_started.receivers", [])
    monkeypatch.setattr("django.core.signals.request_started.sender_receivers_cache", {})


@pytest.mark.parametrize(
    "path", ["/healthz", "/api/v1/plain/", "/api/v1/whoami/", "/api/v1/stream/3/"]
)
def test_nothing_is_given_to_a_thread(application: server.Server, path: str) -> None:
    answer = asked(application, path)
    assert answer.status == 200
    assert answer.hops == ()


def test_a_page_takes_one_thread_for_its_view_and_for_its_end(application: server.Server) -> None:
    answer = asked(application, "/form/")
    assert answer.status == 200
    assert [name.rpartition(".")[2] for name in answer.hops] == ["page", "close"]


def test_the_counter_sees_threads_of_either_kind() -> None:
    async def both(scope: Any, receive: Any, send: Any) -> None:
        await asyncio.to_thread(len, "")
        await sync_to_async(len)("")
        await send({"type": "http.response.start", "status": 200, "headers": []})

    assert len(run(call(both, "/")).hops) == 2


def test_django_closes_with_it_and_does_nothing_else(application: server.Server) -> None:
    """What is replaced in Django's handler: another use of the name would have to be looked at."""
    source = inspect.getsource(asgi)
    uses = [line.strip() for line in source.splitlines() if "sync_to_async(" in line]
    assert uses == [
        "await sync_to_async(error_response.close)()",
        "await sync_to_async(response.close)()",
    ]
    assert vars(asgi)["sync_to_async"] is server._closing


def test_a_response_that_worked_in_a_thread_is_closed_there(
    application: server.Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So that the connection which the thread opened is given back."""
    seen: list[str] = []

    def note(**kwargs: Any) -> None:
        seen.append(threading.current_thread().name)

    request_finished.connect(note)
    try:
        asked(application, "/form/")
        asked(application, "/api/v1/plain/")
    finally:
        request_finished.disconnect(note)
    assert seen[0].startswith("ThreadPoolExecutor") and seen[1] == "MainThread"


@pytest.mark.parametrize("path", ["/healthz", "/api/v1/plain/", "/api/v1/nothing/", "/readyz"])
def test_no_session_no_message_no_user_is_there(
    client: Client, settings: Settings, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    """With a cookie of a signed-in person: nobody even looks at it."""
    touched: list[str] = []
    for name in ("sessions.middleware.SessionMiddleware", "messages.middleware.MessageMiddleware"):
        for half in ("process_request", "process_response"):
            monkeypatch.setattr(
                f"django.contrib.{name}.{half}",
                lambda self, request, *rest, name=name: touched.append(name),
            )
    monkeypatch.setattr(
        "django.contrib.auth.middleware.AuthenticationMiddleware.process_request",
        lambda self, request: touched.append("auth"),
    )
    client.cookies["sessionid"] = "x" * 32
    response = client.get(path)
    assert touched == []
    assert not response.cookies and "Cookie" not in response.get("Vary", "")
    for name in ("session", "user", "_messages"):
        assert not hasattr(response.wsgi_request, name)


@pytest.mark.django_db
def test_sessions_and_messages_still_work_on_the_loop(async_client: Any) -> None:
    """Written when changed, left alone when not."""
    user = get_user_model().objects.create_superuser("loop", "", "old")
    async_client.force_login(user)

    def get(path: str) -> Any:
        return async_to_sync(async_client.get)(path)

    before = Session.objects.get().session_data
    assert get("/admin/").status_code == 200
    assert Session.objects.get().session_data == before
    changed = async_to_sync(async_client.post)(
        f"/admin/auth/user/{user.pk}/password/",
        {"password1": "a-Long-Enough-1", "password2": "a-Long-Enough-1", "usable_password": "true"},
    )
    assert changed.status_code == 302
    # The message that was left is shown once.
    assert "Password changed successfully" in get(changed["Location"]).content.decode()
    assert "Password changed successfully" not in get(changed["Location"]).content.decode()
    # The session follows the password: it was written.
    assert get("/admin/").status_code == 200
    out = async_to_sync(async_client.post)("/admin/logout/")
    assert out.status_code == 200
    assert not Session.objects.exists()
    assert get("/admin/").status_code == 302
