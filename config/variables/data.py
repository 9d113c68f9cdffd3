"""Where the data lives."""

from __future__ import annotations

from config.variables import checks
from ops.environment import Kind, Variable

GROUP = "Database and Redis"

VARIABLES: tuple[Variable, ...] = (
    Variable(
        name="DATABASE_URL",
        group=GROUP,
        kind=Kind.URL,
        secret=True,
        check=checks.database_url,
        purpose="Where the data lives. Empty means an SQLite file in var/, fine for one process.",
        source="your PostgreSQL host; it looks like postgres://USER:PASSWORD@HOST:5432/NAME. "
        "Write / ? # @ : % inside the password percent-encoded.",
        rotation="change the password at the database host, then here, then redeploy.",
    ),
    Variable(
        name="DATABASE_POOL_SIZE",
        group=GROUP,
        kind=Kind.NUMBER,
        default="4",
        check=checks.processes,
        purpose="The most PostgreSQL connections one process may hold.",
    ),
    Variable(
        name="REDIS_URL",
        group=GROUP,
        kind=Kind.URL,
        secret=True,
        check=checks.redis_url,
        purpose="Shares rate limits between processes and feeds the worker. Empty works without "
        "both: limits count per process, and the web process sends the emails.",
        source="your Redis host; redis://… or, encrypted, rediss://…",
        rotation="change it at the Redis host, then here, then redeploy.",
    ),
    Variable(
        name="REDIS_SELF_SIGNED",
        group=GROUP,
        kind=Kind.FLAG,
        default="false",
        purpose="Accept a rediss:// server whose certificate nobody vouches for, as Heroku's is.",
    ),
)
