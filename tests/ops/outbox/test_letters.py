"""What emails say of themselves, how they hang together, and how one gets no more of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.core import signing
from django.test import Client
from pytest_django import Settings

from ops.outbox import threads, topics
from ops.outbox.enqueue import enqueue
from ops.outbox.letter import message_of
from ops.outbox.suppression import Suppression

pytestmark = pytest.mark.django_db


@pytest.fixture
def news(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A kind of email that one may do without."""
    monkeypatch.setattr(topics, "_titles", {"news": "News from the practice"})
    yield "news"


def put(**values: Any) -> Any:
    return enqueue(
        **{"to": "ana@example.org", "subject": "Hello", "text": "Words.", "kind": "test"} | values
    )


def headers(**values: Any) -> Any:
    return message_of(put(**values)).message()


def test_an_automatic_email_asks_machines_not_to_answer_but_to_say_that_it_came_back() -> None:
    made = headers()
    assert made["Auto-Submitted"] == "auto-generated"
    assert made["Precedence"] == "bulk"
    told = set(made["X-Auto-Response-Suppress"].split(", "))
    assert {"OOF", "AutoReply", "DR", "RN", "NRN"} == told
    assert "NDR" not in told


def test_the_words_of_a_person_are_not_called_automatic() -> None:
    made = headers(by_person=True)
    assert made["Auto-Submitted"] == "no"
    assert made["Precedence"] is None and made["X-Auto-Response-Suppress"] is None


def test_emails_of_one_thread_name_the_same_beginning() -> None:
    first, second = (headers(thread=("lead", "7")) for _ in range(2))
    other = headers(thread=("lead", "8"))
    assert first["References"] == second["References"] == threads.root("lead", "7")
    assert first["Message-ID"] != second["Message-ID"]
    assert other["References"] != first["References"]
    answer = headers(thread=("lead", "7"), answers="<x@example.org>")
    assert answer["In-Reply-To"] == "<x@example.org>"
    assert answer["References"] == f"{threads.root('lead', '7')} <x@example.org>"


def test_what_is_asked_for_carries_no_way_out_of_it() -> None:
    made = headers(kind="lead_confirmation")
    assert made["List-Unsubscribe"] is None


def test_what_one_may_do_without_carries_one(news: str, client: Client) -> None:
    row = put(kind=news, html="<html><body><p>Words.</p></body></html>")
    made = message_of(row).message()
    assert made["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    where = re.fullmatch(r"<(http\S+)>", made["List-Unsubscribe"])[1]  # type: ignore[index]
    assert where in row.text and where in row.html and row.html.endswith("</p></body></html>")
    assert "ana" not in where and "News from the practice" in row.text
    path = where.partition("//")[2].partition("/")[2]

    for _ in range(2):  # A mail scanner opens every link.
        page = client.get(f"/{path}")
        assert page.status_code == 200 and b"<form" in page.content
        assert page["Cache-Control"] == "no-store" and page["Referrer-Policy"] == "no-referrer"
    assert client.head(f"/{path}").status_code == 200
    assert not Suppression.objects.exists()

    done = client.post(
        f"/{path}", "List-Unsubscribe=One-Click",
        content_type="application/x-www-form-urlencoded",
    )  # fmt: skip
    assert done.status_code == 200 and b"<form" not in done.content
    assert client.post(f"/{path}").status_code == 200, "a second time is no error"
    assert Suppression.objects.get().topic == news
    stopped = put(kind=news, to="Ana@Example.org")
    assert (stopped.state, stopped.fate) == ("failed", "suppressed")
    assert put(kind="lead_confirmation").state == "pending", "what she asks for still reaches her"
    assert put(kind=news, to="ben@example.org").state == "pending"


@pytest.mark.parametrize("token", ["x", "..", "a:b:c", "%00", "é"])
def test_a_forged_link_stops_nothing(client: Client, token: str) -> None:
    for method in (client.get, client.post):
        assert method(f"/email/stop/{token}/").status_code == 404
    assert not Suppression.objects.exists()


def test_a_link_ends_and_one_of_another_purpose_is_none(
    news: str, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = signing.dumps({"k": "0" * 64, "t": news}, salt="another")
    assert client.post(f"/email/stop/{other}/").status_code == 404
    path = topics.link(news, "ana@example.org").partition("//")[2].partition("/")[2]
    monkeypatch.setattr(topics, "LASTS", -1)
    assert client.post(f"/{path}").status_code == 404
    assert not Suppression.objects.exists()


def test_a_link_survives_a_change_of_the_key(news: str, client: Client, settings: Settings) -> None:
    path = topics.link(news, "ana@example.org").partition("//")[2].partition("/")[2]
    old = settings.SECRET_KEY
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another" * 10, [old]
    assert client.post(f"/{path}").status_code == 200
    assert put(kind=news).state == "failed"
