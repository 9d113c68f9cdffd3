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


class _Worded(admin.ChoicesFieldListFilter):
    """A field's values under our own names."""

    name = ""
    words: dict[str, str] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.title = self.name

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Each conversation once, and asked for no more of them than a page has."""
        wanted = [value for value in self.lookup_val or [] if value in dict(self.field.flatchoices)]
        if not wanted:
            return queryset
        judged = Message.objects.filter(
            conversation=OuterRef("pk"), **{f"{self.field.name}__in": wanted}
        )
        return queryset.filter(Exists(judged))

    def choices(self, changelist: Any) -> Iterator[Any]:
        """As Django builds them, with our words in place of the field's."""
        theirs = {str(label): str(value) for value, label in self.field.flatchoices}
        for choice in super().choices(changelist):
            value = theirs.get(str(choice["display"]), "")
            yield {**choice, "display": self.words.get(value, choice["display"])}


class OutcomeFilter(_Worded):
    """Conversations with a reply of this outcome."""

    name = "outcome"
    words = {outcome.value: words for outcome, words in OUTCOMES.items()}


class ThumbsFilter(_Worded):
    """Conversations with a reply a visitor judged so."""

    name = "thumb"
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
