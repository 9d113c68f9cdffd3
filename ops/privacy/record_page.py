"""The record of processing as a page: made from the code, so that it says what is true.

GDPR article 30 (1): purposes, kinds of people and of data, who receives it, how long it is kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ops.privacy.processing import NOBODY, Table, tables
from ops.privacy.retention import Rule, rules

#: From this line on the page is made, and what stands above it is written by hand.
BEGINNING = "## Table by table"


def made() -> str:
    """The part of docs/privacy.md that is made, from ``BEGINNING`` to its end."""
    personal = [table for table in _in_order() if table.is_personal]
    others = [table for table in _in_order() if not table.is_personal]
    parts = [
        BEGINNING,
        "",
        "This part is made from the code (`python manage.py processing_record --write`), and a",
        "test holds every field of every table against it. Periods are the ones it ships with;",
        "`python manage.py prune --list` shows yours.",
        "",
        *(line for table in personal for line in _section(table)),
        "## Tables without personal data",
        "",
        "| table | what it holds | kept |",
        "|---|---|---|",
        *(f"| `{one.label}` | {one.holds} | {_kept(one)} |" for one in others),
        "",
        "## How long everything is kept",
        "",
        "| what | how long | yours to change | deleted |",
        "|---|---|---|---|",
        *(_row(rule) for rule in rules().values()),
    ]
    return "\n".join(parts) + "\n"


def as_json() -> list[dict[str, Any]]:
    """The same for programs: one entry a table."""
    return [
        {
            "table": table.label,
            "holds": table.holds,
            "of": table.of,
            "purpose": table.why,
            "legal_basis": table.ground.value,
            "recipients": table.given_to,
            "kept": _kept(table),
            "data": {kind.value: names.split() for kind, names in table.data.items()},
            "keys": table.keys.split(),
        }
        for table in _in_order()
    ]


def _in_order() -> list[Table]:
    """Visitors' first, the highest room first."""
    rooms = {"leads": 0, "chatbot": 1, "account": 2, "auth": 2}
    return sorted(
        tables().values(),
        key=lambda one: (one.of == NOBODY, one.of != "visitors", rooms.get(_room(one), 3)),
    )


def _room(table: Table) -> str:
    return table.label.partition(".")[0]


def _section(table: Table) -> Iterator[str]:
    yield f"### `{table.label}`: {table.holds}"
    yield ""
    yield f"- Of whom: {table.of}. Why: {table.why}."
    yield f"- Legal basis: {table.ground.value}. Kept: {_kept(table)}."
    yield f"- Who else gets it: {table.given_to or 'nobody'}."
    for kind, names in table.data.items():
        yield f"- {kind.value.capitalize()}: {', '.join(f'`{name}`' for name in names.split())}"
    if table.keys:
        yield f"- Keys, given to nobody: {', '.join(f'`{name}`' for name in table.keys.split())}"
    yield ""


def _kept(table: Table) -> str:
    if table.kept.startswith("with "):
        return f"as long as its `{table.kept.removeprefix('with ')}`"
    rule = rules()[table.kept]
    return rule.words(rule.days)


def _row(rule: Rule) -> str:
    choice = f"{rule.least} to {rule.most} days" if rule.may_be_changed else "no"
    return f"| {rule.what} | {rule.words(rule.days)} | {choice} | {rule.how} |"
