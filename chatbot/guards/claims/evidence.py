"""What the founder has said, taken apart into facts: each figure with the thing it is said of."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from chatbot.guards.claims.addresses import link
from chatbot.guards.claims.bind import layers
from chatbot.guards.claims.kinds import Kind, Sentence
from chatbot.guards.claims.lines import Fact, Line, Source, lines_in
from chatbot.guards.claims.listing import listed
from chatbot.guards.claims.reading import fold
from chatbot.guards.claims.words import MEANINGS, head_of, meaning, soft_meaning, stem

#: They tell one of a kind from another of it, and name nothing.
_RANKS = listed("first primera primer primeira primeiro premiere premier erste erstes ersten trial")


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """One source taken apart: what it names, and its facts by kind."""

    source: Source
    words: frozenset[str]
    title: frozenset[str]
    facts: dict[Kind, list[Fact]]


def _part(source: Source) -> Part:
    facts: dict[Kind, list[Fact]] = {}
    words: set[str] = set()
    for line in lines_in(source):
        words.update(line.words, line.heading, line.sentence.soft)
        for fact in line.facts:
            facts.setdefault(fact.claim.kind, []).append(fact)
    words |= {head_of(word) for word in words if word.isalpha()}
    title = frozenset(lines_in(source)[0].heading) if source.title else frozenset()
    return Part(source, frozenset(words) - {""}, title, facts)


class Evidence:
    """Everything a reply may say: the passages it was given, and the addresses it may name.

    ``names`` are those of the business and of its people; they are never taken for a product.
    ``allowed_hosts`` may be linked to with any path, other links only as a passage has them.
    """

    def __init__(
        self,
        passages: Sequence[Source],
        *,
        allowed_hosts: Iterable[str] = (),
        allowed_emails: Iterable[str] = (),
        allowed_phones: Iterable[str] = (),
        names: Iterable[str] = (),
    ) -> None:
        self.passages = tuple(passages)
        self.parts = [_part(source) for source in self.passages]
        self.hosts = frozenset(link(host)[0] for host in allowed_hosts)
        self.emails = {address.casefold() for address in allowed_emails}
        self.phones = {re.sub(r"\D", "", number) for number in allowed_phones}
        self.links: set[tuple[str, str]] = set()
        self.lines: list[Line] = [line for source in self.passages for line in lines_in(source)]
        self.facts: dict[Kind, list[Fact]] = {}
        self.promises: dict[str, list[Fact]] = {}
        self.spellings = {line.spelling: line for line in self.lines}
        self.texts = frozenset(line.text for line in self.lines)
        self.people = frozenset(meaning(fold(w)) for n in names for w in n.split()) - {""}
        self._collect()
        self.known = self.people | {
            word for line in self.lines for word in (*line.words, *line.heading)
        }
        self.lows = {t.low for line in self.lines for t in line.sentence.tokens}
        self.lows |= {fold(w) for n in names for w in n.split()}
        self.of_people = self._of_people()
        self.scripts = frozenset(script for line in self.lines for script in scripts_in(line.text))
        self.languages = _languages(self.lines)
        self.items = self._items()
        self.promoted = frozenset(word for word in self.items if word[0] == "~")
        self.known |= self.promoted
        self.known |= {
            w for f in self.facts.get(Kind.PRICE, ()) for w in f.close() if w[:2] == "d:"
        }
        self.cognates = {w[:5]: w for w in sorted(self.known) if len(w) >= 5 and w.isalpha()}
        self._spread: dict[Kind, Counter[str]] = {}
        self._offers = Counter(word for offer in self._units() for word in offer)

    def _units(self) -> Iterator[set[str]]:
        """The words of each offer: of a whole source, or of each priced line where it has more."""
        for source in self.passages:
            lines = lines_in(source)
            priced = [line for line in lines if any(f.claim.kind is Kind.PRICE for f in line.facts)]
            several = len(priced) > 1
            parts: list[tuple[Line, ...]] = [(li,) for li in priced] if several else [lines]
            for part in parts:
                yield {
                    w for line in part for w in (*line.words, *line.sentence.soft, *line.heading)
                }

    def _of_people(self) -> frozenset[str]:
        """The stems of the words of the sources that speak of somebody by name."""
        lines = [
            line
            for source in self.passages
            for held in [lines_in(source)]
            if any(self.people & line.words for line in held)
            for line in held
        ]
        lines += [li for li in self.lines if li.sentence.tokens[0].low in ("i", "ich", "je", "yo")]
        return frozenset(stem(t.low) for line in lines for t in line.sentence.tokens)

    def _collect(self) -> None:
        for source in self.passages:
            if source.url:
                self.links.add(link(source.url))
        for line in self.lines:
            for fact in line.facts:
                claim = fact.claim
                if claim.kind is Kind.PROMISE:
                    self.promises.setdefault(str(claim.value), []).append(fact)
                elif claim.kind is Kind.EMAIL:
                    self.emails.add(str(claim.value))
                elif claim.kind is Kind.PHONE:
                    self.phones.add(str(claim.value))
                elif claim.kind is Kind.LINK and isinstance(claim.value, tuple):
                    self.links.add(claim.value)
                self.facts.setdefault(claim.kind, []).append(fact)

    def _items(self) -> frozenset[str]:
        """The words that tell one offer from another: names of services and of priced things."""
        items: set[str] = set()
        for line in self.lines:
            priced = [f for f in line.facts if f.claim.kind is Kind.PRICE]
            if not priced:
                continue
            if "?" not in line.source.title:
                items.update(line.heading)
            paid = [f for f in priced if f.claim.value != (0.0, "")] or priced
            for fact in paid:
                near = layers(line.sentence, fact.claim)
                named = {*(near[0] if near else ()), *_head(line.sentence, fact.claim.first)}
                items.update(w for w in named if w and w[0] != "!" and w[1:2] != ":")
        items -= {"=refund", "=cancellation", *(soft_meaning(w) for w in _RANKS)}
        items |= {word for word in self.known if word in PRODUCTS}
        return frozenset(items - self.people)

    def rarity(self, word: str) -> float:
        """1 for a word of one offer, less for a word of many."""
        return 1.0 / max(1, self._offers[word])

    def weight(self, kind: Kind, word: str) -> float:
        """How much a word tells facts of one kind apart: less, the more of them it is said of."""
        spread = self._spread.get(kind)
        if spread is None:
            spread = Counter(
                word
                for fact in self.facts.get(kind, ())
                for word, near in fact.words.items()
                if near >= 1.0
            )
            self._spread[kind] = spread
        return 1.0 / max(1, spread[word])


#: Things that are sold: a reply that names one means that one and no other.
PRODUCTS = frozenset(
    meaning(word)
    for word in listed(
        """
        period session package programme group team workshop course retreat webinar seminar
        membership mentoring consultation intensive couple family corporate executive
        premium basic online ebook assessment audit review resume interview speech
        certificate module lesson deposit massage yoga kitchen garden nutrition wedding
        student child teen
        """
    )
) & set(MEANINGS.values())


def _head(sentence: Sentence, figure: int) -> set[str]:
    """What stands before the colon of ``Twelve-week plan, check-ins included: $90``."""
    colons = [place for place in range(figure) if sentence.tokens[place].text == ":"]
    if not colons or colons[-1] > 12:
        return set()
    return {*sentence.names[: colons[-1]], *sentence.soft[: colons[-1]]}


def _languages(lines: Sequence[Line]) -> frozenset[str]:
    counted = Counter(code for line in lines for code in line.sentence.languages.split()[:1])
    return frozenset(code for code, n in counted.items() if n * 4 >= sum(counted.values()))


_SCRIPTS = (
    ("latin", re.compile("[A-Za-z\u00c0-\u024f]")),
    ("cyrillic", re.compile("[\u0400-\u052f]")),
    ("greek", re.compile("[\u0370-\u03ff]")),
    ("arabic", re.compile("[\u0590-\u08ff]")),
    ("han", re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")),
    ("other", re.compile("[\u0900-\u109f\u1780-\u17ff\u10a0-\u10ff\u0530-\u058f]")),
)


def scripts_in(text: str) -> list[str]:
    """The writing systems a text uses."""
    if text.isascii():
        return ["latin"]
    return [name for name, letters in _SCRIPTS if letters.search(text)]
