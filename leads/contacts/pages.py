"""The pages of an import of contacts: hand over a file, look, say where they agreed, say yes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse

from leads.contacts import columns, going_on, plan, store
from leads.contacts.reading import MOST_LINES, UnreadableContacts, read
from leads.contacts.rows import ContactImport
from leads.models import Lead
from leads.sender import today
from leads.work.changing import name_of
from leads.work.tags import BadTags, split
from ops import audit, roles
from ops.web.server import BODY_LIMITS

#: Bytes of a file: a web process takes no larger request, and a form has some words around it.
UPLOAD = BODY_LIMITS[-1][1] - 100_000
UPLOAD_MB = UPLOAD // 1_000_000
#: Lines of each kind that the preview shows, and columns of the look into the file.
SHOWN, LOOK = 60, 5
#: Lines that were left out which are named one by one, and seconds between two looks. More lines
#: are named by what is wrong with them.
SHOWN_OF_LEFT_OUT, LOOK_EVERY = 20, 2
FORM, RUN = "admin:leads_lead_import", "admin:leads_lead_import_run"


class FileForm(forms.Form):
    """A file."""

    file = forms.FileField(
        label="A CSV file",
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,text/csv"}),
        error_messages={"empty": "This file is empty.", "required": "Choose a file."},
        help_text=f"Up to {UPLOAD_MB} MB and {MOST_LINES:,} lines, with commas, semicolons or tabs "
        "between the columns. Every spreadsheet and mail program can save one.",
    )

    def clean_file(self) -> Any:
        """Not larger than can be held."""
        file = self.cleaned_data["file"]
        if file.size > UPLOAD:
            raise forms.ValidationError(f"It is larger than {UPLOAD_MB} MB. Split it.")
        return file


class DecisionForm(forms.Form):
    """What has to be said before anybody is stored."""

    agreed = forms.CharField(
        label="Where did these people agree that you keep their details and write to them?",
        min_length=10,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": "Say where they agreed. Without it nobody may be imported.",
            "min_length": "Say it so that somebody else understands it: which form, event or talk.",
        },
        help_text="Such as: sign-up form of my spring workshop, 2025, paper list in my office. It "
        "is kept with each of them as your evidence.",
    )
    agreed_on = forms.DateField(
        label="When",
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text="Where the file does not say it. Empty: today.",
    )
    status = forms.ChoiceField(
        label="Status of those who are new here",
        choices=Lead.Status.choices,
        initial=Lead.Status.CONTACTED,
    )
    tags = forms.CharField(
        label="Tags for all of them",
        required=False,
        max_length=500,
        help_text="With commas between. They find this import again.",
    )
    sure = forms.BooleanField(
        label="I can show that they agreed",
        error_messages={"required": "Tick this once you can show it."},
    )
    leave_out = forms.BooleanField(label="Leave out the lines with problems", required=False)

    def clean_agreed_on(self) -> date | None:
        """Nobody agreed tomorrow."""
        found: date | None = self.cleaned_data["agreed_on"]
        if found and found > today():
            raise forms.ValidationError("This day has not come yet.")
        return found

    def clean_tags(self) -> list[str]:
        """Each once."""
        try:
            return split(self.cleaned_data["tags"])
        except BadTags as error:
            raise forms.ValidationError(str(error)) from error


def ask(pages: Any, request: HttpRequest) -> HttpResponse:
    """Where a file is handed over."""
    _ask_leave(request)
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            sheet = read(file.read())
        except UnreadableContacts as error:
            form.add_error("file", str(error))
        else:
            run = ContactImport.objects.create(
                label=str(file.name)[:200],
                lines=[[number, list(cells)] for number, cells in sheet.lines],
                columns=columns.guess(sheet),
                notes=[*sheet.notes, list(sheet.header)],
                by=name_of(request.user),
            )
            return redirect(RUN, run.pk)
    former = ContactImport.objects.defer("lines", "notes")[:10]
    return _shown(pages, request, "import.html", {"form": form, "former": former})


def show(pages: Any, request: HttpRequest, pk: int) -> HttpResponse:
    """What it would do, or what it did; a POST says what the columns are."""
    _ask_leave(request)
    run = get_object_or_404(ContactImport, pk=pk)
    if request.method == "POST" and run.state == ContactImport.State.READY:
        kinds = [request.POST.get(f"column-{at}", "") for at in range(len(run.columns))]
        if problem := columns.problem_of(kinds):
            messages.error(request, problem)
        else:
            ContactImport.objects.filter(pk=pk, state=run.State.READY).update(columns=kinds)
        return redirect(RUN, pk)
    return _preview(pages, request, run, DecisionForm())


def confirm(pages: Any, request: HttpRequest, pk: int) -> HttpResponse:
    """Store what the preview showed."""
    run = _posted(request, pk)
    if isinstance(run, HttpResponse):
        return run
    form = DecisionForm(request.POST)
    if run.state != ContactImport.State.READY:
        messages.info(request, "This import was decided already.")
        return redirect(RUN, pk)
    valid = form.is_valid()
    made = plan.make(run.lines, run.columns, today())
    if made.problems and not form.cleaned_data.get("leave_out"):
        form.add_error(
            "leave_out", "Tick this, or put the lines right and hand the file over again."
        )
        valid = False
    if not made.contacts:
        form.add_error(None, "No line of this file can be imported.")
        valid = False
    if not valid:
        return _preview(pages, request, run, form)
    decision = store.Decision(
        **{name: form.cleaned_data[name] for name in ("agreed", "agreed_on", "status", "tags")}
    )
    _take(request, run, decision, people=len(made.contacts))
    return redirect(RUN, pk)


def _take(
    request: HttpRequest, run: ContactImport, decision: store.Decision, *, people: int
) -> None:
    """Store it, or have it stored where that takes longer than somebody waits; and say so."""
    if people > going_on.SMALL:
        begun = going_on.begin(run, decision, by=request.user)
        about = f"{people} people, in the background" if begun else ""
        words = "It has begun. You can leave this page; it goes on by itself."
    else:
        done = store.confirm(run, decision, by=request.user) or {}
        about = f"{done['new']} new, {done['known']} known" if done else ""
        words = f"{done['new']} are new, {done['known']} were known already." if done else ""
    if not about:
        messages.info(request, "This import was decided already.")
        return
    audit.record(audit.Kind.IMPORT, request, object="leads.lead", about=about)
    messages.success(request, words)


def drop(pages: Any, request: HttpRequest, pk: int) -> HttpResponse:
    """Forget what was read."""
    run = _posted(request, pk)
    if isinstance(run, HttpResponse):
        return run
    if run.take(ContactImport.State.DROPPED):
        messages.info(request, "Nothing was imported, and the file is forgotten.")
    return redirect(FORM)


def _preview(pages: Any, request: HttpRequest, run: ContactImport, form: Any) -> HttpResponse:
    context: dict[str, Any] = {
        "run": run, "form": form, "look_every": LOOK_EVERY, "left_out_shown": SHOWN_OF_LEFT_OUT,
        "reasons": _reasons(run.outcome.get("left_out", [])),
    }  # fmt: skip
    if run.state == ContactImport.State.READY:
        made = plan.make(run.lines, run.columns, today())
        header = run.notes[-1] if run.notes and isinstance(run.notes[-1], list) else []
        look = [cells for _, cells in run.lines[:LOOK]]
        if not made.problems:
            del form.fields["leave_out"]
        context |= {
            "notes": [note for note in run.notes if isinstance(note, str)],
            "counts": store.counts(made),
            "kinds": columns.KINDS.items(),
            "columns": [
                {
                    "at": at,
                    "kind": kind,
                    "heading": header[at] if at < len(header) else "",
                    "look": [cells[at][:60] for cells in look if cells[at]],
                }
                for at, kind in enumerate(run.columns)
            ],
            "groups": [
                ("Lines with problems", [(p.line, p.words) for p in made.problems]),
                ("The same address twice in the file", [(p.line, p.words) for p in made.repeated]),
                ("Known already", [(c.line, c.email) for c in made.again]),
                ("New", [(c.line, f"{c.name} {c.email}".strip()) for c in made.new]),
            ],
            "shown": SHOWN,
        }
    return _shown(pages, request, "import_run.html", context)


def _reasons(left_out: Sequence[Sequence[Any]]) -> list[tuple[str, int, str]]:
    """Each reason why lines were left out, how many they are, and all of them: ``4, 7 to 9``."""
    by_words: dict[str, list[int]] = {}
    for line, words in left_out:
        by_words.setdefault(str(words), []).append(int(line))
    return [(words, len(lines), _spans(lines)) for words, lines in by_words.items()]


def _spans(lines: Sequence[int]) -> str:
    spans: list[list[int]] = []
    for line in lines:
        if spans and line == spans[-1][1] + 1:
            spans[-1][1] = line
        else:
            spans.append([line, line])
    return ", ".join(f"{a}" if a == b else f"{a} to {b}" for a, b in spans)


def _shown(pages: Any, request: HttpRequest, name: str, context: dict[str, Any]) -> HttpResponse:
    everything = {
        **pages.admin_site.each_context(request),
        "title": "Import contacts",
        "opts": pages.opts,
        **context,
    }
    return TemplateResponse(request, f"admin/leads/{name}", everything)


def _ask_leave(request: HttpRequest) -> None:
    if not roles.is_owner(request.user):
        raise PermissionDenied


def _posted(request: HttpRequest, pk: int) -> ContactImport | HttpResponse:
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    _ask_leave(request)
    return get_object_or_404(ContactImport, pk=pk)
