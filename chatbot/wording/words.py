"""The sentences there are, once for all languages: a table that lacks one does not type-check."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
    # Around the founder's questions; ``{question}`` is in the founder's words.
    fit_first: str
    fit_skip: str
    fit_thanks: str
    fit_skipped: str
    fit_done: str
    fit_stopped: str


@dataclass(frozen=True, kw_only=True, slots=True)
class PersonWords:
    """About a person in the conversation. ``{when}`` is one of the four below it, with a zone."""

    replies_within: str
    replies_by: str
    back: str
    away: str
    today: str
    tomorrow: str
    weekday: str
    day: str
    your_time: str
    zone_time: str
    minutes: str
    hour: str
    hours: str
    #: Under the name of the business while a person has the conversation, and after it.
    in_person: str
    automated_again: str
    already_here: str
    #: To begin with, for the founder.
    first_words: Sequence[str]
