"""The Celery tasks of the ground floor."""

from __future__ import annotations

from celery import shared_task

from ops import stopping
from ops.database import give_back
from ops.outbox.deliver import deliver_due
from ops.schedule.registry import do_in_each_process
from ops.schedule.run import run_due


@shared_task(name="ops.deliver_outbox")  # type: ignore[untyped-decorator]
def deliver_outbox() -> None:
    """Send what is due; safe to run any number of times, and at once in several workers.

    A worker that is told to end stops after the email in hand. The next one finds the rest.
    """
    try:
        deliver_due(going_on=stopping.going_on)
    finally:
        do_in_each_process()
        give_back()


@shared_task(name="ops.do_chores")  # type: ignore[untyped-decorator]
def do_chores() -> None:
    """Do what is due of ``ops.schedule``; safe likewise."""
    try:
        run_due()
    finally:
        do_in_each_process()
        give_back()
