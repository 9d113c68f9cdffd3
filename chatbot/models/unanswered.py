"""What the founder has decided about questions the assistant could not answer."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from chatbot.models.conversation import Message


class SettledQuestion(models.Model):
    """One visitor's question that the founder has dealt with. It goes when the message goes."""

    class How(models.TextChoices):
        ANSWERED = "answered", "an answer was written"
        DISMISSED = "dismissed", "not worth an answer"

    message = models.OneToOneField(Message, on_delete=models.CASCADE, related_name="settled")
    how = models.CharField(max_length=10, choices=How.choices)
    entry = models.ForeignKey(
        "chatbot.KnowledgeEntry", on_delete=models.SET_NULL, null=True, blank=True
    )
    settled_at = models.DateTimeField(default=timezone.now)

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["how", "-settled_at"], name="chatbot_settled_how")]

    def __str__(self) -> str:
        return f"{self.how} {self.message_id}"


class UnansweredQuestion(Message):
    """Messages seen as the founder's list of what nobody has answered yet."""

    class Meta:
        proxy = True
        default_permissions = ()
        verbose_name = "unanswered question"
        verbose_name_plural = "unanswered questions"


class DrawnQuestions(models.Model):
    """Which of many questions ask the same: one row, of numbers of messages (``Message.seq``).

    ``newest`` and ``count`` tell of which questions it was worked out.
    """

    groups = models.JSONField(default=list)
    newest = models.BigIntegerField()
    count = models.PositiveIntegerField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.count} questions"

    @classmethod
    def groups_kept(cls) -> list[list[int]]:
        """The groups as they were drawn last; none before the first time."""
        return cls.objects.filter(pk=1).values_list("groups", flat=True).first() or []
