"""Deletions that were asked for and are under way: whose they are, encrypted until all is done.

Deleting somebody takes away the rows in which it stands what they are called and which rows were
theirs. So that is put down first; a process that is killed leaves it behind, and whoever goes on,
another process or the same command, knows all of it. Searching every table takes longer than
somebody waits for a page, so what is asked for on a page is done by ``work``, a chore.

Who deletes their own account asks for what is there at that moment: the deletion goes until then,
and may be asked for once more, by the same person with a new account, while it is being done.
"""

from __future__ import annotations

import json
import logging
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone

from ops import stopping
from ops.accounts import sealing
from ops.addresses import address_key, address_mark, address_marks
from ops.privacy import notices
from ops.privacy.erase import (
    Erased,
    NotTheirs,
    Still,
    delete_everywhere,
    in_steps,
    judged,
    write_down,
)
from ops.privacy.known import Known, Sort
from ops.privacy.person import Person, person_of
from ops.privacy.rows import DataDeed, PendingErasure

logger = logging.getLogger(__name__)

#: How long a process may be silent before another goes on, and how long until a failure is tried
#: again.
LEASE, AGAIN = timedelta(minutes=10), timedelta(minutes=10)
#: Deletions of one round of the chore.
AT_ONCE = 5
UNREADABLE = (
    "Whose data it was cannot be read any more, because SECRET_KEY was changed without "
    "SECRET_KEY_FALLBACKS. Please delete it once more."
)


def ask(
    address: str,
    *,
    via: DataDeed.Via,
    by: Any = None,
    is_test: bool = False,
    thorough: bool = False,
    also: Iterable[Known] = (),
    until: datetime | None = None,
    account: int | None = None,
    counts: Mapping[str, int] | None = None,
) -> PendingErasure:
    """Put a deletion down; raises ``NotTheirs``. Asked twice before it is done it is one.

    ``by`` is the request or the user, for the audit trail; ``also`` is what the person is known by
    besides what is stored. ``until`` is a moment after which what was made stays; the newest wish
    says which. ``account`` is the number of an account that was closed with it, which may have no
    address, ``counts`` how much was deleted already.
    """
    if address or account is None:
        address = judged(address)
    with transaction.atomic():
        begun = _begun(address) if address else []
        row = begun[0] if begun else None
        if row is None:
            row = PendingErasure(
                subject=address_mark(address) if address else "", via=via, by=_user_of(by),
                is_test=is_test, thorough=thorough,
            )  # fmt: skip
        row.until = until
        row.accounts = [*row.accounts, *([] if account is None else [account])]
        row.counts = _together(row.counts, counts or {})
        # What another begun deletion of the same person knows may be stored nowhere else any more.
        held = [_whose(one) for one in begun]
        known = [each for one in held if one for each in one.known]
        known += also
        row.sealed = _sealed(Person(address, known))
        row.save()
    return row


def erase_person(
    address: str,
    *,
    via: DataDeed.Via,
    by: Any = None,
    is_test: bool = False,
    also: Iterable[Known] = (),
) -> Erased:
    """Delete everything about a person now, and prove it; raises ``NotTheirs``.

    What was begun before and is not done is gone on with.
    """
    row = ask(address, via=via, by=by, is_test=is_test, thorough=True, also=also)
    _renew(row, row.counts)
    return carry_out(row, by)


def carry_out(row: PendingErasure, by: Any = None) -> Erased:
    """Do it; raises ``NotTheirs`` where it is not to be done, and ``ValueError`` where whose it is
    cannot be read. An account that was closed for it is deleted either way.
    """
    try:
        person = _person(row)
    except (NotTheirs, ValueError):
        in_steps(Person("", accounts=row.accounts), _renewing(row))
        raise
    if not _keep(row, person) and _asked_again(row):
        return carry_out(row, by)
    before = row.counts
    done = _delete(row, person)
    done.counts = _together(before, done.counts)
    with transaction.atomic():
        ended = _end(row, counts=done.counts, left=[one.as_json() for one in done.proof.left])
        if ended:
            write_down(
                str(person), done, via=DataDeed.Via(row.via), by=by or _by(row),
                is_test=row.is_test,
            )  # fmt: skip
    if not ended and _asked_again(row):
        return carry_out(row, by)
    return done


def _person(row: PendingErasure) -> Person:
    """Whose it is, with all that is known of them."""
    whose = _whose(row)
    if whose is None:
        raise ValueError(UNREADABLE)
    if row.accounts and not whose:
        # An account that has proved no address: nothing else is surely theirs.
        return Person("", whose.known, until=row.until, accounts=row.accounts)
    return person_of(judged(whose), whose.known, until=row.until, accounts=row.accounts)


