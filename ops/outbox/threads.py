"""Which emails belong together, so that a mail program shows them as one conversation.

Every email of a thread names the same first one, which need not have been sent to whoever reads
it: mail programs group by what is named (RFC 5322, 3.6.4). It holds neither the lead nor the
conversation, only what follows from them.
"""

from __future__ import annotations

from django.conf import settings
from django.utils.crypto import salted_hmac

from ops.outbox import sender


def root(kind: str, key: str) -> str:
    """The Message-ID a thread begins with, such as that of ``("lead", its id)``."""
    domain = sender.name_and_address()[1].rpartition("@")[2] or "localhost"
    return f"<{marks(kind, key)[0]}@{domain}>"


def marks(kind: str, key: str) -> list[str]:
    """What a root begins with, under the key of now and those of before: by it every email of a
    thread is found.
    """
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return [f"thread.{_digest(f'{kind}:{key}', secret)[:32]}" for secret in keys]


def _digest(text: str, secret: str) -> str:
    return salted_hmac("ops.outbox.threads", text, secret=secret, algorithm="sha256").hexdigest()


def headers(kind: str, key: str, *, answers: str = "") -> dict[str, str]:
    """``In-Reply-To`` and ``References``; ``answers`` is the Message-ID of what is answered."""
    first = root(kind, key)
    if not answers or answers == first:
        return {"In-Reply-To": first, "References": first}
    return {"In-Reply-To": answers, "References": f"{first} {answers}"}
