"""Every page in a real browser under its own policy: nothing that it does is refused."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.visitors import SECONDS, Guests, Visits, Watch, from_elsewhere
from tests.live_site import LiveSite
from tests.staff_session import staff_cookie

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

COST = "What does a single session cost?"
#: Collects what a policy refuses, before any script of the page runs, in every frame.
LISTEN = """window.refused = [];
addEventListener('securitypolicyviolation', (event) =>
  window.refused.push(`${event.effectiveDirective}: ${event.blockedURI} ${event.sample}`));"""
MAKE = (
    "from django.contrib.auth import get_user_model as users; "
    "from chatbot.models import Conversation; "
    "users().objects.filter(username='policy').exists() or "
    "users().objects.create_superuser('policy', '', 'x'); "
    "print(Conversation.objects.order_by('-pk').values_list('pk', flat=True).first())"
)


def refused(page: Page) -> list[str]:
    """What was refused in the page and in its frames."""
    return [
        said
        for frame in page.frames
        if frame.url.startswith("http")
        for said in frame.evaluate("window.refused || []")
    ]


@pytest.mark.parametrize("path", ["/", "/widget/", "/privacy/", "/thanks/", "/nowhere/"])
def test_a_page_for_visitors(visit: Visits, path: str) -> None:
    missing = ("404",) if path == "/nowhere/" else ()
    visitor = visit(path, prepare=LISTEN, complains=missing)
    if path == "/":
        visitor.open_chat()
    if path in ("/", "/widget/"):
        visitor.ask(COST)
        visitor.answered()
    visitor.page.wait_for_load_state("networkidle")
    assert refused(visitor.page) == []
    # The policy is there, and Trusted Types with it: a string does not become markup.
    thrown = visitor.page.evaluate(
        "() => { try { document.createElement('p').innerHTML = '<b>x</b>'; return '' }"
        " catch (error) { return error.name } }"
    )
    assert thrown == "TypeError"
    visitor.watch.complaints[:] = [
        said for said in visitor.watch.complaints if "TrustedHTML" not in said
    ]


def test_a_page_can_do_nothing_with_the_device(visit: Visits) -> None:
    """Asked of the browser itself, so that an ability it learns next year is seen here."""
    able = visit("/").page.evaluate("document.featurePolicy.allowedFeatures()")
    assert [name for name in able if not name.startswith("ch-")] == ["clipboard-write"]
    framed = visit("/widget/").page.evaluate("document.featurePolicy.allowedFeatures()")
    left = {name for name in framed if not name.startswith("ch-")}
    assert left == {"clipboard-write", "storage-access", "sync-xhr", "unload"}


def test_the_panel_on_a_website_of_its_own(guest: Guests) -> None:
    visitor = guest("/", prepare=LISTEN)
    visitor.open()
    visitor.ask(COST)
    assert len(visitor.page.frames) == 2
    assert refused(visitor.page) == []


def test_what_is_smuggled_in_is_refused_and_told(visit: Visits) -> None:
    """The other way round: the listener hears, and our own server hears of it."""
    alone = from_elsewhere("203.0.113.20")
    visitor = visit("/", prepare=LISTEN, complains=("violates", "TrustedScript"), **alone)
    with visitor.page.expect_request("**/api/v1/client-errors/") as told:
        visitor.page.evaluate(
            "() => document.body.append(Object.assign(new Image(), "
            "{src: 'https://elsewhere.example/x.png?of=jane'}))"
        )
    assert "img-src" in (told.value.post_data or "")
    assert [said for said in refused(visitor.page) if said.startswith("img-src")]
    thrown = visitor.page.evaluate(
        "() => { try { document.body.setAttribute('onclick', 'window.smuggled = 1'); return '' }"
        " catch (error) { return error.name } }"
    )
    assert thrown == "TypeError"
    # Wanted, and never sent.
    smuggled = [r for r in visitor.watch.requests if "elsewhere" in r.url]
    assert [request.failure for request in smuggled] == ["csp"]
    visitor.watch.requests.remove(smuggled[0])


@pytest.fixture(scope="module")
def signed_in(site: LiveSite, chromium: Browser) -> Iterator[Any]:
    """The cookies of somebody who may do everything, and the newest conversation."""
    newest = site.manage("shell", "-c", MAKE).split()[-1]
    context = chromium.new_context()
    context.add_cookies([staff_cookie(site, "policy")])
    yield context.storage_state(), newest
    context.close()


@pytest.mark.parametrize(
    "path",
    [
        "/admin/",
        "/admin/chatbot/knowledgeentry/",
        "/admin/chatbot/knowledgeentry/add/",
        "/admin/chatbot/business/",
        "/admin/chatbot/embedding/",
        "/admin/chatbot/conversation/",
        "/admin/chatbot/conversation/NEWEST/change/",
        "/admin/leads/lead/",
        "/admin/auth/user/1/change/",
        "/admin/ops/auditentry/",
        "/admin/ops/launchrun/",
        "/admin/ops/outboxmessage/",
        "/admin/password_change/",
        "/api/docs/",
    ],
)
def test_a_page_for_staff(site: LiveSite, chromium: Browser, signed_in: Any, path: str) -> None:
    cookies, newest = signed_in
    context = chromium.new_context(storage_state=cookies)
    context.set_default_timeout(10 * SECONDS)
    context.add_init_script(LISTEN)
    page, watch = context.new_page(), Watch()
    watch.listen(page)
    # A conversation is never idle: its page asks for what the visitor writes.
    until: Any = "load" if "NEWEST" in path else "networkidle"
    response = page.goto(f"{site.url}{path.replace('NEWEST', newest)}", wait_until=until)
    found = refused(page)
    context.close()
    assert response and response.status == 200, path
    assert found == []
    assert watch.complaints == []
    assert {r.url for r in watch.requests if not r.url.startswith(f"{site.url}/")} == set()
