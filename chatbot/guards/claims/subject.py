"""What a figure of a reply is said of: the words beside it, else those said or asked before."""

from __future__ import annotations

from collections.abc import Iterable

from chatbot.guards.claims.asked import PRICED, Asked
from chatbot.guards.claims.bind import layers, may_be_noun, own_span, words_left_of, words_right_of
from chatbot.guards.claims.calendar_words import NEXT
from chatbot.guards.claims.evidence import PRODUCTS
from chatbot.guards.claims.kinds import Claim, Sentence
from chatbot.guards.claims.listing import listed
from chatbot.guards.claims.money import PRICE_WORDS

#: Words that may stand beside any price without naming another thing than the source does.
UNREMARKABLE = listed(
    """
    =person =session =month =week =hour =year =day =minute =coaching
    =client =single =evening =morning
    """
)


AGENTS = listed(
    """
    charge charges charged asks ask invoices bills cobra berechnet facture
    """
)


OPENERS = listed(
    """
    for per each a an pro je par por pour fur para cada chaque ( - of in on with
    """
)


STOPS = listed(
    """
    if when which that who and so because while where plus , . wenn und que si quand qui et y e ou
    or o oder as then before after until
    """
)


_HOW_MUCH = listed("much cuanto wieviel combien quanto teuer")


def said_of(asked: Asked, claim: Claim) -> tuple[list[str], bool]:
    """The words that say what a figure is of, and whether they had to be looked for outside."""
    items = asked.evidence.items
    collected: list[str] = []
    near = layers(asked.sentence, claim)
    inside = {word for layer in near for word in layer}
    near.append([w for w in own_words(asked.sentence, claim) if w not in inside])
    for layer in near:
        collected += layer
        if any(word in items or word in PRODUCTS for word in collected):
            return collected, False
    if collected and claim.kind not in PRICED:
        return collected, False
    for sentence in (asked.before, asked.question):
        if sentence is None:
            continue
        named = [name for name in sentence.names if name]
        if any(word in items or word in PRODUCTS for word in named):
            return collected + named, True
    if not collected and asked.question is not None:
        collected = [name for name in asked.question.names if name]
    return collected, True


def own_words(sentence: Sentence, claim: Claim) -> Iterable[str]:
    taken = {
        place
        for other in sentence.claims
        if other.kind is claim.kind
        for place in range(other.first, other.last)
    }
    pairs = enumerate(zip(sentence.names, sentence.soft, strict=True))
    return (n or s for place, (n, s) in pairs if (n or s) and place not in taken)


def names_other(asked: Asked, claim: Claim, from_context: bool) -> bool:
    """Whether the thing a price is said of is nothing the sources speak of."""
    words = words_left_of(asked.sentence, claim, AGENTS)
    words += words_right_of(asked.sentence, claim, OPENERS, STOPS)
    if any(word.startswith("=") and _unheard_of(asked, word) for word in words):
        return True
    if claim.value != (0.0, "") and _is_unheard_of(asked, claim):
        return True
    if not from_context or asked.question is None or words:
        return False
    named = [n for n in asked.question.names if n[:1] == "="]
    return bool(named) and not any(n in asked.evidence.known or n in UNREMARKABLE for n in named)


def _is_unheard_of(asked: Asked, claim: Claim) -> bool:
    """``A VIP day costs $90``: what stands before a word for costing is nothing the sources name.

    One word beside those they do name makes another thing of it: ``a double session``.
    """
    sentence = asked.sentence
    low, _ = own_span(sentence, claim)
    clause = sentence.clauses[claim.first]
    verb = claim.first
    while verb > low and sentence.tokens[verb].low not in _COSTS:
        verb -= 1
    if verb <= low or sentence.clauses[verb] != clause:
        return False
    names: list[str] = []
    beside = True
    for place in range(verb - 1, low - 1, -1):
        if sentence.clauses[place] != clause:
            break
        name = sentence.names[place] if sentence.tokens[place].low not in NEXT else ""
        beside = beside and bool(name)
        if beside and may_be_noun(sentence, place) and _unheard_of(asked, name):
            return True
        names += [name] if name and name[1:2] != ":" else []
    return bool(names) and all(_unheard_of(asked, name) for name in names)


_COSTS = PRICE_WORDS | listed("is are ist sind est sont es son e sao sale sai")


def _unheard_of(asked: Asked, word: str) -> bool:
    if word in asked.evidence.known or word in UNREMARKABLE or word[0] == "!":
        return False
    if word[1:2] == ":":
        return word.startswith("d:")
    if word.startswith("="):
        return True
    spoken = asked.sentence.languages.split()[:1]
    return not asked.foreign and (not spoken or spoken[0] in asked.evidence.languages)
