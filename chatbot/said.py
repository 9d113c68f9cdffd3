"""Who said what in a conversation, for an email: only what the visitor has seen, within bounds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from chatbot.models import Business, Conversation, Message

#: Roles whose words the visitor has seen, by the stored value. A role that is not named here, such
#: as a note among staff, is in no copy.
VISITOR, ASSISTANT, PERSON = "visitor", "assistant", "person"
#: Messages of a copy, and letters in all: Gmail cuts an email off at 102 KB.
MESSAGES, LETTERS = 200, 30_000
#: Letters of one message.
LONGEST = 6_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """One message. ``sources`` are (title, web address); the address may be ""."""

    role: str
    speaker: str
    text: str
    at: datetime
    sources: Sequence[tuple[str, str]] = ()

    @property
    def is_visitor(self) -> bool:
        """Whether the visitor wrote it."""
        return self.role == VISITOR


@dataclass(frozen=True, kw_only=True, slots=True)
class Copy:
    """``is_cut`` where the beginning did not fit; ``began`` is that of the whole."""

    messages: Sequence[Said]
    is_cut: bool
    began: datetime | None


def copy_of(
    conversation: Conversation,
    business: Business,
    *,
    you: str,
    automated: str,
    messages: int = MESSAGES,
    letters: int = LETTERS,
) -> Copy:
    """The newest messages that fit, oldest first. ``you`` and ``automated`` are speakers' names."""
    rows = conversation.messages.filter(role__in=(VISITOR, ASSISTANT, PERSON)).exclude(text="")
    newest = list(rows.order_by("-seq")[: messages + 1])
    kept: list[Said] = []
    for row in newest[:messages]:
        text = shortened(row.text.strip())
        letters -= len(text)
        if letters < 0 and kept:
            break
        if text:
            speaker = _speaker(row, business, you=you, automated=automated)
            kept.append(
                Said(
                    role=row.role,
                    speaker=speaker,
                    text=text,
                    at=row.created_at,
                    sources=_sources(row),
                )
            )
    first = rows.order_by("seq").values_list("created_at", flat=True).first()
    is_cut = len(kept) < len(newest)
    return Copy(messages=kept[::-1], is_cut=is_cut, began=first)


def shortened(text: str, longest: int = LONGEST) -> str:
    """At most so many letters."""
    return text if len(text) <= longest else f"{text[:longest].rstrip()} …"


def _speaker(row: Message, business: Business, *, you: str, automated: str) -> str:
    """A person by the name they answer under, never by an address."""
    if row.role == VISITOR:
        return you
    if row.role == ASSISTANT:
        return automated
    name = row.answered_by if "@" not in row.answered_by else ""
    return name or business.coach_name or business.name


def _sources(row: Message) -> list[tuple[str, str]]:
    found = []
    for source in row.sources if row.role == ASSISTANT else []:
        title, url = str(source.get("title", "")), str(source.get("url", ""))
        if title:
            found.append((title, url if url.startswith(("https://", "http://")) else ""))
    return found
