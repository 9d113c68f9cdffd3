"""The workflows of a fork: nothing that a stranger could bend, unpinned, or not there."""

from __future__ import annotations

import re
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings
from django.core.management import get_commands, load_command_class

from tests.live_site import BIN

ROOT = Path(settings.BASE_DIR)
FOLDER = ROOT / ".github"
WORKFLOWS: dict[str, dict[Any, Any]] = {
    path.name: yaml.safe_load(path.read_text())
    for path in sorted((FOLDER / "workflows").glob("*.yml"))
}
PINNED = re.compile(r"uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")
#: What a stranger can write: names of branches, titles, what is typed, where it was deployed.
EXPRESSION = re.compile(r"\$\{\{(.*?)\}\}", re.S)

each = pytest.mark.parametrize("name", WORKFLOWS)


def looked_at(*command: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, cwd=ROOT, check=False, capture_output=True, text=True, timeout=60
    )


def jobs(name: str) -> Iterator[tuple[str, dict[str, Any]]]:
    yield from WORKFLOWS[name]["jobs"].items()


def steps(name: str) -> Iterator[dict[str, Any]]:
    for _, job in jobs(name):
        yield from job["steps"]


def test_zizmor_finds_nothing() -> None:
    done = looked_at(BIN / "zizmor", "--offline", "--strict-collection", "--no-progress", FOLDER)
    assert done.returncode == 0, done.stdout


def test_zizmor_would_find_something(tmp_path: Path) -> None:
    """That it looks at all: the same workflow with what a stranger typed put into a script."""
    bad = tmp_path / ".github" / "workflows" / "preview.yml"
    bad.parent.mkdir(parents=True)
    text = (FOLDER / "workflows" / "preview.yml").read_text()
    bad.write_text(text.replace('"$PREVIEW_URL"', "${{ inputs.url }}"))
    done = looked_at(BIN / "zizmor", "--offline", "--no-progress", tmp_path)
    assert "template-injection" in done.stdout and done.returncode != 0


def test_actionlint_finds_nothing_and_looks() -> None:
    files = sorted((FOLDER / "workflows").glob("*.yml"))
    done = looked_at(BIN / "actionlint", "-shellcheck=", "-pyflakes=", *files)
    assert done.returncode == 0, done.stdout
    asked = subprocess.run(
        [BIN / "actionlint", "-shellcheck=", "-"], cwd=ROOT, check=False, capture_output=True,
        input="on: push\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    step: []\n", text=True,
    )  # fmt: skip
    assert asked.returncode == 1 and "step" in asked.stdout


@pytest.mark.parametrize(
    ("schema", "pattern"),
    [("vendor.github-workflows", "workflows/*.yml"), ("vendor.dependabot", "dependabot.yml")],
)
def test_the_files_hold_to_their_published_schemas(schema: str, pattern: str) -> None:
    files = sorted(FOLDER.glob(pattern))
    done = looked_at(BIN / "check-jsonschema", "--builtin-schema", schema, *files)
    assert files and done.returncode == 0, done.stdout


@each
def test_every_action_is_pinned_by_its_commit(name: str) -> None:
    text = (FOLDER / "workflows" / name).read_text()
    lines = [line.strip().removeprefix("- ") for line in text.splitlines() if "uses:" in line]
    assert lines
    for line in lines:
        assert PINNED.fullmatch(line), line


def test_one_action_has_one_pin_everywhere() -> None:
    found: dict[str, set[str]] = {}
    for path in (FOLDER / "workflows").glob("*.yml"):
        for action, pin in re.findall(r"uses: ([\w./-]+)@(.*)", path.read_text()):
            found.setdefault(action, set()).add(pin)
    assert all(len(pins) == 1 for pins in found.values()), found


@each
def test_it_may_read_and_no_more_and_ends_by_itself(name: str) -> None:
    workflow = WORKFLOWS[name]
    assert workflow["permissions"] == {"contents": "read"}
    assert workflow["concurrency"]["cancel-in-progress"] is True
    # YAML 1.1 reads the key "on" as true.
    assert "pull_request_target" not in workflow[True]
    for label, job in jobs(name):
        assert job["timeout-minutes"] <= 60, label
        assert "permissions" not in job, label
        assert job["runs-on"] == "ubuntu-24.04", label
    for step in steps(name):
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False


@each
def test_nothing_from_outside_stands_in_a_script(name: str) -> None:
    for step in steps(name):
        assert not EXPRESSION.search(step.get("run", "")), step["run"]


@each
def test_secrets_are_only_given_to_a_step_and_never_to_a_pull_request(name: str) -> None:
    for label, job in jobs(name):
        assert "secrets." not in str(job.get("env", "")), label
        if any("secrets." in str(step) for step in job["steps"]):
            assert "pull_request" not in job["if"], label
            if set(WORKFLOWS[name][True]) - {"schedule", "workflow_dispatch"}:
                assert "github.event_name == 'schedule'" in job["if"], label


@each
def test_every_command_and_file_it_names_is_there(name: str) -> None:
    named = get_commands()
    for step in steps(name):
        script = step.get("run", "").replace("\\\n", " ")
        for rest in re.findall(r"manage\.py ([^\n|&]+)", script):
            command, *options = shlex.split(rest)
            assert command in named, command
            parser = load_command_class(named[command], command).create_parser("", command)
            known = {word for action in parser._actions for word in action.option_strings}
            assert {word for word in options if word.startswith("--")} <= known, rest
        for path in re.findall(r"(?:^|\s)(bin/[\w.]+|requirements[\w-]*\.txt)", script):
            assert (ROOT / path).exists(), path


def test_what_has_to_hold_is_looked_at_somewhere() -> None:
    scripts = "\n".join(step.get("run", "") for name in WORKFLOWS for step in steps(name))
    for needed in (
        "ruff check", "ruff format --check", "mypy", "lint-imports", "makemigrations --check",
        "collectstatic", "bin/test", "docker build", "docker stop", "check_secrets --history",
        "tests.audit", "run_evals --provider builtin", "--lighthouse", "launch_check --url",
        "monitor --once --url", "zizmor", "actionlint",
    ):  # fmt: skip
        assert needed in scripts, needed
    services = WORKFLOWS["ci.yml"]["jobs"]["test"]["services"]
    assert set(services) == {"postgres", "redis"}
    for scanning in (("ci.yml", "test"), ("security.yml", "secrets")):
        job = WORKFLOWS[scanning[0]]["jobs"][scanning[1]]
        assert job["steps"][0]["with"]["fetch-depth"] == 0


def test_updates_of_everything_that_is_pinned_are_proposed_weekly_and_together() -> None:
    updates = yaml.safe_load((FOLDER / "dependabot.yml").read_text())["updates"]
    assert {one["package-ecosystem"] for one in updates} == {"pip", "github-actions", "docker"}
    for one in updates:
        assert one["schedule"]["interval"] == "weekly"
        assert one["groups"]


def test_hooks_before_a_commit_need_no_network() -> None:
    config = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text())
    hooks = [hook for repo in config["repos"] for hook in repo["hooks"]]
    assert {repo["repo"] for repo in config["repos"]} == {"local"}
    assert {hook["language"] for hook in hooks} <= {"script", "system"}
    assert {hook["id"] for hook in hooks} >= {"check-secrets", "ruff-check", "ruff-format"}
    for hook in hooks:
        program = hook["entry"].split()[0]
        assert (ROOT / program).exists() or (BIN / Path(program).name).exists(), program
