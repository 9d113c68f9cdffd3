"""A helper that a migration takes from elsewhere."""

from __future__ import annotations

from typing import Any


def rename_everybody(apps: Any) -> None:
    """Row by row."""
    for one in apps.get_model("shop", "Coach").objects.all():
        one.name = one.name.title()
        one.save()
