"""The handover document in the admin: the questionnaire, the button, the page, the files."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path

from ops import audit, roles
from ops.handover import questions
from ops.handover.document import Document, from_json
from ops.handover.rows import Handover, HandoverAnswers
from ops.recorded import RecordedPage

#: Seconds a writing may take while somebody waits for the page; platforms cut off at thirty.
PATIENCE = 15.0
#: Formats that can be taken away, with their media types.
DOWNLOADS = {"md": "text/markdown; charset=utf-8", "html": "text/html; charset=utf-8"}
LIST = "admin:ops_handover_changelist"


class AnswersForm(forms.Form):
    """One line a question; each may be left empty."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for question in questions.QUESTIONS:
            self.fields[question.key] = forms.CharField(
                label=question.ask,
                required=False,
                max_length=questions.LONGEST,
                help_text=f"Such as: {question.hint}",
                validators=[_fit],
                widget=forms.TextInput(attrs={"class": "vTextField", "autocomplete": "off"}),
            )


def _fit(answer: str) -> None:
    if problem := questions.wrong(answer):
        raise forms.ValidationError(problem)


@admin.register(Handover)
class HandoverAdmin(RecordedPage, admin.ModelAdmin):
    """For Owners: who owns what, and where every key is kept."""

    page_template = "admin/handover/page.html"
    list_display = ["written_at", "site", "release", "open_questions", "written_by"]
    change_list_template = "admin/handover/list.html"
    fields = ["written_at", "site", "release", "open_questions", "written_by"]
    actions = None

    def get_queryset(self, request: HttpRequest) -> Any:
        """Without the documents, which a list does not show."""
        return super().get_queryset(request).defer("document")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Owners."""
        return roles.is_owner(request.user) and super().has_view_permission(request, obj)

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Owners."""
        return roles.is_owner(request.user)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody types a document."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """The oldest go by themselves."""
        return False

    def get_urls(self) -> list[URLPattern]:
        """Ours before the admin's own, which would take their names for keys."""
        protected = self.admin_site.admin_view
        return [
            path("answers/", protected(self.answers), name="ops_handover_answers"),
            path("write/", protected(self.write), name="ops_handover_write"),
            path(
                "<int:pk>/file/<str:format>/",
                protected(self.download),
                name="ops_handover_download",
            ),
            *super().get_urls(),
        ]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The documents, under the two buttons."""
        more = {"title": "Handover documents", "unanswered": self._unanswered(request)}
        return super().changelist_view(request, more | (extra_context or {}))

    def _unanswered(self, request: HttpRequest) -> int:
        if not self.has_view_permission(request):
            return 0
        return len(questions.QUESTIONS) - len(HandoverAnswers.known())

    def answers(self, request: HttpRequest) -> HttpResponse:
        """The questionnaire."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        form = AnswersForm(request.POST or None, initial=HandoverAnswers.known())
        if request.method == "POST" and form.is_valid():
            HandoverAnswers.keep(questions.cleaned(form.cleaned_data))
            audit.record(audit.Kind.SETTINGS, request, about="answers for the handover")
            messages.success(request, "The answers are kept. Write the document anew to have them.")
            return redirect(LIST)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": "Questions for the handover",
            "form": form,
        }
        return TemplateResponse(request, "admin/handover/answers.html", context)

    def write(self, request: HttpRequest) -> HttpResponse:
        """Look at everything and write it."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not self.has_view_permission(request):
            raise PermissionDenied
        from ops.handover.sealing import Leaks

        try:
            row = write_here(request.user.get_username())
        except Leaks as error:
            messages.error(request, str(error))
            return redirect(LIST)
        if row is None:
            messages.error(request, "It could not be kept: the database did not take it.")
            return redirect(LIST)
        return redirect("admin:ops_handover_change", row.pk)

    def download(self, request: HttpRequest, pk: int, format: str) -> HttpResponse:
        """A document as a file."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        row = get_object_or_404(Handover, pk=pk)
        document = document_of(row)
        if format not in DOWNLOADS or document is None:
            raise Http404
        from ops.handover.as_html import as_html
        from ops.handover.as_markdown import as_markdown

        text = as_html(document) if format == "html" else as_markdown(document)
        audit.record(audit.Kind.EXPORT, request, object=row, about=f"handover as {format}")
        response = HttpResponse(text, content_type=DOWNLOADS[format])
        host = re.sub(r"[^a-z0-9.-]+", "-", row.site.casefold()).strip("-.")[:80]
        name = f"handover-{host}-{row.written_at:%Y-%m-%d}.{format}"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response

    def page(self, request: HttpRequest, record: Handover) -> dict[str, Any]:
        """The document."""
        from ops.handover.as_html import body

        document = document_of(record)
        return {
            "title": "Handover document",
            "row": record,
            "handover": body(document) if document else None,
        }


def write_here(written_by: str) -> Handover | None:
    """Write the document of this deployment and keep it; raises ``Leaks``."""
    from ops.handover.write import write
    from ops.launch import deployment
    from ops.launch.world import NetworkOptions, World

    world = World(target=deployment.here(), options=NetworkOptions(timeout=PATIENCE))
    return write(world=world, answers=HandoverAnswers.known(), written_by=written_by).kept


def document_of(row: Handover) -> Document | None:
    """What a row holds; None for one that another version wrote."""
    try:
        return from_json(row.document)
    except ValueError:
        return None
