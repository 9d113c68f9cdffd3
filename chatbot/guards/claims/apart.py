"""What is not in the price: asked for on top of it, or left to the visitor."""

from __future__ import annotations

import re
from collections.abc import Sequence

from chatbot.guards.claims.kinds import Claim, Kind
from chatbot.guards.claims.listing import listed
from chatbot.guards.claims.reading import Token

#: What is named behind a price after one of these is not in it.
PLUS = listed(
    """
    plus + zzgl zuzuglich excl excluding exclusive exkl hors ex mas
    """
)


#: These can also join what is all in the price: only right behind it.
_ALSO_AND = listed("plus + mas ex")


def _is_on_top(found: Sequence[Token], place: int, distance: int) -> bool:
    low = found[place].low
    if low not in PLUS or low in _ALSO_AND and distance > 5:
        return False
    if low == "mas" and found[place].text.lower() == "mas":
        return False  # But, in Portuguese.
    after = found[place + 1] if place + 1 < len(found) else None
    if low in _ALSO_AND and after is not None and after.kind != "word":
        return any(t.text == "%" for t in found[place + 2 : place + 4])  # Else a sum.
    return True


def on_top(found: Sequence[Token], claims: Sequence[Claim]) -> list[Claim]:
    """``$100 plus VAT``: what is named behind the price is not in it."""
    above = []
    for claim in claims:
        if claim.kind is not Kind.PRICE:
            continue
        at = next((p for p in range(claim.last, min(claim.last + 14, len(found)))
                   if _is_on_top(found, p, p - claim.last)), 0)  # fmt: skip
        if at:
            above.append(Claim(Kind.PROMISE, "included", found[at].text, at, at + 1, negated=True))
    return above


APART = listed("extra aparte separately gesondert separat separado separadamente apart supplement")
_IS = listed(
    "is are ist sind es son va van est sont e sao en billed charged cobra cobran werden wird"
)


_OWN_COST = re.compile(
    r"\b(?:at your own (?:cost|expense)|(?:las?|los?)? ?pagan? el (?:alumno|cliente)|a cargo de\b|"
    r"(?:corren?|es) por cuenta de (?:cada|tu|su|el|l[ao]s)|stellt der kunde|trägt der kunde|"
    r"zahlen sie selbst|à (?:la|votre) charge|por conta d[oe] (?:aluno|cliente)|(?:client|student|"
    r"customer|guest)s? (?:provides?|covers?|brings?))",
    re.IGNORECASE,
)


_DENIED = listed("nicht not no non nao pas")


def _elliptic(found: Sequence[Token], claims: Sequence[Claim]) -> list[Claim]:
    """``The model is included, lunch not``: the last word denies what stood before it."""
    words = [p for p, t in enumerate(found) if t.kind == "word"]
    if not words or found[words[-1]].low not in _DENIED:
        return []
    comma = next((p for p in range(words[-1], 0, -1) if found[p].text in ",;"), 0)
    said = any(c.value == "included" and c.first < comma for c in claims)
    if not comma or not said or words[-1] - comma > 5:
        return []
    place = words[-1]
    return [Claim(Kind.PROMISE, "included", "nicht enthalten", place, place + 1, negated=True)]


def apart(found: Sequence[Token], claims: Sequence[Claim], shown: str) -> list[Claim]:
    """``Massages are extra``: they are not included."""
    if (match := _OWN_COST.search(shown)) and not any(c.value == "included" for c in claims):
        at = next((p for p, t in enumerate(found) if t.start >= match.start()), 0)
        return [Claim(Kind.PROMISE, "included", match.group(), at, at + 1, negated=True)]
    return _elliptic(found, claims) + [
        Claim(Kind.PROMISE, "included", token.text, place, place + 1, negated=True)
        for place, token in enumerate(found)
        if token.low in APART and place and found[place - 1].low in _IS
        and not any(c.first <= place < c.last for c in claims)
    ]  # fmt: skip
