"""What a percentage is: tax, something taken off, given back, paid ahead, or a charge."""

from __future__ import annotations

from chatbot.guards.claims.kinds import Claim, Sentence
from chatbot.guards.claims.listing import listed
from chatbot.guards.claims.taxes import TAX

_ROLES = {
    "tax": TAX,
    "off": listed(
        """
        off discount discounts reduction rabatt nachlass ermassigung ermassigt skonto descuento
        rebaja remise reduction desconto abatimento less cheaper weniger gunstiger menos moins
        """
    ),
    "back": listed(
        """
        refund refunded refunds back returned reimbursed zuruck erstattet erstatten erstattung
        ruckerstattung devuelve devolvemos devuelto reembolso reembolsa rembourse rembourses
        remboursons remboursement devolvido devolvemos reembolso devolucao
        """
    ),
    "ahead": listed(
        "deposit anzahlung senal anticipo deposito acompte arrhes sinal entrada upfront"
    ),
}
_NEAR = 5


def role_of(sentence: Sentence, claim: Claim) -> str:
    """``tax``, ``off``, ``back`` or ``ahead``, by the word that stands nearest; else ""."""
    tokens = sentence.tokens
    around = range(max(0, claim.first - _NEAR), min(len(tokens), claim.last + _NEAR))
    places = sorted(around, key=lambda p: max(claim.first - p, p - claim.last + 1))
    for place in places:
        for role, words in _ROLES.items():
            if tokens[place].low in words:
                return role
    return ""
