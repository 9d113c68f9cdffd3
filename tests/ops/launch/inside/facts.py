"""Facts of a deployment with nothing wrong, to be broken one by one, and what is said of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from ops.launch import registry
from ops.launch.findings import Finding
from ops.launch.gather.inside import ModelFacts, SettingsFacts
from ops.launch.gather.inside_database import PostgresFacts, SqliteFacts
from ops.launch.gather.inside_disk import DiskFacts
from ops.launch.gather.inside_redis import RedisFacts
from ops.launch.gather.inside_running import VersionFacts

BUILTIN = ModelFacts(
    prefix="LLM_", provider="builtin", model="", base_url="", key_is_set=False, key_kind="",
    price_in=3, price_out=15,
)  # fmt: skip
LIVE = SettingsFacts(
    site_url="https://chat.mayalindqvist.se", site_host="chat.mayalindqvist.se", local=False,
    debug=False, problems=(), email_provider="postmark", from_address="hello@mayalindqvist.se",
    from_is_set=True, owner_email="maya@mayalindqvist.se", redis=True, sqlite=False,
    sqlite_kept=False, ops_token=True, sentry=True, processes=2, platform="render",
    values={"SITE_URL": "https://chat.mayalindqvist.se"},
    allowed_hosts=("chat.mayalindqvist.se",), origins=("https://chat.mayalindqvist.se",),
    proxies="render", models=(BUILTIN, replace(BUILTIN, prefix="LLM_FALLBACK_")),
    daily_budget=5, conversation_budget=0.25,
)  # fmt: skip
POSTGRES = PostgresFacts(
    host="db.mayalindqvist.se", private=False, encrypted=True, sslmode="require", version=17,
    version_text="17.2", today=date(2026, 11, 26), max_connections=100, reserved=3, role_limit=-1,
    database_limit=-1, open_now=10, statement_timeout=60_000, idle_timeout=60_000, superuser=False,
    archiving=True, archived_seconds_ago=300.0, replicas=0, clock=0.01, clock_margin=0.01, pool=4,
    web_processes=2, worker_processes=2,
)  # fmt: skip
REDIS = RedisFacts(
    reachable=True, encrypted=True, password=True, policy="noeviction", version="7.2.1",
    maximum=100_000_000, used=1_000_000, clients=5, max_clients=100,
)  # fmt: skip
SQLITE = SqliteFacts(
    disk=DiskFacts(path="/var/data/db.sqlite3", kind="ext4", mount="/var/data", free=10**10,
                   size=10**6),
    journal="wal", version="3.45.0", platform="render", local=False,
)  # fmt: skip
VERSIONS = VersionFacts(
    today=date(2026, 11, 26), python=(3, 13), django=(5, 2), django_text="5.2.19", pinned=60
)


def found(id: str, *facts: Any) -> list[Finding]:
    """What the check says of the facts."""
    check = next(check for check in registry.all_checks() if check.id == id)
    return list(check.judge(*facts))


def severities(id: str, *facts: Any) -> list[str]:
    """How bad what it says is."""
    return [finding.severity.value for finding in found(id, *facts)]
