"""Stored XSS: everything a visitor can leave behind, read by the founder in a real Chromium.

Each payload goes into every field that is kept: messages, names, phones, enquiries, where they came
from. Then the founder opens every page of the admin on which those show, and reads the emails.
Nothing may run, nothing may become an element or a link that runs, and nothing may be fetched.
"""

from __future__ import annotations

import email
import email.policy
import shutil
import uuid
from collections.abc import Iterator
from email.message import EmailMessage
from html.parser import HTMLParser
from typing import Any

import pytest
from playwright.sync_api import Browser, Dialog, Page, sync_playwright

from tests.attack.attacker import Attacker
from tests.live_site import LiveSite
from tests.staff_session import staff_cookie

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("attack")]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
SIGN = "planted"
ALERT = f"alert`{SIGN}`"
PAYLOADS = [
    f"<script>{ALERT}</script>",
    f"<ScRiPt>{ALERT}</sCrIpT >",
    f"</script><script>{ALERT}</script>",
    f"<img src=x onerror={ALERT}>",
    f"<img/src=x/onerror={ALERT}>",
    f"<svg onload={ALERT}>",
    f"<svg><script>{ALERT}</script></svg>",
    f"<math><mtext><img src=x onerror={ALERT}></mtext>",
    f'"><img src=x onerror={ALERT}>',
    f"'><img src=x onerror={ALERT}>",
    f'" onmouseover={ALERT} autofocus onfocus={ALERT} x="',
    f"' autofocus onfocus={ALERT} x='",
    f"--><img src=x onerror={ALERT}>",
    f"]]><img src=x onerror={ALERT}>",
    f"</textarea><img src=x onerror={ALERT}>",
    f"</title><img src=x onerror={ALERT}>",
    f"</style><img src=x onerror={ALERT}>",
    f"<iframe srcdoc='<script>{ALERT}</script>'></iframe>",
    f"<details open ontoggle={ALERT}>",
    f"<body onload={ALERT}>",
    f"<a href=javascript:{ALERT}>x</a>",
    f"javascript:{ALERT}",
    f"JaVaScRiPt:{ALERT}",
    f"java\tscript:{ALERT}",
    f"data:text/html,<script>{ALERT}</script>",
    f"[x](javascript:{ALERT})",
    "<base href=//planted.example/>",
    "<meta http-equiv=refresh content='0;url=//planted.example'>",
    "<link rel=stylesheet href=//planted.example/x.css>",
    "<form action=//planted.example><input>",
    "{{ 7|add:'7' }}{% load static %}",
    f"{{{{constructor.constructor('{ALERT}')()}}}}",
    f"&lt;script&gt;{ALERT}&lt;/script&gt;",
    f"\\u003cimg src=x onerror={ALERT}\\u003e",
    f"\ufeff<img src=x onerror={ALERT}>",
    f"<noscript><p title='</noscript><img src=x onerror={ALERT}>'>",
]
#: What a page of the admin must not hold on behalf of a visitor.
SEARCH = f"""() => [...document.querySelectorAll("*")].filter((node) =>
  [...node.attributes].some(({{name, value}}) =>
    (name.startsWith("on") && value.includes("{SIGN}")) ||
    (["href", "src", "action", "srcdoc", "formaction"].includes(name)
      && /^\\W*(java\\s*script|data):/i.test(value)) ||
    (["href", "src", "action"].includes(name) && value.includes("//planted.example")
      && !value.includes("?"))) ||
  (node.matches("script, style, base, iframe") && (node.textContent.includes("{SIGN}`")
      || node.matches("base, iframe")))
).map((node) => node.outerHTML.slice(0, 300))"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's browser, without a window."""
    if not CHROMIUM:
        pytest.skip("needs a browser: install Debian's chromium")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


def plant(attacker: Attacker, payload: str) -> None:
    """Leave it in every field there is."""
    came: dict[str, Any] = {
        "page_url": f"https://x.example/{payload}",
        "referrer": payload,
        "utm": {"source": payload[:200], payload[:40]: "x"},
        "first_touch": {"page_url": payload, "referrer": payload, "utm": {"campaign": payload}},
    }
    opened = attacker.start(**came)
    attacker.say(opened, payload)
    attacker.say(opened, f"I want a person. {payload}")
    attacker.ask(
        "POST", f"/api/v1/conversations/{opened.id}/handoff/", json={}, headers=opened.bearer
    )
    lead = {
        "email": f"a{uuid.uuid4().hex}@example.org",
        "consent": True,
        "name": payload,
        "phone": payload[:40],
        "message": payload,
        "page_url": payload,
        "referrer": payload,
        "utm": {"source": payload},
    }
    for more in ({}, {"conversation_id": opened.id}):
        answer = attacker.ask("POST", "/api/v1/leads/", json=lead | more, headers=opened.bearer)
        assert answer.status_code == 201, answer.text
    attacker.ask(
        "POST",
        "/api/v1/client-errors/",
        json={"message": payload, "page": payload},
        headers={"Origin": attacker.site.url},
    )


