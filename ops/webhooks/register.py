"""Ties the webhooks into the schedule; what they work with is loaded when there is something to do.

Names are looked up with a library of several megabytes, and most deployments tell nobody anything.
"""

from __future__ import annotations

from datetime import timedelta

from ops import schedule
from ops.webhooks import letters
from ops.webhooks.rows import WebhookDelivery, WebhookEndpoint

EVERY = timedelta(seconds=10)


def register() -> None:
    """Three chores, and the words of an email."""
    letters.register_kinds()
    schedule.register("deliver webhooks", deliver, every=EVERY)
    schedule.register("forget old webhook deliveries", prune, every=timedelta(hours=6))
    schedule.register("seal webhook secrets", seal, every=timedelta(hours=12))


def deliver() -> None:
    """What is due, if anything is."""
    if WebhookDelivery.objects.due().exists():
        from ops.webhooks.deliver import deliver_due

        deliver_due()


def prune() -> None:
    """What is old, if there is anything."""
    if WebhookDelivery.objects.exists():
        from ops.webhooks import deliver

        deliver.prune()


def seal() -> None:
    """Secrets, if there are any."""
    if WebhookEndpoint.objects.exists():
        from ops.webhooks.deliver import seal_all

        seal_all()
