"""Where the founder puts the chat on the website they have: the tag, which sites, how it looks.

What a visitor sees of it belongs to two rows, the embedding and the business. Here they are one
form, stored whole or not at all; the preview beside it is ``chatbot.embed_preview``.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from chatbot import embed_preview
from chatbot.embedding import origins
from chatbot.loader import ask_in
from chatbot.models import Business, Embedding
from chatbot.models.version import lines_of
from ops.web.headers import page_policy
from ops.web.origins import tidy_origin

PAGE = "admin:chatbot_embedding_changelist"
#: The page holds the preview in a frame.
SAVED = (
    "Saved. Visitors see it within five minutes. The tag on your website stays as it is, unless "
    "you gave it settings of its own."
)


class EmbeddingForm(forms.ModelForm):
    """Which sites, and the button."""

    class Meta:
        model = Embedding
        fields = ["origins", "side", "label"]
        widgets = {
            "origins": forms.Textarea(
                attrs={
                    "rows": 3,
                    "placeholder": "https://www.example.com",
                    "spellcheck": "false",
                    "autocapitalize": "off",
                }
            ),
        }

    side = forms.ChoiceField(
        label="Place of the button",
        choices=[(value, label.capitalize()) for value, label in Embedding.Side.choices],
        widget=forms.RadioSelect,
    )

    def clean_origins(self) -> str:
        """Each site as browsers write it. The model refuses first what names none."""
        typed = str(self.cleaned_data["origins"])
        for check in Embedding._meta.get_field("origins").validators:
            check(typed)
        return "\n".join(dict.fromkeys(map(tidy_origin, lines_of(typed))))


class LookForm(forms.ModelForm):
    """What the chat takes from the business profile."""

    class Meta:
        model = Business
        fields = ["colour", "greeting", "language"]
        widgets = {
            "colour": forms.TextInput(attrs={"type": "color"}),
            "greeting": forms.Textarea(attrs={"rows": 4}),
        }
        help_texts = {
            "colour": "Also the accent of your own page. Text on it turns black or white itself.",
            "language": "The language your answers are written in. The words around them follow "
            "the language of your website.",
        }


@admin.register(Embedding)
class EmbeddingAdmin(admin.ModelAdmin):
    """The one row: its list page is its form."""

    def get_urls(self) -> list[URLPattern]:
        """The preview before the admin's own, which would take its name for a key."""
        own = [
            path(f"preview/{end}", self._guarded(view), name=f"chatbot_embedding_preview{name}")
            for end, name, view in (
                ("", "", embed_preview.page),
                ("embed.js", "_script", embed_preview.script),
                ("panel/", "_panel", embed_preview.panel),
                ("start/", "_start", embed_preview.start),
            )
        ]
        return [*own, *super().get_urls()]

    def _guarded(self, view: Any) -> Any:
        def guarded(request: HttpRequest) -> HttpResponse:
            if not self.has_view_permission(request):
                raise PermissionDenied
            response: HttpResponse = view(request)
            return response

        return self.admin_site.admin_view(guarded)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The form, the preview, the tag, and where to paste it."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        may_change = self.has_change_permission(request)
        sent = request.POST if request.method == "POST" else None
        if sent is not None and not may_change:
            raise PermissionDenied
        embedding = EmbeddingForm(sent, instance=Embedding.current())
        look = LookForm(sent, instance=Business.current())
        _only_read(embedding, unless=may_change)
        _only_read(look, unless=may_change and request.user.has_perm("chatbot.change_business"))
        # Both are asked, so that all mistakes are told at once.
        if sent is not None and all([embedding.is_valid(), look.is_valid()]):
            self._save(request, embedding, look)
            return HttpResponseRedirect(reverse(PAGE))
        context = {
            **self.admin_site.each_context(request),
            "title": "Chat on your website",
            "opts": self.opts,
            "embedding": embedding,
            "look": look,
            "may_change": may_change,
            **_shown(),
            **(extra_context or {}),
        }
        response = TemplateResponse(request, "admin/chatbot/embed.html", context)
        response["Content-Security-Policy"] = page_policy(
            frames="'self'", trusted_types=False, extra=False
        )
        return response

    def _save(self, request: HttpRequest, embedding: EmbeddingForm, look: LookForm) -> None:
        with transaction.atomic():
            row = embedding.save()
            self.log_change(request, row, _changes(embedding))
            if look.changed_data:
                business: Business = look.save(commit=False)
                # Only what was changed here: the profile may be open in another tab.
                there = Business.objects.filter(pk=1).exists()
                business.save(update_fields=[*look.changed_data, "updated_at"] if there else None)
                self.log_change(request, business, _changes(look))
        self.message_user(request, SAVED, messages.SUCCESS)

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Links of the history lead here."""
        return HttpResponseRedirect(reverse(PAGE))

    def has_add_permission(self, request: HttpRequest) -> bool:
        """There is one row, made when it is first saved."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Embedding | None = None) -> bool:
        """The settings are edited, never deleted."""
        return False


def _only_read(form: forms.ModelForm, *, unless: bool) -> None:
    for field in form.fields.values():
        field.disabled = not unless


def _changes(form: forms.ModelForm) -> str:
    names = [str(form[name].label).lower() for name in form.changed_data]
    return f"Changed {', '.join(names)}." if names else "Saved without a change."


def tag(site: str) -> str:
    """The one line for the founder's pages."""
    return f'<script async src="{site}/embed.js"></script>'


def _shown() -> dict[str, Any]:
    """What the page shows beside the forms, as it is stored and not as it was just typed."""
    embedding, business = Embedding.current(), Business.current()
    site = str(settings.SITE_URL).rstrip("/")
    return {
        "site": site,
        "tag": tag(site),
        "sites": origins(),
        "from_environment": [tidy_origin(text) for text in settings.EMBED_ORIGINS],
        "saved": {
            "site": site,
            "colour": business.colour,
            "side": embedding.side,
            "label": embedding.label,
            "language": business.language,
            "asks": {code: ask_in(code) for code, _name in settings.LANGUAGES},
        },
    }
