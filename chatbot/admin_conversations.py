"""Reading a conversation: who said what, from which source, what the guards did, what it cost."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from chatbot import finding
from chatbot.admin_desk import Desk
from chatbot.conversation_filters import (
    AskedFilter,
    BeganFilter,
    OutcomeFilter,
    SaidFilter,
    ThumbsFilter,
    TrafficFilter,
    outcome_words,
)
from chatbot.models import Conversation, GuardEvent, Message, ModelCall
from chatbot.unanswered import shortened
from leads.left_by import who_left
from ops import roles, ways
from ops.lists import Bounded
from ops.recorded import NotesDeletions, RecordedPage

#: Messages that a page shows, the newest.
SHOWN = 400
#: Characters of how it began, where nobody has left a name.
TITLE = 60


@dataclass(frozen=True, slots=True)
class SourceLink:
    """Where a reply was quoted from; ``url`` leads to the entry in the admin, or is ""."""

    title: str
    url: str = ""


@dataclass(slots=True)
class Shown:
    """One message as the page shows it. ``details`` are short facts about a reply."""

    message: Message
    sources: list[SourceLink] = field(default_factory=list)
    guards: list[str] = field(default_factory=list)
    held_back: list[GuardEvent] = field(default_factory=list)
    details: list[str] = field(default_factory=list)

    @property
    def outcome(self) -> str:
        """What became of the question, in words; "" where nothing is on record."""
        return outcome_words(self.message.outcome)

    @property
    def who(self) -> str:
        """Who wrote it: the visitor, the assistant, or a person by their name."""
        if self.message.role == Message.Role.PERSON:
            return self.message.answered_by
        return "Visitor" if self.is_visitor else "Assistant"

    @property
    def is_automated(self) -> bool:
        """Whether the assistant wrote it."""
        return self.message.role == Message.Role.ASSISTANT

    @property
    def is_visitor(self) -> bool:
        """Whether the visitor wrote it."""
        return self.message.role == Message.Role.VISITOR


@admin.register(Conversation)
class ConversationAdmin(Desk, Bounded, NotesDeletions, RecordedPage, admin.ModelAdmin):
    """Read what visitors asked, and answer them."""

    page_template = "admin/chatbot/conversation.html"
    missing = "There is no such conversation; it may have been forgotten."
    list_display = ["first_words", "last_message_at", "asked_for_you"]
    list_display_links = ["first_words"]
    list_filter = [
        ("created_at", BeganFilter),
        AskedFilter,
        SaidFilter,
        OutcomeFilter,
        ThumbsFilter,
        ("is_test", TrafficFilter),
    ]
    search_fields = ["id"]
    search_help_text = (
        f"Words of one message (the newest {finding.NEWEST} that hold them), "
        "or a conversation's number."
    )
    fields = ["id", "created_at", "last_message_at", "is_test"]

    class Media:
        css = {"all": ["chatbot/conversation-admin.css"]}

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Conversation]:
        """With the first words of each, in one query; test traffic is for Owners."""
        first = Message.objects.filter(
            conversation=models.OuterRef("pk"), role=Message.Role.VISITOR
        ).order_by("seq")
        found: models.QuerySet[Conversation] = super().get_queryset(request)
        if not roles.is_owner(request.user):
            found = found.filter(is_test=False)
        return found.annotate(first_text=models.Subquery(first.values("text")[:1]))

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet[Conversation], search_term: str
    ) -> tuple[models.QuerySet[Conversation], bool]:
        """Each once, without a join."""
        if not search_term.strip():
            return queryset, False
        return finding.matching(queryset, search_term), False

    @admin.display(description="began with", ordering="created_at")
    def first_words(self, conversation: Any) -> str:
        """How the visitor began, shortened."""
        words = shortened(conversation.first_text or "") or "Nothing was said"
        return f"{words} (test)" if conversation.is_test else words

    @admin.display(description="asked for you", ordering="handoff_requested_at", empty_value="")
    def asked_for_you(self, conversation: Conversation) -> Any:
        """When the visitor asked for a person."""
        return conversation.handoff_requested_at

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Under the name of what is listed."""
        return super().changelist_view(request, {"title": "Conversations"} | (extra_context or {}))

    def page(self, request: HttpRequest, record: Any) -> dict[str, Any]:
        """The conversation as it was held, under the name of whoever left one in it."""
        may_see = request.user.has_perm("leads.view_lead")
        lead = who_left(record.pk) if may_see else None
        said = shortened(" ".join((record.first_text or "").split()), TITLE)
        shown = transcript(record)
        return {
            "title": (lead.name if lead else "") or said or str(record),
            "conversation": record,
            "number": str(record.pk)[:8],
            "lead": lead,
            "facts": facts_of(record),
            "shown": shown,
            "may_delete": self.has_delete_permission(request, record),
            **self.desk(request, record, shown[-1].message.seq if shown else 0),
        }


