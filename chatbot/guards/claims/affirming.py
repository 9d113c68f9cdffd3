"""What a "yes" says yes to: the claims of the question it answers."""

from __future__ import annotations

import re

from chatbot.guards.claims.asked import Asked
from chatbot.guards.claims.homes import goods
from chatbot.guards.claims.kinds import Claim, Kind, Sentence
from chatbot.guards.claims.listing import listed
from chatbot.guards.claims.tracing import stands

_AFFIRMS = re.compile(
    r"\W*(?:(?P<strong>yes|yep|yeah|yup|correct|exactly|right|true|confirmed|agreed|deal|indeed|"
    r"that(?:'s| is) (?:right|correct|true|fine|the price|agreed|a deal|it)|you(?:'re| are) right|"
    r"(?:it|this) (?:is|does|will)(?= *[.!,]|$)|you (?:can|do|will|may|are)(?= *(?:[.!]|"
    r", (?!however|though|but)|$))|"
    r"ja|jawohl|genau|richtig|stimmt|korrekt|s[ií]|exacto|correcto|as[ií] es|oui|exactement|"
    r"tout à fait|c'est (?:ça|exact|correct)|sim|exato|isso mesmo|correto|it's a deal)"
    r"|(?P<weak>sure|ok|okay|of course|absolutely|certainly|definitely|no problem|done|gladly|"
    r"natürlich|klar|sicher|gern|gerne|selbstverständlich|einverstanden|claro|por supuesto|"
    r"de acuerdo|va|vale|dale|listo|hecho|venga|trato|entendido|understood|alright|all right|fine|"
    r"verstanden|alles klar|in ordnung|geht klar|passt|abgemacht|ça marche|c'est bon|pas de souci|"
    r"ok pour|beleza|t[áa] bom|tudo bem|pode ser|feito|perfecto|perfeito|parfait|perfekt|perfect|"
    r"bien sûr|d'accord|volontiers|entendu|com certeza|certo|combinado|fechado))\b",
    re.IGNORECASE,
)


_BINDING_KINDS = (Kind.PRICE, Kind.PERCENT, Kind.PROMISE, Kind.LINK, Kind.EMAIL, Kind.PHONE)


_AGREES = re.compile(
    r"\b(?:right|correct|true|price|exact\w*|it (?:is|does)|that(?:'s| is)|stimmt|richtig|genau|"
    r"correcto|juste|certo|correto|quedamos|agreed|deal|eso|ça|isso|das|dabei|bleibt|ficou)\b",
    re.IGNORECASE,
)
#: Of these only money and promises are answered for, wherever they stand in the question.
_OTHER_KINDS = (Kind.COUNT, Kind.DURATION, Kind.TIME, Kind.DATE, Kind.OFTEN)
_SELF = listed("i my me i'm we our us ich mein wir mi yo je mon ma eu meu minha nous nosotros")
_ABOUT_ME = listed(
    """
    budget afford earn earning income salary savings presupuesto orcamento
    """
)


def affirmed(asked: Asked) -> list[Claim]:
    """What a "yes" says yes to: the claims of the question, which then are the reply's."""
    if asked.question is None:
        return []
    match = _AFFIRMS.match(asked.sentence.text)
    if match is None and _is_denied(asked):
        match = _AGREES_IT_IS_NOT.match(asked.sentence.text)
    if not match:
        return []
    rest = asked.sentence.text[match.end() :]
    bare = len(re.findall(r"\w+", rest)) <= 4 and not asked.sentence.claims
    if not match.group("strong") and not bare:
        return []
    own = Asked(asked.question, asked.evidence, foreign=asked.foreign, asks=True)
    failed = []
    for claim in _said_by(asked.question):
        if claim.kind in _OTHER_KINDS and len(rest.split()) > 2 and not _AGREES.search(rest):
            continue
        promised = claim.kind is Kind.PROMISE or claim.value == (0.0, "")
        if claim.kind in _OTHER_KINDS and _is_conditional(asked.question, claim):
            continue
        if promised and (asked.sentence.claims or (not bare and _spoken_of(asked, claim))):
            continue  # "Yes, within 7 days": the sentence itself is judged on it.
        if not stands(own, claim) and not _is_of_anything(asked, own, claim):
            failed.append(claim)
    return failed


