"""A source taken apart: its sentences, what stands over each, and the facts in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import pairwise

from chatbot.guards.claims.bind import OWN, context
from chatbot.guards.claims.kinds import Claim, Kind, Sentence
from chatbot.guards.claims.listing import listed
from chatbot.guards.claims.parse import read
from chatbot.guards.claims.sentences import lines_of, sentences_of


@dataclass(frozen=True, slots=True)
class Source:
    """A passage of the founder's. The fields are those of ``knowledge.facts.Passage``."""

    title: str = ""
    text: str = ""
    url: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Fact:
    """A claim the founder makes, with the words it is said of and how near they stand."""

    claim: Claim
    words: dict[str, float]
    line: Line

    def close(self, least: float = OWN) -> set[str]:
        """The words that stand at least so near."""
        return {word for word, near in self.words.items() if near >= least}


@dataclass(slots=True, eq=False)
class Line:
    """One sentence of a source as it is written, with what stands over it."""

    source: Source
    text: str
    sentence: Sentence
    heading: tuple[str, ...]
    before: tuple[str, ...]
    facts: list[Fact] = field(default_factory=list)
    #: Of a question with a yes behind it: the sentence that begins with that yes.
    answer: Sentence | None = None

    @property
    def words(self) -> frozenset[str]:
        """What the sentence names, with its figures."""
        return frozenset(self.sentence.names) - {""}

    @property
    def spelling(self) -> str:
        """Its words and figures alone, for comparing it word for word."""
        return spelling(self.sentence)


def spelling(sentence: Sentence) -> str:
    """The words and figures of a sentence, without punctuation."""
    return " ".join(t.low for t in sentence.tokens if t.kind != "sign" or t.text in "$€£%")


PRONOUNS = listed(
    """
    it this that these those they both each there es das dies diese sie er elle il ils elles ce
    cela ca ele ela eles elas isso isto este esta eso esto ambos danach dann passe then later
    otherwise sonst sinon
    """
)


@lru_cache(maxsize=128)
def lines_in(source: Source) -> tuple[Line, ...]:
    """The sentences of one source, each with its facts. Kept, since passages come again."""
    title = read(source.title)
    title_words = _named(title)
    lines: list[Line] = []
    before: tuple[str, ...] = ()
    for heading, text in lines_of(source.text):
        over = _named(read(heading)) if heading else ()
        for written in sentences_of(text):
            sentence = read(written)
            if not sentence.tokens:
                continue
            own = [name for name in sentence.names if name and name[1:2] != ":"]
            leans = not own or any(t.low in PRONOUNS for t in sentence.tokens[:2])
            line = Line(source, written.strip(), sentence, title_words + over,
                        before if leans else ())  # fmt: skip
            lines.append(line)
            said = tuple(name for name in sentence.names if name)
            before = (*before, *said) if leans else said
    whole = tuple({name for line in lines for name in line.sentence.names if name})
    if source.title:
        lines.insert(0, Line(source, source.title, title, title_words, ()))
    for place, line in enumerate(lines):
        claims = _asserted(line, lines[place + 1] if place + 1 < len(lines) else None)
        line.facts = [
            Fact(claim, context(line.sentence, claim, heading=line.heading, before=line.before,
                                source=whole) | _days_between(line) | _rate(claim), line)
            for claim in claims
        ]  # fmt: skip
    return tuple(lines)


def _rate(claim: Claim) -> dict[str, float]:
    """What is paid for by the hour is said of an hour."""
    minutes = {"hour": 60.0, "day": 1440.0, "week": 10080.0}.get(claim.per)
    return {f"d:{minutes}minutes": OWN} if minutes else {}


#: "How do I cancel?" takes it for granted that one can; "how much" does not.
_HOW = listed("how wie como comment")
_HOW_MUCH = listed("much many long often viel viele lange oft mucho mucha far soon")
_YES = listed("yes ja si oui sim")


_NO = listed("no nein non nao")


def _asserted(line: Line, after: Line | None) -> list[Claim]:
    """What a line states: of a question, what a following yes or no makes of it."""
    claims = [*line.sentence.claims, *_days_claimed(line)]
    if not line.text.rstrip().endswith("?"):
        return claims
    answer = after.sentence.tokens[0].low if after and after.sentence.tokens else ""
    if answer in _NO:
        return [replace(claim, negated=True) for claim in claims]
    lows = [token.low for token in line.sentence.tokens[:2]]
    asks_how = len(lows) > 1 and lows[0] in _HOW and lows[1] not in _HOW_MUCH
    if (answer in _YES or asks_how) and after is not None:
        line.answer = after.sentence
        return [c for c in claims if answer in _YES or c.kind is Kind.PROMISE]
    return []


def _spans_of_days(line: Line) -> Iterator[tuple[range, Claim, Claim]]:
    days = [c for c in line.sentence.claims if c.weekday is not None]
    for one, two in pairwise(days):
        first, last = one.weekday, two.weekday
        between = [t.low for t in line.sentence.tokens[one.last : two.first]]
        if not isinstance(first, int) or not isinstance(last, int):
            continue
        if len(between) in (1, 2) and set(between) & _THROUGH and first < last:
            yield range(first + 1, last), one, two


_THROUGH = listed("to through thru till until - – — bis a au ate al")


def _days_claimed(line: Line) -> list[Claim]:
    """The days that ``Monday to Friday`` means without naming them."""
    return [
        Claim(Kind.DATE, ("weekday", day), "", one.first, two.last)
        for days, one, two in _spans_of_days(line)
        for day in days
    ]


def _days_between(line: Line) -> dict[str, float]:
    return {f"t:{('weekday', day)}": OWN for days, _, _ in _spans_of_days(line) for day in days}


def _named(sentence: Sentence) -> tuple[str, ...]:
    pairs = zip(sentence.names, sentence.soft, strict=True)
    return tuple(name or soft for name, soft in pairs if name or soft)
