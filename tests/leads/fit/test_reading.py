"""What visitors mean by a number, a date or a choice."""

from __future__ import annotations

from datetime import date

import pytest

from leads.fit import reading

TODAY = date(2026, 11, 27)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("3000", 3000), ("3k", 3000), ("3 k", 3000), ("around 3,000 dollars", 3000),
        ("3.000 €", 3000), ("3 000 euros", 3000), ("3\u202f000,50 €", 3000), ("€3000", 3000),
        ("CHF 3'000.-", 3000), ("2.5k", 2500), ("zwei- bis 3 tausend", 3000), ("1,5 mio", 1500000),
        ("1000-2000", 2000), ("between 1k and 2k", 2000), ("2-3k", 3000), ("0", 0), ("５００", 500),
        ("3 mil reais", 3000), ("R$ 3.000,00", 3000), ("3 mille", 3000),
        ("no idea", None), ("", None), ("1 2 3", None), ("99999999999999999999", None),
    ],
)  # fmt: skip
def test_amounts(text: str, amount: int | None) -> None:
    assert reading.number(text) == amount


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2027-01-15", "2027-01-15"), ("15.1.2027", "2027-01-15"), ("15/01/27", "2027-01-15"),
        ("01/15/2027", "2027-01-15"), ("1 March", "2027-03-01"), ("March 3rd", "2027-03-03"),
        ("3. März", "2027-03-03"), ("el 3 de mayo", "2027-05-03"), ("en janvier", "2027-01-01"),
        ("December", "2026-12-01"), ("Januar 2028", "2028-01-01"), ("im November", "2026-11-01"),
        ("in two weeks", "2026-12-11"), ("in 3 Wochen", "2026-12-18"), ("next month", "2026-12-27"),
        ("le mois prochain", "2026-12-27"), ("nächste Woche", "2026-12-04"),
        ("dans une semaine", "2026-12-04"), ("asap", "2026-11-27"), ("So bald wie möglich!",
        "2026-11-27"), ("tomorrow", "2026-11-28"), ("amanhã", "2026-11-28"), ("hoy", "2026-11-27"),
        ("I may be ready", None), ("not sure", None), ("32.13.2027", None), ("", None),
        ("30 February", None),
    ],
)  # fmt: skip
def test_dates(text: str, day: str | None) -> None:
    found = reading.day(text, TODAY)
    assert (found.isoformat() if found else None) == day


LABELS = ["Under 1,000", "1,000 to 3,000", "More than 3,000"]


@pytest.mark.parametrize(
    ("text", "labels", "meant"),
    [
        ("2", LABELS, LABELS[1]), ("under 1,000", LABELS, LABELS[0]), ("2.", LABELS, LABELS[1]),
        ("More than 3,000!", LABELS, LABELS[2]), ("option 3", LABELS, LABELS[2]),
        ("more", LABELS, LABELS[2]), ("4", LABELS, None), ("0", LABELS, None),
        ("1,000", LABELS, None), ("I would like Career change", ["Career", "Career change"],
        "Career change"), ("health or career", ["Health", "Career"], None),
        ("CAREER", ["Health", "Career"], "Career"), ("", LABELS, None),
        ("Führung", ["führung", "Ruhe"], "führung"),
    ],
)  # fmt: skip
def test_choices(text: str, labels: list[str], meant: str | None) -> None:
    assert reading.choice(text, labels) == meant


@pytest.mark.parametrize("text", ["9" * 5000, "1." * 3000, "in " * 4000, "1 " * 5000, "😀" * 999])
def test_long_nonsense_is_read_at_once(text: str) -> None:
    reading.number(text)
    reading.day(text, TODAY)
    reading.choice(text, LABELS)
