"""What ``launch.toml`` may accept, and for how long."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ops.launch.acceptance import Acceptance, BadAcceptances, apply, parse, read
from ops.launch.findings import Severity, Status
from tests.ops.launch.report.samples import finding, report, result

KNOWN = ["dns.caa", "email.dmarc.present", "email.spf.single", "tls.names"]
TODAY = date(2026, 11, 25)
GOOD = """
[[accept]]
id = "dns.caa"
reason = "We change DNS hosts in December"
until = 2026-12-31
"""


def accept(
    id: str = "tls.names", *, subject: str = "", until: date = date(2026, 12, 31)
) -> Acceptance:
    return Acceptance(id=id, subject=subject, reason="We move in December", until=until)


def test_an_entry_is_read() -> None:
    (one,) = parse(GOOD, KNOWN)
    assert (one.id, one.subject, one.until) == ("dns.caa", "", date(2026, 12, 31))
    assert one.reason == "We change DNS hosts in December"


def test_no_file_accepts_nothing(tmp_path: Path) -> None:
    assert read(tmp_path / "launch.toml", KNOWN) == ()
    (tmp_path / "launch.toml").write_text("")
    assert read(tmp_path / "launch.toml", KNOWN) == ()


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "launch.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(BadAcceptances, match="launch.toml cannot be read"):
        read(tmp_path / "launch.toml", KNOWN)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (('reason = "We change DNS hosts in December"', ""), "reason is missing"),
        (('"We change DNS hosts in December"', '"  "'), "reason is missing"),
        (("until = 2026-12-31", ""), "until is missing"),
        (("2026-12-31", '"2026-12-31"'), "without quotes"),
        (("2026-12-31", "2026-12-31T10:00:00"), "must be a date"),
        (("2026-12-31", "2026"), "must be a date"),
        (("reason", "reasons"), "Did you mean 'reason'?"),
        (("reason =", "why = 1\nreason ="), "The keys are id, subject, reason, until"),
        (('"dns.caa"', '"dns.ca"'), "Did you mean 'dns.caa'?"),
        (('"dns.caa"', '"qqqq"'), "--list shows every id"),
        (('"dns.caa"', "7"), "id is missing"),
        (('id = "dns.caa"', ""), "id is missing"),
        (("reason =", "subject = 3\nreason ="), "subject must be a text"),
        (("[[accept]]", "[accept]"), "in double brackets"),
        (("[[accept]]", "[[acept]]"), "begin with \\[\\[accept\\]\\]"),
        (("[[accept]]", "[[accept"), "not valid TOML.*line 2"),
        (("2026-12-31", "2026-02-30"), "not valid TOML.*line 5"),
    ],
)
def test_a_bad_entry_is_named_with_what_to_change(change: tuple[str, str], words: str) -> None:
    with pytest.raises(BadAcceptances, match=words):
        parse(GOOD.replace(*change), KNOWN)


def test_the_line_of_a_bad_entry_is_named() -> None:
    with pytest.raises(BadAcceptances, match="launch.toml, line 8, entry 2: reason is missing"):
        parse(GOOD + '\n\n[[accept]]\nid = "tls.names"\nuntil = 2026-12-31\n', KNOWN)


def test_the_same_finding_is_not_accepted_twice() -> None:
    with pytest.raises(BadAcceptances, match="entry 2: dns.caa is accepted twice"):
        parse(GOOD + GOOD, KNOWN)


def test_an_accepted_finding_no_longer_counts() -> None:
    before = report(result("tls.names", finding()))
    after = apply(before, [accept()], TODAY)
    (only,) = after.results
    assert (before.verdict, after.verdict) == ("not_ready", "ready")
    assert only.status is Status.PASS
    assert only.findings == ()
    assert only.accepted[0].finding == finding()
    assert "until 31 December 2026: We move in December." in only.reason
    assert after.notes == ()


def test_an_acceptance_holds_on_its_last_day_and_not_on_the_next() -> None:
    before = report(result("tls.names", finding()))
    assert apply(before, [accept(until=TODAY)], TODAY).verdict == "ready"
    assert apply(before, [accept(until=date(2026, 11, 24))], TODAY).verdict == "not_ready"


def test_an_expired_acceptance_counts_again_and_says_so() -> None:
    before = report(result("tls.names", finding(evidence="Seen.")))
    after = apply(before, [accept(until=date(2026, 10, 1))], TODAY)
    (only,) = after.results
    assert only.status is Status.FAIL
    assert only.findings[0].evidence.startswith("Seen.\nThis was accepted until 1 October 2026")
    assert after.notes == (
        "The acceptance of tls.names expired on 1 October 2026, so it counts again.",
    )


def test_only_the_subject_that_was_named_is_accepted() -> None:
    before = report(
        result("tls.names", finding(subject="www.example.com"), finding(subject="app.example.com"))
    )
    (only,) = apply(before, [accept(subject="WWW.example.com.")], TODAY).results
    assert only.status is Status.FAIL
    assert [one.subject for one in only.findings] == ["app.example.com"]
    assert [entry.finding.subject for entry in only.accepted] == ["www.example.com"]


def test_an_entry_that_still_holds_is_stronger_than_one_that_has_ended() -> None:
    before = report(result("tls.names", finding(subject="www.example.com")))
    entries = [accept(subject="www.example.com", until=date(2026, 1, 1)), accept()]
    assert apply(before, entries, TODAY).verdict == "ready"


def test_the_id_has_to_be_the_whole_id() -> None:
    before = report(result("tls.names.www", finding()))
    assert apply(before, [accept()], TODAY) == before


def test_an_acceptance_that_fits_nothing_is_noted() -> None:
    after = apply(report(result("tls.names")), [accept(subject="www.example.com")], TODAY)
    assert "accepts tls.names (www.example.com), but nothing was found" in after.notes[0]


@pytest.mark.parametrize("status", [Status.UNKNOWN, Status.SKIPPED, Status.ERROR])
def test_a_check_that_was_not_made_says_nothing_about_its_acceptance(status: Status) -> None:
    before = report(result("tls.names", status=status, reason="no answer"))
    assert apply(before, [accept(), accept("dns.caa")], TODAY) == before


def test_what_was_judged_only_in_part_is_no_pass() -> None:
    """A check that found something and then could not go on."""
    before = report(result("tls.names", finding(), essential=True, reason="no answer over IPv6"))
    after = apply(before, [accept()], TODAY)
    assert after.results[0].status is Status.UNKNOWN
    assert after.results[0].reason == "no answer over IPv6"
    assert after.verdict == "incomplete"


def test_a_check_that_broke_stays_an_error() -> None:
    before = report(result("tls.names", finding(), status=Status.ERROR, reason="KeyError"))
    after = apply(before, [accept()], TODAY)
    assert after.results[0].status is Status.ERROR
    assert after.results[0].findings == ()


def test_an_accepted_finding_is_in_the_json() -> None:
    before = report(result("tls.names", finding(Severity.TRUST)))
    data = apply(before, [accept()], TODAY).as_json()
    (entry,) = data["results"][0]["accepted"]
    assert entry["severity"] == "trust"
    assert entry["accepted_until"] == "2026-12-31"
    assert data["summary"]["trust"] == 0
