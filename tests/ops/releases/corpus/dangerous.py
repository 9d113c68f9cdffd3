"""Migrations that hurt visitors while they run, or while the release before still serves."""

from __future__ import annotations

import time
import uuid
from functools import partial
from typing import Any

from django.apps import apps as registry
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.operations import (
    AddConstraintNotValid,
    AddIndexConcurrently,
    ValidateConstraint,
)
from django.db import migrations, models
from django.db.models.functions import Random, Upper
from django.utils import timezone

from ops.releases import operations as ours
from tests.ops.releases.corpus.shop import Case

NOOP = migrations.RunPython.noop
SQL_NOOP = migrations.RunSQL.noop
AddField, AlterField, RunSQL = migrations.AddField, migrations.AlterField, migrations.RunSQL
RunPython, Separate = migrations.RunPython, migrations.SeparateDatabaseAndState


# --- Functions ------------------------------------------------------------------------------------


def save_each(apps: Any, schema_editor: Any) -> None:
    coach = apps.get_model("shop", "Coach")
    for one in coach.objects.all():
        one.city = "Bonn"
        one.save()


def save_each_of_a_name(apps: Any, schema_editor: Any) -> None:
    coaches = apps.get_model("shop.Coach").objects.filter(city=None)
    for one in coaches:
        one.city = one.name.title()
        one.save(update_fields=["city"])


def update_all(apps: Any, schema_editor: Any) -> None:
    apps.get_model("shop", "Coach").objects.using(schema_editor.connection.alias).update(rating=1)


def update_the_empty(apps: Any, schema_editor: Any) -> None:
    coach = apps.get_model("shop", "Coach")
    coach.objects.filter(rating=None).update(rating=3)


def _one_by_one(model: Any) -> None:
    for one in model.objects.iterator():
        one.hours = one.hours * 60
        one.save()


def by_a_helper(apps: Any, schema_editor: Any) -> None:
    _one_by_one(apps.get_model("shop", "Coach"))


def bulk(apps: Any, schema_editor: Any) -> None:
    coach = apps.get_model("shop", "Coach")
    everybody = list(coach.objects.all())
    for one in everybody:
        one.hours += 1
    coach.objects.bulk_update(everybody, ["hours"])


def copied(apps: Any, schema_editor: Any) -> None:
    coach, setting = apps.get_model("shop", "Coach"), apps.get_model("shop", "Setting")
    setting.objects.bulk_create(setting(key=one.code) for one in coach.objects.all())


def created_each(apps: Any, schema_editor: Any) -> None:
    setting = apps.get_model("shop", "Setting")
    for one in apps.get_model("shop", "Coach").objects.all():
        setting.objects.get_or_create(key=one.code)


def deleted(apps: Any, schema_editor: Any) -> None:
    apps.get_model("shop", "Visit").objects.filter(note="").delete()


def batches(apps: Any, schema_editor: Any) -> None:
    coach = apps.get_model("shop", "Coach")
    while keys := list(coach.objects.filter(rating=None).values_list("pk", flat=True)[:500]):
        coach.objects.filter(pk__in=keys).update(rating=0)


def with_cursor(apps: Any, schema_editor: Any) -> None:
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("UPDATE shop_coach SET rating = 1")


def with_editor(apps: Any, schema_editor: Any) -> None:
    schema_editor.execute("ALTER TABLE shop_coach DROP COLUMN phone")


def imported_inside(apps: Any, schema_editor: Any) -> None:
    from leads.models import Lead

    Lead.objects.get_or_create(email="somebody@example.org")


def imported_above(apps: Any, schema_editor: Any) -> None:
    Group.objects.get_or_create(name="Coaches")


def the_user_of_today(apps: Any, schema_editor: Any) -> None:
    get_user_model().objects.get_or_create(username="robot")


def the_registry_of_today(old: Any, schema_editor: Any) -> None:
    registry.get_model("leads", "Lead").objects.get_or_create(email="somebody@example.org")


def seed(apps: Any, schema_editor: Any, *, key: str = "a") -> None:
    apps.get_model("shop", "Setting").objects.get_or_create(key=key)


def without_slices(apps: Any, schema_editor: Any) -> None:
    for one in apps.get_model("shop", "Visit").objects.select_related("coach"):
        one.note = one.coach.name
        one.save()


def commanded(apps: Any, schema_editor: Any) -> None:
    from django.core.management import call_command

    call_command("loaddata", "coaches.json")


