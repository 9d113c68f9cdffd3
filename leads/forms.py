"""The contact form of the page, which also works without JavaScript."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

from leads.capture import LENGTHS, address_problem

#: Nobody reads a page and fills in a form faster than this, in seconds.
TOO_FAST = 2
#: The page may have been open, or cached, for a day.
TOO_OLD = 24 * 3600
SALT = "contact-form"


def stamp() -> str:
    """When the page was drawn, signed."""
    return signing.dumps("contact", salt=SALT)


class ContactForm(forms.Form):
    """Fields by hand in the template; ``website`` and ``opened`` are for machines."""

    name = forms.CharField(required=False, max_length=LENGTHS["name"])
    email = forms.CharField(
        max_length=254, error_messages={"required": _("Please fill in your email address.")}
    )
    phone = forms.CharField(required=False, max_length=LENGTHS["phone"])
    message = forms.CharField(required=False, max_length=LENGTHS["message"])
    consent = forms.BooleanField(
        error_messages={"required": _("We may only answer you when you agree to it.")}
    )
    website = forms.CharField(required=False)
    opened = forms.CharField(required=False)

    def clean_email(self) -> str:
        """An address that can be written to."""
        email: str = self.cleaned_data["email"]
        problem = address_problem(email)
        if problem:
            raise forms.ValidationError(problem)
        return email

    def is_spam(self) -> bool:
        """Filled in by a machine: the hidden field has text, or no time was taken."""
        if self.data.get("website", "").strip():
            return True
        return self._opened_within(TOO_FAST)

    def clean(self) -> dict[str, Any]:
        """Without a fresh stamp the form is asked for once more, with nothing typed lost."""
        data = super().clean() or {}
        if not self._opened_within(TOO_OLD):
            self.add_error(
                None, _("This page was open for a long time. Please press Send once more.")
            )
        return data

    def _opened_within(self, seconds: int) -> bool:
        """Whether the page was drawn by us, and not longer ago than this."""
        try:
            signing.loads(self.data.get("opened", ""), salt=SALT, max_age=seconds)
        except signing.BadSignature:
            return False
        return True

    def fresh(self) -> ContactForm:
        """The form as returned to the visitor: everything typed, and a new stamp."""
        self.data = {**{name: self.data.get(name, "") for name in self.fields}, "opened": stamp()}
        if not self.data["consent"]:
            del self.data["consent"]
        return self
