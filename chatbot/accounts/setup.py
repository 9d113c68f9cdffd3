"""The page /setup/: a deployment's first owner, and an owner who lost a phone and the codes.

It exists only while one of these doors is open (``owner_door``). It works in two moves that look
like one: what the deployment asks for is typed once and remembered in the session, so that a
password that is refused does not mean looking it up again, and it is never sent back in a page.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from typing import Any

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from django import forms
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.password_validation import validate_password
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from chatbot.accounts import owner_door
from chatbot.accounts.owner_door import Door, TooLate
from chatbot.accounts.pages import page
from chatbot.letters import LET_IN
from ops.letters.writing import write
from ops.outbox.enqueue import enqueue
from ops.web import limits

logger = logging.getLogger(__name__)
SESSION = "setup"
#: Seconds for which a right token is remembered.
REMEMBERED = 15 * 60


class Unechoed(forms.TextInput):
    """A field whose value is in no answer. No password field: a browser would offer to keep it."""

    def format_value(self, value: Any) -> None:
        """Nothing."""


class ProofForm(forms.Form):
    """What only somebody has who runs the deployment."""

    token = forms.CharField(
        max_length=300,
        widget=Unechoed(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )

    def __init__(self, data: Any, *, door: Door, proved: bool) -> None:
        super().__init__(data)
        self.door = door
        field = self.fields["token"]
        if proved:
            del self.fields["token"]
        elif settings.OPS_TOKEN:
            field.label = "The value of OPS_TOKEN"
            field.help_text = (
                "It stands among the variables of your app. Render: your service, Environment. "
                "Heroku: Settings, Reveal Config Vars."
            )
        else:
            field.label = "Setup code"
            field.help_text = "It is in the log of your app, in a line that names this page."

    def clean_token(self) -> str:
        """Refuse a wrong one."""
        given: str = self.cleaned_data["token"]
        if not owner_door.fits(given, self.door.key):
            what = "value of OPS_TOKEN" if settings.OPS_TOKEN else "code of this deployment"
            raise forms.ValidationError(
                f"That is not the {what}. Copy it again, without spaces around it."
            )
        return given


class OwnerForm(ProofForm):
    """Who the owner is."""

    email = forms.EmailField(
        label="Your email address",
        help_text="You sign in with it.",
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
    )
    password = forms.CharField(
        label="A new password",
        max_length=128,
        help_text="At least eight characters; three or four words in a row are good.",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, data: Any, *, door: Door, proved: bool) -> None:
        super().__init__(data, door=door, proved=proved)
        if not door.is_first:
            # RECOVER_OWNER says whose account it is.
            del self.fields["email"]

    def clean(self) -> dict[str, Any]:
        """A password that can be guessed is refused, once the token is right."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if "token" in self.errors:
            # A stranger is told nothing about the rest.
            for name in set(self.errors) - {"token"}:
                del self.errors[name]
            return data
        email = data.get("email", "")
        if data.get("password"):
            person = self.door.person or get_user_model()(email=email or settings.RECOVER_OWNER)
            try:
                validate_password(data["password"], person)
            except forms.ValidationError as error:
                self.add_error("password", error)
        users = get_user_model()._default_manager
        if email and users.filter(username__iexact=email).exists():
            self.add_error("email", "There is an account with this address already.")
        return data


def _setup(request: HttpRequest) -> HttpResponse:
    door = owner_door.current()
    if door is None:
        raise Http404("no door is open")
    posted = request.POST if request.method == "POST" else None
    form = OwnerForm(posted, door=door, proved=is_proved(request, door))
    if request.method == "POST" and form.is_valid():
        return _come_through(request, door, form)
    if request.method == "POST" and "token" in form.cleaned_data:
        request.session.cycle_key()
        request.session[SESSION] = [door.key, time.time()]
        form.fields.pop("token")
    status = 422 if form.errors else 200
    return render(request, "accounts/setup.html", {"form": form, "door": door}, status=status)


def _come_through(request: HttpRequest, door: Door, form: OwnerForm) -> HttpResponse:
    email = form.cleaned_data.get("email") or settings.RECOVER_OWNER
    password = form.cleaned_data["password"]
    try:
        person = owner_door.come_through(door, email=email, password=password)
    except TooLate as error:
        raise Http404("somebody was faster") from error
    logger.warning("the first owner was made" if door.is_first else "an owner came back in")
    if not door.is_first:
        tell(person)
    request.session.flush()
    after = settings.SECOND_FACTOR_URL if settings.STAFF_SECOND_FACTOR else reverse("admin:index")
    # They have just typed the password that counts from now on: signing in would ask it again.
    login = Login(user=person, redirect_url=after)
    response = perform_password_login(request, {"username": person.get_username()}, login)
    return HttpResponseRedirect(response["Location"], status=303)


def is_proved(request: HttpRequest, door: Door) -> bool:
    """Whether this browser has shown a moment ago what the door asks for."""
    key, at = request.session.get(SESSION) or ("", 0)
    return key == door.key and time.time() - at < REMEMBERED


def kinds(request: HttpRequest) -> Sequence[str]:
    """Whoever has the token is counted by address alone: no crowd of strangers keeps them out."""
    door = owner_door.current()
    given = request.POST.get("token", "")
    if door and (is_proved(request, door) or owner_door.fits(given, door.key)):
        return ("address",)
    return limits.KINDS


def tell(person: Any) -> None:
    """Somebody came in with RECOVER_OWNER: whoever owns the account should hear of it."""
    letter = write(LET_IN.name, values={"account": person.get_username()})
    for to in {person.email, settings.OWNER_EMAIL} - {""}:
        enqueue(to=to, **letter.parts, kind="account")


setup = page(_setup, "setup", kinds=kinds)
