"""An import in the admin: read by a thread of this process, kept in a row until it is decided.

It needs nothing but this process, so it works on a plan without a worker; its row tells every other
process how far it is.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from typing import Any

from chatbot.importing.gather import Gathering
from chatbot.importing.plan import known_pages, make_plan
from chatbot.importing.rows import Gathered, Progress
from chatbot.importing.store import Decisions, Imported, store
from chatbot.importing.values import clean
from chatbot.models.knowledge import KnowledgeImport
from ops.database import give_back

logger = logging.getLogger(__name__)

#: Seconds between two looks of the page, and between two lines of progress that are written down.
LOOK_EVERY, SAY_EVERY = 2, 1.0
#: Titles of one kind that a finished import keeps.
TITLES = 200

Work = Callable[[Progress], Gathered]


def read_upload(name: str, data: bytes) -> Work:
    """The work of reading a file that was handed over."""
    return lambda progress: Gathering(progress=progress).upload(name, data)


def read_address(url: str, *, site: bool, pages: int) -> Work:
    """The work of reading a page, a sitemap or a site."""

    def work(progress: Progress) -> Gathered:
        gathering = Gathering(pages=pages, known=known_pages, progress=progress)
        return gathering.places([url], site=site)

    return work


def begin(
    label: str, started_by: str, work: Work
) -> tuple[KnowledgeImport | None, threading.Thread | None]:
    """Start reading in the background; ``(None, None)`` while another import reads."""
    run = KnowledgeImport.objects.begin(label, started_by)
    if run is None:
        return None, None
    thread = threading.Thread(
        target=_background, args=(run, work), name="import-knowledge", daemon=True
    )
    thread.start()
    return run, thread


def _background(run: KnowledgeImport, work: Work) -> None:
    try:
        progress = _sparingly(run)
        gathered = work(progress)
        make_plan(gathered, progress)  # What it finds in new text is kept with what was read.
        _end(run, KnowledgeImport.State.READY, content=_clean(gathered.as_json()))
    except Exception as error:
        # The outermost edge of the thread: the row has to say that nothing more will come.
        logger.exception("an import of knowledge broke")
        _give_up(run, error)
    finally:
        give_back()


def _clean(data: Any) -> Any:
    """Without the letters that a database's JSON does not take."""
    if isinstance(data, str):
        return clean(data)
    if isinstance(data, dict):
        return {clean(str(name)): _clean(value) for name, value in data.items()}
    return [_clean(value) for value in data] if isinstance(data, list | tuple) else data


def _give_up(run: KnowledgeImport, error: Exception) -> None:
    words = f"It broke ({type(error).__name__}). The server's log says more."
    try:
        _end(run, KnowledgeImport.State.FAILED, problem=words)
    except Exception:
        logger.exception("an import of knowledge could not be marked as failed")


def _end(run: KnowledgeImport, state: str, **values: Any) -> None:
    """An import that was given up meanwhile stays so."""
    reading = KnowledgeImport.objects.filter(pk=run.pk, state=KnowledgeImport.State.READING)
    reading.update(state=state, **values)


def _sparingly(run: KnowledgeImport) -> Progress:
    """A progress function that writes at most once a second, and never fails an import."""
    last = [0.0]

    def progress(done: int, total: int, what: str) -> None:
        if time.monotonic() - last[0] < SAY_EVERY:
            return
        last[0] = time.monotonic()
        try:
            run.say(done, total, what)
        except Exception:
            logger.warning("the progress of an import was not written", exc_info=True)

    return progress


def confirm(run: KnowledgeImport, decisions: Decisions) -> Imported | None:
    """Store what was read; None where it was stored or dropped already."""
    if not run.take(KnowledgeImport.State.DONE):
        return None
    try:
        done = store(Gathered.from_json(run.content), decisions)
    except BaseException:
        _back(run)  # Nothing was stored, so it still waits.
        raise
    if not done.stored:
        _back(run)
        return done
    names = ("added", "changed", "removed", "kept", "set_aside")
    outcome = {name: {"count": len(getattr(done, name)), "titles": getattr(done, name)[:TITLES]}
               for name in names}  # fmt: skip
    KnowledgeImport.objects.filter(pk=run.pk).update(outcome=outcome, content={})
    return done


def _back(run: KnowledgeImport) -> None:
    KnowledgeImport.objects.filter(pk=run.pk).update(state=KnowledgeImport.State.READY)


def drop(run: KnowledgeImport) -> bool:
    """Forget what was read; False where it was stored or dropped already."""
    return run.take(KnowledgeImport.State.DROPPED, content={})
