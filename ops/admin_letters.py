"""Emails in the admin: each kind in each language, a form with a live preview, and a test."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from ops import audit
from ops.letters import letterhead, preview, storing
from ops.letters.checking import problems
from ops.letters.kinds import Kind, UnknownKind, all_kinds, kind_of
from ops.letters.rows import FIELDS, EmailWords
from ops.letters.writing import spoken_language
from ops.letters_forms import WordsForm
from ops.web.headers import page_policy

LIST = "admin:ops_emailwords_changelist"
EDIT = "admin:ops_emailwords_edit"
STALE = (
    "Nothing was saved: somebody else has changed this email since you opened the page. Your words "
    "still stand below. Look at theirs in another tab; saving again puts yours in their place."
)
UNUSED = (
    "These words do not hold any more, so the ones that come with this email are sent in their "
    "place. Look at what is marked below."
)


@admin.register(EmailWords)
class EmailWordsAdmin(admin.ModelAdmin):
    """For Owners. The list is of kinds and languages, whether or not there is a row."""

    def get_urls(self) -> list[URLPattern]:
        """Our pages before the admin's own, which would take their names for a key."""
        own = [
            path(
                f"of/<slug:kind>/<slug:language>/{end}",
                self._guarded(view),
                name=f"ops_emailwords_{name}",
            )
            for end, name, view in (
                ("", "edit", self.edit),
                ("preview/", "preview", self.preview),
                ("test/", "test", self.test),
                ("reset/", "reset", self.reset),
            )
        ]
        return [*own, *super().get_urls()]

    def _guarded(self, view: Any) -> Any:
        def guarded(request: HttpRequest, kind: str, language: str) -> HttpResponse:
            if not self.has_change_permission(request):
                raise PermissionDenied
            try:
                found = kind_of(kind)
            except UnknownKind as error:
                raise Http404("There is no such email.") from error
            if language not in dict(settings.LANGUAGES):
                raise Http404("Emails are not written in this language.")
            response: HttpResponse = view(request, found, language)
            return response

        return self.admin_site.admin_view(guarded)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Every kind, and in which languages it is in the founder's own words."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        own = {(row.kind, row.language): row for row in EmailWords.objects.all()}
        usual = spoken_language("", letterhead.current())
        context = {
            **self.admin_site.each_context(request),
            "title": "Emails",
            "opts": self.opts,
            "groups": [
                ("To your visitors", _listed(own, usual, to_visitor=True)),
                ("To you", _listed(own, usual, to_visitor=False)),
            ],
        }
        return TemplateResponse(request, "admin/letters/list.html", context)

    def edit(self, request: HttpRequest, kind: Kind, language: str) -> HttpResponse:
        """The form; a POST stores."""
        if request.method != "POST":
            return self._page(request, kind, language, self._form(request, kind, language))
        form = WordsForm(request.POST, kind=kind, language=language)
        if not form.is_valid():
            return self._page(request, kind, language, form, status=422)
        try:
            row = storing.store(kind, language, form.words, seen=form.cleaned_data["seen"])
        except storing.Stale:
            return self._stale(request, kind, language, form)
        said = "Saved. The next email says it so."
        if row is None:
            said = "These are the words that come with it, so nothing of your own is kept."
        if row is not None or form.cleaned_data["seen"]:
            self._note(request, kind, language, row)
        self.message_user(request, said, messages.SUCCESS)
        return redirect(EDIT, kind.name, language)

    def preview(self, request: HttpRequest, kind: Kind, language: str) -> HttpResponse:
        """The email as it would arrive: what is stored, or with a POST what was typed."""
        if request.method == "POST":
            form = WordsForm(request.POST, kind=kind, language=language)
            form.is_valid()
            asked, words = request.POST, form.words
        else:
            asked, (words, _row) = request.GET, storing.shown(kind, language)
        return preview.show(request, kind, words, language=language, asked=asked)

    def test(self, request: HttpRequest, kind: Kind, language: str) -> HttpResponse:
        """What was typed, to the founder's own address; the form stays as it is."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        form = WordsForm(request.POST, kind=kind, language=language)
        if not form.is_valid():
            return self._page(request, kind, language, form, status=422)
        try:
            to = preview.send_test(kind, form.words, language=language)
        except preview.NotSent as error:
            self.message_user(request, str(error), messages.ERROR)
            return self._page(request, kind, language, form, status=error.status)
        self.message_user(request, f"A test is on its way to {to}.", messages.SUCCESS)
        return self._page(request, kind, language, form)

    def reset(self, request: HttpRequest, kind: Kind, language: str) -> HttpResponse:
        """Back to the words that come with it."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        form = WordsForm(request.POST, kind=kind, language=language)
        form.is_valid()
        try:
            if storing.reset(kind, language, seen=form.cleaned_data.get("seen", "")):
                self._note(request, kind, language, None)
        except storing.Stale:
            return self._stale(request, kind, language, form)
        self.message_user(request, "This email says again what comes with it.", messages.SUCCESS)
        return redirect(EDIT, kind.name, language)

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Links of the history lead here."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        is_key = object_id.isascii() and object_id.isdigit()
        row = EmailWords.objects.filter(pk=object_id).first() if is_key else None
        return redirect(EDIT, row.kind, row.language) if row else redirect(LIST)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """The kinds are fixed; a row is made when one is first put into other words."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """The way back to the default is a button of its own."""
        return False

    def _form(self, request: HttpRequest, kind: Kind, language: str) -> WordsForm:
        """What is stored; words that no longer hold with what is wrong with them."""
        words, row = storing.shown(kind, language)
        initial = {field: getattr(words, field) for field in FIELDS}
        initial["seen"] = storing.version_of(row)
        if row is None or not problems(kind, words):
            return WordsForm(initial=initial, kind=kind, language=language)
        self.message_user(request, UNUSED, messages.WARNING)
        form = WordsForm(initial, initial=initial, kind=kind, language=language)
        form.is_valid()
        return form

    def _stale(
        self, request: HttpRequest, kind: Kind, language: str, form: WordsForm
    ) -> HttpResponse:
        """The same form over the state that is there now."""
        data = request.POST.copy()
        data["seen"] = storing.version_of(storing.stored(kind, language))
        again = WordsForm(data, kind=kind, language=language)
        again.is_valid()
        self.message_user(request, STALE, messages.ERROR)
        return self._page(request, kind, language, again, status=409)

    def _page(
        self, request: HttpRequest, kind: Kind, language: str, form: WordsForm, status: int = 200
    ) -> HttpResponse:
        own = set(EmailWords.objects.filter(kind=kind.name).values_list("language", flat=True))
        context = {
            **self.admin_site.each_context(request),
            "title": kind.title,
            "opts": self.opts,
            "kind": kind,
            "language": language,
            "tabs": [(code, name, code in own) for code, name in settings.LANGUAGES],
            "is_own": language in own,
            "form": form,
            "variables": kind.known.values(),
            "owner": settings.OWNER_EMAIL,
        }
        response = TemplateResponse(request, "admin/letters/edit.html", context, status=status)
        response["Content-Security-Policy"] = page_policy(
            frames="'self'", trusted_types=False, extra=False
        )
        return response

    def _note(
        self, request: HttpRequest, kind: Kind, language: str, row: EmailWords | None
    ) -> None:
        """Into the trail of changes: which email, never what it says."""
        if row is not None:
            fields = ", ".join(name for name in FIELDS if getattr(row, name))
            self.log_change(request, row, f"Changed {fields} of {row}.")
            return
        about = f"back to what comes with it: {kind.name} ({language})"
        audit.record(audit.Kind.SETTINGS, request, object="ops.emailwords", about=about)


def _listed(
    own: dict[tuple[str, str], EmailWords], usual: str, *, to_visitor: bool
) -> list[dict[str, Any]]:
    return [
        {
            "kind": kind,
            "address": reverse(EDIT, args=[kind.name, usual]),
            "languages": [
                (
                    name,
                    _mark(kind, own.get((kind.name, code))),
                    reverse(EDIT, args=[kind.name, code]),
                )
                for code, name in settings.LANGUAGES
            ],
        }
        for kind in all_kinds()
        if kind.to_visitor is to_visitor
    ]


def _mark(kind: Kind, row: EmailWords | None) -> str:
    """What the list says of a language beside its name."""
    if row is None:
        return ""
    holds = not problems(kind, row.over(kind.default(row.language)))
    return "yours" if holds else "yours, with a mistake, not used"
