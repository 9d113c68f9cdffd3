"""What a browser is told about every response."""

from __future__ import annotations

import re
from pathlib import Path

import django.contrib.admin
import pytest
from django.test import AsyncClient, Client
from pytest_django import Settings


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


def test_hsts_follows_https(client: Client, settings: Settings) -> None:
    assert "Strict-Transport-Security" not in client.get("/form/")
    settings.SECURE_HSTS_SECONDS = 3600
    assert Client().get("/form/", secure=True)["Strict-Transport-Security"] == "max-age=3600"


def test_error_pages_for_programmers_keep_their_styles(client: Client, settings: Settings) -> None:
    settings.DEBUG = True
    client.raise_request_exception = False
    assert "Content-Security-Policy" not in client.get("/fail/bug/")


def test_the_admin_of_this_django_works_under_the_policy() -> None:
    """No inline script; the one inline style is of a list without actions, and only cosmetic."""
    folder = Path(django.contrib.admin.__file__).parent / "templates"
    for template in folder.rglob("*.html"):
        text = template.read_text()
        for script in re.findall(r"<script\b([^>]*)>", text):
            assert "src=" in script or 'type="application/json"' in script, template.name
        assert not re.search(r"\son\w+=\"|\sstyle=\"", text), template.name
