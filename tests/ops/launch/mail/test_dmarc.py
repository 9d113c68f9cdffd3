"""DMARC records as people publish them, served over sockets, each with its right verdict."""

from __future__ import annotations

import pytest

from lab.look import failed, only_finding, outcome, result
from ops.launch.findings import Severity, Status
from tests.ops.launch.mail.zones import (
    CLEANUP,
    TRUST,
    judged,
    severities,
    txt,
    zone,
)

DMARC_CASES: list[tuple[str, str | None, str, dict[str, list[Severity]]]] = [
    ("none", None, "", {"email.dmarc.record": [TRUST]}),
    ("at the apex only", None, txt("example.com", "v=DMARC1; p=none"),
     {"email.dmarc.record": [TRUST]}),
    ("domain twice", None, txt("_dmarc.example.com.example.com", "v=DMARC1; p=none"),
     {"email.dmarc.record": [TRUST]}),
    ("two", "v=DMARC1; p=none; rua=mailto:dmarc@example.com",
     txt("_dmarc.example.com", "v=DMARC1; p=reject"), {"email.dmarc.record": [TRUST]}),
    ("an spf record beside", "v=DMARC1; p=none; rua=mailto:dmarc@example.com",
     txt("_dmarc.example.com", "v=spf1 -all"), {"email.dmarc.policy": [CLEANUP]}),
    ("no semicolon", "v=DMARC1 p=reject", "", {"email.dmarc.record": [TRUST]}),
    ("small letters", "v=dmarc1; p=reject", "", {"email.dmarc.record": [TRUST]}),
    ("a typing mistake", "v=DMARC1; p=quarentine; rua=mailto:dmarc@example.com", "",
     {"email.dmarc.policy": [TRUST]}),
    ("no reports", "v=DMARC1; p=none", "", {"email.dmarc.reports": [CLEANUP]}),
    ("no mailto", "v=DMARC1; p=none; rua=dmarc@example.com", "",
     {"email.dmarc.reports": [CLEANUP]}),
    ("pct is gone", "v=DMARC1; p=reject; pct=50; rua=mailto:dmarc@example.com", "",
     {"email.dmarc.policy": [CLEANUP]}),
    ("test mode", "v=DMARC1; p=reject; t=y; rua=mailto:dmarc@example.com", "",
     {"email.dmarc.policy": [CLEANUP]}),
    ("reports elsewhere", "v=DMARC1; p=none; rua=mailto:d@reports.example.net", "",
     {"email.dmarc.reports": [CLEANUP]}),
    ("reports elsewhere, agreed", "v=DMARC1; p=none; rua=mailto:d@reports.example.net",
     txt("example.com._report._dmarc.reports.example.net", "v=DMARC1"), {}),
    ("at both", "v=DMARC1; p=none; rua=mailto:dmarc@example.com",
     txt("example.com", "v=DMARC1; p=none"), {"email.dmarc.policy": [CLEANUP]}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("dmarc", "more", "expected"), [c[1:] for c in DMARC_CASES], ids=[c[0] for c in DMARC_CASES]
)
def test_dmarc(dmarc: str | None, more: str, expected: dict[str, list[Severity]]) -> None:
    report = judged(zone(dmarc=dmarc, more=more))
    assert severities(report) == expected, outcome(report)


def test_a_subdomain_that_the_organization_leaves_out_is_told() -> None:
    records = zone(dmarc="v=DMARC1; p=reject; sp=none; rua=mailto:dmarc@example.com")
    report = judged(records, "email.dmarc.policy", domain="app.example.com")
    assert severities(report) == {"email.dmarc.policy": [CLEANUP]}


def test_a_registry_that_does_not_answer_hides_nothing_of_the_domain() -> None:
    report = judged(zone(dmarc=None), "email.dmarc", server={"refused": {"_dmarc.com"}})
    assert severities(report) == {"email.dmarc.record": [TRUST]}


def test_dmarc_that_could_not_be_asked_is_unknown() -> None:
    report = judged(zone(), "email.dmarc", server={"servfail": {"_dmarc.example.com"}})
    assert result(report, "email.dmarc.record").status is Status.UNKNOWN
    assert failed(report) == []


def test_of_two_records_the_one_with_reports_is_kept() -> None:
    more = txt("_dmarc.example.com", "v=DMARC1; p=quarantine; rua=mailto:dmarc@example.com")
    finding = only_finding(judged(zone(dmarc="v=DMARC1; p=none", more=more)), "email.dmarc.record")
    assert [record.value for record in finding.records] == ["v=DMARC1; p=none"]


def test_a_record_that_does_not_count_is_told_once() -> None:
    report = judged(zone(dmarc="v=DMARC1; p=quarentine"))
    assert severities(report) == {"email.dmarc.record": [TRUST]}


def test_a_missing_policy_is_no_typing_mistake() -> None:
    report = judged(zone(dmarc="v=DMARC1; rua=mailto:dmarc@example.com"))
    assert "names no policy" in only_finding(report, "email.dmarc.policy").summary


@pytest.mark.parametrize(
    "values", [["v=DMARC1; p=reject", "v=DMARC1; p=quarantine"], ["v=DMARC1 p=reject"]]
)
def test_void_records_below_a_good_one_are_told(values: list[str]) -> None:
    more = "\n".join(txt("_dmarc.app.example.com", value) for value in values)
    report = judged(zone(more=more), "email.dmarc", domain="app.example.com")
    assert severities(report)["email.dmarc.policy"] == [CLEANUP]
