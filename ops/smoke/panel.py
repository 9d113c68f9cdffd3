"""The line on the admin's first page while the last smoke test says that something is broken."""

from __future__ import annotations

from django.db.models import QuerySet
from django.urls import reverse

from ops.panels import Content, Row, ago, only_answer
from ops.smoke.rows import SmokeRun

#: Rows of the panel.
MOST = 6


def ended() -> QuerySet[SmokeRun]:
    """The newest run that came to a verdict, by itself or by hand."""
    verdicts = (SmokeRun.State.WORKS, SmokeRun.State.FAILS)
    return SmokeRun.objects.filter(state__in=verdicts).order_by("-started_at", "-pk")[:1]


def last_ended() -> SmokeRun | None:
    """The same, where there is one."""
    run: SmokeRun | None = only_answer(ended)
    return run


def content() -> Content:
    """What failed in it; nothing once a later one works."""
    run = last_ended()
    rows: list[Row] = []
    if run is not None and run.state == SmokeRun.State.FAILS:
        url = reverse("admin:ops_smokerun_change", args=[run.pk])
        rows = [
            Row(text=f"{step['title']}: no", url=url, note=f"{ago(run.started_at)}. What to do")
            for step in run.failed[:MOST]
        ]
    version = f" {run.version}" if run else ""
    return Content(title=f"Release{version} does not work as it should", rows=rows)
