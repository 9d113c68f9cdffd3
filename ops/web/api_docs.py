"""The API in words for staff: a page drawn from the schema, with nothing loaded from elsewhere."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.http.response import Http404, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from ops.accounts import second_factor

METHODS = ("get", "post", "put", "patch", "delete")


def is_staff_or_debug(request: HttpRequest | Request) -> bool:
    """Everybody on a development machine, signed-in staff elsewhere."""
    user = getattr(request, "user", None)
    is_staff = bool(user and user.is_active and user.is_staff)
    return settings.DEBUG or (is_staff and second_factor.satisfied(request))


class StaffOrDebug(BasePermission):
    """Who may read the schema."""

    def has_permission(self, request: Request, view: Any) -> bool:
        """See ``is_staff_or_debug``."""
        return is_staff_or_debug(request)


def api_schema(request: HttpRequest) -> HttpResponseBase:
    """The API as OpenAPI 3. Its library is loaded when somebody first asks: ``described.py``."""
    from drf_spectacular.views import SpectacularAPIView

    return SpectacularAPIView.as_view()(request)


@require_safe
def api_docs(request: HttpRequest) -> HttpResponseBase:
    """Every route with its fields; a stranger is told there is no such page."""
    if not is_staff_or_debug(request):
        raise Http404
    return render(request, "api_docs.html", {"operations": _operations(schema())})


def schema() -> dict[str, Any]:
    """The whole of the API as OpenAPI 3."""
    from ops.web.schema_generator import Generator

    generator: Any = Generator
    found: dict[str, Any] = generator().get_schema(request=None, public=True)
    return found


def _operations(schema: dict[str, Any]) -> list[dict[str, Any]]:
    schemas = schema["components"]["schemas"]
    return [
        {
            "method": method.upper(),
            "path": path,
            "description": operation.get("description", ""),
            "fields": _fields(schemas, operation.get("requestBody")),
            "answers": {
                status: answer.get("description", "")
                for status, answer in operation["responses"].items()
                if status != "default"
            },
        }
        for path, item in schema["paths"].items()
        for method, operation in item.items()
        if method in METHODS
    ]


def _fields(schemas: dict[str, Any], body: dict[str, Any] | None) -> list[dict[str, Any]]:
    if not body:
        return []
    content = next(iter(body["content"].values()))["schema"]
    found = schemas.get(content.get("$ref", "").rpartition("/")[2], content)
    required = found.get("required", [])
    return [
        {"name": name, "kind": field.get("type", ""), "required": name in required,
         "description": field.get("description", "")}
        for name, field in found.get("properties", {}).items()
    ]  # fmt: skip