def mapped(apps: Any, schema_editor: Any) -> None:
    def move(coach: Any) -> None:
        coach.city = "Bonn"
        coach.save()

    list(map(move, apps.get_model("shop", "Coach").objects.all()))


def _move(rows: Any) -> None:
    for one in rows:
        one.city = "Bonn"
        one.save()


def given_to_a_helper(apps: Any, schema_editor: Any) -> None:
    _move(apps.get_model("shop", "Coach").objects.all())


def filtered_by_a_word(apps: Any, schema_editor: Any) -> None:
    wanted = {"city": "Bonn"}
    for one in apps.get_model("shop", "Coach").objects.filter(city=wanted.get("city")):
        one.delete()


def cut(apps: Any, schema_editor: Any) -> None:
    for number, one in enumerate(apps.get_model("shop", "Coach").objects.order_by("pk")):
        one.name = f"{number} {one.name}"[:100]
        one.save()


def waits(apps: Any, schema_editor: Any) -> None:
    time.sleep(60)


def by_hand(apps: Any, schema_editor: Any) -> None:
    schema_editor.delete_model(apps.get_model("shop", "Visit"))


def imports_a_helper(apps: Any, schema_editor: Any) -> None:
    from tests.ops.releases.corpus.helpers import rename_everybody

    rename_everybody(apps)


# --- Cases ----------------------------------------------------------------------------------------


def case(name: str, rule: str, *operations: Any, **more: Any) -> Case:
    return Case(name=name, rules=frozenset(rule.split()), operations=operations, **more)


def sql(name: str, rule: str, *texts: Any, **more: Any) -> Case:
    return case(name, rule, *[RunSQL(text, SQL_NOOP) for text in texts], **more)


COLUMNS = [
    case("required with a Python default", "required_column",
         AddField("coach", "seats", models.IntegerField(default=1))),
    case("required without any default", "required_column",
         AddField("coach", "motto", models.CharField(max_length=50, default="", blank=True),
                  preserve_default=False)),
    case("required with a callable", "required_column",
         AddField("coach", "since", models.DateTimeField(default=timezone.now))),
    case("required by auto_now_add", "required_column",
         AddField("coach", "made", models.DateTimeField(auto_now_add=True, default=timezone.now),
                  preserve_default=False)),
    case("a required link", "required_column",
         AddField("visit", "tag", models.ForeignKey("shop.Tag", models.CASCADE, default=1))),
    case("a required yes or no", "required_column",
         AddField("coach", "listed", models.BooleanField(default=False))),
    case("JSON with an empty dictionary", "required_column",
         AddField("coach", "extra", models.JSONField(default=dict))),
    case("unique with a callable", "required_column unique_locks",
         AddField("coach", "uid", models.UUIDField(default=uuid.uuid4, unique=True))),
    case("unique and empty", "unique_locks",
         AddField("coach", "vat", models.CharField(max_length=20, null=True, unique=True))),
    case("one to one", "unique_locks",
         AddField("coach", "account", models.OneToOneField("shop.Tag", models.CASCADE, null=True))),
    case("an indexed column", "index_locks",
         AddField("coach", "lang", models.CharField(max_length=5, null=True, db_index=True))),
    case("a link with its index", "index_locks",
         AddField("visit", "tag", models.ForeignKey("shop.Tag", models.SET_NULL, null=True))),
    case("random by the database", "rewrite",
         AddField("coach", "luck", models.FloatField(db_default=Random()))),
    case("generated and stored", "rewrite",
         AddField("coach", "shout", models.GeneratedField(
             expression=Upper("name"), output_field=models.CharField(max_length=100),
             db_persist=True))),
    case("empty to required", "made_required",
         AlterField("coach", "city", models.CharField(max_length=80))),
    case("empty to required with a default", "made_required",
         AlterField("coach", "rating", models.IntegerField(default=0))),
    case("empty to required with a database default", "made_required",
         AlterField("coach", "rating", models.IntegerField(db_default=0))),
    case("the database default goes", "default_removed",
         AlterField("coach", "status", models.CharField(max_length=10, default="new"))),
    case("a required field leaves the model only", "required_column_left",
         Separate(state_operations=[migrations.RemoveField("coach", "phone")])),
    case("an order", "required_column", migrations.AlterOrderWithRespectTo("visit", "coach")),
    case("a column in the model only", "not_made", Separate(
        state_operations=[AddField("coach", "level", models.IntegerField(null=True))])),
    case("a table in the code only", "not_made", Separate(state_operations=[
        migrations.CreateModel("Room", [("id", models.BigAutoField(primary_key=True))])])),
    case("a required field leaves the model beside SQL", "required_column_left",
         RunSQL("SELECT 1", SQL_NOOP, state_operations=[migrations.RemoveField("coach", "phone")])),
    case("a second migration takes the default away", "required_column",
         [AddField("coach", "seats", models.IntegerField(default=1, db_default=1))],
         [AlterField("coach", "seats", models.IntegerField(default=1))]),
]  # fmt: skip

