"""Whether what becomes of emails is heard of: from the settings and what was stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import connection
from django.utils import timezone

from ops.launch.gather.inside_database import patient
from ops.launch.registry import gatherer
from ops.launch.world import World
from ops.outbox import inbound, providers
from ops.outbox.events import EmailEvent
from ops.outbox.readiness import owner_unreached
from ops.outbox.rows import OutboxMessage

#: Emails that left before this have long been taken by their mail servers, or not.
SETTLED = timedelta(hours=1)
LOOK_BACK = timedelta(days=7)


@dataclass(frozen=True, kw_only=True, slots=True)
class EmailEventFacts:
    """``provider`` is the name of the one whose events could be heard, "" for none. ``sent`` are
    emails of the last week that left more than an hour ago, ``told`` what was told in that week.
    """

    provider: str
    key: str
    address: str
    secret: bool
    sent: int
    told: int
    owner_unreached: bool
    replies_wanted: bool = False
    replies_work: bool = False
    receives: bool = False


@gatherer("email_events", seconds=8, inside=True)
def gather_email_events(world: World) -> EmailEventFacts:
    """From the outbox."""
    api, now = providers.here(), timezone.now()
    with patient(connection.vendor):
        left = OutboxMessage.objects.filter(
            created_at__gte=now - LOOK_BACK, sent_at__lt=now - SETTLED
        )
        told = EmailEvent.objects.filter(received_at__gte=now - LOOK_BACK)
        sent, heard = left.count(), told.exclude(kind=EmailEvent.Kind.TAKEN).count()
        unreached = owner_unreached()
    return EmailEventFacts(
        provider=api.name if api else "",
        key=api.key if api else "",
        address=f"{settings.SITE_URL}/webhooks/email/{api.key}/" if api else "",
        secret=bool(settings.EMAIL_WEBHOOK_SECRET),
        sent=sent,
        told=heard,
        owner_unreached=unreached,
        replies_wanted=bool(settings.EMAIL_REPLY_ADDRESS),
        replies_work=inbound.is_set_up(),
        receives=bool(api and api.receives),
    )
