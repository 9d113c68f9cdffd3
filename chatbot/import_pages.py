"""The pages of an import in the admin: a form, a preview to say yes to, and what came of it.

``chatbot.admin_import`` loads this when somebody opens one of them; until then a web process does
without the readers of all those kinds of files.
"""

from __future__ import annotations

import re
from typing import Any, Protocol

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse

from chatbot.importing import preview, runs
from chatbot.importing.gather import MOST_PAGES, PAGES, is_web_address
from chatbot.importing.plan import Fate, Plan, make_plan
from chatbot.importing.read import ENDINGS
from chatbot.importing.rows import LARGEST, Gathered
from chatbot.importing.store import Decisions
from chatbot.models.knowledge import KnowledgeImport
from ops.web.server import BODY_LIMITS

#: Bytes of a file: a web process takes no larger request, and a form has some words around it.
UPLOAD = min(LARGEST, BODY_LIMITS[-1][1] - 100_000)
UPLOAD_MB = UPLOAD // 1_000_000
#: Entries of one kind that a page shows, decisions it asks for, and characters of each text.
SHOWN, ASKED, EXCERPT = 100, 150, 600
FORM = "admin:chatbot_knowledgeentry_import"
PAGE = "admin:chatbot_knowledgeentry_import_run"


TOO_LARGE = (
    f"It is larger than {UPLOAD_MB} MB. Split it, or save it without its pictures. The command "
    f"import_knowledge takes up to {LARGEST // 1_000_000} MB."
)


class ImportForm(forms.Form):
    """A file or an address."""

    file = forms.FileField(
        required=False,
        label="A file",
        widget=forms.ClearableFileInput(
            attrs={"accept": ",".join(ENDINGS), "data-largest": UPLOAD, "data-words": TOO_LARGE}
        ),
        error_messages={"empty": "This file is empty."},
        help_text="CSV, JSON, YAML, Markdown, plain text, HTML, PDF or Word (.docx), up to "
        f"{UPLOAD_MB} MB.",
    )
    address = forms.CharField(
        required=False,
        max_length=2000,
        label="Or a web address",
        widget=forms.TextInput(attrs={"class": "vURLField", "inputmode": "url"}),
        help_text="A page, a PDF, or a sitemap, beginning with https://.",
    )
    site = forms.BooleanField(
        required=False,
        label="Read the whole site of this address",
        help_text="Follows its links on the same host, as far as its robots.txt allows.",
    )
    pages = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=MOST_PAGES,
        initial=PAGES,
        label="At most so many pages",
    )

    def clean(self) -> dict[str, Any]:
        """One of the two, and a file that is not too large to be held."""
        data: dict[str, Any] = super().clean() or {}
        file, address = data.get("file"), (data.get("address") or "").strip()
        if not file and not address and not self.errors:
            raise forms.ValidationError("Choose a file, or give a web address.")
        if file and address:
            raise forms.ValidationError("Give a file or an address, not both at once.")
        if file and file.size > UPLOAD:
            self.add_error("file", TOO_LARGE)
        if address and re.search(r"\s", address):
            self.add_error("address", "A web address has no spaces. Copy it from your browser.")
        elif address and not is_web_address(address):
            if "://" in address:
                self.add_error("address", "Begin with https:// or http://.")
            else:
                address = f"https://{address}"
        return data | {"address": address}


class Pages(Protocol):
    """The admin these pages belong to."""

    admin_site: Any
    opts: Any


def ask(pages: Pages, request: HttpRequest) -> HttpResponse:
    """Where a file or an address is handed over."""
    _ask_leave(request)
    sent = request.method == "POST"
    form = ImportForm(request.POST, request.FILES) if sent else ImportForm()
    if sent and form.is_valid():
        run, _ = runs.begin(*_work(form.cleaned_data, request.user.get_username()))
        if run is not None:
            return redirect(PAGE, run.pk)
        messages.warning(request, "Another import is being read. Wait until it is ready.")
    context = {"form": form, "former": _former(), "may_begin": True}
    return _shown(pages, request, "import.html", context)


def show(pages: Pages, request: HttpRequest, pk: int) -> HttpResponse:
    """How far it is; then what it would do; then what it did."""
    _ask_leave(request)
    run = get_object_or_404(KnowledgeImport, pk=pk)
    context: dict[str, Any] = {"run": run, "look_every": runs.LOOK_EVERY}
    if run.state == KnowledgeImport.State.READY:
        gathered = Gathered.from_json(run.content)
        context |= _preview(make_plan(gathered), gathered)
        context["may_remove"] = request.user.has_perm("chatbot.delete_knowledgeentry")
    elif run.state == KnowledgeImport.State.READING and not run.is_reading:
        context["stopped"] = True
    return _shown(pages, request, "import_run.html", context)


