"""Getting in as the founder: guessing, forged posts from other sites, and links that lead away."""

from __future__ import annotations

import itertools
import re
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from pytest_django import Settings

from ops.web.middleware import WITHOUT_SESSION

pytestmark = pytest.mark.django_db(transaction=True)
WORD = "a-long-word-of-the-founders"
EVIL = [
    "https://evil.example/",
    "//evil.example/",
    "///evil.example/",
    "////evil.example/",
    "/\\evil.example/",
    "\\\\evil.example/",
    "/\t/evil.example/",
    "/\n/evil.example/",
    "https:evil.example",
    "https:/evil.example",
    "http:///evil.example/",
    "javascript:alert(1)",
    "data:text/html,x",
    " https://evil.example/",
    "https://testserver@evil.example/",
    "https://testserver.evil.example/",
    "//testserver:80@evil.example/",
    "/%09/evil.example/",
    "https://evil.example\\@testserver/",
    "\x00//evil.example/",
    "//evil。example/",
    "//[::1/",
]


@pytest.fixture
def founder() -> Any:
    """Somebody whose account is worth having."""
    users: Any = get_user_model()._default_manager
    return users.create_superuser(username="maya", email="maya@example.org", password=WORD)


def sign_in(client: Client, username: str, password: str, **more: Any) -> Any:
    return client.post(reverse("account_login"), {"login": username, "password": password}, **more)


def test_the_right_word_opens(client: Client, founder: Any) -> None:
    """So that the tests below would see it."""
    assert sign_in(client, "maya", WORD).status_code == 302


def test_an_account_is_not_guessed_at_from_many_addresses(
    client: Client, founder: Any, settings: Settings
) -> None:
    settings.TRUSTED_PROXIES = "1"
    answers = [
        sign_in(
            client, "maya", f"guess {n}", headers={"X-Forwarded-For": f"198.51.100.{n}"}
        ).status_code
        for n in range(12)
    ]
    assert answers[5:] == [429] * 7
    late = sign_in(client, "maya", WORD, headers={"X-Forwarded-For": "198.51.100.99"})
    assert late.status_code == 429


def test_an_address_does_not_try_one_word_on_many_accounts(client: Client, founder: Any) -> None:
    answers = [sign_in(client, f"user{n}", "Summer2026!").status_code for n in range(30)]
    assert answers[20:] == [429] * 10


def test_other_spellings_of_a_name_are_the_same_account(client: Client, founder: Any) -> None:
    """Django makes one name of them (NFKC): each must be counted as that name."""
    spellings = [
        "maya",
        " maya",
        "maya ",
        "ｍａｙａ",
        "ｍaya",
        "mａya",
        "maʏa",
        "𝗆𝖺𝗒𝖺",
        "𝓶𝓪𝔂𝓪",
        "ⓜⓐⓨⓐ",
    ]
    answers = [
        sign_in(client, name, f"guess {n}").status_code
        for n, name in enumerate(itertools.islice(itertools.cycle(spellings), 16))
        if name != "maʏa"  # A letter of its own, and so another name.
    ]
    assert answers[5:] == [429] * (len(answers) - 5)


def test_a_known_and_an_unknown_name_are_answered_alike(client: Client, founder: Any) -> None:
    known, unknown = (sign_in(client, name, "guess") for name in ("maya", "nobody"))
    assert known.status_code == unknown.status_code

    def shown(answer: Any, name: str) -> str:
        text: str = answer.content.decode().replace(name, "")
        assert "incorrect" in text or "not correct" in text
        return re.sub(r'name="csrfmiddlewaretoken" value="\w+"|[0-9a-f]{32}', "", text)

    assert shown(known, "maya") == shown(unknown, "nobody")


@pytest.mark.parametrize("where", EVIL)
def test_signing_in_leads_to_no_other_site(client: Client, founder: Any, where: str) -> None:
    body = {"login": "maya", "password": WORD, "next": where}
    answers = [
        client.post(reverse("account_login"), body),
        client.get(reverse("account_login"), {"next": where}),  # Already signed in by now.
        client.get(reverse("admin:login"), {"next": where}),
    ]
    for answer in answers:
        assert answer.status_code in (302, 400)
        if answer.status_code == 302:
            led = urlsplit(urljoin("https://testserver/x/", answer["Location"].replace("\\", "/")))
            assert led.netloc == "testserver" and led.scheme == "https"


@pytest.mark.parametrize("where", EVIL)
@pytest.mark.parametrize("name", ["next", "return", "return_to", "redirect", "url", "continue"])
def test_the_contact_form_returns_to_our_own_page(client: Client, name: str, where: str) -> None:
    answer = client.post(f"/contact/?{name}=x", {name: where, "website": "machine"})
    assert answer.status_code == 303
    assert answer["Location"] == "/thanks/"


def routes(patterns: Any = None, before: str = "") -> list[str]:
    """Every address that needs no words filled in."""
    found = []
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        path = before + str(pattern.pattern).lstrip("^").rstrip("$")
        if isinstance(pattern, URLResolver):
            found += routes(pattern.url_patterns, path)
        elif isinstance(pattern, URLPattern) and "<" not in path and "(" not in path:
            found.append(f"/{path}")
    return found


def test_no_other_site_posts_with_the_founders_session(founder: Any) -> None:
    """Every address that knows a session, those of the admin with every model among them."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(founder)
    # The contact form is public and looks at no session; ``from_our_site`` guards it.
    tried = [path for path in routes() if not path.startswith((*WITHOUT_SESSION, "/contact/"))]
    tried += [
        reverse(f"admin:auth_user_{act}", args=[founder.pk])
        for act in ("change", "delete", "password_change")
    ]
    assert len(tried) > 30
    for path in tried:
        for headers in (
            {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"},
            {"Origin": "null"},
            {"Referer": "https://evil.example/"},
        ):
            answer = client.post(path, {"action": "delete_selected"}, headers=headers)
            assert answer.status_code in (403, 404, 405), (path, headers, answer.status_code)
    assert get_user_model().objects.filter(pk=founder.pk).exists()


def test_a_session_opens_no_route_that_checks_no_forgery(client: Client, founder: Any) -> None:
    """The API has no CSRF token, so a session must be worth nothing there."""
    client.force_login(founder)
    for path in ("/api/v1/conversations/00000000-0000-4000-8000-000000000000/messages/",):
        answer = client.get(path)
        assert answer.status_code == 401
        assert "sessionid" not in answer.cookies
        assert not hasattr(answer.wsgi_request, "user")


@pytest.mark.parametrize("method", ["get", "post", "put", "delete", "patch"])
def test_a_stranger_opens_no_page_of_the_admin(client: Client, method: str) -> None:
    prefix = reverse("admin:index")
    pages = [path for path in routes() if path.startswith(prefix)]
    assert len(pages) > 20
    for path in pages:
        answer = getattr(client, method)(path)
        if "/login/" in path or "/logout/" in path or "jsi18n" in path:
            continue
        assert answer.status_code in (302, 403, 404, 405), path
        if answer.status_code == 302:
            assert "/login/" in answer["Location"], path


@pytest.mark.parametrize("path", ["/api/schema/", "/api/docs/"])
def test_a_stranger_reads_no_schema(client: Client, path: str) -> None:
    assert client.get(path).status_code in (403, 404)
