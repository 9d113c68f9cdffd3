"""Migrations written as SQL: what can be read of them without a database's own parser."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from django.db import migrations

from ops.releases import counting
from ops.releases.verdicts import Loss, Verdict

_NAME = r'(?:\w+\.)?"?(?P<table>\w+)"?'
_ALTER = re.compile(
    rf"ALTER\s+TABLE\s+(?:IF\s+EXISTS\s+)?(?:ONLY\s+)?{_NAME}\s+(?P<rest>[^;]*)", re.I
)
_DROP_TABLE = re.compile(rf"DROP\s+TABLE\s+(?:IF\s+EXISTS\s+)?{_NAME}", re.I)
_EMPTY = re.compile(rf"(?:DELETE\s+FROM|TRUNCATE(?:\s+TABLE)?)\s+(?:ONLY\s+)?{_NAME}", re.I)
_DROP_COLUMN = re.compile(r'DROP\s+(?:COLUMN\s+)?(?:IF\s+EXISTS\s+)?"?(?P<column>\w+)"?', re.I)
_NOT_COLUMNS = {"constraint", "default", "not", "identity", "expression"}
_RENAME = re.compile(r'RENAME\s+(?:COLUMN\s+)?"?(?P<old>\w+)"?\s+TO\s+"?(?P<new>\w+)', re.I)
_RENAME_TABLE = re.compile(r'RENAME\s+TO\s+"?(?P<new>\w+)', re.I)
_NOT_NULL = re.compile(r'ALTER\s+(?:COLUMN\s+)?"?(?P<column>\w+)"?\s+SET\s+NOT\s+NULL', re.I)
Columns = Callable[[str], "set[str] | None"]


def judge_raw(operation: migrations.RunSQL, verdict: Verdict, columns_of: Columns) -> None:
    """Forwards what the old code misses, backwards what is lost."""
    for text in _statements(operation.sql):
        _misses(text, verdict, columns_of)
    if operation.reverse_sql is None:
        verdict.obstacles.append("a piece of SQL has no way back")
        return
    statements = list(_statements(operation.reverse_sql))
    for text in statements:
        _loses(text, verdict)
    if statements:
        verdict.remarks.append("it brings SQL of its own for the way back")


def _statements(sql: Any) -> Iterator[str]:
    """The texts of one that may be a string, a list of strings, or pairs with values."""
    if isinstance(sql, str):
        parts: list[Any] = [sql]
    else:
        parts = list(sql or ())
    for part in parts:
        text = part[0] if isinstance(part, list | tuple) else part
        plain = re.sub(r"--[^\n]*|/\*.*?\*/", " ", str(text), flags=re.S).strip()
        if plain:
            yield plain


def _misses(text: str, verdict: Verdict, columns_of: Columns) -> None:
    for found in _DROP_TABLE.finditer(text):
        if columns_of(found["table"]) is not None:
            verdict.breaks.append(f"it reads the table {found['table']}, which is gone")
    for table, rest in _altered(text):
        known = columns_of(table)
        if known is None:
            continue
        if renamed := _RENAME_TABLE.search(rest):
            verdict.breaks.append(
                f"it looks for the table {table}, which is called {renamed['new']} now"
            )
        for column in _dropped(rest):
            if column in known:
                verdict.breaks.append(f"it reads {table}.{column}, which is gone")
        for moved in _RENAME.finditer(rest):
            if moved["old"] in known:
                verdict.breaks.append(
                    f"it reads {table}.{moved['old']}, which is called {moved['new']} now"
                )
        for strict in _NOT_NULL.finditer(rest):
            if strict["column"] in known:
                verdict.breaks.append(
                    f"it may leave {table}.{strict['column']} empty, which is refused now"
                )


def _loses(text: str, verdict: Verdict) -> None:
    for pattern in (_DROP_TABLE, _EMPTY):
        for found in pattern.finditer(text):
            verdict.losses.append(Loss(found["table"], "", counting.rows(found["table"])))
    for table, rest in _altered(text):
        for column in _dropped(rest):
            filled = counting.filled(table, column)
            verdict.losses.append(Loss(table, column, filled))


def _altered(text: str) -> Iterator[tuple[str, str]]:
    for found in _ALTER.finditer(text):
        yield found["table"], found["rest"]


def _dropped(rest: str) -> Iterator[str]:
    for found in _DROP_COLUMN.finditer(rest):
        if found["column"].lower() not in _NOT_COLUMNS:
            yield found["column"]
