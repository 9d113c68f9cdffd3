"""Leads as files: taken out, and contacts brought in. Loaded when somebody opens a page of it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import URLPattern, path


class FilePages:
    """Adds the export and the import to the admin of the leads."""

    admin_site: Any
    opts: Any

    def get_urls(self) -> list[URLPattern]:
        """Before the admin's own, which would take their names for a lead's key."""
        protected, name = self.admin_site.admin_view, "leads_lead"
        others: list[URLPattern] = super().get_urls()  # type: ignore[misc]
        return [
            path("export/", protected(self.export_view), name=f"{name}_export"),
            path("import/", protected(self.import_view), name=f"{name}_import"),
            path("import/<int:pk>/", protected(self.run_view), name=f"{name}_import_run"),
            path("import/<int:pk>/store/", protected(self.store_view), name=f"{name}_import_store"),
            path("import/<int:pk>/drop/", protected(self.drop_view), name=f"{name}_import_drop"),
            *others,
        ]

    def export_view(self, request: HttpRequest) -> HttpResponseBase:
        """Take leads out."""
        from leads.export import pages

        return pages.export(self, request)

    def import_view(self, request: HttpRequest) -> HttpResponse:
        """Where a file of contacts is handed over."""
        from leads.contacts import pages

        return pages.ask(self, request)

    def run_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What it would do, or what it did."""
        from leads.contacts import pages

        return pages.show(self, request, pk)

    def store_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Store what the preview showed."""
        from leads.contacts import pages

        return pages.confirm(self, request, pk)

    def drop_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Forget what was read."""
        from leads.contacts import pages

        return pages.drop(self, request, pk)