GONE = [
    case("a column", "dropped", migrations.RemoveField("coach", "phone")),
    case("a link", "dropped", migrations.RemoveField("visit", "coach")),
    case("many to many", "dropped", migrations.RemoveField("coach", "tags")),
    case("a model", "dropped", migrations.DeleteModel("Visit")),
    case("a field renamed", "renamed", migrations.RenameField("coach", "phone", "mobile")),
    case("a model renamed", "renamed", migrations.RenameModel("Visit", "Session")),
    case("a table renamed", "renamed", migrations.AlterModelTable("Coach", "coaches")),
    case("db_column", "renamed",
         AlterField("coach", "phone", models.CharField(max_length=30, db_column="mobile"))),
    case("the table of many to many", "renamed",
         AlterField("coach", "tags", models.ManyToManyField(
             "shop.Tag", related_name="coaches", db_table="labels"))),
    case("many to many through another", "cannot_run",
         migrations.CreateModel("Label", [
             ("id", models.BigAutoField(primary_key=True)),
             ("coach", models.ForeignKey("shop.Coach", models.CASCADE)),
             ("tag", models.ForeignKey("shop.Tag", models.CASCADE))]),
         AlterField("coach", "tags", models.ManyToManyField("shop.Tag", through="shop.Label"))),
    case("left and dropped at once with the project's own", "dropped", Separate(
        database_operations=[ours.DropLeftColumn("coach", "bio", models.TextField(null=True))],
        state_operations=[migrations.RemoveField("coach", "bio")])),
    case("dropped in the release that stops using it", "dropped",
         [Separate(state_operations=[migrations.RemoveField("coach", "bio")])],
         [RunSQL('ALTER TABLE "shop_coach" DROP COLUMN "bio"', SQL_NOOP)]),
    case("separated, with a drop in the database", "dropped", Separate(
        database_operations=[RunSQL("alter table shop_coach drop column if exists city", SQL_NOOP)],
        state_operations=[migrations.RemoveField("coach", "city")])),
    case("separated, with a rename", "renamed", Separate(
        database_operations=[RunSQL("ALTER TABLE public.shop_visit RENAME TO shop_session",
                                    "ALTER TABLE shop_session RENAME TO shop_visit")],
        state_operations=[migrations.RenameModel("Visit", "Session")])),
    sql("raw drop of a column", "dropped", "ALTER TABLE shop_coach DROP phone;"),
    sql("raw drop after a harmless one", "dropped",
        "ALTER TABLE shop_coach ADD COLUMN x int, DROP COLUMN phone CASCADE"),
    sql("raw drop of tables", "dropped", "DROP TABLE IF EXISTS elsewhere_log, shop_visit CASCADE"),
    sql("raw rename", "renamed", "alter table only shop_coach\n rename column phone to mobile"),
    sql("raw rename without the word column", "renamed", "ALTER TABLE shop_coach RENAME phone TO m"),
    sql("another schema", "renamed", "ALTER TABLE shop_coach SET SCHEMA attic"),
    sql("a view", "dropped", "DROP VIEW coaches_of_today"),
    sql("a type's value", "renamed", "ALTER TYPE mood RENAME VALUE 'sad' TO 'blue'"),
    sql("truncate", "data_lost", "TRUNCATE shop_visit RESTART IDENTITY CASCADE"),
    sql("delete everything", "data_lost", "DELETE FROM shop_visit"),
    sql("behind a comment", "dropped", "-- tidy up\n/* old */ DROP TABLE shop_visit"),
    sql("in a list", "dropped", ["SELECT 1", "DROP TABLE shop_visit"]),
    case("in a list with values", "data_at_once",
         RunSQL([("UPDATE shop_coach SET city = %s", ["Bonn"])], SQL_NOOP)),
]  # fmt: skip

