"""Put an email into the outbox, in the transaction of what caused it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from ops.outbox import background, sender, suppression, threads, topics
from ops.outbox.letter import PERSONAL
from ops.outbox.rows import OutboxMessage
from ops.web.request_id import current_request_id


def enqueue(
    *,
    to: str,
    subject: str,
    text: str,
    html: str = "",
    kind: str,
    reply_to: str = "",
    is_test: bool = False,
    headers: Mapping[str, str] | None = None,
    thread: tuple[str, str] | None = None,
    answers: str = "",
    by_person: bool = False,
) -> OutboxMessage:
    """Store one email; it leaves after the surrounding transaction has been committed.

    ``to`` and ``reply_to`` are plain addresses. The sender is always ``DEFAULT_FROM_EMAIL``.
    ``thread`` is what it belongs to, as ``("lead", id)``, and ``answers`` the Message-ID of the
    email it answers. ``by_person``: the words are somebody's, so it does not call itself automatic.
    To an address that is left alone the row is stored as given up, with the reason.
    """
    row_id = uuid.uuid4()
    given = dict(headers or {})
    if thread:
        given = {**threads.headers(*thread, answers=answers), **given}
    if by_person:
        given = {**PERSONAL, **given}
    if topics.of(kind):
        where = topics.link(kind, to)
        given = {**given, **topics.headers(where)}
        text, html = topics.with_way_out(kind, where, text, html)
    stopped = suppression.barred(to, kind)
    row = OutboxMessage.objects.create(
        id=row_id,
        kind=kind,
        to=to,
        subject=one_line(subject)[:300],
        text=text,
        html=html,
        reply_to=one_line(reply_to),
        headers={one_line(name): one_line(value) for name, value in given.items()},
        message_id=sender.message_id(row_id),
        request_id=current_request_id.get(),
        is_test=is_test,
        state=OutboxMessage.State.FAILED if stopped else OutboxMessage.State.PENDING,
        fate=OutboxMessage.Fate.SUPPRESSED if stopped else OutboxMessage.Fate.UNKNOWN,
        fate_at=timezone.now() if stopped else None,
        last_error=stopped.words[:500] if stopped else "",
    )
    transaction.on_commit(background.wake)
    return row


def one_line(text: str) -> str:
    """Without line breaks, which would end a header and begin another."""
    return " ".join(text.split())