def store(pages: Pages, request: HttpRequest, pk: int) -> HttpResponse:
    """Store what the preview showed."""
    run = _waiting(request, pk)
    if isinstance(run, HttpResponse):
        return run
    may_remove = request.user.has_perm("chatbot.delete_knowledgeentry")
    decisions = Decisions(
        remove_missing=may_remove and bool(request.POST.get("remove")),
        overwrite=frozenset(request.POST.getlist("take")),
        use=frozenset(request.POST.getlist("use")),
        settle=True,
    )
    done = runs.confirm(run, decisions)
    if done is None:
        messages.info(request, "This import was decided already.")
    elif done.stored:
        messages.success(request, f"Imported: {preview.counts(done.plan)}.")
    return redirect(PAGE, pk)


def drop(pages: Pages, request: HttpRequest, pk: int) -> HttpResponse:
    """Forget what was read."""
    run = _waiting(request, pk)
    if isinstance(run, HttpResponse):
        return run
    if runs.drop(run):
        messages.info(request, "Nothing was imported.")
    return redirect(FORM)


def _shown(
    pages: Pages, request: HttpRequest, template: str, context: dict[str, Any]
) -> HttpResponse:
    everything = {
        **pages.admin_site.each_context(request),
        "title": "Import knowledge",
        "opts": pages.opts,
        **context,
    }
    return TemplateResponse(request, f"admin/chatbot/{template}", everything)


def may_import(request: HttpRequest) -> bool:
    """Whether this person may add and change knowledge."""
    return all(request.user.has_perm(f"chatbot.{act}_knowledgeentry") for act in ("add", "change"))


def _ask_leave(request: HttpRequest) -> None:
    if not may_import(request):
        raise PermissionDenied


def _waiting(request: HttpRequest, pk: int) -> KnowledgeImport | HttpResponse:
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    _ask_leave(request)
    return get_object_or_404(KnowledgeImport, pk=pk)


def _work(data: dict[str, Any], started_by: str) -> tuple[str, str, runs.Work]:
    if file := data.get("file"):
        name = str(file.name)
        return name, started_by, runs.read_upload(name, file.read())
    url = data["address"]
    pages = data.get("pages") or PAGES
    return url, started_by, runs.read_address(url, site=data["site"], pages=pages)


def _former() -> Any:
    return KnowledgeImport.objects.defer("content")[:10]


def _preview(plan: Plan, gathered: Gathered) -> dict[str, Any]:
    """What the preview shows: the first of each kind, in full where a decision is asked for."""
    groups = [
        ("New", Fate.ADDED, SHOWN),
        ("Changed", Fate.CHANGED, SHOWN),
        ("No longer there", Fate.MISSING, SHOWN),
    ]
    return {
        "plan": plan,
        "counts": preview.counts(plan, would=True),
        "problems": plan.problems,
        "notes": gathered.notes[:SHOWN],
        "conflicts": [_entry(change) for change in plan.of(Fate.CONFLICT)[:ASKED]],
        "more_conflicts": max(0, len(plan.of(Fate.CONFLICT)) - ASKED),
        "flagged": [_entry(change) for change in plan.flagged[:ASKED]],
        "groups": [
            {
                "title": title,
                "count": len(plan.of(fate)),
                "entries": [_entry(change) for change in plan.of(fate)[:most]],
                "more": max(0, len(plan.of(fate)) - most),
                "removable": fate is Fate.MISSING,
            }
            for title, fate, most in groups
            if plan.of(fate)
        ],
    }


def _entry(change: Any) -> dict[str, Any]:
    text = str(change.values.get("answer") or (change.entry.answer if change.entry else ""))
    url = str(change.values.get("url") or "")
    return {
        "key": change.key,
        "title": change.title,
        "source": change.source,
        "url": url,
        "text": _excerpt(text),
        "gone": not change.values,
        "flags": change.flags,
        "differing": [
            {"name": name, "before": _excerpt(before), "after": _excerpt(after)}
            for name, before, after in change.differing
        ],
    }


def _excerpt(text: str) -> str:
    return text if len(text) <= EXCERPT else text[:EXCERPT].rsplit(" ", 1)[0] + " \u2026"
