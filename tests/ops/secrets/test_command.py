"""``check_secrets`` as it is typed: exit codes, forms, and no value anywhere in what it prints."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from lab.secret_corpus import keys
from ops.secrets import gitleaks
from tests.ops.launch.test_commands import typed
from tests.ops.secrets.repository import ALONE, Repository, stripe


@pytest.fixture
def repo(tmp_path: Path) -> Repository:
    made = Repository(tmp_path / "repo")
    made.commit(a_py="x = 1\n")
    return made


@pytest.fixture(autouse=True)
def _no_gitleaks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gitleaks, "installed", lambda: False)


def statuses(out: str) -> dict[str, str]:
    return {result["id"]: result["status"] for result in json.loads(out)["results"]}


def test_a_clean_repository_is_fine(repo: Repository) -> None:
    code, out, _ = typed("check_secrets", str(repo.folder), "--history", "--json")
    assert code == 0
    assert statuses(out) == {
        "secrets.files": "pass", "secrets.build": "skipped", "secrets.logs": "skipped",
        "secrets.history": "pass",
    }  # fmt: skip


@pytest.mark.parametrize("format", ["text", "json", "markdown", "html", "junit"])
def test_a_finding_names_the_kind_the_place_and_the_way_out_and_no_value(
    repo: Repository, format: str
) -> None:
    values = []
    for number, sample in enumerate(keys(31)):
        if sample.context == "env" and sample.text.startswith("DEBUG"):
            values.append(sample.text.split("=", 2)[2].split("\n")[0])
            repo.write(f"{number}/.env.production", sample.text)
    repo.commit()
    code, out, err = typed("check_secrets", str(repo.folder), "--history", "--format", format)
    assert code == 1
    assert "dashboard.stripe.com" in out and "console.anthropic.com" in out
    for value in values:
        # Hosts and a maker's public prefix may be there; no piece of what comes behind them.
        secret = re.split(r"@(?=[^@]*$)", value)[0].rsplit(":", 1)[-1] if "@" in value else value
        secret = secret.rstrip("/").rsplit("/", 1)[-1] if "://" in value else secret[10:]
        pieces = [secret[at : at + 10] for at in range(0, len(secret) - 9, 3)]
        assert not [piece for piece in pieces if piece in out + err], value[:6]


def test_what_the_files_tell_is_not_told_again_by_the_history(repo: Repository) -> None:
    repo.commit(b_py=f"K = '{stripe()}'\n")
    repo.commit(b_py=f"x = 1\nK = '{stripe()}'\n", c_py=f"K = '{stripe(2)}'\n")
    repo.git("rm", "-q", "c.py")
    repo.commit()
    _, out, _ = typed("check_secrets", str(repo.folder), "--history", "--json")
    told = [(result["id"], finding["summary"]) for result in json.loads(out)["results"]
            for finding in result["findings"]]  # fmt: skip
    assert [(id, summary[:34]) for id, summary in told] == [
        ("secrets.files", "Stripe live secret key in b.py, li"),
        ("secrets.history", "Stripe live secret key in c.py, li"),
    ]


def test_what_was_not_scanned_is_unknown_and_a_finding_wins(repo: Repository) -> None:
    repo.write("a.zip", b"PK\x03\x04")
    code, out, _ = typed("check_secrets", str(repo.folder), "--json")
    assert (code, statuses(out)["secrets.files"]) == (3, "unknown")
    repo.write("b.py", f"sentry = 'https://{'ab12' * 8}@o1.ingest.sentry.io/12'\n")
    assert typed("check_secrets", str(repo.folder))[0] == 1
    assert typed("check_secrets", str(repo.folder), "--fail-on", "blocker")[0] == 3


def test_a_folder_without_git_and_its_history(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("x = 1\n")
    assert typed("check_secrets", str(tmp_path))[0] == 0
    assert typed("check_secrets", str(tmp_path), "--history")[0] == 3


@pytest.mark.parametrize(
    "words",
    [["/no/such/folder"], ["--staged", "--history"], ["--staged", "--stdin"], ["--nonsense"]],
)
def test_wrong_use(words: list[str]) -> None:
    assert typed("check_secrets", *words)[0] == 2


def test_a_broken_allowance_is_wrong_use(repo: Repository) -> None:
    repo.write(".secretsallow", "whatever\n")
    code, _, err = typed("check_secrets", str(repo.folder))
    assert code == 2 and ".secretsallow, line 1" in err


def piped(data: bytes, monkeypatch: pytest.MonkeyPatch, *words: str) -> tuple[int, str]:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    code, out, _ = typed("check_secrets", "--stdin", "--json", *words)
    return code, out


def test_logs_that_are_piped_in(monkeypatch: pytest.MonkeyPatch) -> None:
    clean = b"GET / 200\n" * 300_000
    assert piped(clean, monkeypatch)[0] == 0
    line = f"header {stripe()} # slipway: not a secret\n".encode()
    code, out = piped(clean + line + clean, monkeypatch)
    assert code == 1 and "stdin, line 300001" in out and statuses(out) == {"secrets.logs": "fail"}


def test_a_pipe_that_brings_nothing_or_an_archive_is_unknown(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert piped(b"", monkeypatch)[0] == 3
    assert piped(b"\x1f\x8b\x08 and so on", monkeypatch)[0] == 3


def test_a_key_without_a_line_break_and_across_two_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    key = stripe().encode()
    for before in (b"", b" " * (2**20 - 10), b" " * (5 * 2**20 - 12)):
        assert piped(before + key, monkeypatch)[0] == 1, len(before)


def test_both_a_folder_and_a_pipe(repo: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    _, out = piped(b"fine\n", monkeypatch, str(repo.folder))
    assert statuses(out)["secrets.files"] == "pass" and statuses(out)["secrets.logs"] == "pass"


def test_the_hook_refuses_what_is_staged_and_lets_the_rest_be(repo: Repository) -> None:
    def staged() -> int:
        done = subprocess.run(
            [sys.executable, str(settings.BASE_DIR / "manage.py"), "check_secrets", "--staged"],
            cwd=repo.folder, env=ALONE | {"ENV_FILE": "", "DEBUG": "true",
            "GIT_INDEX_FILE": ".git/index"},
            capture_output=True, check=False,
        )  # fmt: skip
        return done.returncode

    repo.write("later.py", f"K = '{stripe()}'\n")
    repo.write("now.py", "x = 2\n")
    repo.git("add", "now.py")
    assert staged() == 0
    repo.git("add", "later.py")
    repo.write("later.py", "K = ''\n")
    assert staged() == 1


def test_gitleaks_adds_what_ours_does_not_know(
    repo: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A stand-in writes the report that gitleaks 8.30 writes; the rest is real."""
    repo.write(
        "b.py", f"one = '{stripe()}'\ntwo = 'wobble:GGHHJJKKLLQQ'\nthree = 'your-key-here'\n"
    )
    rows = [
        {"RuleID": "stripe-access-token", "StartLine": 1, "StartColumn": 8, "EndColumn": 40},
        {"RuleID": "wobble-token", "StartLine": 2, "StartColumn": 9, "EndColumn": 27},
        {"RuleID": "wobble-token", "StartLine": 3, "StartColumn": 11, "EndColumn": 24},
        {"RuleID": "wobble-token", "StartLine": 1, "File": "ignored.py"},
    ]
    report = [{"File": "b.py", "Commit": "", "Secret": "REDACTED", **row} for row in rows]
    program = tmp_path / "bin" / "gitleaks"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\ncat <<'END'\n{json.dumps(report)}\nEND\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(gitleaks, "installed", lambda: True)
    _, out, _ = typed("check_secrets", str(repo.folder), "--json")
    summaries = [f["summary"] for r in json.loads(out)["results"] for f in r["findings"]]
    assert sorted(summaries) == [
        "Stripe live secret key in b.py, line 1.",
        "Wobble token (by gitleaks' rule) in b.py, line 2.",
    ]
    program.write_text("#!/bin/sh\nexit 126\n")
    code, out, _ = typed("check_secrets", str(repo.folder), "--json")
    assert code == 1 and "could not be used" in json.loads(out)["notes"][0]
