"""Counts of several real processes in one database, one of which is killed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

#: Counts 300 requests, writes, counts 7 more that nobody writes, and waits to be killed.
WORK = """
import sys, time, django
django.setup()
from django.db import connection
from ops.monitor import counting, rates
from ops.monitor.rates import RateMinute
if sys.argv[1] == "make":
    with connection.schema_editor() as editor:
        editor.create_model(RateMinute)
elif sys.argv[1] == "read":
    import json
    (rate,) = rates.window(5)
    print(json.dumps([rate.count, rate.failed, rate.slow, rate.p50, rate.p99]))
    print(RateMinute.objects.values("process").distinct().count())
else:
    for turn in range(3):
        for number in range(100):
            counting.add("GET /", 20.0 if number else 900.0, failed=number == 1)
        rates.flush()
    for _ in range(7):
        counting.add("GET /", 20.0)
    print("written", flush=True)
    time.sleep(60)
"""


def environment(folder: Path) -> dict[str, str]:
    """A database of the test's own, and a Redis that never answers: it is not asked."""
    return {
        **{key: value for key, value in os.environ.items() if key in ("PATH", "HOME", "LANG")},
        "DJANGO_SETTINGS_MODULE": "config.settings", "DEBUG": "true", "ENV_FILE": "",
        "DATABASE_URL": f"sqlite:///{folder}/rates.sqlite3",
        "REDIS_URL": "redis://127.0.0.1:1/0",
    }  # fmt: skip


def run(folder: Path, what: str) -> subprocess.Popen[str]:
    """One process."""
    return subprocess.Popen(
        [sys.executable, "-c", WORK, what], cwd=settings.BASE_DIR, env=environment(folder),
        stdout=subprocess.PIPE, text=True,
    )  # fmt: skip


def test_processes_add_up_and_a_killed_one_loses_what_it_had_not_written(tmp_path: Path) -> None:
    assert run(tmp_path, "make").wait(60) == 0
    working = [run(tmp_path, "work") for _ in range(2)]
    for process in working:
        assert process.stdout and process.stdout.readline() == "written\n"
    for process in working:
        process.send_signal(signal.SIGKILL)
        process.communicate()
    told, processes = run(tmp_path, "read").communicate(timeout=60)[0].splitlines()
    count, failed, slow, p50, p99 = json.loads(told)
    assert (count, failed, slow) == (600, 6, 6)
    assert processes == "2"
    assert p50 == pytest.approx(20, rel=0.2)
    assert p99 == pytest.approx(20, rel=0.2), "six of six hundred are the slowest hundredth"
