"""What the owner hears when an answer by email could not be passed on as it was.

Only ever to OWNER_EMAIL, in answer to an email that was believed, and a few in an hour: nothing
that comes in can make this app write to anybody else, or for ever.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone

from ops.outbox.enqueue import enqueue, one_line
from ops.outbox.rows import OutboxMessage

KIND = "reply_notice"
#: In an hour.
MOST = 10


def attachments_left_out(message: Any) -> None:
    """The words went on, what was attached did not."""
    names = [_called(part) for part in message.attachments]
    listed = "".join(f"- {name}\n" for name in names[:10])
    _tell(
        message,
        "Your answer was passed on without its attachments",
        "The visitor has your words. What you attached cannot be passed on, and was not kept:\n\n"
        f"{listed}\nSend it from your mailbox to the visitor's own address, or put it on your "
        "website and answer with the link.\n",
    )


def _called(part: Any) -> str:
    try:
        name = str(part.get_filename() or "")
    except Exception:
        # Python's parser raises what it likes of a name that breaks its rules.
        name = ""
    name = name.replace("\x00", "").encode("utf-8", "replace").decode()
    return one_line(name)[:80] or "a file"


def nothing_written(message: Any) -> None:
    """There were no new words in it."""
    _tell(
        message,
        "Your answer was empty",
        "An email of yours came in without any words above what it quoted, so nothing was passed "
        "on. Write your answer above the quoted text, and send it again.\n",
    )


def nobody_there(message: Any, text: str) -> None:
    """Who it was for is gone."""
    _tell(
        message,
        "Your answer could not be passed on",
        "The conversation you answered has been deleted, by the visitor or by you. This is what "
        f"you wrote:\n\n{text}\n",
    )


def _tell(message: Any, subject: str, text: str) -> None:
    hour = timezone.now() - timedelta(hours=1)
    if OutboxMessage.objects.filter(kind=KIND, created_at__gte=hour).count() >= MOST:
        return
    answered = one_line(str(message.get("Message-ID") or ""))[:300]
    headers = {"In-Reply-To": answered, "References": answered} if answered else {}
    enqueue(to=settings.OWNER_EMAIL, subject=subject, text=text, kind=KIND, headers=headers)
