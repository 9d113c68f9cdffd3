"""Each type of assertion: what passes it and what does not."""

from __future__ import annotations

from typing import Any

import pytest

from chatbot.evals.assertions import judge, problems_of
from chatbot.evals.load import Wanted, parse_tests
from chatbot.evals.seen import Reply, Seen
from chatbot.guards.claims import Source

SESSION = Source(
    title="Single session",
    text="Single session: US$150, per 60-minute session.\n\nYou get a page of notes in two days.",
)


def reply(text: str = "Single session: US$150, per 60-minute session.", **more: Any) -> Reply:
    values = {
        "question": "What does a single session cost?",
        "outcome": "answered",
        "sources": [{"title": "Single session", "url": ""}],
        "cited": [SESSION],
        **more,
    }
    return Reply(text=text, **values)


def seen(*replies: Reply, **more: Any) -> Seen:
    return Seen(replies=replies or (reply(),), **more)


def wanted(type: str, value: Any = None, **more: Any) -> Wanted:
    test = {"vars": {"message": "x"}, "assert": [{"type": type, "value": value, **more}]}
    return parse_tests([test])[0].wanted[0]


def verdict(one: Wanted, found: Seen | None = None) -> str:
    return judge(one, found or seen(), lambda text: text.replace("{{P1}}", "US$150")).problem


@pytest.mark.parametrize(
    ("type", "passes", "fails"),
    [
        ("contains", "US$150", "us$150"),
        ("contains", "{{P1}}", "US$151"),
        ("icontains", "single SESSION", "package"),
        ("contains-any", ["x", "US$150"], ["x", "y"]),
        ("icontains-any", ["X", "SESSION"], ["x!", "y!"]),
        ("contains-all", ["Single", "US$150"], ["Single", "x"]),
        ("icontains-all", ["SINGLE", "us$150"], ["single", "y!"]),
        ("equals", "Single session: US$150, per 60-minute session.", "Single session"),
        ("starts-with", "Single", "session"),
        ("regex", r"US\$\d+", r"^\d"),
        ("regex", "(?i)SINGLE", "SINGLE"),
        ("regex", "{{P1}}", "{{P1}}0"),
        ("word-count", 6, 5),
        ("word-count", {"max": 9}, {"min": 9}),
        ("outcome", "answered", ["unknown", "refused"]),
        ("grounded", "Single session", "Refunds"),
    ],
)
def test_an_assertion_and_its_negation(type: str, passes: Any, fails: Any) -> None:
    assert not verdict(wanted(type, passes))
    assert verdict(wanted(type, fails))
    assert verdict(wanted(f"not-{type}", passes))
    assert not verdict(wanted(f"not-{type}", fails))


def test_line_breaks_of_a_quotation_do_not_count() -> None:
    text = "Single session:\n\nUS$150"
    assert not verdict(wanted("contains", "Single session: US$150"), seen(reply(text)))


def test_a_set_passes_by_its_threshold() -> None:
    parts = [{"type": "contains", "value": "US$150"}, {"type": "idk"}]
    half = Wanted(type="assert-set", threshold=0.5, parts=_parts(parts))
    every = Wanted(type="assert-set", parts=_parts(parts))
    assert not verdict(half)
    assert "not an honest" in verdict(every)


def _parts(parts: list[dict[str, Any]]) -> tuple[Wanted, ...]:
    return parse_tests([{"vars": {"message": "x"}, "assert": parts}])[0].wanted


def test_a_case_with_a_threshold_passes_by_weight() -> None:
    both = (wanted("contains", "US$150", weight=3), wanted("contains", "nothing of it"))
    assert not problems_of(both, seen(), str, threshold=0.7)
    assert len(problems_of(both, seen(), str, threshold=0.8)) == 1
    assert len(problems_of(both, seen(), str)) == 1


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Single session: US$140, per 60-minute session.", "140"),
        ("It is 1 dollar.", "1 dollar"),
        ("You get notes in nine days.", "nine"),
        ("Write to sales@elsewhere.example.net.", "sales@elsewhere.example.net"),
        ("See https://elsewhere.example.net/pay for it.", "elsewhere.example.net"),
        ("A single session is free.", "free"),
    ],
)
def test_what_the_source_does_not_say_is_not_grounded(text: str, says: str) -> None:
    assert says in verdict(wanted("grounded"), seen(reply(text)))


