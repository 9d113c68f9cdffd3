"""Conversations and their messages."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import uuid
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone

#: How long a process may stay silent while it writes a reply before another may take over.
ANSWERING_LEASE = timedelta(seconds=20)
#: The same between claiming a message and beginning its reply. A visitor who leaves in that moment
#: leaves nobody behind who could give the claim back.
STARTING_LEASE = timedelta(seconds=4)


def hash_token(token: str) -> str:
    """What is stored of a conversation's token: it has 256 random bits, so one hash is enough."""
    return hashlib.sha256(token.encode()).hexdigest()


#: The ``utm.source`` of the conversations in which the monitor asks.
MONITOR = "monitor"


class ConversationQuerySet(models.QuerySet["Conversation"]):
    """Conversations in domain words."""

    def real(self) -> ConversationQuerySet:
        """Without test traffic."""
        return self.filter(is_test=False)

    def of_account(self, user: Any) -> ConversationQuerySet:
        """Those that belong to one person's account."""
        return self.filter(account_id=user.pk)


class Conversation(models.Model):
    """One visitor's chat. Whoever holds its token may read and continue it, nobody else."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    token_hash = models.CharField(max_length=64, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    last_message_at = models.DateTimeField(auto_now_add=True)
    locale = models.CharField(max_length=35, blank=True)
    page_url = models.CharField(max_length=2000, blank=True)
    referrer = models.CharField(max_length=2000, blank=True)
    utm = models.JSONField(default=dict, blank=True)
    #: Where they first came from, where that was another page: page_url, referrer, utm.
    first_touch = models.JSONField(
        default=dict, db_default=models.Value({}, models.JSONField()), blank=True
    )
    #: Who they are on the founder's site, signed by that site; "" for everybody else.
    visitor_id = models.CharField(max_length=200, db_default="", default="", blank=True)
    #: The visitor's account, once they have shown the token while signed in.
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="conversations",
    )
    #: Marks of the addresses it was emailed to (``ops.addresses``): whose it is, without saying so.
    emailed_to = models.TextField(default="", db_default="", blank=True, editable=False)
    is_test = models.BooleanField(default=False)
    #: The last reply asked for an email address, so an address in the next message is an answer.
    asked_for_email = models.BooleanField(default=False)
    handoff_requested_at = models.DateTimeField(null=True, blank=True)
    #: Since when a person has it and the assistant is silent; empty while it answers by itself.
    taken_at = models.DateTimeField(null=True, blank=True)
    #: The time zone the visitor's browser names: a hint for the words, trusted with nothing.
    time_zone = models.CharField(max_length=60, db_default="", default="", blank=True)

    objects = ConversationQuerySet.as_manager()

    class Meta:
        ordering = ["-last_message_at"]
        permissions = [("answer_conversation", "Can answer in a conversation")]
        indexes = [
            models.Index(fields=["-last_message_at"], name="chatbot_conv_recent"),
            models.Index(fields=["is_test", "created_at"], name="chatbot_conv_by_day"),
            models.Index(
                fields=["-handoff_requested_at"],
                name="chatbot_conv_asked",
                condition=models.Q(handoff_requested_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"Conversation {str(self.id)[:8]}"

    @classmethod
    def start(cls, **values: Any) -> tuple[Conversation, str]:
        """A new conversation and its token, which is shown this once and stored only as a hash."""
        token = secrets.token_urlsafe(32)
        return cls.objects.create(token_hash=hash_token(token), **values), token

    @property
    def is_the_monitors(self) -> bool:
        """Whether the monitor asks here every minute, which must cost no model."""
        return self.is_test and bool(self.utm.get("source") == MONITOR)

    def opens_with(self, token: str) -> bool:
        """Whether ``token`` is this conversation's; takes the same time for every wrong one."""
        return hmac.compare_digest(self.token_hash, hash_token(token))


