"""The supply chain, and the page that says which test holds what."""

from __future__ import annotations

import datetime
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from tests import audit, run

ROOT = Path(settings.BASE_DIR)
PAGE = "docs/security.md"
DAY = datetime.date(2026, 6, 1)
REPORT = {
    "dependencies": [
        {
            "name": "one",
            "version": "1.0",
            "vulns": [{"id": "PYSEC-1", "aliases": ["CVE-1", "GHSA-1"], "fix_versions": ["1.1"]}],
        },
        {"name": "two", "version": "2.0", "vulns": []},
        {"name": "three", "skip_reason": "not on the index"},
    ],
    "fixes": [],
}


@pytest.mark.parametrize("id", ["PYSEC-1", "CVE-1", "GHSA-1"])
def test_a_hole_is_told_until_it_is_excepted_and_again_afterwards(id: str) -> None:
    (line,) = audit.holes(REPORT, [], DAY)
    assert line == "one 1.0: PYSEC-1 (mended in: 1.1)"
    borne = audit.excepted(f'[[excepted]]\nid = "{id}"\nuntil = 2026-06-01\nreason = "Not used."')
    assert audit.holes(REPORT, borne, DAY) == []
    assert audit.holes(REPORT, borne, DAY + datetime.timedelta(days=1)) == [line]


@pytest.mark.parametrize(
    "entry",
    [
        'id = "X"\nreason = "x"',
        'id = "X"\nuntil = 2026-06-01',
        "until = 2026-06-01",
        'id = "X"\nuntil = "soon"\nreason = "x"',
        'id = "X"\nuntil = 2026-06-01\nreason = " "',
    ],
)
def test_an_exception_needs_a_day_and_a_reason(entry: str) -> None:
    with pytest.raises(ValueError, match="needs id, until and reason"):
        audit.excepted(f"[[excepted]]\n{entry}")


def test_the_list_of_exceptions_can_be_read() -> None:
    audit.excepted(audit.EXCEPTIONS.read_text())


def test_not_having_looked_is_not_having_found_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An auditor that cannot reach its service writes no report and fails."""
    program = tmp_path / "pip-audit"
    program.write_text(f"#!{sys.executable}\nimport sys\nsys.exit('no way out')\n")
    program.chmod(0o755)
    monkeypatch.setattr(audit, "HOME", tmp_path)
    monkeypatch.setattr(audit, "installed", lambda: program)
    assert audit.main() == audit.NOT_RUN == run.NOT_RUN
    assert "not run, the advisory service cannot be reached" in capsys.readouterr().out
    monkeypatch.setattr(audit, "installed", lambda: None)
    assert audit.main() == audit.NOT_RUN
    assert "not run" in capsys.readouterr().out


def test_a_library_that_was_passed_over_is_not_clean(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    clean = {"dependencies": [{"name": "one", "version": "1.0", "vulns": []}]}
    monkeypatch.setattr(audit, "installed", lambda: Path("pip-audit"))
    monkeypatch.setattr(audit, "asked", lambda program, pinned: clean)
    assert audit.main() == 0
    skipped = {"dependencies": [*clean["dependencies"], {"name": "x", "skip_reason": "unknown"}]}
    monkeypatch.setattr(audit, "asked", lambda program, pinned: skipped)
    assert audit.main() == audit.NOT_RUN
    assert "not run for 1 libraries" in capsys.readouterr().out
    monkeypatch.setattr(audit, "asked", lambda program, pinned: REPORT)
    assert audit.main() == 1


@pytest.mark.parametrize("page", sorted(path.name for path in ROOT.glob("requirements*.txt")))
def test_every_pin_has_a_hash(page: str) -> None:
    text = (ROOT / page).read_text().replace("\\\n", " ")
    pins = [
        line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")
    ]
    assert pins
    for pin in pins:
        if not pin.startswith("-"):
            assert re.match(r"[\w.\[\],-]+==\S+ .*--hash=sha256:[0-9a-f]{64}", pin), pin[:100]


def test_each_of_the_ten_risks_names_tests_that_exist() -> None:
    rows = re.findall(r"^\| (A\d\d) .*\|$", (ROOT / PAGE).read_text(), re.M)
    assert rows == [f"A{number:02}" for number in range(1, 11)]
    for row in (ROOT / PAGE).read_text().splitlines():
        if not re.match(r"\| A\d\d ", row):
            continue
        named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", row)
        assert named, row[:40]
        for path, name in named:
            assert re.search(rf"^(async )?def {name}\(", (ROOT / path).read_text(), re.M), name


def test_the_audit_is_a_step_of_the_tests() -> None:
    assert run.AUDIT in [name for name, _, _ in run.steps(measures=False)]
    done = subprocess.run(
        [sys.executable, "-c", "import tests.audit"], cwd=ROOT, check=False, capture_output=True
    )
    assert done.returncode == 0
