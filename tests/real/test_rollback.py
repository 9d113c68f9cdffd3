"""Release 1, release 2 with a migration, and back, while visitors come: nobody is failed.

The trial itself is bench/rollback.py.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bench.rollback import Outcome, trial

pytestmark = [pytest.mark.services, pytest.mark.xdist_group("processes")]


def tried(folder: Path, *, seconds: float, with_schema: bool, pages: bool) -> Outcome:
    """The trial, and what holds whichever way back was taken."""
    done = trial(
        folder,
        base=os.environ["DATABASE_URL"],
        redis_url=os.environ["REDIS_URL"].rpartition("/")[0] + "/14",
        seconds=seconds,
        with_schema=with_schema,
        pages=pages,
    )
    assert done.failed == []
    assert done.lost == set()
    assert done.leads["r1"] and done.leads["r2"]
    assert set(done.versions) == {"r1"}
    assert len(list((folder / "backups").glob("*.json"))) == 1
    return done


def test_the_old_code_is_back_and_every_lead_of_both_periods_is_there(tmp_path: Path) -> None:
    done = tried(tmp_path, seconds=1.0, with_schema=False, pages=False)
    assert "source_note" in done.columns


@pytest.mark.measure
@pytest.mark.parametrize("with_schema", [False, True])
def test_a_long_rollback_with_pages_fails_nobody(tmp_path: Path, with_schema: bool) -> None:
    done = tried(tmp_path, seconds=10.0, with_schema=with_schema, pages=True)
    assert ("source_note" in done.columns) is not with_schema
