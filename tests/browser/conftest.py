"""A real Chromium on a real site. What goes wrong on any page fails the test that opened it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.host_site import HostSite, host_site
from tests.browser.visitors import Guest, Guests, Visit, Visits, Watch, new_context
from tests.live_site import LiveSite, free_port, live_site

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
#: Between two pieces of a streamed reply, so that a test can look at the middle of one.
PIECE_MS = "40"


@pytest.fixture(scope="package")
def host_port() -> int:
    """Where the founder's own website will be."""
    return free_port()


@pytest.fixture(scope="package")
def site(tmp_path_factory: pytest.TempPathFactory, host_port: int) -> Iterator[LiveSite]:
    """The demo business, served as in production, and listed for the founder's own website."""
    with live_site(
        tmp_path_factory.mktemp("browser"),
        STREAM_PIECE_MS=PIECE_MS,
        EMBED_ORIGINS=f"http://localhost:{host_port}",
        # So that a visitor can have an address of their own (``visitors.from_elsewhere``).
        TRUSTED_PROXIES="127.0.0.0/8",
    ) as running:
        yield running


@pytest.fixture(scope="package")
def host(site: LiveSite, host_port: int) -> Iterator[HostSite]:
    """The founder's own website, on another site than the assistant's."""
    with host_site(host_port, site.url) as running:
        yield running


# Not for the whole session: while it lives, this thread has an event loop, which Django minds.
@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """Debian's browser, without a window."""
    if not CHROMIUM:
        pytest.skip("needs a browser: install Debian's chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def visit(site: LiveSite, chromium: Browser) -> Iterator[Visits]:
    """Open a page of the assistant's own: ``visit("/", width=390, phone=True, **options)``.

    Afterwards no page may have complained, and none may have asked another host for anything.
    """
    made: list[tuple[Visit, tuple[str, ...]]] = []

    def open_page(path: str = "/", *, complains: tuple[str, ...] = (), **options: Any) -> Visit:
        context = new_context(chromium, **options)
        opened = Visit(site, context, context.new_page(), Watch())
        opened.watch.listen(opened.page)
        made.append((opened, complains))
        opened.page.goto(f"{site.url}{path}")
        return opened

    yield open_page
    for opened, expected in made:
        opened.context.close()
        watch = opened.watch
        assert watch.unexpected(expected) == []
        assert {r.url for r in watch.requests if not r.url.startswith(f"{site.url}/")} == set()


@pytest.fixture
def guest(site: LiveSite, host: HostSite, chromium: Browser) -> Iterator[Guests]:
    """Open a page of the founder's own site; nothing may complain but what is expected."""
    made: list[tuple[Guest, tuple[str, ...]]] = []

    def open_page(
        path: str = "/",
        *,
        complains: tuple[str, ...] = (),
        at: str = "",
        referer: str | None = None,
        **options: Any,
    ) -> Guest:
        context = new_context(chromium, **options)
        opened = Guest(site, context, context.new_page(), Watch())
        opened.watch.listen(opened.page)
        made.append((opened, complains))
        opened.page.goto(f"{at or host.url}{path}", referer=referer)
        return opened

    yield open_page
    for opened, expected in made:
        opened.context.close()
        assert opened.watch.unexpected(expected) == []
