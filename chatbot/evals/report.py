"""A run of the evaluations as a table for a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from chatbot.evals.run import Result, Run
from chatbot.models.evaluation import Outcome

WORDS = {
    Outcome.PASSED: "passed",
    Outcome.FAILED: "FAILED",
    Outcome.SKIPPED: "skipped",
    Outcome.UNREACHABLE: "no answer",
}
_WIDTH = 96


def table(run: Run) -> str:
    """Each case on a line, what went wrong below it, and the count at the end."""
    lines: list[str] = []
    for provider in run.providers:
        if lines:
            lines.append("")
        lines.append(f"Answered by {provider}")
        for result in run.results:
            if result.provider == provider:
                lines += _lines(result)
    return "\n".join([*lines, "", summary(run)])


def _lines(result: Result) -> Iterator[str]:
    yield f"  {WORDS[result.outcome]:<10} {result.case.id:<8} {result.case.description}"
    if result.outcome is Outcome.PASSED:
        return
    indent = " " * 22
    for problem in result.problems:
        yield from _wrapped(problem, indent)
    if result.outcome is Outcome.FAILED:
        yield from _wrapped(f"Visitor: {result.said}", indent)
        yield from _wrapped(f"Reply: {result.reply or '(nothing)'}", indent)


def _wrapped(text: str, indent: str) -> list[str]:
    text = " ".join(text.split())[:700]
    return textwrap.wrap(text, width=_WIDTH, initial_indent=indent, subsequent_indent=indent + "  ")


def summary(run: Run) -> str:
    """``34 passed, 1 failed, 1 skipped in 3.1 s.``"""
    counted = [
        f"{count} {WORDS[outcome].lower()}"
        for outcome in (Outcome.PASSED, Outcome.FAILED, Outcome.SKIPPED, Outcome.UNREACHABLE)
        if (count := run.summary[outcome.value])
    ]
    cost = f" Models took {run.cost_micros / 1_000_000:.4f} US dollars." if run.cost_micros else ""
    return f"{', '.join(counted) or 'Nothing'} in {run.duration_ms / 1000:.1f} s.{cost}"
