"""``check_migrations --prove``: real old code on tables that new code made."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.live_site import ROOT
from tests.ops.releases.shops import rows

pytestmark = [pytest.mark.services, pytest.mark.measure, pytest.mark.xdist_group("releases")]

MIGRATION = """
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("leads", {last!r})]
    operations = [{operation}]
"""


@pytest.fixture(scope="module")
def fork(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """This project as somebody's fork of which v1 is tagged."""
    folder = tmp_path_factory.mktemp("fork") / "code"
    ignored = shutil.ignore_patterns(".git", ".venv", "var", ".env", "*cache*", "node_modules")
    shutil.copytree(ROOT, folder, ignore=ignored)
    for words in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "one"], ["tag", "v1"]):
        who = ["-c", "user.name=Maya", "-c", "user.email=maya@example.org"]
        subprocess.run(["git", *who, *words], cwd=folder, check=True)
    return folder


def proved(fork: Path, operation: str) -> subprocess.CompletedProcess[str]:
    """What is said of v1 on tables with one more migration of leads."""
    place = fork / "leads" / "migrations"
    last = max(path.stem for path in place.glob("[0-9]*.py") if path.stem != "9999_new")
    (place / "9999_new.py").write_text(MIGRATION.format(last=last, operation=operation))
    return subprocess.run(
        [sys.executable, "manage.py", "check_migrations", "--prove", "v1"],
        cwd=fork, capture_output=True, text=True, check=False, timeout=400,
        env={"PATH": os.environ["PATH"], "ENV_FILE": "", "DEBUG": "true",
             "DATABASE_URL": os.environ["DATABASE_URL"]},
    )  # fmt: skip


def test_old_code_works_beside_a_new_column(fork: Path) -> None:
    done = proved(fork, "migrations.AddField('lead', 'x', models.IntegerField(db_default=1))")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "a rollback to it is safe" in done.stdout


@pytest.mark.parametrize(
    "operation",
    [
        "migrations.AddField('lead', 'x', models.IntegerField(default=1))",
        "migrations.RenameField('lead', 'phone', 'mobile')",
    ],
)
def test_where_old_code_breaks_it_is_said(fork: Path, operation: str) -> None:
    done = proved(fork, operation)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "FAILS  every table of the old code: leads.Lead" in done.stdout
    assert "FAILS  a visitor on the old code" in done.stdout


def test_nothing_is_left_behind(fork: Path) -> None:
    listed = subprocess.run(
        ["git", "worktree", "list"], cwd=fork, capture_output=True, text=True, check=True
    )
    assert len(listed.stdout.splitlines()) == 1
    left = rows(os.environ["DATABASE_URL"], "select 1 from pg_database where datname ~ '^proof_'")
    assert left == []
