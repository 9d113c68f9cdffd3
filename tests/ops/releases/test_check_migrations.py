"""``check_migrations``, the words it says, and what may be accepted."""

from __future__ import annotations

import json
import subprocess
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import call_command
from django.db import migrations, models

from ops.commands import WrongUse
from ops.launch.gather.inside_releases import PendingFacts, ReleaseFacts
from ops.management.commands import check_migrations
from ops.releases import accepting, since
from ops.releases.blockers import without_values
from ops.releases.problems import ReleaseFailed
from ops.releases.report import as_text
from ops.releases.safety.findings import RULES
from ops.releases.safety.judging import Verdict
from tests.live_site import ROOT
from tests.ops.launch.inside.facts import found
from tests.ops.releases.corpus.shop import Case, judged

DROP = Case(name="drop", operations=[migrations.RemoveField("coach", "phone")])
WELL = Case(name="well", operations=[
    migrations.AddField("coach", "level", models.IntegerField(null=True))])  # fmt: skip


def test_it_says_what_why_and_what_to_do() -> None:
    text = as_text(judged(DROP))
    assert text.startswith("shop.0010_case\n  STOP: the column phone of shop_coach is dropped\n")
    for word in ("in:  ALTER TABLE", "why: ", "do:  ", "how: docs/migrations.md#dropped"):
        assert word in text
    assert "1 migration looked at; 1 must be changed before it goes out." in text
    assert max(len(line) for line in text.splitlines()) <= 100
    assert "may go out" in as_text(judged(WELL))
    assert "No migration is new" in as_text(Verdict())


def test_where_nothing_runs_yet_nothing_can_hurt() -> None:
    from django.db.migrations.loader import MigrationLoader

    from ops.releases.safety.judging import judge_all

    loader = MigrationLoader(None)
    assert judge_all(loader, list(loader.graph.nodes), served=(), applied=()) == Verdict()


@pytest.mark.parametrize(
    ("accepts", "stopping", "said"),
    [
        ({"dropped": "Nothing has read it for a year."}, [], ""),
        ({"dropped": ""}, ["dropped", "marker"], "without a reason"),
        ({"dropped": "because"}, ["marker"], "without a reason"),
        ({"drooped": "Nothing has read it for a year."}, ["dropped", "marker"], "no rule"),
    ],
)
def test_a_danger_is_accepted_by_name_and_with_a_reason(
    accepts: dict[str, str], stopping: list[str], said: str
) -> None:
    verdict = judged(Case(name="x", operations=DROP.operations, accepts=accepts))
    assert [danger.rule.name for danger in verdict.stopping] == stopping
    assert said in " ".join(danger.what for danger in verdict.dangers)
    if not stopping:
        assert "because: Nothing has read it" in as_text(verdict)


def test_what_is_accepted_and_not_done_is_said_and_stops_nothing() -> None:
    accepts = {"dropped": "Nothing has read it for a year."}
    verdict = judged(Case(name="x", operations=WELL.operations, accepts=accepts))
    assert not verdict.stopping
    assert verdict.dangers[0].what == "accepts dropped, which it does not do"


def test_a_library_s_migration_is_accepted_in_launch_toml(tmp_path: Path, settings: Any) -> None:
    settings.BASE_DIR = tmp_path
    until = date.today() + timedelta(days=9)
    (tmp_path / "launch.toml").write_text(
        '[[accept]]\nid = "database.migrations.removed"\nsubject = "shop.0010_case"\n'
        f'reason = "Nothing reads it"\nuntil = {until}\n'
    )
    assert not accepting.accept_listed(judged(DROP)).stopping
    (tmp_path / "launch.toml").write_text("[[accept]]\n")
    with pytest.raises(ReleaseFailed, match=r"launch\.toml"):
        accepting.accept_listed(judged(DROP))


def test_every_rule_has_a_check_and_a_recipe() -> None:
    page = (ROOT / "docs/migrations.md").read_text()
    headings = {line[4:].strip() for line in page.splitlines() if line.startswith("### ")}
    assert {name.replace("_", "-") for name in RULES} == headings
    for rule in RULES.values():
        found(rule.check, PendingFacts())


