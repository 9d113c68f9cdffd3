"""A web process knows where the worker's queue is, in every one of its threads."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from django.conf import settings

SAY = """
import threading
import config.{module}
from ops.tasks import deliver_outbox
def say():
    print(deliver_outbox.app.main, deliver_outbox.app.conf.broker_url)
thread = threading.Thread(target=say)
thread.start()
thread.join()
"""


@pytest.mark.parametrize("module", ["asgi", "wsgi"])
def test_tasks_go_to_the_queue_of_redis_url(module: str) -> None:
    env = {
        "PATH": os.environ["PATH"],
        "ENV_FILE": "",
        "DEBUG": "true",
        "REDIS_URL": "redis://127.0.0.1:1/7",
    }
    command = [sys.executable, "-c", SAY.format(module=module)]
    done = subprocess.run(
        command, cwd=settings.BASE_DIR, env=env, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["slipway", "redis://127.0.0.1:1/7"]
