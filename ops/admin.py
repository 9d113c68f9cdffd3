"""The launch check in the admin, and the pages of the modules beside this one."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.urls import URLPattern, path

from ops import (
    admin_audit,  # noqa: F401 - registers its page
    admin_email,  # noqa: F401 - registers its pages
    admin_figures,  # noqa: F401 - registers its page
    admin_handover,  # noqa: F401 - registers its pages
    admin_letters,  # noqa: F401 - registers its pages
    admin_monitor,  # noqa: F401 - registers its pages
    admin_privacy,  # noqa: F401 - registers its pages
    admin_releases,  # noqa: F401 - registers its page
    admin_smoke,  # noqa: F401 - registers its page
    admin_team,  # noqa: F401 - registers its page
    admin_webhooks,  # noqa: F401 - registers its pages
    audit,
    panels,
)
from ops.launch import admin_pages
from ops.launch.report.wording import moment
from ops.models import LaunchRun
from ops.recorded import RecordedPage


@admin.register(LaunchRun)
class LaunchRunAdmin(RecordedPage, admin.ModelAdmin):
    """The launch check: its button, its reports and their history."""

    page_template = "admin/launch/run.html"
    list_display = ["when", "said", "found", "target", "started_by"]
    list_per_page = 50
    change_list_template = "admin/launch/runs.html"
    fields = ["target", "started_at", "state", "verdict", "started_by"]

    @admin.display(description="run", ordering="started_at")
    def when(self, run: LaunchRun) -> str:
        """The moment in full: deployments run on UTC."""
        return moment(run.started_at)

    @admin.display(description="verdict")
    def said(self, run: LaunchRun) -> str:
        """In words."""
        return admin_pages.said(run)

    @admin.display(description="found")
    def found(self, run: LaunchRun) -> str:
        """Counted by rank."""
        return admin_pages.found(run)

    def get_queryset(self, request: HttpRequest) -> QuerySet[LaunchRun]:
        """Without the reports, which a list does not show."""
        return super().get_queryset(request).defer("report")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Who may start a run may see what came of it."""
        return super().has_view_permission(request, obj) or admin_pages.may_begin(request)

    def get_urls(self) -> list[URLPattern]:
        """The button and the files before the admin's own."""
        protected = self.admin_site.admin_view
        return [
            path("run/", protected(self.begin), name="ops_launchrun_begin"),
            path(
                "<int:pk>/report/<str:format>/",
                protected(self.download),
                name="ops_launchrun_download",
            ),
            *super().get_urls(),
        ]

    def begin(self, request: HttpRequest) -> HttpResponse:
        """Start a run, or show the one that goes on."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not admin_pages.may_begin(request):
            raise PermissionDenied
        run, thread = admin_pages.begin(request.user.get_username())
        if thread is None:
            messages.info(request, "A launch check is running already. This is its page.")
        return redirect("admin:ops_launchrun_change", run.pk)

    def download(self, request: HttpRequest, pk: int, format: str) -> HttpResponse:
        """One report as a file."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        response = admin_pages.download(pk, format)
        audit.record(audit.Kind.EXPORT, request, object=LaunchRun(pk=pk), about=f"as {format}")
        return response

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The history, under the button."""
        more = {"may_begin": admin_pages.may_begin(request), "title": "Launch check"}
        return super().changelist_view(request, more | (extra_context or {}))

    def page(self, request: HttpRequest, record: LaunchRun) -> dict[str, Any]:
        """The report."""
        return {
            **admin_pages.page(record),
            "title": "Launch check",
            "may_begin": admin_pages.may_begin(request),
        }


panels.register(
    panels.Panel(
        permission="ops.view_launchrun",
        content=admin_pages.panel,
        order=10,
        asks=(admin_pages.last,),
    )
)
