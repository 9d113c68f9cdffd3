"""The outbox in the admin: what was sent, what waits, and why."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from ops.models import OutboxMessage
from ops.outbox import background
from ops.recorded import Recorded


@admin.register(OutboxMessage)
class OutboxAdmin(Recorded, admin.ModelAdmin):
    """Read, and try again; nothing is written by hand."""

    list_display = ["created_at", "kind", "to", "state", "attempts", "last_error", "sent_at"]
    list_filter = ["state", "kind", "is_test"]
    search_fields = ["to", "subject", "message_id"]
    date_hierarchy = "created_at"
    fields = [
        "kind", "to", "subject", "text", "reply_to", "state", "attempts", "next_attempt_at",
        "last_error", "message_id", "provider_id", "request_id", "created_at", "sent_at",
    ]  # fmt: skip
    actions = ["try_again"]

    @admin.action(description="Try again now", permissions=["change"])
    def try_again(self, request: HttpRequest, queryset: QuerySet[OutboxMessage]) -> None:
        """Send what was given up or waits, as if it were new."""
        waiting = queryset.filter(
            state__in=[OutboxMessage.State.FAILED, OutboxMessage.State.PENDING]
        )
        count = waiting.update(
            state=OutboxMessage.State.PENDING, attempts=0, next_attempt_at=timezone.now()
        )
        background.wake()
        self.message_user(request, f"{count} will be tried within seconds.")
