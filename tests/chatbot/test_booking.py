"""Which booking pages the panel may hold in a frame."""

from __future__ import annotations

import pytest

from chatbot.booking import frame_sources

CALENDLY = "https://calendly.com https://*.calendly.com"
CAL = "https://cal.com https://*.cal.com"


@pytest.mark.parametrize(
    ("link", "sources"),
    [
        ("https://calendly.com/maya/intro", CALENDLY),
        ("http://calendly.com/maya/intro", CALENDLY),
        ("https://www.calendly.com/maya", CALENDLY),
        ("https://CALENDLY.com:443/maya?month=2026-12", CALENDLY),
        ("https://cal.com/maya/intro", CAL),
        ("https://app.cal.com/maya", CAL),
        ("https://northbound.cal.com/maya", CAL),
        # Anybody else's page is no page of these two, however its address is written.
        ("https://calendly.com.example.org/maya", ""),
        ("https://notcalendly.com/maya", ""),
        ("https://medical.com/maya", ""),
        ("https://calendly.com@example.org/maya", ""),
        ("https://example.org/?to=https://cal.com/maya", ""),
        ("https://cal.com:8443/maya", ""),
        ("javascript:alert('calendly.com')", ""),
        ("https://[::1", ""),
        ("https://cal.com:port/", ""),
        ("https://book.example.com/maya", ""),
        ("", ""),
    ],
)
def test_only_calendly_and_cal_are_framed(link: str, sources: str) -> None:
    assert frame_sources(link) == sources
