"""The emails of the chat and of accounts, and the paper they are on."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from allauth.core import context
from django.test import RequestFactory
from django.utils import timezone, translation
from hypothesis import given
from hypothesis import settings as unhurried
from hypothesis import strategies as st

from chatbot import transcript
from chatbot.accounts import emails
from chatbot.accounts.adapters import AccountAdapter
from chatbot.colour import DARK, DEFAULT_ACCENT, LIGHT, contrast
from chatbot.letters import QUIET, TABLES, letterhead, palette
from chatbot.models import Business, Conversation, Message
from chatbot.models.business import Business as Profile
from ops.letters import letterhead as heads
from ops.models import OutboxMessage
from tests.chatbot.test_colour import TOKENS

pytestmark = pytest.mark.django_db


@given(st.integers(0, 0xFFFFFF))
@unhurried(deadline=None)
def test_whatever_colour_a_founder_picks_every_word_can_be_read(number: int) -> None:
    for scheme in (LIGHT, DARK):
        made = palette(f"#{number:06x}", scheme)
        for text in (made.ink, made.quiet, made.link):
            assert contrast(text, made.sheet) >= 4.5
        assert contrast(made.on_accent, made.accent) >= 4.5
        assert contrast(made.ink, made.tint) >= 4.5
        assert contrast(made.edge, made.sheet) >= 3


def test_the_paper_is_that_of_the_pages() -> None:
    tokens = TOKENS.read_text()
    for scheme, pair in QUIET.items():
        assert all(colour in tokens for colour in pair), scheme
    assert palette(DEFAULT_ACCENT, LIGHT) == heads.LIGHT
    assert palette(DEFAULT_ACCENT, DARK) == heads.DARK


def test_the_letterhead_is_the_business() -> None:
    Business(pk=1, name="Northbound", coach_name="Maya", colour="#ffd400", language="pt").save()
    head = letterhead()
    assert (head.business_name, head.person, head.language) == ("Northbound", "Maya", "pt")
    assert head.light.accent == "#ffd400" and head.light.on_accent == "#000000"


def conversation(locale: str, *said: tuple[str, str]) -> Conversation:
    made, _token = Conversation.start(locale=locale)
    for role, text in said:
        Message.objects.create(conversation=made, role=role, text=text)
    return made


SAID = (
    (Message.Role.VISITOR, "What does it cost?"),
    (Message.Role.ASSISTANT, "150 euros.\nThe first call is free."),
    (Message.Role.VISITOR, "<b>שלום</b>"),
)


@pytest.mark.parametrize(
    ("locale", "who", "zone"),
    [
        ("de-AT", "Sie, 10:30:", "CET"),
        ("pt-BR", "Você, 10:30:", "CET"),
        ("sv", "Vous, 10:30:", "CET"),
    ],
)
def test_a_transcript_is_in_the_visitors_language(locale: str, who: str, zone: str) -> None:
    Business(pk=1, name="Northbound", language="fr", time_zone="Europe/Paris").save()
    made = conversation(locale, *SAID)
    Message.objects.update(created_at=datetime(2026, 11, 27, 9, 30, tzinfo=UTC))
    assert transcript.send(conversation=made, to="me@example.org")
    row = OutboxMessage.objects.get(kind="transcript")
    assert f"{who}\n  What does it cost?" in row.text
    assert f"10:30 {zone}" in row.text
    assert "The first call is free." in row.html and "&lt;b&gt;" in row.html


def test_a_conversation_in_which_nothing_was_said_is_not_sent() -> None:
    assert not transcript.send(conversation=conversation("en"), to="me@example.org")
    assert not OutboxMessage.objects.exists()


CHANGE = {
    "timestamp": timezone.now(),
    "ip": "203.0.113.7",
    "user_agent": "Evil\r\nBcc: x <script>" + "x" * 500,
}


@pytest.mark.parametrize("language", TABLES)
def test_every_notice_of_an_account_has_words(language: str) -> None:
    assert {*TABLES[language].changes} == {*TABLES["en"].changes}
    with translation.override(language):
        for prefix, sentence in TABLES[language].changes.items():
            letter = emails.letter_of(prefix, CHANGE)
            assert letter is not None
            assert sentence in letter.text and "203.0.113.7" in letter.text
            assert "<script>" not in letter.html
            assert "Bcc" not in letter.subject


def test_codes_are_alone_on_their_line() -> None:
    for prefix in ("email_confirmation", "email_confirmation_signup", "password_reset_code"):
        letter = emails.letter_of(f"account/email/{prefix}", {"code": "AB12-CD34"})
        assert letter is not None
        assert "AB12-CD34" in [line.strip() for line in letter.text.splitlines()]
        assert "AB12-CD34" not in letter.subject, "not on a locked screen"


def test_an_email_we_have_no_words_for_still_leaves_in_the_house_look() -> None:
    assert emails.letter_of("account/email/login_code", {"code": "AB"}) is None
    assert emails.letter_of("account/email/email_confirmation", {"activate_url": "x"}) is None
    request = RequestFactory().get("/accounts/")
    with context.request_context(request):
        adapter = AccountAdapter(request)
        adapter.send_mail("account/email/login_code", "ana@example.org", {"code": "AB12"})
    row = OutboxMessage.objects.get()
    assert "AB12" in row.text and "AB12" in row.html
    assert Profile.current().name in row.html
