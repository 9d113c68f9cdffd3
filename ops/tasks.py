"""The Celery tasks of the ground floor."""

from __future__ import annotations

from celery import shared_task

from ops.database import give_back
from ops.outbox.deliver import deliver_due


@shared_task(name="ops.deliver_outbox")  # type: ignore[untyped-decorator]
def deliver_outbox() -> None:
    """Send what is due; safe to run any number of times, and at once in several workers."""
    try:
        deliver_due()
    finally:
        give_back()
