"""Which thing a figure belongs to: the words around it, nearest first."""

from __future__ import annotations

from collections.abc import Sequence

from chatbot.guards.claims.kinds import Claim, Kind, Sentence
from chatbot.guards.claims.listing import listed
from chatbot.guards.claims.word_table import ALL_GRAMMAR
from chatbot.guards.claims.words import head_of

_JOINERS = listed("and or und oder y o et ou e plus")


#: What follows one of these is no longer said of the figure before it.
_LINKS = listed(
    """
    over in within for during per on at durante sur uber em por von zu
    """
)


#: How much a word counts that stands in the figure's own part of the sentence, elsewhere in the
#: sentence, in a heading above it, in the sentence before, or elsewhere in the same source.
OWN, SENTENCE, HEADING, BEFORE, SOURCE = 3.0, 1.5, 3.0, 1.0, 0.5


def family(claim: Claim) -> Kind:
    """Claims of one family are told apart by what they are said of."""
    return claim.kind


def own_span(sentence: Sentence, claim: Claim) -> tuple[int, int]:
    """The tokens that belong to this figure and to no other one of its family."""
    low, high = 0, len(sentence.tokens)
    for other in sentence.claims:
        if other is claim or other.kind is not claim.kind:
            continue
        if other.last <= claim.first:
            low = max(low, _cut(sentence, other.last, claim.first))
        elif other.first >= claim.last:
            high = min(high, _cut(sentence, claim.last, other.first))
    return low, high


def _cut(sentence: Sentence, start: int, end: int) -> int:
    """Where between two figures of one family the words of the second begin."""
    best, strength = start, 0
    for place in range(start, end):
        token = sentence.tokens[place]
        changed = place > 0 and sentence.clauses[place] != sentence.clauses[place - 1]
        if token.text == ";" or (token.kind == "word" and changed):
            power = 4
        elif token.low in _JOINERS:
            power = 3 if place and sentence.tokens[place - 1].text == "," else 2
        elif changed:
            power = 2
        elif token.low in _LINKS:
            power = 1
        else:
            continue
        if power > strength:
            best, strength = place, power
    return best


def layers(sentence: Sentence, claim: Claim, *, soft: bool = False) -> list[list[str]]:
    """The words said of a figure, in its own span, clause by clause, the nearest clause first."""
    low, high = own_span(sentence, claim)
    home = sentence.clauses[min(claim.first, len(sentence.clauses) - 1)]
    by_clause: dict[int, list[str]] = {}
    for place in range(low, high):
        if claim.first <= place < claim.last:
            continue
        name = sentence.names[place] or (soft and sentence.soft[place])
        if name:
            by_clause.setdefault(sentence.clauses[place], []).append(name)
    order = sorted(by_clause, key=lambda clause: (abs(clause - home), clause > home))
    return [by_clause[clause] for clause in order]


def words_left_of(sentence: Sentence, claim: Claim, agents: frozenset[str]) -> list[str]:
    """The names in the figure's clause that stand before it, without who asks for the money."""
    low, _ = own_span(sentence, claim)
    clause = sentence.clauses[min(claim.first, len(sentence.clauses) - 1)]
    names: list[str] = []
    for place in range(low, claim.first):
        if sentence.clauses[place] != clause:
            names.clear()
            continue
        if sentence.tokens[place].low in agents:
            names.clear()
        elif sentence.names[place] and may_be_noun(sentence, place):
            names.append(sentence.names[place])
    return names


def may_be_noun(sentence: Sentence, place: int) -> bool:
    """Whether a word can be the name of a thing: by its capital in German, by what is before it in
    Spanish, French and Portuguese. A known thing always can, and in English any word."""
    languages = sentence.languages.split()
    token = sentence.tokens[place]
    if not languages or "en" in languages or sentence.names[place][:1] == "=":
        return True
    if languages == ["de"]:
        return token.text[0].isupper()
    before = sentence.tokens[place - 1] if place else None
    return before is not None and before.kind == "word" and (
        before.low in ALL_GRAMMAR or may_be_noun(sentence, place - 1)
    )  # fmt: skip


def words_right_of(
    sentence: Sentence, claim: Claim, openers: frozenset[str], stops: frozenset[str]
) -> list[str]:
    """The names behind a figure after ``for``, ``per`` or ``each``, up to a word that turns."""
    _, high = own_span(sentence, claim)
    names: list[str] = []
    place = claim.last
    if place >= high or sentence.tokens[place].low not in openers:
        return names
    clause = sentence.clauses[place]
    for at in range(place, high):
        if sentence.clauses[at] != clause or sentence.tokens[at].low in stops:
            break
        if sentence.names[at] and may_be_noun(sentence, at):
            names.append(sentence.names[at])
    return names


def _start_of_row(sentence: Sentence, claim: Claim) -> int:
    """How far what is said of a row of figures goes: ``Plan: $24 for one and $31 for two``."""
    row = [c.first for c in sentence.claims if c.kind is claim.kind and c.first < claim.first]
    return row[0] if row else 0


def context(
    sentence: Sentence,
    claim: Claim,
    *,
    heading: Sequence[str],
    before: Sequence[str],
    source: Sequence[str],
) -> dict[str, float]:
    """Each word that is said of a figure in a source, and how closely it stands to it."""
    found: dict[str, float] = dict.fromkeys(source, SOURCE)
    low, high = own_span(sentence, claim)
    if claim.kind in (Kind.TIME, Kind.DATE) and not any(
        sentence.names[place] for place in (*range(low, claim.first), *range(claim.last, high))
    ):
        low, high = 0, len(sentence.tokens)  # One of a list: said of the same as the others.
    shared = 0
    if not any(sentence.names[low : claim.first]):
        shared = _start_of_row(sentence, claim)
    for words, weight in ((before, BEFORE), (heading, HEADING)):
        for word in words:
            found[word] = max(found.get(word, 0.0), weight)
    for place, name in enumerate(sentence.names):
        name = name or sentence.soft[place]
        if not name or claim.first <= place < claim.last:
            continue
        weight = OWN if low <= place < high or place < shared else SENTENCE
        if weight == OWN and name in heading:
            weight += BEFORE
        found[name] = max(found.get(name, 0.0), weight)
    for name in [*found]:
        if name.isalpha() and (head := head_of(name)):
            found[head] = max(found.get(head, 0.0), found[name])
    return found
