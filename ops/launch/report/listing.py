"""Every check there is, for ``--list``."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from ops.launch.findings import STAGES
from ops.launch.registry import Check
from ops.launch.report import wording
from ops.launch.report.as_json import dumps
from ops.launch.report.blocks import wrapped
from ops.launch.report.options import Options

MARKDOWN_HEAD = """# Every launch check

Made by `python manage.py launch_check --list --format markdown`. A star marks what a launch depends
on: when it cannot be checked, the report is incomplete. [The launch check](launch-check.md) says
how to run them and read what they find.
"""


def listing(checks: Sequence[Check], format: str = "text", options: Options | None = None) -> str:
    """Checks by stage and id: a table for people, JSON, or the Markdown of ``docs/checks.md``."""
    ordered = sorted(checks, key=lambda check: (check.stage, check.id))
    if format == "markdown":
        return _as_markdown(ordered)
    if format == "json":
        return dumps({"schema": 1, "checks": [_as_json(check) for check in ordered]})
    width = (options or Options()).width
    column = min(max((len(check.id) for check in ordered), default=0) + 2, width // 2)
    lines: list[str] = []
    for stage, group in groupby(ordered, key=lambda check: check.stage):
        in_stage = list(group)
        lines += ["", f"Stage {stage}, {STAGES[stage]}: {wording.count_of(len(in_stage), 'check')}"]
        for check in in_stage:
            must = " (a launch depends on it)" if check.essential else ""
            first = f"{check.id:<{column - 2}}  "
            lines += wrapped(f"{check.title}{must}", width, first=first, rest=" " * column)
    return "\n".join(lines[1:]) + "\n"


def _as_markdown(ordered: Sequence[Check]) -> str:
    lines = [MARKDOWN_HEAD]
    for stage, group in groupby(ordered, key=lambda check: check.stage):
        lines += [f"## Stage {stage}: {STAGES[stage]}", "", "| check | what has to be true |"]
        lines += ["|---|---|"]
        for check in group:
            mark = " *" if check.essential else ""
            about = f". {check.about}" if check.about else ""
            lines.append(f"| `{check.id}`{mark} | {check.title}{about} |")
        lines.append("")
    return "\n".join(lines)


def _as_json(check: Check) -> dict[str, object]:
    return {
        "id": check.id,
        "stage": check.stage,
        "stage_name": STAGES[check.stage],
        "title": check.title,
        "about": check.about,
        "essential": check.essential,
        "needs": list(check.needs),
    }
