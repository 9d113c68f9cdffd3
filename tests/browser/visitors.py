"""Who visits in the browser tests, and what their browsers say of it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    FrameLocator,
    Locator,
    Page,
    Request,
    expect,
)

from tests.live_site import LiveSite

SECONDS = 1000


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

    def unexpected(self, expected: tuple[str, ...]) -> list[str]:
        """Complaints that hold none of the ``expected`` words."""
        return [said for said in self.complaints if not any(word in said for word in expected)]

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
        """What the browser and the tab hold in their storage."""
        found: dict[str, Any] = self.page.evaluate(
            "Object.assign({}, ...[localStorage, sessionStorage]"
            ".map(shelf => JSON.parse(shelf.getItem('slipway-chat') || '{}')))"
        )
        return found


@dataclass(slots=True)
class Guest:
    """A visitor of the founder's site."""

    site: LiveSite
    context: BrowserContext
    page: Page
    watch: Watch = field(default_factory=Watch)

    @property
    def button(self) -> Locator:
        """The one thing that the script draws."""
        return self.page.locator("coach-chat button")

    @property
    def panel(self) -> FrameLocator:
        """What is inside the frame."""
        return self.page.frame_locator("coach-chat iframe")

    def open(self) -> None:
        """Click, and wait until one can write."""
        self.button.click()
        self.panel.get_by_label("Your message").wait_for()

    def ask(self, text: str) -> None:
        """Send, and wait for the whole reply."""
        self.answered()
        self.panel.get_by_label("Your message").fill(text)
        self.panel.get_by_label("Your message").press("Enter")
        expect(self.panel.locator(".chat-said").last).to_contain_text(text)
        self.answered()

    def answered(self) -> None:
        """Wait until nothing is being written."""
        self.panel.locator('[data-chat="log"][aria-busy="false"]').wait_for(timeout=15 * SECONDS)

    def asked_us(self) -> list[str]:
        """Paths asked of the assistant's server so far."""
        return [
            request.url.removeprefix(self.site.url)
            for request in self.watch.requests
            if request.url.startswith(self.site.url)
        ]

    def stored(self) -> dict[str, Any]:
        """What the founder's origin holds."""
        found: dict[str, Any] = self.page.evaluate(
            "({...localStorage, ...sessionStorage, ...(document.cookie && {cookie: '1'})})"
        )
        return found


#: What the fixtures ``visit`` and ``guest`` give: ``visit("/", width=390, phone=True, **options)``.
Visits = Callable[..., Visit]
Guests = Callable[..., Guest]


def from_elsewhere(address: str) -> dict[str, Any]:
    """Options of a visitor who is counted apart: all others share one address and its limits."""
    return {"extra_http_headers": {"X-Forwarded-For": address}}


def new_context(
    chromium: Browser,
    *,
    width: int = 1280,
    height: int = 800,
    phone: bool = False,
    prepare: str = "",
    **options: Any,
) -> BrowserContext:
    """A browser of its own for one visitor; ``prepare`` runs before any script of a page."""
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
    return context


def pasted(field: Locator) -> str:
    """What is in the clipboard, by way of a field: our pages let no script read it."""
    field.fill("")
    field.press("ControlOrMeta+V")
    return field.input_value()


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
