"""``app.json`` and what else Heroku reads: its schema, the manifest, the smallest plans."""

from __future__ import annotations

import base64
import copy
import json
import os
import re
import secrets
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from django.conf import settings

from config import env
from ops.launch.checks.inside.connections import wanted
from tests.ops.launch.inside.facts import POSTGRES
from tests.own_process import run

ROOT = Path(settings.BASE_DIR)
SCHEMA = json.loads((Path(__file__).parent / "app.schema.json").read_text())
APP: dict[str, Any] = json.loads((ROOT / "app.json").read_text())
#: Connections of essential-0 (devcenter.heroku.com/articles/heroku-postgres-plans).
ESSENTIAL_0 = 20
PROCESS = re.compile(r"([a-z]+): (\S.*)")


def problems(app: dict[str, Any]) -> list[str]:
    return [error.message for error in jsonschema.Draft202012Validator(SCHEMA).iter_errors(app)]


def processes() -> dict[str, str]:
    """The lines of the Procfile."""
    lines = (ROOT / "Procfile").read_text().splitlines()
    found = [PROCESS.fullmatch(line) for line in lines]
    assert all(found), "a line that Heroku would pass over"
    return {match[1]: match[2] for match in found if match}


def test_the_file_is_one_that_heroku_takes() -> None:
    assert problems(APP) == []


@pytest.mark.parametrize(
    "change",
    [
        {"enviroment": {}},
        {"env": {"X": {"valu": "1"}}},
        {"env": {"X": {"value": 1}}},
        {"env": {"X": {"value": "1", "generator": "secret"}}},
        {"env": {"X": {"generator": "uuid"}}},
        {"formation": {"web": {"quantity": "1"}}},
        {"formation": {"web": {"quantity": 1, "size": "hobby"}}},
        {"addons": [{"name": "heroku-redis:mini"}]},
        {"scripts": {"predeploy": "x"}},
        {"stack": "heroku-20"},
        {"description": "x" * 141},
    ],
)
def test_the_schema_refuses_what_heroku_would(change: dict[str, Any]) -> None:
    assert problems({**copy.deepcopy(APP), **change})


def test_every_variable_of_it_is_in_the_manifest_with_its_own_words_and_a_value_that_is_read() -> (
    None
):
    manifest = {variable.name: variable for variable in env.MANIFEST}
    for name, entry in APP["env"].items():
        assert name in manifest
        assert len(entry["description"]) > 20
        manifest[name].read(entry.get("value", ""))


def test_what_a_founder_has_to_give_is_asked_for_and_what_can_be_made_up_is() -> None:
    shown = APP["env"]
    brought = {"DATABASE_URL", "REDIS_URL"}
    for variable in env.MANIFEST:
        if variable.required and not variable.name.startswith("LLM_"):
            assert variable.name in shown.keys() | brought, variable.name
    assert {name for name, entry in shown.items() if "generator" in entry} == {
        "SECRET_KEY",
        "OPS_TOKEN",
    }
    assert [name for name, entry in shown.items() if entry.get("required")] == ["OWNER_EMAIL"]
    assert next(iter(shown)) == "OWNER_EMAIL"


def test_no_value_of_a_secret_stands_in_the_file() -> None:
    manifest = {variable.name: variable for variable in env.MANIFEST}
    assert not [n for n, entry in APP["env"].items() if manifest[n].secret and "value" in entry]


@pytest.mark.parametrize(
    "made",
    [
        # Heroku's generator and Render's generateValue.
        pytest.param(secrets.token_hex(32), id="heroku"),
        pytest.param(base64.b64encode(secrets.token_bytes(32)).decode(), id="render"),
    ],
)
def test_the_app_starts_with_the_secrets_that_platforms_make_up(made: str) -> None:
    done = run(
        "manage.py", "check", "--deploy", "--fail-level", "ERROR",
        SECRET_KEY=made, OPS_TOKEN=made[::-1], SITE_URL="https://coach.herokuapp.com",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "SECRET_KEY" not in done.stderr


def test_the_processes_are_those_of_the_procfile_and_fit_the_smallest_database() -> None:
    assert set(processes()) == {"release", "web", "worker"}
    assert set(APP["formation"]) == {"web", "worker"}
    assert {addon["plan"] for addon in APP["addons"]} == {
        "heroku-postgresql:essential-0",
        "heroku-redis:mini",
    }
    values = {name: entry.get("value", "") for name, entry in APP["env"].items()}
    facts = replace(
        POSTGRES,
        web_processes=int(values["WEB_CONCURRENCY"]) * APP["formation"]["web"]["quantity"],
        worker_processes=settings.CELERY_WORKER_CONCURRENCY
        * APP["formation"]["worker"]["quantity"],
        pool=int(values["DATABASE_POOL_SIZE"]),
    )
    most, words = wanted(facts, deploying=True)
    assert most <= ESSENTIAL_0, words


def test_every_command_that_the_files_name_exists() -> None:
    commands = [*processes().values(), APP["scripts"]["postdeploy"]]
    for command in commands:
        first, *rest = command.split()
        if first == "python":
            assert run(*rest[:2], "--help", SECRET_KEY="x").returncode == 0
        elif first.startswith("bin/"):
            assert (ROOT / first).stat().st_mode & 0o111
        else:
            assert first in ("gunicorn", "celery")


def test_one_python_everywhere_and_nothing_that_heroku_gave_up() -> None:
    version = (ROOT / ".python-version").read_text().strip()
    assert re.fullmatch(r"3\.\d+", version)
    assert not (ROOT / "runtime.txt").exists()
    stages = re.findall(r"^FROM python:(3\.\d+)", (ROOT / "Dockerfile").read_text(), re.M)
    assert set(stages) == {version}


def test_the_end_of_a_build_brings_the_clients_of_models_and_writes_the_commit(
    tmp_path: Path,
) -> None:
    """``bin/post_compile`` with a python that only says what it was asked for."""
    build = tmp_path / "build"
    (build / "bin").mkdir(parents=True)
    script = build / "bin" / "post_compile"
    script.write_bytes((ROOT / "bin" / "post_compile").read_bytes())
    script.chmod(0o755)
    pip = tmp_path / "python"
    pip.write_text('#!/bin/sh\necho "$@" >asked\n')
    pip.chmod(0o755)
    commit = "0123456789abcdef0123456789abcdef01234567"
    path = f"{tmp_path}:{os.environ['PATH']}"
    subprocess.run([script], check=True, env={"PATH": path, "SOURCE_VERSION": commit})
    asked = (build / "asked").read_text()
    assert asked.startswith("-m pip install ") and "--require-hashes" in asked
    assert asked.rstrip().endswith("requirements-models.txt")
    profile = build / ".profile.d" / "slipway.sh"
    say = f". {profile}; echo $HEROKU_BUILD_COMMIT"
    for given, told in (("", commit), ("told", "told")):
        done = subprocess.run(
            ["sh", "-c", say], capture_output=True, text=True, check=True,
            env={"PATH": path, **({"HEROKU_BUILD_COMMIT": given} if given else {})},
        )  # fmt: skip
        assert done.stdout.strip() == told


def test_the_pins_heroku_installs_are_among_those_that_come_with_the_clients() -> None:
    """Otherwise the second install would take something of the first back out."""

    def pins(name: str) -> set[str]:
        return set(re.findall(r"^([a-z0-9._-]+==\S+)", (ROOT / name).read_text(), re.M))

    assert pins("requirements.txt") <= pins("requirements-models.txt")