def transcript(conversation: Conversation) -> list[Shown]:
    """The messages in order, each reply with its source, its guards and its cost."""
    newest = (
        conversation.messages.select_related("entry")
        .prefetch_related("guard_events", "model_calls")
        .order_by("-seq")[:SHOWN]
    )
    messages = list(newest)[::-1]
    by_seq = {message.pk: message for message in messages}
    shown = []
    for message in messages:
        if message.role == Message.Role.PERSON:
            shown.append(Shown(message))
            continue
        if message.role == Message.Role.VISITOR:
            shown.append(Shown(message, guards=_seen_at_once(message)))
            continue
        asked = by_seq.get(message.reply_to_id or 0)
        calls = list(asked.model_calls.all()) if asked else []
        events = list(asked.guard_events.all()) if asked else []
        shown.append(
            Shown(
                message,
                sources=_sources(message),
                held_back=[event for event in events if event.kind in _ABOUT_REPLY],
                details=details_of(message, calls),
            )
        )
    return shown


_ABOUT_REPLY = (GuardEvent.Kind.CLAIM, GuardEvent.Kind.CANARY)


def _seen_at_once(message: Message) -> list[str]:
    """What the guards saw in what the visitor wrote."""
    return [
        f"{event.get_kind_display().capitalize()}: {', '.join(event.reasons)}"
        for event in message.guard_events.all()
        if event.kind not in _ABOUT_REPLY
    ]


def _sources(message: Message) -> list[SourceLink]:
    if message.entry is not None:
        address = reverse("admin:chatbot_knowledgeentry_change", args=[message.entry.pk])
        return [SourceLink(message.entry.title, address)]
    return [SourceLink(source.get("title", "")) for source in message.sources]


def details_of(message: Message, calls: Sequence[ModelCall]) -> list[str]:
    """``openai, gpt-4o-mini`` · ``820 ms`` · ``512 + 64 tokens`` · ``$0.0004``."""
    details = [_by(message, calls)]
    if message.duration_ms is not None:
        details.append(f"{message.duration_ms:,} ms")
    if message.score is not None:
        details.append(f"match {message.score:.0%}")
    if calls:
        details.append(cost_of(calls))
    return [detail for detail in details if detail]


def _by(message: Message, calls: Sequence[ModelCall]) -> str:
    models_asked = list(dict.fromkeys(call.model for call in calls))
    wrote = message.answered_by or "builtin"
    if not models_asked and not message.sources:
        return "the assistant's own words"
    if not models_asked:
        return "quoted by the built-in answerer" if wrote == "builtin" else wrote
    asked = " and ".join(models_asked)
    if wrote == "builtin":
        ends = ", ".join(dict.fromkeys(c.finish.replace("_", " ") for c in calls if c.finish))
        return f"built-in answerer, after {asked}" + (f" ({ends})" if ends else "")
    return f"{wrote}, {asked}"


def cost_of(calls: Iterable[ModelCall]) -> str:
    """Tokens in and out, and US dollars; "about" where we counted them ourselves."""
    calls = list(calls)
    tokens_in = sum(call.tokens_in for call in calls)
    tokens_out = sum(call.tokens_out for call in calls)
    micros = sum(call.cost_micros for call in calls)
    if not tokens_in and not tokens_out and not micros:
        return "nothing to pay"
    about = "about " if any(call.estimated for call in calls) else ""
    return f"{about}{tokens_in:,} + {tokens_out:,} tokens, ${micros / 1_000_000:.4f}"


def facts_of(conversation: Conversation) -> list[tuple[str, Any]]:
    """What is known of the visit, blanks left out."""
    calls = list(ModelCall.objects.of_conversation(conversation.pk))
    facts: list[tuple[str, Any]] = [
        ("Began", conversation.created_at),
        ("Last message", conversation.last_message_at),
        ("Asked for a person", conversation.handoff_requested_at),
        ("Taken over", conversation.taken_at),
        ("Page", conversation.page_url),
        ("Came from", conversation.referrer),
        ("Campaign", ", ".join(f"{k}: {v}" for k, v in conversation.utm.items())),
        ("First came to", conversation.first_touch.get("page_url", "")),
        ("First came from", conversation.first_touch.get("referrer", "")),
        ("Signed in on your site as", conversation.visitor_id),
        ("Language", conversation.locale),
        ("Time zone", conversation.time_zone),
        ("Models took", cost_of(calls) if calls else ""),
        ("Test traffic", "Yes, and left out of every figure" if conversation.is_test else ""),
    ]
    return [(name, value) for name, value in facts if value]


ways.register(
    ways.Way(
        label="Inbox", page="admin:chatbot_conversation_changelist", order=10,
        permission="chatbot.view_conversation",
    )
)  # fmt: skip
