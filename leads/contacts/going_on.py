"""Storing a file that is too long for a request: some people at a time, as one of the chores.

Each part is one transaction that also notes how far it is. Whoever is killed loses the part in hand
and nothing else, the next goes on behind the last that was stored, and two who work at once wait
for each other.
"""

from __future__ import annotations

import logging
from typing import Any

from django.contrib.auth import get_user_model
from django.db import InterfaceError, OperationalError, transaction

from leads.contacts import store
from leads.contacts.plan import AT_ONCE, Plan, make
from leads.contacts.rows import ContactImport
from leads.sender import today
from leads.work.changing import name_of
from ops import stopping

logger = logging.getLogger(__name__)

#: People that a request stores by itself.
SMALL = AT_ONCE
#: Errors of its own (not of a database that is away) after which a file is given up.
TRIES = 5


def begin(run: ContactImport, decision: store.Decision, *, by: Any) -> bool:
    """Have it stored from now on; False where it was decided already."""
    said = decision.as_json() | {"who": name_of(by), "by": by.pk}
    with transaction.atomic():
        rows = ContactImport.objects.select_for_update().filter(pk=run.pk)
        waiting = rows.filter(state=ContactImport.State.READY).first()
        if waiting is None or waiting.columns != run.columns:
            return False
        plan = make(waiting.lines, waiting.columns, today())
        waiting.state, waiting.decision, waiting.consent = (
            ContactImport.State.STORING, said, decision.agreed,
        )  # fmt: skip
        waiting.total = len(plan.contacts)
        waiting.outcome = store.counts(plan) | store.left_out(plan) | {"new": 0, "known": 0}
        waiting.save(update_fields=["state", "decision", "consent", "total", "outcome"])
    return True


def go_on() -> int:
    """Store what is being imported to its end; returns how many files that was.

    Raises what a database that is away raises; another time will do then.
    """
    ended = 0
    waiting = ContactImport.objects.filter(state=ContactImport.State.STORING)
    for pk in list(waiting.order_by("pk").values_list("pk", flat=True)):
        try:
            ended += _to_its_end(pk)
        except (OperationalError, InterfaceError):
            raise
        except Exception:
            # The outermost edge of one file: it must not keep the others from being stored.
            logger.exception("a part of an import could not be stored")
            _failed(pk)
    return ended


def _to_its_end(pk: int) -> bool:
    """Part after part; False where this process is told to end first."""
    plan, revision = Plan(), -1
    while stopping.going_on():
        with transaction.atomic():
            rows = ContactImport.objects.select_for_update().defer("lines")
            run = rows.filter(pk=pk, state=ContactImport.State.STORING).first()
            if run is None:
                return True
            if run.revision == revision:
                _store_part(run, plan)
                continue
        # Of the file as it is now: somebody who was erased meanwhile is in it no more. Outside of
        # the transaction, which on SQLite keeps every other writer waiting.
        held = ContactImport.objects.get(pk=pk)
        plan, revision = make(held.lines, held.columns, today()), held.revision
    return False


def _store_part(run: ContactImport, plan: Plan) -> None:
    some = [contact for contact in plan.contacts if contact.line > run.reached][:AT_ONCE]
    if not some:
        run.state, run.lines, run.decision = ContactImport.State.DONE, [], None
        run.save(update_fields=["state", "lines", "decision"])
        return
    said: dict[str, Any] = run.decision or {}
    by = get_user_model()._default_manager.filter(pk=int(said.get("by") or 0)).first()
    new = store.store_some(some, run.label, store.Decision.from_json(said), by)
    run.reached = some[-1].line
    run.outcome["new"] += new
    run.outcome["known"] += len(some) - new
    run.save(update_fields=["reached", "outcome"])


def _failed(pk: int) -> None:
    """Count it; the last time it is said that no more will come, and the lines are forgotten."""
    with transaction.atomic():
        rows = ContactImport.objects.select_for_update().defer("lines")
        run = rows.filter(pk=pk, state=ContactImport.State.STORING).first()
        if run is None:
            return
        run.outcome["failed"] = run.outcome.get("failed", 0) + 1
        names = ["outcome"]
        if run.outcome["failed"] >= TRIES:
            run.state, run.lines, run.decision = ContactImport.State.STOPPED, [], None
            names += ["state", "lines", "decision"]
        run.save(update_fields=names)
