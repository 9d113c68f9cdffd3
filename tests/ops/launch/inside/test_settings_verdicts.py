"""What is said of settings that a program can read and a live site should not have."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from ops.launch import registry
from ops.launch.findings import CannotTell, NotApplicable
from ops.launch.gather.inside_disk import DiskFacts, disk_of
from ops.launch.gather.inside_secrets import SecretFacts
from tests.ops.launch.inside.facts import BUILTIN, LIVE, found, severities


def test_a_good_deployment_has_nothing_to_change() -> None:
    for check in registry.all_checks():
        if check.needs != ("settings",):
            continue
        try:
            assert not list(check.judge(LIVE)), check.id
        except (NotApplicable, CannotTell):
            continue


PAID = replace(BUILTIN, provider="openai", model="small", key_is_set=True, key_kind="openai")

#: check, what is different, the severities it must find, and words of the finding.
BROKEN: list[tuple[str, dict[str, Any], list[str], str]] = [
    ("settings.debug", {"debug": True}, ["blocker"], "DEBUG"),
    ("settings.hosts", {"allowed_hosts": ("*",)}, ["blocker"], "any name"),
    ("settings.hosts", {"allowed_hosts": (".onrender.com",)}, ["blocker"], "other people"),
    ("settings.hosts", {"allowed_hosts": (".mayalindqvist.se",)}, ["trust"], "every name under"),
    ("settings.hosts", {"allowed_hosts": ("*.mayalindqvist.se",)}, ["trust"], "every name under"),
    ("settings.hosts", {"allowed_hosts": ("https://mayalindqvist.se",)}, ["trust"], "never"),
    ("settings.hosts", {"allowed_hosts": ("mayalindqvist.se:443",)}, ["trust"], "never"),
    ("settings.hosts", {"allowed_hosts": ("www.mayalindqvist.se",)}, ["trust"], "Forms"),
    ("settings.proxies", {"proxies": ""}, ["blocker"], "look like one"),
    ("settings.proxies", {"proxies": "0.0.0.0/0"}, ["blocker"], "any address"),
    ("settings.proxies", {"proxies": "render,::/0"}, ["blocker"], "any address"),
    ("settings.proxies", {"proxies": "heroku"}, ["trust"], "heroku"),
    ("settings.proxies", {"proxies": "9"}, ["trust"], "9 proxies"),
    ("settings.log_level", {"log_level": "DEBUG"}, ["trust"], "everything"),
    ("settings.log_level", {"log_level": "ERROR"}, ["cleanup"], "which requests"),
    ("settings.maintenance", {"maintenance": True}, ["blocker"], "closed"),
    ("settings.recover_owner", {"values": {"RECOVER_OWNER": "maya"}}, ["trust"], "still set"),
    ("settings.time", {"aware_times": False}, ["trust"], "UTC"),
    ("settings.time", {"time_zone": "Europe/Stockholm"}, ["trust"], "UTC"),
    ("settings.admin_env", {"admin_variables": ("DJANGO_SUPERUSER_PASSWORD",)}, ["trust"], "admin"),
    ("settings.env_file", {"env_file": ".env"}, ["trust"], "from a file"),
    ("settings.env_file", {"env_file": ".env", "env_file_open": True, "platform": ""}, ["trust"],
     "Everybody"),
    ("settings.smtp", {"smtp": ("smtp", "mail.provider.se")}, ["blocker"], "unencrypted"),
    ("settings.smtp", {"smtp": ("smtp", "localhost")}, ["trust"], "this machine"),
    ("settings.site_url", {"site_url": "http://127.0.0.1:8000", "local": True}, ["blocker"],
     "own computer"),
    ("settings.database", {"sqlite": True}, ["blocker"], "wipes"),
    ("settings.model", {"models": (replace(PAID, key_kind="anthropic"),)}, ["blocker"], "sent to"),
    ("settings.model", {"models": (replace(PAID, base_url="http://api.groq.se/v1"),)},
     ["blocker"], "unencrypted"),
    ("settings.model", {"models": (replace(PAID, base_url="http://localhost:11434/v1"),)},
     ["blocker"], "own machine"),
    ("settings.model", {"models": (PAID, PAID)}, ["cleanup"], "again"),
    ("settings.budget", {"models": (replace(PAID, price_in=0.0),)}, ["blocker"], "free"),
    ("settings.budget", {"models": (PAID,), "daily_budget": 0.0}, ["trust"], "never be asked"),
    ("settings.budget", {"models": (PAID,), "conversation_budget": 50.0}, ["trust"], "whole day"),
    ("settings.budget", {"models": (PAID,), "daily_budget": 500.0}, ["cleanup"], "500"),
]  # fmt: skip


@pytest.mark.parametrize(("id", "change", "wanted", "words"), BROKEN)
def test_what_is_broken_is_named(
    id: str, change: dict[str, Any], wanted: list[str], words: str
) -> None:
    findings = found(id, replace(LIVE, **change))
    assert [finding.severity.value for finding in findings] == wanted
    assert words in findings[0].summary
    for finding in findings:
        assert finding.fix and finding.impact and finding.subject


@pytest.mark.parametrize(
    ("name", "value", "severity"),
    [
        ("SITE_URL", "https://chat.example.com", "blocker"),
        ("SITE_URL", "https://your-domain.com", "blocker"),
        ("SITE_URL", "https://chat.yourdomain.com", "blocker"),
        ("OWNER_EMAIL", "you@example.com", "blocker"),
        ("OWNER_EMAIL", "maya@localhost", "blocker"),
        ("DEFAULT_FROM_EMAIL", "Maya Lindqvist <hello@example.com>", "blocker"),
        ("DEFAULT_FROM_EMAIL", "hello@northbound.example", "blocker"),
        ("ALLOWED_HOSTS", "example.com,www.example.com", "trust"),
        ("EMBED_ORIGINS", "https://www.example.com", "trust"),
        ("EMAIL_DOMAIN", "mg.example.com", "trust"),
        ("EMBED_ORIGINS", "https://my-site.test", "trust"),
    ],
)
def test_examples_left_in_place_are_found(name: str, value: str, severity: str) -> None:
    assert severities("settings.placeholders", replace(LIVE, values={name: value})) == [severity]


@pytest.mark.parametrize(
    "value",
    ["https://examplecoaching.com", "https://localhosting.se", "hello@exemplary.org",
     "https://contest.se", "https://mytestsite.com", "hello@latest.com"],
)  # fmt: skip
def test_real_names_that_look_like_examples_are_let_be(value: str) -> None:
    assert not found("settings.placeholders", replace(LIVE, values={"SITE_URL": value}))


def test_a_local_model_server_is_no_placeholder() -> None:
    values = {"LLM_BASE_URL": "http://localhost:11434/v1"}
    assert not found("settings.placeholders", replace(LIVE, values=values))


def test_secrets_are_named_and_never_shown() -> None:
    facts = SecretFacts(
        weak=(("OPS_TOKEN", "can be guessed"),),
        dummy=(("LLM_API_KEY", "holds words of an example"),),
        shared=(("SECRET_KEY", "OPS_TOKEN"),),
        leaking=(("LLM_MODEL", "LLM_API_KEY"),),
        fallbacks=("One of the old keys is the present one, so nothing was rotated.",),
    )
    broken = replace(LIVE, secrets=facts)
    assert severities("secrets.weak", broken) == ["blocker"]
    assert severities("secrets.dummy", broken) == ["blocker"]
    assert severities("secrets.shared", broken) == ["trust", "blocker"]
    assert severities("secrets.rotation", broken) == ["trust"]
    assert severities("secrets.weak", replace(broken, local=True)) == ["trust"]


MOUNTS = "overlay / overlay rw 0 0\n/dev/sda1 /var/data ext4 rw 0 0\ntmpfs /tmp tmpfs rw 0 0\n"


def test_the_kind_of_disk_is_told_from_the_mounts(tmp_path: Any) -> None:
    mounts = f"overlay / overlay rw 0 0\n/dev/sda1 {tmp_path} ext4 rw 0 0\n"
    disk = disk_of(tmp_path / "new" / "db.sqlite3", mounts)
    assert (disk.kind, disk.mount, disk.vanishes) == ("ext4", str(tmp_path), False)
    assert disk.writable and disk.free > 0 and disk.size == 0
    outside = disk_of(tmp_path / "db.sqlite3", "overlay / overlay rw 0 0\n")
    assert outside.vanishes


@pytest.mark.parametrize(
    ("platform", "kind", "mount", "kept"),
    [
        ("", "ext4", "/", True),
        ("", "overlay", "/", False),
        ("", "tmpfs", "/data", False),
        ("render", "ext4", "/", False),
        ("render", "ext4", "/var/data", True),
        ("heroku", "ext4", "/app/data", False),
        ("fly", "ext4", "/data", True),
    ],
)
def test_an_sqlite_file_is_kept_on_a_disk_of_its_own(
    platform: str, kind: str, mount: str, kept: bool
) -> None:
    from ops.launch.gather.inside import _is_kept

    assert _is_kept(DiskFacts(path="x", kind=kind, mount=mount), platform) is kept