LOCKS = [
    case("an index", "index_locks",
         migrations.AddIndex("coach", models.Index(fields=["city"], name="coach_city"))),
    case("an index on a field", "index_locks",
         AlterField("coach", "city", models.CharField(max_length=80, null=True, db_index=True))),
    case("a unique field", "unique_locks",
         AlterField("coach", "phone", models.CharField(max_length=30, unique=True))),
    case("unique together", "unique_locks",
         migrations.AlterUniqueTogether("coach", {("name", "city")})),
    case("a unique rule", "unique_locks",
         migrations.AddConstraint("coach", models.UniqueConstraint(
             fields=["name", "city"], name="one_of_a_name"))),
    case("a unique rule with a condition", "unique_locks",
         migrations.AddConstraint("coach", models.UniqueConstraint(
             fields=["phone"], condition=models.Q(city="Bonn"), name="one_phone"))),
    case("a unique rule on an expression", "unique_locks",
         migrations.AddConstraint("coach", models.UniqueConstraint(
             Upper("email"), name="one_email"))),
    case("a check", "constraint_validated",
         migrations.AddConstraint("coach", models.CheckConstraint(
             condition=models.Q(hours__gte=0), name="hours_are_there"))),
    case("no overlap", "constraint_validated",
         migrations.AddConstraint("visit", ExclusionConstraint(
             name="one_at_a_time", expressions=[("at", "=")]))),
    case("a number becomes a link", "constraint_validated",
         AlterField("visit", "note", models.ForeignKey("shop.Tag", models.CASCADE, null=True))),
    case("added as not valid and validated in one transaction", "long_lock",
         AddConstraintNotValid("coach", models.CheckConstraint(
             condition=models.Q(hours__gte=0), name="hours_are_there")),
         ValidateConstraint("coach", "hours_are_there")),
    sql("raw index", "index_locks", "create index if not exists i on shop_coach using btree (city)"),
    sql("raw unique index", "unique_locks", 'CREATE UNIQUE INDEX "i" ON "public"."shop_coach" (city)'),
    sql("raw link", "constraint_validated",
        "ALTER TABLE shop_visit ADD CONSTRAINT f FOREIGN KEY (coach_id) REFERENCES shop_coach (id)"),
    sql("raw check without a name", "constraint_validated",
        "ALTER TABLE shop_coach ADD CHECK (hours >= 0)"),
    sql("raw primary key", "unique_locks", "ALTER TABLE shop_settings ADD PRIMARY KEY (key)"),
    sql("lock", "long_lock", "LOCK TABLE shop_coach IN ACCESS EXCLUSIVE MODE"),
    sql("reindex", "long_lock", "REINDEX TABLE shop_coach"),
    sql("cluster", "long_lock", "CLUSTER shop_coach USING coach_name"),
    sql("raw not null", "made_required", "ALTER TABLE shop_coach ALTER city SET NOT NULL"),
    sql("a view read anew", "long_lock", "REFRESH MATERIALIZED VIEW figures"),
]  # fmt: skip

REWRITES = [
    case("a bigger number", "rewrite", AlterField("coach", "hours", models.BigIntegerField(default=0))),
    case("a bigger key", "rewrite", AlterField("visit", "id", models.BigAutoField(primary_key=True))),
    case("text to number", "rewrite", AlterField("coach", "phone", models.IntegerField(null=True))),
    case("shorter", "narrowed", AlterField("coach", "name", models.CharField(max_length=50))),
    case("text to a length", "narrowed",
         AlterField("coach", "bio", models.CharField(max_length=500, null=True))),
    case("more decimals", "rewrite narrowed",
         AlterField("coach", "price", models.DecimalField(max_digits=8, decimal_places=4, default=0))),
    case("a date gets a time", "rewrite", AlterField("coach", "born", models.DateTimeField(null=True))),
    case("an indexed text to long text", "index_locks",
         AlterField("coach", "code", models.TextField(db_index=True))),
    case("another collation", "rewrite",
         AlterField("coach", "name", models.CharField(max_length=100, db_collation="C"))),
    sql("raw type", "rewrite",
        "ALTER TABLE shop_coach ALTER COLUMN hours SET DATA TYPE bigint USING hours::bigint"),
    sql("raw serial", "rewrite", "ALTER TABLE shop_settings ADD COLUMN n BIGSERIAL"),
    sql("raw random key", "rewrite",
        "ALTER TABLE shop_coach ADD COLUMN u uuid NOT NULL DEFAULT gen_random_uuid()"),
    sql("vacuum full", "rewrite transaction", "VACUUM FULL shop_coach"),
    sql("without a log", "rewrite", "ALTER TABLE shop_coach SET UNLOGGED"),
    sql("raw required", "required_column", "ALTER TABLE shop_coach ADD seats integer NOT NULL"),
]  # fmt: skip

