"""Forms without a cookie: a browser says where a post comes from."""

from __future__ import annotations

import pytest
from django.test import RequestFactory
from pytest_django import Settings

from ops.web.same_origin import from_our_site


@pytest.mark.parametrize(
    ("headers", "ours"),
    [
        ({}, True),
        ({"Origin": "http://testserver"}, True),
        ({"Origin": "http://TESTSERVER"}, True),
        ({"Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"}, True),
        ({"Sec-Fetch-Site": "none"}, True),
        ({"Origin": "https://evil.example"}, False),
        ({"Origin": "http://testserver.evil.example"}, False),
        ({"Origin": "http://testserver:8080"}, False),
        ({"Origin": "null"}, False),
        ({"Origin": "http://[broken"}, False),
        ({"Referer": "http://testserver/contact/"}, True),
        ({"Origin": "http://testserver", "Referer": "https://evil.example/"}, True),
        ({"Referer": "https://evil.example/http://testserver/"}, False),
        ({"Referer": "http://testserver@evil.example/"}, False),
        ({"Origin": "null", "Referer": "http://testserver/"}, False),
        ({"Sec-Fetch-Site": "cross-site"}, False),
        ({"Sec-Fetch-Site": "same-site"}, False),
        ({"Origin": "http://testserver", "Sec-Fetch-Site": "cross-site"}, False),
    ],
)
def test_only_our_own_pages_may_post(
    rf: RequestFactory, headers: dict[str, str], ours: bool
) -> None:
    assert from_our_site(rf.post("/contact/", headers=headers)) is ours


def test_the_public_address_counts_when_a_proxy_changes_the_host(
    rf: RequestFactory, settings: Settings
) -> None:
    settings.SITE_URL = "https://coach.example.com"
    assert from_our_site(rf.post("/", headers={"Origin": "https://coach.example.com"}))
