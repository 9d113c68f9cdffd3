"""The status page in the admin, and the times in which nobody is told."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from ops import audit, panels
from ops.models import MaintenanceWindow, Outage
from ops.monitor import memory
from ops.recorded import Recorded


@admin.register(Outage)
class OutageAdmin(Recorded, admin.ModelAdmin):
    """Its list is the status page; each row shows one outage."""

    fields = ["began_at", "ended_at", "layer", "first", "evidence", "seen", "flapping", "told_at"]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Now, and the last day."""
        if not self.has_view_permission(request):
            return super().changelist_view(request, extra_context)
        from ops.monitor import status

        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": "Status",
            **status.page(),
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/monitor/status.html", context)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What happened stays."""
        return False


@admin.register(MaintenanceWindow)
class MaintenanceWindowAdmin(admin.ModelAdmin):
    """Made by hand, before something is expected to break."""

    list_display = ["begins_at", "ends_at", "reason"]
    fields = ["begins_at", "ends_at", "reason"]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """With a line in the audit trail: it keeps alerts from being sent."""
        super().save_model(request, obj, form, change)
        audit.record(audit.Kind.SETTINGS, request, object=obj, about="maintenance window")


def panel() -> panels.Content:
    """What is broken now, on the admin's first page."""
    from django.urls import reverse

    from ops.monitor.alerts.words import SAID

    where = reverse("admin:ops_outage_changelist")
    broken = [
        panels.Row(text=SAID[one.layer].broken, url=where, note=f"since {panels.ago(one.since)}")
        for one in memory.load().incidents
    ]
    well = [panels.Row(text="No outage. See the last day", url=where)]
    return panels.Content(title="The site itself", rows=broken or well)


panels.register(panels.Panel(permission="ops.view_outage", content=panel, order=5))
