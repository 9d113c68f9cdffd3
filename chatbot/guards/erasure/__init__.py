"""Whether a visitor asks that what is kept about them be deleted.

Rules over words, as for the safe replies: a verb of deleting that governs something of the
visitor's own ("my data", "everything you know about me", "this chat"), in a sentence that wants it
done. How deletion is handled ("how long do you keep my data?") is a question for the founder's
knowledge, and so is deleting anything else ("how do I delete my booking?").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from chatbot.guards.erasure import english, french, german, portuguese, spanish
from chatbot.guards.erasure.tongue import Tongue
from chatbot.guards.normal import folded

_ADDRESS = re.compile(r"\S+@\S+")
_SENTENCE = re.compile(r"[^.!?;:\n]+(?:[!?;:]+|\.(?=\s|$)|\n|$|\.)")
#: Up to so many words between a verb and what it governs; a comma ends the search.
_NEAR, _FAR = r"(?: [^\s,]+){0,4}?", r"(?: \S+){0,9}?"
#: What may follow "delete it": no noun, of which "it" would be the article.
_END = (
    r"(?=$| ,| (?:please|pls|"
    r"from (?:your|ur|all|every|here|there|the (?:systems?|databases?|records?|lists?|site|"
    r"website))|now|too|immediately|asap|as|and|all|right|at|off|completely|"
    r"permanently|today|por|ya|ahora|y|de|inmediatamente|bitte|sofort|und|aus|wieder|jetzt|alle|"
    r"s'il|svp|stp|maintenant|et|tout|immediatement|ja|imediatamente|agora|e|da|do)\b)"
)


@dataclass(frozen=True, slots=True)
class _Rules:
    asked: re.Pattern[str]
    own: re.Pattern[str]
    it: re.Pattern[str]
    handled: re.Pattern[str]
    otherwise: re.Pattern[str]
    condition: re.Pattern[str]


def asks_for_erasure(text: str) -> bool:
    """Whether ``text`` asks for its writer's data, or this conversation, to be deleted."""
    plain = _ADDRESS.sub(" ", folded(text))
    spoken_of = False
    for sentence, is_question in _sentences(plain):
        for rules in _ALL:
            spoken_of = spoken_of or bool(rules.own.search(rules.otherwise.sub(" - ", sentence)))
        if any(rules.handled.search(sentence) for rules in _ALL):
            continue
        for rules in _ALL:
            meant = rules.otherwise.sub(" - ", sentence)
            found = rules.asked.search(meant) or (spoken_of and rules.it.search(meant))
            if found and not (is_question and rules.condition.search(meant, found.start())):
                return True
    return False


def _sentences(plain: str) -> Iterator[tuple[str, bool]]:
    """Each sentence as words and commas with one space between, and whether it is a question."""
    for match in _SENTENCE.finditer(plain):
        words = re.findall(r"[\w'-]*\w|,", match.group().replace("-", " "))
        yield " ".join(words), "?" in match.group()


def _compiled(tongue: Tongue) -> _Rules:
    own, delete, deleted = f"(?:{tongue.own})", f"(?:{tongue.delete})", f"(?:{tongue.deleted})"
    asked = [
        rf"\b{delete}{_NEAR} {own}",
        rf"\b(?:{tongue.wanted})\b{_FAR} {own}{_NEAR} {deleted}\b",
        rf"\b{own}{_NEAR} (?:{tongue.must}) {deleted}\b",
        rf"\b(?:{tongue.deletion}){_NEAR} {own}",
        *tongue.asked,
    ]
    if tongue.verb_last:
        asked.append(rf"\b{own}{_NEAR} {delete}\b")
    return _Rules(
        asked=_any(asked),
        own=re.compile(rf"\b{own}"),
        it=_any([f"(?:{pattern}){_END}" for pattern in tongue.it]),
        handled=_any(tongue.handled),
        otherwise=_any(tongue.otherwise),
        condition=re.compile(rf"\b(?:{tongue.condition})\b"),
    )


def _any(patterns: list[str] | tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


_ALL = [_compiled(each.TONGUE) for each in (english, spanish, german, french, portuguese)]