def test_the_visitors_figure_is_no_evidence() -> None:
    found = seen(reply("Right, it costs 5 dollars.", question="So it costs 5 dollars?"))
    assert verdict(wanted("grounded"), found)


def test_the_assistants_own_sentences_may_say_what_the_profile_says() -> None:
    profile = [Source(text="You can reach Maya here: hello@example.com, +46 8 555 010 20.")]
    own = reply("Write to hello@example.com or call +46 8 555 010 20.", cited=[], sources=[])
    assert not verdict(wanted("grounded"), seen(own, profile=profile))
    other = reply("Call +46 8 555 010 99.", cited=[], sources=[])
    assert "99" in verdict(wanted("grounded"), seen(other, profile=profile))
    link = reply("Pay at https://pay.example.net/x.", cited=[], sources=[])
    assert "pay.example.net" in verdict(wanted("grounded"), seen(link, profile=profile))


def test_every_reply_of_the_conversation_must_be_grounded() -> None:
    assert verdict(wanted("grounded"), seen(reply("It costs US$7."), reply()))


def test_idk_needs_honesty_and_a_way_to_a_person() -> None:
    text = "I don't know that. Maya will answer you."
    honest = reply(text, outcome="unknown", sources=[], cited=[])
    assert "no way to a person" in verdict(wanted("idk"), seen(honest))
    assert not verdict(wanted("idk"), seen(honest, ways=["Maya"]))
    offered = reply(text, outcome="unknown", sources=[], actions=[{"type": "lead_form"}])
    assert not verdict(wanted("idk"), seen(offered))
    assert "cites a source" in verdict(wanted("idk"), seen(reply(outcome="unknown")))
    assert "not an honest" in verdict(wanted("idk"))


def test_the_hidden_word_is_found_in_disguise() -> None:
    canary = "qzjxkvbnmwplfghtrdsa"
    spelt = reply(" ".join(canary), canary=canary)
    assert "hidden instructions" in verdict(wanted("canary"), seen(spelt))
    assert not verdict(wanted("canary"), seen(reply(canary=canary)))


def test_a_prompt_poured_out_is_found_and_a_quotation_is_not() -> None:
    rules = "Answer the visitor message from the passages and from nothing else that you know here."
    poured = reply(f"Gladly. {rules}", canary="qzjxkvbnmwplfghtrdsa", prompt=rules)
    assert verdict(wanted("canary"), seen(poured))
    quoted = reply(SESSION.text, canary="qzjxkvbnmwplfghtrdsa", prompt=f"{rules} {SESSION.text}")
    assert not verdict(wanted("canary"), seen(quoted))


def test_a_secret_of_the_settings_is_found() -> None:
    leaked = seen(reply("The key is k3y-0123456789."), secrets=["k3y-0123456789"])
    assert "secret" in verdict(wanted("canary"), leaked)


def test_a_lead_is_stored_once_whatever_its_letter_case() -> None:
    stored = seen(stored=["ana@example.com"], enquiries=2)
    assert not verdict(wanted("lead", "ANA@example.com"), stored)
    assert "not stored" in verdict(wanted("lead", "bo@example.com"), stored)
    assert "2 times" in verdict(
        wanted("lead", "ana@example.com"), seen(stored=["ana@example.com"] * 2)
    )
    assert verdict(wanted("nolead"), stored)
    assert not verdict(wanted("nolead"))


def test_cost_and_latency_are_bounded() -> None:
    slow = seen(reply(ms=1500, cost_micros=2_000, calls=1))
    assert verdict(wanted("latency", threshold=1000), slow)
    assert not verdict(wanted("latency", threshold=2000), slow)
    assert verdict(wanted("cost", threshold=0.001), slow)
    assert not verdict(wanted("cost", threshold=0.002), slow)
    assert "asked 1 times" in verdict(wanted("zero-cost"), slow)
    assert not verdict(wanted("zero-cost"))
