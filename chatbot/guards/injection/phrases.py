"""How a rule is put together: what is wanted, and a verb near a target, with word borders.

A single word never makes a rule: "ignore", "act as" and "rules" are words of every coach's
visitors. It takes a verb and its target within one sentence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

#: Words in quotation marks (folded text has one kind), or all after a colon where it asks nothing.
QUOTED = r"\"\W{0,3}\w[^\"\n]{2,200}\"|(?<!\w)'\w[^'\n]{2,200}'(?!\w)|: ?\w[^\n?]{12,}$"
#: Between two words of one sentence.
BREAK = r"(?:(?![.!?]\s)\W){1,4}"


class Kind(StrEnum):
    """What an instruction wants of the assistant."""

    OVERRIDE = "override"  # set its rules aside
    EXTRACTION = "extraction"  # show its instructions, keys, or other people's data
    ROLE = "role"  # become something else
    OUTPUT = "output"  # speak to a pattern it is given
    PROMISE = "promise"  # agree to what it is told
    MARKUP = "markup"  # tags and scripts that a program would read


@dataclass(frozen=True, slots=True)
class Rule:
    """One shape of an instruction. ``pattern`` is searched in folded text.

    ``from_visitors`` is False for what a visitor may well ask and a founder's page never says,
    such as "answer in French". ``enough_in_pages`` is False for what a page may well say to its
    reader, such as "you are now the director"; there it takes another sign.
    """

    kind: Kind
    name: str
    pattern: re.Pattern[str]
    from_visitors: bool = True
    enough_in_pages: bool = True


def rule(
    kind: Kind,
    name: str,
    *patterns: str,
    from_visitors: bool = True,
    enough_in_pages: bool = True,
) -> Rule:
    """A rule that any of ``patterns`` sets off."""
    joined = "|".join(f"(?:{pattern})" for pattern in patterns)
    return Rule(kind, name, re.compile(joined), from_visitors, enough_in_pages)


def words(*alternatives: str) -> str:
    """Any of the alternatives, as whole words."""
    return rf"\b(?:{'|'.join(alternatives)})\b"


def upto(count: int, unless: str = "") -> str:
    """A break with at most ``count`` words in it, none of which is one of ``unless``."""
    bar = rf"(?!(?:{unless})\b)" if unless else ""
    return rf"(?:{BREAK}{bar}[\w'-]+){{0,{count}}}?{BREAK}"
