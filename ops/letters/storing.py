"""Storing the founder's words: what differs from the default, and never over somebody else's."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils import timezone

from ops.letters.kinds import Kind, Words
from ops.letters.rows import FIELDS, EmailWords


class Stale(Exception):
    """Somebody stored other words, or went back to the default, since these were read."""


def version_of(row: EmailWords | None) -> str:
    """What tells one state of the words from another; "" for the default."""
    return row.updated_at.isoformat() if row else ""


def stored(kind: Kind, language: str) -> EmailWords | None:
    """The founder's words, if there are any."""
    return EmailWords.objects.filter(kind=kind.name, language=language).first()


def shown(kind: Kind, language: str) -> tuple[Words, EmailWords | None]:
    """What the founder has, or the default; and the row it is from."""
    row = stored(kind, language)
    default = kind.default(language)
    return (row.over(default) if row else default), row


def store(kind: Kind, language: str, words: Words, *, seen: str) -> EmailWords | None:
    """Keep ``words``; None when they are the default, and nothing is kept.

    ``seen`` is the version they were made from. Raises ``Stale``.
    """
    default = kind.default(language)
    own = {
        field: "" if getattr(words, field) == getattr(default, field) else getattr(words, field)
        for field in FIELDS
    }
    if not any(own.values()):
        reset(kind, language, seen=seen)
        return None
    row = _as_seen(kind, language, seen)
    if row is None:
        try:
            with transaction.atomic():
                return EmailWords.objects.create(kind=kind.name, language=language, **own)
        except IntegrityError as error:  # Both were the first.
            raise Stale from error
    # The condition decides between two at once; no lock is needed for it.
    now = timezone.now()
    same = EmailWords.objects.filter(pk=row.pk, updated_at=row.updated_at)
    if not same.update(**own, updated_at=now):
        raise Stale
    row.refresh_from_db()
    return row


def reset(kind: Kind, language: str, *, seen: str) -> bool:
    """Back to the default; whether there was anything else. Raises ``Stale``."""
    row = _as_seen(kind, language, seen)
    if row is None:
        return False
    gone, _ = EmailWords.objects.filter(pk=row.pk, updated_at=row.updated_at).delete()
    if not gone:
        raise Stale
    return True


def _as_seen(kind: Kind, language: str, seen: str) -> EmailWords | None:
    row = stored(kind, language)
    if version_of(row) != seen:
        raise Stale
    return row
