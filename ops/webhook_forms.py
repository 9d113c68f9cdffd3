"""The form of a webhook: where, and what of."""

from __future__ import annotations

from typing import Any

from django import forms

from ops.webhooks.events import events
from ops.webhooks.rows import WebhookEndpoint

#: More would be a mistake, and each takes time of every round.
MOST = 20


class WebhookForm(forms.ModelForm):
    """Nothing ticked means everything, also what comes with later releases."""

    events = forms.MultipleChoiceField(
        label="Tell it of",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Tick nothing, and it is told of everything.",
    )

    class Meta:
        model = WebhookEndpoint
        fields = ["name", "url", "is_active", "events"]
        labels = {"url": "Address", "is_active": "Switched on"}
        help_texts = {
            "name": "For you alone, such as: Zapier, new leads into the spreadsheet.",
            "url": "The other tool shows it where it says webhook or catch hook. It begins with "
            "https:// and is a secret: whoever has it can write to that tool.",
        }
        widgets = {"url": forms.TextInput(attrs={"class": "vLargeTextField"})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["events"]
        field.choices = [(event.name, f"{event.title} ({event.name})") for event in events()]

    def clean_url(self) -> str:
        """An address that may be told something, now; it is judged again at each delivery."""
        from ops.webhooks import send  # Late: it brings the library that asks DNS.

        try:
            return send.target_of(self.cleaned_data["url"].strip()).url
        except send.BadAddress as error:
            raise forms.ValidationError(str(error)) from error

    def clean(self) -> dict[str, Any] | None:
        """Not too many."""
        if self.instance.pk is None and WebhookEndpoint.objects.count() >= MOST:
            raise forms.ValidationError(f"There are {MOST} webhooks. Delete one that is not used.")
        return super().clean()