_ANYTHING = listed(
    """
    anything something any there have etwas irgendwas irgendetwas gibt gibts algo algun alguna hay
    quelque chose y algum alguma ha tem tienen teneis
    """
)
_IF = listed("if when wenn falls si se quand cuando quando")


def _is_conditional(question: Sentence, claim: Claim) -> bool:
    """``If I cancel a month before``: what the visitor may do, and no claim of the business."""
    clause = question.clauses[claim.first]
    pairs = zip(question.tokens, question.clauses, strict=True)
    return any(token.low in _IF and place == clause for token, place in pairs)


def _is_of_anything(asked: Asked, own: Asked, claim: Claim) -> bool:
    """ "Anything for free?", "a discount for nurses?": a bare yes, and what follows says which."""
    if claim.kind is Kind.COUNT:
        return any(f.claim.value == claim.value for f in asked.evidence.facts.get(Kind.COUNT, ()))
    lows = {t.low for t in own.sentence.tokens}
    if claim.value != "certified" and (goods(own, own.sentence) or not lows & _ANYTHING):
        return False
    if claim.value == "certified":
        clause = own.sentence.clauses[claim.first]
        pairs = zip(own.sentence.tokens, own.sentence.clauses, strict=True)
        return any(token.low in _SELF and place == clause for token, place in pairs)
    kind = Kind.PRICE if claim.value == (0.0, "") else Kind.PROMISE
    if kind is Kind.PROMISE and claim.value not in ("discount", "instalments", "included"):
        return False
    return any(
        f.claim.value == claim.value and not f.claim.negated
        for f in asked.evidence.facts.get(kind, ())
    )


#: To "you don't charge for that, right?" a "no" says yes.
_AGREES_IT_IS_NOT = re.compile(
    r"\W*(?P<strong>no|nope|nein|non|n[ãa]o)(?= *(?:[,.;!\u2013\u2014-]|$))", re.IGNORECASE
)
_DENIAL = listed(
    "not no never nicht kein keine keinen nie pas jamais aucun aucune nao nunca sin sem"
)


def _is_denied(asked: Asked) -> bool:
    """Whether the question itself denies something: ``isn't``, ``kein``, not a last ``¿no?``."""
    if asked.question is None:
        return False
    tokens = [t for t in asked.question.tokens if t.kind != "sign"]
    portuguese = asked.question.languages == "pt"
    return any(
        t.low in _DENIAL and not (t.low == "no" and portuguese) or t.low.endswith("n't")
        for t in tokens[:-1]
    )


def _said_by(question: Sentence) -> list[Claim]:
    """The claims of a question that are about the business, not about who asks."""

    def clauses(words: frozenset[str]) -> set[int]:
        pairs = zip(question.tokens, question.clauses, strict=True)
        return {clause for token, clause in pairs if token.low in words}

    means, self = clauses(_ABOUT_ME), clauses(_SELF)
    said = []
    for claim in question.claims:
        if claim.first >= len(question.tokens):
            continue
        clause = question.clauses[claim.first]
        money = claim.kind in _BINDING_KINDS and clause not in means
        other = claim.kind in _OTHER_KINDS and clause not in self
        if claim.kind is Kind.PROMISE or money or other:
            said.append(claim)
    return said


def _spoken_of(asked: Asked, claim: Claim) -> bool:
    """Whether the sentence itself says what was asked, or sets a limit to it."""
    return any(c.kind is claim.kind and c.value == claim.value for c in asked.sentence.claims) or (
        claim.value != "anytime" and any(c.kind is Kind.DURATION for c in asked.sentence.claims)
    )
