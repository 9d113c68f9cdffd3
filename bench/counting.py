"""What counting errors and times adds to a request: ``python -m bench.counting [--calls N]``.

The access log's ``count`` is called for a real request and response as each request calls it: two
subjects, all requests together and the route. Then the same from four threads at once, and how long
a flush takes that writes what two hundred subjects came to. Microseconds of the processor, which
other work on the machine stretches less than those of the wall; middle of seven runs. The bar is 20
for one request. ``--json`` prints the figures.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from typing import Any

#: Microseconds one request may pay.
BAR = 20.0
RUNS = 7


def main() -> None:
    """Measure, print, and exit 1 above the bar."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--calls", type=int, default=20_000)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "config.settings", "ENV_FILE": "", "DEBUG": "true",
            "DATABASE_URL": f"sqlite:///{folder}/db.sqlite3", "REDIS_URL": "",
        }  # fmt: skip
        import django

        django.setup()
        found = measured(options.calls)
    if options.json:
        print(json.dumps(found))
    else:
        for what, figure in found.items():
            print(f"{what:56} {figure:8.2f}")
    if found["one request, microseconds"] > BAR:
        sys.exit(f"above the bar of {BAR:.0f} microseconds")


def measured(calls: int) -> dict[str, float]:
    """The figures by what they are."""
    from django.core.management import call_command

    from ops.monitor import counting, rates

    call_command("migrate", verbosity=0)
    one = _one_request()
    counting.counter.take()
    alone = _middle(lambda: _each(one, calls))
    bare = _middle(lambda: _each(_nothing, calls))
    together = _middle(lambda: _in_threads(one, calls))
    counting.counter.take()
    for number in range(counting.MOST):
        counting.add(f"GET /page/{number}/", 12.5)
    began = time.process_time()
    rates.flush()
    return {
        "one request, microseconds": round(alone - bare, 2),
        "one request of four threads at once, microseconds": round(together, 2),
        "a flush of 200 subjects, every ten seconds, ms": round(
            (time.process_time() - began) * 1000, 2
        ),
    }


def _one_request() -> Callable[[], None]:
    """As the middleware counts a visitor's message."""
    from django.test import RequestFactory
    from django.urls import resolve

    from ops.logs import access

    path = "/api/v1/conversations/"
    request: Any = RequestFactory(headers={"User-Agent": "Mozilla/5.0"}).post(path)
    request.resolver_match = resolve(path)
    began = time.perf_counter()
    return lambda: access.count(request, began, 200)


def _nothing() -> None:
    """What calling costs by itself."""


def _each(call: Callable[[], None], calls: int) -> float:
    began = time.thread_time()
    for _ in range(calls):
        call()
    return (time.thread_time() - began) / calls * 1e6


def _in_threads(call: Callable[[], None], calls: int) -> float:
    threads = [threading.Thread(target=_each, args=(call, calls // 4)) for _ in range(4)]
    began = time.process_time()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return (time.process_time() - began) / calls * 1e6


def _middle(measure: Callable[[], float]) -> float:
    return statistics.median(measure() for _ in range(RUNS))


if __name__ == "__main__":
    main()
