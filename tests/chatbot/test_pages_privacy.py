"""The privacy page says what is true of this deployment, and nothing that is not."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.test import Client
from pytest_django import Settings

from chatbot.models import Business
from chatbot.models.usage import CALLS_KEPT
from chatbot.privacy import handling

pytestmark = pytest.mark.usefixtures("demo")


def page(client: Client) -> str:
    return client.get("/privacy/").content.decode()


def test_it_says_who_is_responsible_and_how_to_reach_them(client: Client) -> None:
    text = page(client)
    for words in ("Northbound Coaching", "Maya Lindqvist", "hello@northbound.example.com"):
        assert words in text.partition('id="responsible"')[2]
    assert "ask in the chat to have your data deleted" in text


def test_without_a_model_nobody_is_sent_what_visitors_write(client: Client) -> None:
    text = page(client)
    assert "No other company is sent what you write." in text
    for name in ("OpenAI", "Anthropic", "Sentry", "Postmark"):
        assert name not in text


@pytest.mark.parametrize(
    ("provider", "base_url", "name"),
    [
        ("openai", "", "OpenAI"),
        ("anthropic", "", "Anthropic"),
        ("openai", "https://llm.example.net/v1", "llm.example.net"),
    ],
)
def test_the_company_behind_the_model_is_named(
    client: Client, settings: Settings, provider: str, base_url: str, name: str
) -> None:
    settings.LLM_PROVIDER, settings.LLM_MODEL, settings.LLM_API_KEY = provider, "m", "key"
    settings.LLM_BASE_URL = base_url
    text = page(client)
    assert f"is sent to {name}." in text
    assert f"kept for {CALLS_KEPT.days} days" in text
    assert "No other company is sent" not in text


def test_both_models_are_named(client: Client, settings: Settings) -> None:
    settings.LLM_PROVIDER, settings.LLM_MODEL, settings.LLM_API_KEY = "openai", "m", "key"
    settings.LLM_FALLBACK_PROVIDER, settings.LLM_FALLBACK_MODEL = "anthropic", "n"
    settings.LLM_FALLBACK_API_KEY = "key"
    assert "is sent to OpenAI, Anthropic." in page(client)


def test_the_email_service_is_named_where_emails_leave(client: Client, settings: Settings) -> None:
    settings.EMAIL_PROVIDER = "postmark"
    assert "Emails leave through Postmark" in page(client)
    settings.EMAIL_PROVIDER = "smtp"
    settings.EMAIL_URL = "smtp+tls://me:hunter2@smtp.example.net:587"
    text = page(client)
    assert "Emails leave through smtp.example.net" in text
    assert "hunter2" not in text


def test_error_reports_are_told_where_there_are_any(client: Client, settings: Settings) -> None:
    settings.SENTRY_DSN = "http://public@127.0.0.1:9/1"
    text = page(client)
    assert "goes to Sentry" in text
    assert "public@" not in text


def test_how_long_senders_are_counted_follows_the_table(client: Client, settings: Settings) -> None:
    assert "for an hour at most" in page(client)
    settings.RATE_LIMITS = {"lead": {"address": ["5/d"]}}
    assert "for a day at most" in page(client)


def test_other_websites_are_told_of_where_the_chat_may_stand_on_them(
    client: Client, settings: Settings
) -> None:
    assert "another website of ours" not in page(client)
    settings.EMBED_ORIGINS = ["https://www.example.com"]
    assert "another website of ours" in page(client)
    assert "signed in" not in page(client)
    settings.IDENTITY_SECRET = "s" * 40
    assert "signed in" in page(client)


def test_booking_is_told_with_its_host(client: Client) -> None:
    assert "Times are booked on cal.example.com" in page(client)
    Business.objects.update(booking_url="")
    assert "Times are booked" not in page(client)


def test_the_founder_adds_words_of_their_own_as_text(client: Client) -> None:
    note = "Storgatan 1, Stockholm\n\n<script>alert(1)</script> https://example.com/terms"
    Business.objects.update(privacy_note=note)
    text = page(client)
    assert "<p>Storgatan 1, Stockholm</p>" in text
    assert "<script>alert" not in text
    assert 'href="https://example.com/terms"' in text


@pytest.mark.parametrize(("language", "words"), [("de", "Was über Sie aufbewahrt wird"),
                         ("fr", "Ce qui est conservé à votre sujet"),
                         ("es", "Qué se guarda sobre ti"),
                         ("pt", "O que fica guardado sobre si")])  # fmt: skip
def test_it_is_in_the_language_of_the_business(client: Client, language: str, words: str) -> None:
    Business.objects.update(language=language)
    text = page(client)
    assert words in text and "What is kept" not in text and "When you" not in text


def test_nothing_that_it_promises_has_changed_meanwhile() -> None:
    """The numbers that stand in words on the page, where they are decided."""
    static = Path(django_settings.BASE_DIR) / "chatbot/static/chatbot"
    assert "const LONGEST = 30 * 24 * 60 * 60 * 1000;" in (static / "kept.js").read_text()
    # Addresses in the log are shortened before they are written.
    access = ast.parse((Path(django_settings.BASE_DIR) / "ops/logs/access.py").read_text())
    names = {node.id for node in ast.walk(access) if isinstance(node, ast.Name)}
    assert "shortened" in names
    assert handling(Business.current()).counted_a_day is False


def test_cookies_are_told_where_there_are_accounts(client: Client, settings: Settings) -> None:
    assert "sign" not in client.get("/privacy/").content.decode().split("There is no adv")[0]
    settings.ACCOUNTS = True
    assert "Only whoever signs in" in client.get("/privacy/").content.decode()
