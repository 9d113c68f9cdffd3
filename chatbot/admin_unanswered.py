"""The list of what could not be answered, and writing the answer from it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from chatbot.knowledge.live import knowledge
from chatbot.models import KnowledgeEntry, Message, SettledQuestion, UnansweredQuestion
from chatbot.unanswered import Group, group_of, groups, masked, settle
from ops.panels import ago

LIST = "admin:chatbot_unansweredquestion_changelist"
#: In the address of the form for an entry: the number of a question of the group it answers.
#: A number, because addresses are written into logs and a visitor's words must not be.
PARAMETER = "answers"
A_PAGE = 15
#: How many replies that went wrong are listed.
REPLIES = 40


@dataclass(frozen=True, slots=True)
class Line:
    """A group as the page shows it; ``known`` is the entry that would answer it by now."""

    group: Group
    answer_url: str
    conversation_url: str
    known: str
    last: str


@dataclass(frozen=True, slots=True)
class Wrong:
    """A reply that somebody should look at."""

    question: str
    reply: str
    why: str
    at: datetime
    url: str

    @property
    def when(self) -> str:
        """How long ago."""
        return ago(self.at)


@admin.register(UnansweredQuestion)
class UnansweredAdmin(admin.ModelAdmin):
    """One page: what was asked, how often, and a way to answer it once for all."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        """As for conversations, which it is read from."""
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Who may read conversations may read what they asked."""
        return bool(request.user.has_perm("chatbot.view_conversation"))

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nothing is edited here."""
        return False

    has_delete_permission = has_change_permission

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Visitors add to it."""
        return False

    def get_urls(self) -> list[URLPattern]:
        """The list, and taking something off it."""
        protected = self.admin_site.admin_view
        name = "chatbot_unansweredquestion"
        return [
            path("", protected(self.changelist_view), name=f"{name}_changelist"),
            path("<int:key>/dismiss/", protected(self.dismiss), name=f"{name}_dismiss"),
        ]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The groups, a page of them, and the replies that went wrong."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        found = groups()
        page = Paginator(found, A_PAGE).get_page(request.GET.get("p"))
        context = {
            **self.admin_site.each_context(request),
            "title": "Unanswered questions",
            "opts": self.opts,
            "page": page,
            "lines": _lines(list(page.object_list)),
            "asked": sum(group.count for group in found),
            "wrong": to_look_at(),
            "may_answer": request.user.has_perm("chatbot.add_knowledgeentry"),
        }
        return TemplateResponse(request, "admin/chatbot/unanswered.html", context)

    def dismiss(self, request: HttpRequest, key: int) -> HttpResponse:
        """Take a group off the list: it is not worth an answer, or has one by now."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not request.user.has_perm("chatbot.add_knowledgeentry"):
            raise PermissionDenied
        group = group_of(key)
        if group is None:
            messages.info(request, "That question was no longer on the list.")
        elif request.POST.get("how") == SettledQuestion.How.ANSWERED:
            settle(group, SettledQuestion.How.ANSWERED)
            messages.success(request, "Taken off the list. It comes back if it is not answered.")
        else:
            settle(group, SettledQuestion.How.DISMISSED)
            messages.success(request, "Taken off the list, and so will be questions like it.")
        return redirect(LIST)


#: What ``masked`` puts in: "[phone]" in a question does not ask for ours.
_MASKS = re.compile(r"\[(email|phone|link)\]")


def _lines(groups: Sequence[Group]) -> list[Line]:
    known = knowledge.titles([_MASKS.sub(" ", group.example) for group in groups])
    return [
        Line(
            group=group,
            answer_url=f"{reverse('admin:chatbot_knowledgeentry_add')}?{PARAMETER}={group.key}",
            conversation_url=_conversation(group.last.conversation_id),
            known=title,
            last=ago(group.last.at),
        )
        for group, title in zip(groups, known, strict=True)
    ]


def _conversation(pk: Any) -> str:
    return reverse("admin:chatbot_conversation_change", args=[pk])


def recent_replies(since: Any = None) -> QuerySet[Message]:
    """Replies to visitors, the newest first."""
    replies = Message.objects.filter(
        role=Message.Role.ASSISTANT, conversation__is_test=False, reply_to__isnull=False
    )
    if since is not None:
        replies = replies.filter(created_at__gte=since)
    return replies.select_related("reply_to").order_by("-seq")


def to_look_at(since: Any = None) -> list[Wrong]:
    """Replies that broke off, were makeshift, or that a visitor did not like; in one query."""
    worth = (
        Q(status=Message.Status.INTERRUPTED)
        | Q(outcome=Message.Outcome.DEGRADED)
        | Q(feedback=Message.Feedback.DOWN)
    )
    return [
        Wrong(
            question=masked(reply.reply_to.text) if reply.reply_to else "",
            reply=masked(reply.text),
            why=_why(reply),
            at=reply.created_at,
            url=_conversation(reply.conversation_id),
        )
        for reply in recent_replies(since).filter(worth)[:REPLIES]
    ]


def _why(reply: Message) -> str:
    if reply.feedback == Message.Feedback.DOWN:
        return "Thumbs down"
    return "Broke off" if reply.status == Message.Status.INTERRUPTED else "Makeshift answer"


class AnswersQuestions:
    """For the admin of the knowledge: a form filled in from a group, settled by saving it."""

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """The question as it is usually put, and the other wordings as ways to ask it."""
        group = asked_for(request)
        if group is None:
            initial: dict[str, Any] = super().get_changeform_initial_data(request)  # type: ignore[misc]
            initial.pop(PARAMETER, None)
            return initial
        return {
            "kind": KnowledgeEntry.Kind.FAQ,
            "title": group.example,
            "variants": "\n".join(group.others),
        }

    def save_model(
        self, request: HttpRequest, obj: KnowledgeEntry, form: Any, change: bool
    ) -> None:
        """Store the entry, and note which questions it answers."""
        super().save_model(request, obj, form, change)  # type: ignore[misc]
        group = None if change else asked_for(request)
        if group is not None:
            count = settle(group, SettledQuestion.How.ANSWERED, entry=obj)
            times = "once" if count == 1 else f"{count} times"
            messages.success(request, f"It was asked {times}, and is answered from now on.")

    def response_post_save_add(self, request: HttpRequest, obj: Any) -> Any:
        """Back to the list it came from."""
        if PARAMETER in request.GET:
            return redirect(LIST)
        return super().response_post_save_add(request, obj)  # type: ignore[misc]


def asked_for(request: HttpRequest) -> Group | None:
    """The group whose answer the form is for."""
    key = request.GET.get(PARAMETER, "")
    return group_of(int(key)) if key.isdecimal() and len(key) < 19 else None
