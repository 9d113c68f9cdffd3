"""What the guards held back, for the founder to read beside the conversation."""

from __future__ import annotations

from django.db import models

from chatbot.models.conversation import Message

#: Characters of a held-back sentence that are kept.
KEPT = 500


class GuardEvent(models.Model):
    """One thing a guard did about a visitor's message or its reply; goes with the conversation."""

    class Kind(models.TextChoices):
        CLAIM = "claim", "a claim without a source"
        CANARY = "canary", "hidden instructions in the reply"
        INJECTION = "injection", "an attempt to give orders"
        TOPIC = "topic", "a topic with a fixed reply"

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="guard_events")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    sentence = models.CharField(max_length=KEPT, blank=True)
    reasons = models.JSONField(default=list, blank=True)
    replaced_by = models.CharField(max_length=KEPT, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["created_at", "pk"]
        indexes = [models.Index(fields=["kind", "created_at"], name="chatbot_guard_kind")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.created_at:%Y-%m-%d}"
