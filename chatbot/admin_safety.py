"""Where the founder reads and edits the safe replies, and confirms the crisis lines."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from chatbot import wording
from chatbot.guards.topics import Subject
from chatbot.models import Business
from chatbot.models.safety import CrisisLine, SafetyRule
from chatbot.safety import advice_text, crisis_text
from ops import audit
from ops.recorded import NotesDeletions

REPLIES_INTRO = [
    "On these subjects your assistant gives no advice and promises nothing. It says something kind "
    "in fixed words, in the visitor's language. Open one to read it in every language or to put "
    "it into words of your own.",
]
LINES_INTRO = (
    "Numbers and chats for people in danger, shown in the reply to them. A line counts once you "
    "have checked it yourself and set the day; do that again now and then."
)
NO_LINE = (
    "No line is confirmed yet. Somebody in danger is told to call the local emergency number and "
    "to turn to a person they trust, and is given no line."
)


@admin.register(SafetyRule)
class SafetyRuleAdmin(admin.ModelAdmin):
    """One row a topic; what visitors read now stands on the page in every language."""

    change_list_template = "admin/chatbot/safety_list.html"
    list_display = ["topic", "is_on", "opening"]
    list_display_links = ["topic"]
    readonly_fields = ["topic", "said_now"]
    fieldsets = [
        (None, {"fields": ["topic", "is_on", "said_now"]}),
        (
            "In your own words",
            {
                "fields": ["reply_en", "reply_es", "reply_de", "reply_fr", "reply_pt"],
                "description": "Leave a language empty to keep the text that comes with it. Your "
                "contact is added by itself. For somebody in danger your words replace the first "
                "two sentences; that the assistant is automated, the emergency number, a person "
                "nearby and the lines you have confirmed always follow.",
            },
        ),
        ("What counts", {"fields": ["also", "never"]}),
    ]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Under the name of what is listed, with a word on what it is for."""
        return super().changelist_view(
            request, {"title": "Safe replies", "intro": REPLIES_INTRO} | (extra_context or {})
        )

    @admin.display(description="what is said now")
    def said_now(self, rule: SafetyRule) -> SafeString:
        """The whole reply in every language."""
        return format_html_join(
            "", '<p class="chat-words"><b>{}</b><br>{}</p>', _replies(rule).items()
        )

    @admin.display(description="what is said")
    def opening(self, rule: SafetyRule) -> str:
        """Its beginning, in English."""
        return f"{_replies(rule)['English'][:110]}…"

    def has_add_permission(self, request: HttpRequest) -> bool:
        """The topics are fixed."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: SafetyRule | None = None) -> bool:
        """A topic is switched off, not removed."""
        return False


@admin.register(CrisisLine)
class CrisisLineAdmin(NotesDeletions, admin.ModelAdmin):
    """Lines visitors in danger are given, once the founder vouches for them."""

    deletion_is = audit.Kind.SETTINGS

    list_display = ["name", "country", "contact", "source", "confirmed", "position"]
    change_list_template = "admin/chatbot/safety_list.html"
    fields = ["name", "country", "contact", "source_url", "confirmed_on", "position"]
    actions = ["confirm"]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """With what visitors in danger read as long as no line is confirmed."""
        intro = [LINES_INTRO]
        if not CrisisLine.objects.confirmed().exists():
            intro.append(NO_LINE)
        return super().changelist_view(
            request, {"title": "Crisis lines", "intro": intro} | (extra_context or {})
        )

    @admin.display(description="confirmed on", ordering="confirmed_on", empty_value="Not yet")
    def confirmed(self, line: CrisisLine) -> Any:
        """The day; a line without one is shown to nobody."""
        return line.confirmed_on

    @admin.display(description="found at")
    def source(self, line: CrisisLine) -> str:
        """The page it was found on."""
        return format_html('<a href="{0}" rel="noreferrer">{0}</a>', line.source_url)

    @admin.action(description="I have checked these today", permissions=["change"])
    def confirm(self, request: HttpRequest, queryset: models.QuerySet[CrisisLine]) -> None:
        """Put today's date on them."""
        changed = queryset.update(confirmed_on=timezone.now().date())
        audit.record(
            audit.Kind.SETTINGS, request, object="chatbot.crisisline", about=f"confirmed: {changed}"
        )
        what = "One line" if changed == 1 else f"{changed} lines"
        self.message_user(request, f"{what} confirmed. Visitors in danger see this from now on.")

    def save_model(self, request: HttpRequest, obj: CrisisLine, form: Any, change: bool) -> None:
        """What was confirmed is confirmed no longer once it says something else."""
        edited = {"name", "country", "contact", "source_url"} & set(form.changed_data)
        if change and obj.confirmed_on and edited and "confirmed_on" not in form.changed_data:
            obj.confirmed_on = None
            self.message_user(
                request,
                "The line has changed, so it is no longer confirmed and not shown. Check it and "
                "set the day.",
                messages.WARNING,
            )
        super().save_model(request, obj, form, change)


def _replies(rule: SafetyRule) -> dict[str, str]:
    """What visitors read on a topic, by the name of the language."""
    names, own = wording.words_of("en").languages, rule.replies
    business, lines = Business.current(), tuple(CrisisLine.objects.confirmed())
    replies: dict[str, str] = {}
    for code, name in names.items():
        text = own.get(code, "")
        if rule.topic == SafetyRule.Topic.CRISIS:
            replies[name] = crisis_text(code, lines, own=text)
        else:
            replies[name] = advice_text(Subject(rule.topic), business, code, own=text)
    return replies
