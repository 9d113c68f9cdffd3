"""Proving a mailbox: a code by email, typed on a page. It opens once, for a day, after few guesses.

A code and not a link: a program that follows the links of an email opens nothing, and no address
holds a key. Whoever has typed it gets a pass for half an hour, which travels in forms alone.
"""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.core import signing
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from ops.addresses import address_key, tidy
from ops.privacy.rows import DataCode

#: Without letters that are read as others, and without vowels, which make words.
LETTERS = "BCDFGHJKLMNPQRSTVWXZ23456789"
LENGTH, GROUP = 8, 4
VALID, PASS_VALID = timedelta(hours=24), timedelta(minutes=30)
#: Guesses at one code, and codes of one address that are good at the same time.
TRIES, AT_ONCE = 6, 3
SALT = "ops.privacy.codes"


def new_code(address: str, *, is_test: bool = False) -> str:
    """A code for an address, as it is mailed: ``BCDF-2345``."""
    plain = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
    now = timezone.now()
    DataCode.objects.create(
        address=tidy(address),
        address_key=address_key(address),
        code=_hashed(plain, address_key(address)),
        asked_at=now,
        expires_at=now + VALID,
        is_test=is_test,
    )
    return "-".join(plain[start : start + GROUP] for start in range(0, LENGTH, GROUP))


def prove(address: str, typed: str) -> str:
    """The pass for whoever types the code of an address; "" for a wrong, old or used one.

    Each try counts before it is compared, so that many at once are no more tries.
    """
    given = "".join(c for c in typed.upper() if c.isascii() and c.isalnum())
    hashed = _hashed(given, address_key(address))
    good = DataCode.objects.filter(
        address_key=address_key(address), proved_at=None, expires_at__gt=timezone.now()
    )
    for key in list(good.order_by("-asked_at", "-pk").values_list("pk", flat=True)[:AT_ONCE]):
        counted = good.filter(pk=key, tries__lt=TRIES).update(tries=F("tries") + 1)
        code = good.filter(pk=key).values_list("code", flat=True).first() if counted else None
        if code is None or not constant_time_compare(code, hashed):
            continue
        if good.filter(pk=key).update(proved_at=timezone.now()):
            return signing.dumps(key, salt=SALT)
    return ""


def whose(given: str) -> DataCode | None:
    """The proved code that a pass stands for, while it is good."""
    try:
        key = signing.loads(given, salt=SALT, max_age=PASS_VALID)
    except signing.BadSignature:
        return None
    if not isinstance(key, int):
        return None
    return DataCode.objects.filter(pk=key, proved_at__gt=timezone.now() - PASS_VALID).first()


def _hashed(plain: str, key: str) -> str:
    # Short codes are guessed from a plain hash; this one needs SECRET_KEY as well.
    return salted_hmac(SALT, f"{key}:{plain}", algorithm="sha256").hexdigest()
