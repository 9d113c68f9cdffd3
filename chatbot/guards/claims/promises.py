"""Words that promise: what they are in five languages, and whether they are said or denied."""

from __future__ import annotations

import re
from collections.abc import Sequence

from chatbot.guards.claims.idioms import idioms, whole
from chatbot.guards.claims.kinds import Claim, Kind
from chatbot.guards.claims.listing import listed
from chatbot.guards.claims.promise_words import NEUTRAL, NEUTRAL_AFTER, NOT_MEANT, WORDS
from chatbot.guards.claims.reading import Token
from chatbot.guards.claims.unsaid import helps_illness, nothing_to_pay, superlatives
from chatbot.guards.claims.words import languages_of

_DRAWN_OUT = re.compile(r"([a-z])\1{2,}")


class _Lexicon:
    """The promise words, found by their first letters."""

    def __init__(self, lines: str) -> None:
        self.exact: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        self.begins: dict[str, list[tuple[str, str]]] = {}
        self.whole: dict[str, str] = {}
        thing = ""
        for word in lines.split():
            if word.endswith(":"):
                thing = word[:-1]
            elif word.endswith("*") and "_" not in word:
                self.begins.setdefault(word[:3], []).append((word[:-1], thing))
            else:
                parts = tuple(_split(word.rstrip("*")))
                self.exact.setdefault(parts[0], []).append((parts, thing))
                if len(parts) == 1:
                    self.whole[parts[0]] = thing
        for entries in self.exact.values():
            entries.sort(key=lambda entry: -len(entry[0]))

    def begins_at(self, lows: Sequence[str], place: int) -> tuple[str, int] | None:
        """As ``at``, also for a word with drawn out letters: ``freeee``."""
        hit = self.at(lows, place)
        if hit is None and _DRAWN_OUT.search(lows[place]):
            for shorter in (r"\1", r"\1\1"):
                hit = hit or self.at([_DRAWN_OUT.sub(shorter, lows[place])], 0)
        return hit

    def at(self, lows: Sequence[str], place: int) -> tuple[str, int] | None:
        """``(thing, tokens taken)`` of the promise that begins here."""
        low = lows[place]
        for parts, thing in self.exact.get(low, ()):
            if len(parts) == 1 or tuple(lows[place : place + len(parts)]) == parts:
                return thing, len(parts)
        for begin, thing in self.begins.get(low[:3], ()):
            if low.startswith(begin):
                return thing, 1
        return None


def _split(word: str) -> list[str]:
    parts = []
    for piece in word.split("_"):
        if "-" in piece:
            first, *rest = piece.split("-")
            parts.append(first)
            for other in rest:
                parts += ["-", other]
        elif "'" in piece and not piece.endswith("n't"):
            before, _, after = piece.partition("'")
            parts.append(after if before in ("d", "j", "l", "n") else before)
        else:
            parts.append(piece)
    return parts


LEXICON = _Lexicon(WORDS)


_LEET = str.maketrans({"€": "e", "3": "e", "0": "o", "1": "i", "@": "a", "$": "s", "5": "s",
                       "7": "t", "4": "a", "!": "i", "|": "l", "£": "l", "6": "g"})  # fmt: skip


#: Never written in two pieces by anybody honest.
_GLUED = listed(
    """
    refund refunds guarantee guaranteed discount gratis complimentary
    """
)


def promises(found: Sequence[Token], text: str) -> list[Claim]:
    """Every promise in a sentence; ``negated`` says that it is denied there."""
    lows = [token.low for token in found]
    claims = []
    place = 0
    while place < len(found):
        hit = LEXICON.begins_at(lows, place) or _in_disguise(found, place, text)
        if hit is None:
            place += 1
            continue
        thing, taken = hit
        if _is_another_word(found, place):
            place += 1
            continue
        end = place + taken
        if taken == 1 and _is_something_else(lows, place, thing) or _is_harmless(found, end, thing):
            place += 1
            continue
        written = text[found[place].start : found[min(end, len(found)) - 1].end]
        kind = Kind.PRICE if thing == "free" else Kind.PROMISE
        value: object = (0.0, "") if thing == "free" else thing
        claims.append(Claim(kind, value, written, place, end))
        place += 1 if thing in ("anytime", "whole") else taken
    claims += nothing_to_pay(found, text, claims) + helps_illness(found, text)
    claims += superlatives(found, text)
    claims += idioms(found, text, claims)
    return claims + whole(found, claims)


#: "The best thing is to ask", "a member of the team": behind a promise, these take it away.
_HARMLESS_BEFORE = {
    "best": listed("thing way idea step place route bet to moyen manera forma maneira é seria"),
    "certified": listed("team équipe equipo equipe staff familia familie family"),
}


def _is_harmless(found: Sequence[Token], end: int, thing: str) -> bool:
    after = [t.text.lower().removeprefix("l'").removeprefix("l’") for t in found[end : end + 2]]
    near = after[:1] if thing == "best" else after
    return bool(_HARMLESS_BEFORE.get(thing, frozenset()) & set(near))


def _is_another_word(found: Sequence[Token], place: int) -> bool:
    """A word of one language that looks like a promise of another: ``sale``, ``raten``."""
    token = found[place]
    if token.low == "sale":  # It comes to, in Spanish.
        return "en" not in languages_of(found)
    return token.low == "raten" and token.text[0].islower()  # To guess, in German.


def _is_something_else(lows: Sequence[str], place: int, thing: str) -> bool:
    low = lows[place]
    before = lows[place - 1] if place else ""
    after = lows[place + 1] if place + 1 < len(lows) else ""
    if low == "including":
        return not any(sign in lows for sign in "$€£")
    if low == "off":
        return not any(
            sign in lows[max(0, place - 3) : place] for sign in ("%", "percent", "$", "€", "£")
        )
    if low in NOT_MEANT:
        befores, afters = NOT_MEANT[low]
        if before in befores or after in afters:
            return True
    return thing in NEUTRAL and after in NEUTRAL_AFTER


def _in_disguise(found: Sequence[Token], place: int, text: str) -> tuple[str, int] | None:
    """``fr€€``, ``fr33``, ``d1scount``, ``re fund``: a promise written so as not to be found."""
    token = found[place]
    if token.kind == "word" and place + 1 < len(found):
        after = found[place + 1]
        if after.kind == "word" and token.low + after.low in _GLUED:
            return LEXICON.whole.get(token.low + after.low, "refund"), 2
        if (
            after.low == "-"
            and place + 2 < len(found)
            and token.low + found[place + 2].low in _GLUED
        ):
            return LEXICON.whole.get(token.low + found[place + 2].low, "refund"), 3
    end = place
    while end + 1 < len(found) and found[end + 1].start == found[end].end and end < place + 7:
        if found[end + 1].text in '.,;:?()"-/' or found[end + 1].kind in ("link", "email"):
            break
        end += 1
    if end == place or all(t.kind == "word" for t in found[place : end + 1]):
        return None
    written = text[token.start : found[end].end].casefold()
    if not any(c.isalpha() for c in written):
        return None
    read = written.rstrip("!").translate(_LEET)
    if not read.isalpha():
        return None
    hit = LEXICON.at([read], 0)
    return (hit[0], end + 1 - place) if hit else None
