"""Both doors are open."""

from __future__ import annotations

import pytest
from pytest_django import Settings

from tests.leads.bookings.payloads import CAL_SECRET, CALENDLY_SECRET


@pytest.fixture(autouse=True)
def _secrets(settings: Settings) -> None:
    settings.CALENDLY_WEBHOOK_SECRET = [CALENDLY_SECRET]
    settings.CAL_WEBHOOK_SECRET = [CAL_SECRET]
