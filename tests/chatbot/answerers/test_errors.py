"""A provider's refusal, as what the caller must decide."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from chatbot.answerers.errors import Kind, ModelError, from_status, quotable, retry_after


@pytest.mark.parametrize(
    ("status", "code", "message", "kind"),
    [
        (401, "invalid_api_key", "Incorrect API key provided", Kind.KEY_WRONG),
        (403, "", "Country not supported", Kind.KEY_WRONG),
        (402, "", "Payment required", Kind.QUOTA),
        (404, "model_not_found", "The model `x` does not exist", Kind.MODEL_UNKNOWN),
        (404, "not_found_error", "model: x", Kind.MODEL_UNKNOWN),
        (404, "api_error", "model 'x' not found, try pulling it first", Kind.MODEL_UNKNOWN),
        (404, "", "Not Found", Kind.ADDRESS_WRONG),
        (405, "", "Method Not Allowed", Kind.ADDRESS_WRONG),
        (400, "invalid_request_error", "invalid model ID", Kind.MODEL_UNKNOWN),
        (400, "", "Your credit balance is too low", Kind.QUOTA),
        (400, "context_length_exceeded", "Too long", Kind.BAD_ANSWER),
        (413, "request_too_large", "", Kind.BAD_ANSWER),
        (429, "rate_limit_exceeded", "Slow down", Kind.RATE_LIMITED),
        (429, "insufficient_quota", "You exceeded your current quota", Kind.QUOTA),
        (408, "", "", Kind.OVERLOADED),
        (500, "", "", Kind.OVERLOADED),
        (503, "", "", Kind.OVERLOADED),
        (529, "overloaded_error", "Overloaded", Kind.OVERLOADED),
        (307, "", "", Kind.ADDRESS_WRONG),
    ],
)
def test_each_status_means_one_thing(status: int, code: str, message: str, kind: Kind) -> None:
    assert from_status(status, provider="OpenAI", code=code, message=message).kind == kind


def test_a_time_to_wait_is_read_in_every_form() -> None:
    assert retry_after({"retry-after": "12"}) == 12.0
    assert retry_after({"retry-after-ms": "1500", "retry-after": "9"}) == 1.5
    later = format_datetime(datetime.now(UTC) + timedelta(seconds=90), usegmt=True)
    assert 80 < (retry_after({"retry-after": later}) or 0) <= 90
    assert retry_after({"retry-after": "Wed, 21 Oct 2015 07:28:00 GMT"}) == 0.0
    for nothing in ({}, {"retry-after": ""}, {"retry-after": "soon"}, {"retry-after": "-5"}):
        assert retry_after(nothing) is None


def test_the_owner_reads_the_providers_words_only_where_they_name_the_cause() -> None:
    wrong = from_status(
        401, provider="OpenAI", message="Incorrect key: abcd1234", secret="abcd1234"
    )
    assert wrong.for_owner == "OpenAI refused the key: Incorrect key: …"
    odd = from_status(400, provider="OpenAI", message="Bad text: I am ana@example.org")
    assert "ana" not in odd.for_owner


def test_the_error_as_text_holds_no_words_of_the_providers() -> None:
    error = ModelError(Kind.KEY_WRONG, provider="OpenAI", detail="sk-secret")
    assert str(error) == "OpenAI refused the key"


def test_quoted_words_are_short_and_without_keys() -> None:
    text = quotable("Incorrect API key provided: sk-proj-abc***wxyz.\nSee more " + "x" * 900)
    assert "sk-proj" not in text
    assert len(text) <= 310
    assert "\n" not in text
