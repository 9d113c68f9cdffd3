"""The page of figures in the admin."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from ops import ways
from ops.models import FigureDay
from ops.recorded import Recorded


@admin.register(FigureDay)
class FigureDayAdmin(Recorded, admin.ModelAdmin):
    """Its list is the page; a single day of a single source has none."""

    fields = ["day", "name", "source", "count"]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """So many weeks, of all sources or of one."""
        if not self.has_view_permission(request):
            return super().changelist_view(request, extra_context)
        from ops.figures import page
        from ops.figures.source import label

        asked = request.GET.get("weeks", "")
        weeks = int(asked) if asked in map(str, page.SPANS) else page.SPANS[0]
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": "Figures",
            **page.page(weeks, label(request.GET.get("source", ""))),
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/figures/figures.html", context)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What was counted stays."""
        return False


ways.register(
    ways.Way(
        label="Figures", page="admin:ops_figureday_changelist", order=40,
        permission="ops.view_figureday",
    )
)  # fmt: skip
