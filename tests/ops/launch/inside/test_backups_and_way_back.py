"""What is said of backups, of the way back, and of keys that lie around."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import override_settings
from django.utils import timezone

from ops.backups import manifest
from ops.backups.places import place_of
from ops.launch.deployment import here
from ops.launch.findings import CannotTell, NotApplicable
from ops.launch.gather.backups import CopiesFacts, gather_copies
from ops.launch.gather.way_back import PlatformKeyFacts, WayBackFacts, gather_way_back
from ops.launch.world import World
from tests.ops.launch.inside.facts import POSTGRES, SQLITE, found, severities
from tests.ops.releases.rows import released

COPIES = CopiesFacts(wanted=True, place="the bucket x at y", count=5, age=3600.0)
BACK = WayBackFacts(current="r2", target="r1", keeps=True)


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        (replace(COPIES, why="The storage does not let this key"), "cannot be looked into"),
        (replace(COPIES, vanishes=True), "forgets them"),
        (replace(COPIES, age=None, count=0), "no backup yet"),
        (replace(COPIES, age=5 * 86400.0), "is old"),
        (replace(COPIES, keep=1), "Only 1 of the backups"),
    ],
)
def test_backups_of_our_own_that_are_not_well_are_named(facts: CopiesFacts, words: str) -> None:
    (finding,) = found("database.backups.own", facts)
    assert words in finding.summary and finding.fix and finding.impact


def test_backups_of_our_own_that_are_well_pass_and_count_for_the_other_check() -> None:
    assert found("database.backups.own", COPIES) == []
    for engine in (SQLITE, replace(POSTGRES, archiving=False)):
        assert found("database.backups", engine, COPIES) == []
    old = replace(COPIES, age=5 * 86400.0)
    assert severities("database.backups", SQLITE, old) == ["trust"]
    assert severities("database.backups", SQLITE, replace(COPIES, vanishes=True)) == ["trust"]


def test_without_a_place_of_our_own_there_is_nothing_to_judge() -> None:
    with pytest.raises(NotApplicable):
        found("database.backups.own", CopiesFacts())


def test_the_way_back() -> None:
    assert found("release.rollback.ready", BACK) == []
    (finding,) = found("release.rollback.ready", replace(BACK, keeps=False, breaks=("it reads x",)))
    assert "r1 could not be brought back" in finding.summary and "it reads x" in finding.evidence
    with pytest.raises(CannotTell):
        found("release.rollback.ready", replace(BACK, keeps=None))


def test_a_key_to_the_platform_is_named_and_not_on_a_laptop() -> None:
    assert found("release.rollback.keys", PlatformKeyFacts(names=())) == []
    (finding,) = found("release.rollback.keys", PlatformKeyFacts(names=("RENDER_API_KEY",)))
    assert "RENDER_API_KEY" in finding.summary
    with pytest.raises(NotApplicable):
        found("release.rollback.keys", PlatformKeyFacts(names=("RENDER_API_KEY",), local=True))


def gathered(gather: Any) -> Any:
    """What a gatherer finds here."""
    return gather(World(target=here()))


@pytest.mark.django_db(transaction=True)
def test_the_newest_backup_of_this_site_is_found(tmp_path: Path) -> None:
    with override_settings(BACKUP_URL=f"file://{tmp_path}/b"):
        assert gathered(gather_copies).age is None
        call_command("backup", stdout=io.StringIO(), stderr=io.StringIO())
        with override_settings(SITE_HOST="other.example.com"):
            assert gathered(gather_copies).age is None
        facts = gathered(gather_copies)
        assert facts.count == 1 and facts.age < 600 and not facts.why
        (one,) = manifest.listed(place_of())
        old = replace(one, made_at=timezone.now() - timedelta(days=3))
        place_of().write(f"{one.name}.json", json.dumps(old.as_json()).encode())
        assert gathered(gather_copies).age > 2 * 86400
    with override_settings(BACKUP_URL=""):
        assert not gathered(gather_copies).wanted


@pytest.mark.django_db
def test_the_plan_of_the_way_back_is_read_from_the_database() -> None:
    with pytest.raises(NotApplicable, match="No release has been recorded"):
        gathered(gather_way_back)
    released("r1", ago=2)
    released("r2", ago=1)
    facts = gathered(gather_way_back)
    assert (facts.current, facts.target, facts.keeps) == ("r2", "r1", True)
