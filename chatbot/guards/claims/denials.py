"""Which words deny, and which only look as if they did."""

from __future__ import annotations

from collections.abc import Sequence

from chatbot.guards.claims.listing import listed
from chatbot.guards.claims.reading import Token

_NEGATIONS = listed(
    """
    not no never without neither nor none cannot nobody nothing non nonrefundable unable exclude
    excludes excluded excluding nope pas jamais aucun aucune sans ni rien nicht kein keine keinen
    keiner keinem keinerlei nie niemals ohne weder nein nunca sin ningun ninguna ninguno tampoco
    nada nao sem nenhum nenhuma nem refuse refuses decline declines impossible unavailable hardly
    isnt dont cant wont ausgeschlossen ineligible
    """
)


_NOT_NEGATING = {
    ("no", "problem"), ("no", "worries"), ("no", "doubt"), ("not", "only"), ("not", "just"),
    ("no", "later"), ("no", "more"), ("no", "less"), ("no", "longer"), ("no", "matter"),
    ("kein", "problem"), ("sin", "problema"), ("sin", "duda"), ("sem", "problema"),
    ("sem", "duvida"), ("pas", "seulement"), ("nicht", "nur"), ("no", "solo"), ("nao", "so"),
    ("ohne", "weiteres"), ("sans", "doute"), ("sans", "probleme"), ("not", "to"), ("no", "fewer"),
    ("no", "questions"), ("sans", "souci"), ("nothing", "but"), ("no", "sooner"),
    ("without", "fail"),
    ("without", "doubt"), ("no", "earlier"), ("no", "need"),
}  # fmt: skip


_PARTICIPLES = (
    "ise", "ises", "isee", "isees", "ada", "adas", "ado", "ados", "ida", "idas", "ido", "idos",
    "ee", "ees", "te", "ten", "ter", "tes",
)  # fmt: skip


_YET = listed("yet noch aun todavia encore ainda")
_DONE = listed("taken used attended completed started begun needed scheduled")
_GO_ON = listed("is are was were will can may get gets be am")


def _is_of_a_part(found: Sequence[Token], place: int, taken: frozenset[int]) -> bool:
    """``sessions you have not used are ...``, ``nicht genutzte Termine``: it denies no promise."""
    if place + 1 >= len(found):
        return False
    at = place + 1
    if found[at].low in _YET and at + 1 < len(found):
        at += 1
    after = found[at]
    if found[place].low in ("not", "yet") and after.low in _DONE:
        return found[place - 1].low not in _GO_ON if place else True
    if after.low.endswith(_PARTICIPLES) and len(after.low) > 5 and place + 1 not in taken:
        goes_on = at + 1 < len(found) and found[at + 1].kind == "word"
        return found[place].low in ("nicht", "no", "nao", "non") and goes_on
    before = found[place - 1].low if place else ""
    if before in ("have", "has") or found[place].low in ("haven't", "hasn't"):
        return any(t.low in _GO_ON for t in found[place + 2 : place + 4])
    return False


#: These deny what comes behind them and nothing before.
_ONWARD = listed("without sans ohne sin sem")
_RELATIVE = listed("that which who que qui die der das you sie du vous ihr nous we")
_THAT = listed("que qui that which welche welchen")
_HAVE = listed("have has hayas haya hayan haben hast hat habt avez ait aient tenha tiver foram")


def reach_of(found: Sequence[Token], place: int) -> int:
    """The first token a denial can deny: not what stands before "the sessions you have not ..."."""
    if found[place].low in _ONWARD or found[place].low == "rather":
        return place
    for at in range(place - 1, max(1, place - 4), -1):
        if found[at].low in _THAT:
            return at
    near = found[max(0, place - 3) : place + 3]
    if any(t.low in _HAVE or t.low.endswith("ven't") for t in near):
        for at in range(place, max(-1, place - 4), -1):
            if found[at].low in _RELATIVE and at > 1:
                return at
    return 0


def _is_no_longer(found: Sequence[Token], place: int) -> bool:
    """``Il n'y a plus de remboursement``: there is none any more."""
    near = found[max(0, place - 5) : place]
    return any(t.text[:2].lower() in ("n'", "n’") or t.low == "ne" for t in near)


def negations(found: Sequence[Token], taken: frozenset[int], languages: str = "") -> list[int]:
    """The places of the words that deny; ``taken`` are places that are part of a promise."""
    places = []
    for place, token in enumerate(found):
        low = token.low
        if place in taken or token.kind != "word":
            continue
        if low == "no" and languages.startswith("pt"):
            continue  # In the.
        if low == "plus" and _is_no_longer(found, place):
            places.append(place)
        if low == "rather" and place + 1 < len(found) and found[place + 1].low == "than":
            places.append(place)
        if low.endswith("n't") or low in _NEGATIONS:
            after = found[place + 1].low if place + 1 < len(found) else ""
            if _is_of_a_part(found, place, taken):
                continue
            if place and found[place - 1].low in _ONWARD:
                continue  # "Sin ningún problema" denies what is behind "sin".
            answers = low in ("no", "nein", "non", "nao", "nope") and after in (",", ".", "")
            if (low, after) not in _NOT_NEGATING and not answers:
                places.append(place)
    return places
