"""What visitors asked and nobody has written an answer to."""

from chatbot.unanswered.alike import drawn_together
from chatbot.unanswered.question import Asked, Group, masked, shortened
from chatbot.unanswered.waiting import (
    EVERY,
    MOST,
    SINCE,
    draw_beforehand,
    group_of,
    groups,
    settle,
    unanswered_replies,
)

__all__ = [
    "EVERY",
    "MOST",
    "SINCE",
    "Asked",
    "Group",
    "draw_beforehand",
    "drawn_together",
    "group_of",
    "groups",
    "masked",
    "settle",
    "shortened",
    "unanswered_replies",
]
