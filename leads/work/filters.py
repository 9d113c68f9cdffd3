"""The filters beside the list of leads, in the founder's words."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from leads.models import Lead, Tag
from leads.sender import today
from leads.work.changing import name_of
from leads.work.forms import team

#: Tags and people that a filter offers.
MOST = 60


class StepFilter(admin.SimpleListFilter):
    """When the next step is due."""

    title = "next step"
    parameter_name = "step"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """From the most to the least pressing."""
        return [
            ("overdue", "Overdue"),
            ("today", "Today"),
            ("week", "In the next 7 days"),
            ("none", "None set"),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Those of the choice; who is done with has no step that is due."""
        value = self.value()
        if value == "none":
            return queryset.filter(next_step_on=None, next_step="", status__in=Lead.OPEN)
        if value not in ("overdue", "today", "week"):
            return queryset
        day = today()
        found = queryset.filter(status__in=Lead.OPEN)
        if value == "overdue":
            return found.filter(next_step_on__lt=day)
        if value == "today":
            return found.filter(next_step_on=day)
        return found.filter(next_step_on__range=(day, day + timedelta(days=7)))


class WaitingFilter(admin.SimpleListFilter):
    """Who waits for an answer."""

    title = "waiting for you"
    parameter_name = "waiting"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Nobody has answered them, or they have written since."""
        return [("yes", "New, or wrote again")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Those."""
        if self.value() != "yes":
            return queryset
        return queryset.filter(Q(status=Lead.Status.NEW) | Q(wrote_again_at__isnull=False))


class OwnerFilter(admin.SimpleListFilter):
    """Who looks after them."""

    title = "owner"
    parameter_name = "owner"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Yourself first."""
        others = team().exclude(pk=request.user.pk)[:MOST]
        return [
            ("me", "Mine"),
            ("nobody", "Nobody's"),
            *((str(one.pk), name_of(one)) for one in others),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Theirs."""
        value = self.value() or ""
        if value == "me":
            return queryset.filter(owner=request.user.pk)
        if value == "nobody":
            return queryset.filter(owner=None)
        usable = value.isascii() and value.isdecimal() and len(value) < 19
        return queryset.filter(owner=int(value)) if usable else queryset


class TagFilter(admin.SimpleListFilter):
    """With a tag."""

    title = "tag"
    parameter_name = "tag"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """All there are."""
        return [(str(pk), name) for pk, name in Tag.objects.values_list("pk", "name")[:MOST]]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Those with it."""
        value = self.value() or ""
        usable = value.isascii() and value.isdecimal() and len(value) < 19
        if not usable:
            return queryset
        marked = Lead.tags.through.objects.filter(tag_id=int(value)).values("lead_id")
        return queryset.filter(pk__in=marked)
