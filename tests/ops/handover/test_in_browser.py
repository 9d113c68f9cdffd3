"""The page on a phone: nothing is wider than the screen, and nothing is loaded."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import ConsoleMessage, Page, Request, sync_playwright

from ops.handover.as_html import as_html
from ops.handover.compose import compose
from tests.browser.conftest import CHROMIUM
from tests.ops.handover import sites
from tests.ops.handover.test_composing import northbound

pytestmark = [pytest.mark.django_db, pytest.mark.browser]


class Seen:
    """What a page asked for, and what the browser said about it."""

    def __init__(self, page: Page) -> None:
        self.asked: list[str] = []
        self.said: list[str] = []
        page.on("request", self.ask)
        page.on("console", self.say)

    def ask(self, request: Request) -> None:
        self.asked.append(request.url)

    def say(self, message: ConsoleMessage) -> None:
        self.said.append(message.text)


def test_it_fits_a_phone_and_a_desk_and_loads_nothing(tmp_path: Path) -> None:
    file = tmp_path / "handover.html"
    file.write_text(as_html(compose(northbound(), sites.ANSWERS)))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for width in (390, 1280):
            page = browser.new_page(viewport={"width": width, "height": 900})
            seen = Seen(page)
            page.goto(file.as_uri())
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            assert page.locator("h1").evaluate("one => getComputedStyle(one).fontWeight") == "500"
            page.get_by_role("link", name="Roll back").click()
            assert page.evaluate("location.hash") == "#roll-back"
            assert (len(seen.asked), seen.said) == (1, [])
        browser.close()
