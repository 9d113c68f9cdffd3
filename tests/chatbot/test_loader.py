"""``/embed.js`` and who may frame the panel."""

from __future__ import annotations

import gzip
import json
import re
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from pytest_django import Settings

from chatbot.models import Business, Embedding

pytestmark = pytest.mark.django_db


def configured(body: bytes) -> dict[str, Any]:
    """The settings at the end of the script."""
    found: dict[str, Any] = json.loads(body.decode()[body.decode().rindex("})(") + 3 : -1])
    return found


def test_it_is_small_and_kept_for_minutes(client: Client) -> None:
    Business.objects.create(pk=1, name="Northbound Coaching", language="en")
    Embedding.objects.create(pk=1, origins="https://www.example.com\nhttps://example.com")
    answer = client.get("/embed.js", headers={"accept-encoding": "gzip, deflate"})
    assert answer["Content-Type"] == "text/javascript; charset=utf-8"
    assert answer["Content-Encoding"] == "gzip" and answer["Vary"] == "Accept-Encoding"
    assert len(answer.content) <= 3000
    assert "max-age=300" in answer["Cache-Control"] and "public" in answer["Cache-Control"]
    assert answer["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert not answer.cookies
    plain = client.get("/embed.js")
    assert gzip.decompress(answer.content) == plain.content
    again = client.get("/embed.js", headers={"if-none-match": plain["ETag"]})
    assert again.status_code == 304 and again.content == b""
    assert again["Cache-Control"] == answer["Cache-Control"]


def test_it_carries_what_the_founder_has_set(client: Client, settings: Settings) -> None:
    settings.SITE_URL = "https://chat.example.com"
    settings.ALLOWED_HOSTS = ["chat.example.com", "testserver"]
    Business.objects.create(
        pk=1, name='Ana "Anita" </script>', colour="#aa3300", language="de", is_demo=True
    )
    Embedding.objects.create(pk=1, origins="https://*.example.org", side="left")
    before = client.get("/embed.js", headers={"host": "chat.example.com"})
    found = configured(before.content)
    assert found["site"] == "https://chat.example.com"
    assert (found["name"], found["color"], found["side"]) == (
        'Ana "Anita" </script>',
        "#aa3300",
        "left",
    )
    assert (
        found["labels"]["es"] and found["label"] == found["labels"]["de"] != found["labels"]["en"]
    )
    pattern = re.compile(f"^({found['sites']})$")
    for origin in (
        "https://chat.example.com",
        "https://www.example.org",
        "https://a.b.example.org",
    ):
        assert pattern.match(origin)
    for origin in ("https://example.org", "https://www.example.org.evil.test", "http://www.example.org",
                   "https://evilexample.org", "https://chatxexample.com"):  # fmt: skip
        assert not pattern.match(origin)
    Embedding.objects.update(label="Frag Ana")
    after = client.get("/embed.js", headers={"host": "chat.example.com"})
    assert configured(after.content)["label"] == "Frag Ana"
    assert configured(after.content)["labels"] == {}
    assert after["ETag"] != before["ETag"]


def test_sites_come_from_the_environment_and_from_the_admin(
    client: Client, settings: Settings
) -> None:
    settings.EMBED_ORIGINS = ["https://www.example.com", "shop.example.com/"]
    Embedding.objects.create(pk=1, origins="https://www.example.com\nhttp://localhost:3000")
    policy = client.get("/widget/")["Content-Security-Policy"]
    ancestors = re.search(r"frame-ancestors ([^;]+)", policy)
    assert ancestors and ancestors[1].split() == [
        "'self'", "https://www.example.com", "https://shop.example.com", "http://localhost:3000",
    ]  # fmt: skip


def test_nobody_but_we_may_frame_the_panel_until_a_site_is_named(client: Client) -> None:
    answer = client.get("/widget/")
    assert "frame-ancestors 'self'" in answer["Content-Security-Policy"]
    assert "X-Frame-Options" not in answer
    assert "frame-ancestors 'none'" in client.get("/")["Content-Security-Policy"]


def test_a_line_that_names_no_site_is_refused_and_the_others_are_made_tidy() -> None:
    with pytest.raises(ValidationError, match="javascript"):
        Embedding(pk=1, origins="https://example.com\njavascript:alert(1)").full_clean()
    row = Embedding(pk=1, origins=" Example.com/about \n\nhttps://example.com")
    row.full_clean()
    assert row.origins == "https://example.com"


def test_a_row_that_went_round_the_admin_cannot_add_a_directive(client: Client) -> None:
    Embedding.objects.create(pk=1, origins="https://a.test; script-src *\nhttps://b.test")
    policy = client.get("/widget/")["Content-Security-Policy"]
    assert "script-src *" not in policy and "https://b.test" in policy


@pytest.mark.parametrize(
    ("asked", "used"), [("0a7", "00aa77"), ("%230A7", "00aa77"), ("red", "1f5f5b")]
)
def test_a_page_may_ask_for_another_colour(client: Client, asked: str, used: str) -> None:
    page = client.get(f"/widget/?color={asked}").content.decode()
    assert f"brand.css?c={used}" in page
    sheet = client.get(f"/brand.css?c={used}").content.decode()
    assert f"#{used}" in sheet
    assert client.get("/brand.css?c=}*{").content == client.get("/brand.css").content
