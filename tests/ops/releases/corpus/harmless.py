"""Migrations that run while visitors go on, on which the release before goes on as well."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.operations import (
    AddConstraintNotValid,
    AddIndexConcurrently,
    RemoveIndexConcurrently,
    TrigramExtension,
    ValidateConstraint,
)
from django.contrib.postgres.search import SearchVectorField
from django.db import migrations, models
from django.db.models.functions import Now

from ops.releases import operations as ours
from tests.ops.releases.corpus.shop import Case

NOOP = migrations.RunPython.noop
SQL_NOOP = migrations.RunSQL.noop
AddField, AlterField, RunSQL = migrations.AddField, migrations.AlterField, migrations.RunSQL
RunPython, Separate = migrations.RunPython, migrations.SeparateDatabaseAndState

WORDS = ["first", "second"]
HOURS = models.CheckConstraint(condition=models.Q(hours__gte=0), name="hours_are_there")
ONE_NAME = models.UniqueConstraint(fields=["name"], name="one_name")
NAMED = models.CheckConstraint(condition=models.Q(city__isnull=False), name="city_is_there")


def seed(apps: Any, schema_editor: Any) -> None:
    setting = apps.get_model("shop", "Setting")
    for word in WORDS:
        setting.objects.get_or_create(key=word)


def from_a_dictionary(apps: Any, schema_editor: Any) -> None:
    setting = apps.get_model("shop", "Setting")
    for word in {"a": "one", "b": "two"}.values():
        setting.objects.update_or_create(key=word, defaults={"value": word[:3]})


def seed_many(apps: Any, schema_editor: Any) -> None:
    setting = apps.get_model("shop", "Setting")
    setting.objects.bulk_create([setting(key=word) for word in ("a", "b")])


def one_row(apps: Any, schema_editor: Any) -> None:
    setting = apps.get_model("shop", "Setting").objects.filter(key="a").first()
    if setting:
        setting.value = "b"
        setting.save()


def new_rows(apps: Any, schema_editor: Any) -> None:
    for one in apps.get_model("shop", "Room").objects.all():
        one.save()


def roles(apps: Any, schema_editor: Any) -> None:
    groups = apps.get_model("auth", "Group").objects
    for name in ("Coaches", "Guests"):
        groups.get_or_create(name=name)
    groups.filter(name="Visitors").update(name="Guests")


def batches(apps: Any, schema_editor: Any) -> None:
    coach = apps.get_model("shop", "Coach")
    while keys := list(coach.objects.filter(rating=None).values_list("pk", flat=True)[:500]):
        coach.objects.filter(pk__in=keys).update(rating=0)


def in_chunks(apps: Any, schema_editor: Any) -> None:
    coach = apps.get_model("shop", "Coach")
    for one in coach.objects.filter(city=None).iterator(chunk_size=500):
        coach.objects.filter(pk=one.pk).update(city="Bonn")


def counts(apps: Any, schema_editor: Any) -> None:
    seen = {"a": 1}
    seen.update(b=apps.get_model("shop", "Coach").objects.count())


def case(name: str, *operations: Any, **more: Any) -> Case:
    return Case(name=name, operations=operations, **more)


def room(*more: Any) -> migrations.CreateModel:
    return migrations.CreateModel("Room", [
        ("id", models.BigAutoField(primary_key=True)), ("name", models.CharField(max_length=50)),
        ("coach", models.ForeignKey("shop.Coach", models.CASCADE, null=True)), *more])  # fmt: skip


CASES = [
    case("may be empty", AddField("coach", "level", models.IntegerField(null=True))),
    case("may be empty, with a Python default",
         AddField("coach", "level", models.IntegerField(null=True, default=3))),
    case("a database default", AddField("coach", "level", models.IntegerField(default=1, db_default=1))),
    case("a database default as text",
         AddField("coach", "motto", models.CharField(max_length=50, db_default="it's 100% fine, "))),
    case("now by the database", AddField("coach", "made", models.DateTimeField(db_default=Now()))),
    case("JSON by the database",
         AddField("coach", "extra", models.JSONField(
             default=dict, db_default=models.Value({}, models.JSONField())))),
    case("a link without an index",
         AddField("visit", "tag", models.ForeignKey(
             "shop.Tag", models.SET_NULL, null=True, db_index=False))),
    case("a list", AddField("coach", "langs", ArrayField(models.CharField(max_length=5), null=True))),
    case("words to search", AddField("coach", "found_by", SearchVectorField(null=True))),
    case("a column that is there already", Separate(
        database_operations=[RunSQL("ALTER TABLE shop_coach ADD COLUMN level integer",
                                    "ALTER TABLE shop_coach DROP COLUMN level")],
        state_operations=[AddField("coach", "level", models.IntegerField(null=True))])),
    case("many to many gets a model of its own", Separate(state_operations=[
        migrations.CreateModel("Label", [
            ("id", models.BigAutoField(primary_key=True)),
            ("coach", models.ForeignKey("shop.Coach", models.CASCADE)),
            ("tag", models.ForeignKey("shop.Tag", models.CASCADE))],
            options={"db_table": "shop_coach_tags"}),
        AlterField("coach", "tags", models.ManyToManyField("shop.Tag", through="shop.Label"))])),
    case("another behaviour on delete",
         AlterField("visit", "coach", models.ForeignKey("shop.Coach", models.PROTECT))),
    case("an index with the project's own",
         ours.AddIndexConcurrently("coach", models.Index(fields=["city"], name="coach_city")), atomic=False),
    case("unique in two steps",
         ours.BuildUniqueIndex("coach", ONE_NAME), atomic=False),
    case("unique, the second step", ours.AttachUnique("coach", ONE_NAME),
         released=[ours.BuildUniqueIndex("coach", ONE_NAME)]),
    case("dropped a release later with the project's own",
         ours.DropLeftColumn("coach", "bio", models.TextField(null=True)),
         released=[Separate(state_operations=[migrations.RemoveField("coach", "bio")])]),
    case("a rule in two steps with the project's own", [ours.AddConstraintNotValid("coach", HOURS)],
         [ours.ValidateConstraint("coach", "hours_are_there")]),
    case("a positive number", AddField("coach", "seats", models.PositiveIntegerField(null=True))),
    case("a new table", room()),
    case("a new table with everything", room(("code", models.CharField(max_length=9, unique=True))),
         migrations.AddIndex("room", models.Index(fields=["name"], name="room_name")),
         migrations.AddConstraint("room", models.UniqueConstraint(fields=["name"], name="one_room")),
         AddField("room", "size", models.IntegerField(default=1)),
         migrations.RenameField("room", "size", "width"), RunPython(new_rows, NOOP)),
    case("a new table changed by the next migration", [room()],
         [migrations.AddIndex("room", models.Index(fields=["name"], name="room_name")),
          migrations.RenameField("room", "name", "label"), migrations.RemoveField("room", "coach")],
         [migrations.DeleteModel("Room")]),
    case("a new many to many",
         AddField("visit", "tags", models.ManyToManyField("shop.Tag", related_name="visits"))),
    case("an index, concurrently",
         AddIndexConcurrently("coach", models.Index(fields=["city"], name="coach_city")), atomic=False),
    case("an index for words, concurrently",
         AddIndexConcurrently("coach", GinIndex(
             fields=["bio"], opclasses=["gin_trgm_ops"], name="coach_bio")), atomic=False),
    case("an index gone, concurrently", RemoveIndexConcurrently("coach", "coach_name"), atomic=False),
    case("an index gone", migrations.RemoveIndex("coach", "coach_name")),
    case("an index renamed",
         migrations.RenameIndex("coach", new_name="coach_by_name", old_name="coach_name")),
    case("a rule, not valid", AddConstraintNotValid("coach", HOURS)),
    case("a rule, validated later", ValidateConstraint("coach", "hours_are_there"),
         released=[AddConstraintNotValid("coach", HOURS)]),
    case("required, after a rule", AlterField("coach", "city", models.CharField(max_length=80)),
         released=[AddConstraintNotValid("coach", NAMED), ValidateConstraint("coach", "city_is_there")]),
    case("a rule gone", migrations.RemoveConstraint("coach", "hours_are_there"),
         released=[AddConstraintNotValid("coach", HOURS)]),
    case("longer", AlterField("coach", "name", models.CharField(max_length=200))),
    case("as long as it likes", AlterField("coach", "name", models.TextField())),
    case("more digits",
         AlterField("coach", "price", models.DecimalField(max_digits=12, decimal_places=2, default=0))),
    case("words for people",
         AlterField("coach", "name", models.CharField("full name", max_length=100, help_text="As said.",
                                                      choices=[("a", "A")])),
         migrations.AlterModelOptions("coach", {"ordering": ["name"]})),
    case("may be empty from now on", AlterField("coach", "hours", models.IntegerField(null=True))),
    case("gets a database default", AlterField("coach", "hours", models.IntegerField(db_default=0))),
    case("renamed in Python", Separate(state_operations=[
        migrations.RenameField("coach", "phone", "mobile"),
        AlterField("coach", "mobile", models.CharField(max_length=30, db_column="phone"))])),
    case("a model leaves the code", Separate(state_operations=[migrations.DeleteModel("Setting")])),
    case("a field leaves the code",
         Separate(state_operations=[migrations.RemoveField("coach", "bio")])),
    case("a required field leaves the code",
         AlterField("coach", "phone", models.CharField(max_length=30, db_default="")),
         Separate(state_operations=[migrations.RemoveField("coach", "phone")])),
    case("dropped a release later", RunSQL('ALTER TABLE "shop_coach" DROP COLUMN "bio"', SQL_NOOP),
         released=[Separate(state_operations=[migrations.RemoveField("coach", "bio")])]),
    case("a table dropped a release later", RunSQL("DROP TABLE shop_settings", SQL_NOOP),
         released=[Separate(state_operations=[migrations.DeleteModel("Setting")])]),
    case("unique by an index that is there",
         RunSQL("ALTER TABLE shop_coach ADD CONSTRAINT u UNIQUE USING INDEX i", SQL_NOOP)),
    case("rows of our own", RunPython(seed, NOOP)),
    case("rows from a dictionary", RunPython(from_a_dictionary, NOOP)),
    case("many rows of our own", RunPython(seed_many, NOOP)),
    case("one row", RunPython(one_row, NOOP)),
    case("roles", RunPython(roles, NOOP)),
    case("in batches", RunPython(batches, NOOP), atomic=False),
    case("in chunks", RunPython(in_chunks, NOOP), atomic=False),
    case("only looks", RunPython(counts, NOOP)),
    case("an extension", TrigramExtension()),
    case("a comment with frightening words",
         RunSQL("COMMENT ON TABLE shop_coach IS 'never DROP TABLE shop_coach; UPDATE it'", SQL_NOOP)),
    case("an insert by hand", RunSQL("INSERT INTO shop_settings (key) VALUES ('a'); -- DROP TABLE x",
                                     "DELETE FROM shop_settings WHERE key = 'a'")),
    case("a view by hand", RunSQL("CREATE OR REPLACE VIEW v AS SELECT id FROM shop_coach",
                                  "DROP VIEW v")),
    case("an index by hand", RunSQL("CREATE INDEX CONCURRENTLY IF NOT EXISTS i ON shop_coach (city)",
                                    "DROP INDEX CONCURRENTLY i"), atomic=False),
    case("analysed", RunSQL("ANALYZE shop_coach", SQL_NOOP)),
    case("a number series", RunSQL("SELECT setval(pg_get_serial_sequence('shop_coach', 'id'), 5)",
                                   SQL_NOOP)),
    case("a table by hand", RunSQL(
        "CREATE TABLE extra (id int); CREATE INDEX i ON extra (id); INSERT INTO extra SELECT 1",
        "DROP TABLE extra")),
]  # fmt: skip