DATA = [
    *[
        case(f"function {code.__name__}", "data_at_once", RunPython(code, NOOP))
        for code in (save_each, save_each_of_a_name, update_all, update_the_empty, by_a_helper,
                     bulk, copied, created_each, deleted, mapped, given_to_a_helper,
                     filtered_by_a_word, cut, batches, with_cursor, without_slices)
    ],
    case("all at once without a transaction", "data_at_once", RunPython(update_all, NOOP), atomic=False),
    case("row by row in memory, without a transaction", "data_at_once", RunPython(cut, NOOP), atomic=False),
    case("a lambda", "data_at_once",
         RunPython(lambda apps, _: apps.get_model("shop", "Coach").objects.update(hours=1), NOOP)),
    case("a partial", "no_way_back", RunPython(partial(seed, key="b"))),
    case("DDL by hand", "dropped", RunPython(with_editor, NOOP)),
    case("a model imported inside", "model_import", RunPython(imported_inside, NOOP)),
    case("a model imported above", "model_import", RunPython(imported_above, NOOP)),
    case("the user of today", "model_import", RunPython(the_user_of_today, NOOP)),
    case("the registry of today", "model_import", RunPython(the_registry_of_today, NOOP)),
    case("a command", "unclear", RunPython(commanded, NOOP)),
    case("it waits", "unclear", RunPython(waits, NOOP)),
    case("tables by hand", "unclear", RunPython(by_hand, NOOP)),
    case("a helper from elsewhere", "data_at_once", RunPython(imports_a_helper, NOOP)),
    case("no way back by Python", "no_way_back", RunPython(seed)),
    case("no way back by SQL", "no_way_back", RunSQL("INSERT INTO shop_settings (key) VALUES ('a')")),
    case("schema and rows", "mixed",
         AddField("coach", "level", models.IntegerField(null=True)), RunPython(update_the_empty, NOOP)),
    case("schema and seed", "mixed",
         AddField("coach", "level", models.IntegerField(null=True)), RunPython(seed, NOOP)),
    sql("schema and rows by SQL", "mixed", "ALTER TABLE shop_coach ADD COLUMN x int; "
        "INSERT INTO shop_settings (key) VALUES ('x')"),
    sql("raw update", "data_at_once", "UPDATE shop_coach SET city = '' WHERE city IS NULL"),
    sql("raw copy", "data_at_once", "INSERT INTO shop_settings (key) SELECT code FROM shop_coach"),
    sql("raw copy through a name", "data_at_once",
        "WITH x AS (DELETE FROM shop_visit RETURNING *) SELECT count(*) FROM x"),
    sql("a block of code", "unclear", "DO $$ BEGIN DROP TABLE shop_visit; END $$"),
    sql("a function of somebody's", "unclear", "SELECT tidy_up_everything()"),
]  # fmt: skip

TRANSACTIONS = [
    case("concurrently in a transaction", "transaction",
         AddIndexConcurrently("coach", models.Index(fields=["city"], name="coach_city"))),
    sql("raw concurrently in a transaction", "transaction",
        "CREATE INDEX CONCURRENTLY i ON shop_coach (city)"),
    sql("a commit of its own", "transaction", "COMMIT"),
    case("not atomic for nothing", "not_atomic",
         AddField("coach", "level", models.IntegerField(null=True)),
         AddField("coach", "step", models.IntegerField(null=True)), atomic=False),
    case("not atomic and mixed", "not_atomic",
         AddField("coach", "level", models.IntegerField(null=True)),
         AddIndexConcurrently("coach", models.Index(fields=["city"], name="coach_city")),
         atomic=False),
    case("not atomic, a table and rows", "not_atomic",
         AddField("coach", "level", models.IntegerField(null=True)), RunPython(seed, NOOP),
         atomic=False),
    sql("triggers off", "unclear", "ALTER TABLE shop_coach DISABLE TRIGGER ALL"),
]  # fmt: skip

CASES = [*COLUMNS, *GONE, *LOCKS, *REWRITES, *DATA, *TRANSACTIONS]
