"""What one page asks for, keeps and shows, as Chromium itself tells it."""

from __future__ import annotations

import contextlib
import hashlib
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, sync_playwright

LOOPBACK = ("localhost", "127.0.0.1")
#: Nobody outside is reached, but everybody who is asked for is noted. Frames of another site stay
#: in the page's process, so that one session hears all of them.
FLAGS = [
    "--no-sandbox",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
    "--disable-site-isolation-trials",
    "--disable-features=IsolateOrigins,site-per-process",
]
#: As long as the survey of these launchers waited.
SETTLE_MS = 3500
REFUSALS = """window.refused = {};
document.addEventListener('securitypolicyviolation', ({effectiveDirective: name}) =>
  window.refused[name] = (window.refused[name] || 0) + 1, true);"""
KEPT = """async () => ({
  local: Object.keys(localStorage).length, session: Object.keys(sessionStorage).length,
  databases: (await indexedDB.databases()).length, caches: (await caches.keys()).length})"""


@dataclass(slots=True)
class Asked:
    """One request: its kind as Chromium names it, the status and the bytes over the wire."""

    url: str
    kind: str
    status: int = 0
    size: int = 0

    @property
    def host(self) -> str:
        """The host it went to."""
        return urlsplit(self.url).hostname or ""


@dataclass  # No slots: Playwright notes its own on whoever listens.
class Wire:
    """Every request of a page and of its frames, the page itself left out."""

    asked: dict[str, Asked] = field(default_factory=dict)
    document: str = ""

    def listen(self, session: CDPSession) -> None:
        """Write down everything from now on."""
        session.send("Network.enable")
        session.on("Network.requestWillBeSent", self._sent)
        session.on("Network.webSocketCreated", self._socket)
        session.on("Network.responseReceived", self._received)
        session.on("Network.dataReceived", self._piece)
        session.on("Network.loadingFinished", self._finished)

    def rest(self) -> list[Asked]:
        """All but the page itself."""
        return [asked for key, asked in self.asked.items() if key != self.document]

    def by_kind(self) -> dict[str, int]:
        """Bytes by kind."""
        found: Counter[str] = Counter()
        for asked in self.rest():
            found[asked.kind] += asked.size
        return dict(found)

    def _sent(self, event: dict[str, Any]) -> None:
        url = event["request"]["url"]
        if url.startswith("http") and not url.endswith("/favicon.ico"):
            self.document = self.document or event["requestId"]
            self.asked[event["requestId"]] = Asked(url, event.get("type", "Other"))

    def _socket(self, event: dict[str, Any]) -> None:
        self.asked[event["requestId"]] = Asked(event["url"], "WebSocket")

    def _received(self, event: dict[str, Any]) -> None:
        if asked := self.asked.get(event["requestId"]):
            asked.status = event["response"]["status"]
            asked.kind = event["type"]
            asked.size = int(event["response"]["encodedDataLength"])

    def _piece(self, event: dict[str, Any]) -> None:
        # A stream whose reader stops at its last event is never reported as finished.
        asked = self.asked.get(event["requestId"])
        if asked and asked.status:
            asked.size += int(event["encodedDataLength"])

    def _finished(self, event: dict[str, Any]) -> None:
        asked = self.asked.get(event["requestId"])
        if asked and asked.status:  # Chromium's own page about a host it did not find has a size.
            asked.size = int(event["encodedDataLength"])


@dataclass(slots=True)
class Visit:
    """A first visit to one page, in a context of its own."""

    context: BrowserContext
    page: Page
    session: CDPSession
    wire: Wire
    errors: list[str]

    def settle(self) -> None:
        """Wait as long for everyone."""
        self.page.wait_for_timeout(SETTLE_MS)

    def look(self) -> str:
        """A fingerprint of what is on the screen."""
        picture = self.page.screenshot(animations="disabled", caret="hide")
        return hashlib.sha256(picture).hexdigest()

    def kept(self) -> str:
        """What the visitor's browser holds now, in words."""
        found: dict[str, int] = self.page.evaluate(KEPT)
        found["cookies"] = len(self.context.cookies())
        named = [f"{count} in {where}" for where, count in found.items() if count]
        return ", ".join(named) or "none"

    def refused(self) -> dict[str, int]:
        """What the page's policy stopped, by directive."""
        found: dict[str, int] = self.page.evaluate("window.refused")
        return found

    def first_tab(self) -> str:
        """Role and name of what the first press of Tab reaches; the page itself has nothing."""
        self.page.keyboard.press("Tab")
        for node in self.session.send("Accessibility.getFullAXTree")["nodes"]:
            role = node.get("role", {}).get("value", "")
            focused = any(
                entry["name"] == "focused" and entry["value"].get("value")
                for entry in node.get("properties", [])
            )
            if focused and role not in ("RootWebArea", "main", "document"):
                name = node.get("name", {}).get("value", "")
                return f'{role} "{name}"' if name else f"{role} without a name"
        return "not reached"


@contextlib.contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's browser, without a window."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@contextlib.contextmanager
def visiting(browser: Browser, url: str, encoding: str = "gzip") -> Iterator[Visit]:
    """Go there and wait until the page has loaded."""
    context = browser.new_context(
        viewport={"width": 1280, "height": 800},
        extra_http_headers={"Accept-Encoding": encoding},
    )
    context.add_init_script(REFUSALS)
    page = context.new_page()
    visit = Visit(context, page, context.new_cdp_session(page), Wire(), [])
    page.on("pageerror", lambda error: visit.errors.append(str(error)))
    visit.wire.listen(visit.session)
    page.goto(url, wait_until="load")
    try:
        yield visit
    finally:
        context.close()
