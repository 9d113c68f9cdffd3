"""The audit trail in the admin: read and filtered, and nothing else, by Owners too."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from ops.audit.rows import AuditEntry
from ops.lists import Bounded, with_newest
from ops.recorded import Recorded

#: People whom the filter offers.
MOST_PEOPLE = 100


class PersonFilter(admin.SimpleListFilter):
    """By who did it; the number of the account decides, since names change."""

    title = "who"
    parameter_name = "who"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Everybody who stands in it, by their latest name."""
        found = with_newest(AuditEntry, "user_id", "person", "at", MOST_PEOPLE)
        people = sorted(found, key=lambda pair: pair[1].casefold())
        return [(str(number), name) for number, name in people]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Theirs."""
        value = self.value() or ""
        usable = value.isascii() and value.isdecimal() and len(value) < 19
        return queryset.filter(user_id=int(value)) if usable else queryset


@admin.register(AuditEntry)
class AuditAdmin(Bounded, Recorded, admin.ModelAdmin):
    """Newest first. No form, no action and no button changes a row."""

    list_display = ["at", "kind", "who", "about", "object_type", "object_id", "network"]
    list_filter = ["kind", PersonFilter, "at"]
    search_fields = ["=request_id", "=object_id"]
    search_help_text = "The number of a request, or of what it was done to."
    list_max_show_all = 50
    actions = None
    fields = [
        "at", "kind", "person", "user_id", "network", "object_type", "object_id", "about",
        "request_id",
    ]  # fmt: skip

    @admin.display(description="who", ordering="person")
    def who(self, entry: AuditEntry) -> str:
        """The name of that day."""
        return entry.person or "nobody known"

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody."""
        return False

    has_delete_permission = has_change_permission
