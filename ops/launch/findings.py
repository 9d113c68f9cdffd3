"""The words of a launch report: a finding, a result, and what could not be known.

A check yields ``Finding``s. The runner turns them into a ``Result``: no finding is a pass, a fact
that could not be had is *unknown* (never a pass and never a failure), a check that breaks is an
*error*, and a check that has nothing to look at is *skipped*.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, TypeVar

T = TypeVar("T")


class Severity(StrEnum):
    """How bad a finding is, worst first."""

    BLOCKER = "blocker"
    TRUST = "trust"
    CLEANUP = "cleanup"

    @property
    def rank(self) -> int:
        """0 for the worst."""
        return list(Severity).index(self)

    @property
    def words(self) -> str:
        """As a person says it."""
        return {
            Severity.BLOCKER: "launch blocker",
            Severity.TRUST: "trust issue",
            Severity.CLEANUP: "cleanup item",
        }[self]


class Status(StrEnum):
    """What became of a check."""

    PASS = "pass"  # noqa: S105 - a verdict, not a secret
    FAIL = "fail"
    UNKNOWN = "unknown"
    SKIPPED = "skipped"
    ERROR = "error"


#: The seven stages of a launch, as the report groups them.
STAGES = {
    1: "Audit",
    2: "Domain and email",
    3: "Production deployment",
    4: "Performance",
    5: "Security and resilience",
    6: "Monitoring",
    7: "Handover",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Record:
    """One change to a DNS zone: ``action`` is "add", "change" or "delete".

    ``name`` is the whole name (``_dmarc.example.com``), ``old`` what stands there now.
    """

    action: str
    type: str
    name: str
    value: str
    old: str = ""
    ttl: int = 3600

    def as_json(self) -> dict[str, Any]:
        """For the JSON report."""
        return {
            "action": self.action,
            "type": self.type,
            "name": self.name,
            "value": self.value,
            "old": self.old,
            "ttl": self.ttl,
        }


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """One thing to change.

    ``summary`` is one sentence a coach understands; ``evidence`` what was seen; ``impact`` what
    happens to a visitor or an inbox; ``fix`` what to type and where. ``subject`` is what it is
    about (a host, a name): with the check's id it tells one finding from another between runs.
    ``told_by`` names findings of other checks, as (check id, subject), that say the same and say it
    better: beside one of those, this one is left out.
    """

    severity: Severity
    summary: str
    evidence: str = ""
    impact: str = ""
    fix: str = ""
    reference: str = ""
    subject: str = ""
    records: tuple[Record, ...] = ()
    told_by: tuple[tuple[str, str], ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The contract's form, with ``subject`` and ``records`` added."""
        return {
            "severity": self.severity.value,
            "summary": self.summary,
            "evidence": self.evidence,
            "impact": self.impact,
            "fix": self.fix,
            "reference": self.reference,
            "subject": self.subject,
            "records": [record.as_json() for record in self.records],
        }


@dataclass(frozen=True, slots=True)
class Unknown:
    """A fact that could not be had, and why, in a sentence."""

    reason: str


class CannotTell(Exception):
    """Raised by a check when what it needs is not known: the outcome is *unknown*."""


class NotApplicable(Exception):
    """Raised by a check that has nothing to look at here: the outcome is *skipped*."""


def known(fact: T | Unknown | NotApplicable) -> T:
    """The fact; raises ``CannotTell`` where it is unknown, ``NotApplicable`` where it is none."""
    if isinstance(fact, Unknown):
        raise CannotTell(fact.reason)
    if isinstance(fact, NotApplicable):
        raise fact
    return fact


@dataclass(frozen=True, slots=True)
class Accepted:
    """A finding that somebody has accepted, why, and until when."""

    finding: Finding
    reason: str
    until: date


@dataclass(frozen=True, kw_only=True, slots=True)
class Result:
    """What became of one check."""

    id: str
    stage: int
    title: str
    essential: bool
    status: Status
    findings: tuple[Finding, ...] = ()
    accepted: tuple[Accepted, ...] = ()
    reason: str = ""
    duration_ms: int = 0

    @property
    def severity(self) -> Severity | None:
        """The worst of its findings."""
        return min((found.severity for found in self.findings), key=lambda s: s.rank, default=None)

    def as_json(self) -> dict[str, Any]:
        """The contract's form."""
        return {
            "id": self.id,
            "stage": self.stage,
            "title": self.title,
            "essential": self.essential,
            "status": self.status.value,
            "severity": self.severity.value if self.severity else None,
            "findings": [finding.as_json() for finding in self.findings],
            "accepted": [
                {
                    **entry.finding.as_json(),
                    "accepted_because": entry.reason,
                    "accepted_until": entry.until.isoformat(),
                }
                for entry in self.accepted
            ],
            "reason": self.reason,
            "duration_ms": self.duration_ms,
        }


@dataclass(frozen=True, kw_only=True, slots=True)
class Report:
    """One whole run. ``notes`` are said before everything else (such as "this is your laptop")."""

    target: str
    started_at: datetime
    duration_ms: int
    results: tuple[Result, ...]
    notes: tuple[str, ...] = ()
    changes: Changes | None = None
    details: tuple[tuple[str, str], ...] = field(default=())

    def count(self, status: Status) -> int:
        """How many checks ended so."""
        return sum(result.status == status for result in self.results)

    def findings(self) -> list[tuple[Result, Finding]]:
        """All findings, worst first, then by stage, then in the order of the checks."""
        pairs = [(result, finding) for result in self.results for finding in result.findings]
        return sorted(pairs, key=lambda pair: (pair[1].severity.rank, pair[0].stage))

    @property
    def verdict(self) -> str:
        """``not_ready`` with a blocker, ``incomplete`` when something essential is not known."""
        if any(finding.severity is Severity.BLOCKER for _, finding in self.findings()):
            return "not_ready"
        return "incomplete" if self.incomplete else "ready"

    @property
    def incomplete(self) -> bool:
        """Whether something essential could not be checked."""
        return any(
            result.essential and result.status in (Status.UNKNOWN, Status.ERROR)
            for result in self.results
        )

    def as_json(self) -> dict[str, Any]:
        """The contract's form."""
        worst = [finding.severity for _, finding in self.findings()]
        return {
            "schema": 1,
            "target": self.target,
            "started_at": self.started_at.isoformat(),
            "duration_ms": self.duration_ms,
            "verdict": self.verdict,
            "notes": list(self.notes),
            "summary": {
                **{severity.value: worst.count(severity) for severity in Severity},
                "passed": self.count(Status.PASS),
                "unknown": self.count(Status.UNKNOWN),
                "skipped": self.count(Status.SKIPPED),
                "error": self.count(Status.ERROR),
            },
            "changes": self.changes.as_json() if self.changes else None,
            "details": [{"title": title, "text": text} for title, text in self.details],
            "results": [result.as_json() for result in self.results],
        }


@dataclass(frozen=True, kw_only=True, slots=True)
class Changes:
    """What is different from the run before, as (check id, summary) pairs."""

    since: datetime
    new: tuple[tuple[str, str], ...] = ()
    fixed: tuple[tuple[str, str], ...] = ()
    unchanged: tuple[tuple[str, str], ...] = ()

    def as_json(self) -> dict[str, Any]:
        """For the JSON report."""
        lists = {"new": self.new, "fixed": self.fixed, "unchanged": self.unchanged}
        return {
            "since": self.since.isoformat(),
            **{
                name: [{"id": check, "summary": summary} for check, summary in pairs]
                for name, pairs in lists.items()
            },
        }
