"""The facts of what runs here: versions, static files, clocks, the variables of the manifest."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.utils import timezone
from pytest_django import Settings

from config.env import MANIFEST
from ops.launch import registry
from ops.launch.checks.inside.covered import JUDGED, NOT_JUDGED
from ops.launch.findings import CannotTell, NotApplicable
from ops.launch.gather.inside import facts_here
from ops.launch.gather.inside_running import (
    _used_files,
    gather_clocks,
    gather_sender,
    gather_static,
    gather_versions,
)
from ops.launch.world import World, target_for
from ops.models import ChoreRun, OutboxMessage
from ops.schedule import life
from ops.schedule.run import run_due
from tests.ops.launch.inside.facts import found, severities
from tests.own_process import BARE, run


@pytest.fixture
def world() -> World:
    return World(target=replace(target_for("chat.mayalindqvist.se"), inside=True))


def test_every_variable_has_a_check_or_a_reason() -> None:
    names = {variable.name for variable in MANIFEST}
    ids = {check.id for check in registry.all_checks()}
    assert names == set(JUDGED) | set(NOT_JUDGED)
    assert not set(JUDGED) & set(NOT_JUDGED)
    for name, checks in JUDGED.items():
        assert checks and set(checks) <= ids, name
    for name, reason in NOT_JUDGED.items():
        assert len(reason.split()) >= 5, name


def test_every_secret_is_looked_at_for_being_real() -> None:
    secret = {variable.name for variable in MANIFEST if variable.secret}
    assert "secrets.rotation" in JUDGED["SECRET_KEY_FALLBACKS"]
    secret -= {"SECRET_KEY_FALLBACKS"}
    assert secret <= {name for name, checks in JUDGED.items() if "secrets.dummy" in checks}


def test_libraries_are_compared_with_the_pins(
    world: World, settings: Settings, tmp_path: Path
) -> None:
    facts = gather_versions(world)
    assert facts.pinned > 20
    assert facts.django >= (5, 2)
    (tmp_path / "requirements.txt").write_text("Django==1.0 \\\n  --hash=x\nnot-here==3\n")
    settings.BASE_DIR = tmp_path
    other = gather_versions(world).other
    assert [(name, want) for name, _, want in other] == [("Django", "1.0")]
    assert severities("settings.libraries", gather_versions(world)) == ["cleanup"]


def test_static_files_are_compared_with_what_templates_name(
    world: World, settings: Settings, tmp_path: Path
) -> None:
    settings.STATIC_ROOT = tmp_path
    assert severities("settings.static", gather_static(world)) == ["blocker"]
    (tmp_path / "a.1.css").write_text("")
    paths = {"a.css": "a.1.css", "b.css": "b.2.css"}
    (tmp_path / "staticfiles.json").write_text(json.dumps({"paths": paths}))
    facts = gather_static(world)
    assert facts.lost == ("b.2.css",)
    assert any(name.startswith("chatbot/") for name, _ in facts.missing)
    settings.DEBUG = True
    with pytest.raises(NotApplicable):
        gather_static(world)


def test_every_file_a_template_names_is_there_to_be_built() -> None:
    used = dict(_used_files())
    assert len(used) > 5
    assert [name for name in used if not finders.find(name)] == []


@pytest.mark.django_db
def test_emails_that_wait_for_nobody(world: World, settings: Settings) -> None:
    settings.REDIS_URL = ""
    OutboxMessage.objects.create(
        kind="x", to="x@coach.se", subject="x", text="x", message_id="1",
        next_attempt_at=timezone.now() - timedelta(hours=1),
    )  # fmt: skip
    facts = gather_sender(world)
    assert (facts.redis, facts.late, facts.sent) == (False, 1, 0)
    assert severities("monitoring.worker", facts) == ["blocker"]


@pytest.mark.django_db(transaction=True)
def test_a_web_process_is_heard_of_in_the_database_where_there_is_no_redis(
    world: World, settings: Settings
) -> None:
    settings.REDIS_URL = ""
    with pytest.raises(CannotTell, match="Start the site"):
        found("monitoring.worker", gather_sender(world))
    assert life.NAME in run_due()
    assert gather_sender(world).web
    assert found("monitoring.worker", gather_sender(world)) == []
    ChoreRun.objects.filter(name=life.NAME).update(began_at=timezone.now() - timedelta(minutes=4))
    assert not gather_sender(world).web


@pytest.mark.django_db
def test_clocks_are_only_compared_where_there_is_a_second_one() -> None:
    here = World(target=replace(target_for("127.0.0.1"), inside=True))
    try:
        facts = gather_clocks(here)
    except NotApplicable:
        return
    assert facts.site is None
    assert found("settings.clock", facts) == []


def test_the_facts_of_these_settings_hold_no_secret(settings: Settings) -> None:
    facts = repr(facts_here())
    assert settings.SECRET_KEY not in facts
    assert settings.OPS_TOKEN not in facts


#: A deployment with nothing wrong in these, and one with much.
DEPLOYED = {
    "SECRET_KEY": "kX8-f91Lq_77aPzW3mTy0RbC5nVd2HjE6gUs4oQiYtKe1xMwZr",
    "SITE_URL": "https://chat.mayalindqvist.se",
}


BROKEN = {
    "ALLOWED_HOSTS": "*",
    "OPS_TOKEN": "abab" * 10,
    "IDENTITY_SECRET": "change-me-change-me-change-me-change-me",
    "SITE_URL": "https://your-domain.com",
    "RENDER": "true",
    "LOG_LEVEL": "DEBUG",
    "MAINTENANCE": "true",
    "DJANGO_SUPERUSER_PASSWORD": "x1",
    "LLM_PROVIDER": "openai",
    "LLM_MODEL": "small",
    "LLM_API_KEY": "sk-" + "ant-a1B2c3D4e5",
    "LLM_PRICE_IN": "0",
    "EMAIL_PROVIDER": "smtp",
    "EMAIL_URL": "smtp://maya:kX8-f91Lq@mail.host.se:25",
}


def test_check_deploy_names_everything_that_is_broken() -> None:
    done = run("manage.py", "check", "--deploy", **{**BARE, **DEPLOYED, **BROKEN})
    said = done.stdout + done.stderr
    for id in (
        "settings.hosts", "secrets.weak", "secrets.dummy", "settings.placeholders",
        "settings.proxies", "settings.database", "settings.log_level", "settings.maintenance",
        "settings.admin_env", "settings.model", "settings.budget", "settings.smtp",
    ):  # fmt: skip
        assert f"ops.launch.{id})" in said, id
    for name in ("OPS_TOKEN", "IDENTITY_SECRET", "LLM_API_KEY", "EMAIL_URL"):
        assert BROKEN[name] not in said
    assert "kX8-f91Lq" not in said


def test_check_deploy_names_a_secret_that_is_used_twice() -> None:
    twice = {**DEPLOYED, "OPS_TOKEN": DEPLOYED["SECRET_KEY"]}
    done = run("manage.py", "check", "--deploy", **{**BARE, **twice})
    assert "ops.launch.secrets.shared)" in done.stdout + done.stderr
    assert twice["OPS_TOKEN"] not in done.stdout + done.stderr
