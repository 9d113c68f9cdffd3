"""The admin: sign-in that cannot be hammered, and a first page that says what needs doing."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.contrib import admin
from django.contrib.admin.apps import AdminConfig as DjangoAdminConfig
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.cache import add_never_cache_headers

from ops import panels
from ops.web import limits
from ops.web.problems import Problem, problem_response


class OpsAdminSite(admin.AdminSite):
    """Django's admin site with limits on sign-in and the panels of every room."""

    site_header = "Slipway"
    site_title = "Slipway"
    index_title = "Who should I call today?"
    index_template = "admin/today.html"

    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """As Django's, slowed by address and by account."""
        if request.method == "POST":
            account = request.POST.get("username", "").strip().casefold()[:150]
            try:
                limits.check(request, "login", account=account)
            except Problem as problem:
                return problem_response(request, problem)
        response = super().login(request, extra_context)
        add_never_cache_headers(response)
        return response

    def index(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        """The panels that rooms have registered, then the tables."""
        shown = [panel for panel in panels.all_panels() if panel.visible_to(request.user)]
        context = {
            "panels": [panel.content_for(request.user) for panel in shown],
            **(extra_context or {}),
        }
        return super().index(request, context)

    def get_app_list(
        self, request: HttpRequest, app_label: str | None = None
    ) -> list[dict[str, Any]]:
        """The rooms in the order of their use: the highest first, accounts last."""
        order = {config.label: place for place, config in enumerate(apps.get_app_configs())}
        found: list[dict[str, Any]] = super().get_app_list(request, app_label)
        return sorted(found, key=lambda app: -order[app["app_label"]])


class AdminConfig(DjangoAdminConfig):
    """Makes the site above the default one."""

    default_site = "ops.admin_site.OpsAdminSite"
