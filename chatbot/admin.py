"""Where the founder edits the business and its knowledge, and reads conversations."""

from __future__ import annotations

import zoneinfo
from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html

from chatbot.models import (
    Business,
    Conversation,
    KnowledgeEntry,
    Message,
    OpeningHours,
    Testimonial,
)
from ops.recorded import Recorded, RecordedInline

SHORT_TEXT: Mapping[type[models.Field[Any, Any]], Mapping[str, Any]] = {
    models.TextField: {"widget": forms.Textarea(attrs={"rows": 3, "cols": 80})}
}


class OpeningHoursInline(admin.TabularInline):
    """One line a span; two lines for a day with a break."""

    model = OpeningHours
    extra = 0


class TestimonialInline(admin.StackedInline):
    """What clients said."""

    model = Testimonial
    extra = 0
    formfield_overrides = SHORT_TEXT


class BusinessForm(forms.ModelForm):
    """The profile, with a colour picker."""

    class Meta:
        model = Business
        fields = [
            "name", "coach_name", "tagline", "headline", "intro", "greeting",
            "suggested_questions", "tone", "disclaimer", "booking_url", "contact_email",
            "contact_phone", "reply_promise", "colour", "first_call", "time_zone",
        ]  # fmt: skip
        widgets = {
            "colour": forms.TextInput(attrs={"type": "color"}),
            "time_zone": forms.Select(
                choices=[(name, name) for name in sorted(zoneinfo.available_timezones())]
            ),
        }


@admin.register(Business)
class BusinessAdmin(admin.ModelAdmin):
    """The one profile: its list page is its form."""

    form = BusinessForm
    inlines = [OpeningHoursInline, TestimonialInline]
    formfield_overrides = SHORT_TEXT
    fieldsets = [
        ("Who you are", {"fields": ["name", "coach_name", "tagline", "headline", "intro"]}),
        ("Your assistant", {"fields": ["greeting", "suggested_questions", "tone", "disclaimer"]}),
        (
            "How people reach you",
            {"fields": ["booking_url", "contact_email", "contact_phone", "reply_promise"]},
        ),
        ("Your page", {"fields": ["colour", "first_call"]}),
        ("Opening hours", {"fields": ["time_zone"]}),
    ]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Go straight to the form."""
        if Business.objects.filter(pk=1).exists():
            return HttpResponseRedirect(reverse("admin:chatbot_business_change", args=[1]))
        return HttpResponseRedirect(reverse("admin:chatbot_business_add"))

    def save_model(self, request: HttpRequest, obj: Business, form: Any, change: bool) -> None:
        """The one row has the key 1, and is the founder's own once they have saved it."""
        obj.pk = 1
        obj.is_demo = False
        super().save_model(request, obj, form, change)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Only while there is none."""
        return super().has_add_permission(request) and not Business.objects.exists()

    def has_delete_permission(self, request: HttpRequest, obj: Business | None = None) -> bool:
        """The profile is edited, never deleted."""
        return False


@admin.register(KnowledgeEntry)
class KnowledgeAdmin(admin.ModelAdmin):
    """What the assistant may say."""

    list_display = ["title", "kind", "price_label", "ways_to_ask", "is_published", "updated_at"]
    list_filter = ["kind", "is_published"]
    list_editable = ["is_published"]
    search_fields = ["title", "variants", "answer"]
    formfield_overrides = SHORT_TEXT
    actions = ["use", "rest"]
    save_as = True
    fieldsets = [
        (None, {"fields": ["kind", "title", "variants", "answer", "is_published"]}),
        ("Price, for a service", {"fields": [("price", "currency"), "price_note"]}),
        ("More", {"fields": ["url", "position"]}),
    ]

    @admin.display(description="ways to ask")
    def ways_to_ask(self, entry: KnowledgeEntry) -> int:
        """How many phrasings it has, the title included."""
        return len(entry.phrasings) + 1

    @admin.display(description="price")
    def price_label(self, entry: KnowledgeEntry) -> str:
        """The price as visitors see it."""
        return entry.price_label

    def save_model(
        self, request: HttpRequest, obj: KnowledgeEntry, form: Any, change: bool
    ) -> None:
        """An entry the founder has saved is no longer part of the demo."""
        obj.is_demo = False
        super().save_model(request, obj, form, change)

    @admin.action(description="Use in answers", permissions=["change"])
    def use(self, request: HttpRequest, queryset: models.QuerySet[KnowledgeEntry]) -> None:
        """Let the assistant answer from the chosen entries."""
        changed = queryset.update(is_published=True)
        self.message_user(request, f"{changed} in use.")

    @admin.action(description="Do not use in answers", permissions=["change"])
    def rest(self, request: HttpRequest, queryset: models.QuerySet[KnowledgeEntry]) -> None:
        """Keep the chosen entries without answering from them."""
        changed = queryset.update(is_published=False)
        self.message_user(request, f"{changed} set aside.")


class MessageInline(RecordedInline):
    """What was said, as text."""

    model = Message
    fields = ["created_at", "role", "words", "outcome", "source", "feedback"]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Message]:
        """In the order they were said."""
        return super().get_queryset(request).select_related("entry").order_by("seq")

    @admin.display(description="text")
    def words(self, message: Message) -> str:
        """The text with its line breaks; escaped, because a stranger wrote it."""
        return format_html('<div class="chat-words">{}</div>', message.text)

    @admin.display(description="source")
    def source(self, message: Message) -> str:
        """The entry it was quoted from, as a link."""
        if message.entry is None:
            return ", ".join(source.get("title", "") for source in message.sources)
        address = reverse("admin:chatbot_knowledgeentry_change", args=[message.entry.pk])
        return format_html('<a href="{}">{}</a>', address, message.entry.title)


@admin.register(Conversation)
class ConversationAdmin(Recorded, admin.ModelAdmin):
    """Read what visitors asked."""

    list_display = ["began", "last_message_at", "first_words", "handoff_requested_at", "is_test"]
    list_filter = ["is_test", "created_at", ("handoff_requested_at", admin.EmptyFieldListFilter)]
    search_fields = ["id", "messages__text"]
    date_hierarchy = "created_at"
    fields = [
        "id", "created_at", "last_message_at", "page_url", "referrer", "utm", "locale",
        "handoff_requested_at", "is_test",
    ]  # fmt: skip
    inlines = [MessageInline]
    list_per_page = 50

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Conversation]:
        """With the first words of each, in one query."""
        first = Message.objects.filter(
            conversation=models.OuterRef("pk"), role=Message.Role.VISITOR
        ).order_by("seq")
        found: models.QuerySet[Conversation] = super().get_queryset(request)
        return found.annotate(first_text=models.Subquery(first.values("text")[:1]))

    @admin.display(description="began", ordering="created_at")
    def began(self, conversation: Conversation) -> Any:
        """When it began."""
        return conversation.created_at

    @admin.display(description="first words")
    def first_words(self, conversation: Any) -> str:
        """How the visitor began, shortened."""
        return (conversation.first_text or "")[:90]
