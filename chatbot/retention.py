"""How long conversations are kept, and what comes of them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import QuerySet

from chatbot.models import Conversation, ErasureRequest
from chatbot.models.evaluation import KEPT as EVALS_KEPT
from chatbot.models.knowledge import IMPORTS_KEPT
from chatbot.models.usage import CALLS_KEPT
from leads.capture import with_a_lead
from ops.privacy.retention import Rule, rule_of


def _conversations(before: datetime) -> QuerySet[Conversation]:
    """Without a lead, an account or an open wish to be deleted: those have times of their own."""
    quiet = Conversation.objects.real().filter(last_message_at__lt=before, account=None)
    return quiet.exclude(pk__in=_waiting())


def _waiting() -> QuerySet[Any]:
    undone = ErasureRequest.objects.undone().filter(conversation__isnull=False)
    return undone.values("conversation_id")


def _delete_conversations(before: datetime, most: int) -> int:
    """So many at most. Those of leads stay, and are passed over."""
    count, after = 0, None
    while count < most:
        rows = _conversations(before).order_by("pk")
        page = list(
            (rows.filter(pk__gt=after) if after else rows).values_list("pk", flat=True)[:most]
        )
        if not page:
            break
        after = page[-1]
        kept = with_a_lead(str(key) for key in page)
        gone = [key for key in page if str(key) not in kept][: most - count]
        _conversations(before).filter(pk__in=gone).delete()
        count += len(gone)
    return count


def _count_conversations(before: datetime) -> int:
    keys = [str(key) for key in _conversations(before).values_list("pk", flat=True)]
    return sum(
        len(keys[start : start + 500]) - len(with_a_lead(keys[start : start + 500]))
        for start in range(0, len(keys), 500)
    )


def _tests(before: datetime) -> QuerySet[Conversation]:
    return Conversation.objects.filter(is_test=True, last_message_at__lt=before)


def _requests(before: datetime) -> QuerySet[ErasureRequest]:
    return ErasureRequest.objects.filter(done_at__lt=before)


def _unproved(before: datetime) -> QuerySet[Any]:
    """Accounts of visitors who never proved an address: nobody can sign in to them."""
    users = get_user_model()._default_manager.filter(
        is_staff=False, is_superuser=False, date_joined__lt=before, last_login=None
    )
    return users.exclude(emailaddress__verified=True)


RULES = [
    Rule(
        name="conversations", what="conversations in which nobody left their details",
        since="the last message", days=90, least=7, most=3650, count=_count_conversations,
        prune=_delete_conversations,
    ),
    rule_of(
        _tests, name="test_conversations", what="conversations of tests and of the monitor",
        since="the last message", days=14, least=1, most=365,
    ),
    rule_of(
        _requests, name="deletion_requests",
        what="wishes to be deleted that are settled, without whose",
        since="they were settled", days=1100, least=365, most=3650,
    ),
    rule_of(
        _unproved, name="unproved_accounts",
        what="accounts of visitors whose address was never proved",
        since="they were made", days=30, least=1, most=365,
    ),
    Rule(name="accounts", what="accounts of visitors", since="until they delete them",
         how="by hand"),
    Rule(name="model_calls", what="length, cost and duration of each answer of a model",
         since="it was given", days=CALLS_KEPT.days, how="each day with its first answer"),
    Rule(name="eval_runs", what="runs of the evaluations", since=f"the newest {EVALS_KEPT}",
         how="with each run"),
    Rule(name="imports", what="imports of knowledge", since=f"the newest {IMPORTS_KEPT}",
         how="with each import"),
    Rule(name="knowledge", what="your business, its knowledge and your evaluation cases",
         since="until you delete it", how="by hand"),
]  # fmt: skip
