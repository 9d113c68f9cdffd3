"""The emails about a conversation with a person: to the owner, and to a visitor who has left."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterator, Sequence

from django.conf import settings

from chatbot import wording
from chatbot.letters import HANDOFF, NEW_WORDS, PERSON_REPLY, REMINDER, TABLES
from chatbot.models import Business, Conversation, Message
from chatbot.person.answer import LONGEST, NotSaid, answer
from chatbot.person.take import Gone
from ops.letters import letterhead
from ops.letters.kinds import Kind
from ops.letters.writing import spoken_language, write
from ops.outbox import inbound, reply_text
from ops.outbox.enqueue import enqueue

#: What the owner's answers to notices belong to.
KIND = "conversation"
#: Messages of the visitor that a notice repeats.
REPEATED = 5


def register() -> None:
    """Take the answers that come by email."""
    inbound.register(KIND, owner_answered)


def notice(conversation: Conversation) -> None:
    """A visitor asked for a person."""
    _to_owner(conversation, HANDOFF, _last_words(conversation))


def reminder(conversation: Conversation) -> None:
    """Nobody has answered in the time that was promised."""
    _to_owner(conversation, REMINDER, _last_words(conversation))


def wrote_again(conversation: Conversation, since: int) -> None:
    """The visitor wrote in a conversation you have, and nobody has read it."""
    new = conversation.messages.filter(role=Message.Role.VISITOR, seq__gt=since).order_by("seq")
    said = [message.text for message in new[:REPEATED]]
    if said:
        _to_owner(conversation, NEW_WORDS, said)


def to_visitor(
    conversation: Conversation, messages: Sequence[Message], *, to: str, business: Business
) -> None:
    """A person's words, for a visitor who has left the chat; nothing the visitor typed is in it."""
    language = spoken_language(conversation.locale, letterhead.current())
    reply_to = business.contact_email or settings.OWNER_EMAIL
    house = wording.person(business)
    letter = write(
        PERSON_REPLY.name,
        language=language,
        values={
            "answered_by": messages[-1].answered_by or house,
            "said": [(message.answered_by or house, message.text) for message in messages],
            "reply": TABLES.of(language).also_reply if reply_to else "",
            "chat_url": conversation.page_url or settings.SITE_URL,
        },
    )
    enqueue(
        to=to,
        **letter.parts,
        kind=PERSON_REPLY.name,
        reply_to=reply_to,
        is_test=conversation.is_test,
        thread=("visitor", str(conversation.pk)),
        by_person=True,
    )


def owner_answered(key: str, text: str) -> None:
    """The owner answered a notice: it is said in the chat, and the conversation is theirs.

    What is longer than a message is said in several. Raises ``LookupError`` when the conversation
    was deleted.
    """
    conversation = _conversation(key)
    try:
        parts = list(_parts(text.replace("\x00", "")))
        nonces = [_nonce(conversation, part, number) for number, part in enumerate(parts)]
        for part, nonce in zip(parts, nonces, strict=True):
            answer(conversation.pk, text=part, user=None, nonce=nonce)
    except NotSaid:
        return
    except Gone as error:
        raise LookupError("the visitor has deleted the conversation") from error


def _parts(text: str) -> Iterator[str]:
    """Of at most ``LONGEST`` characters, cut at the ends of lines or words."""
    left = text.strip()
    while len(left) > LONGEST:
        at = max(left.rfind("\n", 0, LONGEST), left.rfind(" ", 0, LONGEST))
        at = at if at > LONGEST // 2 else LONGEST
        yield left[:at]
        left = left[at:].lstrip()
    if left:
        yield left


def _nonce(conversation: Conversation, text: str, number: int) -> str:
    """The same email twice is one message: the visitor has said nothing in between."""
    said = conversation.messages.filter(role=Message.Role.VISITOR).order_by("-seq")
    last = said.values_list("seq", flat=True).first()
    return hashlib.sha256(f"{last}:{number}:{text}".encode()).hexdigest()[:32]


def _conversation(key: str) -> Conversation:
    try:
        found = Conversation.objects.filter(pk=uuid.UUID(key)).first()
    except ValueError:
        found = None
    if found is None:
        raise LookupError("the visitor has deleted the conversation")
    return found


def _last_words(conversation: Conversation) -> list[str]:
    said = conversation.messages.filter(role=Message.Role.VISITOR).order_by("-seq")
    return [message.text for message in said[:REPEATED]][::-1]


def _to_owner(conversation: Conversation, kind: Kind, said: Sequence[str]) -> None:
    if conversation.is_test or not settings.OWNER_EMAIL:
        return
    back = inbound.reply_address(KIND, str(conversation.pk))
    page = f"{settings.SITE_URL}/{settings.ADMIN_PATH}/chatbot/conversation/{conversation.pk}/"
    language = spoken_language("", letterhead.current())
    words = TABLES.of(language)
    letter = write(
        kind.name,
        language=language,
        values={
            "said": "\n".join(text[:500] for text in said),
            "how": words.reply_here if back else words.answer_there,
            "admin_url": f"{page}change/#desk",
        },
    )
    enqueue(
        to=settings.OWNER_EMAIL,
        subject=letter.subject,
        text=f"{reply_text.ABOVE}\n\n{letter.text}" if back else letter.text,
        html=letter.html,
        kind=kind.name,
        reply_to=back,
        thread=(KIND, str(conversation.pk)),
    )
