"""Into a folder: for a laptop, where nobody is to be written to."""

from __future__ import annotations

import os

from django.conf import settings

from ops.outbox.letter import message_of
from ops.outbox.refused import DeliveryError
from ops.outbox.rows import OutboxMessage


def to_file(row: OutboxMessage) -> str:
    """Write ``<outbox id>.eml``, whole or not at all; a second copy replaces the first."""
    folder = settings.EMAIL_FILE_DIR
    folder.mkdir(parents=True, exist_ok=True)
    draft = folder / f".{row.pk}.{os.getpid()}.tmp"
    try:
        draft.write_bytes(message_of(row).message().as_bytes())
        draft.replace(folder / f"{row.pk}.eml")
    except OSError as error:
        raise DeliveryError(f"the file could not be written: {error.strerror}") from error
    return str(row.pk)
