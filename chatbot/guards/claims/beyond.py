"""What a sentence says beyond its sources without a promise word: default is no.

A reply retells the founder. A sentence about the people or the business whose words the sources do
not have, a trade nobody says they learned, a fee denied that the founder asks for, a second helping
of what is given once: none of it needs a word of the promise table to mislead.
"""

from __future__ import annotations

from collections.abc import Iterator

from chatbot.guards.claims.asked import Asked
from chatbot.guards.claims.evidence import PRODUCTS
from chatbot.guards.claims.kinds import Claim, Kind, Sentence
from chatbot.guards.claims.listing import listed
from chatbot.guards.claims.trades import trades
from chatbot.guards.claims.unheard import unheard


def beyond(asked: Asked) -> list[Claim]:
    """What a sentence claims that no source has, word by word."""
    if asked.exact is not None or asked.sentence.text.rstrip(" \"'*_)").endswith("?"):
        return []
    return [*trades(asked), *_denied(asked), *_another(asked), *unheard(asked)]


_NONE = listed(
    """
    pas no without zero kein keine keinen keinerlei ohne sin ningun ninguna sans aucun aucune sem
    nenhum nenhuma
    """
)


_PROMISED = ("=refund", "=cancellation")  # Judged as promises.


def _denied(asked: Asked) -> Iterator[Claim]:
    """``No deposit``, where the founder asks for one and nowhere says that there is none."""
    sentence, evidence = asked.sentence, asked.evidence
    for place, token in enumerate(sentence.tokens[:-1]):
        if token.low not in _NONE or token.low == "no" and not _is_english(asked):
            after = [t.low for t in sentence.tokens[place + 1 : place + 3]]
            if token.low not in _NOT or after[0] not in _THERE_IS or after[-1] not in _FEES:
                continue
        behind = place + 1 + (sentence.tokens[place + 1].low in {"de", *_THERE_IS})
        if token.low == "pas" and sentence.tokens[place + 1].text[:2].lower() not in ("d'", "de"):
            continue
        name = sentence.names[min(behind, len(sentence.names) - 1)]
        if (
            not name
            or name in PRODUCTS - {"=deposit"}
            or name in _PROMISED
            or name[1:2] == ":"
            or name[0] == "!"
        ):
            continue
        lines = [line for line in evidence.lines if name in line.words]
        if lines and not any(_denies(line.sentence) for line in lines):
            yield Claim(Kind.PROMISE, "none", sentence.tokens[place + 1].text, place, place + 2)


_FEES = listed(
    "comision comisiones cargo cargos coste costo gastos recargo tasa taxa taxas comissao"
)
_THERE_IS = listed("hay ha tem tiene cobramos cobra existe cobran")


def _is_english(asked: Asked) -> bool:
    """``No`` is no, unless it is the Portuguese or the Spanish one."""
    languages = asked.sentence.languages.split()
    return "en" in languages and (asked.foreign or "en" in asked.evidence.languages)


def _denies(sentence: Sentence) -> bool:
    return any(t.low in _NONE or t.low in _NOT or t.low.endswith("n't") for t in sentence.tokens)


_NOT = listed("no not nicht nao pas never nie nunca jamais nem nor only nur solo seulement apenas")

#: What is given once is not given twice.
_AGAIN = (
    listed("second zweite zweiten zweites zweiter segunda segundo deuxieme seconde 2nd"),
    listed("third dritte dritten drittes tercera tercer tercero troisieme terceira terceiro 3rd"),
    listed("new neuen neuer neues nueva nuevo nouveau nouvelle nova novo replacement ersatztermin"),
    listed("another weiteres weitere weiteren otra otro autre outra outro extra additional"),
)
_GIVE = listed(
    "give gives get receive bekommen erhalten damos regalamos recibes offrons recevez damos"
)
_GIVEN = ("discount", "refund", "included", "unlimited")


def _another(asked: Asked) -> Iterator[Claim]:
    """``A second call is free too``: free for the second time must be said of the second."""
    gifts = [
        c for c in asked.sentence.claims
        if not c.negated and (c.value == (0.0, "") or c.value in _GIVEN)
    ]  # fmt: skip
    gives = any(t.low in _GIVE for t in asked.sentence.tokens)
    if not (gifts or gives) or asked.foreign:
        return
    facts = [f for kind in (Kind.PRICE, Kind.PROMISE) for f in asked.evidence.facts.get(kind, ())]
    given = {c.value for c in gifts}
    lines = [f.line for f in facts if f.claim.value in given] if gifts else asked.evidence.lines
    lows = {t.low for line in lines for t in line.sentence.tokens}
    for words in _AGAIN:
        for place, token in enumerate(asked.sentence.tokens):
            if token.low in words and not words & lows:
                yield Claim(Kind.PROMISE, "free", token.text, place, place + 1)
