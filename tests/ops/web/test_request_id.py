"""One id from the edge to the answer."""

from __future__ import annotations

import re

import pytest
from django.test import AsyncClient, Client


@pytest.mark.parametrize("given", ["abcd1234", "A" * 64, "0f8fad5b-d9cb-469f-a165-70867728950e"])
def test_a_good_incoming_id_is_kept(client: Client, given: str) -> None:
    response = client.get("/api/v1/plain/", headers={"X-Request-ID": given})
    assert response["X-Request-ID"] == given


@pytest.mark.parametrize(
    "given", ["", "short", "A" * 65, "has space1", "a\tb-c-d-e-f", "naïve-id-1"]
)
def test_a_bad_incoming_id_is_replaced(client: Client, given: str) -> None:
    response = client.get("/api/v1/plain/", headers={"X-Request-ID": given})
    assert re.fullmatch(r"[0-9a-f]{32}", response["X-Request-ID"])


@pytest.mark.parametrize(
    "path", ["/", "/healthz", "/nothing-here/", "/api/v1/fail/bug/", "/fail/bug/", "/no-slash"]
)
def test_every_response_carries_an_id(client: Client, path: str) -> None:
    client.raise_request_exception = False
    assert client.get(path)["X-Request-ID"]


async def test_two_requests_have_two_ids(async_client: AsyncClient) -> None:
    first = await async_client.get("/api/v1/plain/")
    second = await async_client.get("/api/v1/plain/")
    assert first["X-Request-ID"] != second["X-Request-ID"]


def test_a_problem_holds_the_id_of_its_response(client: Client) -> None:
    response = client.get("/api/v1/fail/problem/", headers={"X-Request-ID": "from-the-edge-1"})
    assert response.json()["request_id"] == response["X-Request-ID"] == "from-the-edge-1"
