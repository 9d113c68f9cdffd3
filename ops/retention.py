"""How long the ground floor keeps what."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from django.db.models import Q, QuerySet

from ops.audit import rows as audit
from ops.figures import rows as figures
from ops.handover import rows as handover
from ops.launch import runs
from ops.models import DataCode, DataDeed, OutboxMessage, PendingErasure
from ops.monitor import rows as monitor
from ops.outbox import events, inbound
from ops.privacy import elsewhere
from ops.privacy.retention import Rule, rule_of
from ops.releases import rows as releases
from ops.smoke import rows as smoke
from ops.webhooks import deliver

FINISHED = Q(state__in=[OutboxMessage.State.SENT, OutboxMessage.State.FAILED])


def _bodies(before: datetime) -> QuerySet[OutboxMessage]:
    return OutboxMessage.objects.filter(FINISHED, created_at__lt=before).exclude(text="", html="")


def _empty_bodies(before: datetime, most: int) -> int:
    keys = list(_bodies(before).order_by("pk").values_list("pk", flat=True)[:most])
    return _bodies(before).filter(pk__in=keys).update(text="", html="", headers={})


def _emails(before: datetime) -> QuerySet[OutboxMessage]:
    return OutboxMessage.objects.filter(FINISHED, created_at__lt=before)


def _old_files(before: datetime) -> list[Path]:
    found = []
    for path in elsewhere.email_files():
        try:
            if path.stat().st_mtime < before.timestamp():
                found.append(path)
        except FileNotFoundError:
            continue
    return found


def _delete_files(before: datetime, most: int) -> int:
    found = _old_files(before)[:most]
    for path in found:
        path.unlink(missing_ok=True)
    return len(found)


def _codes(before: datetime) -> QuerySet[DataCode]:
    # What is past its end opens nothing any more; a day later nobody asks why.
    return DataCode.objects.filter(expires_at__lt=before)


def _deeds(before: datetime) -> QuerySet[DataDeed]:
    return DataDeed.objects.filter(at__lt=before)


def _erasures(before: datetime) -> QuerySet[PendingErasure]:
    return PendingErasure.objects.filter(done_at__lt=before)


def _admin_log(before: datetime) -> QuerySet[Any]:
    from django.contrib.admin.models import LogEntry

    return LogEntry.objects.filter(action_time__lt=before)


RULES = [
    Rule(
        name="email_bodies", what="the text of emails", since="it was written", days=30, least=7,
        most=3650, count=lambda before: _bodies(before).count(), prune=_empty_bodies,
    ),
    rule_of(
        _emails, name="emails", what="that an email was sent, to whom, and what became of it",
        since="it was written", days=400, least=30, most=3650,
    ),
    Rule(name="email_events", what="what the email provider told of an email",
         since=f"it was told, {events.KEEP_STRAY.days} of emails that are not ours",
         days=events.KEEP.days, how="every hour"),
    Rule(name="suppressions", what="addresses that are left alone, as a keyed hash",
         since="until you lift it", how="by hand"),
    Rule(name="reply_threads", what="addresses to which you can reply by email",
         since="one was last given out", days=inbound.KEEP.days, how="every twelve hours"),
    Rule(name="received_emails", what="that an email which came in was read, as a hash",
         since="it came", days=inbound.KEEP_READ.days, how="every twelve hours"),
    Rule(
        name="email_files", what="emails that are written to files instead of being sent",
        since="they were written", days=30, least=1, most=3650,
        count=lambda before: len(_old_files(before)), prune=_delete_files,
    ),
    rule_of(
        _codes, name="data_codes", what="codes for seeing one's own data", since="they ended",
        days=1,
    ),
    rule_of(
        _erasures, name="erasures",
        what="that somebody's data was being deleted, without whose",
        since="it was done", days=30,
    ),
    rule_of(
        _deeds, name="data_deeds",
        what="proof that somebody's data was given out or deleted, without whose",
        since="it was done", days=1100, least=365, most=3650,
    ),
    rule_of(
        _admin_log, name="admin_log", what="what was changed in the admin, as its pages show it",
        since="it was done", days=400, least=30, most=3650,
    ),
    Rule(
        name="webhooks", what="what other tools were told",
        since=f"it was made, {deliver.KEEP_GIVEN_UP.days} where it could not be delivered",
        days=deliver.KEEP.days, how="every six hours",
    ),
    Rule(name="audit", what="the audit trail", since="it was written", days=audit.KEPT.days,
         how="each day with its first entry"),
    Rule(name="sessions", what="sessions", since="they end", days=0, how="once a day"),
    Rule(name="looks", what="each look of the monitor, and counts of requests", since="it was made",
         days=monitor.LOOKS_KEPT.days, how="every hour"),
    Rule(name="figures", what="how many a day: visits, chats, leads, bookings",
         since="that day", days=figures.KEPT.days, how="once a day"),
    Rule(name="outages", what="outages", since="they began", days=monitor.OUTAGES_KEPT.days,
         how="with each outage"),
    Rule(name="launch_runs", what="launch checks", how="with each run",
         since=f"the newest {runs.KEPT} of each target, {runs.KEPT_IN_ALL} in all"),
    Rule(name="handovers", what="handover documents", how="with each document",
         since=f"the newest {handover.KEPT}"),
    Rule(name="releases", what="releases", how="with each release",
         since=f"the newest {releases.KEPT}"),
    Rule(name="smoke_runs", what="tries of the site as a visitor", how="with each run",
         since=f"the newest {smoke.KEPT}"),
    Rule(name="while_used", what="settings, and what stands for the present state",
         since="as long as they are used", how="by hand"),
    Rule(name="team", what="accounts of your team", since="until you close and delete them",
         how="by hand"),
]  # fmt: skip
