"""The worker: ``celery --app config worker``. Needs REDIS_URL."""

from __future__ import annotations

import os
import sys
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

from celery import Celery
from celery.signals import (
    celeryd_init,
    task_postrun,
    task_prerun,
    worker_ready,
    worker_shutting_down,
)
from django.conf import settings

from ops import stopping

app = Celery("slipway")
# Also for threads other than the one that imports this: tasks are sent from one.
app.set_default()
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@celeryd_init.connect  # type: ignore[untyped-decorator]
def refuse_a_bad_environment(**kwargs: Any) -> None:
    """Say everything that is wrong and end, before any work is taken."""
    refusal = settings.ENVIRONMENT.refusal_text()
    if not refusal and not settings.REDIS_URL:
        refusal = "A worker needs REDIS_URL. Without Redis the web process sends the emails."
    if refusal:
        sys.stderr.write(f"{refusal}\n")
        os._exit(2)


@worker_ready.connect  # type: ignore[untyped-decorator]
def say_that_we_are_here(**kwargs: Any) -> None:
    """Beat from now on, so that web processes leave the emails to us."""
    from ops.apps import say_that_it_starts
    from ops.outbox import worker

    say_that_it_starts("worker")
    worker.beat_for_ever()


@task_prerun.connect  # type: ignore[untyped-decorator]
def a_task_begins(**kwargs: Any) -> None:
    """In a process of the pool: told to end, it ends after what it has in hand."""
    stopping.child.begins()


@task_postrun.connect  # type: ignore[untyped-decorator]
def a_task_has_ended(**kwargs: Any) -> None:
    """Its counterpart."""
    stopping.child.ends()


@worker_shutting_down.connect  # type: ignore[untyped-decorator]
def tell_the_pool(**kwargs: Any) -> None:
    """Told to end: so are those who are in the middle of a long task."""
    from ops.outbox import worker

    worker.stop_beating()
    stopping.tell_children()
