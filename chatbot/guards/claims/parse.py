"""Read one sentence: its tokens, its claims, its clauses, and what each word names."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from chatbot.guards.claims.apart import apart, on_top
from chatbot.guards.claims.calendar_words import UNITS
from chatbot.guards.claims.denials import negations, reach_of
from chatbot.guards.claims.figures import figures
from chatbot.guards.claims.kinds import Claim, Kind, Sentence
from chatbot.guards.claims.listing import listed
from chatbot.guards.claims.promises import promises
from chatbot.guards.claims.reading import Token, disguised, plain, tokens
from chatbot.guards.claims.unsaid import is_unsaid
from chatbot.guards.claims.words import languages_of, meaning, soft_meaning

ALL = "en es de fr pt"


_BREAKS = frozenset(",;()–—|!?[]")


_TURNS = {
    "but": "en", "while": "en", "whereas": "en", "however": "en", "although": "en", "though": "en",
    "if": "en", "unless": "en", "because": "en", "so": "en", "yet": "en",
    "si": "es fr", "pero": "es", "mientras": "es", "aunque": "es", "sino": "es", "porque": "es",
    "aber": "de", "wahrend": "de", "obwohl": "de", "sondern": "de", "weil": "de",
    "mais": "fr", "tandis": "fr", "quoique": "fr", "car": "fr",
    "mas": "pt", "embora": "pt", "enquanto": "pt",
}  # fmt: skip


def read(text: str) -> Sentence:
    """Everything the rules want to know about one sentence of a reply or of a source."""
    shown = plain(text)
    found = tokens(shown)
    languages = languages_of(found)
    claims = _claims(found, languages or ALL, shown)
    if word := disguised(text):
        claims.append(Claim(Kind.DISGUISE, word, word, len(found), len(found)))
    clauses = _clauses(found, languages)
    taken = frozenset(
        place
        for claim in claims
        if claim.kind is Kind.PROMISE or claim.value == (0.0, "")
        for place in range(claim.first, claim.last)
    )
    if denials := negations(found, taken, languages):
        parts = _parts(found, clauses)
        denied: dict[int, int] = {}
        for place in denials:
            reach = reach_of(found, place)
            denied[parts[place]] = min(reach, denied.get(parts[place], reach))
        claims = [
            replace(claim, negated=True)
            if claim.first < len(found)
            and claim.first >= denied.get(parts[claim.first], len(found))
            and not is_unsaid(claim, found)
            else claim
            for claim in claims
        ]
    names = _names(found, claims)
    soft = ["" if name or token.kind != "word" else soft_meaning(token.low)
            for name, token in zip(names, found, strict=True)]  # fmt: skip
    return Sentence(shown, found, claims, languages, names, soft, clauses)


def _claims(found: list[Token], languages: str, shown: str) -> list[Claim]:
    claims = figures(found, languages, shown)
    taken = {place for claim in claims for place in range(claim.first, claim.last)}
    for promise in promises(found, shown):
        if promise.first not in taken:
            claims.append(promise)
        elif (
            promise.kind is Kind.PRICE and promise.text[:1].isalpha()
        ):  # fr33: read as letters, not as a figure.
            claims.append(promise)
            claims = [c for c in claims if c is promise or c.first != promise.first]
    claims += on_top(found, claims) + apart(found, claims, shown) + _initials(found, taken)
    return sorted(claims, key=lambda claim: claim.first)


def _initials(found: Sequence[Token], taken: Collection[int]) -> list[Claim]:
    """Initials, as of a credential or a method: ``MCC``, unless everybody uses them."""
    capitals = [
        place
        for place, token in enumerate(found)
        if token.kind == "word" and 2 <= len(token.text) <= 6 and token.text.isupper()
        and token.text.isascii() and token.low not in _COMMON and place not in taken
    ]  # fmt: skip
    words = sum(token.kind == "word" for token in found)
    if not capitals or len(capitals) * 2 > words:
        return []
    return [Claim(Kind.CODE, found[at].low, found[at].text, at, at + 1) for at in capitals]


_COMMON = listed(
    """
    ok faq pdf cv tv uk usa us eu vat mwst iva tva hr ceo it ai id ps url sms asap fyi am pm gmt
    utc cet cest est edt pst pdt cst mst bst usd eur gbp chf cad aud nzd sek nok dkk brl mxn inr
    jpy no not yes and or the you free all new top now i a dm rsvp vs aka diy gdpr dsgvo rgpd html
    ii iii iv zar sgd hkd nz
    """
)


_IF = listed("if when once wenn falls si se quand")
_SUBJECTS = listed("you we i he she they it")
_MODALS = listed("can may will get receive are is could would should pay keep have")


#: "And you", "und Sie": what is denied on one side is not on the other.
_SUBJECT_OF = {
    "and": ("you", "we", "i", "it", "there", "she", "he", "they"),
    "und": ("sie", "du", "wir", "es"),
    "et": ("vous", "nous", "il", "elle"),
    "e": ("voce", "nos", "nao"),
    "y": ("usted", "no", "nosotros"),
}  # fmt: skip
_LINK = frozenset(_SUBJECT_OF)


def _main_clause_begins(found: Sequence[Token], place: int, opened: int) -> bool:
    """``If we have not started | you can withdraw``: no comma parts them in English."""
    return (
        0 <= opened < place - 2
        and found[place].low in _SUBJECTS
        and place + 1 < len(found)
        and found[place + 1].low in _MODALS
        and found[place - 1].low not in ("that", "which", "who", "if", "when", "and", "or", "as")
    )


def _clauses(found: Sequence[Token], languages: str) -> list[int]:
    clauses = []
    number, opened = 0, -1
    for place, token in enumerate(found):
        if token.low in _IF:
            opened = place
        if (
            token.low in _LINK
            and place + 1 < len(found)
            and found[place + 1].low in _SUBJECT_OF.get(token.low, "")
        ):
            number += 1
        if _main_clause_begins(found, place, opened):
            number, opened = number + 1, -1
        if token.kind == "sign":
            dash = token.text == "-" and 0 < place < len(found) - 1 and (
                token.start > found[place - 1].end and found[place + 1].start > token.end
            )  # fmt: skip
            if token.text in _BREAKS or dash:
                number += 1
        elif token.low in _TURNS and set(_TURNS[token.low].split()) & set(
            (languages or ALL).split()
        ):
            number += 1
        clauses.append(number)
    return clauses


def _parts(found: Sequence[Token], clauses: Sequence[int]) -> list[int]:
    """As far as a denial reaches: a clause, and not beyond a colon."""
    parts, colons = [], 0
    for token, clause in zip(found, clauses, strict=True):
        colons += token.text == ":"
        parts.append(clause * 100 + colons)
    return parts


def name_of(claim: Claim) -> str:
    """How a figure counts as a word, when it describes something: ``d:3.0months``."""
    if claim.kind is Kind.DURATION and isinstance(claim.value, tuple):
        return f"d:{claim.value[0]}{claim.value[1]}"
    if claim.kind is Kind.COUNT or claim.kind is Kind.ORDINAL:
        return f"n:{claim.value}"
    if claim.kind is Kind.DATE or claim.kind is Kind.TIME:
        shown = sorted(claim.value) if isinstance(claim.value, frozenset) else claim.value
        return f"t:{shown}"
    return ""


_DURING = listed("within in during of innerhalb in dentro dans pendant durante em nas nos")
_RANKS = listed(
    """
    first second third next last free primer primera segundo segunda premier premiere deuxieme
    erste ersten erster zweite zweiten primeiro primeira
    """
)


_WE = listed("team equipo equipe")
_OUR = listed("the our das unser el nuestro a nossa notre l tell ask")


def _is_ourselves(found: Sequence[Token], names: Sequence[str], place: int) -> bool:
    """``Tell the team``: who answers, not what is sold."""
    sold = place + 1 < len(found) and names[place + 1]
    return not sold and place > 0 and found[place - 1].low in _OUR


_TAKES = listed("take takes taken took taking in")


#: Behind one of these "call" is what somebody does.
_VERB_BEFORE = listed(
    """
    can could to please may or and you will i we must should just
    """
)


_PROMISED = {"refund": "=refund", "cancel": "=cancellation"}


#: Units of time name nothing that is sold; a day may ("a team day").
_LENGTHS = frozenset(word for word, unit in UNITS.items() if unit != UNITS["day"])


def _names(found: Sequence[Token], claims: Sequence[Claim]) -> list[str]:
    names = [
        meaning(token.low) if token.kind == "word" and token.low not in _LENGTHS else ""
        for token in found
    ]
    for place, token in enumerate(found):
        if token.low in _LENGTHS and place and found[place - 1].low in _RANKS and not any(
            t.low in _DURING for t in found[max(0, place - 4) : place]
        ):  # fmt: skip
            names[place] = "=period"  # The first month: a part of what is sold.
        if token.low in _WE and _is_ourselves(found, names, place):
            names[place] = ""
        if token.low == "place" and place and found[place - 1].low in _TAKES:
            names[place] = ""
        if token.low in ("call", "book") and place and found[place - 1].low in _VERB_BEFORE:
            names[place] = ""
    for claim in claims:
        if claim.kind in (Kind.DISGUISE, Kind.CODE):
            continue
        if claim.kind is Kind.PROMISE:
            if claim.value == "included":
                continue
            for place in range(claim.first, min(claim.last, len(names))):
                names[place] = ""
            names[claim.first] = _PROMISED.get(str(claim.value), f"!{claim.value}")
            continue
        for place in range(claim.first, min(claim.last, len(names))):
            names[place] = ""
        if claim.first < len(names):
            names[claim.first] = name_of(claim)
    return names
