"""The report for a build server: a suite for each stage, a case for each check.

JUnit has no word for "could not be checked". Where a launch depends on it, it is an error;
elsewhere it is skipped with its reason. It is never a pass.
"""

from __future__ import annotations

from itertools import groupby
from xml.etree import ElementTree as XML

from ops.launch.findings import STAGES, Finding, Report, Result, Status
from ops.launch.report import wording
from ops.launch.report.harmless import harmless, one_line
from ops.launch.report.options import Options


def as_junit(report: Report, options: Options) -> str:
    """An XML document, ending with a line break. What XML cannot hold is written out."""
    root = XML.Element("testsuites", name="launch_check", time=_seconds(report.duration_ms))
    ordered = sorted(report.results, key=lambda result: result.stage)
    total = {"tests": 0, "failures": 0, "errors": 0, "skipped": 0}
    for stage, group in groupby(ordered, key=lambda result: result.stage):
        results = list(group)
        suite = XML.SubElement(
            root,
            "testsuite",
            name=f"Stage {stage}: {STAGES[stage]}",
            hostname=one_line(report.target),
            timestamp=report.started_at.isoformat(timespec="seconds"),
            time=_seconds(sum(result.duration_ms for result in results)),
        )
        kinds = [_case(suite, result) for result in results]
        counts = {
            "tests": len(kinds),
            "failures": kinds.count("failure"),
            "errors": kinds.count("error"),
            "skipped": kinds.count("skipped"),
        }
        for name, number in counts.items():
            suite.set(name, str(number))
            total[name] += number
    for name, number in total.items():
        root.set(name, str(number))
    XML.indent(root)
    written: str = XML.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{written}\n'


def _case(suite: XML.Element, result: Result) -> str:
    """Add one case; returns the name of its outcome."""
    case = XML.SubElement(
        suite,
        "testcase",
        name=result.id,
        classname=f"launch_check.stage{result.stage}",
        time=_seconds(result.duration_ms),
    )
    kind = _kind(result)
    if kind == "failure":
        worst = min(result.findings, key=lambda finding: finding.severity.rank)
        inside = XML.SubElement(
            case, kind, message=one_line(worst.summary), type=worst.severity.value
        )
        inside.text = "\n\n".join(_words(finding) for finding in result.findings)
    elif kind:
        reason = f"{result.title}: {result.reason}"
        XML.SubElement(case, kind, message=one_line(reason), type=result.status.value)
    if result.accepted:
        XML.SubElement(case, "system-out").text = "\n".join(
            f"Accepted until {entry.until.isoformat()}: {one_line(entry.finding.summary)} "
            f"({one_line(entry.reason)})"
            for entry in result.accepted
        )
    return kind


def _kind(result: Result) -> str:
    if result.status is Status.UNKNOWN:
        return "error" if result.essential else "skipped"
    names = {Status.FAIL: "failure", Status.ERROR: "error", Status.SKIPPED: "skipped"}
    return names.get(result.status, "")


def _words(finding: Finding) -> str:
    parts = [f"{finding.severity.words.capitalize()}: {one_line(finding.summary)}"]
    parts += [harmless(part) for part in (finding.evidence, finding.impact, finding.fix) if part]
    for step in wording.steps(finding):
        parts += [step.act, *(f"{label}: {one_line(value)}" for label, value, _ in step.values)]
    return "\n".join(parts)


def _seconds(milliseconds: int) -> str:
    return f"{milliseconds / 1000:.3f}"
