"""The migrations that the next release runs: whether visitors and the old code live through them.

Each check is about one kind of danger; the rules themselves are in ``ops/releases/safety``.
"""

from __future__ import annotations

from collections.abc import Iterator

from ops.launch.findings import Finding, Severity
from ops.launch.gather.inside_releases import PendingFacts
from ops.launch.registry import check


def _of(pending: PendingFacts, kind: str) -> Iterator[Finding]:
    for danger in pending.dangers:
        if danger.rule.check != f"database.migrations.{kind}" or danger.accepted:
            continue
        yield Finding(
            severity=Severity.CLEANUP if danger.remark else Severity.BLOCKER,
            subject=danger.migration,
            summary=f"{danger.migration}: {danger.what}.",
            evidence=danger.sql,
            impact=danger.rule.impact,
            fix=danger.rule.fix,
            reference=danger.rule.anchor,
        )


@check("database.migrations.required", stage=3, needs="pending_migrations")
def columns_can_be_left_empty(pending: PendingFacts) -> Iterator[Finding]:
    """New columns ask nothing of the code that still runs"""
    return _of(pending, "required")


@check("database.migrations.removed", stage=3, needs="pending_migrations")
def nothing_in_use_is_removed(pending: PendingFacts) -> Iterator[Finding]:
    """The next release takes nothing away that the running one reads"""
    return _of(pending, "removed")


@check("database.migrations.locks", stage=3, needs="pending_migrations")
def tables_stay_open(pending: PendingFacts) -> Iterator[Finding]:
    """The next release locks no table while it works on it"""
    return _of(pending, "locks")


@check("database.migrations.rewrites", stage=3, needs="pending_migrations")
def tables_are_not_rewritten(pending: PendingFacts) -> Iterator[Finding]:
    """The next release writes no table anew"""
    return _of(pending, "rewrites")


@check("database.migrations.data", stage=3, needs="pending_migrations")
def rows_are_changed_in_batches(pending: PendingFacts) -> Iterator[Finding]:
    """The next release changes rows in batches, apart from tables"""
    return _of(pending, "data")


@check("database.migrations.reversible", stage=3, needs="pending_migrations")
def migrations_can_be_taken_back(pending: PendingFacts) -> Iterator[Finding]:
    """The next release's migrations can be taken back"""
    return _of(pending, "reversible")


@check("database.migrations.transactions", stage=3, needs="pending_migrations")
def migrations_run_whole_or_not_at_all(pending: PendingFacts) -> Iterator[Finding]:
    """The next release's migrations run whole or not at all"""
    return _of(pending, "transactions")


@check("database.migrations.clear", stage=3, needs="pending_migrations")
def it_is_clear_what_migrations_do(pending: PendingFacts) -> Iterator[Finding]:
    """It can be told what the next release's migrations do"""
    return _of(pending, "clear")
