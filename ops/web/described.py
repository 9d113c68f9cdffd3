"""What the API's schema says of a view, kept as plain data until somebody asks for the schema.

drf-spectacular loads a test client and all of ``unittest``, some 7 MB of memory, as soon as one
view names it. A web process that nobody asks for a schema does without.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.urls import get_resolver
from rest_framework.schemas.inspectors import ViewInspector

View = TypeVar("View", bound=Callable[..., Any])

_waiting: list[tuple[Any, dict[str, Any]]] = []


class NotAskedYet(ViewInspector):
    """Stands for drf-spectacular's reader of views until ``prepare``."""


def described(*, responses: dict[int, Any], request: Any = None) -> Callable[[View], View]:
    """Say what an ``api_view`` takes and answers.

    ``responses``: by status, a serializer class, or words where there is no body.
    """

    def mark(view: View) -> View:
        _waiting.append((view, {"request": request, "responses": responses}))
        return view

    return mark


def prepare() -> None:
    """Load drf-spectacular and hand over what the views have said since the last time."""
    from drf_spectacular.openapi import AutoSchema
    from drf_spectacular.utils import OpenApiResponse, extend_schema
    from rest_framework.settings import api_settings

    _ = get_resolver().url_patterns  # Views speak when they are imported.
    setattr(api_settings, "DEFAULT_SCHEMA_CLASS", AutoSchema)  # noqa: B010 - kept as a class, once read
    while _waiting:
        view, words = _waiting.pop()
        answers = {
            status: OpenApiResponse(description=answer) if isinstance(answer, str) else answer
            for status, answer in words["responses"].items()
        }
        view.cls.schema = AutoSchema()
        extend_schema(request=words["request"], responses=answers)(view)
