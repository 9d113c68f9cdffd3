"""Websites as people write them."""

from __future__ import annotations

import pytest

from ops.web.origins import BadOrigin, tidy_origin


@pytest.mark.parametrize(
    ("typed", "origin"),
    [
        ("https://www.example.com", "https://www.example.com"),
        (" https://WWW.Example.com/about?x=1 ", "https://www.example.com"),
        ("example.com", "https://example.com"),
        ("example.com:8443/", "https://example.com:8443"),
        ("https://example.com:443", "https://example.com"),
        ("http://localhost:3000", "http://localhost:3000"),
        ("http://example.com:80/", "http://example.com"),
        ("https://*.example.com", "https://*.example.com"),
        ("*.example.co.uk", "https://*.example.co.uk"),
        ("https://bücher.example", "https://xn--bcher-kva.example"),
        ("https://192.0.2.7", "https://192.0.2.7"),
    ],
)
def test_a_site_becomes_its_origin(typed: str, origin: str) -> None:
    assert tidy_origin(typed) == origin


@pytest.mark.parametrize(
    "typed",
    [
        "", "*", "https://*", "*.com", "https://a.*.example.com", "ftp://example.com",
        "javascript:alert(1)", "https://user:pass@example.com", "https://example.com; script-src *",
        "https://exa mple.com", "https://example.com:99999", "https://[::1", "'none'", "https://",
        "data:text/html,x",
    ],
)  # fmt: skip
def test_what_names_no_site_is_refused_with_what_to_write(typed: str) -> None:
    """Among them whatever would add a directive to a Content-Security-Policy."""
    with pytest.raises(BadOrigin, match="https://"):
        tidy_origin(typed)
