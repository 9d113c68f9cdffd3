"""How a figure is meant: up to, at least, within, before, after."""

from __future__ import annotations

from collections.abc import Sequence

from chatbot.guards.claims.listing import listed
from chatbot.guards.claims.reading import Token

_BEFORE = {
    "from": "from", "ab": "from", "desde": "from", "starting": "from", "starts": "from",
    "start": "from", "von": "from", "within": "within", "innerhalb": "within", "binnen": "within",
    "dentro": "within", "sous": "within", "after": "after", "nach": "after", "despues": "after",
    "apres": "after", "depois": "after", "apos": "after", "past": "after", "least": "atleast",
    "minimum": "atleast", "mindestens": "atleast", "menos": "atmost", "over": "atleast",
    "above": "atleast", "under": "atmost", "below": "atmost", "maximum": "atmost",
    "hochstens": "atmost", "maximal": "atmost", "unter": "atmost", "uber": "atleast",
    "hasta": "upto", "jusqu": "upto", "jusqua": "upto", "ate": "upto", "until": "upto",
    "spatestens": "atleast",
}  # fmt: skip


_TWO_BEFORE = {
    ("up", "to"): "upto", ("more", "than"): "atleast", ("less", "than"): "atmost",
    ("fewer", "than"): "atmost", ("at", "least"): "atleast", ("at", "most"): "atmost",
    ("bis", "zu"): "upto", ("mas", "de"): "atleast", ("menos", "de"): "atmost",
    ("plus", "de"): "atleast", ("moins", "de"): "atmost", ("mais", "de"): "atleast",
    ("mehr", "als"): "atleast", ("weniger", "als"): "atmost", ("partir", "de"): "from",
    ("partir", "des"): "from", ("au", "moins"): "atleast", ("al", "menos"): "atleast",
    ("pelo", "menos"): "atleast", ("later", "than"): "atmost", ("as", "little"): "from",
    ("starting", "at"): "from", ("start", "at"): "from", ("starts", "at"): "from",
    ("jusqu", "a"): "upto", ("longer", "than"): "atleast",
}  # fmt: skip


BEHIND = {
    "before": "before", "prior": "before", "beforehand": "before", "advance": "before",
    "vorher": "before", "vor": "before", "voraus": "before", "antes": "before", "avant": "before",
    "antelacion": "before", "antecedencia": "before", "notice": "before", "ahead": "before",
    "after": "after", "later": "after", "afterwards": "after", "ago": "ago", "nach": "after",
    "nachher": "after", "despues": "after", "apres": "after", "depois": "after", "apos": "after",
    "following": "after",
}  # fmt: skip


_BEGINS = listed(
    """
    starts start begins begin beginnt beginnen startet starten empieza empiezan arranca comienza
    commence commencent demarre demarrent comeca comecam
    """
)


def _is_on_site(found: Sequence[Token], token: Token) -> bool:
    """``Vor Ort`` is a place."""
    return token.low == "vor" and any(t.low == "ort" and t.start == token.end + 1 for t in found)


def bounds_of(found: Sequence[Token], first: int, last: int, *, measures: bool) -> frozenset[str]:
    """How a figure is bounded by the words around it: up to, at least, within, before, after."""
    bounds = set()
    lows = [t.low for t in found[max(0, first - 4) : first]]
    paired: set[int] = set()
    for place in range(len(lows)):
        if place + 1 < len(lows) and (pair := _TWO_BEFORE.get((lows[place], lows[place + 1]))):
            paired |= {place, place + 1}
            negated = place and lows[place - 1] in ("no", "not", "nicht", "no mas")
            bounds.add({"atleast": "atmost", "atmost": "atleast"}.get(pair, pair)
                       if negated else pair)  # fmt: skip
    for place, low in list(enumerate(lows))[-2:]:
        if place in paired:
            continue
        if measures and low in ("over", "uber"):
            continue  # Over three months: during them.
        if low in _BEFORE and not ("upto" in bounds and low in ("to", "until")):
            bounds.add(_BEFORE[low])
    if not measures and any(t.low in _BEGINS for t in found[max(0, first - 6) : first]):
        bounds.add("from")
    if bounds & {"atleast", "atmost"} and "from" in bounds:
        bounds.discard("from")
    for token in found[last : last + 3]:
        if token.text in ".;:(" or token.kind == "number":
            break
        if token.low in BEHIND and not _is_on_site(found, token):
            bounds.add(BEHIND[token.low])
            break
    if "before" in bounds and "upto" in bounds:  # Up to 24 hours before: 24 hours or more.
        bounds = (bounds - {"upto"}) | {"atleast"}
    if "before" in bounds and "within" in bounds:
        bounds = (bounds - {"within"}) | {"atmost"}
    return frozenset(bounds)
