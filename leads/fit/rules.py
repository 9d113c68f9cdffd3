"""What an answer is worth by the founder's rules, and what is wrong with a set of rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from leads.fit import reading
from leads.fit.rows import FitQuestion, FitRule

Kind = FitQuestion.Kind


@dataclass(frozen=True, kw_only=True, slots=True)
class Judged:
    """``value`` is the answer as it was understood, "" where only the words are known."""

    value: str
    points: int
    out_of: int
    reason: str = ""
    rules_out: bool = False


def judge(kind: str, rules: Sequence[FitRule], text: str, today: date) -> Judged:
    """An answer and its points."""
    out_of = max((rule.points for rule in rules), default=0)
    value, rule = _found(kind, rules, text, today)
    if rule is None:
        return Judged(value=value, points=0, out_of=out_of)
    return Judged(
        value=value,
        points=rule.points,
        out_of=out_of,
        reason=rule.reason,
        rules_out=rule.rules_out,
    )


def understood(kind: str, rules: Sequence[FitRule], text: str, today: date) -> bool:
    """Whether ``text`` says something that a question of this kind asks for."""
    return kind == Kind.TEXT or bool(_found(kind, rules, text, today)[0])


def _found(
    kind: str, rules: Sequence[FitRule], text: str, today: date
) -> tuple[str, FitRule | None]:
    if kind == Kind.CHOICE:
        label = reading.choice(text, [rule.label for rule in rules])
        return label or "", next((rule for rule in rules if rule.label == label), None)
    if kind == Kind.NUMBER:
        amount = reading.number(text)
        return ("", None) if amount is None else (str(amount), _holding(rules, amount))
    if kind == Kind.DATE:
        day = reading.day(text, today)
        if day is None:
            return "", None
        return day.isoformat(), _holding(rules, max(0, (day - today).days))
    return "", None


def _holding(rules: Sequence[FitRule], amount: int) -> FitRule | None:
    """The rule whose span holds it; where two touch at it, the one worth more."""
    held = [
        rule
        for rule in rules
        if (rule.low is None or rule.low <= amount) and (rule.high is None or amount <= rule.high)
    ]
    return max(held, key=lambda rule: rule.points, default=None)


def problems_of(kind: str, rules: Sequence[FitRule]) -> str:
    """What is wrong with the answers of a question in words, or ""."""
    if kind == Kind.TEXT:
        return (
            "An answer in their own words has no points. Remove the answers below, or choose "
            "another kind."
            if rules
            else ""
        )
    if kind == Kind.CHOICE:
        return _choices(rules)
    if any(rule.label for rule in rules):
        return "Choices are for “one of a list”. Give numbers from and to, and leave them empty."
    if any(rule.low is None and rule.high is None for rule in rules):
        return "Say from which number or to which number each answer goes."
    return _apart(rules)


def _choices(rules: Sequence[FitRule]) -> str:
    labels = [reading.plain(rule.label) for rule in rules]
    if len(labels) < 2 or not all(labels):
        return "One of a list needs two choices at least, each with its words."
    if len(set(labels)) < len(labels):
        return "Two choices have the same words. Change one of them."
    if any(rule.low is not None or rule.high is not None for rule in rules):
        return "From and to are for numbers and dates. Leave them empty."
    return ""


def _apart(rules: Sequence[FitRule]) -> str:
    ends = float("-inf"), float("inf")
    spans = sorted(
        (ends[0] if rule.low is None else rule.low, ends[1] if rule.high is None else rule.high)
        for rule in rules
    )
    for (_, end), (begin, _) in zip(spans, spans[1:], strict=False):
        if begin < end:
            return (
                f"Two answers both hold {begin:.0f}. Let one end where the other begins."
                if begin != float("-inf")
                else "Two answers have no beginning. Give one of them a number from."
            )
    return ""
