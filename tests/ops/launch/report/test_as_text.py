"""The report in a terminal: whole, ranked, and safe to copy from."""

from __future__ import annotations

import io
import re

import pytest
from rich.cells import cell_len

from ops.launch.findings import Record, Severity, Status
from ops.launch.report import FORMATS, Options, options_for
from ops.launch.report.blocks import blocks, wrapped
from ops.launch.report.harmless import is_harmless
from tests.ops.launch.report import samples
from tests.ops.launch.report.samples import finding, report, result

MERGED = (
    "v=spf1 include:_spf.google.com include:spf.protection.outlook.com include:sendgrid.net ~all"
)


def text_of(one: object = None, **options: object) -> str:
    return FORMATS["text"](one or samples.full(), Options(**options))  # type: ignore[arg-type]


def test_the_verdict_is_said_first_and_last() -> None:
    text = " ".join(text_of().split())
    assert text.count("Not ready to launch. It found 2 launch blockers, 1 trust issue") == 2
    assert text.endswith("Fix the blockers first.")


def test_findings_are_ranked_and_then_by_stage() -> None:
    one = report(
        result("monitoring.a", finding(Severity.TRUST, summary="T6"), stage=6),
        result("email.spf.b", finding(Severity.CLEANUP, summary="C2"), finding(summary="B2")),
        result("admin.c", finding(summary="B5"), stage=5),
        result("dns.d", finding(Severity.TRUST, summary="T2")),
    )
    order = re.findall(r"^(?:Launch(?= b)|Trust|Cleanup|Stage \d|\d\. \w\d)", text_of(one), re.M)
    assert order == [
        "Launch", "Stage 2", "1. B2", "Stage 5", "2. B5",
        "Trust", "Stage 2", "3. T2", "Stage 6", "4. T6",
        "Cleanup", "Stage 2", "5. C2",
    ]  # fmt: skip


@pytest.mark.parametrize("width", [40, 60, 80, 100])
def test_words_fit_the_width_and_records_are_never_broken(width: int) -> None:
    lines = text_of(width=width).splitlines()
    assert MERGED in lines
    assert samples.LONG_KEY in lines
    assert "heroku domains:add www.example.com" in lines
    for line in lines:
        typed = "=" in line or "include:" in line or len(line.split()) <= 2
        assert typed or cell_len(line) <= width, line


def test_a_quoted_value_in_a_sentence_is_not_broken() -> None:
    fix = f'In the field called Value, in place of what stands there, type "{MERGED}" and save.'
    text = text_of(report(result("a.b", finding(fix=fix))), width=60)
    assert f'"{MERGED}"' in text
    header = "“Content-Security-Policy: frame-ancestors 'self'”"
    assert header in text_of(report(result("a.b", finding(fix=f"Send this: {header}."))), width=40)
    assert "type\n" in text


def test_a_record_that_the_fix_holds_already_is_not_said_twice() -> None:
    record = Record(action="add", type="TXT", name="example.com", value=MERGED)
    one = finding(fix=f"Add this:\n  {MERGED}", records=(record,))
    assert text_of(report(result("a.b", one))).count(MERGED) == 1


def test_records_are_deleted_before_others_are_added() -> None:
    text = text_of()
    assert text.index("Delete the TXT record") < text.index("Add a TXT record")


def test_a_changed_record_says_what_stands_there() -> None:
    record = Record(
        action="change", type="A", name="example.com", old="192.0.2.1", value="192.0.2.2"
    )
    text = text_of(report(result("a.b", finding(records=(record,)))))
    assert "It says now: 192.0.2.1\n   New value:\n192.0.2.2\n" in text


def test_what_is_not_known_has_its_reason_and_is_no_pass() -> None:
    text = " ".join(text_of().split())
    assert "Could not be checked: 2" in text
    assert "192.0.2.10 did not answer within 5 s. A launch depends on this one." in text
    assert "Checks that broke, which is our fault and not your site's: 1" in text
    assert "Passed: 3 checks dns.delegation, dns.apex, dns.caa." in text
    assert "Skipped: 1 check" in text
    assert "Accepted until 31 December 2026: We change DNS hosts in December." in text


