"""The lines of docs/update-fork.md, typed into two copies: nothing a founder changed is lost."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest
from django.conf import settings

PAGE = (Path(settings.BASE_DIR) / "docs" / "update-fork.md").read_text()
NOBODY = {
    "PATH": os.environ["PATH"], "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_SYSTEM": "/dev/null",
    "GIT_AUTHOR_NAME": "Maya", "GIT_AUTHOR_EMAIL": "maya@example.org", "GIT_EDITOR": "true",
    "GIT_COMMITTER_NAME": "Maya", "GIT_COMMITTER_EMAIL": "maya@example.org",
}  # fmt: skip


def blocks() -> list[list[str]]:
    """The lines that a founder types, block by block."""
    return [block.strip().splitlines() for block in re.findall(r"```\n(.*?)```", PAGE, re.S)]


def typed(folder: Path, line: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["sh", "-c", line], cwd=folder, env=NOBODY, check=False, capture_output=True, text=True
    )


def commit(folder: Path, file: str, text: str) -> None:
    (folder / file).write_text(text)
    done = typed(folder, f"git add {file} && git commit -m 'change {file}'")
    assert done.returncode == 0, done.stderr


@pytest.fixture
def fork(tmp_path: Path) -> Path:
    """A copy with a change of its own, of a project that has moved on."""
    project, hub, fork = (tmp_path / name for name in ("project", "hub.git", "fork"))
    assert typed(tmp_path, f"git init -q -b main {project}").returncode == 0
    for file in ("consent.py", "limits.py"):
        commit(project, file, "theirs\n" * 5)
    assert typed(tmp_path, f"git clone -q --bare {project} {hub}").returncode == 0
    assert typed(tmp_path, f"git clone -q {hub} {fork}").returncode == 0
    commit(fork, "consent.py", "mine\n" + "theirs\n" * 4)
    assert typed(fork, "git push -q").returncode == 0
    commit(project, "limits.py", "theirs\n" * 5 + "new\n")
    return fork


def update(fork: Path) -> None:
    (once,), each = blocks()
    project = fork.parent / "project"
    lines = [re.sub(r"https://\S+", str(project), once), *each]
    for line in lines:
        # Its own test command is tried everywhere else; here it must only stand in its place.
        if line != "bin/test":
            done = typed(fork, line)
            assert done.returncode == 0, f"{line}: {done.stderr}"
    assert lines.index("bin/test") < lines.index("git push")


def test_an_update_brings_the_news_and_keeps_what_is_mine(fork: Path) -> None:
    update(fork)
    assert (fork / "limits.py").read_text().endswith("new\n")
    assert (fork / "consent.py").read_text().startswith("mine\n")
    assert typed(fork, "git status --short").stdout == ""
    assert typed(fork, "git log --oneline origin/main..main").stdout == ""


def test_a_bad_one_is_taken_back_and_can_be_had_after_all(fork: Path) -> None:
    update(fork)
    assert "`git revert -m 1 HEAD`" in PAGE and "`git revert HEAD`" in PAGE
    assert typed(fork, "git revert -m 1 HEAD").returncode == 0
    assert not (fork / "limits.py").read_text().endswith("new\n")
    assert (fork / "consent.py").read_text().startswith("mine\n")
    assert typed(fork, "git revert HEAD").returncode == 0
    assert (fork / "limits.py").read_text().endswith("new\n")


def test_a_conflict_names_the_file_and_a_merge_can_be_given_up(fork: Path) -> None:
    commit(fork.parent / "project", "consent.py", "newer\n" + "theirs\n" * 4)
    (once,), each = blocks()
    typed(fork, re.sub(r"https://\S+", str(fork.parent / "project"), once))
    for line in each:
        done = typed(fork, line)
        if line.startswith("git merge"):
            break
    assert done.returncode != 0 and "consent.py" in done.stdout
    text = (fork / "consent.py").read_text()
    assert text.index("<<<<<<<") < text.index("mine") < text.index("newer") < text.index(">>>>>>>")
    assert typed(fork, "git merge --abort").returncode == 0
    assert (fork / "consent.py").read_text().startswith("mine\n")
