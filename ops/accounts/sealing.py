"""Second factors stand encrypted in the database, so that a copy of it opens no admin.

The key follows from SECRET_KEY. After a change of that, what was sealed with the old one is read
with SECRET_KEY_FALLBACKS and sealed anew within half a day, by a chore; then the old key may go.
What no key opens matches no code: its owner needs another factor, or a new one (docs/accounts.md).

Fernet (AES-128-CBC with HMAC-SHA256), from ``cryptography``; keys by Django's ``salted_hmac``.
"""

from __future__ import annotations

import base64
import hashlib
import logging
import secrets
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.crypto import salted_hmac

from ops import schedule

if TYPE_CHECKING:
    from cryptography.fernet import Fernet

logger = logging.getLogger(__name__)

MARK = "sealed:"
#: Where allauth keeps what is secret of an authenticator.
FIELDS = ("secret", "seed")
CODES = "migrated_codes"


def seal(text: str) -> str:
    """Encrypt with the key of now: ``sealed:``, which key, ``:``, the token."""
    key = settings.SECRET_KEY
    return _mark(key) + _fernet(key).encrypt(text.encode()).decode()


def unseal(text: str) -> str:
    """What was sealed; what never was comes back as it is.

    When no key opens it, something that matches nothing, and a line in the log.
    """
    if not text.startswith(MARK):
        return text
    found = opened(text)
    if found is None:
        logger.error(
            "a second factor cannot be read: SECRET_KEY was changed without SECRET_KEY_FALLBACKS",
            extra={"event": "second_factor_unreadable"},
        )
        # Of the form that allauth expects of a secret.
        return base64.b32encode(secrets.token_bytes(20)).decode()
    return found


def opened(text: str) -> str | None:
    """What was sealed, or None when no key of today opens it."""
    from cryptography.fernet import InvalidToken

    for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        if text.startswith(_mark(key)):
            try:
                return _fernet(key).decrypt(text.removeprefix(_mark(key))).decode()
            except InvalidToken:
                return None
    return None


def seal_all() -> int:
    """Seal with the key of now what is not; returns how many rows. What no key opens stays."""
    from allauth.mfa.models import Authenticator

    count = 0
    for row in Authenticator.objects.exclude(type="webauthn").iterator(chunk_size=500):
        before = dict(row.data)
        row.data = {name: _anew(name, value) for name, value in before.items()}
        if row.data != before:
            # Unless it was changed in between: then it was sealed in that moment.
            count += Authenticator.objects.filter(pk=row.pk, data=before).update(data=row.data)
    return count


def register() -> None:
    """Twice a day."""
    schedule.register("seal second factors", seal_all, every=timedelta(hours=12))


def _anew(name: str, value: Any) -> Any:
    if name == CODES:
        return [sealed_anew(code) for code in value]
    return sealed_anew(value) if name in FIELDS else value


def sealed_anew(text: str) -> str:
    """Sealed with the key of now, whichever it was sealed with; as it is where no key opens it."""
    if text.startswith(_mark(settings.SECRET_KEY)):
        return text
    plain = opened(text) if text.startswith(MARK) else text
    return text if plain is None else seal(plain)


def _key(key: str) -> bytes:
    return salted_hmac("ops.accounts.sealing", "", secret=key, algorithm="sha256").digest()


def _mark(key: str) -> str:
    """Says which key it was, and nothing of the key."""
    return f"{MARK}{hashlib.sha256(_key(key)).hexdigest()[:8]}:"


def _fernet(key: str) -> Fernet:
    # Late: it takes 8 MB, and most processes never see somebody sign in.
    from cryptography.fernet import Fernet

    return Fernet(base64.urlsafe_b64encode(_key(key)))
