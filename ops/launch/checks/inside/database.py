"""The database server: that it answers, that nobody listens in, that somebody keeps a copy."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ops.launch.checks.backups import OLD
from ops.launch.findings import CannotTell, Finding, NotApplicable, Severity
from ops.launch.gather.backups import CopiesFacts
from ops.launch.gather.inside_database import PostgresFacts, ReachFacts, SqliteFacts
from ops.launch.network.names import is_local
from ops.launch.registry import check

#: The last day each major version of PostgreSQL is mended (postgresql.org, Versioning Policy).
MENDED_UNTIL = {
    12: date(2024, 11, 21), 13: date(2025, 11, 13), 14: date(2026, 11, 12),
    15: date(2027, 11, 11), 16: date(2028, 11, 9), 17: date(2029, 11, 8), 18: date(2030, 11, 14),
}  # fmt: skip
#: Encryption that an attacker on the way cannot switch off (libpq, sslmode).
FORCED = ("require", "verify-ca", "verify-full")
#: Hosts of databases, by the end of their names, and where a copy is switched on there.
HOSTS = {
    "render.com": "Render: your database, Recovery. The free plan keeps no copy and ends after 30 "
    "days; paid plans keep one for every moment of the last days",
    "neon.tech": "Neon: your project, Backup & Restore",
    "supabase.co": "Supabase: Database, Backups. The free plan keeps none",
    "supabase.com": "Supabase: Database, Backups. The free plan keeps none",
    "rds.amazonaws.com": "Amazon RDS: Maintenance & backups, automated backups",
    "ondigitalocean.com": "DigitalOcean: your database, Backups",
    "aivencloud.com": "Aiven: your service, Backups",
    "railway.internal": "Railway: your database, Backups",
    "rlwy.net": "Railway: your database, Backups",
    "flycast": "Fly.io: fly volumes snapshots list, or the cluster's Backups",
    "amazonaws.com": "Heroku: run heroku pg:backups:schedule DATABASE_URL --at '02:00 UTC'. Plans "
    "from Standard on also keep every moment of the last days",
}
DAY = 24 * 3600
NO_COPIES = CopiesFacts()
#: Who has set BACKUP_URL hears of its own backups, and not of both.
OWN = tuple(("database.backups.own", subject) for subject in ("copies", "BACKUP_URL"))


@check("database.reachable", stage=3, needs="database", essential=True)
def answers(database: ReachFacts) -> Iterator[Finding]:
    """The database answers"""
    if not database.reachable:
        yield Finding(
            severity=Severity.BLOCKER,
            subject="DATABASE_URL",
            summary=f"The database cannot be used: {database.why}.",
            impact="No page with data works, no chat begins, and no lead is kept.",
            fix="Copy the address of the database from your platform's page into DATABASE_URL "
            "again, and redeploy. If it is the same, look there whether the database is running.",
            told_by=(("settings.environment", "DATABASE_URL"),),
        )
    elif not database.writable:
        yield Finding(
            severity=Severity.BLOCKER,
            subject="DATABASE_URL",
            summary="The database answers, and takes nothing new.",
            evidence="It is read-only (transaction_read_only is on).",
            impact="No chat begins and no lead is kept.",
            fix="Look at your database's page: a plan that is full is closed for writing until "
            "there is room. If DATABASE_URL leads to a replica, set it to the address of the "
            "primary, and redeploy.",
        )
    elif database.closed:
        yield Finding(
            severity=Severity.BLOCKER,
            subject="tables",
            summary="The app's account may not use all of its own tables.",
            evidence=f"Closed to it: {', '.join(database.closed[:8])}"
            + (f" and {len(database.closed) - 8} more." if len(database.closed) > 8 else "."),
            impact="Pages that use them answer with an error.",
            fix="Sign in to the database as the tables' owner, and there: GRANT ALL ON ALL TABLES "
            "IN SCHEMA public TO the account of DATABASE_URL. It should own them, so that the next "
            "release can change them: REASSIGN OWNED BY their owner TO that account.",
        )


@check("database.tls", stage=5, needs="postgres", essential=True)
def way_is_encrypted(postgres: PostgresFacts) -> Iterator[Finding]:
    """The way to the database is encrypted"""
    if postgres.private:
        raise NotApplicable("The database is on this machine or in the platform's own network.")
    fix = "Add ?sslmode=require to the end of DATABASE_URL (&sslmode=require after another ?), "
    if not postgres.encrypted:
        yield Finding(
            severity=Severity.BLOCKER,
            subject="DATABASE_URL",
            summary="Everything between the app and the database travels in the open.",
            evidence=f"{postgres.host} was reached without encryption.",
            impact="Anybody on the way reads leads, conversations and the password.",
            fix=fix + "and redeploy.",
            reference="PostgreSQL, libpq, sslmode",
        )
    elif postgres.sslmode not in FORCED:
        yield Finding(
            severity=Severity.CLEANUP,
            subject="DATABASE_URL",
            summary="The way to the database is encrypted today, and need not be tomorrow.",
            evidence=f"sslmode is {postgres.sslmode or 'not given'}: without encryption it would "
            "connect all the same.",
            impact="Somebody on the way can switch the encryption off without anybody noticing.",
            fix=fix + "and redeploy.",
            reference="PostgreSQL, libpq, sslmode",
        )


@check("database.version", stage=3, needs="postgres")
def is_still_mended(postgres: PostgresFacts) -> Iterator[Finding]:
    """The database's version still gets its holes mended"""
    until = MENDED_UNTIL.get(postgres.version)
    if postgres.version > max(MENDED_UNTIL):
        raise CannotTell(f"PostgreSQL {postgres.version} is newer than this check knows.")
    if until is None or until < postgres.today:
        yield Finding(
            severity=Severity.TRUST,
            subject="PostgreSQL",
            summary=f"PostgreSQL {postgres.version} gets no more mending.",
            evidence=f"It runs {postgres.version_text}"
            + (f"; support ended on {until}." if until else "."),
            impact="Holes found from now on stay open.",
            fix="Take a backup, then choose a newer version at your platform: Render: your "
            "database, Settings, Upgrade; Heroku: heroku pg:upgrade.",
            reference="postgresql.org, Versioning Policy",
        )


