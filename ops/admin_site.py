"""The admin: sign-in that cannot be hammered, and a first page that says what needs doing."""

from __future__ import annotations

from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.contrib.admin.apps import AdminConfig as DjangoAdminConfig
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers

from ops import panels, ways, zone
from ops.accounts import after, second_factor, step_up
from ops.web.problems import Problem, problem_response

NOT_STAFF = Problem(
    403,
    "Not for this account",
    "You are signed in, but with an account that does not run this site. Sign out under "
    "/accounts/, and sign in with the one that does.",
)


class OpsAdminSite(admin.AdminSite):
    """Django's admin site behind our own sign-in, with the panels of every room."""

    site_header = "Slipway"
    site_title = "Slipway"
    index_title = "Who should I call today?"
    index_template = "admin/today.html"

    def has_permission(self, request: HttpRequest) -> bool:
        """As Django's; in production only with a second factor."""
        return super().has_permission(request) and second_factor.satisfied(request)

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """As Django's, in the founder's time zone; the pages that could do most harm want a fresh
        sign-in.
        """
        inner = super().admin_view(view, cacheable)

        @wraps(inner)
        def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            if not self.has_permission(request):
                return inner(request, *args, **kwargs)
            if step_up.wanted(request):
                return step_up.ask(request)
            with panels.one_page(), timezone.override(zone.founders()):
                answer = inner(request, *args, **kwargs)
                return answer.render() if isinstance(answer, TemplateResponse) else answer

        return asked

    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """There is one page to sign in, and it is not here: go there and come back."""
        home = reverse("admin:index", current_app=self.name)
        wanted = request.GET.get("next", "")
        query = urlencode({"next": wanted if after.is_safe(wanted) else home})
        response: HttpResponse
        if self.has_permission(request):
            response = HttpResponseRedirect(wanted if after.is_safe(wanted) else home)
        elif not request.user.is_authenticated:
            response = HttpResponseRedirect(f"{settings.LOGIN_URL}?{query}")
        elif super().has_permission(request):
            there_is_one = second_factor.has_one(request.user)
            prove = reverse("mfa_reauthenticate") if there_is_one else settings.SECOND_FACTOR_URL
            response = HttpResponseRedirect(f"{prove}?{query}")
        else:
            response = problem_response(request, NOT_STAFF)
        add_never_cache_headers(response)
        return response

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        """As Django's, with the ways that stand above every page."""
        context: dict[str, Any] = super().each_context(request)
        context["ways"] = ways.for_request(request, self.name) if context["has_permission"] else []
        return context

    def index(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        """The panels that rooms have registered, then the tables."""
        shown = [panel for panel in panels.all_panels() if panel.visible_to(request.user)]
        panels.ask(question for panel in shown for question in panel.asks)
        contents = [(panel, panel.content_for(request.user)) for panel in shown]
        found = [content for panel, content in contents if content.rows or not panel.only_with_rows]
        return super().index(request, {"panels": found, **(extra_context or {})})

    def get_app_list(
        self, request: HttpRequest, app_label: str | None = None
    ) -> list[dict[str, Any]]:
        """The rooms in the order of their use: the highest first, accounts last."""
        order = {config.label: place for place, config in enumerate(apps.get_app_configs())}
        found: list[dict[str, Any]] = super().get_app_list(request, app_label)
        return sorted(found, key=lambda app: -order[app["app_label"]])


ways.register(ways.Way(label="Today", page="admin:index", order=0))


class AdminConfig(DjangoAdminConfig):
    """Makes the site above the default one."""

    default_site = "ops.admin_site.OpsAdminSite"
