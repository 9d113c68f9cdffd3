"""Did the confirmation arrive: by the mailbox of SMOKE_IMAP_URL, else by what the provider told."""

from __future__ import annotations

import email.utils
import re
import time
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings

from ops.outbox.rows import OutboxMessage
from ops.smoke import registry, tagged
from ops.smoke.visit import PAUSE, CannotTell, NotAsked, StepFailed, Visit

if TYPE_CHECKING:
    from ops.smoke.mailbox import Found

#: Emails of other runs are deleted once they are this old.
OLD = timedelta(hours=1)
SETTLE = 60.0
NO_WAY_TO_KNOW = (
    "whether it arrives is not looked at: set SMOKE_IMAP_URL to a mailbox of yours (docs/"
    "smoke-test.md)"
)


def arrives(visit: Visit) -> str:
    """Where the confirmation landed; junk is a failure."""
    row: OutboxMessage | None = visit.kept.get("confirmation")
    if not visit.kept.get("lead"):
        raise CannotTell("no lead was taken")
    if visit.inside and row is None:
        raise CannotTell("it has not left yet")
    if visit.inside and settings.EMAIL_PROVIDER == "file":
        raise NotAsked("EMAIL_PROVIDER is file, so no email leaves this machine")
    if settings.SMOKE_IMAP_URL:
        return _in_mailbox(visit, row)
    if row is not None and registry.somebody_hears():
        return _told(row, visit.seconds)
    raise NotAsked(NO_WAY_TO_KNOW)


def _told(row: OutboxMessage, seconds: float) -> str:
    end = time.monotonic() + seconds
    while (known := registry.delivery_of(row)) is None:
        if time.monotonic() > end:
            raise CannotTell(
                f"the provider has told nothing within {seconds:.0f} seconds; is its webhook set "
                "up? See docs/email.md"
            )
        time.sleep(PAUSE)
    if not known.arrived:
        raise StepFailed(
            f"the provider says: {known.words}",
            "python manage.py check_email_auth says whether your domain's records are right; see "
            "docs/email.md.",
        )
    return f"the provider says: {known.words}"


def _in_mailbox(visit: Visit, row: OutboxMessage | None) -> str:
    def ours(header: str) -> bool:
        return visit.tag in header or (row is not None and row.message_id in header)

    from ops.smoke.mailbox import Mailbox, MailboxError  # A web process mostly does without it.

    patience = max(visit.seconds, SETTLE)
    try:
        with Mailbox(settings.SMOKE_IMAP_URL, seconds=visit.seconds) as mailbox:
            visit.undo.append(lambda: _clean(visit))
            found = mailbox.wait_for(ours, seconds=patience)
    except MailboxError as error:
        raise StepFailed(f"the mailbox cannot be looked into: {error}", error.fix) from None
    if found is None:
        raise StepFailed(
            f"nothing arrived at {visit.email} within {patience:.0f} seconds, in no folder",
            "The provider took it and the mailbox did not: look at your email provider's log. If "
            "the mailbox does not take addresses with a plus sign, set SMOKE_EMAIL. Some delay a "
            "first email by minutes (grey-listing): then try again.",
        )
    return _judged(found)


def _judged(found: Found) -> str:
    name = found.folder.name
    if found.folder.is_junk:
        domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("> ")
        raise StepFailed(
            f"it landed in the junk folder ({name}), where people do not look",
            f"Run python manage.py check_email_auth {domain} and set the records it names; then "
            'mark the email as "not spam" once. See docs/email.md.',
        )
    if found.folder.is_bin:
        raise StepFailed(
            f"it landed in the bin ({name})", "A rule of the mailbox deletes it: look at its rules."
        )
    if found.category:
        return f"in the inbox, under {found.category}; people see that tab later than the first"
    return "in the inbox" if found.folder.is_inbox else f"in the folder {name}"


def _clean(visit: Visit) -> None:
    clean(visit.tag, visit.seconds)


def clean(tag: str, seconds: float) -> int:
    """Delete this run's emails, and what others left an hour ago; returns how many."""

    def ours(header: str) -> bool:
        if tag in header:
            return True
        return bool(tagged.SHAPE.search(_recipients(header))) and _old(header)

    from ops.smoke.mailbox import Mailbox, MailboxError

    try:
        with Mailbox(settings.SMOKE_IMAP_URL, seconds=seconds) as mailbox:
            return mailbox.delete(ours)
    except MailboxError:
        return 0  # The step has said so; the next run deletes them.


def _recipients(header: str) -> str:
    return "\n".join(
        line for line in header.splitlines() if re.match(r"(?i)(to|delivered-to|x-orig)", line)
    )


def _old(header: str) -> bool:
    stamp = re.search(r"(?im)^date: (.*)$", header)
    try:
        sent = email.utils.parsedate_to_datetime(stamp[1]) if stamp else None
    except ValueError:
        return False
    if sent is None:
        return False
    return datetime.now(UTC) - sent.astimezone(UTC) > OLD