@check("database.timeouts", stage=5, needs="postgres")
def nothing_holds_for_ever(postgres: PostgresFacts) -> Iterator[Finding]:
    """No query and no forgotten transaction holds the database for ever"""
    lacking = []
    if not postgres.statement_timeout:
        lacking.append("ALTER ROLE CURRENT_USER SET statement_timeout = '60s';")
    if not postgres.idle_timeout:
        lacking.append("ALTER ROLE CURRENT_USER SET idle_in_transaction_session_timeout = '60s';")
    if lacking:
        yield Finding(
            severity=Severity.CLEANUP,
            subject="PostgreSQL",
            summary="A stuck query or transaction is never ended by the database.",
            evidence=f"statement_timeout is {postgres.statement_timeout} ms, "
            f"idle_in_transaction_session_timeout is {postgres.idle_timeout} ms (0 is never).",
            impact="One of them can hold every visitor up until somebody restarts the database.",
            fix="Run python manage.py dbshell, and there: " + " ".join(lacking),
            reference="PostgreSQL, Client Connection Defaults",
        )


@check("database.account", stage=5, needs="postgres")
def account_is_no_superuser(postgres: PostgresFacts) -> Iterator[Finding]:
    """The app's account at the database may not do everything"""
    if postgres.superuser and not postgres.local:
        yield Finding(
            # Nobody from outside reaches a private network's, so less hangs on it.
            severity=Severity.CLEANUP if postgres.private else Severity.TRUST,
            subject="DATABASE_URL",
            summary="The app signs in to the database as its superuser.",
            impact="Whoever gets in through the app owns the whole server, other databases too.",
            fix="Make an account of its own with CREATE ROLE slipway LOGIN PASSWORD '…'; and "
            "ALTER DATABASE … OWNER TO slipway; and put it into DATABASE_URL.",
        )


@check("database.backups", stage=7, needs=("engine", "copies"))
def somebody_keeps_a_copy(
    engine: PostgresFacts | SqliteFacts, copies: CopiesFacts = NO_COPIES
) -> Iterator[Finding]:
    """Somebody keeps a copy of the data

    A fresh backup in BACKUP_URL is one. Otherwise judged by what PostgreSQL itself shows: whether
    it hands its log of changes to an archive, and when it last did. A host that copies disks behind
    its back shows nothing, so that stays unknown.
    """
    if copies.age is not None and copies.age <= OLD and not copies.vanishes:
        return
    if isinstance(engine, SqliteFacts):
        yield from _file_is_copied(engine)
        return
    if engine.local:
        raise NotApplicable("This is a local address.")
    if not engine.host or engine.host.startswith("/") or is_local(engine.host):
        if not engine.archiving:
            yield _no_copy("The database runs on this machine and hands its changes to nobody.")
        return
    ago = engine.archived_seconds_ago
    if engine.archiving and ago is not None:
        if ago > DAY:
            yield _no_copy(f"Its last piece was archived {ago / DAY:.0f} days ago.")
        return
    ending = next((end for end in HOSTS if engine.host.endswith(end)), "")
    if engine.host.startswith("dpg-") and "." not in engine.host:
        ending = "render.com"
    raise CannotTell(
        "PostgreSQL does not show whether its host keeps copies. Look there"
        + (f" ({HOSTS[ending]})" if ending else "")
        + ", and restore one once to see that it works."
    )


def _file_is_copied(sqlite: SqliteFacts) -> Iterator[Finding]:
    if sqlite.local:
        raise NotApplicable("This is a local address.")
    yield Finding(
        severity=Severity.TRUST,
        subject="copies",
        summary="Nobody keeps a copy of the data.",
        evidence=f"The data is one file, {sqlite.disk.path}, and SQLite copies nothing by itself.",
        impact="A broken disk or a wrong click loses every lead.",
        fix="Use PostgreSQL with backups at your platform. Or set BACKUP_URL and run python "
        "manage.py backup every night (docs/backups.md); cp would copy half a change.",
        told_by=OWN,
    )


def _no_copy(evidence: str) -> Finding:
    return Finding(
        severity=Severity.TRUST,
        subject="copies",
        summary="Nothing shows that a copy of the data is kept.",
        evidence=evidence,
        impact="A broken disk or a wrong click loses every lead.",
        fix="Move to a database with backups at your platform, or set BACKUP_URL and run python "
        "manage.py backup every night (docs/backups.md). Restore one once to see that it works.",
        told_by=OWN,
    )
