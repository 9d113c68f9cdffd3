"""One person's data: given out and erased, and nobody else's with it."""

from __future__ import annotations

from django.test import Client

from chatbot.models import Conversation
from leads.models import Lead
from ops import privacy
from ops.models import OutboxMessage
from tests.chatbot.api.talk import Talk, start


def test_a_person_is_exported_and_erased_and_nobody_else(talk: Talk, client: Client) -> None:
    talk.send("Do you have a branch in Lisbon?")
    talk.send("Ana@example.org")
    other = start(client)
    other.send("Do you have a branch in Rome?")
    other.send("joana@example.org")
    form = start(client)
    form.send("Do you work online?")
    client.post(
        "/api/v1/leads/",
        {"email": "ana@example.org", "consent": True, "conversation_id": form.id},
        content_type="application/json",
        headers=form.auth,
    )

    handlers = privacy.handlers()
    assert list(handlers) == [
        "accounts", "deletion_requests", "conversations", "leads", "emails", "webhooks", "sessions",
        "codes", "email_files",
    ]  # fmt: skip
    exported = {name: handler.export("ana@example.org") for name, handler in handlers.items()}
    assert {row["id"] for row in exported["conversations"]} == {talk.id, form.id}
    assert exported["leads"][0]["email"] == "Ana@example.org"

    erased = {name: handler.erase("ANA@example.org") for name, handler in handlers.items()}
    assert erased.pop("deletion_requests") == 0
    assert erased.pop("accounts") == 0
    assert all(erased[name] for name in ("conversations", "leads", "emails"))
    assert [str(c.pk) for c in Conversation.objects.all()] == [other.id]
    assert [lead.email for lead in Lead.objects.all()] == ["joana@example.org"]
    assert not OutboxMessage.objects.filter(to__iexact="ana@example.org").exists()


def test_nonsense_finds_nobody(talk: Talk) -> None:
    for handler in privacy.handlers().values():
        assert handler.export("a") == []
        assert handler.erase("") == 0
    assert Conversation.objects.exists()
