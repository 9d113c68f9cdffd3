"""The launch check in the admin: started by a button, run in this process, shown when it is done.

The run is a thread of the web process: it needs nothing but this process, so it works on a plan
without a worker. Its row in the database tells every other process that it runs.
"""

from __future__ import annotations

import logging
import re
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from ops.database import give_back
from ops.launch import history, registry
from ops.launch.acceptance import FILE, BadAcceptances, apply, read
from ops.launch.findings import Report
from ops.launch.report import FORMATS, Options, wording
from ops.launch.report.as_html import body
from ops.launch.runs import LaunchRun
from ops.panels import Content, Row, only_answer

logger = logging.getLogger(__name__)

PERMISSION = "ops.add_launchrun"
#: Seconds between two looks of the page at a run that goes on.
LOOK_EVERY = 3
#: Seconds between two lines of progress that are written down.
SAY_EVERY = 1.0
#: How many former runs a page lists.
FORMER = 12
#: What can be taken away: the name of the format, its ending and its media type.
DOWNLOADS = {
    "html": ("html", "text/html; charset=utf-8"),
    "markdown": ("md", "text/markdown; charset=utf-8"),
    "json": ("json", "application/json"),
}

Work = Callable[[Callable[[str], None]], Report]


def run_here(progress: Callable[[str], None]) -> Report:
    """Check this deployment; loaded when it is asked for, since it brings the whole network."""
    from ops.launch import deployment

    return with_acceptances(deployment.run_here(progress), settings.BASE_DIR / FILE)


def with_acceptances(report: Report, path: Path) -> Report:
    """Without what ``launch.toml`` accepts; a file that cannot be used is a note."""
    try:
        accepted = read(path, [check.id for check in registry.all_checks()])
    except BadAcceptances as error:
        return replace(report, notes=(*report.notes, f"Nothing was accepted. {error}"))
    return apply(report, accepted, timezone.localdate())


def begin(started_by: str, work: Work | None = None) -> tuple[LaunchRun, threading.Thread | None]:
    """Start a run in the background; without a thread, it is the run that goes on already."""
    run = LaunchRun.objects.begin(settings.SITE_URL, started_by)
    if run is None:
        # The other one may have ended just now; then its page is what is wanted all the same.
        return LaunchRun.objects.order_by("-pk")[0], None
    thread = threading.Thread(
        target=_background, args=(run, work or run_here), name="launch-check", daemon=True
    )
    thread.start()
    return run, thread


def _background(run: LaunchRun, work: Work) -> None:
    try:
        run.finish(history.with_changes(work(_sparingly(run.say))))
    except Exception as error:
        # The outermost edge of the thread: the row has to say that nothing more will come.
        logger.exception("the launch check broke")
        _give_up(run, error)
    finally:
        give_back()


def _give_up(run: LaunchRun, error: Exception) -> None:
    try:
        run.fail(f"It broke ({type(error).__name__}). The server's log says more.")
    except Exception:
        logger.exception("the launch check could not be marked as failed")


def _sparingly(say: Callable[[str], None]) -> Callable[[str], None]:
    """A progress function that writes at most once a second, and never fails a run."""
    last = [0.0]

    def progress(text: str) -> None:
        if time.monotonic() - last[0] < SAY_EVERY:
            return
        last[0] = time.monotonic()
        try:
            say(text)
        except Exception:
            logger.warning("the progress of the launch check was not written", exc_info=True)

    return progress


def page(run: LaunchRun) -> dict[str, Any]:
    """What a run's page shows."""
    try:
        shown = body(history.from_json(run.report)) if run.state == LaunchRun.State.DONE else None
    except ValueError:
        shown = None
    former = LaunchRun.objects.exclude(pk=run.pk).defer("report")
    return {
        "run": run,
        "report": shown,
        "look_every": LOOK_EVERY,
        "problem": problem(run) if shown is None else "",
        "downloads": [
            (name, reverse("admin:ops_launchrun_download", args=[run.pk, name]))
            for name in DOWNLOADS
        ],
        "former": [
            {"run": one, "said": said(one), "found": found(one)}
            for one in former.filter(target=run.target)[:FORMER]
        ],
    }


def problem(run: LaunchRun) -> str:
    """Why there is no report; empty while there may still be one."""
    if run.is_running:
        return ""
    if run.state == LaunchRun.State.DONE:
        return "Its report was written by another version and cannot be shown."
    return run.problem or "It was stopped before it had finished."


def said(run: LaunchRun) -> str:
    """The outcome in a few words."""
    if run.is_running:
        return "Running"
    if run.state != LaunchRun.State.DONE:
        return "Did not finish"
    if run.verdict == "ready" and (run.summary.get("trust") or run.summary.get("cleanup")):
        return "Ready, with something left to do"
    words = {"ready": "Ready", "not_ready": "Not ready", "incomplete": "No verdict yet"}
    return words.get(run.verdict, run.verdict)


def found(run: LaunchRun) -> str:
    """``2 launch blockers and 1 trust issue``."""
    return wording.counted({rank: int(run.summary.get(rank.value) or 0) for rank in wording.RANKS})


def download(pk: int, format: str) -> HttpResponse:
    """A report to take away and forward."""
    run = get_object_or_404(LaunchRun, pk=pk, state=LaunchRun.State.DONE)
    if format not in DOWNLOADS:
        raise Http404
    ending, media_type = DOWNLOADS[format]
    try:
        text = FORMATS[format](history.from_json(run.report), Options())
    except ValueError as error:
        raise Http404 from error
    host = re.sub(r"[^a-z0-9.-]+", "-", run.target.casefold().partition("://")[2]).strip("-.")
    name = f"launch-check-{host[:80]}-{run.started_at:%Y-%m-%d-%H%M}.{ending}"
    response = HttpResponse(text, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def may_begin(request: HttpRequest) -> bool:
    """Whether this person may start a run."""
    return bool(request.user.has_perm(PERMISSION))


def last() -> QuerySet[LaunchRun]:
    """The last run of this site."""
    addresses = [settings.SITE_URL, f"{settings.SITE_URL}/"]
    return LaunchRun.objects.filter(target__in=addresses).defer("report")[:1]


def panel() -> Content:
    """On the admin's first page: what the last run of this site said."""
    run = only_answer(last)
    if run is None:
        every = reverse("admin:ops_launchrun_changelist")
        rows = [Row(text="Run it before you send traffic", url=every)]
    else:
        url = reverse("admin:ops_launchrun_change", args=[run.pk])
        note = " · ".join(part for part in (found(run), wording.moment(run.started_at)) if part)
        rows = [Row(text=said(run), url=url, note=note)]
    return Content(title="Launch check", rows=rows)
