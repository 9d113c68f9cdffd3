"""A real Chromium on a real site. What goes wrong on any page fails the test that opened it."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    sync_playwright,
)

from tests.live_site import LiveSite, live_site

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
SECONDS = 1000
#: Between two pieces of a streamed reply, so that a test can look at the middle of one.
PIECE_MS = "40"


@dataclass
class Watch:
    """What a page asked for and complained about."""

    requests: list[Request] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def paths(self, method: str | None = None) -> list[str]:
        """Paths of the requests so far, of one method if it is given."""
        return [
            "/" + request.url.split("/", 3)[3]
            for request in self.requests
            if method in (None, request.method)
        ]

    def listen(self, page: Page) -> None:
        """Write down everything from now on."""
        page.on("request", lambda request: self.requests.append(request))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", self._hear)

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)


@dataclass(slots=True)
class Visit:
    """One visitor's browser on the site."""

    site: LiveSite
    context: BrowserContext
    page: Page
    watch: Watch

    def open_chat(self) -> None:
        """By the launcher, which steps back while the card in the hero is on the screen."""
        self.page.mouse.wheel(0, 3000)
        self.page.get_by_role("button", name="Ask a question").click()
        self.page.get_by_role("dialog").wait_for()

    def ask(self, text: str) -> None:
        """Write into the open panel and send."""
        self.page.get_by_label("Your message").fill(text)
        self.page.get_by_label("Your message").press("Enter")

    def answered(self) -> None:
        """Wait until nothing is being written."""
        self.page.locator('[data-chat="log"][aria-busy="false"]').wait_for(timeout=15 * SECONDS)

    def kept(self) -> dict[str, Any]:
        """What the tab holds in its storage."""
        found: dict[str, Any] = self.page.evaluate(
            "JSON.parse(sessionStorage.getItem('slipway-chat') || '{}')"
        )
        return found


@pytest.fixture(scope="package")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveSite]:
    """The demo business, served as in production."""
    with live_site(tmp_path_factory.mktemp("browser"), STREAM_PIECE_MS=PIECE_MS) as running:
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
def visit(site: LiveSite, chromium: Browser) -> Iterator[Callable[..., Visit]]:
    """Open a page: ``visit("/", width=390, phone=True, **context options)``.

    Afterwards no page may have complained, and none may have asked another host for anything.
    """
    made: list[tuple[Visit, tuple[str, ...]]] = []

    def open_page(
        path: str = "/",
        *,
        width: int = 1280,
        height: int = 800,
        phone: bool = False,
        complains: tuple[str, ...] = (),
        prepare: str = "",
        **options: Any,
    ) -> Visit:
        context = chromium.new_context(
            viewport={"width": width, "height": height},
            is_mobile=phone,
            has_touch=phone,
            reduced_motion="reduce",
            **options,
        )
        context.set_default_timeout(10 * SECONDS)
        if prepare:
            context.add_init_script(prepare)
        page, watch = context.new_page(), Watch()
        watch.listen(page)
        made.append((Visit(site, context, page, watch), complains))
        page.goto(f"{site.url}{path}")
        return made[-1][0]

    yield open_page
    for opened, expected in made:
        opened.context.close()
        watch = opened.watch
        assert [c for c in watch.complaints if not any(e in c for e in expected)] == []
        assert {r.url for r in watch.requests if not r.url.startswith(f"{site.url}/")} == set()


def email_on_disk(site: LiveSite, *words: str, seconds: float = 10) -> str:
    """The text of the first email that holds all ``words``, waiting for it."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        for file in sorted(site.mail_dir.glob("*")):
            text = file.read_text(errors="replace")
            if all(word in text for word in words):
                return text
        time.sleep(0.1)
    raise AssertionError(f"no email with {words} in {seconds} seconds")
