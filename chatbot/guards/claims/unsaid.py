"""Promises made without a promise word: nothing to pay, help against an illness."""

from __future__ import annotations

from collections.abc import Sequence

from chatbot.guards.claims.kinds import Claim, Kind
from chatbot.guards.claims.listing import listed
from chatbot.guards.claims.reading import Token

#: Words for paying, and those for not having to: near each other they mean free.
_PAYING = listed(
    """
    descontar descontamos desconta descuenta descontado deduct deducted abziehen abgezogen
    pay pays paying paid charge charges charged cost costs owe owes bill billed invoice invoiced
    zahlen zahlst zahlt bezahlen bezahlst bezahlt kostet kosten berechnen berechnet pagar paga
    pagas pagan pague cuesta cuestan cobra cobramos cobrar cobran cobrado payer paie payez payent
    coute coutent facture facturons custa custam
    """
)


_PAID_FOR = listed(
    """
    fee fees charge charges cost costs payment payments gebuhr gebuhren kosten frais coste costo
    cargo custo taxa
    """
)


_NOTHING = listed(
    """
    nothing not no never none without zero cannot nichts nicht nie kein keine keinen ohne nada
    nunca sin ningun ninguna rien jamais sans aucun nao sem nenhum nenhuma pas
    """
)


def nothing_to_pay(found: Sequence[Token], text: str, claims: Sequence[Claim]) -> list[Claim]:
    """``you won't be charged``, ``no pagas nada``: free, in other words."""
    taken = {place for claim in claims for place in range(claim.first, claim.last)}
    if any(t.text in "$€£%" for t in found):
        return []
    for place, token in enumerate(found):
        if place in taken or token.low not in _PAYING | _PAID_FOR:
            continue
        first = place
        while first > 0 and place - first < 3 and found[first - 1].low not in _STOPS:
            first -= 1
        last = place + 1
        while last < len(found) and last - place < 4 and (
            found[last].text not in _STOPS or found[last].text == ":"
        ) and (token.low in _PAYING or found[place + 1].text == ":"):  # fmt: skip
            last += 1
        near = [
            t for at, t in enumerate(found[first:last], first) if at != place and at not in taken
        ]
        if any(_denies_paying(t, token) for t in near) and not any(
            t.kind == "number" and t.start > token.start for t in near
        ):
            written = text[found[first].start : found[last - 1].end]
            return [Claim(Kind.PRICE, (0.0, ""), written, place, place + 1)]
    return []


_STOPS = frozenset([*",;.:()", "and", "und", "et", "y", "e"])
_UNABLE = listed("can't couldn't cannot won't wouldn't")


def _denies_paying(token: Token, paid: Token) -> bool:
    """``No fee`` denies the fee; ``I can't change fees`` denies the change."""
    if paid.low in _PAID_FOR and paid.low not in _PAYING and token.low in _UNABLE:
        return False
    return token.low in _NOTHING or token.low.endswith("n't")


def is_unsaid(claim: Claim, found: Sequence[Token]) -> bool:
    """Whether a claim to be free is made of a denial: that one does not deny it again."""
    if claim.value != (0.0, ""):
        return False
    return "cost you" in claim.text or found[claim.first].low in _PAYING | _PAID_FOR


_ILLNESS = listed(
    """
    depression depressions anxiety trauma ptsd adhd burnout insomnia addiction cancer diabetes
    pain illness disease disorder bipolar autism migraine depresion ansiedad insomnio adiccion
    enfermedad depressionen angst angste angststorung krankheit sucht anxiete maladie depressao
    ansiedade doenca insonia cansaco
    """
)


_HELPS = listed(
    """
    assess assesses diagnose diagnoses evaluate uberwinden uberwindet superan superar vencer
    surmonter surmontent improve improves improved disappear disappears better verbessert
    verbessern verschwindet mejora mejoran desaparece desaparecen ameliore ameliorent disparait
    melhora melhoram overcome help helps helped relieve relieves reduce reduces ease eases works
    effective beat beats fix fixes remove removes ends solves solve stop stops hilft helfen
    lindert ayuda ayudan alivia aide aident soulage ajuda ajudam good safe against gegen contra
    contre
    """
)


def helps_illness(found: Sequence[Token], text: str) -> list[Claim]:
    """``helps with depression``: a promise to treat, without the word."""
    if not any(token.low in _HELPS for token in found):
        return []
    return [
        Claim(Kind.PROMISE, "cure", token.text, place, place + 1)
        for place, token in enumerate(found)
        if token.low in _ILLNESS
    ][:1]


_NO_SUPERLATIVES = listed(
    """
    interest request test rest guest honest modest invest suggest protest west forest latest
    earliest nearest contest harvest quest arrest digest manifest behest conquest east least
    closest soonest next easiest best suggest budapest hardest biggest deepest
    """
)
_MOST_OF = listed(
    """
    people clients of sessions common often important useful helpful likely days cases time weeks
    relevant comfortable convenient suitable recent questions visitors folks
    """
)


def superlatives(found: Sequence[Token], text: str) -> list[Claim]:
    """``the finest``, ``the most trusted``: better than all others, without a word of the table."""
    claims = []
    for place, token in enumerate(found):
        before = found[place - 1] if place else None
        pointed = before is not None and (
            before.low in ("the", "our") or before.text.endswith("'s")
        )
        after = found[place + 1].low if place + 1 < len(found) else ""
        est = token.low.endswith("est") and len(token.low) > 5 and token.low not in _NO_SUPERLATIVES
        most = token.low == "most" and after and after not in _MOST_OF
        if pointed and (est or most):
            claims.append(Claim(Kind.PROMISE, "best", token.text, place, place + 1))
    return claims
