"""Where the founder edits the business and its knowledge; other pages are beside it."""

from __future__ import annotations

import zoneinfo
from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from chatbot import (  # noqa: F401 - each registers its pages
    admin_conversations,
    admin_embed,
    admin_erasure,
    admin_evals,
    admin_safety,
    today,
)
from chatbot.admin_import import ImportPages
from chatbot.admin_unanswered import AnswersQuestions
from chatbot.models import Business, ClosedDays, KnowledgeEntry, OpeningHours, Testimonial
from chatbot.models.business import WEEKDAYS
from chatbot.person.hours import overlap
from ops import panels

SHORT_TEXT: Mapping[type[models.Field[Any, Any]], Mapping[str, Any]] = {
    models.TextField: {"widget": forms.Textarea(attrs={"rows": 3, "cols": 80})}
}


class SpansFormSet(BaseInlineFormSet):
    """The week as a whole: no two spans may share a moment."""

    def clean(self) -> None:
        """Sunday night runs into Monday."""
        super().clean()
        rows = [
            form.cleaned_data
            for form in self.forms
            if form.is_valid() and form.cleaned_data and not form.cleaned_data.get("DELETE")
        ]
        spans = [(row["weekday"], row["opens"], row["closes"]) for row in rows]
        if both := overlap(spans):
            one, other = (
                f"{WEEKDAYS[day]} {opens:%H:%M} to {closes:%H:%M}" for day, opens, closes in both
            )
            raise ValidationError(f"Two lines overlap: {one}, and {other}. Make them one.")


class OpeningHoursInline(admin.TabularInline):
    """One line a span; two lines for a day with a break."""

    model = OpeningHours
    formset = SpansFormSet
    extra = 0


class ClosedDaysInline(admin.TabularInline):
    """Holidays, those to come first in mind."""

    model = ClosedDays
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
            "contact_phone", "reply_promise", "colour", "first_call", "privacy_note", "language",
            "time_zone", "reply_within", "ready_replies",
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
    inlines = [OpeningHoursInline, ClosedDaysInline, TestimonialInline]
    formfield_overrides = SHORT_TEXT
    fieldsets = [
        ("Who you are", {"fields": ["name", "coach_name", "tagline", "headline", "intro"]}),
        ("Your assistant", {"fields": ["greeting", "suggested_questions", "tone", "disclaimer"]}),
        (
            "How people reach you",
            {"fields": ["booking_url", "contact_email", "contact_phone", "reply_promise"]},
        ),
        ("Your page", {"fields": ["language", "colour", "first_call", "privacy_note"]}),
        ("Answering in the chat", {"fields": ["reply_within", "ready_replies"]}),
        ("Opening hours", {"fields": ["time_zone"]}),
    ]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Go straight to the form."""
        if not self.has_view_or_change_permission(request) and not self.has_add_permission(request):
            raise PermissionDenied
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
        return super().has_add_permission(request) and panels.once(Business.current)._state.adding

    def get_model_perms(self, request: HttpRequest) -> dict[str, bool]:
        """For the list of models on every page, which need not ask whether there is a profile."""
        return {
            "add": False,
            "change": self.has_change_permission(request),
            "delete": False,
            "view": self.has_view_permission(request),
        }

    def has_delete_permission(self, request: HttpRequest, obj: Business | None = None) -> bool:
        """The profile is edited, never deleted."""
        return False


@admin.register(KnowledgeEntry)
class KnowledgeAdmin(ImportPages, AnswersQuestions, admin.ModelAdmin):
    """What the assistant may say."""

    list_display = ["title", "kind", "price_label", "ways_to_ask", "is_published", "updated_at"]
    list_filter = ["kind", "is_published"]
    list_editable = ["is_published"]
    search_fields = ["title", "variants", "answer", "source"]
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


panels.register(
    panels.Panel(
        permission="chatbot.view_conversation",
        content=today.broken,
        order=5,
        asks=today.ABOUT_WHAT_BROKE,
    )
)
