"""What the ground floor itself holds of a person: emails, webhooks, sessions, codes."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django.db.models.signals import pre_delete

from ops import privacy, schedule
from ops.addresses import address_key, address_problem
from ops.outbox.inbound import ReplyThread
from ops.outbox.rows import OutboxMessage
from ops.privacy import elsewhere
from ops.privacy.looking import Looker
from ops.privacy.person import addresses_of, person_of
from ops.privacy.plain import as_plain
from ops.privacy.rows import DataCode, PendingErasure
from ops.privacy.search import holding, naming
from ops.privacy.since import made_before, until_of
from ops.webhooks.rows import WebhookDelivery

SHOWN = ("kind", "to", "subject", "text", "html", "state", "created_at", "sent_at")
#: What an email with a code for seeing one's data is called in the outbox.
CODE_EMAIL = "your_data"
#: Whose an email is: by these, or by the number of a row of theirs that it is about.
WHOSE = ("to", "reply_to")
TEXTS = ("subject", "text", "html", "headers")


def register() -> None:
    """Add the handlers. The last added is asked first, and so the files come after the rows."""
    privacy.register(
        "email_files", title="Emails written to files", export=_nothing, erase=erase_files,
        count=count_files,
    )  # fmt: skip
    privacy.register("codes", title="Codes for this page", export=_nothing, erase=erase_codes,
                     count=lambda email: codes_of(email).count())  # fmt: skip
    privacy.register("sessions", title="Sessions", export=_nothing, erase=erase_sessions,
                     count=lambda email: len(sessions_of(email)))  # fmt: skip
    privacy.register("webhooks", title="Told to other tools", export=export_webhooks,
                     erase=erase_webhooks)  # fmt: skip
    privacy.register("emails", title="Emails to you", export=export_emails, erase=erase_emails,
                     count=lambda email: len(emails_of(email)))  # fmt: skip


def register_chores() -> None:
    """What is past its time goes once a day; the rules are read when that is. Who asked for it, or
    whose deletion was cut short, soon.
    """
    schedule.register(
        "delete what is past its time", _past_its_time, every=timedelta(days=1),
        patience=timedelta(minutes=30),
    )  # fmt: skip

    schedule.register("delete people who asked for it", _asked_for, every=timedelta(seconds=10))


def _asked_for() -> None:
    if PendingErasure.objects.filter(done_at=None).exists():
        from ops.privacy import pending

        pending.work()


def _past_its_time() -> None:
    from ops.privacy import retention

    retention.chore()


def emails_of(email: str) -> list[OutboxMessage]:
    """Every email to or about a person. Where others are written about, who is only named there
    is blotted out of it instead.
    """
    if address_problem(email):
        return []
    person = person_of(email)
    found = holding(OutboxMessage.objects.all(), WHOSE, Looker(person))
    found += naming(OutboxMessage.objects.all(), TEXTS, person.numbers)
    return list({row.pk: row for row in found}.values())


def export_emails(email: str) -> list[dict[str, object]]:
    """The emails to a person, as they got them; who else stands in the headers is left out."""
    wanted = {address_key(one) for one in addresses_of(email)}
    theirs = [as_plain(row) for row in emails_of(email) if address_key(row.to) in wanted]
    return [{name: row[name] for name in SHOWN if name in row} for row in theirs]


def codes_mailed(email: str) -> int:
    """How many of the emails only bring a code for seeing all this."""
    return sum(row.kind == CODE_EMAIL for row in emails_of(email))


def erase_emails(email: str) -> int:
    """Delete the emails to and about a person; one that is being sent leaves, and is not kept.

    With them go the addresses by which somebody could answer to what is deleted.
    """
    gone = _delete(OutboxMessage.objects.all(), [row.pk for row in emails_of(email)])
    if not address_problem(email):
        ReplyThread.objects.filter(key__in=person_of(email).numbers).delete()
    return gone


def deliveries_of(email: str) -> list[WebhookDelivery]:
    """What other tools were told of a person, by the number of a row of theirs, or where it is
    about nobody in particular by an address in it.
    """
    if address_problem(email):
        return []
    person = person_of(email)
    about = list(WebhookDelivery.objects.filter(about__in=person.numbers))
    nobodys = WebhookDelivery.objects.filter(about="")
    found = about + holding(nobodys, ("body", "last_error"), Looker(person))
    return list({row.pk: row for row in found}.values())


def export_webhooks(email: str) -> list[dict[str, object]]:
    """What other tools were told of a person."""
    return [
        {"event": row.event, "told": row.body, "created_at": row.created_at.isoformat()}
        for row in deliveries_of(email)
    ]


def erase_webhooks(email: str) -> int:
    """Delete what was told of a person. That they were deleted is told after it, by number."""
    return _delete(WebhookDelivery.objects.all(), [row.pk for row in deliveries_of(email)])


def codes_of(email: str) -> QuerySet[DataCode]:
    """Codes by which a person proves their mailbox."""
    if address_problem(email):
        return DataCode.objects.none()
    keys = [address_key(one) for one in addresses_of(email)]
    return made_before(DataCode.objects.filter(address_key__in=keys), until_of(email))


def erase_codes(email: str) -> int:
    """Delete them."""
    return codes_of(email).delete()[0]


def sessions_of(email: str) -> list[str]:
    """Sessions in which the address lies, as one that waits for a code of an email does."""
    if address_problem(email):
        return []
    from django.contrib.sessions.models import Session

    looker = Looker(person_of(email))
    return [
        row.session_key
        for row in made_before(Session.objects.all(), looker.until).iterator(chunk_size=500)
        if looker.has_address(json.dumps(row.get_decoded(), ensure_ascii=False, default=str))
    ]


def erase_sessions(email: str) -> int:
    """End them."""
    from django.contrib.sessions.models import Session

    return _delete(Session.objects.all(), sessions_of(email))


def count_files(email: str) -> int:
    """How many emails in files hold the address."""
    if address_problem(email):
        return 0
    person = person_of(email)
    return sum(1 for _ in elsewhere.files_of(Looker(person), person.numbers))


def erase_files(email: str) -> int:
    """Delete them."""
    return (
        0
        if address_problem(email)
        else elsewhere.forget_files(Looker(person_of(email)), person_of(email).numbers)
    )


def _nothing(email: str) -> list[dict[str, object]]:
    """What says nothing to whoever it is about, or stands elsewhere in the archive."""
    return []


def _delete(rows: QuerySet[Any], keys: list[Any]) -> int:
    count = 0
    for start in range(0, len(keys), 500):
        count += rows.filter(pk__in=keys[start : start + 500]).delete()[0]
    return count


def forget_in_admin_log(*models: Any) -> None:
    """Rows of these tables are called by what the admin wrote down of them: it goes with a row.

    Django's admin keeps what a row was called at each change, and a lead is called by its name.
    """
    for model in models:
        pre_delete.connect(_blank_log, sender=model, dispatch_uid=f"admin log {model._meta.label}")


def _blank_log(sender: Any, instance: Any, **kwargs: Any) -> None:
    from django.contrib.admin.models import LogEntry
    from django.contrib.contenttypes.models import ContentType

    if getattr(instance, "is_staff", False):
        # Whoever worked here stays on the record.
        return
    kind = ContentType.objects.get_for_model(sender)
    noted = LogEntry.objects.filter(content_type=kind, object_id=str(instance.pk))
    noted.update(object_repr="(deleted)", change_message="")
