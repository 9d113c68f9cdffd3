"""A rollback refuses before it changes anything, and does its steps in the one order that holds."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import override_settings

from lab.json_api import served
from lab.platform_api import HerokuApi, PlatformApi, Refusal, RenderApi
from ops.models import AuditEntry, Release
from tests.ops.releases.rows import COMMITS, applied, released

pytestmark = pytest.mark.django_db(transaction=True)

KEY = "key-of-a-test-" + "0123456789"
LATER = ("ops.0004_audit_trail", "ops.0005_roles", "ops.0006_releases")
LOSS = ("--accept-data-loss", "r2")


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test waits for a platform; none is on one."""
    for name in ("heroku", "render"):
        monkeypatch.setattr(f"ops.releases.platforms.{name}.PAUSE", 0)
    monkeypatch.setattr("ops.releases.platforms.render.DRAIN", 0)
    for name in ("RENDER", "DYNO", "RENDER_EXTERNAL_HOSTNAME"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path) -> Iterator[Path]:
    """Where backups go when the platform makes none."""
    with override_settings(BACKUP_URL=f"file://{tmp_path}/backups"):
        yield tmp_path / "backups"


@pytest.fixture
def heroku() -> Iterator[HerokuApi]:
    """An app with three releases: the old code, a config var, the new code."""
    api = HerokuApi(key=KEY)
    api.add(11, COMMITS["r1"])
    api.add(12, COMMITS["r1"], description="Set OWNER_EMAIL config vars")
    api.add(13, COMMITS["r2"])
    api.add(14, COMMITS["r2"], description="Set LLM_MODEL config vars")
    with (
        served(api),
        override_settings(
            HEROKU_API_KEY=KEY, HEROKU_APP_NAME="northbound", PLATFORM_API_URL=api.url
        ),
    ):
        yield api


@pytest.fixture
def render() -> Iterator[RenderApi]:
    """A web service and a worker, each with three deploys."""
    api = RenderApi(key=KEY)
    api.add("srv-web", "web", [COMMITS["r3"], COMMITS["r1"], COMMITS["r2"]])
    api.add("srv-worker", "worker", [COMMITS["r3"], COMMITS["r1"], COMMITS["r2"]])
    with served(api), override_settings(
        RENDER_API_KEY=KEY, RENDER_SERVICE_ID="srv-web", RENDER_WORKER_ID="srv-worker",
        PLATFORM_API_URL=api.url,
    ):  # fmt: skip
        yield api


@pytest.fixture
def tables_back(transactional_db: None) -> Iterator[None]:
    """What a test has really reversed is there again for the next one."""
    yield
    call_command("migrate", verbosity=0)


def two(*, without: tuple[str, ...] = ()) -> None:
    """Release r1, which does not know some migrations, and r2, which serves."""
    released("r1", ago=2, without=without)
    released("r2", ago=1)


def rollback(*words: str) -> tuple[int, str]:
    """Its exit code and everything it said."""
    err = io.StringIO()
    try:
        call_command("rollback", *words, stdout=io.StringIO(), stderr=err)
    except SystemExit as ended:
        return int(ended.code or 0), err.getvalue()
    except CommandError as error:
        return error.returncode, f"{err.getvalue()}{error}"
    return 0, err.getvalue()


def backups(folder: Path) -> int:
    """How many there are."""
    return len(list(folder.glob("*.json")))


# --- Dry run and refusals ----------------------------------------------------------------------


def test_without_yes_nothing_is_changed(heroku: HerokuApi, folder: Path) -> None:
    two(without=LATER)
    code, said = rollback()
    assert code == 0 and "Nothing was changed. To do it: bin/rollback r1 --yes" in said
    assert "1. make a backup" in said and "bring v12 back" in said
    assert heroku.changed() == [] and backups(folder) == 0
    assert Release.objects.filter(kind="rollback").count() == 0


def test_the_plan_and_the_steps_come_as_json_too(render: RenderApi) -> None:
    two()
    out = io.StringIO()
    call_command("rollback", "--json", stdout=out, stderr=io.StringIO())
    found = json.loads(out.getvalue())
    assert found["dry_run"] and found["platform"] == "Render" and len(found["steps"]) == 5


