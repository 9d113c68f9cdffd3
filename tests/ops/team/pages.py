"""Every address of the admin, found by walking its URLs, with one of everything behind it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.urls import URLPattern, URLResolver, reverse

from chatbot.models import (
    Business,
    Conversation,
    CrisisLine,
    Embedding,
    ErasureRequest,
    EvalCase,
    EvalRun,
    KnowledgeEntry,
    Message,
    SafetyRule,
)
from chatbot.models.knowledge import KnowledgeImport
from leads.models import Enquiry, Lead
from ops.audit.rows import AuditEntry
from ops.models import LaunchRun, OutboxMessage
from tests.ops.launch.report import samples
from tests.ops.team import people

#: What a visitor might write to whoever reads it here.
NASTY = "<script>alert(1)</script><img src=x onerror=alert(2)>"


def every_name() -> dict[str, URLPattern]:
    """All named patterns of the admin; an unnamed one is given its route for a name."""
    return {pattern.name or f"~{pattern.pattern}": pattern for pattern in _walk(admin.site.urls[0])}


def _walk(patterns: list[Any]) -> Iterator[URLPattern]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns)
        else:
            yield pattern


class Everything:
    """One row of each table that has pages. A visitor's words are hostile."""

    def __init__(self) -> None:
        self.conversation, _ = Conversation.start(page_url="https://example.com/")
        self.message = Message.objects.create(
            conversation=self.conversation,
            role=Message.Role.VISITOR,
            text=NASTY,
            outcome=Message.Outcome.UNKNOWN,
        )
        lead = Lead.objects.create(email="ana@example.org", email_key="ana@example.org", name=NASTY)
        Enquiry.objects.create(lead=lead, message=NASTY, source="contact")
        self.lead = lead
        self.run = LaunchRun.objects.store(samples.full())
        self.imported = KnowledgeImport.objects.create(
            label="prices.csv", state=KnowledgeImport.State.READING
        )
        Business(pk=1, name="Northbound").save()
        Embedding(pk=1).save()
        self.rows: dict[str, Any] = {
            "auth_user": people.person("somebody", is_staff=False),
            "chatbot_business": Business.objects.get(pk=1),
            "chatbot_conversation": self.conversation,
            "chatbot_crisisline": CrisisLine.objects.create(
                name="Line", country="DE", contact="116 123", source_url="https://example.org/"
            ),
            "chatbot_embedding": Embedding.objects.get(pk=1),
            "chatbot_erasurerequest": ErasureRequest.objects.create(
                conversation=self.conversation, asked_in=self.message
            ),
            "chatbot_evalcase": EvalCase.objects.create(title="Prices", turns="What does it cost?"),
            "chatbot_evalrun": EvalRun.objects.create(state=EvalRun.State.DONE),
            "chatbot_knowledgeentry": KnowledgeEntry.objects.create(title="Hours", answer="Nine."),
            "chatbot_safetyrule": SafetyRule.objects.get_or_create(topic="crisis")[0],
            "chatbot_unansweredquestion": self.message,
            "leads_lead": lead,
            "ops_auditentry": AuditEntry.objects.create(kind="login"),
            "ops_launchrun": self.run,
            "ops_outboxmessage": OutboxMessage.objects.create(
                kind="notice", to="a@example.org", subject="Hello", text="x", message_id="<1@x>"
            ),
        }

    def address(self, name: str) -> str:
        """Where a named page of the admin is, for the row that is there."""
        special: dict[str, list[Any]] = {
            "app_list": ["chatbot"],
            "view_on_site": [ContentType.objects.get_for_model(Lead).pk, self.lead.pk],
            "ops_launchrun_download": [self.run.pk, "json"],
            "chatbot_unansweredquestion_dismiss": [self.message.pk],
        }
        if name.startswith("~"):
            # The old address of a row leads to its page; anything else is nowhere.
            old = f"chatbot/conversation/{self.conversation.pk}/"
            return reverse("admin:index") + (old if "object_id" in name else "nowhere/")
        if name in special:
            return reverse(f"admin:{name}", args=special[name])
        if name.startswith("chatbot_knowledgeentry_import_"):
            return reverse(f"admin:{name}", args=[self.imported.pk])
        table, _, act = name.rpartition("_")
        if act in ("change", "delete", "history") and table in self.rows:
            return reverse(f"admin:{name}", args=[self.rows[table].pk])
        if name == "auth_user_password_change":
            return reverse(f"admin:{name}", args=[self.rows["auth_user"].pk])
        return reverse(f"admin:{name}")
