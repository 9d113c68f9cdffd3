"""A backup is whole, checked and private, wherever it lies; what is not whole is none."""

from __future__ import annotations

import io
import json
import os
import stat
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import override_settings
from django.utils import timezone

from lab.s3_server import S3Server
from ops.backups import make, manifest
from ops.backups.places import place_of
from ops.backups.problems import BackupFailed
from ops.models import OutboxMessage
from tests.ops.backups.conftest import KEY, SECRET

pytestmark = pytest.mark.usefixtures("data")


def backup(*words: str) -> dict[str, Any]:
    """``backup --json``."""
    out = io.StringIO()
    call_command("backup", "--json", *words, stdout=out, stderr=io.StringIO())
    found: dict[str, Any] = json.loads(out.getvalue())
    return found


def test_a_folder_holds_the_data_and_a_manifest_that_only_we_may_read(folder: Path) -> None:
    made = backup()
    files = sorted(folder.iterdir())
    assert [file.suffix for file in files] == sorted([Path(made["file"]).suffix, ".json"])
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    assert made["engine"] == connection.vendor
    assert made["tables"]["ops_outboxmessage"] == 3
    assert made["waiting"] == 2
    assert "0001_initial" in made["migrations"]["leads"]
    assert manifest.digest_of(folder / made["file"]) == (made["sha256"], made["size"])
    assert [one["name"] for one in backup("--list")["backups"]] == [made["name"]]


def test_a_bucket_holds_the_same_and_was_asked_with_a_right_signature(bucket: S3Server) -> None:
    made = backup()
    assert sorted(bucket.objects) == [f"my site/x/{made['name']}.json", f"my site/x/{made['file']}"]
    puts = [path for method, path in bucket.asked if method == "PUT"]
    assert puts[-1].endswith(".json"), "the manifest comes last"
    # The server lists two keys a page.
    for _ in range(2):
        backup()
    assert len(backup("--list")["backups"]) == 3


