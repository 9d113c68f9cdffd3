"""Whether the database has as many connections as the app will want at the worst moment."""

from __future__ import annotations

from collections.abc import Iterator

from ops.launch.findings import Finding, Severity
from ops.launch.gather.inside_database import PostgresFacts
from ops.launch.registry import check

#: Connections beside web and worker: one for the release step, two for a shell and a check.
RELEASE, SHELL = 1, 2


def wanted(postgres: PostgresFacts, *, deploying: bool) -> tuple[int, str]:
    """How many connections one machine of each kind wants, and the sum in words.

    While a deploy goes on, the old and the new web processes run side by side.
    """
    web = postgres.web_processes * postgres.pool
    # The worker's parent keeps one for its own thread; each of its processes works on one thing.
    worker = postgres.worker_processes + 1 if postgres.worker_processes else 0
    times = 2 if deploying else 1
    total = web * times + worker + RELEASE + SHELL
    words = f"{postgres.web_processes} web x {postgres.pool} each"
    words += " x 2 while deploying" if deploying else ""
    return total, f"{words} + {worker} worker + {RELEASE} release + {SHELL} shell = {total}"


def available(postgres: PostgresFacts) -> int:
    """The least of the server's, the account's and the database's limits."""
    limits = [postgres.max_connections - postgres.reserved]
    limits += [n for n in (postgres.role_limit, postgres.database_limit) if n >= 0]
    return min(limits)


@check("database.connections", stage=3, needs="postgres", essential=True)
def connections_suffice(postgres: PostgresFacts) -> Iterator[Finding]:
    """The database has enough connections, also while a deploy goes on"""
    limit = available(postgres)
    always, _ = wanted(postgres, deploying=False)
    deploying, words = wanted(postgres, deploying=True)
    if deploying > limit:
        rest = deploying - 2 * postgres.web_processes * postgres.pool
        fits = (limit - rest) // (2 * postgres.web_processes)
        yield Finding(
            severity=Severity.BLOCKER if always > limit else Severity.TRUST,
            subject="connections",
            summary="The database has too few connections for this app."
            if always > limit
            else "The database has too few connections while a new release starts.",
            evidence=f"Wanted: {words}. There are {limit}: the server has "
            f"{postgres.max_connections}, {postgres.reserved} are kept back, the account may have "
            f"{_limit(postgres.role_limit)}, the database {_limit(postgres.database_limit)}.",
            impact="Visitors get errors whenever it is busy."
            if always > limit
            else "Visitors get errors during every deploy.",
            fix=f"Set DATABASE_POOL_SIZE to {fits} and redeploy."
            if fits >= 1
            else "Set WEB_CONCURRENCY and DATABASE_POOL_SIZE to 1, or choose a plan with more "
            "connections.",
        )
    others = limit - postgres.open_now
    if postgres.open_now > 0.8 * limit:
        yield Finding(
            severity=Severity.TRUST,
            subject="connections in use",
            summary=f"The database has {max(others, 0)} connections left right now.",
            evidence=f"{postgres.open_now} of {limit} are open.",
            impact="A few more visitors at once, and people get errors.",
            fix="Look for forgotten shells and programs on the same database, or choose a plan "
            "with more connections.",
        )


def _limit(number: int) -> str:
    return "any number" if number < 0 else str(number)