def _delete(row: PendingErasure, person: Person) -> Erased:
    if not person:
        return Erased(dict(in_steps(person, _renewing(row))))
    return delete_everywhere(person, thorough=row.thorough, still=_renewing(row))


def work() -> int:
    """Do what waits, a few at a time; returns how many were done. Any number of processes may."""
    done = 0
    for row in list(_free()[:AT_ONCE]):
        if not stopping.going_on():
            break
        if _free().filter(pk=row.pk).update(taken_until=timezone.now() + LEASE):
            row.refresh_from_db()
            done += _one(row)
    return done


def _begun(address: str) -> list[PendingErasure]:
    """Deletions of the same person that are not done, by whichever of their addresses."""
    marks, key = address_marks(address), address_key(address)
    rows = waiting().select_for_update()
    return [row for row in rows if row.subject in marks or key in _keys_of(row)]


def _keys_of(row: PendingErasure) -> list[str]:
    whose = _whose(row)
    return [address_key(one) for one in whose.addresses] if whose else []


def waiting() -> Any:
    """Those that are not done, the oldest first."""
    return PendingErasure.objects.filter(done_at=None)


def _free() -> Any:
    return waiting().filter(Q(taken_until=None) | Q(taken_until__lt=timezone.now()))


def _one(row: PendingErasure) -> bool:
    try:
        done = carry_out(row)
    except (NotTheirs, ValueError) as error:
        problem = str(error)
        if _end(row, problem=problem[:200]):
            notices.not_done(row, problem)
        return False
    except Exception as error:
        # The outermost edge of one of them: it is tried again, and keeps no other from being done.
        logger.exception("a deletion was not finished", extra={"event": "erasure_failed"})
        problem = f"It broke ({type(error).__name__}) and is tried again every ten minutes."
        rows = waiting().filter(pk=row.pk)
        rows.update(taken_until=timezone.now() + AGAIN, problem=problem[:200])
        if not row.problem:
            notices.not_done(row, problem)
        return False
    notices.done(row, done)
    return True


def _end(row: PendingErasure, **what: Any) -> bool:
    """It is over, and nothing is kept of whose it was; False where another process said so, or
    where it was asked for once more.
    """
    ended = {"problem": "", **what, "sealed": "", "taken_until": None, "done_at": timezone.now()}
    return bool(_as_read(row).update(**ended))


def _keep(row: PendingErasure, person: Person) -> bool:
    """Put down what is known, before any of it is deleted; False as in ``_end``."""
    row.sealed = _sealed(person)
    return bool(_as_read(row).update(sealed=row.sealed))


def _as_read(row: PendingErasure) -> Any:
    """The row, if it waits and nobody has deleted another account meanwhile."""
    same = Q(until=row.until) if row.until else Q(until=None)
    return waiting().filter(same, pk=row.pk)


def _asked_again(row: PendingErasure) -> bool:
    """Whether it waits with more to do than was read; then that is read."""
    if not waiting().filter(pk=row.pk).exists():
        return False
    row.refresh_from_db()
    return True


def _renew(row: PendingErasure, counts: Mapping[str, int]) -> None:
    """Say that it goes on, and how much is gone: a process that is killed counts no more."""
    _as_read(row).update(taken_until=timezone.now() + LEASE, counts=counts)


def _renewing(row: PendingErasure) -> Still:
    before = row.counts
    return lambda counts: _renew(row, _together(before, counts))


def _sealed(person: Person) -> str:
    known = [[one.sort.value, one.text] for one in person.known]
    return sealing.seal(json.dumps({"address": str(person), "known": known}))


def _whose(row: PendingErasure) -> Person | None:
    found = sealing.opened(row.sealed) if row.sealed else None
    if found is None:
        return None
    held = json.loads(found)
    return Person(held["address"], [Known(Sort(sort), text) for sort, text in held["known"]])


def _together(before: Mapping[str, int], more: Mapping[str, int]) -> dict[str, int]:
    return dict(Counter(before) + Counter(more))


def _user_of(by: Any) -> Any:
    """The account that asks, where there is one."""
    request = getattr(by, "_request", by)
    user: Any = getattr(request, "user", None) if isinstance(request, HttpRequest) else by
    return user if getattr(user, "is_staff", False) and user.pk else None


def _by(row: PendingErasure) -> Any:
    """Who did it, for the audit trail."""
    return AnonymousUser() if row.via in notices.BY_THEMSELVES else row.by
