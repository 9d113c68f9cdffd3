"""Tax: whether a price is told without it or with it, and what the sources say of that."""

from __future__ import annotations

from collections.abc import Iterator

from chatbot.guards.claims.asked import Asked
from chatbot.guards.claims.kinds import Claim, Kind, Sentence
from chatbot.guards.claims.listing import listed

TAX = listed(
    """
    tax taxes vat gst hst pst qst sales-tax mwst ust umsatzsteuer mehrwertsteuer tva taxe impuesto
    impuestos iva igv imposto impostos ht ttc
    """
)
_ON_TOP = listed(
    """
    plus + mas mais more added add adds additional exclude excludes excluding excl exclusive before
    without net zzgl zuzuglich exkl exklusive ohne dazu netto aparte excluido excluida sin neto
    suma anade hors sus ajouter ajoute ht en-sus acresce acrescido sem ex
    """
)
_WITHIN = listed(
    """
    included includes include including inclusive incl gross inkl inklusive inbegriffen enthalten
    enthalt dabei brutto incluido incluida incluidos incluidas incluye incluyen inclui incluem
    incluindo compris comprise comprises inclus incluse inclut comprend ttc com bruto
    """
)
#: Of these the object is behind them.
_VERBS = listed(
    "includes include incluye incluyen comprend comprennent inclut inclui incluem umfasst"
)
_NOT = listed("not no nicht kein keine pas non sans nao never")
_NEAR = 7


def is_of_tax(sentence: Sentence, claim: Claim) -> bool:
    """Whether what is said to be in or on top of a price is its tax."""
    low = sentence.tokens[claim.first].low
    first = claim.last if low in _VERBS else max(0, claim.first - 4)
    around = range(first, min(claim.last + 5, len(sentence.tokens)))
    return any(_is_tax(sentence, place) for place in around)


def _is_tax(sentence: Sentence, place: int) -> bool:
    """``Tax``, but not ``tax returns``."""
    if sentence.tokens[place].low not in TAX:
        return False
    after = sentence.tokens[place + 1] if place + 1 < len(sentence.tokens) else None
    own = after is None or after.kind != "word" or after.low in _ON_TOP | _WITHIN
    return own or not sentence.names[place + 1]


def tax_stands(asked: Asked, claim: Claim) -> bool:
    """Whether the sources say the same of the tax, of the same thing where they say both."""
    low = asked.sentence.tokens[claim.first].low
    on_top = claim.negated or low in _ON_TOP and low not in _WITHIN
    said: dict[bool, int] = {}
    own = {n for s in _around(asked) for n in (*s.names, *s.soft) if n}
    prices = {c.value for c in asked.sentence.claims if c.kind is Kind.PRICE}
    for line in asked.evidence.lines:
        for is_on_top in _says(line.sentence):
            told = own & {*line.words, *line.sentence.soft, *line.heading}
            score = len(told) + 9 * any(f.claim.value in prices for f in line.facts)
            said[is_on_top] = max(score, said.get(is_on_top, -1))
    return said.get(on_top, -1) >= said.get(not on_top, 0)


def _around(asked: Asked) -> Iterator[Sentence]:
    yield asked.sentence
    if asked.before is not None:
        yield asked.before


def _says(sentence: Sentence) -> set[bool]:
    """What a sentence says of a tax: on top (True), within (False); both, one or nothing."""
    said = set()
    lows = [t.low for t in sentence.tokens]
    marks = [place for place, low in enumerate(lows) if low in _ON_TOP | _WITHIN]
    for place, low in enumerate(lows):
        if low not in TAX:
            continue
        near = [at for at in marks if abs(at - place) <= _NEAR]
        if low in ("ht", "ttc"):
            said.add(low == "ht")
        elif near:
            mark = lows[min(near, key=lambda at: abs(at - place))]
            denied = bool(_NOT & set(lows[max(0, place - _NEAR) : place + _NEAR]))
            said.add(mark not in _WITHIN or denied)
    return said
