"""Every address of the admin, found by walking its URLs, with one of everything behind it."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.urls import URLPattern, URLResolver, reverse
from django.utils import timezone

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
from leads.models import (
    Booking,
    ContactImport,
    Enquiry,
    FitAnswer,
    FitQuestion,
    FitSettings,
    Lead,
    LeadMerge,
    LeadNote,
    Tag,
)
from ops.audit.rows import AuditEntry
from ops.handover import document
from ops.models import (
    DataDeed,
    EmailWords,
    FigureDay,
    Handover,
    LaunchRun,
    MaintenanceWindow,
    Outage,
    OutboxMessage,
    Release,
    RetentionPeriod,
    SmokeRun,
    Suppression,
    WebhookDelivery,
    WebhookEndpoint,
)
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


def _handover() -> dict[str, Any]:
    """A document with hostile words in each of its places."""
    blocks = (
        document.text(NASTY), document.heading(NASTY), document.copy(NASTY),
        document.steps(NASTY), document.listed(f"`{NASTY}`"),
        document.table(NASTY, rows=[(NASTY,)]),
    )  # fmt: skip
    return document.Document(
        site=NASTY,
        written_at=timezone.now(),
        release=NASTY,
        intro=blocks,
        open=(document.Open(question=NASTY, who=NASTY),),
        sections=(document.Section(title=NASTY, blocks=blocks),),
    ).as_json()


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
        LeadNote.objects.create(lead=lead, text=NASTY, by_name=NASTY)
        lead.tags.add(Tag.objects.create(name=NASTY[:40], key=NASTY[:40]))
        question = FitQuestion.objects.create(text=NASTY, name=NASTY[:40], kind="text")
        FitAnswer.objects.create(
            lead=lead, conversation_id=str(self.conversation.pk), question=question, asked=NASTY,
            name="Goal", text=NASTY, points=1, out_of=2, reason=NASTY,
        )  # fmt: skip
        Lead.objects.update(fit_points=1, fit_out_of=2, next_step=NASTY)
        lead.refresh_from_db()
        self.merge = LeadMerge.objects.create(
            lead=lead, gone_id=uuid.uuid4(), by_name=NASTY,
            gone={"name": NASTY, "email": NASTY, "email_key": lead.email_key},
        )  # fmt: skip
        self.contacts = ContactImport.objects.create(
            label=NASTY, lines=[[1, ["bo@example.org", NASTY]]], columns=["email", "name"],
            notes=[NASTY, [NASTY, NASTY]],
        )  # fmt: skip
        self.lead = lead
        self.run = LaunchRun.objects.store(samples.full())
        self.imported = KnowledgeImport.objects.create(
            label="prices.csv", state=KnowledgeImport.State.READING
        )
        Business(pk=1, name="Northbound").save()
        Embedding(pk=1).save()
        self.webhook = WebhookEndpoint.objects.create(name=NASTY, url="https://127.0.0.1/")
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
            "leads_fitquestion": question,
            "leads_fitsettings": FitSettings.objects.create(pk=1),
            "leads_booking": Booking.objects.create(
                lead=lead,
                provider="cal",
                title=NASTY,
                place=NASTY,
                reason=NASTY,
                answers=[{"question": NASTY, "answer": NASTY}],
                touch={"page_url": NASTY},
                conversation_id=str(self.conversation.pk),
                join_url="javascript:alert(1)",
                starts_at=timezone.now(),
            ),
            "leads_lead": lead,
            "ops_auditentry": AuditEntry.objects.create(kind="login"),
            "ops_emailwords": EmailWords.objects.create(
                kind="transcript", language="de", subject=NASTY
            ),
            "ops_datadeed": DataDeed.objects.create(
                what="erase",
                via="chat",
                counts={NASTY: 1},
                left=[{"where": NASTY, "key": NASTY, "field": NASTY}],
            ),  # fmt: skip
            "ops_handover": Handover.objects.create(site=NASTY, document=_handover()),
            "ops_launchrun": self.run,
            "ops_maintenancewindow": MaintenanceWindow.objects.create(
                ends_at=timezone.now() + timedelta(minutes=30), reason=NASTY
            ),
            "ops_figureday": FigureDay.objects.create(
                day=timezone.localdate(), name="visits", source="google", count=3
            ),
            "ops_outage": Outage.objects.create(
                began_at=timezone.now(), first="app", layer="app", evidence=NASTY
            ),
            "ops_release": Release.objects.create(version="1"),
            "ops_retentionperiod": RetentionPeriod.objects.create(name="leads", days=365),
            "ops_smokerun": SmokeRun.objects.create(
                tag="0123456789ab",
                version=NASTY,
                state=SmokeRun.State.FAILS,
                steps=[{"title": NASTY, "status": "fail", "detail": NASTY, "fix": NASTY}],
            ),
            "ops_suppression": Suppression.objects.create(key="0" * 64, reason="bounced"),
            "ops_webhookdelivery": WebhookDelivery.objects.create(
                endpoint=self.webhook, event_id="msg_1", event="lead.created", body=NASTY
            ),
            "ops_webhookendpoint": self.webhook,
            "ops_outboxmessage": OutboxMessage.objects.create(
                kind="notice", to="a@example.org", subject="Hello", text="x", message_id="<1@x>"
            ),
        }

    def address(self, name: str) -> str:
        """Where a named page of the admin is, for the row that is there."""
        special: dict[str, list[Any]] = {
            "app_list": ["chatbot"],
            "view_on_site": [ContentType.objects.get_for_model(Lead).pk, self.lead.pk],
            "ops_handover_download": [self.rows["ops_handover"].pk, "html"],
            "ops_launchrun_download": [self.run.pk, "json"],
            "chatbot_unansweredquestion_dismiss": [self.message.pk],
            "leads_lead_merge": [self.lead.pk],
            "leads_lead_note": [self.lead.pk],
            "leads_lead_unmerge": [self.lead.pk, self.merge.pk],
            **{
                f"chatbot_conversation_{act}": [self.conversation.pk]
                for act in ("give_back", "live", "reply", "seen", "take")
            },
        }
        if name.startswith("~"):
            # The old address of a row leads to its page; anything else is nowhere.
            old = f"chatbot/conversation/{self.conversation.pk}/"
            return reverse("admin:index") + (old if "object_id" in name else "nowhere/")
        if name in special:
            return reverse(f"admin:{name}", args=special[name])
        if name.startswith("leads_lead_import_"):
            return reverse(f"admin:{name}", args=[self.contacts.pk])
        if name.startswith("chatbot_knowledgeentry_import_"):
            return reverse(f"admin:{name}", args=[self.imported.pk])
        table, _, act = name.rpartition("_")
        if act in ("change", "delete", "history") and table in self.rows:
            return reverse(f"admin:{name}", args=[self.rows[table].pk])
        if name.startswith("ops_webhookendpoint_") and act in ("test", "secret", "missed"):
            return reverse(f"admin:{name}", args=[self.webhook.pk])
        if name.startswith("ops_emailwords_") and act in ("edit", "preview", "test", "reset"):
            return reverse(f"admin:{name}", args=["transcript", "de"])
        if name == "auth_user_password_change":
            return reverse(f"admin:{name}", args=[self.rows["auth_user"].pk])
        return reverse(f"admin:{name}")
