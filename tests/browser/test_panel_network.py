"""Networks that come and go, servers that restart, and answers that never come."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Route, expect

from tests.browser.visitors import SECONDS, Visits
from tests.live_site import LiveSite, live_site

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

COST = "What does a single session cost?"
MESSAGES = "**/messages/"


def test_a_page_of_a_proxy_in_place_of_an_answer_is_no_end(visit: Visits) -> None:
    visitor = visit("/widget/", complains=("503",))
    sent: list[str] = []

    def answer(route: Route) -> None:
        sent.append(json.loads(route.request.post_data or "{}")["client_message_id"])
        if len(sent) > 1:
            return route.continue_()
        return route.fulfill(
            status=503, content_type="text/html", body="<h1>Service Unavailable</h1>"
        )

    visitor.page.route(MESSAGES, answer)
    visitor.ask(COST)
    failed = visitor.page.locator(".chat-failed")
    expect(failed).to_contain_text("That did not get through. Please try again.")
    expect(failed).not_to_contain_text("Unavailable")
    failed.get_by_role("button", name="Try again").click()
    expect(visitor.page.locator(".chat-reply").last).to_contain_text("150")
    assert len(set(sent)) == 1


def test_a_server_that_is_silent_is_given_up_and_the_question_kept(visit: Visits) -> None:
    visitor = visit("/widget/")
    page = visitor.page
    page.get_by_label("Your message").wait_for()
    page.wait_for_load_state("networkidle")
    page.clock.install()
    page.route(MESSAGES, lambda route: None)
    visitor.ask(COST)
    page.locator(".chat-caret").wait_for()
    for _ in range(4):
        page.clock.run_for(16 * SECONDS)
    expect(page.locator(".chat-failed")).to_contain_text("Nothing you wrote is lost")
    expect(page.locator(".chat-caret")).to_have_count(0)
    expect(page.locator('[data-chat="log"]')).to_have_attribute("aria-busy", "false")
    page.unroute(MESSAGES)
    page.clock.resume()
    page.get_by_role("button", name="Try again").click()
    expect(page.locator(".chat-reply").last).to_contain_text("150")
    expect(page.locator(".chat-said")).to_have_count(1)


@pytest.fixture
def restarted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveSite]:
    """A site of one's own, to be killed; it writes slowly, so that there is time for it."""
    with live_site(tmp_path_factory.mktemp("restarted"), STREAM_PIECE_MS="200") as running:
        yield running


def test_a_server_that_dies_in_the_middle_of_an_answer_gives_it_once_it_is_back(
    restarted: LiveSite, chromium: Browser
) -> None:
    context = chromium.new_context(reduced_motion="reduce")
    context.set_default_timeout(15 * SECONDS)
    page = context.new_page()
    page.goto(f"{restarted.url}/widget/")
    page.get_by_label("Your message").fill(COST)
    page.get_by_label("Your message").press("Enter")
    page.locator(".chat-reply:last-child .chat-words", has_text="Single").wait_for()
    (gunicorn,) = [p for p in restarted.processes if p.poll() is None]
    # With its workers: the test started it in a group of its own.
    os.killpg(gunicorn.pid, signal.SIGKILL)
    gunicorn.wait(10)
    failed = page.locator(".chat-failed")
    expect(failed).to_contain_text("Nothing you wrote is lost", timeout=20 * SECONDS)
    restarted.serve()
    failed.get_by_role("button", name="Try again").click()
    reply = page.locator(".chat-reply").last
    expect(reply.locator(".chat-sources")).to_contain_text("Single session", timeout=40 * SECONDS)
    expect(page.locator(".chat-said")).to_have_count(1)
    page.reload()
    expect(page.locator(".chat-said")).to_have_count(1)
    expect(page.locator(".chat-reply")).to_have_count(2)
    context.close()