def test_notes_changes_and_details_are_there() -> None:
    text = " ".join(text_of().split())
    assert "Note: This address is seen from a laptop" in text
    assert "Since the last run (24 November 2026, 20:00 UTC): 1 new, 1 fixed, 1 unchanged." in text
    assert "2. New: www.example.com shows visitors" in text
    assert "- Fixed: example.com has no address. (dns.apex)" in text
    assert "   example.com\n     include:_spf.google.com (1)\n" in text_of()


@pytest.mark.parametrize(
    ("results", "words"),
    [
        ([result("a.b")], "Ready to launch. Nothing that was checked stands in the way."),
        (
            [result("a.b", finding(Severity.TRUST), finding(Severity.CLEANUP))],
            "Ready, with something left to do. Nothing that was checked stands in the way. "
            "Left to do: 1 trust issue and 1 cleanup item.",
        ),
        (
            [result("a.b", status=Status.UNKNOWN, reason="x", essential=True)],
            "No verdict yet. 1 check could not be made, and a launch depends on it.",
        ),
        (
            [result("a.b", status=Status.UNKNOWN, reason="x")],
            "Nothing could be judged. 1 check could not be made.",
        ),
        ([], "Nothing could be judged. No check had anything to look at."),
        (
            [result("a.b", status=Status.SKIPPED, reason="x")],
            "Nothing could be judged. No check had anything to look at.",
        ),
    ],
)
def test_the_verdict_promises_no_more_than_was_seen(results: list[object], words: str) -> None:
    assert words in " ".join(text_of(report(*results)).split())  # type: ignore[arg-type]


def test_hostile_text_cannot_act_or_hide() -> None:
    for colour in (False, True):
        text = text_of(samples.hostile(), colour=colour)
        plain = re.sub(r"\x1b\[[0-9;]*m", "", text) if colour else text
        assert all(is_harmless(line) for line in plain.split("\n"))
    assert "[bold red]rich[/bold red]" in text_of(samples.hostile())
    assert ":boom:" in text_of(samples.hostile())


def test_colour_changes_nothing_but_the_colour() -> None:
    coloured = text_of(colour=True)
    assert "\x1b[" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == text_of()


def test_lines_of_evidence_cannot_pass_for_lines_of_the_report() -> None:
    text = text_of(report(result("a.b", finding(evidence="x\nReady to launch. All is well."))))
    assert "\nReady to launch" not in text


def test_colour_is_for_terminals_that_want_it() -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    assert options_for(io.StringIO(), {}) == Options(width=80, colour=False)
    assert options_for(Terminal(), {"TERM": "xterm"}).colour
    assert not options_for(Terminal(), {"TERM": "xterm", "NO_COLOR": "1"}).colour
    assert not options_for(Terminal(), {"TERM": "dumb"}).colour


def test_what_is_to_be_typed_is_told_from_words() -> None:
    found = blocks("Add this:\n  heroku one\n\n    heroku two\n  v=DMARC1; p=none\n\nThen wait.")
    assert [(block.typed, block.text) for block in found] == [
        (False, "Add this:"),
        (True, "heroku one"),
        (True, "  heroku two\nv=DMARC1; p=none"),
        (False, "Then wait."),
    ]


def test_a_record_in_a_sentence_holds_together_and_the_sentence_does_not() -> None:
    text = "Put v=DMARC1; p=none; rua=mailto:a@example.com where the old one was, then wait for it."
    lines = list(wrapped(text, 30))
    assert "v=DMARC1; p=none; rua=mailto:a@example.com" in lines
    assert lines[-2:] == ["where the old one was, then", "wait for it."]


@pytest.mark.parametrize("text", ["“x", "“ ", '"', "` `", "v=spf1 a ", "v=DMARC1;a=;", "(", "x"])
def test_no_text_takes_long_to_wrap(text: str) -> None:
    """A quadratic search would take minutes, and the suite would say so."""
    assert "".join("".join(wrapped(text * 20_000, 80)).split()) == "".join((text * 20_000).split())
