"""One site under attack for the whole folder: gunicorn as in production, behind one proxy."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client

from chatbot.demo.load import load_demo
from tests.attack.attacker import Attacker
from tests.chatbot.api.talk import Talk, start
from tests.live_site import LiveSite, live_site


@pytest.fixture(scope="package")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveSite]:
    """The demo business; the attacker stands where its proxy would."""
    with live_site(
        tmp_path_factory.mktemp("attack"),
        TRUSTED_PROXIES="1",
        WEB_CONCURRENCY="1",
        # So that nobody has to wait a minute to see a connection closed.
        GUNICORN_CMD_ARGS="--keep-alive 6",
    ) as running:
        yield running


@pytest.fixture
def attacker(site: LiveSite) -> Iterator[Attacker]:
    """Somebody who knows the address of the site and nothing else."""
    found = Attacker(site)
    yield found
    found.http.close()


@pytest.fixture
def demo(transactional_db: None) -> None:
    """The demo business in the database of the test itself."""
    load_demo()


@pytest.fixture
def talk(demo: None, client: Client) -> Talk:
    """A conversation with it."""
    return start(client)
