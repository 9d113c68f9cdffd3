"""The one business this installation speaks for: what the founder fills in first."""

from __future__ import annotations

import zoneinfo
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models

from chatbot.models.version import Known, lines_of

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

#: In minutes.
REPLY_WITHIN = [
    (5, "5 minutes"), (15, "15 minutes"), (30, "30 minutes"), (60, "an hour"), (120, "2 hours"),
    (180, "3 hours"), (240, "4 hours"), (480, "8 hours"),
]  # fmt: skip


def known_time_zone(value: str) -> None:
    """Refuse a name that is not in the time zone database (https://www.iana.org/time-zones)."""
    if value not in zoneinfo.available_timezones():
        raise ValidationError("Use a name such as Europe/Stockholm or America/New_York.")


class Business(Known):
    """The business profile. There is exactly one row; ``current()`` is how to get it."""

    name = models.CharField("business name", max_length=80, default="Your business")
    coach_name = models.CharField("your name", max_length=80, blank=True)
    tagline = models.CharField(
        max_length=160, blank=True, help_text="Who you help with what, in one short line."
    )
    headline = models.CharField(
        max_length=160, blank=True, help_text="The large line on the page. Empty: the tagline."
    )
    intro = models.TextField(
        "introduction", blank=True, help_text="Two or three sentences under the headline."
    )
    tone = models.CharField(
        max_length=200,
        blank=True,
        help_text="How your assistant should sound, in a few words: warm, plain, brief.",
    )
    greeting = models.TextField(
        default="Hello. I am the automated assistant here. What would you like to know?",
        help_text="The first thing a visitor reads in the chat. Say that it is automated.",
    )
    suggested_questions = models.TextField(
        blank=True, help_text="One question a line; the first four are offered in the chat."
    )
    booking_url = models.URLField("booking link", blank=True)
    contact_email = models.EmailField("contact email", blank=True)
    contact_phone = models.CharField("contact phone", max_length=40, blank=True)
    colour = models.CharField(
        max_length=7,
        default="#1f5f5b",
        validators=[RegexValidator(r"^#[0-9a-fA-F]{6}$", "Write it like #1f5f5b.")],
        help_text="Your one accent colour. Text on it turns black or white by itself.",
    )
    disclaimer = models.TextField(
        "disclaimers",
        blank=True,
        help_text="What your assistant must not be taken for, such as medical or legal advice.",
    )
    first_call = models.TextField(
        "what happens in a first call", blank=True, help_text="One step a line."
    )
    reply_promise = models.CharField(
        max_length=120, blank=True, help_text="Such as: I reply within one working day."
    )
    reply_within = models.PositiveSmallIntegerField(
        "you reply within",
        choices=REPLY_WITHIN,
        null=True,
        blank=True,
        help_text="Told to visitors before they write, counted in your opening hours. Whoever has "
        "waited longer in the chat becomes a lead. Empty: no time is promised.",
    )
    ready_replies = models.TextField(
        "first words",
        blank=True,
        default="",
        db_default="",
        help_text="Sentences to begin with when you answer in the chat, one a line. Empty: ours.",
    )
    privacy_note = models.TextField(
        "more about privacy",
        blank=True,
        default="",
        db_default="",
        help_text="Added to your privacy page, such as your postal address. What is kept, and for "
        "how long, stands there already.",
    )
    language = models.CharField(
        max_length=7,
        choices=settings.LANGUAGES,
        default="en",
        help_text="The language your answers are written in. The page is shown in it too.",
    )
    time_zone = models.CharField(max_length=60, default="UTC", validators=[known_time_zone])
    is_demo = models.BooleanField(default=False, editable=False)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = verbose_name_plural = "business profile"
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="chatbot_business_is_one_row")
        ]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def current(cls) -> Business:
        """The profile, or an unsaved one with the defaults while the founder has filled in none."""
        return cls.objects.filter(pk=1).first() or cls(pk=1)

    @property
    def suggestions(self) -> list[str]:
        """Up to four questions to offer a visitor."""
        return lines_of(self.suggested_questions)[:4]

    @property
    def first_call_steps(self) -> list[str]:
        """The steps of a first call, in order."""
        return lines_of(self.first_call)

    def opening_days(self, joint: str) -> list[tuple[int, str]]:
        """``(weekday, hours)`` for each day that has hours, Monday first; "09:00{joint}17:00"."""
        days: dict[int, list[str]] = {}
        for slot in self.opening_hours.all():
            spans = days.setdefault(slot.weekday, [])
            spans.append(f"{slot.opens:%H:%M}{joint}{slot.closes:%H:%M}")
        return [(day, ", ".join(spans)) for day, spans in sorted(days.items())]

    def opening_runs(self, joint: str) -> list[tuple[int, int, str]]:
        """``(first weekday, last weekday, hours)``: days in a row with the same hours together."""
        runs: list[tuple[int, int, str]] = []
        for day, hours in self.opening_days(joint):
            if runs and runs[-1][1] == day - 1 and runs[-1][2] == hours:
                runs[-1] = (runs[-1][0], day, hours)
            else:
                runs.append((day, day, hours))
        return runs

    @property
    def opening_lines(self) -> list[tuple[str, str]]:
        """``(day, hours)`` for each day that has hours, Monday first."""
        return [(WEEKDAYS[day], hours) for day, hours in self.opening_days(" to ")]

    @property
    def opening_summary(self) -> str:
        """The opening hours in one line, runs of days with the same hours drawn together."""
        parts = [
            " to ".join(dict.fromkeys((WEEKDAYS[first], WEEKDAYS[last]))) + f" {hours}"
            for first, last, hours in self.opening_runs(" to ")
        ]
        return f"{'; '.join(parts)} ({self.time_zone} time)" if parts else ""


