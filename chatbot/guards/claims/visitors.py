"""Figures the visitor said of themselves: a reply may say them back without claiming anything."""

from __future__ import annotations

from chatbot.guards.claims.asked import Asked
from chatbot.guards.claims.homes import goods
from chatbot.guards.claims.kinds import Claim, Kind, Sentence
from chatbot.guards.claims.listing import listed

_OWN_KINDS = (Kind.DURATION, Kind.COUNT, Kind.ORDINAL, Kind.DATE, Kind.TIME)
_LIMITS = frozenset({"upto", "atmost"})

#: What somebody says who speaks of themselves and of their own.
_SELF = listed(
    """
    i i'm i've i'd me my mine we we're we've us our
    yo mi mis me nos nosotros nosotras nuestro nuestra nuestros nuestras somos soy tengo tenemos
    tiene estoy estamos llevo llevamos quiero queremos vivo trabajo puedo
    ich mich mir mein meine meinen meinem meiner wir uns unser unsere unseren bin sind habe haben
    je j moi mon ma mes nous notre nos ai avons suis sommes
    eu meu minha meus minhas nosso nossa nossos nossas tenho temos sou somos estou estamos quero
    moro trabalho posso
    """
)
_YOU = listed(
    "your ihr ihre ihren ihrem ihrer dein deine deinen tu tus votre vos ton ta tes teu tua"
)
_YES = listed(
    """
    yes yeah yep sure absolutely certainly ja gern gerne klar naturlich si claro oui bien sim certo
    perfect perfecto perfekt parfait perfeito super
    """
)
_ASK_US = listed(
    """
    ask contact write email call check sorry afraid can't cannot unfortunately fragen schreiben
    anrufen kontakt leider escribir escribe escriba escribenos consultar consultarlo lamento
    lamentablemente ecrire ecrivez contacter demander malheureusement escreva fale consulte
    infelizmente
    """
)


def is_visitors_own(asked: Asked, claim: Claim) -> bool:
    """Whether a figure only repeats what the question says of the visitor's own situation.

    Prices, percentages and promises never do. A limit in time or number is only repeated where the
    sentence measures it by one of the founder's, denies it, asks, or sends the visitor on.
    """
    if claim.kind not in _OWN_KINDS or asked.question is None:
        return False
    sentence = asked.sentence
    if not any(_is_same(claim, own) for own in asked.question.claims) or _is_in_span(
        sentence, claim, asked.question
    ):
        return False
    spoken_to = any(t.low in _YOU for t in sentence.tokens)
    if not spoken_to and not any(t.low in _SELF for t in asked.question.tokens):
        return False
    if claim.negated or sentence.text.rstrip().endswith("?"):
        return True
    if claim.kind is Kind.COUNT and _within_limits(asked, claim):
        return True
    if claim.kind is Kind.DURATION and not claim.bounds and not goods(asked, sentence):
        return True
    if _is_age(claim) or _stands_alone(sentence, claim):
        return not _leaves_range(sentence, claim)
    opening = sentence.tokens[0].low if sentence.tokens else ""
    if opening in _YES:
        return False
    if {t.low for t in sentence.tokens} & _ASK_US:
        return True
    return any(_measures(claim, other) for other in sentence.claims if other is not claim)


_TO = listed("to - – bis a au ate und and y et e zu")


def _is_in_span(sentence: Sentence, claim: Claim, question: Sentence) -> bool:
    """Whether a number is one end of a span: ``from 6 to 12`` is the founder's to say."""
    tokens = sentence.tokens
    before, after = tokens[max(0, claim.first - 2) : claim.first], tokens[claim.last :][:2]
    asked_for = {t.text for t in question.tokens}
    return any(
        len(pair) == 2
        and pair[joint].low in _TO
        and pair[1 - joint].kind == "number"
        and pair[1 - joint].text not in asked_for
        for pair, joint in ((before, 1), (after, 0))
    )


def _is_same(claim: Claim, own: Claim) -> bool:
    if claim.kind is own.kind and claim.value == own.value:
        return True
    numbers = (Kind.COUNT, Kind.DURATION, Kind.ORDINAL)
    return claim.kind in numbers and own.kind in numbers and _count(claim) == _count(own)


def _count(claim: Claim) -> float:
    """The number somebody said: of years, where the length is one of years."""
    return claim.amount / 12 if _is_age(claim) else claim.amount


def _is_age(claim: Claim) -> bool:
    return (
        claim.kind is Kind.DURATION
        and claim.parts[1] == "months"
        and claim.amount >= 12
        and not claim.bounds & {"before", "after", "within", "ago"}
    )


def _stands_alone(sentence: Sentence, claim: Claim) -> bool:
    """``At 52``: an age that is said without its years."""
    before = sentence.tokens[claim.first - 1].low if claim.first else ""
    return claim.kind is Kind.COUNT and not claim.nouns and before in _AT


_AT = listed("at mit con com a los")


def _within_limits(asked: Asked, claim: Claim) -> bool:
    """Whether so many are not too many: the founder's highest limit is not below."""
    limits = [
        f.claim.amount for f in asked.evidence.facts.get(Kind.COUNT, ()) if f.claim.bounds & _LIMITS
    ]
    return bool(limits) and claim.amount <= max(limits)


def _leaves_range(sentence: Sentence, claim: Claim) -> bool:
    """``At 9 she can join, from 4 to 7 years``: the other ages of the sentence leave it out."""
    ages = [_count(c) for c in sentence.claims
            if c is not claim and c.kind in (Kind.COUNT, Kind.DURATION)]  # fmt: skip
    ages = [age for age in ages if 0 < age < 100]
    denied = any(c.negated for c in sentence.claims)
    return len(ages) > 1 and not denied and not min(ages) <= _count(claim) <= max(ages)


def _measures(claim: Claim, other: Claim) -> bool:
    """Whether another figure of the sentence answers for this one."""
    if other.kind is claim.kind and other.value != claim.value:
        return True
    return other.kind in (Kind.PERCENT, Kind.PRICE) and claim.kind is Kind.DURATION
