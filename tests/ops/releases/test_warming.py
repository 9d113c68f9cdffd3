"""What a release tries before it takes traffic, and what is written down of it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from ops.commands import WrongUse
from ops.releases import record, warming
from ops.releases.rows import Release

pytestmark = pytest.mark.django_db


def test_the_product_tries_its_knowledge_and_its_landing_page() -> None:
    works = warming.works()
    assert {"the knowledge", "the landing page"} <= set(works)
    for work in works.values():
        work()


def test_a_page_that_does_not_answer_is_said() -> None:
    with pytest.raises(RuntimeError, match="/nowhere/ answers 404"):
        warming.page("/nowhere/")


def test_static_files_that_were_not_built_are_said(settings: Any) -> None:
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    }
    with pytest.raises(RuntimeError, match="collectstatic"):
        warming.page("/")


def test_a_release_that_went_out_in_another_way_is_written_down(
    settings: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.VERSION, settings.COMMIT = "v7", "abc"
    open_row = Release.objects.create(version="v6", step="migrations")
    call_command("record_release", "--who", "Maya", "--json")
    told = json.loads(capsys.readouterr().out)
    assert (told["version"], told["commit"], told["who"], told["result"]) == (
        "v7", "abc", "Maya", "done",
    )  # fmt: skip
    assert "0006_releases" in told["schema"]["ops"]
    open_row.refresh_from_db()
    assert (open_row.result, open_row.problem) == ("failed", record.CUT_OFF)


def test_what_was_out_before_comes_back_as_a_rollback(settings: Any) -> None:
    for version, kind in (("v1", "deploy"), ("v1", "deploy"), ("v2", "deploy"), ("v1", "rollback")):
        settings.VERSION = version
        row = record.begin()
        record.done(row)
        assert row.kind == kind, version


def test_code_on_newer_tables_is_a_rollback() -> None:
    MigrationRecorder(connection).record_applied("leads", "0099_of_tomorrow")
    assert record.begin().kind == "rollback"


def test_without_its_table_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(record, "can_be_written", lambda: False)
    with pytest.raises(WrongUse, match="migrate"):
        call_command("record_release")


def test_a_problem_is_kept_without_secrets_and_cut(settings: Any) -> None:
    kept = record.shortened("no: postgres://maya:hunter22secret@db.example.org/x " + "long " * 200)
    assert "hunter22secret" not in kept
    assert len(kept) <= 500