class OpeningHours(Known):
    """One span of one weekday, in the business's own time zone. It may run past midnight."""

    business = models.ForeignKey(Business, on_delete=models.CASCADE, related_name="opening_hours")
    weekday = models.PositiveSmallIntegerField(choices=list(enumerate(WEEKDAYS)))
    opens = models.TimeField()
    closes = models.TimeField(help_text="Earlier than the opening time means the next day.")

    class Meta:
        verbose_name = verbose_name_plural = "opening hours"
        ordering = ["weekday", "opens"]

    def __str__(self) -> str:
        return f"{WEEKDAYS[self.weekday]} {self.opens:%H:%M} to {self.closes:%H:%M}"

    def clean(self) -> None:
        """A span that ends when it begins is a slip, not a whole day."""
        if self.opens is not None and self.opens == self.closes:
            raise ValidationError({"closes": "Opening and closing time are the same."})


class ClosedDays(models.Model):
    """Days on which nobody is there, such as a holiday: both ends are closed.

    A span that begins the evening before still runs to its end.
    """

    business = models.ForeignKey(Business, on_delete=models.CASCADE, related_name="closed_days")
    first = models.DateField("first day")
    last = models.DateField(
        "last day", null=True, blank=True, help_text="Empty: the first day alone."
    )
    note = models.CharField(max_length=80, blank=True, help_text="For you, such as: Christmas.")

    class Meta:
        verbose_name = verbose_name_plural = "closed days"
        ordering = ["first"]

    def __str__(self) -> str:
        return f"{self.first}" + (f" to {self.last}" if self.last else "")

    def clean(self) -> None:
        """The days are in their order."""
        if self.first and self.last and self.last < self.first:
            raise ValidationError({"last": "The last day is before the first."})


class Testimonial(models.Model):
    """What somebody said, in their words, with their leave."""

    business = models.ForeignKey(Business, on_delete=models.CASCADE, related_name="testimonials")
    quote = models.TextField()
    name = models.CharField(max_length=80)
    role = models.CharField(max_length=120, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name

    def as_context(self) -> dict[str, Any]:
        """What the page shows of it."""
        return {"quote": self.quote, "name": self.name, "role": self.role}
