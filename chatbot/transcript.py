"""A conversation as an email to the visitor who asked for it.

It goes only to somebody who holds the conversation's token, and holds only what that person has
already seen: no staff address, no internal note. The address may still be a stranger's, so nothing
the visitor wrote stands in the subject, and no web address they wrote can be followed.
"""

from __future__ import annotations

import re
import uuid
import zoneinfo

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from chatbot.letters import TABLES
from chatbot.letters.table import Table
from chatbot.models import Business, Conversation
from chatbot.said import Said, copy_of
from ops.addresses import address_mark
from ops.letters import letterhead
from ops.letters.dates import day_and_time
from ops.letters.kinds import Turn
from ops.letters.writing import spoken_language, write
from ops.outbox import threads
from ops.outbox.enqueue import enqueue
from ops.outbox.rows import OutboxMessage

KIND = "transcript"
#: The newest addresses of a conversation that are remembered; more is nobody's own transcript.
MARKS = 20
#: What mail programs make a link of: an address with a scheme, and a bare host name. Not the second
#: half of an email address.
LINK = re.compile(
    r"(?:\b[a-z][a-z0-9+.-]{1,20}:)?//\S+"
    r"|(?<![@\w.-])(?:[\w-]+\.)+[^\W\d_]{2,24}(?:[/?#:]\S*)?(?![@\w])",
    re.IGNORECASE,
)


def cannot_send() -> str:
    """Why no copy can leave from here, in words for the visitor; "" where it can."""
    if settings.EMAIL_PROVIDER == "file" and settings.HTTPS and not settings.DEBUG:
        return _("This site cannot send email yet. You can copy the conversation instead.")
    return ""


def send(*, conversation: Conversation, to: str, time_zone: str = "") -> OutboxMessage | None:
    """Put the copy into the outbox, in the visitor's language; None when nothing has been said.

    The row may be one that was given up at once, where that address is to be left alone.
    """
    business, head = Business.current(), letterhead.current()
    language = spoken_language(conversation.locale, head)
    words = TABLES.of(language)
    copy = copy_of(
        conversation,
        business,
        you=words.you,
        automated=words.assistant.replace("{business}", business.name),
    )
    if not any(said.is_visitor for said in copy.messages):
        return None
    zone = _zone(time_zone, getattr(conversation, "time_zone", ""), business.time_zone)
    began = copy.began or copy.messages[0].at
    letter = write(
        KIND,
        language=language,
        values={
            "conversation": [_turn(said, words, zone) for said in copy.messages],
            "began": f"{day_and_time(began, language, zone.key)} ({zone.key})",
            "left_out": words.left_out if copy.is_cut else "",
        },
    )
    _remember(conversation, to)
    return enqueue(
        to=to,
        **letter.parts,
        kind=KIND,
        is_test=conversation.is_test,
        reply_to=business.contact_email or settings.OWNER_EMAIL,
        headers=threads.headers("conversation", str(conversation.pk)),
    )


def _remember(conversation: Conversation, to: str) -> None:
    """Whose it is, for when they want it deleted; a mark each, and no address."""
    mark = address_mark(to)
    with transaction.atomic():
        rows = Conversation.objects.select_for_update().filter(pk=conversation.pk)
        kept = (rows.values_list("emailed_to", flat=True).first() or "").split()
        if mark not in kept:
            rows.update(emailed_to=" ".join([*kept, mark][-MARKS:]))


def state_of(conversation: Conversation, email_id: uuid.UUID) -> str | None:
    """``queued``, ``delayed``, ``sent`` or ``failed``; None for no copy of this conversation."""
    row = OutboxMessage.objects.filter(pk=email_id, kind=KIND).first()
    root = threads.root("conversation", str(conversation.pk))
    if row is None or root not in row.headers.get("References", ""):
        return None
    came_back = getattr(row, "fate", "") in ("suppressed", "rejected", "bounced", "complained")
    if came_back or row.state == OutboxMessage.State.FAILED:
        return "failed"
    if row.state == OutboxMessage.State.SENT:
        return "sent"
    return "delayed" if row.last_error else "queued"


def without_links(text: str, instead: str) -> str:
    """What a visitor wrote, with nothing in it that a mail program would make a link of."""
    return LINK.sub(instead, text)


def _turn(said: Said, words: Table, zone: zoneinfo.ZoneInfo) -> Turn:
    text = without_links(said.text, words.link) if said.is_visitor else said.text
    at = f"{timezone.localtime(said.at, zone):%H:%M}"
    return Turn(f"{said.speaker}, {at}", text, links=said.sources, about=words.source)


def _zone(*names: str) -> zoneinfo.ZoneInfo:
    """The first that is one."""
    known = zoneinfo.available_timezones()
    return zoneinfo.ZoneInfo(next((name for name in names if name in known), "UTC"))
