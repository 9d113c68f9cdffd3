"""What one language needs to say to have one's data deleted: patterns over folded text.

A text is folded (lower case, no accents), hyphens are spaces, and a comma is a word of its own.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Tongue:
    """Patterns of one language; ``\\b`` is put around single words where they are joined."""

    #: What is the visitor's own here: "my data", "all you know about me", "this chat".
    own: str
    #: Forms of deleting that ask for it or wish it, and no form that tells of it.
    delete: str
    deleted: str
    #: Stands before "my data … deleted", and between the two.
    wanted: str
    must: str
    #: The noun, before "of my data".
    deletion: str
    #: Whole ways to ask.
    asked: tuple[str, ...]
    #: "Delete it", once something of the visitor's own was spoken of.
    it: tuple[str, ...]
    #: A sentence about how it is done, or one that says not to do it.
    handled: tuple[str, ...]
    #: What only sounds like it, taken out before looking.
    otherwise: tuple[str, ...]
    #: In a question, turns "delete my data" into one about how it is handled.
    condition: str
    #: Whether the verb may follow what it governs.
    verb_last: bool = False
