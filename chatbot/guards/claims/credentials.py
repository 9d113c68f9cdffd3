"""What somebody is and has learned: only in the founder's own word, and of the founder's people."""

from __future__ import annotations

from chatbot.guards.claims.asked import Asked
from chatbot.guards.claims.disclaiming import is_advice, is_the_visitors
from chatbot.guards.claims.inclusion import names_in
from chatbot.guards.claims.kinds import Claim
from chatbot.guards.claims.lines import Fact
from chatbot.guards.claims.listing import listed
from chatbot.guards.claims.words import stem

_PROFESSIONS = (
    "doctor", "dr", "phd", "prof", "psych", "psic", "psiq", "therap", "terap", "medic", "medec",
    "arzt", "arzti", "lawyer", "attorney", "heilpr", "abogad", "avocat", "advogad", "anwalt",
    "anwalti", "rechtsanw", "notar", "steuerber", "veterin", "tierarzt", "enfermer", "infirmi",
    "krankenp", "nurse", "physic", "surgeon",
)  # fmt: skip


_WE = listed(
    "i we ich wir yo soy nosotros je nous eu sou nos she he sie er ella el elle il ela ele"
)


def is_of_somebody(asked: Asked) -> bool:
    """Whether a sentence speaks of the people of the business, or may do so."""
    named = set(asked.sentence.names) & asked.evidence.people
    return asked.asks or bool(named) or any(t.low in _WE for t in asked.sentence.tokens)


def is_of_ours(asked: Asked, fact: Fact) -> bool:
    """Whether a source says it of one of its people, and does not send the visitor to one."""
    sentence = fact.line.sentence
    if is_the_visitors(sentence, fact.claim) or is_advice(sentence, fact.claim):
        return False
    told = {*fact.line.words, *fact.line.heading, *fact.line.before}
    return bool(told & asked.evidence.people) or any(t.low in _WE for t in sentence.tokens[:3])


def is_a_profession(asked: Asked, claim: Claim) -> bool:
    """A doctor is only who is called one, in the same word."""
    return asked.sentence.tokens[claim.first].low.startswith(_PROFESSIONS)


#: "Is she qualified?" asks for a credential, whichever.
_GENERIC = ("qualif", "credential", "certifi", "zertifi", "calific", "cualific", "diplom")


def is_generic(asked: Asked, claim: Claim) -> bool:
    if not asked.sentence.tokens[claim.first].low.startswith(_GENERIC):
        return False
    named = names_in(asked) - asked.evidence.people
    return not {n for n in named if n[0] not in "!="}


def is_named(asked: Asked, claim: Claim) -> bool:
    """Whether the founder uses this very word: certified is not licensed, nor a coach a doctor."""
    low = asked.sentence.tokens[claim.first].low
    stems = {stem(known) for known in asked.evidence.lows}
    if stem(low) in stems or "non" in low:
        return True
    return asked.foreign and not low.startswith(_PROFESSIONS)


def new_names(asked: Asked) -> bool:
    """Whether a name or a set of initials appears that the sources do not have."""
    for place, token in enumerate(asked.sentence.tokens):
        if token.kind != "word" or token.low in asked.evidence.lows:
            continue
        if (place and token.text[0].isupper()) or (len(token.text) > 1 and token.text.isupper()):
            return True
    return False
