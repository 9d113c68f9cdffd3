"""The report in a terminal, or read aloud: plain lines, no boxes, nothing said by colour alone.

Words are broken at the width. What has to be typed stands on an unbroken line: from the first
column, or behind a label, so that copying it copies nothing else.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from itertools import groupby

from ops.launch.findings import STAGES, Finding, Report, Result, Severity, Status
from ops.launch.report import wording
from ops.launch.report.blocks import blocks, wrapped
from ops.launch.report.harmless import harmless, one_line
from ops.launch.report.options import Options

#: A line and its style; the style says nothing that the words do not.
Line = tuple[str, str]
INDENT = "   "
_STYLES = {Severity.BLOCKER: "bold red", Severity.TRUST: "bold yellow", Severity.CLEANUP: "bold"}
_VERDICTS = {"not_ready": "bold red", "incomplete": "bold yellow", "ready": "bold green"}


def as_text(report: Report, options: Options) -> str:
    """The whole report, ending with a line break."""
    out = io.StringIO()
    from rich.console import Console  # Here, so that a web process does not hold it.
    from rich.text import Text

    console = Console(
        file=out,
        force_terminal=options.colour,
        color_system="standard" if options.colour else None,
        no_color=not options.colour,
        width=options.width,
        markup=False,
        highlight=False,
        emoji=False,
        legacy_windows=False,
    )
    for line, style in _lines(report, options.width):
        text = Text(line, style=style if options.colour else "")
        console.print(text, soft_wrap=True)
    return out.getvalue()


def _lines(report: Report, width: int) -> Iterator[Line]:
    verdict = [
        (line, _VERDICTS[report.verdict]) for line in wrapped(wording.sentence(report), width)
    ]
    about = (
        f"Launch check of {one_line(report.target)}, {wording.moment(report.started_at)}, "
        f"{wording.count_of(len(report.results), 'check')} in "
        f"{wording.seconds(report.duration_ms)}."
    )
    yield from _plain(about, width)
    yield "", ""
    for note in report.notes:
        yield from _plain(f"Note: {one_line(note)}", width)
        yield "", ""
    yield from verdict
    if report.changes:
        yield "", ""
        yield from _plain(wording.changed(report.changes), width)
    yield from _findings(report, width)
    yield from _untold(report, width)
    yield from _accepted(report, width)
    for title, text in report.details:
        yield from _heading(one_line(title), width)
        for line in harmless(text).split("\n"):
            yield INDENT + line.rstrip(), ""
    yield from _changes(report, width)
    yield from _rest(report, width)
    yield "", ""
    yield "", ""
    yield from verdict


def _plain(text: str, width: int, first: str = "", rest: str = "") -> Iterator[Line]:
    for line in wrapped(text, width, first=first, rest=rest):
        yield line, ""


def _heading(text: str, width: int, style: str = "bold") -> Iterator[Line]:
    yield "", ""
    yield "", ""
    for line in wrapped(text, width):
        yield line, style


def _findings(report: Report, width: int) -> Iterator[Line]:
    number = 0
    for rank, ranked in groupby(report.findings(), key=lambda pair: pair[1].severity):
        group = list(ranked)
        yield from _heading(f"{wording.RANK_TITLES[rank]}: {len(group)}", width, _STYLES[rank])
        yield from _plain(wording.RANKS[rank], width)
        for stage, pairs in groupby(group, key=lambda pair: pair[0].stage):
            yield "", ""
            yield f"Stage {stage}, {STAGES[stage]}", "underline"
            for result, finding in pairs:
                number += 1
                yield "", ""
                yield from _finding(report, result, finding, number, width)


def _finding(
    report: Report, result: Result, finding: Finding, number: int, width: int
) -> Iterator[Line]:
    first = f"{number}. "
    new = "New: " if wording.is_new(report, result, finding) else ""
    for line in wrapped(new + one_line(finding.summary), width, first=first, rest=" " * len(first)):
        yield line, "bold"
    yield from _words("What was seen", finding.evidence, width)
    yield from _words("What it means", finding.impact, width)
    if finding.fix:
        yield "", ""
    yield from _words("What to do", finding.fix, width)
    for step in wording.steps(finding):
        yield "", ""
        yield f"{INDENT}{step.act}", "bold"
        for label, value, copied in step.values:
            if copied:
                yield f"{INDENT}{label}:", ""
                yield one_line(value), "cyan"
            else:
                yield from _plain(f"{label}: {one_line(value)}", width, INDENT, INDENT)
    yield "", ""
    about = f" about {one_line(finding.subject)}" if finding.subject else ""
    reference = f" Source: {one_line(finding.reference)}." if finding.reference else ""
    for line in wrapped(f"Check {result.id}{about}.{reference}", width, first=INDENT, rest=INDENT):
        yield line, "dim"


#: ``Name:  @``: whoever copies from such a line takes what stands behind the label.
_LABELLED = re.compile(r"[A-Z][A-Za-z]*: ")


def _words(label: str, text: str, width: int) -> Iterator[Line]:
    """Words are broken at the width; what is to be typed is not, and keeps its own lines."""
    begin = f"{label}: "
    for block in blocks(harmless(text)):
        if block.typed:
            if begin:
                yield INDENT + begin.rstrip(), ""
            for line in block.text.split("\n"):
                alone = label == "What to do" and not _LABELLED.match(line)
                yield (
                    (line if alone else INDENT * 2 + line),
                    "cyan" if label == "What to do" else "",
                )
        elif label == "What was seen" and len(block.lines) > 1:
            if begin:
                yield INDENT + begin.rstrip(), ""
            for line in block.lines:
                yield from _plain(line, width, f"{INDENT}- ", f"{INDENT}  ")
        else:
            for line in block.lines:
                yield from _plain(begin + line, width, INDENT, INDENT)
                begin = ""
        begin = ""


def _untold(report: Report, width: int) -> Iterator[Line]:
    for title, count, gaps in wording.gaps(report):
        yield from _heading(f"{title}: {count}", width)
        for gap in gaps:
            yield from _plain(gap.words, width, "- ", "  ")


def _accepted(report: Report, width: int) -> Iterator[Line]:
    pairs = [(result, entry) for result in report.results for entry in result.accepted]
    if pairs:
        yield from _heading(f"Accepted for now: {len(pairs)}", width)
    for result, entry in pairs:
        text = (
            f"{one_line(entry.finding.summary)} Accepted until {wording.day(entry.until)}: "
            f"{wording.ended(one_line(entry.reason))} ({result.id})"
        )
        yield from _plain(text, width, "- ", "  ")


def _changes(report: Report, width: int) -> Iterator[Line]:
    if report.changes is None or not (report.changes.new or report.changes.fixed):
        return
    yield from _heading("What changed since the last run", width)
    for title, pairs in (("New", report.changes.new), ("Fixed", report.changes.fixed)):
        for check, summary in pairs:
            yield from _plain(f"{title}: {one_line(summary)} ({check})", width, "- ", "  ")


def _rest(report: Report, width: int) -> Iterator[Line]:
    passed = [result.id for result in report.results if result.status is Status.PASS]
    skipped = [result for result in report.results if result.status is Status.SKIPPED]
    if passed:
        yield from _heading(f"Passed: {wording.count_of(len(passed), 'check')}", width)
        yield from _plain(", ".join(passed) + ".", width, INDENT, INDENT)
    if skipped:
        yield from _heading(f"Skipped: {wording.count_of(len(skipped), 'check')}", width)
        for reason, ids in wording.by_reason(skipped).items():
            text = f"{wording.ended(one_line(reason))} {', '.join(ids)}."
            yield from _plain(text, width, "- ", "  ")
