"""The shop as the release before knows it, and how a case is written down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import migrations, models
from django.db.migrations import Migration
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation

from ops.releases.safety.judging import Verdict, judge_all

INITIAL: list[Operation] = [
    migrations.CreateModel(
        "Tag", [("id", models.BigAutoField(primary_key=True)), ("word", models.CharField(max_length=30))]
    ),
    migrations.CreateModel(
        "Coach",
        [
            ("id", models.BigAutoField(primary_key=True)),
            ("name", models.CharField(max_length=100)),
            ("email", models.CharField(max_length=200, unique=True)),
            ("bio", models.TextField(null=True, blank=True)),
            ("phone", models.CharField(max_length=30, blank=True)),
            ("city", models.CharField(max_length=80, null=True)),
            ("code", models.CharField(max_length=20, db_index=True)),
            ("rating", models.IntegerField(null=True)),
            ("hours", models.IntegerField(default=0)),
            ("price", models.DecimalField(max_digits=8, decimal_places=2, default=0)),
            ("status", models.CharField(max_length=10, default="new", db_default="new")),
            ("born", models.DateField(null=True)),
            ("tags", models.ManyToManyField("shop.Tag", related_name="coaches")),
        ],
        options={"indexes": [models.Index(fields=["name"], name="coach_name")]},
    ),
    migrations.CreateModel(
        "Visit",
        [
            ("id", models.AutoField(primary_key=True)),
            ("coach", models.ForeignKey("shop.Coach", models.CASCADE)),
            ("note", models.TextField(default="")),
            ("at", models.DateTimeField(null=True)),
        ],
    ),
    migrations.CreateModel(
        "Setting",
        [
            ("id", models.BigAutoField(primary_key=True)),
            ("key", models.CharField(max_length=30)),
            ("value", models.TextField(null=True)),
        ],
        options={"db_table": "shop_settings"},
    ),
]  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Case:
    """``released`` went out before; ``operations`` are what goes out now, in one migration, or in
    several where they are lists. ``rules`` must be among what is said.
    """

    name: str
    operations: Sequence[Any]
    rules: frozenset[str] = frozenset()
    atomic: bool = True
    released: Sequence[Operation] = ()
    accepts: dict[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.name.replace(" ", "_")


def migration(name: str, operations: Sequence[Operation], **attributes: Any) -> Migration:
    """A migration of the shop."""
    kind = type("Migration", (Migration,), {"operations": list(operations), **attributes})
    made: Migration = kind(name, "shop")
    return made


def judged(case: Case) -> Verdict:
    """What is said about a case."""
    loader = MigrationLoader(None)
    parts: list[tuple[str, Sequence[Operation], dict[str, Any]]] = [("0001_initial", INITIAL, {})]
    if case.released:
        parts.append(("0002_released", case.released, {}))
    served = [("shop", name) for name, _, _ in parts]
    several = bool(case.operations) and isinstance(case.operations[0], list)
    pending = list(case.operations) if several else [case.operations]
    plan = []
    for number, operations in enumerate(pending, start=10):
        attributes = {"atomic": case.atomic, "accepts": case.accepts}
        parts.append((f"{number:04}_case", operations, attributes))
        plan.append(("shop", f"{number:04}_case"))
    before = None
    for name, operations, attributes in parts:
        node = ("shop", name)
        loader.graph.add_node(node, migration(name, operations, **attributes))
        if before:
            loader.graph.add_dependency(loader.graph.nodes[node], node, before)
        before = node
    return judge_all(loader, plan, served=served, applied=served)
