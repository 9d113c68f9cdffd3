"""A web process knows where the worker's queue is, in every one of its threads."""

from __future__ import annotations

import re
from importlib import metadata

import pytest

from tests.live_site import ROOT
from tests.own_process import printed

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
    said = printed(SAY.format(module=module), DEBUG="true", REDIS_URL="redis://127.0.0.1:1/7")
    assert said.split() == ["slipway", "redis://127.0.0.1:1/7"]


def test_a_web_process_that_is_the_worker_carries_no_celery() -> None:
    said = printed(
        "import config.asgi, sys; print('celery' in sys.modules)",
        DEBUG="true", REDIS_URL="redis://127.0.0.1:1/7", EMBEDDED_WORKER="true",
    )  # fmt: skip
    assert said == "False"


def test_what_the_worker_needs_for_redis_is_pinned() -> None:
    """kombu asks for it as an extra only, and what develops brings it by chance."""
    needed = {
        re.split(r"[^\w-]", line, maxsplit=1)[0].lower()
        for line in metadata.requires("kombu") or []
        if 'extra == "redis"' in line
    }
    assert "redis" in needed
    pinned = set(re.findall(r"^([\w-]+)==", (ROOT / "requirements.txt").read_text(), re.M))
    assert needed <= pinned
