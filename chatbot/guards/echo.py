"""How much of one text stands in another, word for word: a reply that gives its instructions away.

Runs of eight words are compared, so that a shared name or turn of phrase counts for nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from chatbot.guards.normal import folded

#: Words in a run.
RUN = 8
#: From this share of runs on, a text is an echo.
TOO_MUCH = 0.20

_WORD = re.compile(r"[^\W_]+")


def share(reply: str, prompt: str, *, allowed: Iterable[str] = ()) -> float:
    """The share (0 to 1) of ``prompt``'s runs that ``reply`` repeats, or of the reply's own.

    The larger of the two: the first sees a prompt poured out in a long reply, the second a short
    reply that is nothing but a piece of it. ``allowed`` are texts the reply may quote although the
    prompt holds them: passages, fixed sentences. Below eight words there is nothing to compare.
    """
    ours, theirs = _runs(prompt), _runs(reply)
    for text in allowed:
        quoted = _runs(text)
        ours, theirs = ours - quoted, theirs - quoted
    if not ours or not theirs:
        return 0.0
    same = len(ours & theirs)
    return max(same / len(ours), same / len(theirs))


def echoes(reply: str, prompt: str, *, allowed: Iterable[str] = ()) -> bool:
    """Whether ``reply`` repeats too much of ``prompt``."""
    return share(reply, prompt, allowed=allowed) >= TOO_MUCH


def _runs(text: str) -> set[tuple[str, ...]]:
    words: Sequence[str] = _WORD.findall(folded(text))
    return {tuple(words[start : start + RUN]) for start in range(len(words) - RUN + 1)}
