"""Fixed, kind replies on topics no assistant may answer, as the founder can read and edit them.

What is recognised is in ``chatbot.guards.topics``, what is said in ``chatbot.wording``; a rule here
changes either. A missing row means: on, as built in.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone

from chatbot.models.version import KnowledgeVersion, Known, lines_of


class KnownQuerySet(models.QuerySet[Any]):
    """Many rows at once; every way of changing them moves the version too."""

    def update(self, **values: Any) -> int:
        """As Django's; other processes see it."""
        with transaction.atomic(using=self.db):
            KnowledgeVersion.move()
            return super().update(**values)

    def delete(self) -> tuple[int, dict[str, int]]:
        """As Django's; other processes see it."""
        with transaction.atomic(using=self.db):
            KnowledgeVersion.move()
            return super().delete()

    def bulk_create(self, objs: Any, *args: Any, **options: Any) -> list[Any]:
        """As Django's; other processes see it."""
        with transaction.atomic(using=self.db):
            KnowledgeVersion.move()
            return super().bulk_create(objs, *args, **options)


class SafetyRule(Known):
    """One topic: whether it is watched for, what is said, and the founder's own words for it."""

    class Topic(models.TextChoices):
        CRISIS = "crisis", "Somebody may be in danger"
        MEDICAL = "medical", "Medical advice"
        LEGAL = "legal", "Legal advice"
        FINANCIAL = "financial", "Money and tax advice, promises of income"
        REFUND = "refund", "Money back"

    topic = models.CharField(max_length=12, choices=Topic.choices, unique=True)
    is_on = models.BooleanField(
        "in use", default=True, help_text="The reply to somebody in danger cannot be switched off."
    )
    reply_en = models.TextField(
        "what is said, in English", blank=True, help_text="Empty: the text that comes with it."
    )
    reply_es = models.TextField("in Spanish", blank=True)
    reply_de = models.TextField("in German", blank=True)
    reply_fr = models.TextField("in French", blank=True)
    reply_pt = models.TextField("in Portuguese", blank=True)
    also = models.TextField(
        "also when somebody writes",
        blank=True,
        help_text="Words or phrases that mean this topic too, one a line.",
    )
    never = models.TextField(
        "but not when somebody writes",
        blank=True,
        help_text="Words or phrases that are meant otherwise, one a line. For somebody in danger "
        "this is not used.",
    )

    objects: ClassVar[models.Manager[SafetyRule]] = KnownQuerySet.as_manager()

    class Meta:
        verbose_name = "safe reply"
        verbose_name_plural = "safe replies"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.get_topic_display()

    def clean(self) -> None:
        """The reply to somebody in danger stays on, and nothing is excepted from it."""
        if self.topic == self.Topic.CRISIS and not self.is_on:
            raise ValidationError({"is_on": "This reply cannot be switched off."})
        if self.topic == self.Topic.CRISIS and self.never.strip():
            raise ValidationError({"never": "Nothing can be excepted from this reply."})

    @property
    def replies(self) -> dict[str, str]:
        """The founder's own texts by language code, those that are not empty."""
        texts = {code: getattr(self, f"reply_{code}") for code in ("en", "es", "de", "fr", "pt")}
        return {code: text.strip() for code, text in texts.items() if text.strip()}

    @property
    def also_phrases(self) -> list[str]:
        """The founder's own words for the topic."""
        return lines_of(self.also)

    @property
    def never_phrases(self) -> list[str]:
        """What the founder excepts."""
        return lines_of(self.never)


class CrisisLineQuerySet(KnownQuerySet):
    """Crisis lines in domain words."""

    def confirmed(self) -> CrisisLineQuerySet:
        """Those the founder has tried or looked up, which are the only ones visitors see."""
        return self.filter(confirmed_on__isnull=False)


class CrisisLine(Known):
    """A help line the founder vouches for. None comes with the product."""

    name = models.CharField(max_length=120, help_text="As the line calls itself.")
    country = models.CharField(
        max_length=80, help_text="Where it can be reached from: a country or region, or: worldwide."
    )
    contact = models.CharField(
        "number or address",
        max_length=200,
        help_text="A phone number, or the address of a chat or page.",
    )
    source_url = models.URLField(
        "where you found it", max_length=500, help_text="The line's own page, so it can be checked."
    )
    confirmed_on = models.DateField(
        null=True,
        blank=True,
        help_text="The day you checked it: called the number or read it on the line's own page. "
        "Visitors see only lines with a date.",
    )
    position = models.PositiveSmallIntegerField(default=0, help_text="Smaller comes first.")

    objects: ClassVar[CrisisLineQuerySet] = CrisisLineQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return f"{self.name} ({self.country})"

    def clean(self) -> None:
        """A date in the future is a slip."""
        if self.confirmed_on and self.confirmed_on > timezone.now().date():
            raise ValidationError({"confirmed_on": "This day is still to come."})

    def as_text(self) -> str:
        """The line as a visitor reads it."""
        return f"{self.name} ({self.country}): {self.contact}"

    def as_source(self) -> dict[str, str]:
        """Where it comes from and when it was confirmed."""
        return {"title": f"{self.name}, {self.confirmed_on:%Y-%m-%d}", "url": self.source_url}
