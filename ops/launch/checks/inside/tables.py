"""Tables that somebody changed by hand, and a database that nobody tidies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ops.launch.findings import Finding, Severity
from ops.launch.gather.inside_tables import OLD_TRANSACTIONS, TableFacts, UpkeepFacts
from ops.launch.registry import check

#: Names that one line shows.
SHOWN = 8
APPLIED = (
    ("database.migrations.applied", "unapplied"), ("database.migrations.applied", "unknown"),
)  # fmt: skip


@check("database.tables", stage=3, needs="tables", essential=True)
def tables_are_as_the_code_knows_them(tables: TableFacts) -> Iterator[Finding]:
    """The tables have every column and rule the code counts on

    The list of applied migrations can be in order while somebody changed a table by hand.
    """
    if tables.columns:
        yield Finding(
            severity=Severity.BLOCKER,
            subject="columns",
            summary="Tables lack columns that the code uses.",
            evidence=_list(tables.columns),
            impact="Pages that use them answer with an error.",
            fix="Somebody took them away by hand, or a copy was restored by half. Restore the "
            "database from a backup, or begin with an empty one: python manage.py migrate.",
            told_by=APPLIED,
        )
    if tables.rules:
        yield Finding(
            severity=Severity.TRUST,
            subject="rules",
            summary="Nothing holds what belongs together: references between tables are gone.",
            evidence=_list(tables.rules),
            impact="Deleting one thing can leave parts of it behind, personal data among them.",
            fix="Restore the database from a whole backup made with pg_dump, which brings the "
            "rules along.",
            told_by=APPLIED,
        )
    if tables.unchecked:
        validate = " ".join(
            f'ALTER TABLE "{table}" VALIDATE CONSTRAINT "{name}";'
            for table, _, name in (one.partition(".") for one in tables.unchecked[:SHOWN])
        )
        yield Finding(
            severity=Severity.CLEANUP,
            subject="unchecked",
            summary="Rules of tables were added and never held against the rows that were there.",
            evidence=_list(tables.unchecked),
            impact="Old rows may break what the code takes for granted.",
            fix=f"Run python manage.py dbshell, and there: {validate}",
            reference="PostgreSQL, ALTER TABLE, VALIDATE CONSTRAINT",
        )


@check("database.upkeep", stage=4, needs="upkeep")
def somebody_tidies(upkeep: UpkeepFacts) -> Iterator[Finding]:
    """The database tidies after itself"""
    if upkeep.off or upkeep.off_for:
        named = _list(upkeep.off_for)
        yield Finding(
            # On a young database nothing has come of it yet.
            severity=Severity.TRUST if upkeep.untidy or upkeep.off_for else Severity.CLEANUP,
            subject="autovacuum",
            summary="The database never tidies after itself."
            if upkeep.off
            else "The database does not tidy some of its tables.",
            evidence="autovacuum is off." if upkeep.off else f"autovacuum is off for {named}",
            impact="Tables grow with what was deleted, get slower, and in the end the database "
            "stops taking writes.",
            fix="Set autovacuum = on where the server's settings are kept."
            if upkeep.off
            else "Run python manage.py dbshell, and there: "
            + " ".join(
                f'ALTER TABLE "{one}" RESET (autovacuum_enabled);' for one in upkeep.off_for
            ),
        )
    for table, dead, living in upkeep.untidy:
        yield Finding(
            severity=Severity.CLEANUP,
            subject=table,
            summary=f"The table {table} holds more deleted rows than living ones.",
            evidence=f"{dead:,} deleted and {living:,} living rows.",
            impact="Reading it takes longer than it should.",
            fix=f'Run python manage.py dbshell, and there: VACUUM (ANALYZE) "{table}";',
            told_by=(("database.upkeep", "autovacuum"),),
        )
    if upkeep.age > OLD_TRANSACTIONS:
        yield Finding(
            severity=Severity.BLOCKER,
            subject="transactions",
            summary="The database is about to stop taking writes.",
            evidence=f"Its oldest transaction is {upkeep.age:,} back; at 2,000,000,000 it stops.",
            impact="No chat begins and no lead is kept.",
            fix="Run python manage.py dbshell, and there: VACUUM; Then look for what holds it up: "
            "forgotten transactions and replication slots that nobody reads.",
            reference="PostgreSQL, Preventing Transaction ID Wraparound Failures",
        )


def _list(names: Sequence[str]) -> str:
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    return "; ".join(names[:SHOWN]) + more + "."
