"""The report as one page that a founder can forward: no script, no request, nothing to install.

The words are laid out here and marked up in ``templates/admin/launch/_report.html``, which the
admin shows too. Everything passes through ``harmless`` and then through the template's escaping;
the page's own policy forbids whatever might still get in.
"""

from __future__ import annotations

from itertools import groupby
from typing import Any

from ops.launch.findings import STAGES, Finding, Report, Result, Severity, Status
from ops.launch.report import wording
from ops.launch.report.alone import alone
from ops.launch.report.blocks import blocks
from ops.launch.report.harmless import harmless, one_line
from ops.launch.report.options import Options


def as_html(report: Report, options: Options) -> str:
    """A whole document."""
    return alone("admin/launch/report.html", {"report": body(report)}, "launch-report")


def body(report: Report) -> dict[str, Any]:
    """What the template shows; every string in it is harmless, and none is escaped yet."""
    ranks = _ranks(report)
    return {
        "target": one_line(report.target),
        "when": wording.moment(report.started_at),
        "took": wording.seconds(report.duration_ms),
        "checks": wording.count_of(len(report.results), "check"),
        "verdict": report.verdict,
        "headline": wording.headline(report),
        "explanation": wording.explanation(report),
        "sentence": wording.sentence(report),
        "notes": [one_line(note) for note in report.notes],
        "changed": wording.changed(report.changes) if report.changes else "",
        "first": _first(ranks),
        "ranks": ranks,
        "untold": _untold(report),
        "accepted": _accepted(report),
        "details": [
            {"title": one_line(title), "text": harmless(text)} for title, text in report.details
        ],
        "changes": _changes(report),
        "passed": [result.id for result in report.results if result.status is Status.PASS],
        "skipped": _skipped(report),
        "meanings": [
            {"rank": rank.value, "title": wording.RANK_TITLES[rank], "meaning": meaning}
            for rank, meaning in wording.RANKS.items()
        ],
    }


def _ranks(report: Report) -> list[dict[str, Any]]:
    ranks, number = [], 0
    for rank, ranked in groupby(report.findings(), key=lambda pair: pair[1].severity):
        found = []
        for result, finding in ranked:
            number += 1
            found.append(_finding(report, result, finding, number))
        stages = [
            {"title": f"Stage {stage}, {STAGES[stage]}", "findings": list(group)}
            for stage, group in groupby(found, key=lambda one: one["stage"])
        ]
        title, meaning = wording.RANK_TITLES[rank], wording.RANKS[rank]
        ranks.append({"rank": rank.value, "title": title, "meaning": meaning, "stages": stages})
    return ranks


def _finding(report: Report, result: Result, finding: Finding, number: int) -> dict[str, Any]:
    return {
        "number": number,
        "stage": result.stage,
        "summary": one_line(finding.summary),
        "is_new": wording.is_new(report, result, finding),
        "seen": _blocks(finding.evidence),
        "means": _blocks(finding.impact),
        "fix": _blocks(finding.fix),
        "steps": [
            {
                "act": step.act,
                "values": [
                    {"label": label, "value": one_line(value), "copied": copied}
                    for label, value, copied in step.values
                ],
            }
            for step in wording.steps(finding)
        ],
        "check": result.id,
        "subject": one_line(finding.subject),
        "reference": one_line(finding.reference),
    }


def _blocks(text: str) -> list[dict[str, Any]]:
    return [
        {"typed": block.typed, "text": block.text, "lines": block.lines}
        for block in blocks(harmless(text))
    ]


def _first(ranks: list[dict[str, Any]]) -> dict[str, Any] | None:
    """What to do first: the blockers tonight, or else the trust issues this week."""
    titles = {Severity.BLOCKER.value: "Tonight", Severity.TRUST.value: "This week"}
    if not ranks or ranks[0]["rank"] not in titles:
        return None
    found = [finding for stage in ranks[0]["stages"] for finding in stage["findings"]]
    return {"title": titles[ranks[0]["rank"]], "findings": found}


def _untold(report: Report) -> list[dict[str, Any]]:
    return [
        {"title": title.replace("'", "’"), "rows": [gap.words for gap in gaps]}
        for title, _, gaps in wording.gaps(report)
    ]


def _accepted(report: Report) -> list[dict[str, str]]:
    return [
        {
            "summary": one_line(entry.finding.summary),
            "reason": wording.ended(one_line(entry.reason)),
            "until": wording.day(entry.until),
            "check": result.id,
        }
        for result in report.results
        for entry in result.accepted
    ]


def _changes(report: Report) -> list[dict[str, Any]]:
    if report.changes is None:
        return []
    return [
        {"title": title, "rows": [{"summary": one_line(s), "check": check} for check, s in pairs]}
        for title, pairs in (("New", report.changes.new), ("Fixed", report.changes.fixed))
        if pairs
    ]


def _skipped(report: Report) -> list[dict[str, str]]:
    skipped = [result for result in report.results if result.status is Status.SKIPPED]
    return [
        {"reason": wording.ended(one_line(reason)), "checks": ", ".join(ids)}
        for reason, ids in wording.by_reason(skipped).items()
    ]
