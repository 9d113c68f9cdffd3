"""Chores are done by a web process alone, and by a real worker when there is nobody else."""

from __future__ import annotations

import os
import signal
import time

import psutil
import pytest

from tests.live_site import LiveSite
from tests.real.test_killed_processes import rows, site

__all__ = ["site"]
pytestmark = [pytest.mark.services, pytest.mark.xdist_group("processes")]
DONE = "select name from ops_chorerun where ended_at >= began_at and name = 'sign of life'"


def wait_for_a_sign(site: LiveSite) -> None:
    """Somebody did the chores."""
    until = time.monotonic() + 40
    while not rows(site, DONE):
        assert time.monotonic() < until, site.log.read_text()[-3000:]
        time.sleep(0.3)


def test_by_the_web_process_and_then_by_the_worker_that_is_left(site: LiveSite) -> None:
    wait_for_a_sign(site)
    web = site.processes[0]
    children = psutil.Process(web.pid).children()
    web.send_signal(signal.SIGTERM)
    psutil.wait_procs([psutil.Process(web.pid), *children], 30)
    rows(site, "delete from ops_chorerun returning name")
    worker = site.spawn("celery", "--app", "config", "worker", "-l", "WARNING")
    wait_for_a_sign(site)
    os.killpg(worker.pid, signal.SIGTERM)
