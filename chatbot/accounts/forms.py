"""The sign-in form in our words."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import LoginForm as AllauthLoginForm
from django.utils.translation import gettext_lazy as _


class LoginForm(AllauthLoginForm):  # type: ignore[misc]
    """As allauth's, with a label that says what goes in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        login = self.fields["login"]
        login.label = _("Email address or name")
        login.widget.attrs = {"autocomplete": "username", "autocapitalize": "none"}
        login.max_length = 254
        if "remember" in self.fields:
            self.fields["remember"].label = _("Stay signed in here for two weeks")
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
