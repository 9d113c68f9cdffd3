"""Questions nobody has written an answer to, those that ask the same drawn together.

A question like one the founder has called not worth an answer is left out too.
"""

from __future__ import annotations

from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone

from chatbot.models import KnowledgeEntry, Message, SettledQuestion
from chatbot.unanswered import kept
from chatbot.unanswered.question import Asked, Group

#: How far back is looked, and how many questions are drawn together at most, the newest.
SINCE = timedelta(days=90)
MOST = 5_000
#: How often that is done beforehand, where there are too many for while a page waits.
EVERY = timedelta(minutes=10)


def groups(*, most: int = MOST, since: timedelta = SINCE) -> list[Group]:
    """What waits for an answer, asked most often first, then the newest."""
    together = kept.drawn(_asked(most, since))
    found = [group for group in together if not any(q.dismissed for q in group.questions)]
    return sorted(found, key=lambda group: (-group.count, -group.last.seq))


def group_of(key: int) -> Group | None:
    """The group that holds the question with this number; None when it is settled or gone."""
    return next((g for g in groups() if any(q.seq == key for q in g.questions)), None)


def settle(group: Group, how: SettledQuestion.How, *, entry: KnowledgeEntry | None = None) -> int:
    """Note that a group has been dealt with; returns how many questions that were."""
    rows = [
        SettledQuestion(message_id=question.seq, how=how, entry=entry)
        for question in group.questions
    ]
    SettledQuestion.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def unanswered_replies(since: timedelta) -> QuerySet[Message]:
    """The replies that knew nothing, to visitors whose question nobody has answered since."""
    return (
        Message.objects.filter(
            outcome=Message.Outcome.UNKNOWN,
            created_at__gte=timezone.now() - since,
            conversation__is_test=False,
            reply_to__isnull=False,
        )
        .exclude(reply_to__settled__how=SettledQuestion.How.ANSWERED)
        .order_by("-seq")
    )


def _asked(most: int, since: timedelta) -> list[Asked]:
    """The questions that were not answered, the oldest first, and those that were dismissed."""
    rows = unanswered_replies(since).values_list(
        "reply_to_id",
        "reply_to__text",
        "reply_to__created_at",
        "conversation_id",
        "reply_to__settled__how",
    )[:most]
    found = [
        Asked(seq, text, at, str(conversation), how == SettledQuestion.How.DISMISSED)
        for seq, text, at, conversation, how in rows
    ]
    found.reverse()
    return found


def draw_beforehand() -> None:
    """The chore: keep which of many questions ask the same, for the pages that show them."""
    kept.keep(_asked(MOST, SINCE))
