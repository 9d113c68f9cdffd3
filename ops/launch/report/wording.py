"""What every format says in the same words: the verdict, the ranks, the counts, the dates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from ops.launch.findings import Changes, Finding, Record, Report, Result, Severity, Status
from ops.launch.report.harmless import one_line

#: What each rank means, for somebody who has never launched anything.
RANKS = {
    Severity.BLOCKER: "A visitor or an inbox is hurt by this today. Do not send traffic before "
    "it is fixed.",
    Severity.TRUST: "The site works, but visitors, browsers or mail filters will trust it less. "
    "Fix it this week.",
    Severity.CLEANUP: "Nobody is hurt. Tidy it up when there is an hour to spare.",
}
RANK_TITLES = {
    Severity.BLOCKER: "Launch blockers",
    Severity.TRUST: "Trust issues",
    Severity.CLEANUP: "Cleanup items",
}


def count_of(number: int, word: str) -> str:
    """``1 check``, ``2 checks``."""
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def listed(parts: Sequence[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def day(when: date) -> str:
    """``5 March 2026``."""
    return f"{when.day} {when:%B %Y}"


def moment(when: datetime) -> str:
    """``5 March 2026, 09:07 UTC``."""
    when = when.astimezone(UTC)
    return f"{day(when)}, {when:%H:%M} UTC"


def seconds(milliseconds: int) -> str:
    """``12.3 seconds``."""
    return f"{milliseconds / 1000:.1f} seconds"


def found(report: Report) -> str:
    """``2 launch blockers and 1 trust issue``; empty when nothing was found."""
    return counted(Counter(finding.severity for _, finding in report.findings()))


def counted(numbers: Mapping[Severity, int]) -> str:
    """Numbers of findings in words, worst first, leaving out what there is none of."""
    return listed([count_of(numbers[rank], rank.words) for rank in Severity if numbers.get(rank)])


def headline(report: Report) -> str:
    """The verdict in a few words."""
    if report.verdict == "not_ready":
        return "Not ready to launch"
    if report.verdict == "incomplete":
        return "No verdict yet"
    if not report.count(Status.PASS) + report.count(Status.FAIL):
        return "Nothing could be judged"
    return "Ready, with something left to do" if report.findings() else "Ready to launch"


def explanation(report: Report) -> str:
    """What stands behind the headline, in one to three sentences."""
    what, untold = found(report), _untold(report)
    if report.verdict == "not_ready":
        parts = [f"It found {what}.", untold, "Fix the blockers first."]
    elif report.verdict == "incomplete":
        parts = [untold, f"So far it found {what}." if what else "Run it again later."]
    elif not report.count(Status.PASS) + report.count(Status.FAIL):
        parts = [untold or "No check had anything to look at."]
    else:
        left = f"Left to do: {what}." if what else "Nothing is left to do."
        parts = ["Nothing that was checked stands in the way.", left, untold]
    return " ".join(part for part in parts if part)


def sentence(report: Report) -> str:
    """The verdict as it is read aloud."""
    return f"{headline(report)}. {explanation(report)}"


def _untold(report: Report) -> str:
    untold = [result for result in report.results if is_untold(result)]
    essential = sum(result.essential for result in untold)
    if not untold:
        return ""
    said = f"{count_of(len(untold), 'check')} could not be made"
    if essential == len(untold):
        said += ", and a launch depends on " + ("it" if essential == 1 else "them")
    elif essential:
        said += f", and a launch depends on {essential} of them"
    return said + "."


def is_untold(result: Result) -> bool:
    """Whether a check ended without an answer."""
    return result.status in (Status.UNKNOWN, Status.ERROR)


@dataclass(frozen=True, slots=True)
class Gap:
    """What could not be told, for one reason: of the checks with these titles and ids.

    ``depends`` are the ids of those that a launch depends on.
    """

    titles: tuple[str, ...]
    ids: tuple[str, ...]
    reason: str
    depends: tuple[str, ...]

    @property
    def words(self) -> str:
        """The reason once, however many checks have it."""
        if len(self.ids) == 1:
            must = " A launch depends on this one." if self.depends else ""
            return f"{self.titles[0]} ({self.ids[0]}): {ended(self.reason)}{must}"
        reason = self.reason[:1].upper() + self.reason[1:]
        must = f" A launch depends on {listed(self.depends)}." if self.depends else ""
        return f"{ended(reason)} So these could not be checked: {', '.join(self.ids)}.{must}"


def gaps(report: Report) -> list[tuple[str, int, list[Gap]]]:
    """What could not be told, under its heading, with the number of checks."""
    unknown = [result for result in report.results if result.status is Status.UNKNOWN]
    broken = [result for result in report.results if result.status is Status.ERROR]
    partly = [r for r in report.results if r.status is Status.FAIL and r.reason]
    headings = (
        ("Could not be checked", unknown),
        ("Could be checked only in part", partly),
        ("Checks that broke, which is our fault and not your site's", broken),
    )
    return [(title, len(results), _gaps(results)) for title, results in headings if results]


def _gaps(results: Sequence[Result]) -> list[Gap]:
    groups: dict[str, list[Result]] = {}
    for result in results:
        groups.setdefault(one_line(result.reason), []).append(result)
    return [
        Gap(
            tuple(one_line(result.title) for result in group),
            tuple(result.id for result in group),
            reason,
            tuple(result.id for result in group if result.essential),
        )
        for reason, group in groups.items()
    ]


def changed(changes: Changes) -> str:
    """``Since 5 March 2026, 09:07 UTC: 1 new, 2 fixed, 3 unchanged.``"""
    return (
        f"Since the last run ({moment(changes.since)}): {len(changes.new)} new, "
        f"{len(changes.fixed)} fixed, {len(changes.unchanged)} unchanged."
    )


def is_new(report: Report, result: Result, finding: Finding) -> bool:
    """Whether the run before did not have it."""
    return report.changes is not None and (result.id, finding.summary) in report.changes.new


@dataclass(frozen=True, slots=True)
class Step:
    """A record in words: the act, then labelled values; those marked are copied whole."""

    act: str
    values: tuple[tuple[str, str, bool], ...]


def step(record: Record) -> Step:
    """How a person is told to make one change to a zone."""
    now = record.old or record.value
    name = ("Name", record.name, False)
    if record.action == "delete":
        return Step(f"Delete the {record.type} record", (name, ("It says now", now, True)))
    ttl = ("TTL", f"{record.ttl} seconds, or what your DNS host offers", False)
    if record.action == "change":
        old = (("It says now", record.old, False),) if record.old else ()
        return Step(
            f"Change the {record.type} record",
            (name, *old, ("New value", record.value, True), ttl),
        )
    return Step(f"Add a {record.type} record", (name, ("Value", record.value, True), ttl))


def steps(finding: Finding) -> list[Step]:
    """The records of a finding that its words do not already hold in full.

    Deletions come first: two records at once can be worse than none.
    """
    wanted = [
        record for record in finding.records if (record.value or record.old) not in finding.fix
    ]
    return [step(record) for record in sorted(wanted, key=lambda one: one.action != "delete")]


def by_reason(results: Sequence[Result]) -> dict[str, list[str]]:
    """Ids of checks by the reason they give, in the order of the checks."""
    reasons: dict[str, list[str]] = {}
    for result in results:
        reasons.setdefault(result.reason or "Nothing to look at.", []).append(result.id)
    return reasons


def ended(text: str) -> str:
    """A sentence with its full stop."""
    return text if text.endswith((".", "?", ":", ")")) else f"{text}."
