"""The filters beside the list of conversations, in the founder's words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest

from chatbot.models import Message

OUTCOMES = {
    Message.Outcome.ANSWERED: "Answered",
    Message.Outcome.UNKNOWN: "Did not know",
    Message.Outcome.REFUSED: "Declined",
    Message.Outcome.HANDOFF: "Passed on to you",
    Message.Outcome.LEAD_CAPTURED: "Took an email address",
    Message.Outcome.DEGRADED: "Makeshift answer",
}


def outcome_words(outcome: str) -> str:
    """What became of a question, as the pages say it; "" for a message without an outcome."""
    return next((words for known, words in OUTCOMES.items() if known == outcome), "")


class BeganFilter(admin.DateFieldListFilter):
    """When the conversation began."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.title = "day it began"


class SaidFilter(admin.SimpleListFilter):
    """Those in which somebody wrote, unless all are wanted: many open the chat and say nothing."""

    title = "what was said"
    parameter_name = "said"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """The other choice."""
        return [("all", "Also where nobody wrote")]

    def choices(self, changelist: Any) -> Iterator[Any]:
        """As Django builds them: the first is what stands without a choice."""
        first, *others = super().choices(changelist)
        yield {**first, "display": "Somebody wrote"}
        yield from others

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Those of the choice."""
        if self.value() == "all":
            return queryset
        written = Message.objects.filter(conversation=OuterRef("pk"), role=Message.Role.VISITOR)
        return queryset.filter(Exists(written))


class AskedFilter(admin.SimpleListFilter):
    """Whether the visitor asked for a person."""

    title = "request for you"
    parameter_name = "asked"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """The two choices."""
        return [("yes", "Asked for you"), ("no", "Did not")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Those of the choice."""
        if self.value() not in ("yes", "no"):
            return queryset
        return queryset.filter(handoff_requested_at__isnull=self.value() == "no")


class _Worded(admin.SimpleListFilter):
    """The values of a field of a message, in our words.

    Not Django's own filter of that field, for which each conversation might come several times, so
    that all of them are read and sorted before the first page can be shown.
    """

    field = ""
    words: dict[str, str] = {}

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """All of them."""
        return list(self.words.items())

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Each conversation once, and asked for no more of them than a page has."""
        wanted = self.value()
        if wanted not in self.words:
            return queryset
        judged = Message.objects.filter(conversation=OuterRef("pk"), **{self.field: wanted})
        return queryset.filter(Exists(judged))


class OutcomeFilter(_Worded):
    """Conversations with a reply of this outcome."""

    title = "outcome"
    field = "outcome"
    parameter_name = "outcome"
    words = {outcome.value: words for outcome, words in OUTCOMES.items()}


class ThumbsFilter(_Worded):
    """Conversations with a reply a visitor judged so."""

    title = "thumb"
    field = "feedback"
    parameter_name = "thumb"
    words = {"up": "Helpful", "down": "Not helpful"}


class TrafficFilter(admin.BooleanFieldListFilter):
    """Visitors, or the checks that play visitors."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.title = "visitor or test"

    def choices(self, changelist: Any) -> Iterator[Any]:
        """As Django builds them: all, yes, no."""
        for choice, words in zip(
            super().choices(changelist), ("All", "A test", "A visitor"), strict=False
        ):
            yield {**choice, "display": words}