@pytest.fixture(scope="module")
def planted(site: LiveSite) -> list[str]:
    """The founder's account, and a site full of payloads; the addresses of admin pages to read."""
    attacker = Attacker(site)
    for payload in PAYLOADS:
        plant(attacker, payload)
    site.manage(
        "shell",
        "-c",
        (
            "from django.contrib.auth.models import User\n"
            "User.objects.create_superuser('founder', 'f@example.org', 'a-long-word-of-mine')"
        ),
    )
    found = site.manage(
        "shell",
        "-v",
        "0",
        "-c",
        (
            "from chatbot.models import Conversation\nfrom leads.models import Lead\n"
            "[print(f'chatbot/conversation/{c.pk}/change/') for c in Conversation.objects.all()]\n"
            "[print(f'leads/lead/{l.pk}/change/') for l in Lead.objects.all()]"
        ),
    )
    records = [line for line in found.splitlines() if line.endswith("/change/")]
    assert len(records) >= 2 * len(PAYLOADS)
    return [
        "",
        "chatbot/conversation/",
        "chatbot/conversation/?q=%3Cimg%20src%3Dx%20onerror%3Dalert%601%60%3E",
        "leads/lead/",
        "leads/lead/?q=%22%3E%3Csvg%20onload%3Dalert%601%60%3E",
        "ops/outboxmessage/",
        "chatbot/conversation/?p=%3Cscript%3Ealert%601%60%3C/script%3E",
        *records[::2],
    ]


@pytest.fixture
def founder(site: LiveSite, browser: Browser, planted: list[str]) -> Iterator[Page]:
    """Signed in. Whatever runs, or is fetched from elsewhere, fails the test."""
    context = browser.new_context(extra_http_headers={"X-Forwarded-For": "198.51.100.7"})
    page = context.new_page()
    happened: list[str] = []

    def note(dialog: Dialog) -> None:
        happened.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", note)
    page.on("pageerror", lambda error: happened.append(str(error)))
    page.on(
        "request",
        lambda request: (
            None
            if request.url.startswith((f"{site.url}/", "data:"))
            else happened.append(request.url)
        ),
    )
    page.on("console", lambda said: happened.append(said.text) if said.type == "error" else None)
    context.add_cookies([staff_cookie(site, "founder")])
    page.goto(f"{site.url}/admin/")
    assert page.url == f"{site.url}/admin/"
    yield page
    context.close()
    assert happened == []


def test_the_founder_reads_it_all_and_nothing_runs(
    site: LiveSite, founder: Page, planted: list[str]
) -> None:
    shown = 0
    for path in planted:
        founder.goto(f"{site.url}/admin/{path}")
        assert founder.evaluate(SEARCH) == [], path
        shown += founder.content().count(SIGN)
    # The payloads are there, as text.
    assert shown > len(planted)


class Elements(HTMLParser):
    """The elements of an email, and their attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.attributes: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note them."""
        self.names.add(tag)
        self.attributes += [(name, value or "") for name, value in attrs]


def test_no_email_carries_an_element_of_a_visitors(site: LiveSite, planted: list[str]) -> None:
    site.manage("deliver_outbox")
    paths = sorted(site.mail_dir.glob("*.eml"))
    assert len(paths) >= len(PAYLOADS)
    quoted = 0
    for path in paths:
        message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        assert isinstance(message, EmailMessage)
        body = message.get_body(("html",))
        if body is None:
            continue
        text = body.get_content()
        quoted += SIGN in text
        elements = Elements()
        elements.feed(text)
        assert not elements.names & {"script", "svg", "img", "iframe", "base", "form", "math"}
        for name, value in elements.attributes:
            assert not name.startswith("on")
            assert SIGN not in value
    assert quoted >= len(PAYLOADS)


def test_the_search_sees_what_it_looks_for(browser: Browser) -> None:
    """So that the tests above would fail on a page that is not safe."""
    page = browser.new_page()
    for payload in (PAYLOADS[3], PAYLOADS[0], PAYLOADS[20], PAYLOADS[26], PAYLOADS[17]):
        page.set_content(f"<p>{payload}</p>")
        assert page.evaluate(SEARCH), payload
    page.close()
