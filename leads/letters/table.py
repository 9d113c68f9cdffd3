"""What the emails of this room say, once for all languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ops.letters.kinds import Words


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """One language. ``ways`` says how somebody got in touch, by the source of an enquiry;
    ``called`` what became of a call: new, to_confirm, moved, cancelled.
    """

    confirmation: Words
    notice: Words
    booking: Words
    called: Mapping[str, str]
    #: ``{provider}`` is filled in.
    to_confirm: str
    #: Before a conversation, whole or shortened.
    so_far: str
    so_far_cut: str
    visitor: str
    name: str
    email: str
    phone: str
    call: str
    at: str
    at_theirs: str
    before: str
    place: str
    reason: str
    page: str
    how: str
    ways: Mapping[str, str]
