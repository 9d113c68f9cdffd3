"""What is wrong with a migration as a whole: its transaction, and what it mixes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.db.migrations import Migration
from django.db.migrations.operations import RunPython

from ops.releases.safety import findings as rules
from ops.releases.safety.altering import Said
from ops.releases.safety.functions import read
from ops.releases.safety.ground import Ground
from ops.releases.safety.rows import writes
from ops.releases.safety.steps import Step
from ops.releases.safety.tokens import Reader, Token

_ROWS = {"UPDATE", "DELETE", "INSERT", "MERGE", "TRUNCATE", "COPY", "WITH"}
_SCHEMA = {"ALTER", "CREATE", "DROP"}
#: What PostgreSQL refuses in a transaction, or what is better off without one.
_APART = {"VACUUM", "REINDEX"}


def judge(
    migration: Migration, steps: Sequence[Step], ground: Ground, fresh_before: set[str]
) -> Iterator[Said]:
    """``fresh_before`` are the tables that earlier migrations of the same release make."""
    if migration.atomic:
        yield from _mixed(steps, ground)
        yield from _validated_at_once(steps)
    else:
        yield from _not_atomic(steps)


def _mixed(steps: Sequence[Step], ground: Ground) -> Iterator[Said]:
    schema = any(_changes(statement, ground) for step in steps for statement in step.statements)
    if schema and any(_works_on_rows(step, ground) for step in steps):
        yield Said(rules.MIXED, "it changes a table in use and works on rows in one transaction")


def _changes(statement: Sequence[Token], ground: Ground) -> bool:
    """Whether it locks a table that is in use."""
    reader = Reader(statement)
    if reader.take("ALTER", "TABLE"):
        reader.skip("IF EXISTS", "ONLY")
        return reader.name() not in ground.fresh
    if reader.at("CREATE") and "INDEX" in [token.text for token in reader.rest[:3]]:
        while reader.rest and not reader.take("ON"):
            del reader.rest[0]
        reader.take("ONLY")
        return reader.name() not in ground.fresh
    return reader.at("DROP")


def _works_on_rows(step: Step, ground: Ground) -> bool:
    if isinstance(step.operation, RunPython):
        found = read(step.operation.code)
        return bool(found.problem) or writes(found)
    if not step.is_raw:
        return False
    for statement in step.statements:
        if statement[0].text in _ROWS:
            reader = Reader(statement)
            reader.skip("INSERT INTO", "DELETE FROM", "UPDATE", "ONLY")
            if reader.name() not in ground.fresh:
                return True
    return False


def _validated_at_once(steps: Sequence[Step]) -> Iterator[Said]:
    touched = set[str]()
    for step in steps:
        for statement in step.statements:
            reader = Reader(statement)
            if not reader.take("ALTER", "TABLE"):
                continue
            reader.skip("IF EXISTS", "ONLY")
            table = reader.name()
            if reader.at("VALIDATE") and table in touched:
                what = f"{table} is checked in the transaction that has locked it already"
                yield Said(rules.LONG_LOCK, what)
            touched.add(table)


def _not_atomic(steps: Sequence[Step]) -> Iterator[Said]:
    statements = [statement for step in steps for statement in step.statements]
    python = any(step.is_python for step in steps)
    apart = [one for one in statements if _needs_no_transaction(one)]
    plain = [one for one in statements if one not in apart and _cannot_be_repeated(one)]
    needed = python or apart or any(one[0].text in _ROWS for one in statements)
    if statements and not needed and plain:
        yield Said(rules.NOT_ATOMIC, "atomic = False, and nothing in it needs that")
    elif plain and (len(plain) > 1 or apart or python):
        yield Said(rules.NOT_ATOMIC, "what changes tables stands beside what runs without a "
                   "transaction")  # fmt: skip
    elif len([one for one in apart if not _guarded(one)]) > 1:
        what = "several indexes in one migration: stopped in between, it cannot be run again"
        yield Said(rules.NOT_ATOMIC, what, remark=True)


def _needs_no_transaction(statement: Sequence[Token]) -> bool:
    words = [token.text for token in statement if token.kind == "word"]
    return "CONCURRENTLY" in words or words[:1] == ["VACUUM"] or words[:1] == ["REINDEX"] or (
        words[:2] == ["ALTER", "TYPE"] and "VALUE" in words
    ) or "VALIDATE" in words  # fmt: skip


def _guarded(statement: Sequence[Token]) -> bool:
    """Whether it can be run twice."""
    reader = Reader(statement)
    return reader.has("IF", "NOT", "EXISTS") or reader.has("IF", "EXISTS")


def _cannot_be_repeated(statement: Sequence[Token]) -> bool:
    return statement[0].text in _SCHEMA and not _guarded(statement)
