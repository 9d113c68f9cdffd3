"""The report for programs: nothing is changed, and nothing in it acts on a terminal."""

from __future__ import annotations

import json
from typing import Any

from ops.launch.findings import Report
from ops.launch.report.harmless import is_harmless
from ops.launch.report.options import Options


def as_json(report: Report, options: Options) -> str:
    """The contract's object, indented, ending with a line break."""
    return dumps(report.as_json())


def dumps(data: Any) -> str:
    """JSON in which what would not be seen is escaped: it reads back exactly as it was."""
    text = json.dumps(data, ensure_ascii=False, indent=2)
    return "\n".join(_line(line) for line in text.split("\n")) + "\n"


def _line(line: str) -> str:
    if is_harmless(line):
        return line
    return "".join(
        each if is_harmless(each) else json.dumps(each)[1:-1].replace("\x7f", "\\u007f")
        for each in line
    )
