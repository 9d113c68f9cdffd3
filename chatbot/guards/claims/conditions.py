"""What a founder has tied a promise to, and whether a reply keeps it."""

from __future__ import annotations

from chatbot.guards.claims.asked import Asked
from chatbot.guards.claims.equal import same_value
from chatbot.guards.claims.kinds import Claim, Kind, Sentence
from chatbot.guards.claims.lines import Fact
from chatbot.guards.claims.listing import listed

_CONDITIONS = listed(
    """
    if when unless until only provided within before except once after as long minimum otherwise
    subject depends depending wenn falls sofern nur innerhalb bis vor ausser solange si cuando
    solo solamente hasta dentro antes salvo siempre-que quand seulement jusqu avant sauf sous
    condition se quando apenas ate somente exceto desde spatestens earlier limited
    """
)


#: These bind the business: nothing that bounds them in the source may be left away.
BINDING = listed(
    """
    refund guarantee discount cancel promise result certified insured unlimited lifetime
    """
)


_STRICT = listed("if unless only provided wenn falls nur si solo se sauf")


def bounded(asked: Asked, thing: str, fact: Fact) -> bool:
    """Whether a condition of the source is kept."""
    if thing not in BINDING or fact.claim.negated or thing == "certified":
        return True
    if not conditional(fact):
        return True
    if asked.asks:
        return True  # "Can I get a refund?" need not say until when.
    figures = (Kind.PERCENT, Kind.DURATION, Kind.TIME)
    if thing == "cancel" and any(c.kind in figures for c in asked.sentence.claims):
        return True  # Its figures are traced by themselves.
    if _is_of_this_stage(asked, fact):
        return True
    theirs = _limits((fact.line.answer or fact.line.sentence).claims)
    if theirs:
        said = [*asked.sentence.claims, *(asked.before.claims if asked.before else ())]
        return any(_same_limit(own, limit) for own in said for limit in theirs)
    return any(sets_condition(s) for s in (asked.sentence, asked.before) if s is not None)


def _is_of_this_stage(asked: Asked, fact: Fact) -> bool:
    """``Then you get 60 % back``: of stages in time, the one that was asked about."""
    shares = [c for c in asked.sentence.claims if c.kind is Kind.PERCENT]
    asked_for = [
        _minutes(c)
        for s in (asked.question, asked.before, asked.sentence) if s is not None
        for c in s.claims if c.kind is Kind.DURATION
    ]  # fmt: skip
    claims = fact.line.sentence.claims
    limits = [c for c in claims if c.kind is Kind.DURATION]
    own = [c for c in claims if c.kind is Kind.PERCENT and shares and c.value == shares[0].value]
    if not asked_for or not limits or not own:
        return False
    of_it = min(limits, key=lambda c: abs(c.first - own[0].first))
    reached = [c for c in limits if _minutes(c) <= asked_for[0]]
    return bool(reached) and max(map(_minutes, reached)) == _minutes(of_it)


def _minutes(claim: Claim) -> float:
    return claim.amount * (43200 if "months" in claim.parts else 1)


def sets_condition(sentence: Sentence) -> bool:
    """Whether a word for a condition stands there; a Spanish yes is none."""
    return any(
        token.low in _CONDITIONS and token.text.lower() != "sí"
        and not (token.text == "Si" and sentence.tokens[place + 1 : place + 2]
                 and sentence.tokens[place + 1].text == ",")
        for place, token in enumerate(sentence.tokens)
    )  # fmt: skip


def _limits(claims: list[Claim]) -> list[Claim]:
    return [
        c for c in claims
        if c.kind in (Kind.DURATION, Kind.DATE) and (c.bounds or c.kind is Kind.DATE)
    ]  # fmt: skip


def _same_limit(claim: Claim, limit: Claim) -> bool:
    return claim.kind is limit.kind and same_value(claim, limit)


def conditional(fact: Fact) -> bool:
    """Whether the founder's sentence sets a condition."""
    sentence = fact.line.answer or fact.line.sentence
    if any(token.low in _CONDITIONS for token in sentence.tokens):
        return True
    return any(c.kind is Kind.DURATION and c.bounds for c in sentence.claims)


def keeps_condition(asked: Asked, fact: Fact) -> bool:
    """Whether a reply that calls something free keeps the "if" and "only" of the source."""
    limits = [
        c for c in _limits(fact.line.sentence.claims) if c.bounds & {"before", "within", "upto"}
    ]
    if limits and not any(_same_limit(c, limit) for c in asked.sentence.claims for limit in limits):
        return False
    theirs = {token.low for token in fact.line.sentence.tokens}
    return not theirs & _STRICT or sets_condition(asked.sentence)
