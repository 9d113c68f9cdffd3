"""The founder's questions, what each answer is worth, and what visitors have answered."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils import timezone

#: The most one answer may be worth.
MOST_POINTS = 100


class FitSettings(models.Model):
    """How the questions are used. There is exactly one row; ``current()`` is how to get it."""

    is_on = models.BooleanField(
        "ask these questions in the chat",
        default=False,
        help_text="One at a time, once somebody asks for a price or a call, or leaves their "
        "address. Whoever skips one is not asked it again.",
    )
    enough = models.PositiveSmallIntegerField(
        "a fit from so many points",
        default=0,
        validators=[MaxValueValidator(10_000)],
        help_text="Fewer, once all questions are answered, is not a fit. 0: nobody is told so by "
        "points alone.",
    )
    not_fit_words = models.TextField(
        "what somebody is told who is not a fit",
        blank=True,
        max_length=600,
        help_text="Kind and plain, such as: I would not be the right help for this. Here is "
        "something that may serve you better.",
    )
    not_fit_url = models.URLField(
        "link for them",
        blank=True,
        max_length=500,
        help_text="Offered instead of a call: a course, a book, a colleague.",
    )
    not_fit_label = models.CharField("words of that link", blank=True, max_length=60)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = verbose_name_plural = "questions: when and for whom"
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="leads_fitsettings_is_one_row")
        ]

    def __str__(self) -> str:
        return "Questions: when and for whom"

    @classmethod
    def current(cls) -> FitSettings:
        """The row, or an unsaved one that asks nothing."""
        return cls.objects.filter(pk=1).first() or cls(pk=1)

    def clean(self) -> None:
        """Who is turned away is told something, and a link has words."""
        errors = {}
        if self.enough and not self.not_fit_words.strip():
            errors["not_fit_words"] = "Say what somebody below that number is told."
        if self.not_fit_url and not self.not_fit_url.startswith(("https://", "http://")):
            errors["not_fit_url"] = "Begin with https:// or http://."
        if self.not_fit_url and not self.not_fit_label.strip():
            errors["not_fit_label"] = "Say what the link is called, such as: My free course."
        if errors:
            raise ValidationError(errors)


class FitQuestion(models.Model):
    """One question. What an answer is worth stands in its ``rules``."""

    class Kind(models.TextChoices):
        TEXT = "text", "anything they write"
        CHOICE = "choice", "one of a list"
        NUMBER = "number", "a number or an amount"
        DATE = "date", "a date"

    text = models.CharField("question", max_length=300)
    name = models.CharField(
        "short name",
        max_length=40,
        help_text="As it stands on the lead, such as: Budget.",
    )
    kind = models.CharField("answered by", max_length=10, choices=Kind.choices)
    position = models.PositiveSmallIntegerField(
        "order", default=0, help_text="The lowest is asked first."
    )
    is_used = models.BooleanField("ask it", default=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = "question to visitors"
        verbose_name_plural = "questions to visitors"
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name


class FitRule(models.Model):
    """An answer, or a span of answers, and what it is worth.

    A choice has its ``label``. A number lies between ``low`` and ``high``, both counted in; a date
    so many days from now. An empty end is open.
    """

    question = models.ForeignKey(FitQuestion, on_delete=models.CASCADE, related_name="rules")
    label = models.CharField(
        "choice", max_length=120, blank=True, help_text="For one of a list: its words."
    )
    low = models.BigIntegerField("from", null=True, blank=True)
    high = models.BigIntegerField("to", null=True, blank=True)
    points = models.PositiveSmallIntegerField(
        default=0, validators=[MaxValueValidator(MOST_POINTS)]
    )
    reason = models.CharField(
        "says on the lead", max_length=80, blank=True, help_text="Such as: budget fits."
    )
    rules_out = models.BooleanField(
        "not a fit", default=False, help_text="Whatever else they answer."
    )
    position = models.PositiveSmallIntegerField("order", default=0)

    class Meta:
        verbose_name = "answer and its points"
        verbose_name_plural = "answers and their points"
        ordering = ["position", "pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.label or f"{self.low or ''} to {self.high or ''}"

    def clean(self) -> None:
        """A span that ends before it begins holds nothing."""
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValidationError({"high": "This is less than where it begins."})


class FitAnswer(models.Model):
    """What somebody answered, with the exact words of the question of that day.

    An answer given before an address was left has no lead yet, and goes with its conversation.
    """

    lead = models.ForeignKey(
        "leads.Lead", on_delete=models.CASCADE, null=True, related_name="fit_answers"
    )
    conversation_id = models.CharField(max_length=36, db_index=True)
    question = models.ForeignKey(
        FitQuestion, on_delete=models.SET_NULL, null=True, related_name="answers"
    )
    asked = models.CharField(max_length=300)
    name = models.CharField(max_length=40)
    text = models.TextField()
    #: As it was understood: ``3000``, ``2026-02-01``, a choice's words.
    value = models.CharField(max_length=200, blank=True)
    points = models.PositiveSmallIntegerField(default=0)
    out_of = models.PositiveSmallIntegerField(default=0)
    reason = models.CharField(max_length=80, blank=True)
    rules_out = models.BooleanField(default=False)
    is_test = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["created_at", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["conversation_id", "question"], name="leads_fitanswer_once"
            )
        ]

    def __str__(self) -> str:
        return f"Answer {self.pk}"


class FitAsking(models.Model):
    """How far the questions are in one conversation. ``asked`` is a question that waits."""

    conversation_id = models.CharField(primary_key=True, max_length=36)
    question = models.ForeignKey(FitQuestion, on_delete=models.SET_NULL, null=True)
    asked = models.CharField(max_length=300, blank=True)
    #: The visitor's message that brought the question up, so that a replay asks nothing more.
    after = models.BigIntegerField(null=True)
    #: What that message was: ``begin``, ``answer``, ``skip`` or ``stop``.
    how = models.CharField(max_length=8, blank=True)
    #: Keys of questions that were skipped or left unanswered.
    left = models.JSONField(default=list)
    #: Questions that were passed over in silence.
    ignored = models.PositiveSmallIntegerField(default=0)
    is_over = models.BooleanField(default=False)
    is_no_fit = models.BooleanField(default=False)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"Asking {self.conversation_id[:8]}"
