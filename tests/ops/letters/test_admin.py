"""Emails in the admin: an Owner puts them into other words, looks, tries and goes back."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from ops import audit
from ops.letters import preview, storing
from ops.letters.kinds import Words, all_kinds, kind_of
from ops.models import AuditEntry, EmailWords, OutboxMessage
from tests.at_once import at_once
from tests.ops.team import people

pytestmark = pytest.mark.django_db

KIND = "account_reset"
DEFAULT = kind_of(KIND).default("de")


@pytest.fixture
def owner() -> Client:
    return people.signed_in(people.owner())


def at(act: str = "edit", kind: str = KIND, language: str = "de") -> str:
    return reverse(f"admin:ops_emailwords_{act}", args=[kind, language])


def sent(client: Client, act: str = "edit", **typed: str) -> HttpResponse:
    data = {
        "subject": DEFAULT.subject,
        "preheader": DEFAULT.preheader,
        "body": DEFAULT.body.replace("\n", "\r\n"),
        "seen": "",
    }
    return client.post(at(act), data | typed)  # type: ignore[return-value]


def seen(client: Client) -> str:
    form: Any = client.get(at()).context["form"]
    return str(form.initial["seen"])


def test_every_kind_and_language_is_listed_and_has_a_page(owner: Client) -> None:
    page = owner.get(reverse("admin:ops_emailwords_changelist")).content.decode()
    for kind in all_kinds():
        assert kind.title in page
        for language in kind.defaults:
            address = at(kind=kind.name, language=language)
            assert address in page
            shown = owner.get(address).content.decode()
            assert all(f"{{{name}}}" in shown for name in kind.known)
            assert owner.get(at("preview", kind.name, language)).status_code == 200
    assert owner.get("/admin/ops/emailwords/of/nothing/de/").status_code == 404
    assert owner.get("/admin/ops/emailwords/of/transcript/xx/").status_code == 404


def test_only_what_differs_is_kept(owner: Client) -> None:
    assert sent(owner, subject="Ihr Code von {person}").status_code == 302
    row = EmailWords.objects.get()
    assert (row.subject, row.preheader, row.body) == ("Ihr Code von {person}", "", "")
    assert "yours" in owner.get(at()).content.decode()
    assert sent(owner, seen=seen(owner)).status_code == 302
    assert not EmailWords.objects.exists(), "the default is not kept"
    assert sent(owner, subject="", body="").status_code == 302
    assert not EmailWords.objects.exists(), "nor is what was left empty"


def test_words_with_a_mistake_are_kept_in_the_form_and_nowhere_else(owner: Client) -> None:
    answer = sent(owner, subject="Hallo {nmae}", body="Ohne alles, {person")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "There is no value {nmae}" in page
    assert "stands a { without its }" in page.replace("&#x27;", "'")
    assert "Hallo {nmae}" in page and "Ohne alles, {person" in page
    assert not EmailWords.objects.exists()


def test_of_two_at_once_the_second_is_told_and_loses_nothing(owner: Client) -> None:
    other = people.signed_in(people.owner("other"))
    before = seen(owner)
    assert sent(other, subject="Von der anderen", seen=before).status_code == 302
    answer = sent(owner, subject="Von mir", seen=before)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "somebody else has changed this email" in page and "Von mir" in page
    assert EmailWords.objects.get().subject == "Von der anderen"
    now = EmailWords.objects.get().updated_at.isoformat()
    assert f'value="{now}"'.replace("+", "&#x2B;") in page or f'value="{now}"' in page
    assert sent(owner, subject="Von mir", seen=now).status_code == 302
    assert EmailWords.objects.get().subject == "Von mir"
    assert sent(other, "reset", seen=now).status_code == 409
    assert EmailWords.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_of_many_at_the_same_moment_one_is_kept_and_the_others_are_told() -> None:
    kind = kind_of(KIND)
    for seen_ in ("", "stored"):
        row = storing.stored(kind, "de")
        version = storing.version_of(row) if seen_ else ""
        kept: list[str] = []

        def keep(number: int, version: str = version, kept: list[str] = kept) -> None:
            words = Words(subject=f"Wort {number} {version}"[:200], preheader="", body="")
            try:
                storing.store(kind, "de", words, seen=version)
            except storing.Stale:
                return
            kept.append(words.subject)

        at_once(6, keep)
        assert len(kept) == 1
        assert EmailWords.objects.get().subject == kept[0]


def test_back_to_the_default(owner: Client) -> None:
    sent(owner, subject="Ihr Code von {person}")
    assert owner.get(at("reset")).status_code == 405
    assert sent(owner, "reset", seen=seen(owner)).status_code == 302
    assert not EmailWords.objects.exists()


def test_changes_are_on_the_trail_without_what_they_say(owner: Client) -> None:
    sent(owner, subject="Geheimnis {person}")
    sent(owner, "reset", seen=seen(owner))
    told = [entry.about for entry in AuditEntry.objects.filter(kind=audit.Kind.SETTINGS)]
    assert len(told) == 2
    assert any("subject of account_reset (de)" in about for about in told)
    assert not any("Geheimnis" in about for about in told)


def test_a_preview_shows_what_was_typed_and_changes_nothing(owner: Client) -> None:
    answer = sent(owner, "preview", subject="Hallo <b>", body="Guten Tag <x>\n\n{code}")
    page = answer.content.decode()
    assert "Hallo &lt;b&gt;" in page and "Guten Tag &lt;x&gt;" in page
    assert not EmailWords.objects.exists() and not OutboxMessage.objects.exists()
    assert answer["Content-Security-Policy"] == preview.POLICY
    assert "script-src" not in preview.POLICY and "default-src 'none'" in preview.POLICY
    assert answer["X-Frame-Options"] == "SAMEORIGIN"


def test_a_preview_of_words_that_do_not_hold_says_why(owner: Client) -> None:
    page = sent(owner, "preview", body="Kein Code").content.decode()
    assert "{code} is missing" in page and "Kein" not in page and "<table" not in page
    EmailWords.objects.create(kind=KIND, language="de", body="Alt {gone}\n\n{code}")
    assert "no value {gone}" in owner.get(at("preview")).content.decode()


def test_words_of_before_that_do_not_hold_any_more_are_marked(owner: Client) -> None:
    EmailWords.objects.create(kind=KIND, language="de", body="Alt {gone}\n\n{code}")
    assert "not used" in owner.get(reverse("admin:ops_emailwords_changelist")).content.decode()
    page = owner.get(at()).content.decode()
    assert "no value {gone}" in page and "Alt {gone}" in page and "sent in their" in page


def test_previews_in_the_dark_as_text_and_without_what_may_be_empty(owner: Client) -> None:
    dark = sent(owner, "preview", view="dark").content.decode()
    light = sent(owner, "preview", view="light").content.decode()
    assert "@media all" in dark and "@media (prefers-color-scheme" not in dark
    assert "@media all" not in light and "@media (prefers-color-scheme" not in light
    german = owner.get(at("preview", "lead_notice", "de")).content.decode()
    assert "Telefon" in german and "Phone" not in german, "what we say of the samples is German too"
    text = sent(owner, "preview", view="text").content.decode()
    assert "<pre" in text and "<table" not in text
    address = at("preview", "lead_confirmation", "en")
    assert "cal.example.com" in owner.get(address).content.decode()
    assert "cal.example.com" not in owner.get(f"{address}?bare=1").content.decode()


def test_a_test_goes_to_the_founder_with_what_is_typed(owner: Client, settings: Settings) -> None:
    settings.OWNER_EMAIL = "maya@northbound.example.com"
    answer = sent(owner, "test", subject="Noch nicht gespeichert")
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "on its way to maya@northbound.example.com" in page
    assert "Noch nicht gespeichert" in page, "what was typed is still there"
    row = OutboxMessage.objects.get()
    assert (row.to, row.subject) == (settings.OWNER_EMAIL, "Test: Noch nicht gespeichert")
    assert row.is_test and row.html and "QK7D-M4WR" in row.text
    assert not EmailWords.objects.exists()


def test_a_test_is_refused_without_an_address_with_a_mistake_and_too_often(
    owner: Client, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.OWNER_EMAIL = ""
    assert "OWNER_EMAIL" in sent(owner, "test").content.decode()
    settings.OWNER_EMAIL = "maya@northbound.example.com"
    assert sent(owner, "test", body="Kein Code").status_code == 422
    assert not OutboxMessage.objects.exists()
    monkeypatch.setattr(preview, "MOST_TESTS", 2)
    assert [sent(owner, "test").status_code for _ in range(3)] == [200, 200, 429]
    assert OutboxMessage.objects.count() == 2


def test_an_assistant_sees_none_of_it() -> None:
    assistant = people.signed_in(people.assistant())
    for act in ("edit", "preview", "test", "reset"):
        assert sent(assistant, act).status_code == 403
    assert (
        reverse("admin:ops_emailwords_changelist") not in assistant.get("/admin/").content.decode()
    )
    assert not EmailWords.objects.exists() and not OutboxMessage.objects.exists()


def test_the_page_runs_nothing_inline(owner: Client) -> None:
    answer = owner.get(at())
    page = answer.content.decode()
    assert "frame-src 'self'" in answer["Content-Security-Policy"]
    assert "'unsafe" not in answer["Content-Security-Policy"]
    assert 'sandbox=""' in page
    assert " style=" not in page.split('id="content-main"')[1]


def test_a_link_of_the_history_leads_to_the_words(owner: Client) -> None:
    row = EmailWords.objects.create(kind=KIND, language="de", subject="Hallo")
    answer = owner.get(reverse("admin:ops_emailwords_change", args=[row.pk]))
    assert answer["Location"] == at()
    row.delete()
    gone = owner.get(reverse("admin:ops_emailwords_change", args=[row.pk or 999]))
    assert gone["Location"] == reverse("admin:ops_emailwords_changelist")
