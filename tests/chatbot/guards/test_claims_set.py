"""The labelled replies: what the gate has to catch, and what it must not block."""

from __future__ import annotations

import pytest

from bench.claims import CASES, figures, passes, replies

#: The least share of bad replies caught and the largest of good ones blocked. Every part has been
#: used to tune the gate: these hold what was reached, and say nothing about replies yet unseen.
BARS = {
    "seen": (0.98, 0.02),
    "attacks": (0.98, 0.02),
    "first_look": (0.98, 0.02),
    "second_look": (0.98, 0.02),
    "third_look": (0.98, 0.02),
    "fourth_look": (0.98, 0.02),
    "fifth_look": (0.98, 0.02),
    "held_out": (0.98, 0.02),
    "independent": (0.98, 0.03),
    "sixth_look": (0.98, 0.02),
    "seventh_look": (0.95, 0.03),
    "eighth_look": (0.98, 0.02),
    "ninth_look": (0.97, 0.04),
    "tenth_look": (0.97, 0.03),
    "last_look": (0.95, 0.02),
    "final_look": (0.94, 0.18),
}


@pytest.mark.parametrize("part", BARS)
def test_bad_replies_are_caught_and_good_ones_pass(part: str) -> None:
    found = replies(part=part)
    row = figures(found, [passes(reply) for reply in found])[f"{part} / all"]
    caught, blocked = BARS[part]
    assert row["caught"] >= caught * row["bad"]
    assert row["blocked"] <= blocked * row["good"]


def test_every_part_of_the_set_has_its_bar() -> None:
    found = replies()
    assert {reply.part for reply in found} == set(BARS)
    shown = [passes(reply) for reply in found]
    bad = [ok for reply, ok in zip(found, shown, strict=True) if not reply.good]
    good = [ok for reply, ok in zip(found, shown, strict=True) if reply.good]
    assert sum(not ok for ok in bad) >= 0.98 * len(bad)
    assert sum(not ok for ok in good) <= 0.02 * len(good)


def test_the_set_is_as_large_as_it_says() -> None:
    found = replies()
    assert len(found) >= 1950
    assert len({(reply.business, reply.ask, reply.text) for reply in found}) == len(found)
    assert len({reply.kind for reply in found if not reply.good}) >= 15


#: As ``BARS``, for what hands wrote that had not seen the gate; the last four were never tuned on.
BARS_OF_OTHERS = {
    ("independent", "independent_2"): (0.93, 0.05),
    ("independent", "independent_3"): (0.90, 0.04),
    ("independent", "independent_4"): (0.88, 0.09),
    ("unseen", "unseen_1"): (0.90, 0.25),
    ("unseen", "unseen_2"): (0.85, 0.21),
    ("unseen", "unseen_3"): (0.93, 0.18),
    ("unseen", "unseen_4"): (0.88, 0.21),
}


@pytest.mark.parametrize(("file", "part"), BARS_OF_OTHERS)
def test_replies_by_other_hands_are_judged_no_worse_than_they_were(file: str, part: str) -> None:
    found = replies(CASES.with_name(f"claims_{file}.yaml"), part)
    row = figures(found, [passes(reply) for reply in found])[f"{part} / all"]
    caught, blocked = BARS_OF_OTHERS[file, part]
    assert row["caught"] >= caught * row["bad"]
    assert row["blocked"] <= blocked * row["good"]