def test_a_large_file_goes_to_a_bucket_in_parts(
    bucket: S3Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ops.backups.bucket.PART", 5 << 20)
    OutboxMessage.objects.create(
        kind="test", to="a@example.org", subject="s", text=os.urandom(9 << 20).hex(), message_id="1"
    )
    made = backup()
    assert made["size"] > 9 << 20
    assert any("uploadId" in path for _, path in bucket.asked)
    assert len(bucket.objects[f"my site/x/{made['file']}"]) == made["size"]


@pytest.mark.parametrize(
    ("trouble", "words"),
    [
        ({"secret": "other"}, "does not let this key use the bucket copies"),
        ({"bucket": "nobodys"}, "There is no bucket nobodys"),
    ],
)
def test_what_a_storage_refuses_is_said_without_the_key(
    bucket: S3Server, trouble: dict[str, str], words: str
) -> None:
    with (
        override_settings(BACKUP_URL=bucket.url("x", **trouble)),
        pytest.raises(CommandError) as raised,
    ):
        backup()
    assert words in str(raised.value)
    assert raised.value.returncode == 2
    assert KEY not in str(raised.value) and SECRET not in str(raised.value)


@pytest.mark.parametrize("cut", [0, 500])
def test_an_upload_that_breaks_off_leaves_no_backup(bucket: S3Server, cut: int) -> None:
    bucket.trouble = lambda method, path: (
        cut if method == "PUT" and "slipway-can" not in path else None
    )
    with pytest.raises(CommandError):
        backup()
    bucket.trouble = lambda method, path: None
    assert backup("--list")["backups"] == []


def test_a_manifest_without_its_data_or_data_without_a_manifest_is_none(folder: Path) -> None:
    one, two = backup(), backup()
    (folder / f"{one['name']}.json").unlink()
    (folder / two["file"]).unlink()
    assert backup("--list")["backups"] == []


def test_what_was_changed_on_its_way_is_noticed(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ops.backups.folder import FolderPlace

    def damaged(self: FolderPlace, name: str, file: Path) -> None:
        content = file.read_bytes()
        (self.path / name).write_bytes(content[:-1] + bytes([content[-1] ^ 1]))

    monkeypatch.setattr(FolderPlace, "store", damaged)
    with pytest.raises(CommandError, match="not what was stored there"):
        backup()
    assert backup("--list")["backups"] == []


def test_the_oldest_go_and_other_sites_stay(folder: Path) -> None:
    with override_settings(SITE_HOST="other.example.com"):
        other = backup()
    names = [backup("--keep", "2")["name"] for _ in range(4)]
    left = [one["name"] for one in backup("--list")["backups"]]
    assert left == [*reversed(names[-2:]), other["name"]]
    assert len(list(folder.iterdir())) == 6


def test_leftovers_of_a_run_that_was_killed_go_after_a_day(folder: Path) -> None:
    old = timezone.now() - timedelta(days=2)
    folder.mkdir()
    left = folder / f"testserver-{old:%Y%m%d-%H%M%S}-abcd{make.ending()}"
    fresh = folder / f"testserver-{timezone.now():%Y%m%d-%H%M%S}-abcd{make.ending()}"
    part = folder / ".part-testserver"
    for file in (left, fresh, part):
        file.write_bytes(b"half")
    os.utime(part, (0, 0))
    backup()
    assert not left.exists() and not part.exists() and fresh.exists()


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("")
    with pytest.raises(CommandError, match="cannot be written"):
        backup("--to", str(file / "below"))


def test_an_unreadable_address_never_means_this_machine() -> None:
    from config.env import load

    bad = load({"BACKUP_URL": "s3://key:se/cret@host/bucket"})
    bad.get("BACKUP_URL")
    with (
        override_settings(ENVIRONMENT=bad, BACKUP_URL=""),
        pytest.raises(BackupFailed, match="BACKUP_URL.*percent-encoded"),
    ):
        place_of()
    assert "se/cret" not in str(bad.problems)


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="only PostgreSQL has pg_dump")
@pytest.mark.parametrize(
    ("version", "words"), [("9", "must be at least as new"), ("", "is not installed here")]
)
def test_a_pg_dump_that_is_too_old_or_missing_is_named(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, version: str, words: str
) -> None:
    if version:
        tool = tmp_path / "pg_dump"
        tool.write_text(f"#!/bin/sh\necho 'pg_dump (PostgreSQL) {version}.6'\n")
        tool.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(CommandError, match=words) as raised:
        backup()
    assert "postgresql-client-" in str(raised.value)
    assert [file.name for file in folder.iterdir()] == []


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="only PostgreSQL has a password")
def test_no_word_of_the_connection_is_on_a_command_line(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = tmp_path / "seen"
    for name in ("pg_dump", "pg_restore"):
        tool = tmp_path / name
        tool.write_text(
            f'#!/bin/sh\necho "$0 $@" >> {seen}; env | cut -d= -f1 >> {seen}\n'
            f'PATH=$(echo "$PATH" | cut -d: -f2-) exec {name} "$@"\n'
        )
        tool.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    monkeypatch.setenv("SECRET_KEY", "k" * 60)
    backup()
    words = seen.read_text()
    assert "--format=custom" in words and "PGDATABASE" in words
    assert str(connection.settings_dict["NAME"]) not in words
    assert "SECRET_KEY" not in words and "DATABASE_URL" not in words


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite locks writers out")
def test_the_counts_are_those_of_the_copy_whatever_is_written_meanwhile(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ops.backups import postgres

    real = postgres._dump

    def slow(*args: Any) -> None:
        # Through another connection, as a visitor's.
        OutboxMessage.objects.create(
            kind="test", to="late@example.org", subject="s", text="t", message_id="late"
        )
        real(*args)

    monkeypatch.setattr(postgres, "_dump", slow)
    made = backup()
    assert made["tables"]["ops_outboxmessage"] == 3
    assert OutboxMessage.objects.count() == 4
    out = io.StringIO()
    call_command("restore", made["name"], stdout=out, stderr=io.StringIO())
    from tests.ops.backups.restored import forget, rows

    database = out.getvalue().strip()
    assert rows(database, "select count(*) from ops_outboxmessage") == [(3,)]
    forget(database)
