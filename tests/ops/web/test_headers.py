"""What a browser is told about every response."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import django.contrib.admin
import pytest
from django.http import HttpRequest, HttpResponse
from django.test import AsyncClient, Client, RequestFactory
from pytest_django import Settings

from ops.web.headers import ResponseHeaders

OURS = Path(__file__).parents[3] / "templates"


def test_a_page_loads_from_here_only_and_is_never_framed(client: Client) -> None:
    response = client.get("/form/")
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert response["X-Frame-Options"] == "DENY"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert "camera=()" in response["Permissions-Policy"]


async def test_the_same_under_asgi(async_client: AsyncClient) -> None:
    response = await async_client.get("/form/")
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert response["X-Frame-Options"] == "DENY"


def test_the_widget_may_be_framed_by_us(client: Client) -> None:
    response = client.get("/widget/")
    assert "frame-ancestors 'self'" in response["Content-Security-Policy"]
    assert "X-Frame-Options" not in response


def test_answers_of_the_api_are_not_kept(client: Client) -> None:
    response = client.get("/api/v1/plain/")
    assert response["Cache-Control"] == "no-store"
    assert response["Content-Security-Policy"].startswith("default-src 'none'")


@pytest.mark.django_db
def test_the_admin_is_not_kept(client: Client) -> None:
    assert "no-store" in client.get("/admin/login/")["Cache-Control"]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/fail/bug/", 500), ("/fail/away/", 503), ("/fail/denied/", 403), ("/fail/problem/", 409),
        ("/fail/missing/", 404), ("/api/v1/fail/bug/", 500), ("/api/v1/fail/away/", 503),
        ("/api/v1/afail/bug/", 500), ("/api/v1/afail/problem/", 409), ("/api/v1/nothing/", 404),
        ("/api/v1/rest/", 405),
    ],
)  # fmt: skip
async def test_an_error_carries_what_a_page_does(
    async_client: AsyncClient, path: str, status: int
) -> None:
    async_client.raise_request_exception = False
    response = await async_client.get(path)
    assert response.status_code == status
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert "no-store" in response["Cache-Control"]
    if not path.startswith("/api/"):
        assert "trusted-types 'none'" in response["Content-Security-Policy"]
        assert "camera=()" in response["Permissions-Policy"]
        assert response["X-Frame-Options"] == "DENY"


async def test_a_stream_carries_them_before_its_first_piece(async_client: AsyncClient) -> None:
    response: Any = await async_client.get("/api/v1/stream/3/")
    assert response.streaming and response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"].startswith("default-src 'none'")
    assert b"".join([part async for part in response.streaming_content]) == b"0\n1\n2\n"


def test_the_site_while_it_is_closed(settings: Settings) -> None:
    settings.MAINTENANCE = True
    response = Client().get("/form/")
    assert response.status_code == 503
    assert "no-store" in response["Cache-Control"]
    assert "trusted-types 'none'" in response["Content-Security-Policy"]


def test_a_page_that_says_nothing_is_not_kept(client: Client) -> None:
    assert client.get("/form/")["Cache-Control"] == "no-store"


def test_whoever_gives_a_cookie_is_not_kept(rf: RequestFactory) -> None:
    def view(request: HttpRequest) -> HttpResponse:
        response = HttpResponse("x", headers={"Cache-Control": "public, max-age=60"})
        response.set_cookie("who", "jane")
        return response

    assert ResponseHeaders(view)(rf.get("/"))["Cache-Control"] == "no-store"


def test_a_view_knows_better_than_the_table(rf: RequestFactory) -> None:
    own = {
        "Content-Security-Policy": "sandbox", "Cross-Origin-Resource-Policy": "cross-origin",
        "Referrer-Policy": "no-referrer", "Cache-Control": "private, max-age=5",
        "X-Frame-Options": "SAMEORIGIN", "Permissions-Policy": "camera=(self)",
    }  # fmt: skip
    response = ResponseHeaders(lambda request: HttpResponse("x", headers=own))(rf.get("/"))
    assert {name: response[name] for name in own} == own


def test_where_people_sign_in_passkeys_work_and_addresses_stay_here(rf: RequestFactory) -> None:
    for path in ("/accounts/login/", "/setup/"):
        response = ResponseHeaders(lambda request: HttpResponse("x"))(rf.get(path))
        assert "publickey-credentials-get=(self)" in response["Permissions-Policy"]
        assert response["Referrer-Policy"] == "same-origin"
        assert response["Cache-Control"] == "no-store"
        assert "trusted-types 'none'" in response["Content-Security-Policy"]
    public = ResponseHeaders(lambda request: HttpResponse("x"))(rf.get("/accountsx/"))
    assert "publickey-credentials-get=()" in public["Permissions-Policy"]


def test_error_pages_for_programmers_keep_their_styles(client: Client, settings: Settings) -> None:
    settings.DEBUG = True
    client.raise_request_exception = False
    assert "Content-Security-Policy" not in client.get("/fail/bug/")


def test_the_admin_of_this_django_works_under_the_policy() -> None:
    """No inline script; the one inline style is of a list without actions, and only cosmetic."""
    folders = (Path(django.contrib.admin.__file__).parent / "templates", OURS / "admin")
    for template in (found for folder in folders for found in folder.rglob("*.html")):
        if template.name == "report.html":
            continue  # A file to hand on, with a policy of its own; never a page of the site.
        text = template.read_text()
        for script in re.findall(r"<script\b([^>]*)>", text):
            assert "src=" in script or 'type="application/json"' in script, template.name
        assert not re.search(r"\son\w+=\"|\sstyle=\"", text), template.name
