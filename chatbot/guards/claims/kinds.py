"""What a claim is: something in a sentence that the founder must have said."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum, auto

from chatbot.guards.claims.reading import Token


class Kind(StrEnum):
    """The kinds of claims that are traced to a source."""

    PRICE = auto()
    PERCENT = auto()
    DURATION = auto()
    DATE = auto()
    TIME = auto()
    OFTEN = auto()
    COUNT = auto()
    ORDINAL = auto()
    PHONE = auto()
    EMAIL = auto()
    LINK = auto()
    CODE = auto()
    PROMISE = auto()
    DISGUISE = auto()
    UNREAD = auto()


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim. ``value`` is in normal form, so that equal claims have equal values.

    PRICE ``(amount, currency)``; PERCENT ``amount``; DURATION ``(amount, "minutes" or "months",
    working)``; DATE ``("day", year, month, day)`` with None for what is not said, ``("weekday",
    n)`` or ``("relative", word)``; TIME the minutes of the day it may mean; OFTEN ``1/week``;
    COUNT and ORDINAL a number; PHONE its digits; the others text. PROMISE is the thing promised.
    """

    kind: Kind
    value: object
    text: str
    first: int = 0  # Index of its first token in the sentence.
    last: int = 0  # Index after its last token.
    bounds: frozenset[str] = frozenset()
    nouns: tuple[str, ...] = ()  # COUNT: the meanings of the words it may count.
    per: str = ""  # PRICE: the unit of time it is paid for.
    negated: bool = False

    def __str__(self) -> str:
        return f"{self.kind}: {self.text}"

    @property
    def amount(self) -> float:
        """The number of a claim that has one; -1 for any other."""
        value = self.value[0] if isinstance(self.value, tuple) and self.value else self.value
        return float(value) if isinstance(value, int | float) else -1.0

    @property
    def minutes(self) -> frozenset[int]:
        """The minutes of the day a time may mean; empty for what is no time."""
        return self.value if isinstance(self.value, frozenset) else frozenset()

    @property
    def parts(self) -> tuple[object, ...]:
        """What the value is made of; empty for a plain one."""
        return self.value if isinstance(self.value, tuple) else ()

    @property
    def weekday(self) -> object:
        """The weekday of a date that is one (Monday 0, or a group's name), else None."""
        return self.parts[1] if self.kind is Kind.DATE and self.parts[0] == "weekday" else None


@dataclass(slots=True)
class Sentence:
    """One sentence, line or clause with everything the rules want to know about it."""

    text: str
    tokens: list[Token]
    claims: list[Claim] = field(default_factory=list)
    languages: str = ""
    #: The meaning of each token, "" where it names nothing; a figure names itself.
    names: list[str] = field(default_factory=list)
    #: The everyday words among them, which name something only where the founder says so.
    soft: list[str] = field(default_factory=list)
    #: For each token the number of the clause it is in.
    clauses: list[int] = field(default_factory=list)
