"""What visitors asked to have deleted, until the founder has done it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from chatbot.models.conversation import Conversation, Message


class ErasureRequestQuerySet(models.QuerySet["ErasureRequest"]):
    """Requests in domain words."""

    def undone(self) -> ErasureRequestQuerySet:
        """Neither carried out nor settled otherwise."""
        return self.filter(done_at=None)

    def waiting(self) -> ErasureRequestQuerySet:
        """What the founder has to do: real ones, while there is something left to find.

        A visitor without an address who has cleared the conversation has done it themselves.
        """
        found = Q(conversation__isnull=False) | ~Q(address_key="")
        return self.undone().filter(found, is_test=False)


class ErasureRequest(models.Model):
    """One visitor's wish; at most one at a time for a conversation, and for an address.

    Once done it holds no personal data any more: it stays as the proof that it was done.
    """

    conversation = models.ForeignKey(
        Conversation, on_delete=models.SET_NULL, null=True, related_name="erasure_requests"
    )
    #: The visitor's message that asked last.
    asked_in = models.ForeignKey(Message, on_delete=models.SET_NULL, null=True, related_name="+")
    address = models.CharField(max_length=254, blank=True)
    #: The address as it is compared.
    address_key = models.CharField(max_length=320, blank=True, editable=False)
    times = models.PositiveIntegerField(default=1)
    is_test = models.BooleanField(default=False)
    asked_at = models.DateTimeField(default=timezone.now)
    done_at = models.DateTimeField(null=True, blank=True)

    objects = ErasureRequestQuerySet.as_manager()

    class Meta:
        verbose_name = "deletion request"
        ordering = ["-asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["conversation"],
                condition=Q(done_at__isnull=True),
                name="chatbot_erasure_once",
            )
        ]
        indexes = [
            models.Index(fields=["done_at", "asked_at"], name="chatbot_erasure_waiting"),
            models.Index(fields=["address_key"], name="chatbot_erasure_address"),
        ]

    def __str__(self) -> str:
        return f"Deletion request {self.pk}"

    def settle(self) -> None:
        """Done: forget whose it was."""
        self.address = self.address_key = ""
        self.conversation = self.asked_in = None
        self.done_at = timezone.now()
        self.save()
