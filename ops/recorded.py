"""Admin tables of what the product records: shown in full, typed by nobody."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest


class Recorded:
    """Every field is only read, and no row is added by hand."""

    fields: ClassVar[Any]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """All that are shown."""
        return list(self.fields)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Rows come from what happens."""
        return False


class RecordedInline(Recorded, admin.TabularInline):
    """The same for rows below another; they go only with it."""

    extra = 0
    can_delete = False
