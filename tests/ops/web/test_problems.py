"""Programs hear RFC 9457, people see a calm page, and nobody sees the inside."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from django.test import AsyncClient, Client
from django.urls import reverse
from rest_framework import serializers

from ops.web.problems import invalid

PLANTED = ("jane@example.org", "hunter2", "10.0.0.9", "secret")


@pytest.fixture
def quiet(client: Client) -> Client:
    """A client that hands back a 500 instead of raising what caused it."""
    client.raise_request_exception = False
    return client


def is_problem(response: Any, status: int) -> dict[str, Any]:
    assert response.status_code == status
    assert response["Content-Type"] == "application/problem+json"
    assert response["Cache-Control"] == "no-store"
    body: dict[str, Any] = response.json()
    assert body["status"] == status
    assert {"type", "title", "status", "detail", "request_id"} <= set(body)
    assert body["detail"].endswith(".")
    for word in PLANTED:
        assert word not in response.content.decode()
    return body


CASES = [("problem", 409), ("missing", 404), ("denied", 403), ("away", 503), ("bug", 500)]


@pytest.mark.parametrize(("how", "status"), CASES)
@pytest.mark.parametrize("kind", ["fail", "afail"])
def test_whatever_an_api_view_raises_is_a_problem(
    quiet: Client, kind: str, how: str, status: int
) -> None:
    is_problem(quiet.get(f"/api/v1/{kind}/{how}/"), status)


@pytest.mark.parametrize(("how", "status"), CASES)
@pytest.mark.parametrize("kind", ["fail", "afail"])
async def test_the_same_under_asgi(
    async_client: AsyncClient, kind: str, how: str, status: int
) -> None:
    async_client.raise_request_exception = False
    is_problem(await async_client.get(f"/api/v1/{kind}/{how}/"), status)


@pytest.mark.parametrize(("how", "status"), CASES)
def test_a_page_fails_as_a_page(quiet: Client, how: str, status: int) -> None:
    response = quiet.get(f"/fail/{how}/")
    assert response.status_code == status
    assert response["Content-Type"].startswith("text/html")
    for word in PLANTED:
        assert word not in response.content.decode()


def test_extra_headers_of_a_problem_are_sent(quiet: Client) -> None:
    assert quiet.get("/api/v1/fail/problem/")["X-Extra"] == "1"
    assert quiet.get("/fail/problem/")["X-Extra"] == "1"


def test_a_database_that_is_away_is_a_503_with_a_time_to_come_back(quiet: Client) -> None:
    assert quiet.get("/api/v1/fail/away/")["Retry-After"] == "5"
    page = quiet.get("/fail/away/", headers={"X-Request-ID": "this-very-one"})
    assert page["Retry-After"] == "5"
    assert "Back in a moment" in page.content.decode()
    assert "this-very-one" in page.content.decode()


@pytest.mark.parametrize("kind", ["/api/v1/fail/", "/api/v1/afail/", "/fail/"])
@pytest.mark.parametrize("how", ["bug", "away"])
def test_a_failure_of_ours_is_logged_once(
    quiet: Client, caplog: pytest.LogCaptureFixture, kind: str, how: str
) -> None:
    quiet.get(f"{kind}{how}/")
    errors = [record for record in caplog.records if record.levelno >= logging.ERROR]
    assert len(errors) == 1
    assert errors[0].exc_info


def test_an_outage_is_logged_once_a_minute(quiet: Client, caplog: pytest.LogCaptureFixture) -> None:
    for _ in range(5):
        assert quiet.get("/api/v1/fail/away/").status_code == 503
        assert quiet.get("/fail/away/").status_code == 503
    errors = [record for record in caplog.records if record.levelno >= logging.ERROR]
    assert len(errors) == 1


@pytest.mark.parametrize("how", ["problem", "missing", "denied"])
def test_what_callers_do_wrong_is_no_error_of_ours(
    quiet: Client, caplog: pytest.LogCaptureFixture, how: str
) -> None:
    quiet.get(f"/api/v1/fail/{how}/")
    assert [record for record in caplog.records if record.levelno >= logging.ERROR] == []


@pytest.mark.parametrize("path", ["/api/", "/api/v1/no-such/", "/api/v9/x/", "/api/v1/nothing/x"])
def test_an_unknown_address_of_the_api_is_a_404(client: Client, path: str) -> None:
    body = is_problem(client.get(path), 404)
    assert "address" in body["detail"]


def test_a_wrong_method_names_the_right_ones(client: Client) -> None:
    response = client.get("/api/v1/rest/")
    body = is_problem(response, 405)
    assert "POST" in response["Allow"]
    assert "POST" in body["detail"]
    assert client.post("/healthz")["Allow"] == "GET, HEAD"


def test_a_person_who_opens_the_address_of_a_form_is_told_what_to_do(admin_client: Client) -> None:
    """As a phone does that has thrown the page away, or a sign-in that leads back."""
    for name in ("leads_lead_move", "logout"):
        response = admin_client.get(reverse(f"admin:{name}"))
        assert response.status_code == 405 and "POST" in response["Allow"]
        assert response["Content-Type"].startswith("text/html")
        assert "Nothing was sent" in response.content.decode()
        assert "Go back to the page with the form" in response.content.decode()


def test_a_wrong_accept_header_is_answered_in_our_shape(client: Client) -> None:
    response = client.post(
        "/api/v1/rest/", "{}", content_type="application/json", headers={"Accept": "image/png"}
    )
    is_problem(response, 406)


def test_a_wrong_host_is_a_400(client: Client) -> None:
    body = is_problem(client.get("/api/v1/plain/", headers={"Host": "evil.example"}), 400)
    assert "host" in body["detail"]


def test_a_broken_template_does_not_break_the_answer(
    client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*args: Any) -> str:
        raise LookupError("no such template")

    monkeypatch.setattr("ops.web.error_pages.render_to_string", broken)
    response = client.get("/fail/problem/")
    assert response.status_code == 409
    assert "Do it once." in response.content.decode()


class Inner(serializers.Serializer[Any]):
    name = serializers.CharField()


class Form(serializers.Serializer[Any]):
    email = serializers.EmailField()
    utm = Inner()
    items = serializers.ListField(child=serializers.IntegerField())

    def validate(self, attrs: Any) -> Any:
        raise serializers.ValidationError("Never right.")


def test_each_field_is_told_what_is_wrong_with_it() -> None:
    form = Form(data={"email": "x", "utm": {}, "items": [1, "b"]})
    assert not form.is_valid()
    problem = invalid(form.errors)
    assert set(problem.errors or {}) == {"email", "utm", "items"}
    assert (problem.errors or {})["utm"] == ["name: This field is required."]
    assert "email: Enter a valid email address." in problem.detail


def test_what_is_wrong_with_the_whole_is_told_without_a_field() -> None:
    form = Form(data={"email": "x@example.org", "utm": {"name": "a"}, "items": []})
    assert not form.is_valid()
    assert invalid(form.errors).detail == "Never right."
