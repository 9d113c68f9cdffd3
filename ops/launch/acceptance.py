"""Findings that somebody has decided to live with, written down in ``launch.toml``.

    [[accept]]
    id = "dns.caa"
    subject = "example.com"     # only this one; leave it out for all of the check
    reason = "We change DNS hosts in December"
    until = 2026-12-31

An acceptance ends by itself: from the day after ``until`` the finding counts again and says so.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from ops.launch.findings import Accepted, Finding, Report, Result, Status
from ops.launch.report.wording import count_of, day, ended

#: The file's name, beside ``manage.py``.
FILE = "launch.toml"
_KEYS = ("id", "subject", "reason", "until")
_EXAMPLE = "until = 2026-12-31, without quotes"


class BadAcceptances(ValueError):
    """The file cannot be used; the message says where and what to change."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Acceptance:
    """One entry. ``until`` is the last day on which it holds; ``subject`` "" fits any."""

    id: str
    reason: str
    until: date
    subject: str = ""

    def fits(self, result: Result, finding: Finding) -> bool:
        """Whether it is about this finding."""
        if self.id != result.id:
            return False
        return not self.subject or _same(self.subject, finding.subject)

    def holds(self, today: date) -> bool:
        """Whether it has not ended."""
        return today <= self.until

    @property
    def words(self) -> str:
        """``dns.caa (example.com)``."""
        return f"{self.id} ({self.subject})" if self.subject else self.id


def _same(one: str, other: str) -> bool:
    return one.rstrip("./").casefold() == other.rstrip("./").casefold()


def read(path: Path, known: Iterable[str]) -> tuple[Acceptance, ...]:
    """The acceptances of a file, none when there is no file; ``known`` are the ids of checks.

    Raises ``BadAcceptances``.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return ()
    except (OSError, UnicodeDecodeError) as error:
        raise BadAcceptances(f"{path.name} cannot be read: {error}") from error
    return parse(text, known, name=path.name)


def parse(text: str, known: Iterable[str], *, name: str = FILE) -> tuple[Acceptance, ...]:
    """The same from the file's text."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadAcceptances(f"{name} is not valid TOML: {error}.") from error
    for key in data:
        if key != "accept":
            raise BadAcceptances(
                f"{name}: {key!r} means nothing here; entries begin with [[accept]]."
            )
    entries = data.get("accept", [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise BadAcceptances(f"{name}: each entry begins with [[accept]], in double brackets.")
    lines = _lines_of_entries(text)
    ids = sorted(known)
    made: list[Acceptance] = []
    for number, entry in enumerate(entries):
        line = f", line {lines[number]}" if len(lines) == len(entries) else ""
        where = f"{name}{line}, entry {number + 1}"
        accepted = _acceptance(entry, ids, where)
        if any((accepted.id, accepted.subject) == (one.id, one.subject) for one in made):
            raise BadAcceptances(f"{where}: {accepted.words} is accepted twice; delete one entry.")
        made.append(accepted)
    return tuple(made)


def _lines_of_entries(text: str) -> list[int]:
    header = re.compile(r"\s*\[\[\s*[\"']?accept[\"']?\s*\]\]")
    return [number for number, line in enumerate(text.splitlines(), 1) if header.match(line)]


def _acceptance(entry: dict[str, Any], known: Sequence[str], where: str) -> Acceptance:
    for key in entry:
        if key not in _KEYS:
            raise BadAcceptances(f"{where}: {key!r} is no key.{_nearest(key, _KEYS)}")
    check = _words(entry, "id", where, "the id of a check, as --list shows it")
    if check not in known:
        raise BadAcceptances(f"{where}: there is no check {check!r}.{_nearest(check, known)}")
    reason = _words(entry, "reason", where, "why it can wait, in a sentence")
    subject = entry.get("subject", "")
    if not isinstance(subject, str):
        raise BadAcceptances(f"{where}: subject must be a text in quotes.")
    until = entry.get("until")
    if until is None:
        raise BadAcceptances(f"{where}: until is missing; say until when: {_EXAMPLE}.")
    if not isinstance(until, date) or isinstance(until, datetime):
        raise BadAcceptances(f"{where}: until must be a date: {_EXAMPLE}.")
    return Acceptance(id=check, subject=subject.strip(), reason=reason, until=until)


def _words(entry: dict[str, Any], key: str, where: str, meaning: str) -> str:
    value = entry.get(key, "")
    if not isinstance(value, str) or not value.strip():
        raise BadAcceptances(f"{where}: {key} is missing; write {meaning}, in quotes.")
    return value.strip()


def _nearest(word: str, known: Sequence[str]) -> str:
    near = difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    if near:
        return f" Did you mean {near[0]!r}?"
    if known is _KEYS:
        return f" The keys are {', '.join(known)}."
    return " launch_check --list shows every id."


def apply(report: Report, acceptances: Sequence[Acceptance], today: date) -> Report:
    """The report with accepted findings set aside; what has ended counts again, and says so."""
    results = tuple(_applied(result, acceptances, today) for result in report.results)
    judged = {result.id for result in report.results if result.status in (Status.PASS, Status.FAIL)}
    notes = [
        f"The acceptance of {one.words} expired on {day(one.until)}, so it counts again."
        for one in acceptances
        if not one.holds(today) and _fits_any(one, results)
    ]
    notes += [
        f"{FILE} accepts {one.words}, but nothing was found that it fits: the entry can go."
        for one in acceptances
        if one.id in judged and not _fits_any(one, report.results)
    ]
    return replace(report, results=results, notes=(*report.notes, *notes))


def _fits_any(acceptance: Acceptance, results: Iterable[Result]) -> bool:
    return any(
        acceptance.fits(result, finding) for result in results for finding in result.findings
    )


def _applied(result: Result, acceptances: Sequence[Acceptance], today: date) -> Result:
    left: list[Finding] = []
    accepted: list[Accepted] = []
    for finding in result.findings:
        # The one that names its subject knows better than the one for the whole check.
        fitting = sorted(
            (one for one in acceptances if one.fits(result, finding)),
            key=lambda one: (not one.holds(today), not one.subject),
        )
        if not fitting:
            left.append(finding)
        elif fitting[0].holds(today):
            accepted.append(Accepted(finding, fitting[0].reason, fitting[0].until))
        else:
            left.append(_counting_again(finding, fitting[0]))
    if tuple(left) == result.findings:
        return result
    done = replace(result, findings=tuple(left), accepted=(*result.accepted, *accepted))
    if left or result.status is not Status.FAIL:
        return done
    if result.reason:
        # It could only be judged in part, and that part has been accepted.
        return replace(done, status=Status.UNKNOWN)
    return replace(done, status=Status.PASS, reason=_reason(accepted))


def _counting_again(finding: Finding, acceptance: Acceptance) -> Finding:
    said = (
        f"This was accepted until {day(acceptance.until)} ({acceptance.reason}). "
        "The acceptance has expired, so it counts again."
    )
    return replace(finding, evidence=f"{finding.evidence}\n{said}".lstrip())


def _reason(accepted: Sequence[Accepted]) -> str:
    said = " ".join(
        f"{ended(entry.finding.summary)} Accepted until {day(entry.until)}: {ended(entry.reason)}"
        for entry in accepted
    )
    return f"{count_of(len(accepted), 'finding')} accepted. {said}"