def test_data_is_only_deleted_with_the_newer_releases_name(heroku: HerokuApi, folder: Path) -> None:
    two(without=LATER)
    AuditEntry.objects.create(kind="sign_in")
    for words in ((), ("--accept-data-loss", "r1"), ("--accept-data-loss", "yes")):
        code, said = rollback("--with-schema", "--yes", *words)
        assert code == 1 and "add --accept-data-loss r2" in said
        assert "the table ops_auditentry (1 row holds something)" in said
    assert heroku.changed() == [] and backups(folder) == 0 and AuditEntry.objects.count() == 1


def test_what_cannot_be_reversed_is_refused_before_anything(
    heroku: HerokuApi, unknown_migration: None
) -> None:
    two()
    code, said = rollback("--with-schema", "--yes")
    assert code == 1 and "leads.0099_later: this code does not have it" in said
    assert heroku.changed() == []


def test_tables_of_which_nothing_is_known_are_not_kept_blindly(
    heroku: HerokuApi, unknown_migration: None
) -> None:
    two()
    code, said = rollback("--yes")
    assert code == 1 and "with the code of the newest release" in said
    assert heroku.changed() == []


@pytest.fixture
def unknown_migration() -> Iterator[None]:
    """One that this code does not have; that table outlives a test."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO django_migrations (app, name, applied) "
            "VALUES ('leads', '0099_later', CURRENT_TIMESTAMP)"
        )
    yield
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE name = '0099_later'")


def test_a_reversal_wants_its_backup(heroku: HerokuApi) -> None:
    two()
    code, said = rollback("--with-schema", "--no-backup", "--yes")
    assert code == 1 and "--no-backup goes only with kept tables" in said


@pytest.mark.parametrize("closed", [False, True])
def test_old_code_that_cannot_run_on_the_tables_needs_a_closed_site(
    heroku: HerokuApi, monkeypatch: pytest.MonkeyPatch, tables_back: None, closed: bool
) -> None:
    from ops.releases.verdicts import Verdict

    two(without=LATER)
    monkeypatch.setattr(
        "ops.releases.judging.Judge.judge",
        lambda self, one: Verdict(one.app_label, one.name, breaks=["it reads x.y, which is gone"]),
    )
    code, said = rollback("--yes")
    assert code == 1 and "it reads x.y, which is gone" in said and "--with-schema" in said
    heroku.maintenance = closed
    code, said = rollback("--with-schema", "--yes", *LOSS)
    assert code == (0 if closed else 1)
    assert closed or "heroku maintenance:on" in said
    assert bool(heroku.changed()) is closed


# --- Heroku ------------------------------------------------------------------------------------


def test_heroku_backs_up_brings_the_newest_old_release_back_and_says_what_is_undone(
    heroku: HerokuApi, folder: Path
) -> None:
    two(without=LATER)
    before = applied()
    code, said = rollback("--yes")
    assert code == 0, said
    assert heroku.changed() == [
        ("POST", "/client/v11/databases/addon-1/backups"),
        ("POST", "/apps/northbound/releases"),
    ]
    assert heroku.bodies[heroku.asked.index(("POST", "/apps/northbound/releases"))] == {
        "release": "rel-12"
    }
    assert "Heroku has made b001" in said and backups(folder) == 0
    assert "v14: Set LLM_MODEL config vars" in said and "OWNER_EMAIL" not in said
    assert applied() == before, "the tables are kept"
    row = Release.objects.done()[0]
    assert (row.version, row.kind, row.step) == ("r1", "rollback", "")
    assert KEY not in said


def test_a_database_elsewhere_is_backed_up_by_us(heroku: HerokuApi, folder: Path) -> None:
    heroku.database = False
    two()
    assert rollback("--yes")[0] == 0
    assert backups(folder) == 1


def test_a_second_run_brings_nothing_back_twice(heroku: HerokuApi) -> None:
    two()
    assert rollback("r1", "--yes")[0] == 0
    code, said = rollback("r1", "--yes")
    assert code == 0 and "serves already" in said
    assert heroku.changed().count(("POST", "/apps/northbound/releases")) == 1


def test_a_failed_release_command_is_told_and_the_new_code_goes_on(heroku: HerokuApi) -> None:
    two(without=LATER)
    before = applied()
    heroku.fail_rollback = True
    code, said = rollback("--with-schema", "--yes", *LOSS)
    assert code == 2 and "heroku releases:output v15" in said
    assert applied() == before, "no table is reversed while the newer code serves"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"HEROKU_API_KEY": "wrong-" + "0123456789"}, "does not accept the key.*HEROKU_API_KEY"),
        ({"HEROKU_APP_NAME": "other"}, "Heroku knows no app other"),
        ({"HEROKU_APP_NAME": ""}, "Set both for this one command"),
        ({"PLATFORM_API_URL": "http://api.example.com"}, "must start with https://"),
    ],
)
def test_wrong_values_are_named_before_anything_is_changed(
    heroku: HerokuApi, changes: dict[str, str], words: str
) -> None:
    two()
    with override_settings(**changes):
        code, said = rollback("--yes")
    assert code == 2 and re.search(words, said)
    assert heroku.changed() == [] and "0123456789" not in said


def test_a_build_that_is_gone_is_said_to_be(heroku: HerokuApi) -> None:
    released("r3", ago=2)
    released("r2", ago=1)
    code, said = rollback("--yes")
    assert code == 2 and f"git push heroku {COMMITS['r3']}:main --force" in said


# --- Render ------------------------------------------------------------------------------------


def test_render_switches_deploys_off_first_and_brings_both_services_back(
    render: RenderApi, folder: Path
) -> None:
    two()
    code, said = rollback("--yes")
    assert code == 0, said
    assert render.changed() == [
        ("PATCH", "/services/srv-web"),
        ("POST", "/services/srv-web/rollback"),
        ("PATCH", "/services/srv-worker"),
        ("POST", "/services/srv-worker/rollback"),
    ]
    assert all(service["autoDeploy"] == "no" for service in render.services.values())
    assert all(one["deploys"][0]["commit"]["id"] == COMMITS["r1"] for one in
               render.services.values())  # fmt: skip
    assert backups(folder) == 1 and KEY not in said


def test_a_run_stopped_between_the_services_goes_on_with_the_second(render: RenderApi) -> None:
    two()
    render.on_rollback = lambda name: render.trouble.append(Refusal(401, "cut off"))
    assert rollback("r1", "--yes")[0] == 2
    render.trouble.clear()
    render.on_rollback = lambda name: None
    for one in render.services["srv-web"]["deploys"]:
        one["status"] = "live" if one is render.services["srv-web"]["deploys"][0] else "deactivated"
    code, said = rollback("r1", "--yes")
    assert code == 0 and "web serves that release already" in said
    assert render.changed().count(("POST", "/services/srv-web/rollback")) == 1
    assert render.changed().count(("POST", "/services/srv-worker/rollback")) == 1


def test_render_exports_its_own_database_where_it_can(
    render: RenderApi, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ops.releases.platforms.render import Render

    monkeypatch.setitem(connection.settings_dict, "HOST", "dpg-abc-a.frankfurt-postgres.render.com")
    said: list[str] = []
    assert Render().backup(said.append) == "exp-1"
    render.exporting = False
    assert Render().backup(said.append) == ""
    assert "free plan" in said[-1]


def test_a_deploy_that_fails_there_is_told(render: RenderApi) -> None:
    two()
    render.fail_rollback = True
    code, said = rollback("--yes")
    assert code == 2 and "pre_deploy_failed" in said


def test_tables_are_not_reversed_from_a_shell_that_render_ends(
    render: RenderApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    two(without=LATER)
    monkeypatch.setenv("RENDER", "true")
    code, said = rollback("--with-schema", "--yes", *LOSS)
    assert code == 1 and "External Database URL" in said and render.changed() == []


# --- Both --------------------------------------------------------------------------------------


@pytest.mark.parametrize("headers", [{"Retry_After": "0"}, {"Ratelimit_Reset": "0.1"}])
def test_a_rate_limit_is_waited_for(heroku: HerokuApi, headers: dict[str, str]) -> None:
    two()
    heroku.trouble = [Refusal(429, "slow down", **headers) for _ in range(3)]
    assert rollback("--yes")[0] == 0


def test_a_rate_limit_without_end_is_given_up(
    heroku: HerokuApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    two()
    monkeypatch.setattr("ops.releases.platforms.api.PATIENCE", 0.3)
    heroku.trouble = [Refusal(429, "slow down", Retry_After="0.2") for _ in range(5)]
    code, said = rollback("--yes")
    assert code == 2 and "takes no more requests for now" in said


def test_reading_is_tried_again_and_changing_is_not(
    render: RenderApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    two()
    monkeypatch.setattr("ops.releases.platforms.api.time.sleep", lambda seconds: None)
    render.trouble = [Refusal(502, "x"), Refusal(503, "x")]
    assert rollback()[0] == 0
    from ops.releases.platforms.api import Api, Refused

    api = Api("Render", render.url, KEY, "RENDER_API_KEY")
    render.asked.clear()
    render.trouble = [Refusal(502, "x")]
    with pytest.raises(Refused):
        api.ask("POST", "/services/srv-web/rollback", {"deployId": "dep-web-2"})
    assert len(render.asked) == 1


def test_the_key_never_follows_a_redirect(heroku: HerokuApi) -> None:
    elsewhere = PlatformApi(key=KEY)
    two()
    with served(elsewhere):
        heroku.trouble = [Refusal(302, "moved", Location=f"{elsewhere.url}/x")]
        code, said = rollback("--yes")
    assert code == 2 and "answered 302" in said and elsewhere.asked == []


def test_two_keys_ask_which(heroku: HerokuApi, render: RenderApi) -> None:
    two()
    with override_settings(HEROKU_API_KEY=KEY):
        assert "--platform heroku or render" in rollback()[1]


# --- Tables ------------------------------------------------------------------------------------


def test_tables_are_reversed_after_the_old_code_serves_and_by_this_code(
    heroku: HerokuApi, tables_back: None
) -> None:
    two(without=LATER)
    at_rollback: list[Any] = []
    heroku.on_rollback = lambda commit: at_rollback.append(applied()["ops"])
    code, said = rollback("--with-schema", "--yes", *LOSS)
    assert code == 0, said
    assert "0004_audit_trail" in at_rollback[0]
    assert "0004_audit_trail" not in applied()["ops"]
    assert "0003_https_start" in applied()["ops"]
    assert said.index("Heroku makes v15") < said.index("reversed ops.0005_roles")
    assert said.index("reversed ops.0005_roles") < said.index("reversed ops.0004_audit_trail")
    assert "ops_auditentry" not in connection.introspection.table_names()


def test_a_backup_that_cannot_be_made_stops_everything(heroku: HerokuApi, tmp_path: Path) -> None:
    heroku.database = False
    (tmp_path / "file").write_text("")
    two()
    with override_settings(BACKUP_URL=f"file://{tmp_path}/file/below"):
        code, said = rollback("--yes")
    assert code == 2 and "cannot be written" in said and heroku.changed() == []


# --- A server of one's own ---------------------------------------------------------------------


def test_without_a_platform_a_person_is_told_what_to_type(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    two()
    monkeypatch.setattr("ops.releases.platforms.probe.serving", lambda: "r2")
    code, said = rollback("--yes")
    assert code == 3 and backups(folder) == 1
    assert f"git checkout {COMMITS['r1']}" in said and "Then run the same command again" in said
    monkeypatch.setattr("ops.releases.platforms.probe.serving", lambda: "r1")
    code, said = rollback("r1", "--yes")
    assert code == 0 and "serves already" in said


@pytest.mark.parametrize("there", [True, False])
def test_with_compose_the_previous_image_is_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, there: bool
) -> None:
    """A stand-in for the docker command: no container engine runs where this is tested."""
    two()
    seen = tmp_path / "seen"
    (tmp_path / "compose.yaml").write_text("services: {}")
    services = {
        "web": {"image": "slipway:r1"},
        "worker": {"image": "slipway:r1"},
        "release": {"image": "slipway:r1"},
        "db": {"image": "postgres:17"},
    }
    tool = tmp_path / "docker"
    tool.write_text(
        f'#!/bin/sh\necho "$RELEASE_VERSION $@" >> {seen}\n'
        f"case \"$*\" in *config*) echo '{json.dumps({'services': services})}';;\n"
        f"image*) exit {0 if there else 1};; esac\n"
    )
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    answers = iter(["r2"] + ["r1"] * 50)
    monkeypatch.setattr("ops.releases.platforms.probe.serving", lambda: next(answers))
    with override_settings(BASE_DIR=tmp_path):
        code, said = rollback("--yes", "--no-backup")
    if there:
        assert code == 0, said
        assert "r1 compose up --detach --no-build --no-deps web worker" in seen.read_text()
        assert "RELEASE_VERSION=r1 into .env" in said
    else:
        assert code == 2 and "is not on this machine any more" in said
        assert "up --detach" not in seen.read_text()