def test_the_launch_check_shows_what_waits() -> None:
    verdict = judged(DROP)
    facts = PendingFacts(looked_at=verdict.looked_at, dangers=verdict.dangers)
    finding = found("database.migrations.removed", facts)[0]
    assert (finding.severity.value, finding.subject) == ("blocker", "shop.0010_case")
    assert finding.reference == "docs/migrations.md#dropped"
    assert found("database.migrations.locks", facts) == []
    remark = judged(Case(name="x", operations=[migrations.RemoveIndex("coach", "coach_name")]))
    facts = PendingFacts(dangers=remark.dangers)
    assert [f.severity.value for f in found("database.migrations.locks", facts)] == ["cleanup"]


def test_the_launch_check_shows_how_the_last_release_went() -> None:
    failed = ReleaseFacts(
        running="v1", current="v1", result="failed", version="v2", step="migrations", problem="why"
    )
    assert "v2 stopped at: migrations. why" in found("release.result", failed)[0].evidence
    assert found("release.recorded", failed) == []
    assert found("release.result", ReleaseFacts(running="v1", current="v1", result="done")) == []
    other = ReleaseFacts(running="v2", current="v1", result="done", version="v1")
    assert "Version v2 runs" in found("release.recorded", other)[0].summary


# --- Since a commit -------------------------------------------------------------------------------


def git(folder: Path, *words: str) -> str:
    return subprocess.run(
        ["git", "-C", folder, "-c", "user.name=M", "-c", "user.email=m@example.org", *words],
        check=True, capture_output=True, text=True,
    ).stdout.strip()  # fmt: skip


@pytest.fixture
def fork(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A fork of which release 1 is tagged; ``leads`` has a migration more today."""
    folder = tmp_path / "leads" / "migrations"
    folder.mkdir(parents=True)
    (folder / "0001_initial.py").touch()
    git(tmp_path, "init", "-q", "-b", "main")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-q", "-m", "one")
    git(tmp_path, "tag", "v1")
    settings.BASE_DIR = tmp_path
    app = SimpleNamespace(label="leads", path=str(tmp_path / "leads"))
    monkeypatch.setattr(since, "apps", SimpleNamespace(get_app_configs=lambda: [app]))
    return tmp_path


def test_what_a_commit_had_is_read_from_git(fork: Path) -> None:
    assert since.migrations_at("v1") == {("leads", "0001_initial")}


def test_the_last_release_is_the_newest_tag_before_this_code(fork: Path) -> None:
    first = git(fork, "rev-parse", "HEAD")
    git(fork, "commit", "-q", "--allow-empty", "-m", "two")
    assert since.last_release() == first
    git(fork, "tag", "v2")
    assert since.last_release() == first
    git(fork, "tag", "-d", "v1", "v2")
    git(fork, "checkout", "-q", "-b", "work")
    git(fork, "commit", "-q", "--allow-empty", "-m", "three")
    assert since.last_release() == git(fork, "rev-parse", "main")


@pytest.mark.parametrize("ref", ["nowhere", "--all", "-h"])
def test_a_commit_that_is_not_there_is_said(fork: Path, ref: str) -> None:
    with pytest.raises(ReleaseFailed):
        since.commit_of(ref)


# --- The command ----------------------------------------------------------------------------------


def test_exit_codes_and_json(monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    command = check_migrations.Command
    monkeypatch.setattr(command, "_verdict", lambda self, ref: judged(DROP))
    with pytest.raises(SystemExit) as ended:
        call_command("check_migrations", "--json")
    assert ended.value.code == 1
    told = json.loads(capsys.readouterr().out)
    assert told["stops"] and told["found"][0]["rule"] == "dropped"
    monkeypatch.setattr(command, "_verdict", lambda self, ref: judged(WELL))
    call_command("check_migrations")
    assert "may go out" in capsys.readouterr().out


def test_wrong_use_is_2() -> None:
    with pytest.raises(WrongUse) as ended:
        call_command("check_migrations", "--since", "nowhere")
    assert ended.value.returncode == 2


def test_values_of_a_statement_are_not_shown() -> None:
    said = without_values("SELECT * FROM t WHERE a = 'x@example.org' AND b = 42 AND c = E'\\'z'")
    assert said == "SELECT * FROM t WHERE a = ? AND b = ? AND c = ?"
