"""Email addresses: which are taken, and when two are the same person's."""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import re
import unicodedata
from functools import lru_cache

import idna
from django.conf import settings
from django.utils.translation import gettext, gettext_lazy

LONGEST = 254
LOCAL = re.compile(r"[^\s@<>()\[\],;:\\\"\x00-\x1f\x7f]{1,64}")
PLEASE = gettext_lazy("Please write a whole address, such as name@example.com.")


def tidy(text: str) -> str:
    """An address as people mean it: without spaces around it, in one Unicode form."""
    return unicodedata.normalize("NFC", text).strip().removeprefix("mailto:")


def address_problem(text: str) -> str:
    """What is wrong with an address in words, or ""."""
    address = tidy(text)
    if not address:
        return gettext("Please fill in your email address.")
    if len(address) > LONGEST:
        return f"An email address has {LONGEST} characters at most."
    local, at, domain = address.rpartition("@")
    if not at or not LOCAL.fullmatch(local) or ".." in local:
        return str(PLEASE)
    if local.startswith(".") or local.endswith(".") or _unprintable(local):
        return str(PLEASE)
    return "" if _domain_key(domain) else str(PLEASE)


def address_key(text: str) -> str:
    """What an address is compared by: letter case and the form of its domain do not count."""
    local, _, domain = tidy(text).rpartition("@")
    return f"{local.casefold()}@{_domain_key(domain)}"


def address_mark(text: str) -> str:
    """What is kept of an address that must not be kept: it can be known again, not read.

    HMAC-SHA256 of the key under SECRET_KEY, in hex.
    """
    return address_marks(text)[0]


def address_marks(text: str) -> list[str]:
    """The mark under the key of now, and those under the keys of before."""
    key = address_key(text).encode()
    secrets = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return [
        hmac.new(f"ops.addresses:{secret}".encode(), key, hashlib.sha256).hexdigest()
        for secret in secrets
    ]


def domain_forms(domain: str) -> list[str]:
    """A domain as it may be written: in ASCII, and in the letters it is read in."""
    key = _domain_key(domain)
    forms = [domain.lower(), key]
    with contextlib.suppress(idna.IDNAError, UnicodeError):
        forms.append(idna.decode(key))
    return [form for form in dict.fromkeys(forms) if form]


@lru_cache(maxsize=4096)
def _domain_key(domain: str) -> str:
    """The domain in ASCII (IDNA 2008), or "" when it cannot be one."""
    try:
        key = idna.encode(domain.lower(), uts46=True).decode()
    except (idna.IDNAError, UnicodeError):
        return ""
    labels = key.split(".")
    good = len(labels) > 1 and len(labels[-1]) > 1 and not labels[-1].isdigit()
    return key if good else ""


def _unprintable(text: str) -> bool:
    return any(unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Co", "Cn") for letter in text)
