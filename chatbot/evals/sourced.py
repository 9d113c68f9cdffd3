"""Whether everything in a reply that could be wrong stands in what it cites.

A reply with sources goes through the claims gate, which knows normal forms and ties a figure to
its item. A reply without any (the assistant's own sentences) may hold no figure and no address but
those of the business's profile.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from chatbot.evals.seen import Reply
from chatbot.guards.claims import Evidence, Gate, Source

_LINK = re.compile(r"(?:https?://|www\.)[^\s<>\"')\]]+", re.IGNORECASE)
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_NUMBER = re.compile(r"\d+(?:[.,\u00a0\u202f ]\d{3})*(?:[.,]\d+)?")
_TRAILING = ".,;:!?)"


def problem_of(reply: Reply, profile: Sequence[Source]) -> str:
    """What the reply says without a source, as a sentence, or ""."""
    if reply.cited:
        return _by_the_gate(reply, profile)
    return _by_figures(reply.text, [source.text for source in profile])


def _by_the_gate(reply: Reply, profile: Sequence[Source]) -> str:
    """The figures of the profile (such as "within one working day") may stand beside the cited."""
    gate = Gate(Evidence([*reply.cited, *profile]), reply.question)
    held = [part for part in [*gate.feed(reply.text), *gate.end()] if part.replaced]
    if not held:
        return ""
    claims = ", ".join(dict.fromkeys(str(claim) for part in held for claim in part.failed))
    return f"the reply says what its source does not: {claims or 'a sentence'}"


def _by_figures(text: str, known: Iterable[str]) -> str:
    evidence = "\n".join(known)
    for pattern, what in ((_LINK, "link"), (_EMAIL, "address")):
        held = {found.rstrip(_TRAILING).casefold() for found in pattern.findall(evidence)}
        for found in pattern.findall(text):
            if found.rstrip(_TRAILING).casefold() not in held:
                return f"the reply names the {what} {found.rstrip(_TRAILING)}, which has no source"
    bare = _EMAIL.sub(" ", _LINK.sub(" ", text))
    held = {_normal(number) for number in _NUMBER.findall(evidence)}
    for number in _NUMBER.findall(bare):
        if _normal(number) not in held:
            return f"the reply says {number.strip()}, which has no source"
    return ""


def _normal(number: str) -> str:
    """``1,200`` and ``1 200`` as ``1200``; ``12.50`` as ``12.5``."""
    whole = re.sub(r"[.,\u00a0\u202f ](?=\d{3}(?:\D|$))", "", number).replace(",", ".")
    return whole.rstrip("0").rstrip(".") if "." in whole else whole
