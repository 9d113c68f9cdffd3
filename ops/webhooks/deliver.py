"""Delivering what is due, every ten seconds, by one process of all.

An address that does not answer is asked once a round, so that one dead tool holds up no other; one
that has failed for three days is switched off, and the owner is told.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from ops import stopping
from ops.accounts.sealing import sealed_anew
from ops.database import give_back
from ops.launch.network.deadline import Deadline
from ops.outbox.enqueue import enqueue
from ops.privacy.batches import delete_all
from ops.webhooks import letters, send
from ops.webhooks.rows import PATIENCE, WebhookDelivery, WebhookEndpoint
from ops.webhooks.signing import signed

logger = logging.getLogger(__name__)

#: Deliveries of one round, and seconds after which it begins no further one.
BATCH, ROUND = 100, 40.0
#: How long what was delivered, and what was given up, is kept.
KEEP, KEEP_GIVEN_UP = timedelta(days=30), timedelta(days=90)


def deliver_due(going_on: Callable[[], bool] = stopping.going_on) -> int:
    """Deliver what is due; returns how many arrived. No connection is held while others answer."""
    until, failing, delivered = Deadline(ROUND), set[int](), 0
    due = WebhookDelivery.objects.due().order_by("next_attempt_at").select_related("endpoint")
    for row in list(due[:BATCH]):
        if not going_on() or not until.left:
            break
        if row.endpoint_id in failing or not row.take():
            continue
        if deliver(row):
            delivered += 1
        else:
            failing.add(row.endpoint_id)
    return delivered


def deliver(row: WebhookDelivery) -> bool:
    """Send one claimed row and store what became of it; whether it arrived."""
    extra = {"event": "webhook", "kind": row.event, "attempt": row.attempts, "id": row.event_id}
    give_back()
    try:
        status = _sent(row)
    except send.NotDelivered as error:
        logger.warning("a webhook was not taken: %s", error, extra=extra)
        row.mark_failed(str(error), status=error.status, permanent=error.permanent, wait=error.wait)
        _count_failure(row, error)
        return False
    except Exception as error:
        # The outermost edge of one row: it must not stop the others.
        logger.exception("a webhook could not be put together", extra=extra)
        row.mark_failed(type(error).__name__, status=None, permanent=False)
        return False
    row.mark_delivered(status)
    WebhookEndpoint.objects.filter(pk=row.endpoint_id).exclude(failing_since=None).update(
        failing_since=None
    )
    logger.info("a webhook was delivered", extra=extra)
    return True


def _sent(row: WebhookDelivery) -> int:
    deadline = Deadline(send.PATIENCE)
    keys = row.endpoint.secrets()
    if not keys:
        raise send.NotDelivered(
            "Its secret cannot be read: SECRET_KEY was changed without SECRET_KEY_FALLBACKS. Make "
            "a new secret for this webhook."
        )
    try:
        target = send.target_of(row.endpoint.url, deadline)
    except send.BadAddress as error:
        raise send.NotDelivered(str(error)) from error
    headers = signed(keys, row.event_id, row.body, timezone.now())
    return send.post(target, headers, row.body, deadline)


def _count_failure(row: WebhookDelivery, error: send.NotDelivered) -> None:
    """Remember since when it fails; switch it off when that is long ago, or when it says so."""
    now = timezone.now()
    WebhookEndpoint.objects.filter(pk=row.endpoint_id, failing_since=None).update(failing_since=now)
    endpoint = WebhookEndpoint.objects.get(pk=row.endpoint_id)
    since = endpoint.failing_since or now
    if error.gone or now - since >= PATIENCE:
        switch_off(endpoint, str(error))


def switch_off(endpoint: WebhookEndpoint, why: str) -> None:
    """Tell it nothing more, and the owner why, once. What waits stays, for when it is back on."""
    with transaction.atomic():
        changed = WebhookEndpoint.objects.filter(pk=endpoint.pk, is_active=True).update(
            is_active=False, switched_off=why[:300]
        )
        if not changed or not settings.OWNER_EMAIL:
            return
        path = f"/{settings.ADMIN_PATH}/ops/webhookendpoint/{endpoint.pk}/change/"
        letter = letters.switched_off(endpoint, why, f"{settings.SITE_URL}{path}")
        enqueue(
            to=settings.OWNER_EMAIL,
            **letter.parts,
            kind="webhook_off",
        )
    logger.error(
        "a webhook was switched off: %s", why, extra={"event": "webhook_off", "id": endpoint.pk}
    )


def prune() -> int:
    """Delete what was delivered a month ago, and what was not three months ago."""
    now = timezone.now()
    old = WebhookDelivery.objects.filter(
        state=WebhookDelivery.State.DELIVERED, created_at__lt=now - KEEP
    )
    given_up = WebhookDelivery.objects.filter(created_at__lt=now - KEEP_GIVEN_UP)
    return delete_all(old) + delete_all(given_up)


def seal_all() -> int:
    """Secrets sealed with a key of before are sealed with that of now."""
    count = 0
    for row in WebhookEndpoint.objects.all():
        anew = {
            name: sealed_anew(getattr(row, name))
            for name in ("secret", "old_secret")
            if getattr(row, name)
        }
        if any(getattr(row, name) != value for name, value in anew.items()):
            count += WebhookEndpoint.objects.filter(pk=row.pk, secret=row.secret).update(**anew)
    return count
