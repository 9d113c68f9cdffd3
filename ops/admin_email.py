"""The outbox in the admin: what was sent, what became of it, and whom we leave alone."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from ops import audit
from ops.letters import kinds
from ops.lists import Bounded, in_use
from ops.models import EmailEvent, OutboxMessage, Suppression
from ops.outbox import background, topics
from ops.outbox.addresses import keys
from ops.recorded import NotesDeletions, Recorded, RecordedInline


class EmailEventInline(RecordedInline):
    """What the provider told, the newest first."""

    model = EmailEvent
    fields = ["at", "told", "detail"]
    verbose_name_plural = "what became of it"

    @admin.display(description="what happened")
    def told(self, event: EmailEvent) -> str:
        """In words."""
        if event.kind == EmailEvent.Kind.BOUNCED:
            return "came back for good" if event.for_good else "came back for now"
        return event.get_kind_display()


def titled(kind: str) -> str:
    """What an email is for, as the page of its words calls it."""
    try:
        return kinds.kind_of(kind).title
    except kinds.UnknownKind:
        return kind.replace("_", " ").capitalize()


class KindFilter(admin.SimpleListFilter):
    """By what an email is for; every room names its own."""

    title = "kind"
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Those that were sent."""
        return [(kind, titled(kind)) for kind in in_use(OutboxMessage, "kind")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Of one kind."""
        return queryset.filter(kind=self.value()) if self.value() else queryset


@admin.register(OutboxMessage)
class OutboxAdmin(Bounded, NotesDeletions, Recorded, admin.ModelAdmin):
    """Read, and try again; nothing is written by hand."""

    list_display = [
        "created_at",
        "what_for",
        "to",
        "state",
        "fate",
        "attempts",
        "last_error",
        "sent_at",
    ]
    list_filter = ["state", "fate", KindFilter, "created_at", "is_test"]
    search_fields = ["to", "subject", "message_id"]
    fields = [
        "what_for", "to", "subject", "text", "reply_to", "state", "fate", "fate_at", "attempts",
        "next_attempt_at", "last_error", "message_id", "provider_id", "request_id", "created_at",
        "sent_at",
    ]  # fmt: skip
    inlines = [EmailEventInline]
    actions = ["try_again"]

    @admin.display(description="what for", ordering="kind")
    def what_for(self, email: OutboxMessage) -> str:
        """In words."""
        return titled(email.kind)

    @admin.action(description="Try again now", permissions=["change"])
    def try_again(self, request: HttpRequest, queryset: QuerySet[OutboxMessage]) -> None:
        """Send what was given up or waits, as if it were new."""
        waiting = queryset.filter(
            state__in=[OutboxMessage.State.FAILED, OutboxMessage.State.PENDING]
        )
        # Of one whose text is past its time there is nothing to send.
        waiting = waiting.exclude(text="", html="")
        count = waiting.update(
            state=OutboxMessage.State.PENDING,
            fate=OutboxMessage.Fate.UNKNOWN,
            attempts=0,
            next_attempt_at=timezone.now(),
        )
        background.wake()
        self.message_user(request, f"{count} will be tried within seconds.")

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """With what was told of them, which nobody deletes alone."""
        listed, counts, needed, protected = super().get_deleted_objects(objs, request)
        return listed, counts, needed - {str(EmailEvent._meta.verbose_name)}, protected


@admin.register(Suppression)
class SuppressionAdmin(Bounded, NotesDeletions, Recorded, admin.ModelAdmin):
    """Whom we leave alone, and why. Deleting a row lifts it."""

    deletion_is = audit.Kind.SETTINGS
    list_display = ["who", "why", "what", "at"]
    list_filter = ["reason"]
    list_select_related = ["message"]
    search_fields = ["key"]
    search_help_text = "Type a whole email address."
    fields = ["who", "why", "what", "at", "email"]

    @admin.display(description="address")
    def who(self, row: Suppression) -> str:
        """The address, while an email to it is kept."""
        return row.message.to if row.message else f"not kept any more ({row.key[:8]})"

    @admin.display(description="why", ordering="reason")
    def why(self, row: Suppression) -> str:
        """In words."""
        return row.get_reason_display()

    @admin.display(description="what it does not get")
    def what(self, row: Suppression) -> str:
        """Every email, or some."""
        if not row.topic:
            return "any email"
        if row.topic == topics.ANY:
            return "emails one may do without"
        return topics.title(row.topic) or row.topic

    @admin.display(description="the email it was about")
    def email(self, row: Suppression) -> SafeString | str:
        """Its page."""
        if row.message is None:
            return "not kept any more"
        address = reverse("admin:ops_outboxmessage_change", args=[row.message.pk])
        return format_html('<a href="{}">{}</a>', address, row.message.subject)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Suppression], search_term: str
    ) -> tuple[QuerySet[Suppression], bool]:
        """By an address, which is not kept: by what follows from it."""
        term = search_term.strip()
        if "@" in term:
            return queryset.filter(key__in=keys(term)), False
        return super().get_search_results(request, queryset, term)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """It is lifted or it stands."""
        return False

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """ "Delete" by what it does."""
        found = super().get_actions(request)
        lift: Any = found.get("delete_selected")
        if lift:
            found["delete_selected"] = (*lift[:2], "Lift: write to these addresses again")
        return found
