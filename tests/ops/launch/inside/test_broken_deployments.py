"""Whole deployments, broken in known ways: each fault is named once, by words that say what to do.

Two run as a founder runs them, in a process of their own; the rest are verdicts over facts.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from dataclasses import replace
from typing import Any

import pytest

from config.env import MANIFEST
from ops.environment import Environment, EnvProblem
from ops.launch.findings import NotApplicable, Result, Status
from ops.launch.gather.inside import ModelFacts, SettingsFacts
from ops.launch.gather.inside_unread import unread
from ops.launch.registry import all_checks
from ops.launch.runner import told_once
from tests.ops.launch.inside.facts import BUILTIN, LIVE, found
from tests.own_process import run

PAID = replace(BUILTIN, provider="openai", model="gpt-4o-mini", key_is_set=True, key_kind="openai")
UNREADABLE = {
    # Variables of a deployment: what each is set to, and the only check that speaks of it.
    "SECRET_KEY": ("django-insecure-" + "k3", "settings.environment"),
    "SITE_URL": ("https://52.14.9.200", "settings.site_url"),
    "ALLOWED_HOSTS": ("['*']", "settings.hosts"),
    "OPS_TOKEN": ("${OPS_TOKEN}", "secrets.dummy"),
    "IDENTITY_SECRET": ("s3cr3t-0ne", "settings.environment"),
    "ADMIN_PATH": ("my admin?", "settings.environment"),
    "WEB_CONCURRENCY": ("auto", "settings.environment"),
    "TRUSTED_PROXIES": ("any", "settings.environment"),
    "SENTRY_DSN": ("https://sentry.io/settings/projects", "settings.environment"),
    "REDIS_URL": ("http://red-1:6379", "settings.environment"),
    "DATABASE_URL": ("mysql://a:b@c/d", "settings.environment"),
    "EMAIL_PROVIDER": ("mailchimp", "settings.environment"),
    "DEFAULT_FROM_EMAIL": ("Maya <maya@hotmail.co.uk>", "settings.sender"),
    "OWNER_EMAIL": ("you@example.com", "settings.placeholders"),
    "LLM_DAILY_BUDGET": ("none", "settings.environment"),
    "LOG_LEVEL": ("debug", "settings.environment"),
    "OWNER_MAIL": ("maya@lindqvist-coaching.com", "settings.unread"),
    "STRIPE_SECRET_KEY": ("sk_" + "test_4eC39HqLyjWDarjtT1zdp7dc", "secrets.test_keys"),
}
ONLY = (
    "settings", "secrets.dummy", "secrets.weak", "secrets.shared", "secrets.test_keys", "database",
    "limits.proxies", "limits.shared", "admin", "chat.business", "chat.knowledge", "leads",
    "monitoring", "cache",
)  # fmt: skip


def looked(**variables: str) -> dict[str, Any]:
    """``launch_check --json`` of a deployment with these variables."""
    only = [word for area in ONLY for word in ("--only", area)]
    done = run("manage.py", "launch_check", "--json", "--timeout", "10", *only, **variables)
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def test_eighteen_faults_at_once_are_each_named_once_and_nothing_breaks() -> None:
    values = {name: value for name, (value, _) in UNREADABLE.items()}
    report = looked(RENDER="true", RENDER_GIT_COMMIT="4f2c9d1e8a7b", **values)
    named = Counter(
        (finding["subject"], result["id"])
        for result in report["results"]
        for finding in result["findings"]
    )
    for name, (value, check) in UNREADABLE.items():
        subject = value if check == "settings.hosts" else name
        assert [(id, n) for (about, id), n in named.items() if about == subject] == [(check, 1)]
    assert [r["id"] for r in report["results"] if r["status"] == "error"] == []
    for result in report["results"]:
        for finding in result["findings"]:
            assert finding["summary"] and finding["fix"] and finding["impact"]


@pytest.mark.skipif(
    not os.environ.get("DATABASE_URL", "").startswith("postgres"), reason="needs PostgreSQL"
)
@pytest.mark.parametrize("url", ["NONE", "CLOSED"])
def test_a_database_without_tables_or_without_a_server_is_no_error_of_ours(url: str) -> None:
    address = os.environ["DATABASE_URL"].rpartition("/")[0]
    closed = "postgres://a:" + "kX8f91Lq@127.0.0.1:1/x"
    address = f"{address}/template1" if url == "NONE" else closed
    report = looked(SITE_URL="https://chat.lindqvist-coaching.com", DATABASE_URL=address)
    assert [r["id"] for r in report["results"] if r["status"] == "error"] == []
    wanted = "database.migrations.applied" if url == "NONE" else "database.reachable"
    assert wanted in [r["id"] for r in report["results"] if r["status"] == "fail"]


#: What is different, the check that tells it, how bad it is, and words that stand in its fix.
VERDICTS: list[tuple[dict[str, Any], str, str, str]] = [
    ({"site_url": "https://slipway", "site_host": "slipway"}, "settings.site_url", "blocker",
     "SITE_URL"),
    ({"site_url": "https://a.onrender.com", "site_host": "a.onrender.com",
      "platform_host": "b.onrender.com"}, "settings.site_url", "blocker", "https://b.onrender.com"),
    ({"site_url": "https://chat.mayalindqvist.se:8000"}, "settings.site_url", "blocker",
     "SITE_URL"),
    ({"from_address": "hello@b.onrender.com"}, "settings.sender", "blocker", "a domain you own"),
    ({"from_address": "maya@yahoo.co.uk"}, "settings.sender", "blocker", "your own domain"),
    ({"from_address": "maya@other-agency.com"}, "settings.sender", "cleanup", "mayalindqvist.se"),
    ({"email_unread": (("EMAIL_URL", "smtp"),)}, "settings.email_provider", "cleanup", "smtp"),
    ({"smtp": ("smtps", "smtp.host.se"), "smtp_port": 587}, "settings.smtp", "blocker",
     "smtp+tls://"),
    ({"smtp": ("smtp+tls", "smtp.host.se"), "smtp_port": 465}, "settings.smtp", "blocker",
     "smtps://"),
    ({"smtp": ("smtp+tls", "smtp.host.se"), "smtp_port": 25}, "settings.smtp", "trust", "587"),
    ({"smtp": ("smtp+tls", "smtp.host.se"), "smtp_account": False}, "settings.smtp", "trust",
     "USER:PASSWORD"),
    ({"sentry_share": 0.0}, "settings.error_reports", "cleanup", "SENTRY_SAMPLE_RATE to 1"),
    ({"unread": (("OWNER_MAIL", "OWNER_EMAIL"),)}, "settings.unread", "trust", "OWNER_EMAIL"),
    ({"unread": (("TIME_ZONE", ""),)}, "settings.unread", "trust", "config/settings.py"),
    ({"models": (replace(PAID, provider="anthropic", key_kind="anthropic"), BUILTIN)},
     "settings.model", "blocker", "LLM_MODEL"),
    ({"models": (replace(BUILTIN, key_is_set=True, key_kind="openai"), BUILTIN)},
     "settings.model", "cleanup", "LLM_PROVIDER to openai"),
    ({"problems": (EnvProblem(name="EMAIL_API_KEY", text="is missing", fatal=False),)},
     "settings.environment", "blocker", "EMAIL_API_KEY"),
    ({"problems": (EnvProblem(name="LLM_API_KEY", text="is missing", fatal=False),)},
     "settings.environment", "trust", "LLM_API_KEY"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "check", "severity", "words"), VERDICTS)
def test_what_is_broken_is_told_with_what_to_type(
    change: dict[str, Any], check: str, severity: str, words: str
) -> None:
    (finding,) = found(check, replace(LIVE, **change))
    assert finding.severity.value == severity
    assert words in finding.fix
    assert finding.impact and finding.subject


@pytest.mark.parametrize(
    "change",
    [
        {"from_address": "hello@mail.mayalindqvist.se"},
        {"from_address": "hello@liveyourlife.com", "site_host": "liveyourlife.com"},
        {"from_address": "maya@lindqvist.com", "site_host": "b.onrender.com"},
        {"smtp": ("smtps", "smtp.host.se"), "smtp_port": 465},
        {"smtp": ("smtp+tls", "smtp.host.se"), "smtp_port": 2525},
        {"site_url": "https://chat.mayalindqvist.se:443"},
        {"models": (PAID, BUILTIN)},
        {"models": (replace(PAID, model="claude-x", base_url="https://proxy.se/v1"), BUILTIN)},
    ],
)
def test_what_is_unusual_and_right_is_let_be(change: dict[str, Any]) -> None:
    here: SettingsFacts = replace(LIVE, **change)
    for check in ("settings.sender", "settings.smtp", "settings.site_url", "settings.model"):
        try:
            assert found(check, here) == [], check
        except NotApplicable:
            continue


def test_variables_that_nothing_reads() -> None:
    environment = Environment(MANIFEST, {})
    set_here = {
        "DEFUALT_FROM_EMAIL": "x", "SENTRY_DNS": "x", "EMAIL_HOST": "x", "OPENAI_API_KEY": "x",
        "SITE_URL": "x", "PATH": "x", "PORT": "1", "DATABASE_POOL_SIZES": "",
        "REDIS_TLS_URL": "x", "RENDER_EXTERNAL_HOSTNAME": "x", "WEB_MEMORY": "x", "HOME": "x",
        "PYTHON_VERSION": "x", "DYNO": "x", "HEROKU_APP_NAME": "x", "LANG": "C", "GPG_KEY": "x",
    }  # fmt: skip
    assert list(unread(set_here, environment)) == [
        ("DEFUALT_FROM_EMAIL", "DEFAULT_FROM_EMAIL"),
        ("EMAIL_HOST", "EMAIL_URL"),
        ("OPENAI_API_KEY", "LLM_API_KEY"),
        ("SENTRY_DNS", "SENTRY_DSN"),
    ]


def test_no_two_checks_leave_each_other_the_telling() -> None:
    """``told_by`` that goes in a circle would lose a finding altogether."""
    broken = replace(
        LIVE, site_url="http://chat.mayalindqvist.se", platform="render", proxies="",
        values={"SITE_URL": "http://your-domain.com"}, redis=False, ops_token=False,
        problems=(EnvProblem(name="TRUSTED_PROXIES", text="is none", fatal=True),),
        models=(ModelFacts(prefix="LLM_", provider="builtin", model="", base_url="",
                           key_is_set=True, key_kind="", price_in=3, price_out=15),),
    )  # fmt: skip
    results = []
    for check in all_checks():
        if check.needs != ("settings",):
            continue
        try:
            findings = tuple(check.judge(broken))
        except NotApplicable:
            continue
        results.append(
            Result(id=check.id, stage=check.stage, title=check.title, essential=check.essential,
                   status=Status.FAIL, findings=findings)
        )  # fmt: skip
    subjects = {finding.subject for result in results for finding in result.findings}
    left = {finding.subject for result in told_once(results) for finding in result.findings}
    assert subjects == left
