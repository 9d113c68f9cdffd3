"""Importing knowledge in the admin: hand over a file or an address, look, say yes."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path


class ImportPages:
    """Adds the pages of an import to the admin of the knowledge."""

    change_list_template: Any = "admin/chatbot/import_list.html"
    admin_site: Any
    opts: Any

    def get_urls(self) -> list[URLPattern]:
        """The import before the admin's own, which would take its name for an entry's key."""
        protected = self.admin_site.admin_view
        name = "chatbot_knowledgeentry_import"
        others: list[URLPattern] = super().get_urls()  # type: ignore[misc]
        return [
            path("import/", protected(self.import_form), name=name),
            path("import/<int:pk>/", protected(self.import_page), name=f"{name}_run"),
            path("import/<int:pk>/store/", protected(self.import_store), name=f"{name}_store"),
            path("import/<int:pk>/drop/", protected(self.import_drop), name=f"{name}_drop"),
            *others,
        ]

    def import_form(self, request: HttpRequest) -> HttpResponse:
        """Where a file or an address is handed over."""
        from chatbot import import_pages

        return import_pages.ask(self, request)

    def import_page(self, request: HttpRequest, pk: int) -> HttpResponse:
        """How far it is; then what it would do; then what it did."""
        from chatbot import import_pages

        return import_pages.show(self, request, pk)

    def import_store(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Store what the preview showed."""
        from chatbot import import_pages

        return import_pages.store(self, request, pk)

    def import_drop(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Forget what was read."""
        from chatbot import import_pages

        return import_pages.drop(self, request, pk)
