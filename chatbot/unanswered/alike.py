"""Drawing together questions that ask the same.

The same questions always make the same groups, so that a group can be named by its oldest one.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from chatbot.knowledge import text as reading
from chatbot.knowledge.vocabulary import grams_of, weight_of
from chatbot.unanswered.question import Asked, Group

#: From this likeness on (0 to 1) two questions ask the same.
ALIKE = 0.55
#: Of the likeness, the share of stems; the rest is that of character grams.
_STEMS = 0.5
#: What is compared in one go: pairs of a question and a group. Beyond it only equal texts join.
_MOST_COMPARISONS = 600_000
_POINTERS = 8
#: Of the groups that share a rare gram or a stem, so many are looked at closely.
_CLOSELY = 15


@dataclass(slots=True)
class _Wording:
    """One wording: its weighted stems and grams, each of length 1, and who used it."""

    questions: list[Asked]
    stems: dict[str, float]
    grams: dict[str, float]
    pointers: tuple[str, ...] = ()


def drawn_together(asked: Sequence[Asked]) -> list[Group]:
    """Groups of questions that ask the same.

    Equal wordings first; then each wording joins the group whose first wording is most like it,
    the frequent wordings before the rare ones, the older before the newer.
    """
    wordings = _wordings(asked)
    wordings.sort(key=lambda wording: (-len(wording.questions), wording.questions[0].seq))
    leaders: list[_Wording] = []
    groups: list[Group] = []
    led_by: defaultdict[str, list[int]] = defaultdict(list)
    left = _MOST_COMPARISONS
    for wording in wordings:
        places = Counter(p for pointer in wording.pointers for p in led_by[pointer])
        near = [place for place, _ in places.most_common(_CLOSELY)] if left > 0 else []
        left -= len(places)
        best = max(
            ((_likeness(wording, leaders[place]), -place) for place in near), default=(0.0, 0)
        )
        if best[0] >= ALIKE:
            groups[-best[1]].questions += wording.questions
            continue
        for pointer in wording.pointers:
            led_by[pointer].append(len(leaders))
        leaders.append(wording)
        groups.append(Group(list(wording.questions)))
    return groups


def _wordings(asked: Sequence[Asked]) -> list[_Wording]:
    by_key: defaultdict[str, list[Asked]] = defaultdict(list)
    for question in asked:
        by_key[question.key].append(question)
    read = {key: _read(questions[0].text) for key, questions in by_key.items()}
    stem_rarity = _rarity(stems.keys() for stems, _ in read.values())
    gram_rarity = _rarity(grams.keys() for _, grams in read.values())
    found = []
    for key, (stems, grams) in read.items():
        weighed = _weighed(stems, stem_rarity)
        of_grams = _weighed(grams, gram_rarity)
        rare = sorted(of_grams, key=lambda gram: (-gram_rarity[gram], gram))[:_POINTERS]
        pointers = (*(f"s {stem}" for stem in stems), *(f"g {gram}" for gram in rare))
        found.append(_Wording(by_key[key], weighed, of_grams, pointers))
    return found


def _read(text: str) -> tuple[dict[str, float], dict[str, float]]:
    """Stems and grams with their weights. Where nothing but grammar is said, that counts.

    A number is nobody's subject: "where is order 1234?" is asked by many.
    """
    words = reading.words(text)
    subject = [w for w in words if reading.is_content(w) and not w.isdecimal()] or words
    stems = dict.fromkeys((reading.stem(word) for word in subject), 1.0)
    grams: defaultdict[str, float] = defaultdict(float)
    for word in dict.fromkeys(subject):
        for gram in grams_of(word):
            grams[gram] += weight_of(word)
    return stems, grams


def _rarity(rows: Iterable[Iterable[str]]) -> dict[str, float]:
    """How telling a feature is; never nothing, since in a short list all share the subject."""
    counts: Counter[str] = Counter()
    total = 0
    for row in rows:
        counts.update(row)
        total += 1
    return {name: math.log(2 + total / count) for name, count in counts.items()}


def _weighed(values: dict[str, float], rarity: dict[str, float]) -> dict[str, float]:
    weighed = {name: value * rarity[name] for name, value in values.items()}
    length = math.sqrt(sum(weight * weight for weight in weighed.values()))
    return {name: weight / length for name, weight in weighed.items()} if length else weighed


def _likeness(one: _Wording, other: _Wording) -> float:
    """Of the stems the share that both have, in the length of each; of the grams the cosine.

    So "bitcoin?" is like "Do you take bitcoin?", while one word in common of three is not enough.
    """
    shared = one.stems.keys() & other.stems.keys()
    both = _length(one.stems, shared) * _length(other.stems, shared)
    return _STEMS * math.sqrt(both) + (1 - _STEMS) * _product(one.grams, other.grams)


def _length(weights: dict[str, float], names: Iterable[str]) -> float:
    # fsum does not mind the order, which a set has none of.
    return math.sqrt(math.fsum([weights[name] ** 2 for name in names]))


def _product(one: dict[str, float], other: dict[str, float]) -> float:
    if len(one) > len(other):
        one, other = other, one
    return math.fsum([weight * other[name] for name, weight in one.items() if name in other])
