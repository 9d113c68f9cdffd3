"""Which of several facts a figure stands for: only a sign that it is another one's is held back.

A figure with the right value is believed, unless the words around it fit a fact of the same sort
and of another value better. What is said in the sentence is asked first, then what was said before
it and what was asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from chatbot.guards.claims.alike import alike
from chatbot.guards.claims.asked import PRICED, Asked
from chatbot.guards.claims.bind import layers, own_span, words_left_of, words_right_of
from chatbot.guards.claims.conditions import conditional
from chatbot.guards.claims.equal import same_value
from chatbot.guards.claims.evidence import PRODUCTS
from chatbot.guards.claims.kinds import Claim, Kind, Sentence
from chatbot.guards.claims.lines import Fact
from chatbot.guards.claims.listing import listed
from chatbot.guards.claims.percents import role_of
from chatbot.guards.claims.subject import AGENTS, OPENERS, STOPS, UNREMARKABLE


def matched(asked: Asked, kind: Kind, words: Iterable[str], fact: Fact) -> float:
    """How much of what is said of a figure is said of a fact too."""
    weight = asked.evidence.weight
    return sum(fact.words.get(word, 0.0) * weight(kind, word) for word in set(words))


def fact_behind(asked: Asked, claim: Claim, same: Sequence[Fact]) -> Fact | None:
    """The fact a figure stands for; None where its words fit a fact of another value better.

    ``same`` are the facts of its value. What is free must be shown to be so: a draw is not enough.
    """
    kind = same[0].claim.kind
    sentence = asked.sentence
    if claim.weekday in ("weekend", "workdays"):
        return same[0]
    same = [f for f in same if _may_be_of(asked, claim, f)]
    if not same:
        return None
    rivals = _contenders(asked, claim, same)
    attached = _attached(asked, claim)
    low, high = own_span(sentence, claim)
    near = _words(sentence, claim, low, high)
    for words in (attached, near):
        best, won = _compared(asked, kind, words, same, rivals)
        if won > 0:
            return best
    rivals = _serious(asked, claim, best, rivals)
    around = _around(asked, same)
    if not _sold(asked, attached) - UNREMARKABLE:
        for words in around:
            best, won = _compared(asked, kind, words, same, rivals)
            if won:
                return best if won > 0 else None
    words = _words(sentence, claim, 0, len(sentence.tokens))
    own = matched(asked, kind, near, best)  # A figure of the same line only if it is nearer.
    rivals = [r for r in rivals if r.line is not best.line or matched(asked, kind, near, r) > own]
    best, won = _compared(asked, kind, words, same, rivals)
    if won:
        return best if won > 0 or _wins_nearby(asked, claim, best, rivals) else None
    if kind is Kind.PRICE and _is_of_several(asked, same, rivals):
        return None
    unsaid = not words and asked.before is None
    if kind in PRICED and unsaid and (kind is Kind.PERCENT or rivals and not any(around)):
        return None  # "It costs $150", "you pay half": what?
    return None if claim.value == (0.0, "") and rivals else best


def _serious(asked: Asked, claim: Claim, best: Fact, rivals: list[Fact]) -> list[Fact]:
    """The rivals that words farther off may still decide for."""
    if best.claim.kind is Kind.DATE:  # Several dates of one thing stand together.
        return [r for r in rivals if r.line.source is not best.line.source]
    if best.claim.kind is Kind.TIME:  # Which end of its span it is, is known already.
        return [r for r in rivals if r.line is not best.line]
    if best.claim.kind is Kind.PRICE and claim.amount:  # What is free, if it is spoken of.
        said = _sold(asked, _attached(asked, claim)) - UNREMARKABLE
        return [r for r in rivals if r.claim.amount or said & r.close()]
    return rivals


def _attached(asked: Asked, claim: Claim) -> list[str]:
    """What is named before a figure in its own clause, or right behind it."""
    left = words_left_of(asked.sentence, claim, AGENTS)
    words = left + words_right_of(asked.sentence, claim, OPENERS, STOPS)
    return [word for word in words if word not in _ANYBODY and word[0] != "!"]


def _around(asked: Asked, same: Sequence[Fact]) -> list[list[str]]:
    """What is sold of the things named in the sentence before, and then in the question too.

    A figure that is said of everything stands whatever was spoken of.
    """
    if any(not _sold(asked, [*f.close(1.0), *f.line.heading]) for f in same):
        return []
    words: list[str] = []
    layers = []
    for said in (asked.before, asked.question):
        if said is not None:
            words = [*words, *_sold(asked, said.names)]
            layers.append(words)
    return layers


def _words(sentence: Sentence, claim: Claim, low: int, high: int) -> list[str]:
    """What is named in a part of the sentence, beside the figure."""
    timed = claim.kind in (Kind.TIME, Kind.DATE)
    return [
        name
        for place in range(low, high)
        if not claim.first <= place < claim.last
        and (name := sentence.names[place])
        and name not in _ANYBODY
        and name[0] != "!"
        and not (timed and name[:2] in ("t:", "n:"))
    ]


def _compared(
    asked: Asked, kind: Kind, words: Sequence[str], same: Sequence[Fact], rivals: Sequence[Fact]
) -> tuple[Fact, int]:
    """The fact that fits best, and 1 if it fits better than every rival, 0 if as well, else -1."""
    best = max(same, key=lambda f: matched(asked, kind, words, f))
    own = round(matched(asked, kind, words, best), 4)
    other = max((round(matched(asked, kind, words, r), 4) for r in rivals), default=0.0)
    return best, (own > other) - (own < other)


def _may_be_of(asked: Asked, claim: Claim, fact: Fact) -> bool:
    """Whether a fact is one of the thing a figure is said of, or of nothing for sale at all."""
    left = words_left_of(asked.sentence, claim, AGENTS)
    if claim.kind not in PRICED:
        left = [w for w in left if w not in _PEOPLE]
    if claim.kind is Kind.PRICE and any(
        w[0] == "=" and w not in _NO_THING and w not in fact.words for w in left
    ):
        return False
    named = _sold(asked, left)
    named = named or _sold(asked, words_right_of(asked.sentence, claim, OPENERS, STOPS))
    if claim.kind in PRICED:
        low, high = own_span(asked.sentence, claim)
        named = named or _sold(asked, _words(asked.sentence, claim, low, high))
    if not named or claim.kind in (Kind.DATE, Kind.TIME):
        return True
    own = _sold(asked, [*fact.close(1.0), *fact.line.heading]) - UNREMARKABLE
    return not own or any(word in fact.words for word in named)


_NO_THING = UNREMARKABLE | listed("=refund =cancellation =question =email =phone =video")
_ANYBODY = listed("=person =client")
_PEOPLE = listed("=group =team =person")


def _sold(asked: Asked, words: Iterable[str]) -> set[str]:
    return {w for w in words if w[1:2] != ":" and (w in PRODUCTS or w in asked.evidence.items)}


def _is_of_several(asked: Asked, same: Sequence[Fact], rivals: Sequence[Fact]) -> bool:
    """``A session costs $480``, where that is the price of six, and one has a price too."""
    named = set(asked.sentence.names) - {""}
    plain = named & PRODUCTS

    def beyond(fact: Fact) -> set[str]:
        return (fact.close() & PRODUCTS) - named - UNREMARKABLE - _ANYBODY

    if (
        plain
        and all(beyond(f) for f in same)
        and any(plain <= r.close() and not beyond(r) for r in rivals)
    ):
        return True
    if any(c.kind is Kind.COUNT for c in asked.sentence.claims):
        return False

    def counts(fact: Fact) -> bool:
        claims = fact.line.sentence.claims
        return any(c.kind is Kind.COUNT and c.amount > 1 and named & set(c.nouns) for c in claims)

    return all(counts(f) for f in same) and any(
        not counts(r) and named & r.close(1.0) for r in rivals
    )


def _contenders(asked: Asked, claim: Claim, same: Sequence[Fact]) -> list[Fact]:
    """The rivals of a figure: a length of days is not taken for one of minutes."""
    rivals = _rivals(asked, claim, same[0].claim.kind)
    if claim.weekday is not None:  # The same day, but not every week.
        rivals += [f for f in alike(asked, claim) if f not in same]
    if claim.kind is same[0].claim.kind is Kind.DURATION:
        rivals = [r for r in rivals if _scale(r.claim) == _scale(claim)]
    said = [c for c in asked.sentence.claims if c is not claim and c.kind is claim.kind]
    return [
        r
        for r in rivals
        for own in [next((c for c in said if same_value(c, r.claim)), None)]
        if own is None or _are_swapped(asked, claim, own, same, r)
    ]


def _scale(claim: Claim) -> int:
    if claim.parts[1] == "months":
        return 2
    return int(claim.amount >= 1440)


def _are_swapped(
    asked: Asked, claim: Claim, other: Claim, same: Sequence[Fact], rival: Fact
) -> bool:
    """Whether two figures of a sentence would fit better the other way round."""
    kind, sentence = rival.claim.kind, asked.sentence
    mine = _words(sentence, claim, *own_span(sentence, claim))
    its = _words(sentence, other, *own_span(sentence, other))
    ours = max(matched(asked, kind, mine, f) for f in same) + matched(asked, kind, its, rival)
    turned = matched(asked, kind, mine, rival) + max(matched(asked, kind, its, f) for f in same)
    return turned > ours


def _wins_nearby(asked: Asked, claim: Claim, best: Fact, rivals: Sequence[Fact]) -> bool:
    """Whether the words right beside a figure settle it: ``eight 60-minute sessions over ...``."""
    low, high = own_span(asked.sentence, claim)
    beside = {
        name
        for place in range(max(low, claim.first - 2), min(high, claim.last + 2))
        if (name := asked.sentence.names[place]) and not claim.first <= place < claim.last
    }
    own = matched(asked, claim.kind, beside, best)
    other = max(matched(asked, claim.kind, beside, r) for r in rivals)
    return own > other


_ANY_SESSION = listed("=session =meeting")


def is_of(asked: Asked, items: set[str], fact: Fact, *, loose: bool = False) -> bool:
    """Whether most of what tells one offer from another fits this fact; ``loose``: any of it."""
    if not items:
        return True
    evidence = asked.evidence
    if items <= _ANY_SESSION and not fact.close(1.0) & (PRODUCTS | evidence.items):
        return True  # A rule for everything, said of a session like any other.
    hit = sum(evidence.rarity(w) for w in items if fact.words.get(w, 0.0) >= 1.0)
    return hit > 0 and (loose or hit * 2 >= sum(evidence.rarity(w) for w in items))


_LIST = listed("and or & , to - – und oder bis y o a et ou au e ate /")


def _listed_together(one: Fact, two: Fact) -> bool:
    """Whether two dates stand in one list: ``Tuesdays and Thursdays``, ``January, April``."""
    if one.line is not two.line:
        return False
    first, second = sorted((one.claim, two.claim), key=lambda c: c.first)
    inside = {
        place
        for c in one.line.sentence.claims
        if c.kind is Kind.DATE
        for place in range(c.first, c.last)
    }
    between = range(first.last, second.first)
    return all(p in inside or one.line.sentence.tokens[p].low in _LIST for p in between)


def _rivals(asked: Asked, claim: Claim, kind: Kind) -> list[Fact]:
    """The facts that say something else of the same sort."""
    rivals = [
        f
        for f in asked.evidence.facts.get(kind, ())
        if kind is not claim.kind or not same_value(claim, f.claim)
    ]
    if kind is not claim.kind:
        rivals = [f for f in rivals if isinstance(f.claim.value, tuple)
                  and f.claim.value[0] != claim.value]  # fmt: skip
    if kind is Kind.PRICE:
        rivals = [f for f in rivals if (f.claim.per == "off") == (claim.per == "off")
                  and (f.claim.amount > 0 or not claim.amount or not conditional(f))]  # fmt: skip
    if kind is Kind.DATE:
        rivals = [f for f in rivals if not any(_listed_together(f, g) for g in alike(asked, claim))]
    if kind is Kind.PERCENT:
        role = role_of(asked.sentence, claim)
        rivals = [f for f in rivals if role_of(f.line.sentence, f.claim) == role]
    if kind is Kind.COUNT:
        rivals = [f for f in rivals if set(f.claim.nouns) & set(claim.nouns)]
    if kind in (Kind.TIME, Kind.DATE) or (kind not in PRICED and not layers(asked.sentence, claim)):
        # The other end of a span, the rest of a list, the next figure of the same sentence.
        said = [c for c in asked.sentence.claims if c.kind is kind and c is not claim]
        lines = {f.line for f in alike(asked, claim)}
        rivals = [f for f in rivals if f.line not in lines
                  or not any(same_value(c, f.claim) for c in said)]  # fmt: skip
    if kind is Kind.DATE:
        rivals = [f for f in rivals if f.claim.parts[0] == claim.parts[0]]
    return rivals
