"""A conversation that a person is wanted in, or has taken over."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from chatbot.models.conversation import Conversation


class HandoffQuerySet(models.QuerySet["Handoff"]):
    """Handoffs in domain words."""

    def open(self) -> HandoffQuerySet:
        """Those that have not been handed back."""
        return self.filter(ended_at__isnull=True)

    def real(self) -> HandoffQuerySet:
        """Without test traffic."""
        return self.filter(conversation__is_test=False)


class Handoff(models.Model):
    """From the moment a person is wanted until the assistant has the conversation again.

    At most one is open in a conversation; the database sees to it. The times that something is due
    are empty while nothing is, so that a chore finds its work in a small index. ``person_seq``,
    ``desk_read`` and ``visitor_read`` are places in the conversation: a message's ``seq``.
    """

    conversation = models.ForeignKey(
        Conversation, on_delete=models.CASCADE, related_name="handoffs"
    )
    began_at = models.DateTimeField(default=timezone.now)
    #: When the visitor asked; empty when a person stepped in unasked.
    asked_at = models.DateTimeField(null=True, blank=True)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    #: When a person first answered.
    answered_at = models.DateTimeField(null=True, blank=True)
    #: When the visitor has waited so long that it becomes a lead.
    due_at = models.DateTimeField(null=True, blank=True)
    #: When the owner is reminded, once.
    remind_at = models.DateTimeField(null=True, blank=True)
    missed_at = models.DateTimeField(null=True, blank=True)
    #: When it became a lead.
    lead_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    #: A person's newest message, and when it goes to the visitor by email if they do not see it.
    person_seq = models.BigIntegerField(default=0)
    mail_at = models.DateTimeField(null=True, blank=True)
    visitor_read = models.BigIntegerField(default=0)
    visitor_seen_at = models.DateTimeField(null=True, blank=True)
    #: How far the desk has read, and when the owner is told of what it has not.
    desk_read = models.BigIntegerField(default=0)
    tell_at = models.DateTimeField(null=True, blank=True)

    objects = HandoffQuerySet.as_manager()

    class Meta:
        ordering = ["-began_at"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["conversation"],
                condition=Q(ended_at__isnull=True),
                name="chatbot_handoff_one_open",
            )
        ]
        indexes = [
            models.Index(
                fields=["-began_at"], name="chatbot_handoff_open", condition=Q(ended_at=None)
            ),
            *(
                models.Index(
                    fields=[name],
                    name=f"chatbot_handoff_{name.removesuffix('_at')}",
                    condition=Q(**{f"{name}__isnull": False}),
                )
                for name in ("due_at", "remind_at", "mail_at", "tell_at", "missed_at")
            ),
        ]

    def __str__(self) -> str:
        return f"Handoff {self.pk}"
