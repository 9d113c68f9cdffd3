"""The page of the export: which leads, in which form."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.template.response import TemplateResponse

from leads.export.files import SEPARATORS, response
from leads.export.rows import Wanted
from leads.models import Lead, Tag
from ops import audit, roles


class ExportForm(forms.Form):
    """Which leads, and for what."""

    status = forms.ChoiceField(
        label="Which leads",
        required=False,
        choices=[("", "All"), ("open", "All that are not done with"), *Lead.Status.choices],
    )
    tag = forms.ModelChoiceField(
        label="With the tag", required=False, queryset=Tag.objects.none(), empty_label="Any or none"
    )
    form = forms.ChoiceField(
        label="As",
        choices=[
            ("csv", "a spreadsheet (CSV)"),
            ("json", "JSON, with every message, note and consent"),
        ],
    )
    separator = forms.ChoiceField(
        label="Between the columns of the spreadsheet",
        required=False,
        choices=[
            ("comma", "a comma"),
            ("semicolon", "a semicolon, for Excel in most of Europe"),
        ],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tag"].queryset = Tag.objects.all()  # type: ignore[attr-defined]


def export(pages: Any, request: HttpRequest) -> HttpResponseBase:
    """Ask what is wanted; a POST sends the file, and the audit trail says so."""
    if not roles.is_owner(request.user):
        raise PermissionDenied
    form = ExportForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        wanted = Wanted(status=data["status"], tag_id=data["tag"].pk if data["tag"] else None)
        audit.record(
            audit.Kind.EXPORT, request, object="leads.lead",
            about=f"{data['form']}, {data['status'] or 'all'}",
        )  # fmt: skip
        separator = SEPARATORS[data["separator"] or "comma"]
        return response(request, wanted, form=data["form"], separator=separator)
    context = {
        **pages.admin_site.each_context(request),
        "title": "Export leads",
        "opts": pages.opts,
        "form": form,
    }
    return TemplateResponse(request, "admin/leads/export.html", context)
