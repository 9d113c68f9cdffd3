"""Email addresses as the outbox compares them, and as it remembers them without keeping them."""

from __future__ import annotations

import unicodedata

import idna
from django.conf import settings
from django.utils.crypto import salted_hmac

SALT = "ops.outbox.addresses"


def plain(address: str) -> str:
    """One spelling for one mailbox: letter case, spaces and the form of the domain do not count."""
    local, _, domain = ascii_form(address).rpartition("@")
    return f"{unicodedata.normalize('NFC', local).casefold()}@{domain}"


def ascii_form(address: str) -> str:
    """The address with its domain as DNS has it (IDNA 2008); as it is where that cannot be."""
    text = unicodedata.normalize("NFC", address).strip()
    local, at, domain = text.rpartition("@")
    try:
        return f"{local}{at}{idna.encode(domain.lower(), uts46=True).decode()}"
    except (idna.IDNAError, UnicodeError):
        return f"{local}{at}{domain.lower()}"


def keys(address: str) -> list[str]:
    """By which an address is remembered: 64 hexadecimal digits that cannot be turned back.

    The first by SECRET_KEY, the others by SECRET_KEY_FALLBACKS, for what was remembered before a
    change of it.
    """
    return [
        salted_hmac(SALT, plain(address), secret=secret, algorithm="sha256").hexdigest()
        for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    ]


def same(one: str, other: str) -> bool:
    """Whether two spellings are one mailbox."""
    return bool(one) and bool(other) and plain(one) == plain(other)
