"""The first owner of a new deployment: made once, by whoever can read its log or run commands.

The code follows from SECRET_KEY, so every process knows it and nothing is stored. It works while
there is no owner; from then on the page does not exist.
"""

from __future__ import annotations

import base64
import logging
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.password_validation import validate_password
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from chatbot.accounts.pages import page
from ops.database import give_back

logger = logging.getLogger(__name__)


def is_open() -> bool:
    """Whether nobody owns this deployment yet."""
    return not get_user_model()._default_manager.filter(is_superuser=True).exists()


def code() -> str:
    """100 bits in five groups of four letters and digits."""
    digest = salted_hmac("slipway.setup", "first owner", algorithm="sha256").digest()
    letters = base64.b32encode(digest).decode().lower()[:20]
    return "-".join(letters[at : at + 4] for at in range(0, 20, 4))


def fits(given: str) -> bool:
    """Whether somebody typed the code, however they wrote it."""
    plain = "".join(given.split()).replace("-", "").lower()
    return constant_time_compare(plain, code().replace("-", ""))


class FirstOwner(forms.Form):
    """Who the owner is."""

    code = forms.CharField(
        label="Setup code",
        max_length=80,
        help_text="It is in the log of your deployment, in the line that begins with "
        "“No owner yet”.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )
    email = forms.EmailField(
        label="Your email address", widget=forms.EmailInput(attrs={"autocomplete": "username"})
    )
    password = forms.CharField(
        label="A password",
        max_length=128,
        help_text="At least eight characters; three or four words in a row are good.",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_code(self) -> str:
        """Refuse a wrong one."""
        given: str = self.cleaned_data["code"]
        if not fits(given):
            raise forms.ValidationError("That is not the code of this deployment.")
        return given

    def clean(self) -> dict[str, Any]:
        """A password that can be guessed is refused, once the code is right."""
        data = super().clean() or self.cleaned_data
        if "code" in data and data.get("password"):
            user = get_user_model()(email=data.get("email", ""))
            try:
                validate_password(data["password"], user)
            except forms.ValidationError as error:
                self.add_error("password", error)
            taken = get_user_model()._default_manager.filter(username__iexact=data.get("email", ""))
            if taken.exists():
                self.add_error("email", "There is an account with this address already.")
        return data


def _setup(request: HttpRequest) -> HttpResponse:
    if not is_open():
        raise Http404("there is an owner")
    form = FirstOwner(request.POST or None)
    if request.method == "POST" and form.is_valid():
        get_user_model()._default_manager.create_superuser(
            username=form.cleaned_data["email"],
            email=form.cleaned_data["email"],
            password=form.cleaned_data["password"],
        )
        logger.warning("the first owner was made")
        return HttpResponseRedirect(
            f"{reverse('account_login')}?next={reverse('admin:index')}", status=303
        )
    status = 422 if form.errors else 200
    return render(request, "accounts/setup.html", {"form": form}, status=status)


setup = page(_setup, "setup")


def say_code() -> None:
    """When a process starts and nobody owns the deployment: how to become its owner."""
    try:
        if not settings.DEBUG and is_open():
            logger.warning("No owner yet: open %s/setup/ and enter %s", settings.SITE_URL, code())
    finally:
        give_back()
