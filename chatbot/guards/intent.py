"""What a visitor wants apart from an answer: a greeting, a person, to be forgotten, to
leave an address.

Each rule needs whole words in a clear shape, so that a question that only mentions such a word
("what does the person-centred programme cost?") is still looked up.
"""

from __future__ import annotations

import re
from enum import StrEnum, auto

from chatbot.guards.erasure import asks_for_erasure


class Intent(StrEnum):
    """What the message is, besides a question."""

    GREETING = auto()
    THANKS = auto()
    PERSON = auto()
    ERASURE = auto()
    UNREADABLE = auto()
    QUESTION = auto()


GREETING = re.compile(
    r"(hi|hello|hey|hiya|howdy|hallo|hola|bonjour|good (morning|afternoon|evening|day))"
    r"( there| again| all| everyone)?"
)
THANKS = re.compile(
    r"(ok |okay |great |perfect |cool |wonderful |lovely |no )*"
    r"(thanks|thank you|thx|ty|cheers|much appreciated|bye|goodbye|see you)"
    r"( so much| very much| a lot| again| for your help| bye)*"
)
PERSON = re.compile(
    r"\b(talk|speak|chat|connect|put|transfer|hand|get)\b.{0,20}\b(to|with|me)\b.{0,20}"
    r"\b(person|human|someone|somebody|real|agent|representative|operator|people)\b"
    r"|\b(want|need|prefer|give me|get me)\b.{0,15}\b(human|real person|live agent|live person)\b"
    r"|^(a )?(human|person|real person|agent|operator|representative)( please)?$"
    r"|\bcall me back\b|\b(can|could) (somebody|someone|you) (call|ring|phone) me\b",
)
CONTACT_ME = re.compile(
    r"\b(reach|contact|email|e-mail|mail|write to|write|answer|reply to|message)\s+(me|us)\b"
    r"|\bmy (e-?mail|email address|address|mail) (is|:)|\bhere('s| is) my (e-?mail|address)\b",
    re.IGNORECASE,
)
#: An address inside running text, without the punctuation that ends a sentence.
ADDRESS = re.compile(
    r"[^@\s<>\"',;:()\[\]]+@[^@\s<>\"',;:()\[\]!?]+\.[^@\s<>\"',;:()\[\]!?]*[^\W_]"
)


def plain(text: str) -> str:
    """Lower case, punctuation taken as space."""
    return " ".join(re.sub(r"[^\w'’-]+", " ", text.lower()).split())


def intent_of(text: str) -> Intent:
    """What a message is. Anything unclear is a question."""
    words = plain(text)
    if not re.search(r"[^\W_]", words):
        return Intent.UNREADABLE
    if GREETING.fullmatch(words):
        return Intent.GREETING
    if THANKS.fullmatch(words):
        return Intent.THANKS
    if asks_for_erasure(text):
        return Intent.ERASURE
    if PERSON.search(words):
        return Intent.PERSON
    return Intent.QUESTION


def address_in(text: str) -> str:
    """The first email address in a text, or ""."""
    match = ADDRESS.search(text)
    return match.group() if match else ""


def addresses_in(text: str) -> list[str]:
    """Every email address in a text."""
    return ADDRESS.findall(text)


def asks_to_be_written_to(text: str) -> bool:
    """Whether a message that holds an address also asks for an answer at it."""
    return CONTACT_ME.search(text) is not None
