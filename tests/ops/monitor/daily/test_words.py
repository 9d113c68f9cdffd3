"""The alerts of the daily look, as somebody reads them in bed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from ops.monitor.alerts.shapes import HEADER, as_slack, as_text
from ops.monitor.alerts.words import Alert
from ops.monitor.daily.status import block
from ops.monitor.daily.words import alert_for
from tests.ops.monitor.daily.year import (
    GOOD,
    START,
    Year,
    certificate,
    registered,
    with_records,
)


def first(year: Year, count: float, **changed: Any) -> Alert:
    """The first message after a change."""
    year.live(1)
    year.seen = with_records(year.seen, **changed) if changed else year.seen
    year.live(count)
    day, event = year.told[0]
    return alert_for(
        event, GOOD, START + timedelta(days=day), zone="Europe/Stockholm",
        status_url="https://chat.example.com/admin/ops/outage/",
    )  # fmt: skip


CASES: dict[str, tuple[dict[str, Any], str, str]] = {
    "MX": ({"MX": ("10 mx.evil.example",)}, "Email to example.com goes elsewhere",
           "1 smtp.google.com → 10 mx.evil.example"),
    "NS": ({"NS": ("ns.evil.example",)}, "The name servers of example.com changed",
           "Sign in at your registrar"),
    "DMARC gone": ({"DMARC": ()}, "The DMARC record of example.com is gone",
                   "TXT, name _dmarc.example.com, value v=DMARC1; p=reject"),
    "DMARC weaker": ({"DMARC": ("v=DMARC1; p=none; rua=mailto:d@example.com",)},
                     "The DMARC policy of example.com is weaker than before", "p=none"),
    "DMARC twice": ({"DMARC": ("v=DMARC1; p=none", "v=DMARC1; p=reject")},
                    "example.com has two DMARC records", "Delete one of the two"),
    "site": ({"LEADS": ("203.0.113.9",)}, "example.com leads elsewhere", "203.0.113.9"),
    "CAA": ({"CAA": ('0 issue "x.example"',)},
            "There is something new: the CAA records of example.com", "nothing →"),
    "two": ({"MX": ("10 mx.evil.example",), "DMARC": ()},
            "2 DNS records of example.com changed: DMARC, MX", "remembered now"),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_a_changed_record_says_before_after_and_what_to_do(case: str) -> None:
    changed, title, words = CASES[case]
    alert = first(Year(), 2, **changed)
    text = as_text(alert)
    assert alert.title == title
    assert words in text
    assert "dash.cloudflare.com" in text or "registrar" in text
    assert "https://chat.example.com/admin/ops/outage/" in text
    assert len(alert.title) < 100 and alert.title not in alert.summary.split(". ")[1:]
    blocks = as_slack(alert)["blocks"]
    assert len(blocks[0]["text"]["text"]) < HEADER


def test_the_subject_of_a_certificate_says_when_and_whose() -> None:
    year = Year(replace(GOOD, certificates=(certificate(0, 90),)))
    alert = first(year, 70)
    assert alert.title == "The certificate of example.com ends in 22 days and was not renewed"
    assert "check_ssl example.com" in as_text(alert)
    assert not alert.urgent


def test_a_certificate_that_lasts_long_is_not_said_to_renew_by_itself() -> None:
    assert "by hand" in first(Year(replace(GOOD, certificates=(certificate(0, 199),))), 190).summary


def test_the_subject_of_a_domain_says_when_and_where_it_is_paid() -> None:
    alert = first(Year(replace(GOOD, registered=registered(50))), 2)
    assert alert.title == "The domain example.com runs out in 50 days"
    assert "Sign in at Porkbun LLC" in as_text(alert)


def test_a_transfer_that_nobody_asked_for_is_urgent() -> None:
    alert = first(Year(replace(GOOD, registered=registered(900, "pending transfer"))), 2)
    assert alert.title == "The domain example.com is being moved to another registrar"
    assert alert.urgent


def test_every_message_of_a_bad_year_fits_and_is_complete() -> None:
    year = Year(replace(GOOD, certificates=(certificate(0, 90),), registered=registered(95)))
    gone = with_records(year.seen, DMARC=(), MX=(), SPF=())
    year.live(120, lambda day, seen: gone if 20 < day < 50 else seen)
    assert {event.kind.value for _, event in year.told} == {
        "opened", "reminder", "changed", "closed"
    }  # fmt: skip
    for day, event in year.told:
        alert = alert_for(event, GOOD, START + timedelta(days=day), zone="UTC")
        assert "example.com" in alert.title and len(alert.title) < 100
        assert "{" not in as_text(alert)
        assert alert.good or alert.advice


def test_the_status_page_says_how_long_is_left_and_what_changed() -> None:
    year = Year(replace(GOOD, certificates=(certificate(0, 90),), registered=registered(400)))
    year.live(3)
    year.seen = with_records(year.seen, MX=("10 mx.other.example",))
    year.live(2)
    shown = block(year.memory, year.now)
    rows = {row.name: row for row in shown["rows"]}
    assert rows["Certificate of example.com"].words.startswith("85 days left")
    assert rows["Domain example.com"].words.startswith("395 days left")
    assert rows["DNS records"].words == "9 are as they were"
    assert not any(row.bad for row in rows.values())
    assert shown["changes"][0]["words"] == "Email to example.com goes elsewhere"
    year.seen = with_records(year.seen, DMARC=())
    year.live(75)
    late, gone = [row for row in block(year.memory, year.now)["rows"] if row.bad]
    assert late.name == "Certificate of example.com"
    assert gone.words.startswith("The DMARC record of example.com is gone")
