"""What the admin's first page says about conversations."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db.models import OuterRef, Subquery
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
    Message,
    ModelHealth,
    OwnerTold,
    Spending,
)
from chatbot.unanswered import groups, masked, shortened
from ops.models import OutboxMessage
from ops.panels import Content, Row, ago

RECENT = timedelta(days=14)
#: Rows of one panel.
ROWS = 8
#: Questions that are drawn together for the first page; the whole list looks at more.
LOOKED_AT = 500


def waiting() -> Content:
    """Visitors who want their data deleted, and those who asked for a person."""
    first = Message.objects.filter(conversation=OuterRef("pk"), role=Message.Role.VISITOR)
    found = (
        Conversation.objects.real()
        .filter(handoff_requested_at__gte=timezone.now() - RECENT)
        .annotate(first_text=Subquery(first.order_by("seq").values("text")[:1]))
        .order_by("-handoff_requested_at")[:10]
    )
    return Content(
        title="Asked for you",
        rows=_to_delete()
        + [
            Row(
                text=_first_words(conversation) or str(conversation),
                url=reverse("admin:chatbot_conversation_change", args=[conversation.pk]),
                note=ago(conversation.handoff_requested_at),
            )
            for conversation in found
            if conversation.handoff_requested_at
        ],
        empty="Nobody has asked for you lately.",
    )


def _to_delete() -> list[Row]:
    """Requests stay until they are settled: the law gives the founder a limited time."""
    found = ErasureRequest.objects.waiting().order_by("asked_at")[:ROWS]
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


def _models() -> list[Row]:
    """Models in use that failed and have not answered since, and why."""
    in_use = [model.key for model in choose.models()]
    away = ModelHealth.objects.filter(pk__in=in_use, failures__gt=0)
    url = reverse("admin:chatbot_conversation_changelist")
    return [
        Row(
            text=f"{model.label} {WORDS.get(_kind(model.kind), 'does not answer')}",
            url=url,
            note="Your own words are quoted meanwhile",
        )
        for model in away.order_by("label")
    ]


def _budget() -> list[Row]:
    """The models, once they may cost no more today."""
    if not choose.models():
        return []
    now = timezone.now()
    told = OwnerTold.objects.filter(pk=f"{now:%Y-%m-%d}:day_budget").first()
    if told is None and Spending.objects.of_day() < in_micros(settings.LLM_DAILY_BUDGET):
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
    failed = OutboxMessage.objects.filter(
        state=OutboxMessage.State.FAILED, is_test=False, created_at__gte=timezone.now() - RECENT
    ).count()
    if not failed:
        return []
    url = f"{reverse('admin:ops_outboxmessage_changelist')}?state__exact=failed"
    text = "One email could not be sent" if failed == 1 else f"{failed} emails could not be sent"
    return [Row(text=text, url=url, permission="ops.view_outboxmessage")]


def _evaluations() -> list[Row]:
    """The last run, if something failed in it."""
    last = EvalRun.objects.filter(state=EvalRun.State.DONE).defer("results").first()
    failed = int(last.summary.get("failed") or 0) if last else 0
    if last is None or not failed:
        failing = EvalCase.objects.failing()[:ROWS]
        return [
            Row(
                text=case.title,
                url=reverse("admin:chatbot_evalcase_change", args=[case.pk]),
                note="Evaluation failed",
                permission="chatbot.view_evalcase",
            )
            for case in failing
        ]
    text = "One evaluation failed" if failed == 1 else f"{failed} evaluations failed"
    url = reverse("admin:chatbot_evalrun_change", args=[last.pk])
    note = ago(last.started_at)
    return [Row(text=text, url=url, note=note, permission="chatbot.view_evalrun")]


def _replies() -> list[Row]:
    from chatbot.admin_unanswered import thumbs_down, went_wrong

    since = timezone.now() - RECENT
    found = [(one, one.why) for one in (*went_wrong(since), *thumbs_down(since))]
    found.sort(key=lambda pair: pair[0].at, reverse=True)
    return [
        Row(
            text=shortened(one.question) or "A reply",
            url=one.url,
            note=f"{why}, {ago(one.at)}",
        )
        for one, why in found[:ROWS]
    ]
