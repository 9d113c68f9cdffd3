"""The plan names what a rollback would meet, before anything is changed."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection, migrations, models
from django.db.migrations.state import ProjectState

from ops.models import AuditEntry, Release
from ops.releases.judging import Judge
from ops.releases.plan import make_plan
from ops.releases.plan_words import in_words
from ops.releases.verdicts import Verdict, Way
from ops.releases.which import NoSuchRelease, pair
from tests.ops.releases.rows import applied, brought, released

AUDIT = "ops.0004_audit_trail"
#: It and all that came after it, the oldest first.
LATER = tuple(
    f"ops.{file.stem}"
    for file in sorted((Path(apps.get_app_config("ops").path) / "migrations").glob("0*.py"))
    if file.stem >= "0004"
)


def plan(*words: str) -> tuple[int, dict[str, Any]]:
    """``rollback_plan --json``: its exit code and its data."""
    out = io.StringIO()
    try:
        call_command("rollback_plan", "--json", *words, stdout=out, stderr=io.StringIO())
    except SystemExit as ended:
        return int(ended.code or 0), json.loads(out.getvalue())
    return 0, json.loads(out.getvalue())


# --- Which release -----------------------------------------------------------------------------


@pytest.mark.django_db
def test_without_releases_it_says_so() -> None:
    with pytest.raises(CommandError, match="No release has been recorded yet") as raised:
        plan()
    assert raised.value.returncode == 2


@pytest.mark.django_db
def test_the_first_release_has_none_before_it() -> None:
    released("r1", ago=1)
    with pytest.raises(NoSuchRelease, match="r1 is the first release"):
        pair()


@pytest.mark.django_db
def test_an_unknown_one_lists_those_there_are() -> None:
    released("r1", ago=2)
    released("r2", ago=1)
    with pytest.raises(CommandError, match=r"There is no release r9. These went out: r2 .*, r1 "):
        plan("r9")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("history", "wanted"),
    [
        ("r1 r2", "r1"),
        ("r1 r2 r2 r2", "r1"),
        ("r1 r2 r3", "r2"),
        ("r1 r2 r1 r3", "r1"),
        ("r1 r2 r3 r2", "r1"),
    ],
)
def test_the_one_before_is_never_one_that_was_left(history: str, wanted: str) -> None:
    names = history.split()
    for number, name in enumerate(names):
        released(name, ago=len(names) - number)
    assert pair().target.version == wanted


@pytest.mark.django_db
def test_failed_releases_do_not_count_and_a_commit_is_a_name() -> None:
    old = released("r1", ago=3)
    released("r9", ago=2, result="failed")
    released("r2", ago=1)
    assert pair().target == old
    assert pair(old.commit[:9]).target == old


@pytest.mark.django_db
def test_releases_without_names_are_told_how_to_get_them() -> None:
    for ago in (2, 1):
        released("development", ago=ago)
    with pytest.raises(NoSuchRelease, match="Set RELEASE_VERSION"):
        pair()


# --- The plan of real migrations ---------------------------------------------------------------


@pytest.mark.django_db
def test_the_same_tables_are_no_matter() -> None:
    released("r1", ago=2)
    released("r2", ago=1)
    code, found = plan()
    assert (code, found["migrations"], found["schema_can_stay"]) == (0, [], True)


@pytest.mark.django_db
def test_added_tables_stay_and_their_rows_are_counted_before_a_reversal() -> None:
    released("r1", ago=2, without=LATER)
    released("r2", ago=1)
    AuditEntry.objects.create(kind="sign_in")
    code, found = plan()
    assert code == 0 and found["schema_can_stay"] is True and found["reversal"] == "loses"
    by_name = {one["migration"]: one for one in found["migrations"]}
    assert list(by_name) == list(LATER[::-1])
    assert {"table": "ops_auditentry", "column": "", "rows": 1} in by_name[AUDIT]["losses"]
    words = in_words(make_plan(pair()))
    assert "the table ops_auditentry (1 row holds something)" in words
    assert "--accept-data-loss r2" in words


@pytest.mark.django_db
def test_what_this_code_does_not_have_is_not_guessed_at() -> None:
    released("r1", ago=2)
    released("r2", ago=1)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO django_migrations (app, name, applied) "
            "VALUES ('leads', '0099_later', CURRENT_TIMESTAMP)"
        )
    code, found = plan()
    assert code == 3 and found["schema_can_stay"] is None and found["reversal"] == "impossible"


@pytest.mark.django_db
def test_a_release_that_needs_tables_which_are_gone_is_no_way_back() -> None:
    newer = released("r2", ago=3)
    Release.objects.filter(pk=newer.pk).update(
        known={**newer.known, "leads": [*newer.known["leads"], "0098_more"]}
    )
    released("r1", ago=1)
    code, found = plan("r2")
    assert code == 1 and found["schema_can_stay"] is False
    assert "needs leads.0098_more" in found["breaks_old_code"][0]


@pytest.mark.django_db
def test_a_release_recorded_without_its_migrations_is_said_to_be() -> None:
    Release.objects.filter(pk=released("r1", ago=2).pk).update(known={})
    released("r2", ago=1)
    code, found = plan()
    assert code == 3 and found["schema_can_stay"] is None
    assert "recorded without its migrations" in in_words(make_plan(pair()))


@pytest.mark.django_db
def test_reading_the_plan_changes_nothing() -> None:
    released("r1", ago=2, without=LATER)
    released("r2", ago=1)
    before = (applied(), Release.objects.count())
    plan()
    assert (applied(), Release.objects.count()) == before
    assert brought() == applied()


# --- Each kind of change -----------------------------------------------------------------------


ROW = "INSERT INTO trial_thing (name, size) VALUES ('Ana', 70000)"
BASE = migrations.CreateModel(
    "Thing",
    [
        ("id", models.AutoField(primary_key=True)),
        ("name", models.CharField(max_length=20)),
        ("size", models.IntegerField(default=0)),
    ],
)


def judged(*operations: Any, rows: bool = True, after: str = "") -> Verdict:
    """What is said of a migration that was applied to a table with one row."""
    state = ProjectState()
    old = _apply([BASE], state)
    with connection.cursor() as cursor:
        if rows:
            cursor.execute(ROW)
        _apply(list(operations), old.clone())
        if after:
            cursor.execute(after)
    return Judge(old).judge(migration_of("0002_change", list(operations)))


def _apply(operations: list[Any], state: ProjectState) -> ProjectState:
    with connection.schema_editor() as editor:
        return migration_of("0001", operations).apply(state, editor)


def migration_of(name: str, operations: list[Any]) -> migrations.Migration:
    """As one of a file."""
    made: migrations.Migration = type(
        "Migration", (migrations.Migration,), {"operations": operations}
    )(name, "trial")
    return made


def text(**more: Any) -> Any:
    return models.CharField(max_length=40, **more)


FILL = "UPDATE trial_thing SET note = 'something'"

#: A change, what is in the new place, what reversing means, and what the old code stumbles over.
KINDS: list[tuple[str, list[Any], str, Way, str]] = [
    ("empty column", [migrations.AddField("thing", "note", text(null=True))], "", Way.FINE, ""),
    ("full column", [migrations.AddField("thing", "note", text(null=True))], FILL, Way.LOSES, ""),
    ("its own default only",
     [migrations.AddField("thing", "note", text(default="none", db_default="none"))], "",
     Way.FINE, ""),
    ("column the old code does not fill",
     [migrations.AddField("thing", "note", text(default="none"))], "", Way.FINE,
     "does not fill trial_thing.note"),
    ("column taken away", [migrations.RemoveField("thing", "size")], "", Way.FINE,
     "reads trial_thing.size, which is gone"),
    ("column taken away that needs a value", [migrations.AlterField(
        "thing", "size", models.IntegerField()), migrations.RemoveField("thing", "size")], "",
     Way.IMPOSSIBLE, "trial_thing.size"),
    ("column renamed", [migrations.RenameField("thing", "size", "width")], "", Way.FINE,
     "called width now"),
    ("table renamed", [migrations.RenameModel("Thing", "Object")], "", Way.FINE,
     "called trial_object now"),
    ("table taken away", [migrations.DeleteModel("Thing")], "", Way.FINE, "table trial_thing"),
    ("table moved", [migrations.AlterModelTable("thing", "elsewhere")], "", Way.FINE,
     "called elsewhere now"),
    ("longer text that is used",
     [migrations.AlterField("thing", "name", models.CharField(max_length=200))],
     "UPDATE trial_thing SET name = 'x234567890x234567890x'", Way.IMPOSSIBLE, ""),
    ("longer text that is not used",
     [migrations.AlterField("thing", "name", models.TextField())], "", Way.FINE, ""),
    ("shorter text", [migrations.AlterField("thing", "name", models.CharField(max_length=10))], "",
     Way.FINE, "more than 10 characters"),
    ("may be empty now and is",
     [migrations.AlterField("thing", "name", models.CharField(max_length=20, null=True)),
      migrations.AlterField("thing", "size", models.IntegerField(null=True))],
     "UPDATE trial_thing SET size = NULL", Way.FINE, ""),
    ("must be filled now",
     [migrations.AddField("thing", "note", text(null=True, db_default="x")),
      migrations.RunSQL("UPDATE trial_thing SET note = 'x'", ""),
      migrations.AlterField("thing", "name", models.CharField(max_length=20, null=True)),
      migrations.AlterField("thing", "name", models.CharField(max_length=20, default="y"))],
     "", Way.FINE, "may leave trial_thing.name empty"),
    ("code without a way back", [migrations.RunPython(lambda apps, editor: None)], "",
     Way.IMPOSSIBLE, ""),
    ("code that needs none",
     [migrations.RunPython(lambda apps, editor: None, migrations.RunPython.noop)], "", Way.FINE,
     ""),
    ("SQL without a way back", [migrations.RunSQL("SELECT 1")], "", Way.IMPOSSIBLE, ""),
    ("SQL that adds a column",
     [migrations.RunSQL("ALTER TABLE trial_thing ADD COLUMN note varchar(40)",
                        "ALTER TABLE trial_thing DROP COLUMN note")], FILL, Way.LOSES, ""),
    ("SQL that drops a column",
     [migrations.RunSQL('ALTER TABLE "trial_thing" DROP COLUMN "size"', "SELECT 1")], "",
     Way.FINE, "reads trial_thing.size, which is gone"),
    ("new table", [migrations.CreateModel("More", [("id", models.AutoField(primary_key=True))])],
     "", Way.FINE, ""),
    ("new table with rows",
     [migrations.CreateModel("More", [("id", models.AutoField(primary_key=True)),
                                      ("n", models.IntegerField(default=0))])],
     "INSERT INTO trial_more (n) VALUES (1)", Way.LOSES, ""),
    ("index", [migrations.AddIndex("thing", models.Index(fields=["name"], name="by_name"))], "",
     Way.FINE, ""),
    ("two steps apart",
     [migrations.SeparateDatabaseAndState(
         database_operations=[migrations.AddField("thing", "note", text(null=True))])], FILL,
     Way.LOSES, ""),
    ("list of links",
     [migrations.CreateModel("More", [("id", models.AutoField(primary_key=True))]),
      migrations.AddField("thing", "more", models.ManyToManyField("trial.More"))], "",
     Way.FINE, ""),
]  # fmt: skip


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("operations", "after", "way", "breaks"),
    [pytest.param(*rest, id=name) for name, *rest in KINDS],
)
def test_every_kind_of_change(
    operations: list[Any], after: str, way: Way, breaks: str, tables: None
) -> None:
    verdict = judged(*operations, after=after)
    assert verdict.way is way, verdict
    assert (breaks in "; ".join(verdict.breaks)) and bool(verdict.breaks) is bool(breaks), verdict


@pytest.mark.django_db(transaction=True)
def test_a_number_that_fits_no_more_stands_in_the_way(tables: None) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite has one kind of whole number")
    wide = migrations.AlterField("thing", "size", models.BigIntegerField(default=0))
    assert judged(wide).way is Way.FINE
    with connection.cursor() as cursor:
        cursor.execute("UPDATE trial_thing SET size = 3000000000")
    old = base_state()
    assert Judge(old).judge(migration_of("0002", [wide])).way is Way.IMPOSSIBLE


def base_state() -> ProjectState:
    state = ProjectState()
    BASE.state_forwards("trial", state)
    return state


@pytest.fixture
def tables(transactional_db: None) -> Any:
    """The tables of the trial go, whatever a test made of them."""
    yield
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table.startswith("trial_") or table == "elsewhere":
                cascade = " CASCADE" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TABLE {connection.ops.quote_name(table)}{cascade}")


@pytest.mark.django_db(transaction=True)
def test_a_verdict_of_fine_is_true(tables: None) -> None:
    """What is called fine is reversed for real, and nothing is missing afterwards."""
    note = migrations.AddField("thing", "note", text(null=True))
    old = base_state()
    assert judged(note).way is Way.FINE
    new = old.clone()
    note.state_forwards("trial", new)
    with connection.schema_editor() as editor:
        note.database_backwards("trial", editor, new, old)
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, size FROM trial_thing")
        assert cursor.fetchall() == [("Ana", 70000)]
