"""The project's own operations, run there and back on whichever database the tests have."""

from __future__ import annotations

import pytest
from django.db import connection, migrations, models
from django.db.migrations.state import ProjectState

from ops.releases import operations
from tests.ops.releases.corpus.shop import migration

pytestmark = pytest.mark.django_db(transaction=True)

NAMED = models.CheckConstraint(condition=models.Q(name__gt=""), name="coach2_is_named")
ONE = models.UniqueConstraint(fields=["name"], name="coach2_one_name")
INDEX = models.Index(fields=["city"], name="coach2_city")
STEPS: list[tuple[bool, list[migrations.operations.base.Operation]]] = [
    (True, [migrations.CreateModel("Coach2", [
        ("id", models.BigAutoField(primary_key=True)), ("name", models.CharField(max_length=50)),
        ("city", models.CharField(max_length=50, null=True)), ("bio", models.TextField(null=True)),
    ])]),
    (False, [operations.AddIndexConcurrently("coach2", INDEX)]),
    (True, [operations.AddConstraintNotValid("coach2", NAMED)]),
    (True, [operations.ValidateConstraint("coach2", "coach2_is_named")]),
    (False, [operations.BuildUniqueIndex("coach2", ONE)]),
    (True, [operations.AttachUnique("coach2", ONE)]),
    (True, [migrations.SeparateDatabaseAndState(
        state_operations=[migrations.RemoveField("coach2", "bio")])]),
    (True, [operations.DropLeftColumn("coach2", "bio", models.TextField(null=True))]),
    (False, [operations.RemoveIndexConcurrently("coach2", "coach2_city")]),
]  # fmt: skip


def constraints() -> set[str]:
    with connection.cursor() as cursor:
        return set(connection.introspection.get_constraints(cursor, "shop_coach2"))


def columns() -> set[str]:
    with connection.cursor() as cursor:
        found = connection.introspection.get_table_description(cursor, "shop_coach2")
    return {column.name for column in found}


def test_they_go_there_and_back() -> None:
    states, state = [], ProjectState()
    for number, (atomic, steps) in enumerate(STEPS):
        made = migration(f"{number:04}", steps, atomic=atomic)
        states.append((made, state.clone()))
        with connection.schema_editor(atomic=atomic) as editor:
            state = made.apply(state, editor)
    assert columns() == {"id", "name", "city"}
    assert {"coach2_is_named", "coach2_one_name"} <= constraints()
    assert "coach2_city" not in constraints()
    for made, before in reversed(states):
        with connection.schema_editor(atomic=bool(made.atomic)) as editor:
            made.unapply(before, editor)
        if made.name == "0008":
            assert "coach2_city" in constraints()
        if made.name == "0007":
            assert "bio" in columns()
    assert "shop_coach2" not in connection.introspection.table_names()
