"""The names this app answers to, and the origins its forms may come from."""

from __future__ import annotations

import pytest

from config.hosts import ascii_url, host_of, trusted_origins
from tests.own_process import printed

KEY = "a-long-secret-key-0123456789-abcdefghijklmnopqrstuvwxyz"


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://Coach.Example.com", "coach.example.com"), ("https://a.b:8443", "a.b"),
        ("http://[::1]:8000", "[::1]"), ("https://a.b.", "a.b"), ("", ""), ("https://[", ""),
    ],
)  # fmt: skip
def test_the_host_of_an_address(url: str, host: str) -> None:
    assert host_of(url) == host


@pytest.mark.parametrize(
    ("url", "written"),
    [
        ("https://münchen.example", "https://xn--mnchen-3ya.example"),
        ("https://Bücher.example:8443", "https://xn--bcher-kva.example:8443"),
        ("https://a.example", "https://a.example"), ("https://ü\u200b..example", None),
    ],
)  # fmt: skip
def test_a_name_in_other_letters_is_written_as_browsers_send_it(
    url: str, written: str | None
) -> None:
    assert ascii_url(url) == (written or url)


@pytest.mark.parametrize(
    ("site", "hosts", "origins"),
    [
        ("https://a.b", ["a.b"], ["https://a.b"]),
        ("https://a.b:8443", ["a.b"], ["https://a.b:8443", "https://a.b"]),
        ("https://a.b", ["a.b", "www.a.b"], ["https://a.b", "https://www.a.b"]),
        ("https://a.b", [".a.b"], ["https://a.b", "https://*.a.b"]),
        ("https://a.b", ["*"], ["https://a.b"]),
        ("http://192.0.2.1:8000", ["192.0.2.1"], ["https://192.0.2.1"]),
    ],
)
def test_every_host_has_its_origin(site: str, hosts: list[str], origins: list[str]) -> None:
    assert trusted_origins(site, hosts) == origins


def test_the_platforms_name_is_an_origin_and_a_site_that_only_shows_the_chat_is_none() -> None:
    found = printed(
        "from config import settings; print(settings.CSRF_TRUSTED_ORIGINS)",
        SECRET_KEY=KEY,
        SITE_URL="https://chat.example.com",
        RENDER_EXTERNAL_HOSTNAME="coach.onrender.com",
        ALLOWED_HOSTS="www.example.com",
        EMBED_ORIGINS="https://shop.example.net",
    )
    assert found == str(
        ["https://chat.example.com", "https://www.example.com", "https://coach.onrender.com"]
    )


def test_the_secret_of_the_edge_makes_the_scheme_believable() -> None:
    code = "from config import settings; print(settings.SECURE_PROXY_SSL_HEADER[0])"
    site = {"SECRET_KEY": KEY, "SITE_URL": "https://a.example"}
    assert printed(code, EDGE_SECRET="x" * 40, **site) == "HTTP_X_FORWARDED_PROTO"


@pytest.mark.parametrize("secret", ["sh0rt-1", "x" * 20 + " " + "x" * 20, "ü" * 40])
def test_a_secret_that_no_header_carries_is_named_and_not_shown(secret: str) -> None:
    code = "from config import settings; print(settings.ENVIRONMENT.refusal_text())"
    found = printed(code, SECRET_KEY=KEY, SITE_URL="https://a.example", EDGE_SECRET=secret)
    assert "EDGE_SECRET" in found
    assert secret not in found
