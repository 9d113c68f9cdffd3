"""Where allauth asks the house: who may sign up, where emails go, where a visitor stands."""

from __future__ import annotations

import logging
import secrets
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib.auth import get_user_model
from django.http import HttpRequest

from chatbot.accounts import emails
from chatbot.models import Business
from ops.accounts import after, sealing, second_factor, step_up
from ops.letters.writing import from_text
from ops.outbox.enqueue import enqueue
from ops.web.client_ip import client_address
from ops.web.test_traffic import is_ops

logger = logging.getLogger(__name__)
STAGES = {"allauth.account.stages.EmailVerificationStage": "chatbot.accounts.stages.VisitorsVerify"}


@dataclass(frozen=True, slots=True)
class House:
    """What emails and authenticator apps call this site."""

    name: str
    domain: str


def house() -> House:
    """The business and the address people know."""
    return House(Business.current().name or settings.SITE_HOST, settings.SITE_URL)


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts of visitors and staff."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """While ACCOUNTS is on."""
        return bool(settings.ACCOUNTS)

    def get_client_ip(self, request: HttpRequest) -> str:
        """As everywhere else in the house; a Unix socket's peer has the machine's own."""
        return client_address(request) or "127.0.0.1"

    def is_safe_url(self, url: str | None) -> bool:
        """Paths of this site only."""
        return after.is_safe(url)

    def get_login_stages(self) -> list[str]:
        """allauth's, with ours in their places."""
        return [STAGES.get(stage, stage) for stage in super().get_login_stages()]

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Not of somebody who signed in a moment ago."""
        required = bool(super().is_reauthentication_required(app=app, **kwargs))
        return required and not step_up.is_fresh(context.request)

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        """A visitor signs in with an address; their name says nothing and is nobody else's."""
        user.username = f"visitor-{secrets.token_hex(12)}"

    def send_account_already_exists_mail(self, email: str) -> None:
        """Takes as long as making an account, so that the time tells nobody there is one."""
        get_user_model()().set_password(secrets.token_urlsafe(12))
        super().send_account_already_exists_mail(email)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Into the outbox, in the language of the page that caused it."""
        request: HttpRequest = self.request
        letter = emails.letter_of(template_prefix, context)
        if letter is None:
            # One that allauth has and we have no words for yet.
            known = {"request": request, "email": email, **context, "current_site": house()}
            message = self.render_mail(template_prefix, email, known)
            letter = from_text(message.subject, str(message.body))
        enqueue(
            to=email,
            **letter.parts,
            kind="account",
            is_test=is_ops(request),
        )


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Apps and passkeys."""

    def _get_site_name(self) -> str:
        return house().name

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """A passkey belongs to the host of SITE_URL; where that is an address, to the host asked
        for, because browsers take no numbers.
        """
        entity: dict[str, str] = super().get_public_key_credential_rp_entity()
        host = urlsplit(settings.SITE_URL).hostname or ""
        if host and not host.replace(".", "").isdigit() and not settings.DEBUG:
            entity["id"] = host
        return entity

    def encrypt(self, text: str) -> str:
        """What goes into the database."""
        return sealing.seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """And comes out of it."""
        return sealing.unseal(encrypted_text)

    def can_delete_authenticator(self, authenticator: Any) -> bool:
        """Staff who must have one keep their last."""
        user = authenticator.user
        if not (settings.STAFF_SECOND_FACTOR and user.is_staff):
            return True
        others = user.authenticator_set.filter(type__in=second_factor.REAL)
        return bool(others.exclude(pk=authenticator.pk).exists())
