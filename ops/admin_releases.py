"""Releases in the admin: what went out when, and why one did not. Only read."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from ops.recorded import Recorded
from ops.releases.rows import Release


@admin.register(Release)
class ReleaseAdmin(Recorded, admin.ModelAdmin):
    """Newest first. No form, no action and no button changes a row."""

    list_display = ["started_at", "version", "kind", "result", "step", "problem", "who"]
    list_filter = ["result", "kind"]
    search_fields = ["=version", "commit__startswith"]
    search_help_text = "A version in full, or how a commit begins."
    date_hierarchy = "started_at"
    list_per_page = 50
    show_full_result_count = False
    actions = None
    fields = [
        "version", "commit", "kind", "platform", "who", "started_at", "finished_at", "result",
        "step", "problem", "schema", "known",
    ]  # fmt: skip

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Rows come from bin/release."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A rollback looks back at them."""
        return False
