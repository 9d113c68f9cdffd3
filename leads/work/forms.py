"""The form of a lead: it remembers what whoever fills it in has seen."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from leads.capture import LENGTHS, one_line
from leads.models import Lead
from leads.work import changing
from leads.work.tags import BadTags, split


class StaffField(forms.ModelChoiceField):
    """Somebody of the team, by the name they are known by."""

    def label_from_instance(self, obj: Any) -> str:
        """Not the sign-in name, where there is another."""
        return changing.name_of(obj)


def team(*, and_also: Any = None) -> QuerySet[Any]:
    """Who may look after leads, and whoever does so now."""
    people = get_user_model()._default_manager
    return people.filter(Q(is_staff=True, is_active=True) | Q(pk=and_also)).order_by("username")


class LeadForm(forms.ModelForm):
    """Fields are stored by ``leads.work.changing``, and each only where it was changed here."""

    owner = StaffField(
        queryset=get_user_model()._default_manager.none(),
        required=False,
        empty_label="Nobody yet",
        help_text="Who looks after this person.",
    )
    tag_words = forms.CharField(
        label="Tags",
        required=False,
        max_length=1000,
        help_text="Words of your own, with commas between: VIP, spring course.",
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Lead
        fields = ["name", "phone", "status", "owner", "next_step", "next_step_on"]
        widgets = {
            "name": forms.TextInput(attrs={"class": "vTextField", "dir": "auto"}),
            "phone": forms.TextInput(attrs={"class": "vTextField", "type": "tel"}),
            "next_step": forms.TextInput(attrs={"class": "vTextField", "dir": "auto"}),
            "next_step_on": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "owner" in self.fields:
            self.fields["owner"].queryset = team(and_also=self.instance.owner_id)  # type: ignore[attr-defined]
        now = changing.values_of(self.instance) if self.instance.email_key else {}
        self.initial["tag_words"] = now.get("tags", "")
        self.initial["seen"] = json.dumps(now)
        self.was_seen: dict[str, str] = {}
        self.wanted: dict[str, str] = {}

    def clean_tag_words(self) -> str:
        """Each once."""
        try:
            return ", ".join(split(self.cleaned_data["tag_words"]))
        except BadTags as error:
            raise forms.ValidationError(str(error)) from error

    def clean_name(self) -> str:
        """One line, as visitors' own names are taken."""
        return self._line("name")

    def clean_phone(self) -> str:
        """The same."""
        return self._line("phone")

    def clean_next_step(self) -> str:
        """The same."""
        return " ".join(self.cleaned_data["next_step"].split())

    def _line(self, name: str) -> str:
        text = one_line(self.cleaned_data[name])
        if len(text) > LENGTHS[name]:
            raise forms.ValidationError(f"Please use {LENGTHS[name]} characters at most.")
        return text

    def clean(self) -> dict[str, Any]:
        """What somebody else changed meanwhile is said at the field, and nothing typed is lost."""
        data = super().clean() or {}
        self.was_seen = _texts(self.data.get(self.add_prefix("seen"), ""))
        self.wanted = self._wanted(data)
        # Inside the transaction of the page, so that it stays as it is until it is stored.
        lead = Lead.objects.select_for_update().filter(pk=self.instance.pk).first()
        if lead is None:
            raise forms.ValidationError("This lead was merged or deleted while you had it open.")
        found = changing.clashes(lead, self.wanted, self.was_seen)
        for clash in found:
            self.add_error(clash.field, str(clash))
        if found or self.errors:
            self._show_again(lead)
        return data

    def _wanted(self, data: dict[str, Any]) -> dict[str, str]:
        texts = {name: _text(data[name]) for name in changing.FIELDS if name in data}
        if "tag_words" in data and self.add_prefix("tag_words") in self.data:
            texts["tags"] = data["tag_words"]
        # A form that did not show a field says nothing about it.
        return {
            name: text
            for name, text in texts.items()
            if name == "tags" or self.add_prefix(name) in self.data
        }

    def _show_again(self, lead: Lead) -> None:
        """As typed; what was not touched here is shown as it is now."""
        now = changing.values_of(lead)
        data: Any = self.data.copy()  # type: ignore[attr-defined]
        for name, want in self.wanted.items():
            field = self.add_prefix("tag_words" if name == "tags" else name)
            if self.was_seen.get(name) == want:
                data[field] = now[name]
            elif name == "tags":
                data[field] = changing.merged_tags(now[name], self.was_seen.get(name, ""), want)
        data[self.add_prefix("seen")] = json.dumps(now)
        self.data = data

    def _save_m2m(self) -> None:
        """Tags are stored with the rest."""


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    return str(value.pk) if hasattr(value, "pk") else str(value)


def _texts(given: str) -> dict[str, str]:
    """What a form had seen; nothing where it is not what we wrote."""
    try:
        found = json.loads(given)
    except ValueError:
        return {}
    if not isinstance(found, dict):
        return {}
    return {str(name): text for name, text in found.items() if isinstance(text, str)}


class SeenSelect(forms.Select):
    """A choice in a row of a list, beside what was chosen when the list was drawn.

    Written out here: Django's goes through a template for every choice of every row.
    """

    now = ""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> Any:
        """With a hidden field after it."""
        chosen = "" if value is None else str(value)
        options = format_html_join(
            "", '<option value="{}"{}>{}</option>',
            [
                (key, SafeString(" selected") if str(key) == chosen else "", label)
                for key, label in self.choices
            ],
        )  # fmt: skip
        given = flatatt(self.build_attrs(self.attrs, attrs))
        return format_html(
            '<select name="{}"{}>{}</select><input type="hidden" name="{}-seen" value="{}">',
            name, given, options, name, self.now,
        )  # fmt: skip


class HiddenKey(forms.HiddenInput):
    """The key of a row, written out for the same reason."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> Any:
        """One hidden field."""
        given = flatatt(self.build_attrs(self.attrs, attrs))
        shown = "" if value is None else value
        return format_html('<input type="hidden" name="{}" value="{}"{}>', name, shown, given)


class Rows(forms.BaseModelFormSet):
    """The rows of a page of the list."""

    def add_fields(self, form: Any, index: int | None) -> None:
        """As Django's, with a lighter key."""
        super().add_fields(form, index)
        form.fields[self.model._meta.pk.name].widget = HiddenKey()


class RowForm(forms.ModelForm):
    """The status of a lead in the list."""

    class Meta:
        model = Lead
        fields = ["status"]
        widgets = {"status": SeenSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        widget: Any = self.fields["status"].widget
        widget.now = self.instance.status
        self.was_seen: dict[str, str] = {}
        self.wanted: dict[str, str] = {}

    def has_changed(self) -> bool:
        """Whether somebody chose another status here: not whether it is another by now."""
        name = self.add_prefix("status")
        seen = self.data.get(f"{name}-seen")
        return super().has_changed() if seen is None else self.data.get(name) != seen

    def clean_status(self) -> str:
        """A row that nobody touched says nothing, whatever happened to it meanwhile."""
        wanted: str = self.cleaned_data["status"]
        seen = self.data.get(f"{self.add_prefix('status')}-seen", self.instance.status)
        self.was_seen = {"status": seen}
        self.wanted = {"status": wanted} if wanted != seen else {}
        for clash in changing.clashes(self.instance, self.wanted, self.was_seen):
            raise forms.ValidationError(str(clash))
        return wanted if self.wanted else str(self.instance.status)
