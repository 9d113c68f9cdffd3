"""Files that were handed over: how long one is kept that nobody has decided about, and that one
which is being stored is gone on with.
"""

from __future__ import annotations

from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone

from leads.contacts.rows import ContactImport
from ops.privacy.looking import Looker

#: As docs/leads.md says.
KEPT = timedelta(days=1)
#: How often it is looked for files to go on with, and when whoever stores one is taken for dead.
EVERY, PATIENCE = timedelta(seconds=5), timedelta(minutes=1)


def go_on() -> int:
    """Store what is being imported; returns how many files that was."""
    if not ContactImport.objects.filter(state=ContactImport.State.STORING).exists():
        return 0
    from leads.contacts import going_on

    return going_on.go_on()


def forget_old() -> int:
    """Drop what waits for longer; returns how many."""
    old = ContactImport.objects.filter(
        state=ContactImport.State.READY, started_at__lt=timezone.now() - KEPT
    )
    return old.update(state=ContactImport.State.DROPPED, lines=[])


def lines_about(person: str) -> list[list[str]]:
    """Their lines in what is held. ``person`` is an address or an ``ops.privacy.person.Person``."""
    looker = Looker(person)
    return [list(line[1]) for run in _held() for line in run.lines if _is_about(line[1], looker)]


def forget_person(person: str) -> int:
    """Take somebody's lines out of what waits or is being stored; returns how many.

    In a transaction. Until it ends no part of a file is stored; who was stored just before is found
    among the leads afterwards.
    """
    looker, gone = Looker(person), 0
    for run in _held().select_for_update():
        kept = [line for line in run.lines if not _is_about(line[1], looker)]
        if len(kept) < len(run.lines):
            gone += len(run.lines) - len(kept)
            run.lines, run.revision = kept, run.revision + 1
            run.save(update_fields=["lines", "revision"])
    return gone


def _held() -> QuerySet[ContactImport]:
    held = (ContactImport.State.READY, ContactImport.State.STORING)
    return ContactImport.objects.filter(state__in=held)


def _is_about(cells: list[str], looker: Looker) -> bool:
    return any(looker.has_address(cell) for cell in cells)
