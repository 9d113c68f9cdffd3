"""Reading a file of cases: promptfoo's tests, with types of our own, and mistakes named by line.

A file is a list of tests, or a promptfoo configuration whose ``tests`` are taken. What a test may
hold is in ``docs/evaluations.md``; the words are those of
https://www.promptfoo.dev/docs/configuration/test-cases/.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

from chatbot.evals.case import LINE, BadCases, Case, Wanted, values_of
from chatbot.evals.reader import Reader

__all__ = [
    "SHIPPED",
    "BadCases",
    "Case",
    "Wanted",
    "parse",
    "parse_tests",
    "read_cases",
    "values_of",
]

#: The cases that come with the product.
SHIPPED = Path(__file__).with_name("cases.yaml")
LARGEST = 1_000_000


def read_cases(path: Path) -> list[Case]:
    """The cases of a file; raises ``BadCases``."""
    try:
        if path.stat().st_size > LARGEST:
            raise BadCases([f"{path.name}: it is larger than {LARGEST // 1_000_000} MB."])
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadCases([f"{path}: it cannot be read ({_why(error)})."]) from error
    return parse(text, path.name)


def _why(error: Exception) -> str:
    if isinstance(error, OSError):
        return error.strerror or type(error).__name__
    return "it is not UTF-8 text"


def parse(text: str, name: str) -> list[Case]:
    """The cases of a text; raises ``BadCases`` with every mistake at once."""
    try:
        data = yaml.load(text, Loader=_Lined)  # noqa: S506 - a SafeLoader
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        where = f"line {mark.line + 1}: " if mark else ""
        raise BadCases([f"{name}, {where}this is not YAML: {error.problem}."]) from error
    except (yaml.YAMLError, RecursionError) as error:
        raise BadCases([f"{name}: this is not YAML."]) from error
    if isinstance(data, dict):
        data = data.get("tests")
    if not isinstance(data, list):
        raise BadCases([f"{name}: it must be a list of tests, or hold one under `tests:`."])
    return parse_tests(data, name)


def parse_tests(tests: Sequence[Any], name: str = "") -> list[Case]:
    """The cases of a list that has been read already; raises ``BadCases``."""
    problems: list[str] = []
    cases: list[Case] = []
    for place, test in enumerate(tests, 1):
        reader = Reader(test, place, name)
        case = reader.case()
        problems += reader.problems
        if case is None:
            continue
        twin = next((c for c in cases if c.id == case.id), None)
        if twin:
            reader.say(f"there is another case with the id {case.id}, on line {twin.line}")
            problems += reader.problems[-1:]
        cases.append(case)
    if not tests:
        problems.append(f"{name or 'The list'} holds no test.")
    if problems:
        raise BadCases(problems)
    return cases


class _Lined(yaml.SafeLoader):
    """Remembers on which line each mapping begins."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        mapping = super().construct_mapping(node, deep=deep)
        mapping[LINE] = node.start_mark.line + 1
        return mapping
