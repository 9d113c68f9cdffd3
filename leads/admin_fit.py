"""The founder's questions in the admin, and when they are asked."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from leads.fit.rules import problems_of
from leads.models import FitQuestion, FitRule, FitSettings


class RuleFormSet(forms.BaseInlineFormSet):
    """The answers of one question, judged together."""

    def clean(self) -> None:
        """What a question of this kind needs, and what would never count."""
        super().clean()
        if any(self.errors):
            return
        rules = [
            FitRule(**{name: row.get(name) for name in ("label", "low", "high")})
            for row in (form.cleaned_data for form in self.forms)
            if row and not row.get("DELETE")
        ]
        if problem := problems_of(self.instance.kind, rules):
            raise forms.ValidationError(problem)


class RuleInline(admin.TabularInline):
    """What an answer is worth."""

    model = FitRule
    formset = RuleFormSet
    extra = 3
    fields = ["label", "low", "high", "points", "reason", "rules_out", "position"]

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """As the question they belong to."""
        return bool(request.user.has_perm("leads.view_fitquestion"))

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """The same."""
        return bool(request.user.has_perm("leads.change_fitquestion"))

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """The same."""
        return self.has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """The same."""
        return self.has_change_permission(request, obj)


@admin.register(FitQuestion)
class FitQuestionAdmin(admin.ModelAdmin):
    """What visitors are asked, one at a time."""

    list_display = ["name", "text", "kind", "position", "is_used"]
    list_editable = ["position", "is_used"]
    fields = ["text", "name", "kind", "position", "is_used"]
    inlines = [RuleInline]

    class Media:
        css = {"all": ["leads/leads-admin.css"]}


@admin.register(FitSettings)
class FitSettingsAdmin(admin.ModelAdmin):
    """One row: the list leads to it."""

    fieldsets = [
        (None, {"fields": ["is_on"]}),
        (
            "Not a fit",
            {"fields": ["enough", "not_fit_words", "not_fit_url", "not_fit_label"]},
        ),
    ]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """There is one."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """There is always one."""
        return False

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """To the one row, as it is or as it would be."""
        if not self.has_view_permission(request):
            return super().changelist_view(request, extra_context)
        return HttpResponseRedirect(reverse("admin:leads_fitsettings_change", args=[1]))

    def get_object(self, request: HttpRequest, object_id: str, from_field: Any = None) -> Any:
        """The row before it was ever saved has the defaults."""
        return FitSettings.current() if object_id == "1" else None
