"""How the assistant stands on the founder's own website, and on which sites it may."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models

from chatbot.models.version import lines_of
from ops.web.origins import BadOrigin, tidy_origin


def sites_one_a_line(value: str) -> None:
    """Refuse a line that names no website, saying which."""
    wrong = []
    for line in lines_of(value):
        try:
            tidy_origin(line)
        except BadOrigin as error:
            wrong.append(f"{line}: {error}.")
    if wrong:
        raise ValidationError(wrong)


class Embedding(models.Model):
    """The one row about the button and the panel on other sites; ``current()`` is how to get it."""

    class Side(models.TextChoices):
        RIGHT = "right", "bottom right"
        LEFT = "left", "bottom left"

    origins = models.TextField(
        "your websites",
        blank=True,
        validators=[sites_one_a_line],
        help_text="One address a line, such as https://www.example.com. Nobody else can show your "
        "assistant. https://*.example.com stands for every name below example.com.",
    )
    side = models.CharField(
        "place of the button", max_length=5, choices=Side.choices, default=Side.RIGHT
    )
    label = models.CharField(
        "words on the button",
        max_length=40,
        blank=True,
        help_text="Empty: Ask a question, in the visitor's language.",
    )
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = verbose_name_plural = "chat on your website"
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="chatbot_embedding_is_one_row")
        ]

    def __str__(self) -> str:
        return "Chat on your website"

    def clean(self) -> None:
        """Keep each site as browsers write it."""
        sites_one_a_line(self.origins)
        self.origins = "\n".join(dict.fromkeys(map(tidy_origin, lines_of(self.origins))))

    @classmethod
    def current(cls) -> Embedding:
        """The settings, or an unsaved row with the defaults."""
        return cls.objects.filter(pk=1).first() or cls(pk=1)

    @property
    def listed(self) -> list[str]:
        """The sites, tidy; a line that went round the admin and names none is left out."""
        found = []
        for line in lines_of(self.origins):
            try:
                found.append(tidy_origin(line))
            except BadOrigin:
                continue
        return found
