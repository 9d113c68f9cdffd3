"""What a message asks that no assistant of a coach may answer by itself.

Rules over words, in English, Spanish, German, French and Portuguese: no model, so that the answer
to somebody in danger depends on no provider. Danger is looked for first and wins over everything.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from chatbot.guards.normal import disguises, folded
from chatbot.guards.topics import (
    advice,
    crisis,
    despair,
    figures,
    financial,
    legal,
    medical,
    refund,
)


class Subject(StrEnum):
    """A kind of question with a fixed, kind reply."""

    CRISIS = "crisis"
    MEDICAL = "medical"
    LEGAL = "legal"
    FINANCIAL = "financial"
    REFUND = "refund"


@dataclass(frozen=True, slots=True)
class Topic:
    """What was recognised. ``reason`` names the rule and ``language`` whose words set it off.

    ``words`` are the matched words, folded: they are the visitor's, so never log them.
    """

    subject: Subject
    reason: str
    language: str
    words: str


_Rules = Sequence[tuple[str, str, re.Pattern[str]]]


def _compiled(table: Mapping[str, Mapping[str, Sequence[str]]]) -> _Rules:
    return [
        (language, reason, re.compile("|".join(f"(?:{pattern})" for pattern in patterns)))
        for language, reasons in table.items()
        for reason, patterns in reasons.items()
    ]


def _asked(table: Mapping[str, Sequence[str]], reason: str) -> _Rules:
    return _compiled({language: {reason: patterns} for language, patterns in table.items()})


def _figures(*tables: Mapping[str, Sequence[str]]) -> re.Pattern[str]:
    every = [pattern for table in tables for patterns in table.values() for pattern in patterns]
    return re.compile("|".join(f"(?:{pattern})" for pattern in every))


_DANGER, _NO_DANGER = _compiled(crisis.DANGER), _figures(figures.LIGHTLY)
_ADVICE: Sequence[tuple[Subject, _Rules, re.Pattern[str] | None]] = [
    (Subject.MEDICAL, _asked(medical.ASKED, "medical advice"), _figures(medical.FIGURES)),
    (Subject.REFUND, _asked(refund.ASKED, "money back"), None),
    (Subject.LEGAL, _asked(legal.ASKED, "legal advice"), _figures(legal.FIGURES)),
    (Subject.FINANCIAL, _asked(financial.ASKED, "financial advice"), _figures(financial.FIGURES)),
]
_PARTS = {
    Subject.MEDICAL: advice.MEDICAL,
    Subject.LEGAL: advice.LEGAL,
    Subject.FINANCIAL: advice.FINANCIAL,
}
_ABOUT = {
    Subject.MEDICAL: re.compile(medical.SUBJECT),
    Subject.LEGAL: re.compile(legal.SUBJECT),
    Subject.FINANCIAL: re.compile(financial.SUBJECT),
}
#: Stems that say nothing of the subject: a money-back guarantee promises no income.
_MEANS_LITTLE = {"guara", "garan", "geld"}
#: Disguises in which somebody may write of their own danger; the others are games.
_WORN = {"digits for letters", "spaced letters"}


def topic_of(text: str) -> Topic | None:
    """The subject of a visitor's message that has a fixed reply, or None."""
    return next(iter(topics_in(text)), None)


def topics_in(text: str) -> tuple[Topic, ...]:
    """Every such subject, the weightiest first; danger alone when there is any."""
    plain = _words(text)
    danger = _danger(text, plain)
    return (danger,) if danger else tuple(_advice(plain))


def is_danger(text: str) -> bool:
    """Whether somebody may be in danger: nothing else of the message counts then."""
    return _danger(text, _words(text)) is not None


def answers(topic: Topic, phrasings: Iterable[str], answer: str) -> bool:
    """Whether an entry of the founder's speaks of ``topic``, so that quoting it is the reply.

    ``phrasings`` are its question and the other ways to ask it. Never so for danger.
    """
    if topic.subject is Subject.CRISIS:
        return False
    texts = [_words(text) for text in (*phrasings, answer)]
    if any(hit.subject is topic.subject for text in texts for hit in _advice(text)):
        return True
    about = _ABOUT.get(topic.subject)
    if about is None:
        return False
    asked = _stems(about, topic.words) - _MEANS_LITTLE
    return any(asked & _stems(about, text) for text in texts)


def _stems(about: re.Pattern[str], text: str) -> set[str]:
    return {word[:5] for word in about.findall(text)}


def _words(text: str) -> str:
    """Folded, one line, typographic habits of phones undone."""
    return " ".join(re.sub(r"[^\w'$€£%?!.,:;()-]+", " ", folded(text)).split())


def _danger(text: str, plain: str) -> Topic | None:
    readings = [plain, *(_words(other) for name, other in disguises(text) if name in _WORN)]
    readings += filter(None, map(despair.respelt, [plain]))
    for reading in readings:
        meant = _NO_DANGER.sub(" ", reading)
        for language, reason, pattern in _DANGER:
            if match := pattern.search(meant):
                return Topic(Subject.CRISIS, reason, language, match.group())
        for found in despair.seen(meant):
            return Topic(Subject.CRISIS, found.scene.means, found.language, found.words)
    return None


def _advice(plain: str) -> Iterator[Topic]:
    for subject, rules, otherwise in _ADVICE:
        meant = otherwise.sub(" ", plain) if otherwise else plain
        for language, reason, pattern in rules:
            if match := pattern.search(meant):
                yield Topic(subject, reason, language, match.group())
                break
        else:
            for found in advice.seen(meant, _PARTS.get(subject, ())):
                yield Topic(subject, f"{subject} advice", found.language, found.words)
                break
