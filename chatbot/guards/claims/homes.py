"""The sources a whole sentence can have been taken from: a reply mostly retells one of them.

A figure is looked for in the one source that has all the figures of its sentence and speaks of the
things the sentence names. Inside that source only its own figures contend with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from chatbot.guards.claims.alike import same_figure
from chatbot.guards.claims.asked import PRICED, Asked
from chatbot.guards.claims.bind import OWN, own_span
from chatbot.guards.claims.equal import fits, paid_alike
from chatbot.guards.claims.evidence import PRODUCTS, Part
from chatbot.guards.claims.kinds import Claim, Kind, Sentence
from chatbot.guards.claims.lines import Fact
from chatbot.guards.claims.listing import listed

FIGURES = (
    Kind.PRICE,
    Kind.PERCENT,
    Kind.DURATION,
    Kind.DATE,
    Kind.TIME,
    Kind.COUNT,
    Kind.ORDINAL,
)

#: What any offer may be called, and what says how it is sold.
_COMMON = listed(
    """
    =person =session =month =week =hour =year =day =minute =coaching =client =evening =morning
    =question =email =phone =deposit =late =welcome =part =equal =period =company =package
    vat iva tva mwst nett brutt
    """
)


def homes(asked: Asked) -> Sequence[Part]:
    """The sources that have every figure of a sentence and everything for sale it names."""
    if asked.homes is None:
        asked.homes = [part for part in asked.evidence.parts if _is_home(asked, part)]
    return asked.homes


def _is_home(asked: Asked, part: Part) -> bool:
    named = goods(asked, asked.sentence)
    others = _known_names(asked) - named
    missing = {word for word in others if word not in part.words}
    if not named <= part.words or len(missing) * 3 > len(others) + len(named):
        return False
    figures = [c for c in asked.sentence.claims if c.kind in FIGURES and not _is_free(c)]
    figures = [c for c in figures if c.weekday is not None or _is_listed(asked, c)]
    figures = [c for c in figures if not _is_shown_product(asked.sentence, c)]
    if all(c.weekday is not None for c in figures):
        return False  # Days alone are said of anything.
    if not figures or not all(_facts(asked, part, claim) for claim in figures):
        return False
    if named:
        return True
    for sentence in (asked.before, asked.question):
        around = goods(asked, sentence) if sentence is not None else set()
        if around:
            return around <= part.words
    return not any(c.kind in PRICED for c in figures)


def goods(asked: Asked, sentence: Sentence) -> set[str]:
    """What a sentence names of the things that are sold."""
    items = asked.evidence.items
    return {
        word
        for name, soft in zip(sentence.names, sentence.soft, strict=True)
        if (word := name or soft) and word not in _COMMON and word[1:2] != ":"
        and (word in PRODUCTS or word in items)
    }  # fmt: skip


def _is_shown_product(sentence: Sentence, total: Claim) -> bool:
    """``$300 (2 × $150)``: the total, and the number it is reckoned with."""
    signs = [place for place, t in enumerate(sentence.tokens) if t.text in "×x*"]
    for sign in signs:
        left = [c for c in sentence.claims if c.last == sign]
        right = [c for c in sentence.claims if c.first == sign + 1]
        if left and right:
            factors = (left[0], right[0])
            if total.kind is Kind.COUNT and any(c is total for c in factors):
                return True
            product = factors[0].amount * factors[1].amount
            if total.kind is Kind.PRICE and abs(product - total.amount) < 0.006:
                return True
            if total.kind is Kind.DURATION and any(c.kind is Kind.COUNT for c in factors):
                return True
    return False


def _is_listed(asked: Asked, claim: Claim) -> bool:
    """Whether a figure is anywhere; one that is nowhere is reckoned, or wrong by itself."""
    return any(same_figure(asked, claim, f) for f in asked.evidence.facts.get(claim.kind, ()))


def _known_names(asked: Asked) -> set[str]:
    """What a sentence names that some source speaks of."""
    evidence = asked.evidence
    sentence = asked.sentence
    return {
        word
        for name, soft in zip(sentence.names, sentence.soft, strict=True)
        if (word := name or soft) and word not in _COMMON and word[1:2] != ":" and word[0] != "!"
        and (word in evidence.items or word in PRODUCTS or (name and name in evidence.known))
        and word not in evidence.people
    }  # fmt: skip


def _is_free(claim: Claim) -> bool:
    return claim.value == (0.0, "")


def _facts(asked: Asked, part: Part, claim: Claim) -> list[Fact]:
    return [
        f
        for f in part.facts.get(claim.kind, ())
        if same_figure(asked, claim, f)
        and fits(claim, f.claim, denied=False)
        and paid_alike(asked.sentence, claim, f)
    ]


def stands_at_home(asked: Asked, claim: Claim, same: Iterable[Fact]) -> Fact | None:
    """The fact behind a figure in a source that has the whole sentence, or None."""
    found = {id(f) for f in same}
    spoken = _spoken_of(asked)
    named = spoken[0]
    close = bool(goods(asked, asked.sentence))
    asked_for = goods(asked, asked.question) if asked.question is not None else set()
    around = named | asked_for
    if asked.before is not None:
        around |= goods(asked, asked.before)
    stands: Fact | None = None
    for part in homes(asked):
        told = next((w for w in (named, asked_for) if w & part.title), around)
        if _is_anothers(asked, claim, part, told):
            continue
        facts = [f for f in part.facts.get(claim.kind, ()) if id(f) in found]
        if claim.kind in PRICED and (close or claim.kind is Kind.PRICE):
            facts = [f for f in facts if any(named <= f.close(1.0) for named in spoken)]
        if not facts:
            continue
        fact = _winner(asked, claim, facts, _rivals(part, claim, facts))
        if fact is None:
            return None
        stands = stands or fact
    return stands


def _is_anothers(asked: Asked, claim: Claim, home: Part, named: set[str]) -> bool:
    """Whether a source that is named for the thing spoken of has a figure of its own for it."""
    held = len(named & home.title)
    return any(
        len(named & part.title) > held
        and any(
            (f.claim.per == "off") == (claim.per == "off")
            and (claim.kind is not Kind.DURATION or bool(f.claim.bounds) == bool(claim.bounds))
            for f in part.facts[claim.kind]
        )
        for part in asked.evidence.parts
        if claim.kind in part.facts
    )


def _spoken_of(asked: Asked) -> list[set[str]]:
    """The things for sale a sentence is about: those it names, else those named around it."""
    if named := goods(asked, asked.sentence):
        return [named]
    around = [goods(asked, s) for s in (asked.before, asked.question) if s is not None]
    return [named for named in around if named] or [set()]


def _rivals(part: Part, claim: Claim, facts: Sequence[Fact]) -> list[Fact]:
    ours = {id(f) for f in facts}
    rivals = [f for f in part.facts.get(claim.kind, ()) if id(f) not in ours]
    rivals = [f for f in rivals if f.claim.value != facts[0].claim.value]
    if claim.kind is Kind.PRICE:
        rivals = [f for f in rivals if (f.claim.per == "off") == (claim.per == "off")]
        rivals = [f for f in rivals if f.claim.value != (0.0, "")]
    if claim.kind is Kind.COUNT:
        rivals = [f for f in rivals if set(f.claim.nouns) & set(claim.nouns)]
    return rivals


def _winner(
    asked: Asked, claim: Claim, facts: Sequence[Fact], rivals: Sequence[Fact]
) -> Fact | None:
    """The fact a figure stands for, unless what is said of it fits another figure better."""
    low, high = own_span(asked.sentence, claim)
    words = _words(asked.sentence, claim, low, high)
    best = max(facts, key=lambda f: _fit(words, f))
    for rival in rivals:
        if _fit(words, rival) > _fit(words, best) + _if_not_swapped(asked, rival, best):
            return None
    said = [c.value for c in asked.sentence.claims]
    rivals = [
        r for r in rivals if r.claim.value not in said and _fit(words, r) == _fit(words, best)
    ]
    if not rivals:
        return best
    words = _words_of(asked)
    best = max(facts, key=lambda f: _fit(words, f))
    won = _fit(words, best) - max(_fit(words, r) for r in rivals)
    won = won or min(_left_out(words, r) for r in rivals) - _left_out(words, best)
    if won:
        return best if won > 0 else None
    return None if claim.kind in PRICED else best


def _if_not_swapped(asked: Asked, rival: Fact, best: Fact) -> int:
    """How much better a rival's own figure, if it is said too, stands where it stands."""
    for other in asked.sentence.claims:
        if other.kind is rival.claim.kind and other.value == rival.claim.value:
            low, high = own_span(asked.sentence, other)
            words = _words(asked.sentence, other, low, high)
            return max(0, _fit(words, rival) - _fit(words, best))
    return 0


def _words(sentence: Sentence, claim: Claim, low: int, high: int) -> set[str]:
    return {
        word
        for place in range(low, high)
        if not claim.first <= place < claim.last
        and (word := sentence.names[place] or sentence.soft[place])
    }


def _words_of(asked: Asked) -> set[str]:
    sentences = (asked.sentence, asked.before, asked.question)
    return {w for s in sentences if s is not None for w in (*s.names, *s.soft) if w}


def _left_out(words: set[str], fact: Fact) -> int:
    """How much is said of a fact in its own part of the sentence that the reply does not say."""
    return len(fact.close(OWN) - words - set(fact.line.heading))


def _fit(words: set[str], fact: Fact) -> int:
    return sum(fact.words.get(word, 0.0) >= OWN for word in words)
