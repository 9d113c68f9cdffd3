"""``/healthz``: this process lives. ``/readyz``: what it needs works."""

from __future__ import annotations

import asyncio
import time
from asyncio import AbstractEventLoop, Future
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from ops.database import give_back
from ops.readiness import ESSENTIAL, Probe, ProbeResult, probes
from ops.web.test_traffic import is_ops

#: Seconds after which a probe counts as failed.
PATIENCE = 2.0
#: Seconds for which an answer is kept, so that a busy prober costs nothing.
KEPT = 3.0


@require_safe
@cache_control(no_store=True)
async def healthz(request: HttpRequest) -> HttpResponse:
    """No I/O, no limit, any host: platforms probe by address and restart what does not answer."""
    response = JsonResponse({"status": "ok", "version": settings.VERSION})
    response["Content-Length"] = str(len(response.content))
    return response


class Readiness:
    """The last answer of this process; one refresh at a time."""

    def __init__(self) -> None:
        self._loop: AbstractEventLoop | None = None
        self._lock = asyncio.Lock()
        self._until = 0.0
        self._checks: dict[str, dict[str, Any]] = {}
        self._running: dict[str, Future[ProbeResult]] = {}

    async def checks(self) -> dict[str, dict[str, Any]]:
        """``{name: {status, ms, detail}}``, at most ``KEPT`` seconds old."""
        loop = asyncio.get_running_loop()
        if loop is not self._loop:
            # A server has one loop; a test client makes one for each request.
            self._loop, self._lock, self._running = loop, asyncio.Lock(), {}
        async with self._lock:
            if time.monotonic() >= self._until:
                found = probes()
                told = await asyncio.gather(*(self._one(*item) for item in found.items()))
                self._checks = dict(zip(found, told, strict=True))
                self._until = time.monotonic() + KEPT
            return self._checks

    def forget(self) -> None:
        """Ask afresh the next time."""
        self._until = 0.0

    async def _one(self, name: str, probe: Probe) -> dict[str, Any]:
        began = time.monotonic()
        try:
            result = await asyncio.wait_for(asyncio.shield(self._job(name, probe)), PATIENCE)
        except TimeoutError:
            result = ProbeResult("failed", f"slow: no answer within {PATIENCE:.0f} s")
        except Exception as error:
            # A probe that raises has found what it looks for; the kind of error says enough.
            result = ProbeResult("failed", type(error).__name__)
        status = result.status
        if status == "failed" and name not in ESSENTIAL:
            status = "degraded"
        spent = round((time.monotonic() - began) * 1000)
        return {"status": status, "ms": spent, "detail": result.detail}

    def _job(self, name: str, probe: Probe) -> Future[ProbeResult]:
        """The probe at work; one that hangs is waited for again and not started twice."""
        job = self._running.get(name)
        if job is None or job.done():
            job = asyncio.get_running_loop().run_in_executor(_threads(), _closing(probe))
            job.add_done_callback(_seen)
            self._running[name] = job
        return job


def _seen(job: Future[ProbeResult]) -> None:
    """Take note of a late failure, about which nobody else will ask."""
    if not job.cancelled():
        job.exception()


def _closing(probe: Probe) -> Callable[[], ProbeResult]:
    def run() -> ProbeResult:
        try:
            return probe()
        finally:
            give_back()

    return run


@cache
def _threads() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(max_workers=16, thread_name_prefix="readiness")


readiness = Readiness()


@require_safe
@cache_control(no_store=True)
async def readyz(request: HttpRequest) -> HttpResponse:
    """503 only for database, unapplied migrations or a configured cache; details for ops only."""
    checks = await readiness.checks()
    failed = any(checks.get(name, {}).get("status") == "failed" for name in ESSENTIAL)
    fine = all(check["status"] in ("ok", "skipped") for check in checks.values())
    with_details = is_ops(request)
    shown = {
        name: check if with_details else {"status": check["status"], "ms": check["ms"]}
        for name, check in checks.items()
    }
    overall = "failed" if failed else "ok" if fine else "degraded"
    response = JsonResponse({"status": overall, "checks": shown}, status=503 if failed else 200)
    # Django's own line for a 5xx would come every few seconds.
    response._has_been_logged = True  # type: ignore[attr-defined]
    if failed:
        response["Retry-After"] = "10"
    return response
