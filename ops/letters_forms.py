"""The form in which an Owner puts an email into other words."""

from __future__ import annotations

from typing import Any

from django import forms

from ops.letters.checking import LONGEST, problems
from ops.letters.kinds import Kind, Words
from ops.letters.rows import FIELDS


class WordsForm(forms.Form):
    """A field that is left empty means the words that come with it."""

    subject = forms.CharField(
        label="Subject",
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    preheader = forms.CharField(
        label="Preview line",
        required=False,
        help_text="Stands behind the subject in the inbox, and nowhere in the email.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    body = forms.CharField(
        label="Text",
        required=False,
        strip=True,
        widget=forms.Textarea(attrs={"rows": 18, "spellcheck": "true"}),
    )
    #: The version of the words that the page was made of.
    seen = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)

    def __init__(self, *args: Any, kind: Kind, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        self.default = kind.default(language)
        #: What was typed, and the default where nothing was; known once it is cleaned.
        self.words = self.default
        for name, longest in LONGEST.items():
            # Not the field's own limit, whose sentence would name no field.
            self.fields[name].widget.attrs["maxlength"] = longest

    def clean(self) -> dict[str, Any]:
        """Words that make a whole email; every mistake is told at once."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        typed = {field: _tidy(data.get(field, "")) for field in FIELDS}
        self.words = Words(
            **{name: text or getattr(self.default, name) for name, text in typed.items()}
        )
        for field, texts in problems(self.kind, self.words).items():
            self.add_error(field, texts)
        return data


def _tidy(text: str) -> str:
    """As it is stored: browsers send CRLF."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()