class Message(models.Model):
    """One message. A visitor's message also carries the state of its reply.

    ``client_message_id`` is the visitor's own name for it: unique in the conversation, so that a
    repeated request finds the first one's reply instead of asking again. A person's message has
    one of the desk's, for the same reason, and their name in ``answered_by``.
    """

    class Role(models.TextChoices):
        VISITOR = "visitor"
        ASSISTANT = "assistant"
        PERSON = "person"

    class Status(models.TextChoices):
        COMPLETE = "complete"
        INTERRUPTED = "interrupted"
        ANSWERING = "answering"

    class Outcome(models.TextChoices):
        ANSWERED = "answered"
        UNKNOWN = "unknown"
        REFUSED = "refused"
        HANDOFF = "handoff"
        LEAD_CAPTURED = "lead_captured"
        DEGRADED = "degraded"

    class Feedback(models.TextChoices):
        UP = "up"
        DOWN = "down"

    seq = models.BigAutoField(primary_key=True)
    id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    conversation = models.ForeignKey(
        Conversation, on_delete=models.CASCADE, related_name="messages"
    )
    role = models.CharField(max_length=10, choices=Role.choices)
    text = models.TextField()
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.COMPLETE)
    created_at = models.DateTimeField(auto_now_add=True)

    # A visitor's message.
    client_message_id = models.CharField(max_length=64, null=True, blank=True)  # noqa: DJ001 - NULL is what the unique constraint passes over
    answering_until = models.DateTimeField(null=True, blank=True)
    answering_by = models.UUIDField(null=True, blank=True)

    # A reply.
    reply_to = models.OneToOneField(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="reply"
    )
    outcome = models.CharField(max_length=16, choices=Outcome.choices, blank=True)
    sources = models.JSONField(default=list, blank=True)
    actions = models.JSONField(default=list, blank=True)
    entry = models.ForeignKey(
        "chatbot.KnowledgeEntry", on_delete=models.SET_NULL, null=True, blank=True
    )
    score = models.FloatField(null=True, blank=True)
    answered_by = models.CharField(max_length=40, blank=True)
    duration_ms = models.PositiveIntegerField(null=True, blank=True)
    feedback = models.CharField(max_length=4, choices=Feedback.choices, blank=True)

    class Meta:
        ordering = ["seq"]
        constraints = [
            models.UniqueConstraint(
                fields=["conversation", "client_message_id"], name="chatbot_message_sent_once"
            )
        ]
        indexes = [
            models.Index(fields=["conversation", "seq"], name="chatbot_message_history"),
            models.Index(fields=["outcome", "created_at"], name="chatbot_message_outcome"),
            models.Index(
                fields=["-seq"],
                name="chatbot_message_went_wrong",
                condition=models.Q(status="interrupted")
                | models.Q(outcome="degraded")
                | models.Q(feedback="down"),
            ),
            models.Index(
                fields=["feedback", "-seq"],
                name="chatbot_message_thumbs",
                condition=~models.Q(feedback=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} {str(self.id)[:8]}"

    def is_being_answered(self) -> bool:
        """Whether a process is writing the reply now and has been heard of lately."""
        return (
            self.status == self.Status.ANSWERING
            and self.answering_until is not None
            and self.answering_until > timezone.now()
        )

    def for_a_person(self) -> dict[str, Any]:
        """What stands in the place of a reply while a person has the conversation: no words yet.

        ``id`` is the visitor's message, so that a client can read on after it.
        """
        return self.as_json() | {
            "role": self.Role.PERSON.value,
            "text": "",
            "outcome": self.Outcome.HANDOFF.value,
        }

    def as_json(self) -> dict[str, Any]:
        """The shape of the contract.

        A visitor's message is complete as soon as it is here; a reply that its process never
        finished reads as interrupted. ``author`` names the person who wrote it.
        """
        status = self.status
        if self.role == self.Role.VISITOR:
            status = self.Status.COMPLETE
        return {
            "id": str(self.id),
            "role": self.role,
            "author": self.answered_by if self.role == self.Role.PERSON else None,
            "text": self.text,
            "status": status,
            "sources": self.sources,
            "actions": self.actions,
            "feedback": self.feedback or None,
            "outcome": self.outcome or None,
            "created_at": self.created_at.isoformat().replace("+00:00", "Z"),
        }
