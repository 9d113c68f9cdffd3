"""All tests here run against the small set of addresses in ``tests/ops/web/urls.py``."""

from __future__ import annotations

import pytest
from pytest_django import Settings


@pytest.fixture(autouse=True)
def _small_site(settings: Settings) -> None:
    settings.ROOT_URLCONF = "tests.ops.web.urls"
