"""One running site for the tests of the smoke test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.live_site import LiveSite, live_site

FOUNDER = "https://www.founder.example"


@pytest.fixture(scope="package")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveSite]:
    """The demo, with accounts, for a website of the founder's."""
    folder = tmp_path_factory.mktemp("smoke")
    with live_site(folder, ACCOUNTS="true", EMBED_ORIGINS=FOUNDER) as running:
        yield running
