"""A column that was changed: whether what is in it fits the old column, and the other way round."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import connection, models
from django.db.models.fields import NOT_PROVIDED

from ops.releases import counting
from ops.releases.verdicts import Loss, Verdict

#: Whole numbers by the room they take.
WHOLE = ("smallint", "integer", "bigint")
#: Text that holds what any shorter text holds.
TEXT = ("varchar", "char", "text")
Reads = Callable[..., bool]


def judge_altered(
    before: type[models.Model], after: type[models.Model], name: str, verdict: Verdict, reads: Reads
) -> None:
    """``reads(table, column)`` is whether the old code uses it."""
    table = before._meta.db_table
    old: Any = before._meta.get_field(name)
    new: Any = after._meta.get_field(name)
    if old.many_to_many or not old.column or not new.column:
        return
    used = reads(table, old.column)
    if old.column != new.column and used:
        verdict.breaks.append(f"it reads {table}.{old.column}, which is called {new.column} now")
    _emptiness(table, old, new, verdict, used)
    _kind(table, old, new, verdict, used)
    if old.unique and not new.unique and counting.twice(table, new.column):
        verdict.obstacles.append(f"{table}.{new.column} now holds values twice; the old may not")
    if new.unique and not old.unique and used:
        verdict.remarks.append(f"{table}.{new.column} refuses values that are there already")


def _emptiness(table: str, old: Any, new: Any, verdict: Verdict, used: bool) -> None:
    column = new.column
    if new.null and not old.null:
        default = connection.SchemaEditorClass._effective_default(old)  # type: ignore[attr-defined]
        nothing = counting.empty(table, column)
        if nothing != 0 and default is None and old.db_default is NOT_PROVIDED:
            verdict.obstacles.append(
                f"{table}.{column} is empty in {_many(nothing)}, and the old column may not be"
            )
        elif nothing:
            verdict.remarks.append(f"{_many(nothing)} of {table}.{column} get the old default")
    if old.null and not new.null and new.db_default is NOT_PROVIDED and used:
        verdict.breaks.append(f"it may leave {table}.{column} empty, which is refused now")
    had = old.db_default is not NOT_PROVIDED
    if had and new.db_default is NOT_PROVIDED and not new.null and used:
        verdict.breaks.append(f"it leaves {table}.{column} to the database, which has no default")


def _kind(table: str, old: Any, new: Any, verdict: Verdict, used: bool) -> None:
    was, is_now = _type(old), _type(new)
    if (was, old.max_length) == (is_now, new.max_length):
        return
    column = new.column
    if was in TEXT and is_now in TEXT:
        room = old.max_length if was != "text" else None
        now = new.max_length if is_now != "text" else None
        if room is not None and (now is None or now > room):
            _lengths(table, column, room, verdict)
        elif now is not None and (room is None or room > now) and used:
            verdict.breaks.append(f"it may write more than {now} characters into {table}.{column}")
        return
    if was in WHOLE and is_now in WHOLE:
        _numbers(table, column, was, is_now, verdict, used)
        return
    if was == is_now:
        return
    verdict.losses.append(Loss(table, column, counting.held(table, new)))
    verdict.remarks.append(f"{table}.{column} goes from {is_now} back to {was}, which may not fit")
    if used:
        verdict.breaks.append(f"it takes {table}.{column} for {was}, and it is {is_now} now")


def _lengths(table: str, column: str, room: int, verdict: Verdict) -> None:
    long = counting.longer(table, column, room)
    if long != 0:
        verdict.obstacles.append(
            f"{table}.{column} has more than {room} characters in {_many(long)}, and the old "
            "column has no room for more"
        )


def _numbers(table: str, column: str, was: str, now: str, verdict: Verdict, used: bool) -> None:
    if WHOLE.index(now) < WHOLE.index(was):
        if used:
            verdict.breaks.append(f"it may write numbers too large for {table}.{column}")
        return
    bits = {"smallint": 15, "integer": 31, "bigint": 63}[was]
    large = counting.outside(table, column, -(2**bits), 2**bits - 1)
    if was != now and large != 0:
        verdict.obstacles.append(f"{table}.{column} holds numbers too large for the old column")


def _type(field: Any) -> str:
    text = str(field.rel_db_type(connection) if field.is_relation else field.db_type(connection))
    text = text.lower().replace("character varying", "varchar").split("(")[0].strip()
    return text.removesuffix(" unsigned").removesuffix(" check")


def _many(count: int | None) -> str:
    if count is None:
        return "some rows"
    return f"{count} row" + ("" if count == 1 else "s")
