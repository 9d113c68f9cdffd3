"""A run started in the admin: a thread of the web process, shown from its row in the database."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from chatbot.evals.run import Run, all_cases, keep, providers_here, run_cases
from chatbot.models import EvalRun
from ops.database import give_back

logger = logging.getLogger(__name__)

Work = Callable[[], Run]


def run_all() -> Run:
    """Every case, with everybody who answers here."""
    return run_cases(all_cases(), providers_here())


def begin(started_by: str, work: Work = run_all) -> tuple[EvalRun, threading.Thread | None]:
    """Start a run in the background; without a thread, it is the run that goes on already."""
    row = EvalRun.objects.begin(started_by)
    if row is None:
        return EvalRun.objects.order_by("-pk")[0], None
    thread = threading.Thread(target=_background, args=(row, work), name="evals", daemon=True)
    thread.start()
    return row, thread


def _background(row: EvalRun, work: Work) -> None:
    try:
        keep(work(), row)
    except Exception as error:
        # The outermost edge of the thread: the row has to say that nothing more will come.
        logger.exception("the evaluations broke")
        _give_up(row, error)
    finally:
        give_back()


def _give_up(row: EvalRun, error: Exception) -> None:
    problem = f"It broke ({type(error).__name__}). The server's log says more."
    try:
        EvalRun.objects.filter(pk=row.pk).update(state=EvalRun.State.BROKEN, problem=problem)
    except Exception:
        logger.exception("the evaluations could not be marked as broken")
