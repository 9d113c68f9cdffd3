"""What the last runs said, and what is different now.

A run must never fail for its history: where the database cannot be used, the report says so and
is whole otherwise.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db import Error as DatabaseProblem
from django.db import transaction

from ops.launch.findings import (
    Accepted,
    Changes,
    Finding,
    Record,
    Report,
    Result,
    Severity,
    Status,
)
from ops.launch.report.harmless import harmless
from ops.launch.runs import LaunchRun

logger = logging.getLogger(__name__)

#: How many runs back a check is looked for that the last one left out or could not make.
LOOK_BACK = 10
_KNOWN = (Status.PASS.value, Status.FAIL.value)


def with_history(report: Report, *, started_by: str = "") -> Report:
    """The report with what changed since the last run; then it is stored. Never raises."""
    try:
        with transaction.atomic():
            compared = with_changes(report)
            LaunchRun.objects.store(compared, started_by)
    except (DatabaseProblem, ImproperlyConfigured, OSError) as error:
        logger.debug("the launch check has no history", exc_info=True)
        return replace(report, notes=(*report.notes, _no_history(error)))
    return compared


def _no_history(error: Exception) -> str:
    return (
        "This run is not kept and not compared with the one before, because the database could "
        f"not be used ({type(error).__name__}). If the database is new, run: python manage.py "
        "migrate"
    )


def with_changes(report: Report) -> Report:
    """The report with what changed since the last runs of its target; as it is without any."""
    before = previous(report.target)
    return replace(report, changes=compare(before, report) if before else None)


def store(report: Report, *, started_by: str = "") -> LaunchRun:
    """Keep a report; raises what the database raises."""
    return LaunchRun.objects.store(report, started_by)


def last(target: str) -> LaunchRun | None:
    """The newest finished run of a target."""
    return LaunchRun.objects.of(target).first()


def previous(target: str) -> dict[str, Any] | None:
    """The JSON of the last run, with the checks that it left out or could not make as they were
    the last time that they were made.
    """
    runs = list(LaunchRun.objects.of(target)[:LOOK_BACK])
    if not runs:
        return None
    results: dict[str, dict[str, Any]] = {}
    for run in runs:
        for result in run.report.get("results", []):
            if result.get("status") in _KNOWN:
                results.setdefault(result["id"], result)
    for result in runs[0].report.get("results", []):
        results.setdefault(result["id"], result)
    return {**runs[0].report, "results": list(results.values())}


Key = tuple[str, str]


def compare(before: Mapping[str, Any], report: Report) -> Changes:
    """What is new, fixed and unchanged since a run given as its JSON.

    A finding is known by its check's id and its subject. A check that was made only once of the
    two says nothing, except that what it finds now after having been unknown is new. What has
    been accepted in the meantime is neither fixed nor unchanged; it is set aside.
    """
    old = {result["id"]: result for result in before.get("results", [])}
    new: list[Key] = []
    fixed: list[Key] = []
    unchanged: list[Key] = []
    for result in report.results:
        earlier = old.get(result.id)
        if earlier is None or result.status not in (Status.PASS, Status.FAIL):
            continue
        was = _by_subject(_old_findings(earlier))
        now = _by_subject((one.subject, one.summary) for one in result.findings)
        aside = _by_subject((one.finding.subject, one.finding.summary) for one in result.accepted)
        for subject in dict.fromkeys([*was, *now]):
            gone, come, same = _matched(
                was.get(subject, []), now.get(subject, []), len(aside.get(subject, []))
            )
            new += [(result.id, summary) for summary in come]
            fixed += [(result.id, summary) for summary in gone]
            unchanged += [(result.id, summary) for summary in same]
    return Changes(
        since=datetime.fromisoformat(before["started_at"]),
        new=tuple(new),
        fixed=tuple(fixed),
        unchanged=tuple(unchanged),
    )


def _old_findings(result: Mapping[str, Any]) -> Iterable[Key]:
    if result.get("status") not in _KNOWN:
        return []
    entries = [*result.get("findings", []), *result.get("accepted", [])]
    return [(entry.get("subject", ""), entry["summary"]) for entry in entries]


def _by_subject(pairs: Iterable[Key]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for subject, summary in pairs:
        found.setdefault(harmless(subject).casefold(), []).append(summary)
    return found


def _matched(
    was: list[str], now: list[str], accepted: int
) -> tuple[list[str], list[str], list[str]]:
    """Gone, come and still there, of one check and one subject.

    The same words are the same finding; of the rest as many are unchanged as there can be, since
    the words of one finding may hold a number that moves.
    """
    kept = {harmless(summary) for summary in now} & {harmless(summary) for summary in was}
    gone = [summary for summary in was if harmless(summary) not in kept]
    come = [summary for summary in now if harmless(summary) not in kept]
    moved = min(len(gone), len(come))
    same = [summary for summary in now if harmless(summary) in kept] + come[:moved]
    return gone[moved + accepted :], come[moved:], same


def from_json(data: Mapping[str, Any]) -> Report:
    """A report from its JSON; raises ``ValueError`` for what is none."""
    try:
        changes = data.get("changes")
        return Report(
            target=data["target"],
            started_at=datetime.fromisoformat(data["started_at"]),
            duration_ms=data["duration_ms"],
            results=tuple(_result(result) for result in data["results"]),
            notes=tuple(data.get("notes", [])),
            changes=_changes(changes) if changes else None,
            details=tuple((each["title"], each["text"]) for each in data.get("details", [])),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"this is no report of a launch check: {error!r}") from error


def _result(data: Mapping[str, Any]) -> Result:
    return Result(
        id=data["id"],
        stage=data["stage"],
        title=data["title"],
        essential=data["essential"],
        status=Status(data["status"]),
        findings=tuple(_finding(finding) for finding in data["findings"]),
        accepted=tuple(
            Accepted(
                _finding(entry),
                entry["accepted_because"],
                date.fromisoformat(entry["accepted_until"]),
            )
            for entry in data.get("accepted", [])
        ),
        reason=data["reason"],
        duration_ms=data["duration_ms"],
    )


def _finding(data: Mapping[str, Any]) -> Finding:
    return Finding(
        severity=Severity(data["severity"]),
        summary=data["summary"],
        evidence=data["evidence"],
        impact=data["impact"],
        fix=data["fix"],
        reference=data["reference"],
        subject=data.get("subject", ""),
        records=tuple(Record(**record) for record in data.get("records", [])),
    )


def _changes(data: Mapping[str, Any]) -> Changes:
    lists = {
        name: tuple((each["id"], each["summary"]) for each in data[name])
        for name in ("new", "fixed", "unchanged")
    }
    return Changes(since=datetime.fromisoformat(data["since"]), **lists)
