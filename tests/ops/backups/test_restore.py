"""A restore gives the data of that day in a database of its own, and harms nothing."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from ops.backups import into_postgres, manifest
from ops.backups.places import place_of
from ops.models import OutboxMessage
from tests.ops.backups.restored import forget, rows

pytestmark = pytest.mark.usefixtures("data", "folder")


def backup() -> str:
    """Its name."""
    out = io.StringIO()
    call_command("backup", stdout=out, stderr=io.StringIO())
    return out.getvalue().strip()


def restore(*words: str) -> tuple[dict[str, Any], str]:
    """``restore --json`` and what it said."""
    out, err = io.StringIO(), io.StringIO()
    call_command("restore", "--json", *words, stdout=out, stderr=err)
    return json.loads(out.getvalue()), err.getvalue()


def refused(*words: str) -> str:
    """The words of a restore that is not done."""
    with pytest.raises(CommandError) as raised:
        restore(*words)
    assert raised.value.returncode == 2
    return str(raised.value)


def own_name() -> str:
    """The name that --overwrite wants for the database in use."""
    name = str(connection.settings_dict["NAME"])
    return Path(name).name if connection.vendor == "sqlite" else name


def test_the_copy_is_beside_the_database_in_use_which_is_left_alone() -> None:
    name = backup()
    OutboxMessage.objects.all().delete()
    done, said = restore(name)
    try:
        assert rows(done["database"], "select count(*) from ops_outboxmessage") == [(3,)]
        assert OutboxMessage.objects.count() == 0
        assert done["migrations_to_run"] == [] and done["migrations_unknown"] == []
        assert "Nothing was switched" in said and "DATABASE_URL" in said
    finally:
        forget(done["database"])


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no such indexes")
@pytest.mark.parametrize("schema", ["public", "extensions_of_the_host", ""])
def test_the_indexes_of_the_search_are_there_wherever_the_host_keeps_their_extension(
    schema: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    statements = [f"CREATE EXTENSION pg_trgm WITH SCHEMA {schema}"] if schema else ["SELECT 1/0"]
    if schema != "public":
        statements.insert(0, f"CREATE SCHEMA IF NOT EXISTS {schema or 'nothing'}")
    monkeypatch.setattr(into_postgres, "MAKE", statements)
    done, _ = restore(backup())
    try:
        found = rows(
            done["database"],
            "select indexname from pg_indexes where indexdef like '%gin_trgm_ops%'",
        )
        ours = [
            ("chatbot_message_words",), ("leads_enquiry_words",), ("leads_lead_words",),
            ("ops_outbox_words",),
        ]  # fmt: skip
        assert sorted(found) == (ours if schema else [])
    finally:
        forget(done["database"])


def test_emails_that_waited_are_held_and_sessions_are_ended() -> None:
    done, said = restore(backup())
    try:
        found = rows(done["database"], "select state, last_error from ops_outboxmessage")
        assert sorted(state for state, _ in found) == ["failed", "failed", "sent"]
        assert all("may have been sent" in why for state, why in found if state == "failed")
        assert rows(done["database"], "select count(*) from django_session") == [(0,)]
        assert done["emails_held"] == 2 and "2 emails were waiting" in said
    finally:
        forget(done["database"])


def test_a_restored_copy_sends_no_email_twice() -> None:
    done, _ = restore(backup(), "--overwrite", own_name())
    assert done["replaced"]
    assert not OutboxMessage.objects.due().exists()


def test_only_its_name_lets_the_database_in_use_be_replaced_and_it_is_saved_first() -> None:
    name = backup()
    OutboxMessage.objects.filter(state="sent").delete()
    assert "is not the name of" in refused(name, "--overwrite", "other")
    assert OutboxMessage.objects.count() == 2
    done, said = restore(name, "--overwrite", own_name())
    assert OutboxMessage.objects.count() == 3
    saved = manifest.read(place_of(), done["saved_before"])
    assert saved.tables["ops_outboxmessage"] == 2
    assert saved.name in said


def test_a_database_that_holds_something_is_refused() -> None:
    name = backup()
    if connection.vendor == "sqlite":
        url = f"sqlite:///{connection.settings_dict['NAME']}"
        assert "is there already" in refused(name, "--into", url)
    else:
        given = connection.settings_dict
        url = f"postgres://{given['USER']}@{given['HOST']}/{given['NAME']}"
        assert "holds" in refused(name, "--into", url)
    assert OutboxMessage.objects.count() == 3


def test_a_damaged_backup_changes_nothing(folder: Path) -> None:
    name = backup()
    file = next(one for one in folder.iterdir() if one.suffix != ".json")
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 0xFF
    file.write_bytes(bytes(content))
    assert "it is damaged" in refused(name)


def test_a_copy_that_lacks_a_row_is_not_kept(folder: Path) -> None:
    name = backup()
    file = folder / f"{name}.json"
    text = json.loads(file.read_text())
    text["tables"]["ops_outboxmessage"] = 4
    file.write_text(json.dumps(text))
    words = refused(name, "--overwrite", own_name())
    assert "rows" in words
    assert OutboxMessage.objects.count() == 3


def test_an_unknown_name_lists_what_there_is() -> None:
    assert "There is none at all" in refused("nothing")
    name = backup()
    assert f"These are there: {name}" in refused("nothing")
    assert "There is no backup ../x" in refused("../x")


def test_an_older_and_a_newer_schema_are_told_apart(folder: Path) -> None:
    name = backup()
    file = folder / f"{name}.json"
    text = json.loads(file.read_text())
    text["migrations"]["leads"].append("9999_later")
    text["migrations"]["ops"].remove("0006_releases")
    file.write_text(json.dumps(text))
    done, said = restore(name)
    forget(done["database"])
    assert done["migrations_to_run"] == ["ops.0006_releases"]
    assert done["migrations_unknown"] == ["leads.9999_later"]
    assert "manage.py migrate" in said and "newer release" in said


def test_a_copy_of_the_other_kind_of_database_is_refused(folder: Path) -> None:
    name = backup()
    other = "sqlite:////tmp/x.sqlite3" if connection.vendor == "postgresql" else "postgres://u@h/n"
    assert "cannot go into" in refused(name, "--into", other)
    assert "must be the address of a database" in refused(name, "--into", "nonsense")


def test_a_manifest_that_points_elsewhere_is_no_backup(folder: Path) -> None:
    name = backup()
    file = folder / f"{name}.json"
    text = json.loads(file.read_text())
    file.write_text(json.dumps({**text, "file": "../../etc/passwd"}))
    assert "cannot be read" in refused(name)


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has no such lock")
def test_a_database_in_use_is_not_waited_for_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    import psycopg

    from ops.backups import into_postgres, tools

    monkeypatch.setattr(into_postgres, "PATIENCE", 1)
    name = backup()
    wanted: dict[str, Any] = tools.parameters(connection.settings_dict)
    with psycopg.connect(**wanted) as visitor:
        visitor.execute("select count(*) from ops_outboxmessage")
        assert "did not let go" in refused(name, "--overwrite", own_name())
    assert OutboxMessage.objects.count() == 3


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has no accounts")
def test_an_account_that_may_make_no_database_is_told_what_to_do() -> None:
    from ops.backups import into_postgres, tools
    from ops.backups.problems import BackupFailed

    with connection.cursor() as cursor:
        cursor.execute("DROP ROLE IF EXISTS rollback_small")
        cursor.execute("CREATE ROLE rollback_small LOGIN")
    small = {**connection.settings_dict, "USER": "rollback_small", "PASSWORD": ""}
    try:
        with pytest.raises(BackupFailed, match="--into postgres://"):
            into_postgres._create(tools.parameters(small))
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP ROLE rollback_small")
