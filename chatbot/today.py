"""What the admin's first page says about conversations."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from chatbot.answerers import choose
from chatbot.answerers.errors import WORDS, Kind
from chatbot.answerers.spending import in_micros
from chatbot.models import (
    Conversation,
    ErasureRequest,
    EvalCase,
    EvalRun,
    Handoff,
    Message,
    ModelHealth,
    OwnerTold,
    Spending,
)
from chatbot.models.usage import day_key
from chatbot.unanswered import groups, masked, shortened
from ops.models import OutboxMessage
from ops.panels import Content, Row, ago, answer, only_answer

RECENT = timedelta(days=14)
#: Rows of one panel.
ROWS = 8
WAITING_ROWS = 20
#: Open handoffs among which those rows are chosen.
OPEN_LOOKED_AT = 200
#: Questions that are drawn together for the first page; the whole list looks at more.
LOOKED_AT = 500


def waiting() -> Content:
    """Visitors who want their data deleted, and those who wait for a person or are with one."""
    return Content(
        title="Asked for you",
        rows=_to_delete() + [_waits(conversation) for conversation in _with_people()],
        empty="Nobody is waiting for you.",
    )


def _with_people() -> QuerySet[Conversation]:
    """Open ones: first whoever wrote something nobody has read, then the newest."""
    handoff = Handoff.objects.open().filter(conversation=OuterRef("pk"))
    first = Message.objects.filter(conversation=OuterRef("pk"), role=Message.Role.VISITOR)
    unread = first.filter(seq__gt=OuterRef("desk_read")).order_by()
    count = unread.values("conversation").annotate(n=Count("pk")).values("n")
    open_ones = Handoff.objects.open().order_by("-began_at").values("conversation")
    return (
        Conversation.objects.real()
        .filter(pk__in=open_ones[:OPEN_LOOKED_AT])
        .annotate(
            first_text=Subquery(first.order_by("seq").values("text")[:1]),
            asked_at=Subquery(handoff.values("asked_at")[:1]),
            holder=Subquery(handoff.values("taken_by__username")[:1]),
            holder_name=Subquery(handoff.values("taken_by__first_name")[:1]),
            desk_read=Subquery(handoff.values("desk_read")[:1]),
            new=Coalesce(Subquery(count), 0),
        )
        .order_by("-new", "-last_message_at")[:WAITING_ROWS]
    )


def _waits(conversation: Any) -> Row:
    new = f"{conversation.new} new" if conversation.new else ""
    if conversation.taken_at:
        holder = conversation.holder_name or conversation.holder or "You, by email"
        note = f"{holder} took it over {ago(conversation.taken_at)}"
    else:
        since = conversation.asked_at or conversation.last_message_at
        note = f"asked {ago(since)}"
    return Row(
        text=_first_words(conversation) or str(conversation),
        url=reverse("admin:chatbot_conversation_change", args=[conversation.pk]) + "#desk",
        note=", ".join(part for part in (note, new) if part),
    )


def to_delete() -> QuerySet[ErasureRequest]:
    """Who wants to be deleted, the longest waiting."""
    return ErasureRequest.objects.waiting().order_by("asked_at")[:ROWS]


def _to_delete() -> list[Row]:
    """Requests stay until they are settled: the law gives the founder a limited time."""
    found = sorted(answer(to_delete), key=lambda request: request.asked_at)
    return [
        Row(
            text="Delete my data" + (f": {request.address}" if request.address else ""),
            url=reverse("admin:chatbot_erasurerequest_change", args=[request.pk]),
            note=ago(request.asked_at),
            permission="chatbot.view_erasurerequest",
        )
        for request in found
    ]


def unanswered() -> Content:
    """Questions nobody has written an answer to yet, those asked most often first."""
    found = groups(most=LOOKED_AT, since=RECENT)
    every = reverse("admin:chatbot_unansweredquestion_changelist")
    rows = [
        Row(
            text=shortened(group.example),
            url=f"{reverse('admin:chatbot_knowledgeentry_add')}?answers={group.key}",
            note=f"{_times(group.count)}{ago(group.last.at)}. Answer this",
            permission="chatbot.add_knowledgeentry",
        )
        for group in found[:ROWS]
    ]
    if found:
        rows.append(Row(text="All unanswered questions", url=every))
    return Content(title="Could not answer", rows=rows, empty="Every question found an answer.")


def _first_words(conversation: Conversation) -> str:
    return shortened(masked(getattr(conversation, "first_text", None) or ""))


def _times(count: int) -> str:
    return "" if count == 1 else f"{count} times, last "


def broken() -> Content:
    """What went wrong lately: models, emails, evaluations, answers."""
    rows = [*_models(), *_budget(), *_emails(), *_evaluations(), *_replies()]
    return Content(title="Anything broken", rows=rows, empty="Nothing that we know of.")


def away() -> QuerySet[ModelHealth]:
    """Models in use that failed and have not answered since."""
    in_use = [model.key for model in choose.models()]
    return ModelHealth.objects.filter(pk__in=in_use, failures__gt=0)


def _models() -> list[Row]:
    """The same, and why."""
    url = reverse("admin:chatbot_conversation_changelist")
    return [
        Row(
            text=f"{model.label} {WORDS.get(_kind(model.kind), 'does not answer')}",
            url=url,
            note="Your own words are quoted meanwhile",
        )
        for model in sorted(answer(away), key=lambda model: model.label)
    ]


def told_of_budget() -> QuerySet[OwnerTold]:
    """That the owner was told today that it is spent."""
    return OwnerTold.objects.filter(pk=f"{timezone.now():%Y-%m-%d}:day_budget")


def spent_today() -> QuerySet[Spending]:
    """What the models have cost today."""
    return Spending.objects.filter(key=day_key())


def _budget() -> list[Row]:
    """The models, once they may cost no more today."""
    if not choose.models():
        return []
    told = only_answer(told_of_budget)
    spent = sum(row.cost_micros for row in answer(spent_today))
    if told is None and spent < in_micros(settings.LLM_DAILY_BUDGET):
        return []
    when = f"{ago(told.told_at)}. " if told else ""
    return [
        Row(
            text=f"The models reached the ${settings.LLM_DAILY_BUDGET:f} they may cost a day",
            url=reverse("admin:chatbot_conversation_changelist"),
            note=f"{when}Your own words are quoted until midnight UTC",
            permission="chatbot.change_business",
        )
    ]


def _kind(text: str) -> Kind:
    return Kind(text) if text in list(Kind) else Kind.BAD_ANSWER


def _emails() -> list[Row]:
    lately = OutboxMessage.objects.given_up().filter(created_at__gte=timezone.now() - RECENT)
    failed = lately.filter(is_test=False).count()
    if not failed:
        return []
    url = f"{reverse('admin:ops_outboxmessage_changelist')}?state__exact=failed"
    text = "One email could not be sent" if failed == 1 else f"{failed} emails could not be sent"
    return [Row(text=text, url=url, permission="ops.view_outboxmessage")]


def evaluated() -> QuerySet[EvalRun]:
    """The last run of the evaluations."""
    return EvalRun.objects.filter(state=EvalRun.State.DONE).defer("results")[:1]


def failing() -> QuerySet[EvalCase]:
    """Those that went wrong when they were last tried."""
    return EvalCase.objects.failing()[:ROWS]


def _evaluations() -> list[Row]:
    """The last run, if something failed in it."""
    last = only_answer(evaluated)
    failed = int(last.summary.get("failed") or 0) if last else 0
    if last is None or not failed:
        return [
            Row(
                text=case.title,
                url=reverse("admin:chatbot_evalcase_change", args=[case.pk]),
                note="Evaluation failed",
                permission="chatbot.view_evalcase",
            )
            for case in sorted(answer(failing), key=lambda case: case.title)
        ]
    text = "One evaluation failed" if failed == 1 else f"{failed} evaluations failed"
    url = reverse("admin:chatbot_evalrun_change", args=[last.pk])
    note = ago(last.started_at)
    return [Row(text=text, url=url, note=note, permission="chatbot.view_evalrun")]


def _replies() -> list[Row]:
    from chatbot.admin_unanswered import to_look_at

    return [
        Row(
            text=shortened(one.question) or "A reply",
            url=one.url,
            note=f"{one.why}, {ago(one.at)}",
        )
        for one in to_look_at(timezone.now() - RECENT)[:ROWS]
    ]


ABOUT_WHAT_BROKE = (away, told_of_budget, spent_today, evaluated, failing)
