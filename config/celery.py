"""The worker: ``celery --app config worker``. Needs REDIS_URL."""

from __future__ import annotations

import os
import sys
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

from celery import Celery
from celery.signals import celeryd_init, worker_ready
from django.conf import settings

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
