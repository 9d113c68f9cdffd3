"""Accounts in a real browser: the app and a passkey of whoever runs the site, a visitor's chat."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Browser, Page

from tests.live_site import OPS_TOKEN, LiveSite, live_site

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
PASSWORD = "three quiet lamps burn"
LAST_EMAIL = (
    "from ops.models import OutboxMessage as O; "
    "print(O.objects.filter(kind='account').latest('created_at').text)"
)


@pytest.fixture(scope="module")
def own_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveSite]:
    """As in production but for HTTPS, with accounts; browsers know passkeys for localhost."""
    with live_site(
        tmp_path_factory.mktemp("accounts"), ACCOUNTS="true", ALLOWED_HOSTS="localhost"
    ) as running:
        yield running


@pytest.fixture
def page(own_site: LiveSite, chromium: Browser) -> Iterator[Page]:
    """A phone; nothing may complain or be too wide."""
    complaints: list[str] = []
    context = chromium.new_context(
        viewport={"width": 390, "height": 800},
        base_url=own_site.url.replace("127.0.0.1", "localhost"),
    )
    opened = context.new_page()
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on("console", lambda message: complaints.append(message.text))
    yield opened
    context.close()
    assert complaints == []


def fits(page: Page) -> None:
    """Nothing sticks out at the side."""
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def until(page: Page, expression: str) -> None:
    """Asked again and again from here: the page's policy lets nobody wait within it (no eval)."""
    for _ in range(150):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"never true: {expression}")


def with_passkeys(page: Page) -> tuple[Any, str]:
    """A virtual authenticator, as a phone's own."""
    session: Any = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    made = session.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    return session, made["authenticatorId"]


def test_the_first_owner_sets_up_an_app_and_a_passkey_and_signs_in_with_it(page: Page) -> None:
    page.goto("/setup/")
    fits(page)
    page.get_by_label("The value of OPS_TOKEN").fill(OPS_TOKEN)
    page.get_by_label("Your email address").fill("maya@northbound.example.com")
    page.get_by_label("A new password").fill(PASSWORD)
    page.get_by_role("button", name="Become the owner").click()
    page.wait_for_url("**/accounts/2fa/totp/activate/**")
    fits(page)
    secret = re.search(r">([A-Z2-7]{32})<", page.content())
    assert secret
    code = format_hotp_value(hotp_value(secret[1], int(time.time()) // 30))
    page.locator("input[name=code]").fill(code)
    page.locator("main form button[type=submit]").click()
    page.wait_for_url("**/accounts/2fa/recovery-codes/")
    fits(page)
    assert len(set(re.findall(r"\b\d{8}\b", page.content()))) == 10
    page.get_by_label("I have saved my recovery codes").check()
    page.get_by_role("link", name="Go on").click()
    page.get_by_role("heading", name="Who should I call today?").wait_for()
    assert page.request.get("/setup/").status == 404
    with_passkeys(page)
    page.goto("/accounts/2fa/webauthn/add/")
    fits(page)
    box = page.locator("input[name=passwordless]")
    if box.count():
        box.check()
    page.locator("#mfa_webauthn_add").click()
    page.wait_for_url(re.compile(r"/accounts/2fa/(webauthn/|recovery-codes/)?$"))
    page.goto("/accounts/logout/")
    page.get_by_role("button", name="Sign Out").click()
    page.wait_for_url("**/accounts/login/")
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url("**/accounts/")
    page.goto("/admin/")
    page.get_by_role("heading", name="Who should I call today?").wait_for()


def signed_up(own_site: LiveSite, page: Page, email: str) -> None:
    """Ask something, then make an account."""
    page.goto("/")
    page.get_by_role("button", name=re.compile("chat|ask", re.IGNORECASE)).first.click()
    page.locator('[data-chat="text"]').fill("What does coaching cost?")
    page.keyboard.press("Enter")
    page.locator('[data-chat="log"]').get_by_text("What does coaching cost?").wait_for()
    until(page, "Boolean(JSON.parse(localStorage.getItem('slipway-chat') || '{}').id)")
    page.goto("/accounts/signup/")
    fits(page)
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.locator("main form button[type=submit]").click()
    page.wait_for_url("**/accounts/confirm-email/")
    fits(page)
    text = own_site.manage("shell", "-c", LAST_EMAIL)
    found = re.search(r"^ *([A-Z0-9]+-[A-Z0-9]+)$", text, re.MULTILINE)
    assert found, text
    page.locator("input[name=code]").fill(found[1])
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url("**/accounts/")


def test_a_visitor_finds_what_they_said_in_their_account(own_site: LiveSite, page: Page) -> None:
    signed_up(own_site, page, "ana@customers.example.com")
    page.goto("/accounts/conversations/")
    page.get_by_role("link", name="What does coaching cost?").click()
    page.get_by_role("button", name="Delete this conversation").wait_for()
    fits(page)
    page.goto("/accounts/logout/")
    page.get_by_role("button", name="Sign Out").click()
    page.wait_for_url("**/accounts/login/")
    until(page, "!localStorage.getItem('slipway-chat')")


def test_a_visitor_deletes_their_account_and_sees_when_it_is_done(
    own_site: LiveSite, page: Page
) -> None:
    signed_up(own_site, page, "bea@customers.example.com")
    page.goto("/accounts/conversations/")
    page.get_by_role("link", name="What does coaching cost?").wait_for()
    # Deleting wants the password, which a new account has not been asked for yet.
    page.goto("/accounts/logout/")
    page.get_by_role("button", name="Sign Out").click()
    page.wait_for_url("**/accounts/login/")
    page.locator("input[name=login]").fill("bea@customers.example.com")
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url("**/accounts/")
    page.goto("/accounts/delete/")
    page.get_by_text("usually within a minute").wait_for()
    fits(page)
    page.get_by_role("button", name="Delete everything").click()
    page.wait_for_url("**/accounts/deleted/?deletion=*")
    page.get_by_role("heading", name="Your account is closed").wait_for()
    fits(page)
    # The next person at this computer finds no conversation.
    until(page, "!localStorage.getItem('slipway-chat')")
    page.get_by_role("link", name="See how far it is").click()
    gone = page.get_by_role("heading", name="Everything about you is deleted.")
    for _ in range(60):
        if gone.is_visible():
            break
        page.wait_for_timeout(1000)
        page.reload()
    gone.wait_for()
    fits(page)
    page.goto("/accounts/conversations/")
    page.wait_for_url("**/accounts/login/**")
