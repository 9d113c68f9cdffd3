"""The processes of a Celery worker: Celery's own, which also hear SIGTERM at any moment.

Celery offers no signal late enough: after ``worker_process_init`` its pool still sets handlers of
its own (``billiard.pool.Worker.after_fork``). Named by ``CELERY_WORKER_POOL``.
"""

from __future__ import annotations

from billiard.pool import Pool, Worker
from celery.concurrency import asynpool, prefork

from ops import stopping


class _Process(Worker):  # type: ignore[misc]
    def on_loop_start(self, pid: int) -> None:
        stopping.child.listens()
        super().on_loop_start(pid)


class _AsyncProcess(asynpool.Worker):  # type: ignore[misc]
    def on_loop_start(self, pid: int) -> None:
        # Before it says that it takes work.
        stopping.child.listens()
        super().on_loop_start(pid)


class _Pool(Pool):  # type: ignore[misc]
    Worker = _Process


class _AsyncPool(asynpool.AsynPool):  # type: ignore[misc]
    Worker = _AsyncProcess


class TaskPool(prefork.TaskPool):  # type: ignore[misc]
    """Processes forked before there is work, as by default."""

    Pool = _AsyncPool
    BlockingPool = _Pool
