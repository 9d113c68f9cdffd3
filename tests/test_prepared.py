"""What sites of one run share: made once, whole or not at all."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests import prepared

ONE = """
import sys, time
from pathlib import Path
from tests import prepared
to = Path(sys.argv[1])
def make():
    print("made")
    to.mkdir(parents=True)
    time.sleep(0.2)
    (to / "a").write_text("whole")
prepared.take("folder", to, make=make)
assert (to / "a").read_text() == "whole"
"""


@pytest.fixture
def run(tmp_path: Path) -> Path:
    folder = tmp_path / "pytest-7"
    folder.mkdir()
    return folder


def test_processes_at_once_make_it_once_and_all_have_it(run: Path) -> None:
    many = [
        subprocess.Popen(
            [sys.executable, "-c", ONE, run / f"popen-gw{number}" / "site" / "made"],
            stdout=subprocess.PIPE, text=True,
        )
        for number in range(4)
    ]  # fmt: skip
    assert sorted(one.communicate(timeout=60)[0] for one in many) == ["", "", "", "made\n"]


def test_who_fails_leaves_nothing_and_the_next_makes_it(run: Path) -> None:
    first, second = run / "one" / "file", run / "two" / "file"

    def breaks() -> None:
        first.parent.mkdir()
        first.write_text("half")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        prepared.take("file", first, make=breaks)

    def works() -> None:
        second.parent.mkdir()
        second.write_text("whole")

    prepared.take("file", second, make=works)
    third = run / "three" / "file"
    prepared.take("file", third, make=pytest.fail)
    assert third.read_text() == "whole"
