"""A web process knows where the worker's queue is, in every one of its threads."""

from __future__ import annotations

import pytest

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
