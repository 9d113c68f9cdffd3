"""What the emails of this room say, once for all languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ops.letters.kinds import Words


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """One language. ``changes`` says what became of an account, by allauth's name for the email."""

    transcript: Words
    #: Who said something in a transcript, and the visitor as the founder reads of them;
    #: ``{business}`` is filled in.
    you: str
    assistant: str
    visitor: str
    #: In a transcript: that it is cut, before a source, and in place of an address a visitor wrote.
    left_out: str
    source: str
    link: str
    handoff: Words
    handoff_reminder: Words
    handoff_message: Words
    #: How the founder answers: by replying to the email, or on the page only.
    reply_here: str
    answer_there: str
    person_reply: Words
    #: To a visitor, where there is a mailbox for it.
    also_reply: str
    erasure: Words
    confirm_address: Words
    reset_password: Words
    account_exists: Words
    account_change: Words
    changes: Mapping[str, str]
    when: str
    address: str
    device: str
    let_in: Words
