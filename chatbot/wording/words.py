"""The sentences there are, once for all languages: a table that lacks one does not type-check."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Words:
    """One language. ``{person}`` and the like are filled in; see ``chatbot.wording``."""

    hello: str
    thanks: str
    unreadable: str
    interrupted: str
    unknown: str
    not_certain: str
    email_request: str
    handoff: str
    also_write_to: str
    lead_captured: str
    address_refused: str
    leave_email: str
    talk_to: str
    book: str
    #: Languages by code, as they stand in ``written_in``.
    languages: Mapping[str, str]
    #: Before an answer in another language than the visitor's.
    written_in: str
    #: To who gives orders instead of asking.
    no_orders: str
    #: Ways to a person; joined by ``or``.
    reach: str
    either: str
    #: To who wants their data deleted; ``{address}`` is one of the two after it.
    erasure: str
    erasure_ask: str
    erasure_known: str
    #: When the address comes with a message of its own.
    erasure_added: str
    # Fixed replies.
    medical: str
    legal: str
    financial: str
    refund: str
    crisis: str
    crisis_limits: str
    crisis_call: str
    crisis_people: str
    crisis_lines: str
