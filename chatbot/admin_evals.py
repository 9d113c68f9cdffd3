"""The evaluations in the admin: the founder's own cases, a button, and what came of each run."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.html import format_html

from chatbot.models import EvalCase, EvalRun
from chatbot.models.evaluation import Outcome
from ops.recorded import RecordedPage

#: Seconds between two looks of the page at a run that goes on.
LOOK_EVERY = 3
#: The worst first, as a page lists them.
ORDER = [Outcome.FAILED, Outcome.UNREACHABLE, Outcome.SKIPPED, Outcome.PASSED]


@admin.register(EvalCase)
class EvalCaseAdmin(admin.ModelAdmin):
    """What the founder wants to be sure of, and whether it held the last time."""

    list_display = ["title", "result", "last_run_at", "what_was_wrong", "is_active"]
    list_filter = ["last_outcome", "is_active"]
    search_fields = ["title", "turns"]
    change_list_template = "admin/chatbot/evals_list.html"
    readonly_fields = ["result", "last_run_at", "last_answered_by", "answer", "last_problem"]
    formfield_overrides = {
        models.TextField: {"widget": forms.Textarea(attrs={"rows": 3, "cols": 80})}
    }
    fieldsets = [
        (None, {"fields": ["title", "turns"]}),
        ("What the answer must be like", {"fields": ["expect", "must_say", "must_not_say"]}),
        (
            "Last run",
            {"fields": ["result", "last_run_at", "last_answered_by", "answer", "last_problem"]},
        ),
        ("More", {"fields": ["is_active"]}),
    ]

    def get_fieldsets(self, request: HttpRequest, obj: EvalCase | None = None) -> Any:
        """A new case has no last run to show."""
        found = super().get_fieldsets(request, obj)
        return found if obj else [part for part in found if part[0] != "Last run"]

    @admin.display(description="last result", ordering="last_outcome")
    def result(self, case: EvalCase) -> str:
        """In words."""
        return case.get_last_outcome_display() if case.last_outcome else "Not run yet"

    @admin.display(description="what was wrong")
    def what_was_wrong(self, case: EvalCase) -> str:
        """Shortened."""
        return case.last_problem[:120]

    @admin.display(description="what was answered")
    def answer(self, case: EvalCase) -> str:
        """With its line breaks."""
        return format_html('<div class="chat-words">{}</div>', case.last_reply)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The cases below the button and the last run."""
        more = {
            "title": "Evaluations",
            "last": EvalRun.objects.first(),
            "may_run": may_run(request),
            "has_own": EvalCase.objects.exists(),
        }
        return super().changelist_view(request, more | (extra_context or {}))


@admin.register(EvalRun)
class EvalRunAdmin(RecordedPage, admin.ModelAdmin):
    """The runs, each with the cases that failed on top."""

    page_template = "admin/chatbot/evals_run.html"
    list_display = ["started_at", "said", "by", "started_by"]
    list_display_links = ["started_at", "said"]
    list_per_page = 50
    fields = ["started_at", "state", "started_by"]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[EvalRun]:
        """Without the results, which a list does not show."""
        found: models.QuerySet[EvalRun] = super().get_queryset(request)
        return found.defer("results")

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Under the name of what is listed."""
        title = {"title": "Evaluation runs"}
        return super().changelist_view(request, title | (extra_context or {}))

    @admin.display(description="result")
    def said(self, run: EvalRun) -> str:
        """How many of each."""
        return said(run)

    @admin.display(description="answered by")
    def by(self, run: EvalRun) -> str:
        """Whoever was tried."""
        return " and ".join(by_name(run.providers))

    def get_urls(self) -> list[URLPattern]:
        """The button before the admin's own."""
        begin = self.admin_site.admin_view(self.begin)
        return [path("run/", begin, name="chatbot_evalrun_begin"), *super().get_urls()]

    def begin(self, request: HttpRequest) -> HttpResponse:
        """Start a run, or show the one that goes on."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not may_run(request):
            raise PermissionDenied
        # Here, since a web process that runs none does without them.
        from chatbot.evals import background

        run, thread = background.begin(request.user.get_username())
        if thread is None:
            messages.info(request, "The evaluations are running already. This is their page.")
        return redirect("admin:chatbot_evalrun_change", run.pk)

    def page(self, request: HttpRequest, record: EvalRun) -> dict[str, Any]:
        """The results."""
        return {
            "title": "Evaluations",
            "run": record,
            "said": said(record),
            "answered_by": by_name(record.providers),
            "look_every": LOOK_EVERY,
            "may_run": may_run(request),
            "results": results_of(record),
        }


def may_run(request: HttpRequest) -> bool:
    """Whether this person may start a run, which may cost something."""
    return bool(request.user.has_perm("chatbot.add_evalrun"))


def by_name(providers: Sequence[str]) -> list[str]:
    """Whoever was tried, as the pages call them."""
    names = {"builtin": "the built-in answerer", "openai": "OpenAI", "anthropic": "Anthropic"}
    return [names.get(provider, provider) for provider in providers]


def said(run: EvalRun) -> str:
    """``35 passed, 1 failed``, or why there is no result."""
    if run.is_running:
        return "Running"
    if run.state != EvalRun.State.DONE:
        return run.problem or "It was stopped before it had finished."
    words = {
        Outcome.FAILED: "failed",
        Outcome.UNREACHABLE: "without an answer",
        Outcome.SKIPPED: "skipped",
        Outcome.PASSED: "passed",
    }
    counted = [(run.summary.get(outcome.value, 0), words[outcome]) for outcome in ORDER]
    return ", ".join(f"{count} {word}" for count, word in counted if count) or "Nothing was run"


def results_of(run: EvalRun) -> list[dict[str, Any]]:
    """The results as the page shows them: what went wrong first, each turn in words."""
    from chatbot.evals.seen import wording_of

    place = {outcome.value: number for number, outcome in enumerate(ORDER)}
    ordered = sorted(run.results, key=lambda result: place.get(result["outcome"], 0))
    return [
        {
            **result,
            "turns": [{**turn, "said_so": wording_of(turn["outcome"])} for turn in result["turns"]],
            "with_turns": result["outcome"] in ("failed", "unreachable"),
        }
        for result in ordered
    ]
