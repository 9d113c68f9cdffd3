"""Leads in the admin."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html

from leads.models import Consent, Enquiry, Lead
from ops import roles
from ops.recorded import NotesDeletions, RecordedInline


class EnquiryInline(RecordedInline):
    """What they asked, newest first."""

    model = Enquiry
    fields = ["created_at", "source", "message", "page_url"]


class ConsentInline(RecordedInline):
    """What they agreed to: evidence, so it is only read."""

    model = Consent
    fields = ["given_at", "version", "text", "page_url"]


@admin.register(Lead)
class LeadAdmin(NotesDeletions, admin.ModelAdmin):
    """Whom to call."""

    list_display = ["__str__", "write", "phone", "status", "created_at", "is_test"]
    list_filter = ["status", "is_test", "created_at"]
    list_editable = ["status"]
    search_fields = ["email", "name", "phone", "enquiries__message"]
    date_hierarchy = "created_at"
    readonly_fields = ["email", "first_touch", "last_touch", "created_at", "is_test"]
    fields = [
        "email",
        "name",
        "phone",
        "status",
        "first_touch",
        "last_touch",
        "created_at",
        "is_test",
    ]
    inlines = [EnquiryInline, ConsentInline]
    actions = ["mark_contacted"]

    @admin.display(description="email")
    def write(self, lead: Lead) -> str:
        """A link that opens their mail program."""
        return format_html('<a href="mailto:{}">{}</a>', lead.email, lead.email)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Lead]:
        """Test traffic is for Owners."""
        found: QuerySet[Lead] = super().get_queryset(request)
        return found if roles.is_owner(request.user) else found.filter(is_test=False)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """Who may not delete a lead may say that it was answered, and rewrites nobody."""
        if self.has_delete_permission(request, obj):
            return self.readonly_fields
        return [*self.readonly_fields, "name", "phone"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """A lead without consent cannot be made by hand."""
        return False

    @admin.action(description="Mark as contacted", permissions=["change"])
    def mark_contacted(self, request: HttpRequest, queryset: QuerySet[Lead]) -> None:
        """They have been answered."""
        changed = queryset.update(status=Lead.Status.CONTACTED)
        self.message_user(request, f"{changed} marked as contacted.")
