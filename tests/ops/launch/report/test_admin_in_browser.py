"""The button in a real browser on a real site: pressed, waited for, read."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from tests.browser.conftest import CHROMIUM
from tests.browser.visitors import SECONDS
from tests.live_site import live_site
from tests.staff_session import staff_cookie

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def test_the_button_leads_to_a_report(tmp_path: Path) -> None:
    if not CHROMIUM:
        pytest.skip("needs a browser: install Debian's chromium")
    complaints: list[str] = []
    with live_site(tmp_path, demo=False) as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 390, "height": 800})
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda message: complaints.append(message.text))
        page.context.add_cookies([staff_cookie(site, "maya")])
        page.goto(f"{site.url}/admin/")
        page.get_by_role("link", name="Run it before you send traffic").click()
        page.get_by_role("button", name="Run the launch check").click()
        # It looks again by itself until there is something to see.
        page.get_by_role("button", name="Run it again").wait_for(timeout=60 * SECONDS)
        page.get_by_role("heading", name="How to read this").wait_for()
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        with page.expect_download() as taken:
            page.get_by_role("link", name="HTML").click()
        assert taken.value.suggested_filename.startswith("launch-check-127.0.0.1-")
        browser.close()
    assert complaints == []
