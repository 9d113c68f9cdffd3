"""The Dockerfile, what is sent to its build, and compose.yaml, held against what they promise.

What they do when they are carried out is measured by ``bench.image``.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import compose_spec
import pytest
import yaml
from django.conf import settings

from lab.image.build import sent
from lab.image.dockerfile import Instruction, NotUnderstood, Stage, assignments, read
from tests.live_site import BIN, ROOT

STAGES = read(ROOT / "Dockerfile")
LAST = STAGES[-1]
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OURS = ("release", "web", "worker")


def all_of(stage: Stage, name: str) -> list[Instruction]:
    return [told for told in stage.instructions if told.name == name]


def test_every_base_is_named_by_its_version_and_its_content() -> None:
    images = [stage.base for stage in STAGES if stage.base not in {s.name for s in STAGES}]
    assert len(images) == 2
    for image in images:
        assert re.fullmatch(r"[a-z]+:\d+\.\d+[\w.-]*@sha256:[0-9a-f]{64}", image), image


def test_the_image_is_one_that_other_stages_only_hand_files_to() -> None:
    assert len(STAGES) == 4
    assert LAST.base == "python"
    assert all(told.flags.get("from") for told in all_of(LAST, "COPY"))


def test_it_runs_as_a_user_that_owns_nothing_and_is_named_by_number() -> None:
    (user,) = all_of(LAST, "USER")
    assert user.value == "10001:10001"
    after = LAST.instructions[LAST.instructions.index(user) + 1 :]
    assert not {told.name for told in after} & {"RUN", "COPY", "USER"}
    assert not any("chown" in told.flags for told in all_of(LAST, "COPY"))


def test_the_command_hears_signals_itself() -> None:
    (command,), (health,) = all_of(LAST, "CMD"), all_of(LAST, "HEALTHCHECK")
    assert command.is_list and command.words == ["gunicorn"]
    assert health.is_list and "/healthz" in health.value
    assert health.flags["timeout"] == "5s"


def test_nothing_secret_is_given_to_a_build() -> None:
    secret = {variable.name for variable in settings.ENVIRONMENT if variable.secret}
    for stage in STAGES:
        for told in (*all_of(stage, "ARG"), *all_of(stage, "ENV")):
            assert not assignments(told.value).keys() & secret, told.value


def test_no_compiler_and_no_package_list_is_installed() -> None:
    text = " ".join(told.value for stage in STAGES for told in all_of(stage, "RUN"))
    assert not re.search(r"build-essential|gcc|\bg\+\+|-dev\b|\bmake\b|\bgit\b", text)
    for line in re.findall(r"apt-get update.*", text):
        assert "--no-install-recommends" in line and "rm -rf /var/lib/apt/lists/*" in line
    assert "--require-hashes" in text and "--only-binary :all:" in text
    assert "pip uninstall" in " ".join(told.value for told in all_of(LAST, "RUN"))


def test_the_release_is_told_by_the_build() -> None:
    names = [name for told in all_of(LAST, "ARG") for name in assignments(told.value)]
    assert names == ["RELEASE_VERSION", "RELEASE_COMMIT"]
    assert LAST.instructions.index(all_of(LAST, "ARG")[0]) > LAST.instructions.index(
        all_of(LAST, "COPY")[-1]
    )


def test_every_room_is_copied_and_everything_copied_is_sent() -> None:
    rooms = {app.partition(".")[0] for app in settings.INSTALLED_APPS}
    rooms = {room for room in rooms if (ROOT / room).is_dir()} | {"config", "templates", "locale"}
    build = next(stage for stage in STAGES if stage.name == "build")
    copied = {word for told in all_of(build, "COPY") for word in told.words[:-1]}
    assert rooms <= copied
    paths = list(sent(ROOT))
    for name in copied:
        assert any(path == name or path.startswith(f"{name}/") for path in paths), name


def test_what_a_build_sees_holds_no_tests_no_history_and_no_secrets(tmp_path: Path) -> None:
    for name in (".env", "config/.env", "ops/.env.local", "chatbot/db.sqlite3", ".git/config",
                 "tests/test_a.py", "bin/run", "bin/release", "config/settings.py", "new/a.py",
                 "ops/__pycache__/a.pyc", "var/mail/a.eml", "key.pem"):  # fmt: skip
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / ".dockerignore").write_text((ROOT / ".dockerignore").read_text())
    assert list(sent(tmp_path)) == ["bin/release", "config/settings.py"]


@pytest.mark.parametrize("text", ["FROM a\nADD b c", "RUN a", 'FROM a\nENTRYPOINT ["b"]'])
def test_an_instruction_that_would_not_be_carried_out_is_refused(text: str, tmp_path: Path) -> None:
    (tmp_path / "Dockerfile").write_text(text)
    with pytest.raises(NotUnderstood):
        read(tmp_path / "Dockerfile")


def test_compose_is_what_the_compose_specification_knows() -> None:
    # As compose fills them in where nothing is set but what has to be.
    text = re.sub(r"\$\{\w+:-([^}]*)\}", r"\1", json.dumps(COMPOSE))
    file = json.loads(re.sub(r"\$\{\w+:\?[^}]*\}", "given", text))
    # The library does not know that an image may carry both its version and its content.
    file["services"]["postgres"]["image"] = "postgres"
    known = compose_spec.PyCompose.from_yaml(yaml.safe_dump(file))
    assert set(known.service_names()) == {
        "release", "web", "worker", "postgres", "redis", "https", "mailpit",
    }  # fmt: skip
    file["services"]["web"]["cap_dropp"] = ["ALL"]
    with pytest.raises(ValueError, match="cap_dropp"):
        compose_spec.PyCompose.from_yaml(yaml.safe_dump(file))


def test_a_linter_of_compose_files_finds_nothing_grave() -> None:
    done = subprocess.run(
        [sys.executable, BIN / "compose-lint", ROOT / "compose.yaml"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("name", SERVICES)
def test_every_service_may_do_as_little_as_it_can(name: str) -> None:
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in service["security_opt"]
    assert service["mem_limit"] and service["pids_limit"] and service["logging"]
    assert name in OURS or re.fullmatch(r"[a-z/]+:v?\d+\.\d+\S*", service["image"])
    for port in service.get("ports", []):
        assert name == "https" or port.startswith("127.0.0.1:")


@pytest.mark.parametrize("name", ["worker", "postgres", "redis", "mailpit"])
def test_what_others_wait_for_says_whether_it_is_well(name: str) -> None:
    assert SERVICES[name]["healthcheck"]["test"]


def test_the_release_comes_first_and_the_stores_before_it() -> None:
    stores = {name: {"condition": "service_healthy"} for name in ("postgres", "redis")}
    assert SERVICES["release"]["depends_on"] == stores
    assert SERVICES["release"]["restart"] == "no"
    assert SERVICES["release"]["command"] == ["bin/release"]
    for name in ("web", "worker"):
        waits = SERVICES[name]["depends_on"]
        assert waits == stores | {"release": {"condition": "service_completed_successfully"}}


def test_the_app_has_time_to_end_and_room_for_what_it_writes() -> None:
    for name in OURS:
        service = SERVICES[name]
        assert service["stop_grace_period"] == "30s"
        assert service["volumes"] == ["var:/app/var"]
        assert service["tmpfs"][0].startswith("/tmp:")
        assert service["mem_limit"] == "512m"


def test_redis_never_throws_anything_away() -> None:
    assert "--maxmemory-policy noeviction" in SERVICES["redis"]["command"][-1]


def test_no_password_has_a_value_to_start_with() -> None:
    text = (ROOT / "compose.yaml").read_text()
    passwords = re.findall(r"\$\{(\w*PASSWORD\w*)([^}]*)\}", text)
    assert {name for name, _ in passwords} == {"POSTGRES_PASSWORD", "REDIS_PASSWORD"}
    for _, rest in passwords:
        assert rest.startswith(":?"), rest
    assert "SECRET_KEY" not in text and "OPS_TOKEN" not in text


def test_the_server_and_the_program_that_copies_it_are_of_one_version() -> None:
    assert SERVICES["postgres"]["image"] == STAGES[0].base
    version = STAGES[0].base.partition(":")[2].partition(".")[0]
    (programs,) = [told for told in all_of(LAST, "COPY") if "pg_dump" in told.value]
    assert f"/usr/lib/postgresql/{version}/bin/pg_dump" in programs.words
