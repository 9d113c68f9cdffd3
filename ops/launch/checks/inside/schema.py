"""The tables: as new as the code, and with every index that keeps them quick when they grow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ops.launch.findings import CannotTell, Finding, Severity
from ops.launch.gather.inside_indexes import IndexFacts
from ops.launch.gather.inside_schema import MigrationFacts
from ops.launch.registry import check

#: Rows from which reading a whole table is felt.
BIG = 10_000
#: Names that one line shows.
SHOWN = 8


@check("database.migrations.applied", stage=3, needs="migrations", essential=True)
def tables_are_as_new_as_the_code(migrations: MigrationFacts) -> Iterator[Finding]:
    """The tables are as new as the code"""
    if migrations.clashing:
        yield Finding(
            severity=Severity.BLOCKER,
            subject="clash",
            summary=f"Two migrations of {', '.join(migrations.clashing)} both want to be the last.",
            impact="The next release cannot bring the tables up and is not taken into service.",
            fix="Run: python manage.py makemigrations --merge. Commit what it writes, and release.",
        )
    if migrations.unapplied:
        yield Finding(
            severity=Severity.BLOCKER,
            subject="unapplied",
            summary=f"{_number(len(migrations.unapplied), 'change')} of the tables "
            f"{'was' if len(migrations.unapplied) == 1 else 'were'} not made.",
            evidence=_list(migrations.unapplied),
            impact="Pages that use the new columns answer with an error.",
            fix="Run: bin/release. On a platform see that it is its release or pre-deploy command.",
        )
    if migrations.unknown:
        yield Finding(
            severity=Severity.TRUST,
            subject="unknown",
            summary="The tables are newer than the code.",
            evidence=f"Applied and not in this code: {_list(migrations.unknown)}",
            impact="An older release runs on a newer database; what it writes may be refused.",
            fix="Release the code that has these migrations again, or restore the database of the "
            "day before them.",
        )


@check("database.migrations.written", stage=3, needs="migrations")
def models_have_their_migrations(migrations: MigrationFacts) -> Iterator[Finding]:
    """Every change of a model has its migration"""
    if migrations.clashing:
        raise CannotTell("Two migrations clash; that has to be mended first.")
    if migrations.unwritten:
        yield Finding(
            severity=Severity.BLOCKER,
            subject="unwritten",
            summary="The code expects tables that no migration makes.",
            evidence=_list(migrations.unwritten),
            impact="Pages that use what is missing answer with an error, on every new database.",
            fix="Run: python manage.py makemigrations. Commit what it writes, and release.",
        )


@check("database.indexes", stage=4, needs="indexes")
def tables_stay_quick(indexes: IndexFacts) -> Iterator[Finding]:
    """Everything that is asked often is found by an index

    The hot queries of every room are explained by the database itself, as it would answer them if
    reading whole tables were forbidden; so a missing index shows while the table is still small.
    """
    for index in indexes.missing:
        named = index.name or f"on {', '.join(index.columns)}"
        yield Finding(
            severity=Severity.TRUST,
            subject=f"{index.table} {named}",
            summary=f"The index {named} of the table {index.table} is only half built."
            if index.broken
            else f"The table {index.table} lacks the index {named}.",
            evidence=f"Columns: {', '.join(index.columns)}.",
            impact="What may be there once can come in twice, and the app errs on it."
            if index.unique
            else "What is quick today takes seconds when there are many conversations.",
            fix="Run python manage.py dbshell, and there: "
            + (f'DROP INDEX "{index.name}"; ' if index.broken and index.name else "")
            + index.sql,
        )
    for scan in indexes.scans:
        big = scan.rows >= BIG
        yield Finding(
            severity=Severity.TRUST if big else Severity.CLEANUP,
            subject=f"{scan.table}: {scan.query}",
            summary=f"To find {scan.query}, the database reads all of {scan.table}.",
            evidence=f"It {scan.how}, which has about {scan.rows:,} rows.",
            impact="It gets slower with every conversation, and slows all visitors down."
            if not big
            else "Visitors wait for it today.",
            fix=f"Add an index on {', '.join(scan.columns)} to the model of {scan.table}, run "
            "python manage.py makemigrations, and release.",
        )
    if indexes.failed:
        raise CannotTell(
            f"The tables for {_list(indexes.failed)} are not there; run: python manage.py migrate"
        )


def _number(count: int, word: str) -> str:
    return f"{count} {word}" + ("" if count == 1 else "s")


def _list(names: Sequence[str]) -> str:
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    return "; ".join(names[:SHOWN]) + more + "."
