"""Admin tables of what the product records: shown in full, typed by nobody."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from ops import audit


class Recorded:
    """Every field is only read, and no row is added by hand."""

    fields: ClassVar[Any]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """All that are shown."""
        return list(self.fields)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Rows come from what happens."""
        return False


class RecordedPage(Recorded):
    """A record with a page of its own instead of a form."""

    page_template: str
    missing = "There is no such record; it may have been deleted."
    admin_site: Any
    opts: Any

    def page(self, request: HttpRequest, record: Any) -> dict[str, Any]:
        """What the template is given beside what every page of the admin has; with a ``title``."""
        raise NotImplementedError

    def record_of(self, request: HttpRequest, object_id: str) -> Any:
        """The record, for somebody who may see it; 403 or 404 otherwise."""
        if not self.has_view_permission(request):  # type: ignore[attr-defined]
            raise PermissionDenied
        record = self.get_object(request, object_id)  # type: ignore[attr-defined]
        if record is None:
            raise Http404(self.missing)
        return record

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """The page."""
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            **self.page(request, self.record_of(request, object_id)),
            **(extra_context or {}),
        }
        return TemplateResponse(request, self.page_template, context)


class RecordedInline(Recorded, admin.TabularInline):
    """The same for rows below another; they go only with it."""

    extra = 0
    can_delete = False


class NotesDeletions:
    """Deleting rows is written into the audit trail, one by one or many at once."""

    deletion_is = audit.Kind.ERASURE

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        """One."""
        audit.record(self.deletion_is, request, object=obj, about="deleted")
        super().delete_model(request, obj)  # type: ignore[misc]

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        """Many: a line each."""
        for row in queryset.only("pk"):
            audit.record(self.deletion_is, request, object=row, about="deleted")
        super().delete_queryset(request, queryset)  # type: ignore[misc]
