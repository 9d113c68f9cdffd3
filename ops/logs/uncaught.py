"""Failures that nobody caught, told like all others: without what they quote.

Python writes them to stderr itself, with the whole text of the exception, which may be a row of
the database or what a visitor wrote. Warnings go the same way.
"""

from __future__ import annotations

import logging
import sys
import threading
from types import TracebackType
from typing import Any

logger = logging.getLogger("ops.uncaught")


def install() -> None:
    """Tell uncaught failures of the process, of its threads and of finalizers in log lines."""
    logging.captureWarnings(True)
    # A line whose words and values do not fit together would be printed raw.
    logging.raiseExceptions = False
    sys.excepthook = _of_the_process
    threading.excepthook = _of_a_thread
    sys.unraisablehook = _of_a_finalizer


def _of_the_process(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        return
    logger.critical("the process ends with a failure", exc_info=(kind, error, trace))


def _of_a_thread(found: threading.ExceptHookArgs) -> None:
    if found.exc_value is None or issubclass(found.exc_type, SystemExit):
        return
    told = (found.exc_type, found.exc_value, found.exc_traceback)
    logger.critical("a thread ended with a failure", exc_info=told)


def _of_a_finalizer(found: Any) -> None:
    if found.exc_value is not None:
        told = (found.exc_type, found.exc_value, found.exc_traceback)
        logger.error("a failure while something was thrown away", exc_info=told)
