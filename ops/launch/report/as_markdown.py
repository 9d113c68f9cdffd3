"""The report for a ticket or a chat that understands Markdown (CommonMark and GitHub's).

What servers said goes into fences longer than any run of backticks in it; words are escaped, so
that nobody's DNS record becomes a link, an image or a mention.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from ops.launch.findings import STAGES, Finding, Report, Result, Status
from ops.launch.report import wording
from ops.launch.report.blocks import blocks
from ops.launch.report.harmless import harmless, one_line
from ops.launch.report.options import Options

_ACTS = re.compile(r"[\\`*_\[\]<>#|~&!@$]|:(?=//)|(?<=www)\.|(?<=\d)[.)](?= )")


def as_markdown(report: Report, options: Options) -> str:
    """The whole report, ending with a line break."""
    return "\n\n".join(_parts(report)) + "\n"


def escaped(text: str) -> str:
    """Words on one line, in which no character has a meaning of its own."""
    return _ACTS.sub(lambda found: f"\\{found[0]}", one_line(text))


def fenced(text: str) -> str:
    """A block shown as it is."""
    text = harmless(text)
    runs = [len(run) for run in re.findall(r"`+", text)]
    fence = "`" * max(3, *(run + 1 for run in [*runs, 0]))
    return f"{fence}text\n{text}\n{fence}"


def _parts(report: Report) -> Iterator[str]:
    verdict = f"**{escaped(wording.sentence(report))}**"
    yield f"# Launch check of {escaped(report.target)}"
    yield (
        f"{wording.moment(report.started_at)}, "
        f"{wording.count_of(len(report.results), 'check')} in "
        f"{wording.seconds(report.duration_ms)}."
    )
    for note in report.notes:
        yield f"Note: {escaped(note)}"
    yield verdict
    if report.changes:
        yield wording.changed(report.changes)
    yield from _findings(report)
    yield from _untold(report)
    yield from _accepted(report)
    for title, text in report.details:
        yield f"## {escaped(title)}"
        yield fenced(text)
    yield from _changes(report)
    yield from _rest(report)
    yield verdict


def _findings(report: Report) -> Iterator[str]:
    number = 0
    for rank, ranked in groupby(report.findings(), key=lambda pair: pair[1].severity):
        group = list(ranked)
        yield f"## {wording.RANK_TITLES[rank]}: {len(group)}"
        yield wording.RANKS[rank]
        for result, finding in group:
            number += 1
            yield from _finding(report, result, finding, number)


def _finding(report: Report, result: Result, finding: Finding, number: int) -> Iterator[str]:
    new = "New: " if wording.is_new(report, result, finding) else ""
    yield f"### {number}\\. {new}{escaped(finding.summary)}"
    if finding.evidence:
        yield "**What was seen**"
        yield fenced(finding.evidence)
    if finding.impact:
        yield f"**What it means** {escaped(finding.impact)}"
    if finding.fix:
        yield "**What to do**"
        for block in blocks(harmless(finding.fix)):
            if block.typed:
                yield fenced(block.text)
            else:
                yield "\\\n".join(escaped(line) for line in block.lines)
    for step in wording.steps(finding):
        yield f"**{step.act}**"
        for label, value, copied in step.values:
            yield f"{label}:" if copied else f"{label}: {escaped(value)}"
            if copied:
                yield fenced(one_line(value))
    about = f" about {escaped(finding.subject)}" if finding.subject else ""
    reference = f" Source: {escaped(finding.reference)}." if finding.reference else ""
    stage = f"stage {result.stage}, {STAGES[result.stage]}"
    yield f"Check {escaped(result.id)}{about} ({stage}).{reference}"


def _untold(report: Report) -> Iterator[str]:
    for title, count, gaps in wording.gaps(report):
        yield f"## {title}: {count}"
        yield "\n".join(f"- {escaped(gap.words)}" for gap in gaps)


def _accepted(report: Report) -> Iterator[str]:
    pairs = [(result, entry) for result in report.results for entry in result.accepted]
    if pairs:
        yield f"## Accepted for now: {len(pairs)}"
        yield "\n".join(
            f"- {escaped(entry.finding.summary)} Accepted until {wording.day(entry.until)}: "
            f"{escaped(wording.ended(entry.reason))} ({escaped(result.id)})"
            for result, entry in pairs
        )


def _changes(report: Report) -> Iterator[str]:
    if report.changes is None or not (report.changes.new or report.changes.fixed):
        return
    yield "## What changed since the last run"
    yield "\n".join(
        f"- {title}: {escaped(summary)} ({escaped(check)})"
        for title, pairs in (("New", report.changes.new), ("Fixed", report.changes.fixed))
        for check, summary in pairs
    )


def _rest(report: Report) -> Iterator[str]:
    passed = [result.id for result in report.results if result.status is Status.PASS]
    skipped = [result for result in report.results if result.status is Status.SKIPPED]
    if passed:
        yield f"## Passed: {wording.count_of(len(passed), 'check')}"
        yield escaped(", ".join(passed) + ".")
    if skipped:
        yield f"## Skipped: {wording.count_of(len(skipped), 'check')}"
        yield "\n".join(
            f"- {escaped(wording.ended(reason))} {escaped(', '.join(ids))}."
            for reason, ids in wording.by_reason(skipped).items()
        )
