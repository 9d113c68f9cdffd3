"""Leads in the admin."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html

from leads import admin_fit as admin_fit
from leads.admin_bookings import BookingInline
from leads.admin_files import FilePages
from leads.consent import withdraw
from leads.models import Lead
from leads.sender import today
from leads.work import changing, finding
from leads.work.board import due_of
from leads.work.filters import OwnerFilter, StepFilter, TagFilter, WaitingFilter
from leads.work.forms import LeadForm, RowForm, Rows
from leads.work.pages import WorkPages
from ops import roles, ways
from ops.lists import Bounded
from ops.panels import dialled
from ops.recorded import NotesDeletions

#: Leads that one action may change.
AT_ONCE = 1000


class ChooseStatus(ActionForm):
    """The actions, and the status that one of them needs."""

    to = forms.ChoiceField(
        label="to", required=False, choices=[("", "status"), *Lead.Status.choices]
    )


@admin.register(Lead)
class LeadAdmin(FilePages, WorkPages, Bounded, NotesDeletions, admin.ModelAdmin):
    """Whom to call."""

    form = LeadForm
    action_form = ChooseStatus
    list_display = [
        "who", "status", "step", "reached_at", "looked_after_by", "marked", "fit", "created_at",
    ]  # fmt: skip
    list_display_links = ["who"]
    list_editable = ["status"]
    list_filter = [
        WaitingFilter, "status", StepFilter, OwnerFilter, TagFilter, "created_at", "is_test",
    ]  # fmt: skip
    list_select_related = ["owner"]
    list_max_show_all = 200
    search_fields = ["email"]
    search_help_text = (
        "A name, an address, a phone number, or words of what they wrote. "
        "Where many wrote them, the newest are found."
    )
    readonly_fields = ["email", "first_touch", "last_touch", "created_at", "is_test"]
    fieldsets = [
        (None, {"fields": ["seen", "email", "name", "phone", "status", "owner", "tag_words"]}),
        ("Next step", {"fields": ["next_step", "next_step_on"]}),
        (
            "Where they came from",
            {
                "fields": ["first_touch", "last_touch", "created_at", "is_test"],
                "classes": ["collapse"],
            },
        ),
    ]
    inlines = [BookingInline]
    actions = ["mark_contacted", "change_status", "look_after", "take_back"]
    _today = date.min

    class Media:
        css = {"all": ["leads/leads-admin.css"]}

    @admin.display(description="lead", ordering="name")
    def who(self, lead: Lead) -> str:
        """Their name, that they wrote again, and whether it is a test."""
        if lead.is_test:
            return f"{lead} (test)"
        if lead.wrote_again_at:
            return format_html('{} <span class="lead-again">wrote again</span>', str(lead))
        return str(lead)

    @admin.display(description="email and phone")
    def reached_at(self, lead: Lead) -> str:
        """A link that opens the mail program, and one that dials."""
        write = format_html('<a href="mailto:{}">{}</a>', lead.email, lead.email)
        if not lead.phone:
            return write
        return format_html(
            '{}<br><a class="lead-tel" href="tel:{}">{}</a>', write, dialled(lead.phone), lead.phone
        )

    @admin.display(description="next step", ordering="next_step_on", empty_value="")
    def step(self, lead: Lead) -> str:
        """What, and when; the day is marked once it is due."""
        if not lead.next_step and not lead.next_step_on:
            return ""
        if not lead.next_step_on:
            return lead.next_step
        due = due_of(lead, self._today)
        words = {"overdue": "overdue", "today": "today"}.get(due, "")
        return format_html(
            '{} <span class="lead-due {}">{} {}</span>',
            lead.next_step, due, f"{lead.next_step_on:%Y-%m-%d}", words,
        )  # fmt: skip

    @admin.display(description="owner", ordering="owner", empty_value="")
    def looked_after_by(self, lead: Lead) -> str:
        """Who looks after them."""
        return changing.name_of(lead.owner) if lead.owner else ""

    @admin.display(description="tags", empty_value="")
    def marked(self, lead: Lead) -> str:
        """Their tags."""
        return ", ".join(tag.name for tag in lead.tags.all())

    @admin.display(description="fit", ordering="fit_points", empty_value="")
    def fit(self, lead: Lead) -> str:
        """Points of how many."""
        return f"{lead.fit_points} of {lead.fit_out_of}" if lead.fit_out_of else ""

    def get_queryset(self, request: HttpRequest) -> QuerySet[Lead]:
        """Test traffic is for Owners."""
        found: QuerySet[Lead] = super().get_queryset(request)
        found = found.prefetch_related("tags")
        return found if roles.is_owner(request.user) else found.filter(is_test=False)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Lead], search_term: str
    ) -> tuple[QuerySet[Lead], bool]:
        """Each once, without a join."""
        if not search_term.strip():
            return queryset, False
        return finding.matching(queryset, search_term), False

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """With tags in one query, and the day it is where the business is."""
        self._today = today()
        more = {"is_owner": roles.is_owner(request.user), **(extra_context or {})}
        return super().changelist_view(request, more)

    def get_changelist_form(self, request: HttpRequest, **kwargs: Any) -> Any:
        """A row knows what was seen."""
        return super().get_changelist_form(request, **{**kwargs, "form": RowForm})

    def get_changelist_formset(self, request: HttpRequest, **kwargs: Any) -> Any:
        """Rows that are quick to draw."""
        return super().get_changelist_formset(request, **{**kwargs, "formset": Rows})

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
        done = self._change_all(request, queryset, {"status": str(Lead.Status.CONTACTED)})
        if done is not None:
            self.message_user(request, f"{done} marked as contacted.")

    @admin.action(description="Change status (choose it beside)", permissions=["change"])
    def change_status(self, request: HttpRequest, queryset: QuerySet[Lead]) -> None:
        """To the one chosen beside the actions."""
        wanted = request.POST.get("to", "")
        if wanted not in Lead.Status.values:
            text = "Choose the status beside the action, then press Go."
            self.message_user(request, text, messages.WARNING)
            return
        done = self._change_all(request, queryset, {"status": wanted})
        if done is not None:
            self.message_user(request, f"{done} changed to {Lead.Status(wanted).label}.")

    @admin.action(description="I look after them", permissions=["change"])
    def look_after(self, request: HttpRequest, queryset: QuerySet[Lead]) -> None:
        """They become those of whoever is signed in."""
        done = self._change_all(request, queryset, {"owner": str(request.user.pk)})
        if done is not None:
            self.message_user(request, f"{done} are yours now.")

    def _change_all(
        self, request: HttpRequest, queryset: QuerySet[Lead], wanted: dict[str, str]
    ) -> int | None:
        """How many changed; None, with a message, where there are too many for one request."""
        keys = list(queryset.order_by().values_list("pk", flat=True)[: AT_ONCE + 1])
        if len(keys) > AT_ONCE:
            text = f"That is more than {AT_ONCE:,} at once. Filter the list first."
            self.message_user(request, text, messages.ERROR)
            return None
        done = 0
        for key in keys:
            try:
                done += bool(changing.change(key, wanted, by=request.user))
            except Lead.DoesNotExist:
                continue
        return done

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Lead]) -> None:
        """Without the owners, who are read for the list only."""
        super().delete_queryset(request, queryset.select_related(None))

    @admin.action(description="They take back what they agreed to", permissions=["change"])
    def take_back(self, request: HttpRequest, queryset: QuerySet[Lead]) -> None:
        """They said so, by email or on the telephone: written down, and the lead closed."""
        taken = [
            consent for lead in queryset if (consent := withdraw(lead, source="admin")) is not None
        ]
        for consent in taken:
            self.log_change(request, consent.lead, "They took back what they agreed to.")
        self.message_user(request, f"{len(taken)} written down, and closed.")

    def save_model(self, request: HttpRequest, obj: Lead, form: Any, change: bool) -> None:
        """Only what was changed here is stored; other tools and the history hear of it."""
        try:
            done = changing.change(obj.pk, form.wanted, by=request.user, seen=form.was_seen or None)
        except changing.Clashed as error:  # Between looking and storing a row of the list.
            done = []
            for clash in error.clashes.values():
                self.message_user(request, f"{obj}: {clash}", messages.WARNING)
        obj.refresh_from_db()
        form.__dict__["changed_data"] = ["tag_words" if name == "tags" else name for name in done]


ways.register(
    ways.Way(
        label="Leads", page="admin:leads_lead_changelist", order=20, permission="leads.view_lead"
    )
)
ways.register(
    ways.Way(label="Board", page="admin:leads_lead_board", order=30, permission="leads.view_lead")
)
