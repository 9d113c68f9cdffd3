"""Smoke tests in the admin: what was tried, what became of it, and what to change."""

from __future__ import annotations

from django.contrib import admin
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from ops import panels
from ops.models import SmokeRun
from ops.recorded import Recorded
from ops.smoke import panel

WORDS = {"pass": "works", "fail": "does not work", "skipped": "left out"}


@admin.register(SmokeRun)
class SmokeRunAdmin(Recorded, admin.ModelAdmin):
    """Read only: rows come from ``smoke_test``, and by themselves after each release."""

    list_display = ["started_at", "version", "state", "by", "broken"]
    list_filter = ["state"]
    fields = ["version", "state", "by", "started_at", "finished_at", "seen"]
    actions = None

    @admin.display(description="began")
    def by(self, run: SmokeRun) -> str:
        """By itself or by somebody."""
        return "after the release" if run.after_release else "by hand"

    @admin.display(description="does not work")
    def broken(self, run: SmokeRun) -> str:
        """The titles, for the list."""
        return ", ".join(str(step.get("title")) for step in run.failed)

    @admin.display(description="what was seen")
    def seen(self, run: SmokeRun) -> SafeString:
        """Every step with its words."""
        lines = (
            (
                step.get("title", ""),
                WORDS.get(step.get("status", ""), "could not be tried"),
                f": {step['detail']}" if step.get("detail") else "",
                format_html("<br>{}", step["fix"]) if step.get("fix") else "",
            )
            for step in run.steps
        )
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{}: {}{}{}</li>", lines))


panels.register(
    panels.Panel(
        permission="ops.view_smokerun",
        content=panel.content,
        order=-10,
        only_with_rows=True,
        asks=(panel.ended,),
    )
)
