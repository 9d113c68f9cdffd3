"""What a founder may change in a blueprint by hand, on GitHub with the pencil: it is kept.

Everything else in the file is made anew from the manifest, and a test says when it is not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml


@dataclass(frozen=True, slots=True)
class Chosen:
    """Where it runs, on which plan each part, when it is deployed, and values of the group."""

    region: str = "oregon"
    trigger: str = "commit"
    plans: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, str] = field(default_factory=dict)


def chosen(text: str) -> Chosen:
    """What stands in a blueprint; a file that cannot be read holds no choice."""
    try:
        blueprint = yaml.safe_load(text) or {}
        parts = [*blueprint.get("services", []), *blueprint.get("databases", [])]
        return Chosen(
            region=_first(parts, "region") or "oregon",
            trigger=_first(parts, "autoDeployTrigger") or "commit",
            plans={part["name"]: str(part["plan"]) for part in parts if "plan" in part},
            values={
                entry["key"]: str(entry["value"])
                for group in blueprint.get("envVarGroups", [])
                for entry in group.get("envVars", [])
                if "value" in entry
            },
        )
    except (yaml.YAMLError, AttributeError, KeyError, TypeError):
        return Chosen()


def _first(parts: list[dict[str, Any]], key: str) -> str:
    return next((str(part[key]) for part in parts if key in part), "")
