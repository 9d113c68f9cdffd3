"""Wrong addresses cost nobody their database connection.

Django answers an exception in a thread that outlives the request. What such a page looked up there
kept its connection, and with a pool of four a dozen wrong addresses stopped the whole process.
"""

from __future__ import annotations

import threading
from typing import Any

import pytest
from django.db import connections
from django.http import Http404
from django.test import RequestFactory
from django.urls import get_resolver

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize(("status", "error"), [(404, Http404()), (403, PermissionError())])
def test_a_page_about_an_error_gives_its_connection_back(
    demo: None, status: int, error: Exception
) -> None:
    answer = get_resolver().resolve_error_handler(status)
    kept: list[Any] = []

    def elsewhere() -> None:
        response = answer(RequestFactory().get("/nowhere/"), exception=error)  # type: ignore[call-arg]
        kept.append((response.status_code, connections["default"].connection))
        connections["default"].close()

    thread = threading.Thread(target=elsewhere)
    thread.start()
    thread.join(20)
    assert kept == [(status, None)]


def test_the_page_is_drawn_from_the_database(demo: None, client: Any) -> None:
    """So that the test above would see a connection that is kept."""
    answer = client.get("/nowhere/")
    assert answer.status_code == 404
    assert "Northbound" in answer.content.decode()
