"""Searching conversations: by their number, or by words that were said in them."""

from __future__ import annotations

import uuid
from typing import Any

from django.db.models import Q, QuerySet

from chatbot.models import Conversation, Message
from ops.lists import anywhere, plain

#: Characters and words of a search that are looked at.
LONGEST, MOST = 200, 6
#: Characters of a conversation's number that name it, as its page does.
SHORT = 8
#: Messages that a search shows, the newest of those that hold all its words.
NEWEST = 200
#: Words are common when so many of the last messages hold them: then going back from the newest is
#: quicker than asking the index for all.
LAST, COMMON = 10_000, 200


def matching(found: QuerySet[Conversation], words: str) -> QuerySet[Conversation]:
    """Those in which all words stand in one message, or whose number begins so.

    One message, because an index finds rows that hold several words at once, however common each.
    """
    words = words[:LONGEST].strip()
    number = words.replace("-", "").lower()
    if SHORT <= len(number) <= 32 and not set(number) - set("0123456789abcdef"):
        between = (uuid.UUID(number.ljust(32, "0")), uuid.UUID(number.ljust(32, "f")))
        named = found.filter(pk__range=between)
        if named.exists():
            return named
    newest = Message.objects.order_by("-seq").values_list("seq", flat=True).first() or 0
    said = saying(words, indexed=False)
    if len(said.filter(seq__gt=newest - LAST)[:COMMON]) == COMMON:
        said = said.filter(seq__gt=newest - LAST * NEWEST // COMMON)
    else:
        said = saying(words)
    return found.filter(pk__in=set(said[:NEWEST]))


def saying(words: str, *, indexed: bool = True) -> QuerySet[Message, Any]:
    """The keys of the conversations in which this was said, one for each message, newest first."""
    wanted = Q()
    for word in words.split()[:MOST]:
        wanted &= anywhere(word, "text" if indexed else "said")
    said = Message.objects.alias(said=plain("text")).filter(wanted).order_by("-seq")
    return said.values_list("conversation_id", flat=True)
